"""What the window costs, each figure beside a floor that is measured in the same run.

    python benchmarks/bench_window.py        (needs a display; on a machine without one: under xvfb-run)

* first frame: from the start of the process to the first painted frame, over a bare PySide6 window's (bound: 2)
* Today, idle: share of a core while nothing happens (bound: 0.2 %)
* playing: CPU time of a set, over a bare repaint of the same area 30 times a second (bound: 4)
* plan and score of the full session once clips exist, in milliseconds (bound: 30)
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.window import Window

STARTS = 7
SETTLE_S, WATCH_S = 8.0, 10.0
PLAY_SETTLE_S = 20.0
"""Set-up cut to nothing, the first loop of the movement painted."""
SIZE = (1920, 1080)
FPS = 30


def bare(mode: str) -> None:
    """A window with nothing in it: shown once, or repainted 30 times a second."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        painted = 0

        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor("#101418" if self.painted % 2 else "#181E25"))
            self.painted += 1
            if mode == "first" and self.painted == 1:
                QTimer.singleShot(0, report_first)

    application = QApplication([])
    window = Bare()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(1280, 800) if mode == "first" else window.resize(*SIZE)
    window.show()
    if mode == "repaint":
        timer = QTimer()
        timer.timeout.connect(window.update)
        timer.start(1000 // FPS)
        watch(2.0)
    application.exec()


def coach(mode: str) -> None:
    """The real window: shown once, left alone, or playing; as `hipgui.cli` opens it."""
    gc.disable()
    from dataclasses import replace

    from PySide6.QtCore import QTimer

    from hipgui import wiring
    from hipgui.content.load import load_library
    from hipgui.core.plan import Choices, plan
    from hipgui.ui.app import FirstFrame

    kept: list[QObject] = []

    def attach(window: Window) -> None:
        if mode == "first":
            QTimer.singleShot(0, lambda: kept.append(FirstFrame(window.windowHandle(), report_first)))
        else:
            window.resize(*SIZE)
            watch(SETTLE_S if mode == "idle" else PLAY_SETTLE_S)

    session = None
    if mode == "play":
        library = load_library()
        library = replace(library, timing=replace(library.timing, prepare_s=8))
        session = plan(library.routine("march"), library, Choices())
    wiring.window(session, attach=attach)


def report_first() -> None:
    """Tell the time since the process was started, and end."""
    print(time.time() - float(os.environ["BENCH_BEGAN"]), flush=True)
    os._exit(0)


def watch(settle_s: float) -> None:
    """After `settle_s`, tell the share of a core that is used for `WATCH_S`, and end."""
    from PySide6.QtCore import QTimer

    def begin() -> None:
        cpu_s, clock_s = time.process_time(), time.monotonic()

        def tell() -> None:
            print((time.process_time() - cpu_s) / (time.monotonic() - clock_s), flush=True)
            os._exit(0)

        QTimer.singleShot(round(WATCH_S * 1000), tell)

    QTimer.singleShot(round(settle_s * 1000), begin)


def measure(who: str, mode: str) -> float:
    """One number from a process of its own."""
    env = {**os.environ, "BENCH_BEGAN": str(time.time())}
    command = [sys.executable, __file__, who, mode]
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
    match sys.argv[1:]:
        case ["bare", mode]:
            bare(mode)
        case ["coach", mode]:
            coach(mode)
        case _:
            main()
