"""A session that is killed in the middle of a hold is gone on with after the next start, in the real window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hipgui.content.load import load_library
from hipgui.desktop.paths import config_file
from hipgui.journal.outcomes import reviews
from hipgui.settings import Settings, save
from hipgui.wiring import parts
from tests.end2end.taken_up_session import HOLD_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.rigs import Pulse, Screen

FIRST_HOLD = 1
KILLED_AT_MS = 6_000
NEAR_MS = 1_000


class Moment(NamedTuple):
    """Where a session stands."""

    state: str
    step: int
    ms: int


class Driven:
    """A window in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def tell(self, word: str) -> None:
        """Let it do something."""
        assert self.process.stdin
        print(word, file=self.process.stdin, flush=True)

    def until_known(self) -> None:
        """Wait until it has looked back."""
        while self._line() != "known":
            pass

    def until(self, wanted: Callable[[Moment], bool]) -> Moment:
        """The first moment that is wanted."""
        while True:
            words = self._line().split()
            if len(words) == len(Moment._fields):
                moment = Moment(words[0], int(words[1]), int(words[2]))
                if wanted(moment):
                    return moment

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "it has ended"
        return line.strip()


@contextmanager
def opened(screen: Screen, pulse: Pulse) -> Iterator[Driven]:
    command = [sys.executable, "-m", "tests.end2end.taken_up_session"]
    env = {**screen.env, "PULSE_SERVER": pulse.server}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Driven(process)
        finally:
            process.kill()


@pytest.mark.timeout(150)
def test_killed_in_a_hold_it_goes_on_at_the_same_second(own_pulse: Pulse, xvfb: Screen, own_places: Path) -> None:
    assert own_places.exists()
    save(config_file().path, replace(Settings(), readiness_seen=True))
    with opened(xvfb, own_pulse) as first:
        first.until_known()
        first.tell("play")
        killed = first.until(lambda now: now.state == "playing" and now.step == FIRST_HOLD and now.ms >= KILLED_AT_MS)
        os.kill(first.process.pid, signal.SIGKILL)
    with opened(xvfb, own_pulse) as second:
        second.until_known()
        second.tell("go")
        taken_up = second.until(lambda now: now.state == "lead_in")
        assert taken_up.step == killed.step
        assert abs(taken_up.ms - killed.ms) <= NEAR_MS
        playing = second.until(lambda now: now.state == "playing")
        assert playing.step == killed.step
        assert abs(playing.ms - killed.ms) <= NEAR_MS
        second.until(lambda now: now.state == "finished")
        second.tell("close")
        assert second.process.wait(20) == 0
    [review] = reviews(parts.journal_file(), load_library())
    assert review.past.finished
    [outcome] = review.outcomes
    assert (outcome.right, outcome.left) == ((HOLD_MS // 1000,), (HOLD_MS // 1000,))
