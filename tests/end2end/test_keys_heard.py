"""Keys in the middle of a hold, in a real window with the real voice: how soon they are heard."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests import rigs

if TYPE_CHECKING:
    import numpy.typing as npt

    from tests.rigs import Pulse, Recording, Screen

LIMIT_S = 90
ANSWERED_MS, SILENT_MS = 300, 60
"""An answer; silence, in the middle of three (a machine may be busy once)."""
CHOICES_MS = (1_000, 1_700)
RECORDER_MS = 10
"""What the recorder takes more: it hands over what sounds in pieces."""
BREATH_MS = 700
"""A silence as long as this stands between two things that are said."""


@dataclass
class Tape:
    """A recording, and which frame of it was the present one at a time of the monotonic clock.

    The recorder is at times late and never early: of all looks at it the one that found most counts.
    """

    recording: Recording
    origin: float = float("-inf")

    def until_ended(self, person: subprocess.Popen[str]) -> bool:
        """See how far it has come; whether somebody has ended meanwhile."""
        at_s = time.monotonic()
        frames = self.recording.path.stat().st_size / 2
        self.origin = max(self.origin, frames - rigs.RATE_HZ * at_s)
        return person.poll() is not None

    def sounds_ms(self, from_s: float) -> list[tuple[float, float]]:
        """Begin and end, in milliseconds after a time, of all that sounds from then on, silences in between."""
        start = round(from_s * rigs.RATE_HZ + self.origin)
        sounding: npt.NDArray[np.intp] = np.flatnonzero(self.recording.samples[start:])
        edges = np.flatnonzero(np.diff(sounding) > BREATH_MS * rigs.RATE_HZ // 1000)
        begins, ends = sounding[[0, *(edges + 1)]], sounding[[*edges, -1]]
        per_ms = rigs.RATE_HZ / 1000
        return [(begin / per_ms, end / per_ms) for begin, end in zip(begins, ends, strict=True)]


@pytest.mark.timeout(150)
def test_a_change_and_pain_in_the_middle_of_a_hold_are_heard_at_once(own_pulse: Pulse, xvfb: Screen) -> None:
    env = {**xvfb.env, "PULSE_SERVER": own_pulse.server}
    command = [sys.executable, "-m", "tests.end2end.keys_session"]
    tape = Tape(own_pulse.recording())
    with (
        tape.recording,
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as person,
    ):
        try:
            rigs.until(lambda: tape.until_ended(person), what="the window to close", patience_s=LIMIT_S)
        finally:
            person.kill()
        told, trouble = person.communicate()
    assert (person.returncode, trouble) == (0, "")

    lines = [line.split(maxsplit=1) for line in told.splitlines()]
    said = [words for kind, words in lines if kind == "said"]
    keys = [words.split() for kind, words in lines if kind == "key"]
    assert [name for name, _ in keys] == ["down", *("h", "1") * 3]
    answers = [
        "Easier.",
        "Hands on the mat.",
        "Easier.",
        "Easiest already.",
        "Easier, skip or end?",
        "Easiest already.",
    ]
    assert [words for words in said if words in answers] == answers

    heard = [tape.sounds_ms(float(when)) for _, when in keys]
    for after in (heard[0], *heard[2::2]):
        assert 0 < after[0][0] <= ANSWERED_MS
    hurt = heard[1::2]
    cut_ms = sorted(end for begin, end in (after[0] for after in hurt) if begin < RECORDER_MS)
    assert len(cut_ms) >= 2, "some word was being said, and not just between two of its sounds"
    assert cut_ms[(len(cut_ms) - 1) // 2] <= SILENT_MS + RECORDER_MS, cut_ms
    pressed_ms = 1000 * (float(keys[-1][1]) - float(keys[-2][1]))
    (choices, choices_end), (following, _), *_ = (after for after in hurt[-1] if after[0] >= RECORDER_MS)
    assert CHOICES_MS[0] <= choices <= CHOICES_MS[1]
    assert choices_end < pressed_ms < following, "nothing runs until something is chosen"
