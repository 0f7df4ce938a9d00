"""Voices, devices and an example, with real engines and a sound server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.core.cue import Cue, Role
from hipgui.core.sounds import Phrase, Tone
from hipgui.sound.choosing import Choosing
from hipgui.sound.live import Sound
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REP = (
    Cue(0, 300, Phrase("Up.", 125), Role.PHASE, ""),
    Cue(0, 200, Tone.TURN, Role.PHASE, ""),
    Cue(100, 300, Phrase("Two.", 125), Role.COUNT, ""),
    Cue(900, 300, Phrase("Hips level.", 125), Role.FORM, ""),
)


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sound]:
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)  # or a machine's own sound card would do for a missing server
    sound = Sound(tmp_path / "clips")
    yield sound
    sound.close()


def heard_out(choosing: Choosing) -> list[float]:
    """Let an example come to its end; all shares that were told."""
    shares: list[float] = []

    def over() -> bool:
        share = choosing.share()
        if share is not None:
            shares.append(share)
        return share is None

    rigs.until(over, what="the example to end")
    return shares


def test_engines_and_their_voices(sound: Sound) -> None:
    choosing = Choosing(lambda: sound)
    engines = choosing.engines()
    assert [(one.name, one.title) for one in engines[:1]] == [("pyttsx3", "eSpeak")]
    for engine in engines:
        assert any("en" in language for voice in choosing.voices(engine.name) for language in voice.languages)
    assert choosing.voices("nobody") == ()


def test_an_example_is_heard_from_start_to_end(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    choosing = Choosing(lambda: sound)
    assert choosing.share() is None
    with awake_pulse.recording() as recording:
        choosing.begin(REP)
        shares = heard_out(choosing)
    assert shares == sorted(shares)
    assert shares[-1] > 0.8
    lengths = [sound.length_s(cue.item) for cue in REP if cue.is_speech]
    assert None not in lengths
    loud = np.flatnonzero(np.abs(recording.samples) > 300)
    assert (loud[-1] - loud[0]) / 48_000 > sum(length for length in lengths if length), "one word after another"
    assert sound.missed == 0
    assert choosing.notices() == []


def test_an_example_can_be_cut_off_and_begun_again(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    choosing = Choosing(lambda: sound)
    with awake_pulse.recording() as recording:
        choosing.begin(REP)
        rigs.until(lambda: (choosing.share() or 0) > 0.2, what="some of it")
        choosing.end()
        assert choosing.share() is None
        choosing.end()
        choosing.begin(REP[:1])
        heard_out(choosing)
    assert np.abs(recording.samples).max() > 300


def test_without_device_or_voice_it_ends_and_says_why(sound: Sound) -> None:
    choosing = Choosing(lambda: sound)
    choosing.choose_voice("nobody", "")
    choosing.set_gain(0.5)
    choosing.choose_device("")
    choosing.look_for_devices()
    choosing.begin(REP)
    shares = heard_out(choosing)
    assert all(share <= 1 for share in shares)
    told: list[str] = []

    def said() -> bool:
        told.extend(str(notice) for notice in choosing.notices())
        return len(told) >= 2

    rigs.until(said, what="both reasons")
    assert any("There is no voice engine" in one for one in told)
    assert any("No sound device" in one for one in told)
    rigs.until(lambda: choosing.devices() is not None, what="a look at the devices")
