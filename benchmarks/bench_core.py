"""What the coach's knowledge costs: plan and score, a key until silence is ordered, a change, a look, half an hour.

    python benchmarks/bench_core.py

Each figure stands beside a floor measured in the same run, because machines differ; the issue's bounds are in brackets.
The session runs on a virtual clock and virtual sound (tests/timelines), so nothing is waited for and nothing is heard.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from hipgui.core.cue import FRAMES_PER_MS, Talk, Voice, estimate_ms
from hipgui.core.plan import Choices, plan
from hipgui.core.score import score, settle
from hipgui.core.session import Command
from hipgui.export.text import script_json
from tests.core.rules import heard
from tests.timelines.small import library
from tests.timelines.stage import TICK_MS, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.core.sounds import Item

REPEATS = 20
KEYS = 400
FRAME_MS = 1000 / 30


def main() -> None:
    """Measure and print."""
    whole = full_session()
    told = full_score(whole)
    planned_ms, scored_ms = median_ms(full_session), median_ms(lambda: full_score(whole))
    written_ms = median_ms(lambda: json.dumps(script_json(told)))
    row("plan", planned_ms, written_ms, "writing that score as JSON")
    row("plan + score", planned_ms + scored_ms, written_ms, "writing that score as JSON", "30 ms")
    stage = running(whole)
    empty_ms = median_ms(lambda: None, KEYS)
    row("a look (tick + view)", median_ms(lambda: look(stage), KEYS), FRAME_MS, "a frame at 30 a second")
    key_ms, floor_ms = pauses(whole)
    row("key until silence is ordered", key_ms, floor_ms, "the sound room's own clear", "60 ms with the device")
    row("a change, settled anew", median_ms(swapping(whole), KEYS // 10), planned_ms, "the plan", "20 ms")
    print(f"(an empty call takes {empty_ms * 1000:.2f} µs of these)")
    half_an_hour(whole, told)


def full_session() -> Plan:
    """The standard session."""
    return plan(library().routine("full"), library(), Choices(rest_s=90))


def length_s(item: Item) -> float:
    """Clips that are there, as long as they were taken to be."""
    return estimate_ms(item) / 1000


def full_score(whole: Plan) -> Score:
    """Its score once every clip exists."""
    return score(whole, library().words, Talk.FULL, 0, length_s)


def running(whole: Plan) -> Stage:
    """A session in its first set."""
    stage = Stage(whole, Voice(library().words))
    stage.start()
    stage.run_to(5.0, 1)
    return stage


def look(stage: Stage) -> None:
    """What the window does every frame."""
    stage.player.tick()
    stage.player.view()


def pauses(whole: Plan) -> tuple[float, float]:
    """Milliseconds of a pause, until the player has ordered silence, and of that order alone; medians."""
    stage = running(whole)
    taken: list[float] = []
    orders: list[float] = []
    order = stage.sound.clear

    def timed(*, fade: bool) -> None:
        begun = time.perf_counter()
        order(fade=fade)
        ended = time.perf_counter()
        if fade:
            taken.append((ended - pressed) * 1e3)
            orders.append((ended - begun) * 1e3)

    stage.sound.clear = timed  # type: ignore[method-assign]  # a stopwatch in between
    for _ in range(KEYS // 4):
        pressed = time.perf_counter()
        stage.press(Command.PLAY_PAUSE)
        stage.run(0.2)
        stage.sound.clear = order  # type: ignore[method-assign]  # the moment it is called is what is measured
        stage.press(Command.PLAY_PAUSE)
        stage.run(3.5)
        stage.sound.clear = timed  # type: ignore[method-assign]  # the moment it is called is what is measured
    return statistics.median(taken), statistics.median(orders)


def swapping(whole: Plan) -> Callable[[], None]:
    """Easier and harder in turn, in the middle of a set, until the next two steps are settled."""
    stage, keys = running(whole), cycle((Command.EASIER, Command.HARDER))
    voice = Voice(library().words, length_of=length_s)

    def swap() -> None:
        stage.press(next(keys))
        now = stage.player.view()
        for index in (now.index, now.index + 1):
            settle(now.session.plan, index, voice)

    return swap


def half_an_hour(whole: Plan, told: Score) -> None:
    """Run the session as the window would; every cue has its frame."""
    stage = Stage(whole, Voice(library().words))
    begun = time.perf_counter()
    stage.start()
    stage.finish()
    took_s = time.perf_counter() - begun
    planned = [stage.started_at + at_ms * FRAMES_PER_MS for at_ms, _ in heard(told)]
    off = max(abs(one.start - frame) for one, frame in zip(stage.sound.heard, planned, strict=True))
    ticks = whole.duration_ms / TICK_MS
    print(
        f"{whole.duration_ms / 60_000:.1f} virtual minutes: {len(planned)} cues, drift {off} frames (0),"
        f" {took_s:.2f} s for {ticks:.0f} looks, {took_s / ticks * 1e6:.0f} µs each"
    )


def median_ms(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of one call in milliseconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


def row(name: str, found_ms: float, floor_ms: float, floor: str, bound: str = "") -> None:
    """One line of the table."""
    limit = f"  [{bound}]" if bound else ""
    print(f"{name:<30}{found_ms:9.3f} ms = {found_ms / floor_ms:7.3f} x {floor} ({floor_ms:.3f} ms){limit}")


if __name__ == "__main__":
    main()
