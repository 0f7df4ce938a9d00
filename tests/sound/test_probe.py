"""What the doctor finds: a voice that speaks, a device that plays, and what to do where they don't."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hipgui.sound.engine import VoiceChoice
from hipgui.sound.probe import probe_device, probe_voice

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests import rigs


def test_the_built_in_voice_works() -> None:
    ok, found, remedy = probe_voice(20)
    assert ok
    assert "en-us+f5" in found
    assert remedy == ""


def test_a_machine_without_a_voice_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('no eSpeak here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ok, found, remedy = probe_voice(20)
    assert not ok
    assert "no eSpeak here" in found
    assert remedy


def test_an_engine_nobody_knows_and_a_voice_too_slow_are_told() -> None:
    for choice, timeout_s in ((VoiceChoice("parrot"), 20.0), (VoiceChoice(), 0.001)):
        ok, found, remedy = probe_voice(timeout_s, choice)
        assert not ok
        assert found
        assert remedy


def test_a_device_that_plays_is_found(pulse: rigs.Pulse) -> None:
    assert probe_device(10) == (True, "plays through PulseAudio", "")
    assert pulse.process.poll() is None


def test_a_missing_device_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    ok, found, remedy = probe_device()
    assert not ok
    assert "No sound device" in found
    assert "headphones" in remedy
