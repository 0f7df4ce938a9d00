"""The project's tones: short, soft, distinct, as loud as speech."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from hipgui.core.sounds import Tone
from hipgui.sound.clip import PEAK, SPEECH_LUFS, loudness_lufs
from hipgui.sound.tones import NOTES, UNDER_SPEECH_LU, synthesise, tone_frames


def spectrogram(tone: Tone) -> np.ndarray:
    """Loudness by time (20 ms) and pitch, over the longest tone's length, scaled to 1."""
    samples = np.zeros(48_000 * 6 // 5)
    clip = synthesise(tone)
    samples[: len(clip)] = clip
    picture = np.abs(np.fft.rfft(samples.reshape(-1, 960), axis=1))[:, :60]
    scaled: np.ndarray = picture / np.linalg.norm(picture)
    return scaled


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_short_soft_at_both_ends_and_matched_to_speech(tone: Tone) -> None:
    clip = synthesise(tone)
    samples = clip / 32768
    assert len(clip) == tone_frames(tone)
    assert 0.05 <= len(clip) / 48_000 <= 1.2
    peak = np.abs(samples).max()
    assert peak <= PEAK
    assert np.abs(samples[:24]).max() < 0.05 * peak
    assert np.abs(samples[-24:]).max() < 0.05 * peak
    assert loudness_lufs(samples) == pytest.approx(SPEECH_LUFS - UNDER_SPEECH_LU.get(tone, 0), abs=0.5)


def test_tones_are_told_apart_by_ear() -> None:
    pictures = {tone: spectrogram(tone) for tone in Tone}
    alike = {(one, other): float((pictures[one] * pictures[other]).sum()) for one, other in combinations(pictures, 2)}
    assert max(alike.values()) < 0.75, max(alike.items(), key=lambda pair: pair[1])


def test_the_turn_around_is_the_shortest_but_for_the_acknowledgement() -> None:
    by_length = sorted(Tone, key=tone_frames)
    assert by_length[:2] == [Tone.ACK, Tone.TURN]
    assert set(NOTES) == set(Tone)
