"""The device's thread on its own: what it does with a machine too busy for short periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.sound.backend import PERIOD_MS
from hipgui.sound.device import WIDEST_MS, Output
from hipgui.sound.notice import NoticeBoard
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt


class Counter:
    """A source of silence that counts what it is asked for."""

    def __init__(self) -> None:
        self.dropouts = 0
        self.quiet = True
        self.asked: list[tuple[int, int]] = []
        self.left = 0
        self.loaded = 0
        self.missing = False

    def load(self) -> None:
        self.loaded += 1

    def pull(self, frames: int, latency: int) -> npt.NDArray[np.int16]:
        self.asked.append((frames, latency))
        return np.zeros(frames, np.int16)

    def note(self, *, missing: bool) -> None:
        self.missing = missing

    def leave(self) -> None:
        self.left += 1

    def asks_for(self, period_ms: int) -> bool:
        """Whether the last request was for one period of that length."""
        return bool(self.asked) and self.asked[-1] == (period_ms * 48, period_ms * 48)


@pytest.fixture
def source() -> Counter:
    return Counter()


@pytest.fixture
def output(source: Counter) -> Iterator[Output]:
    output = Output(source, NoticeBoard(), lambda _names: None)
    yield output
    output.close()


def test_opened_it_asks_for_nothing_started_it_does(awake_pulse: rigs.Pulse, source: Counter, output: Output) -> None:
    output.open()
    rigs.until(lambda: "Corked: yes" in awake_pulse.pactl("list", "sink-inputs"), what="a sleeping stream")
    assert source.asked == []
    assert source.loaded == 1
    output.start()
    rigs.until(lambda: len(source.asked) > 5, what="requests")
    assert source.asks_for(PERIOD_MS)
    output.stop()
    rigs.until(lambda: source.left == 1, what="the end")
    asked = len(source.asked)
    rigs.until(lambda: "Corked: yes" in awake_pulse.pactl("list", "sink-inputs"), what="a sleeping stream")
    assert len(source.asked) == asked


def test_a_machine_too_busy_gets_longer_periods_when_nothing_sounds(
    awake_pulse: rigs.Pulse, source: Counter, output: Output
) -> None:
    source.quiet = False
    output.start()
    rigs.until(lambda: source.asks_for(PERIOD_MS), what="requests")
    source.dropouts = 3
    asked = len(source.asked)
    rigs.until(lambda: len(source.asked) > asked + 25, what="half a second")
    assert source.asks_for(PERIOD_MS)
    source.quiet = True
    rigs.until(lambda: source.asks_for(2 * PERIOD_MS), what="longer periods")
    assert source.left == 1
    source.dropouts = 6
    rigs.until(lambda: source.asks_for(WIDEST_MS), what="the longest periods")
    source.dropouts = 9
    asked = len(source.asked)
    rigs.until(lambda: len(source.asked) > asked + 5, what="more requests")
    assert source.asks_for(WIDEST_MS)
    output.stop()
    output.start()
    rigs.until(lambda: source.asks_for(PERIOD_MS), what="short periods in the next session")
    assert awake_pulse.process.poll() is None
