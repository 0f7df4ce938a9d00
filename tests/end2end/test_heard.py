"""A session through the real window, with the real voice, recorded from a sound server and held against its score."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.core.sounds import SAMPLE_RATE, Phrase
from hipgui.sound.account import read
from hipgui.sound.live import Sound
from hipgui.wiring import commands, parts
from tests.end2end.short import short_plan

if TYPE_CHECKING:
    import numpy.typing as npt

    from hipgui.core.cue import Cue
    from hipgui.core.score import Score
    from tests.rigs import Pulse, Screen

    Samples = npt.NDArray[np.float64]

SESSION_LIMIT_S = 150
NEAR = SAMPLE_RATE // 10
"""How far around its place a cue is looked for: 100 ms."""
TOLERANCE_FRAMES = 2 * SAMPLE_RATE // 1000
"""2 ms, once the first is aligned. Only a device that ran dry may set all later cues back, by the time that was counted
as lost."""
QUIET = 1e5
"""Keeps what is hardly to be heard from looking like anything."""


def cues_of(score: Score) -> list[tuple[int, Cue]]:
    """Every spoken cue with its frame from the session's start."""
    starts = [*score.plan.starts_ms, score.plan.duration_ms]
    settled = [*score.steps, score.closing]
    return [
        ((start_ms + cue.at_ms) * SAMPLE_RATE // 1000, cue)
        for start_ms, one in zip(starts, settled, strict=True)
        for cue in one.cues
        if cue.is_speech
    ]


def best_lag(heard: Samples, clip: Samples, first: int, last: int) -> int:
    """The frame from `first` to `last` where `clip` fits best into what was heard."""
    window = heard[max(0, first) : last + len(clip)]
    size = 1 << (len(window) + len(clip)).bit_length()
    match = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(clip, size)), size)
    places = max(1, len(window) - len(clip))
    energy = np.concatenate(([0.0], np.cumsum(window**2)))
    loudness = np.sqrt(energy[len(clip) : len(clip) + places] - energy[:places])
    return int(np.argmax(match[:places] / (loudness + QUIET))) + max(0, first)


@pytest.mark.timeout(200)
def test_what_is_heard_is_what_the_score_says(own_pulse: Pulse, xvfb: Screen) -> None:
    command = [sys.executable, "-m", "tests.end2end.short_session"]
    env = {**xvfb.env, "PULSE_SERVER": own_pulse.server}
    with own_pulse.recording() as recording:
        played = subprocess.run(command, env=env, capture_output=True, text=True, timeout=SESSION_LIMIT_S, check=False)
    assert (played.returncode, played.stderr) == (0, "")
    assert not parts.journal_file().exists(), "a demonstration was nobody's session"

    score = commands.score_for(short_plan(), talk="full", seed=0)
    expected = cues_of(score)
    lines = [line.split(maxsplit=1)[1] for line in played.stdout.splitlines()]
    assert lines == [cue.text for _, cue in expected]

    heard = recording.samples.astype(np.float64)
    sound = Sound(parts.clip_folder())
    try:
        phrases = [cue.item for _, cue in expected if isinstance(cue.item, Phrase)]
        sound.want(phrases)
        assert sound.wait_for(phrases, 30)
        clips = {
            item: sound.render([(0, item)], round((sound.length_s(item) or 0) * SAMPLE_RATE)).astype(np.float64)
            for item in phrases
        }
    finally:
        sound.close()

    first_at, first = expected[0]
    begun = best_lag(heard, clips[first.item], 0, len(heard)) - first_at  # type: ignore[index]  # speech
    slipped, at_s, off = 0, [], begun
    for at, cue in expected:
        found = best_lag(heard, clips[cue.item], off + at - NEAR, off + at + NEAR) - at  # type: ignore[index]  # a phrase, as its clip is there
        if abs(found - off) > TOLERANCE_FRAMES:
            slipped += abs(found - off)
        off = found
        at_s.append((cue.text, (off - begun) / SAMPLE_RATE))
    account = read(parts.account_file())
    assert account is not None
    assert account.missed == 0
    assert slipped / SAMPLE_RATE <= account.lost_s + TOLERANCE_FRAMES * account.dropouts / SAMPLE_RATE, at_s
    assert np.abs(heard).max() < 32767 * 10 ** (-1 / 20) + 1, "louder than -1 dBFS"


@pytest.mark.timeout(120)
def test_without_a_window_the_transcript_appears_as_it_is_spoken(own_pulse: Pulse) -> None:
    command = [sys.executable, "-m", "tests.end2end.short_session", "--no-window"]
    env = {**os.environ, "PULSE_SERVER": own_pulse.server}
    score = commands.score_for(short_plan("lizard"), talk="full", seed=0)
    with own_pulse.recording() as recording:
        played = subprocess.run(command, env=env, capture_output=True, text=True, timeout=100, check=False)
    assert (played.returncode, played.stderr) == (0, "")
    assert [line.split(maxsplit=1)[1] for line in played.stdout.splitlines()] == [c.text for _, c in cues_of(score)]
    assert np.abs(recording.samples).max() > 3000
