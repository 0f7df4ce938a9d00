"""What the window costs, each figure beside a floor that is measured in the same run.

    python benchmarks/bench_window.py        (needs a display; on a machine without one: under xvfb-run)

* first frame: from the start of the process to the first painted frame, over a bare PySide6 window's (bound: 2)
* Today, idle: share of a core while nothing happens (bound: 0.2 %)
* playing: CPU time of a set, over a bare repaint of the same area 30 times a second (bound: 4)
* plan and score of the full session once clips exist, in milliseconds (bound: 30)
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STARTS = 7
PROGRAMS = Path(__file__).with_name("window_programs.py")


def measure(who: str, mode: str) -> float:
    """One number from a process of its own."""
    env = {**os.environ, "BENCH_BEGAN": str(time.time())}
    command = [sys.executable, str(PROGRAMS), who, mode]
    return float(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split()[-1])


def plan_and_score_ms() -> float:
    """Median milliseconds for the full session, from clips that are there."""
    from hipgui.content.load import load_library
    from hipgui.core.cue import Talk, estimate_ms
    from hipgui.core.plan import Choices, plan
    from hipgui.core.score import score

    library = load_library()
    taken: list[float] = []
    for _ in range(STARTS):
        began_s = time.perf_counter()
        laid = plan(library.routine("full"), library, Choices())
        score(laid, library.words, Talk.FULL, 0, lambda item: estimate_ms(item) / 1000)
        taken.append((time.perf_counter() - began_s) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Measure everything and print a table."""
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        os.environ["XDG_RUNTIME_DIR"] = home
        settings = Path(home, "config", "hipgui", "settings.toml")
        settings.parent.mkdir(parents=True)
        settings.write_text("[person]\nreadiness_seen = true\n")  # Today is measured, not the very first page
        # An installed program's modules are compiled; where Python is told not to keep them, they are kept here.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
        measure("coach", "first")
        pairs = [(measure("coach", "first"), measure("bare", "first")) for _ in range(STARTS)]
        ours, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"first frame      {ours * 1000:7.0f} ms   bare {floor * 1000:5.0f} ms   ratio {ours / floor:.2f}   bound 2"
        )
        idle = measure("coach", "idle")
        print(f"Today, idle      {idle:7.3%}                      bound 0.2 %")
        playing, repaint = measure("coach", "play"), measure("bare", "repaint")
        ratio = playing / repaint
        print(f"playing          {playing:7.2%}      bare {repaint:6.2%}     ratio {ratio:4.2f}   bound 4")
        print(f"plan and score   {plan_and_score_ms():7.1f} ms                    bound 30 ms")


if __name__ == "__main__":
    main()
