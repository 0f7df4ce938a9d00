"""Whatever an engine writes becomes one kind of clip: one format, no silence around it, one loudness."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hipgui.sound.clip import PEAK, SPEECH_LUFS, SilentError, loudness_lufs, speech_clip, to_clip
from hipgui.sound.decode import NotAudioError, decode

WIDTHS = {1: 128, 2: 1, 4: 1}


def wav(samples: np.ndarray, rate: int = 22_050, *, channels: int = 1, width: int = 2) -> bytes:
    """A WAV file of samples in -1 ... 1."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        if width == 1:
            pcm = np.rint(samples * 127 + 128).astype(np.uint8)
        else:
            pcm = np.rint(samples * (2 ** (8 * width - 1) - 1)).astype(f"<i{width}")
        out.writeframes(np.repeat(pcm, channels).tobytes())
    return file.getvalue()


def aiff(samples: np.ndarray, rate: int, compression: bytes = b"") -> bytes:
    """An AIFF or AIFF-C file, as macOS writes into whatever name it is given."""
    pcm = np.rint(samples * 32767).astype("<i2" if compression == b"sowt" else ">i2").tobytes()
    exponent = rate.bit_length() - 1
    common = struct.pack(">hLhHQ", 1, len(samples), 16, 16383 + exponent, rate << (63 - exponent))
    if compression:
        common += compression + b"\x00\x00"

    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack(">L", len(body)) + body + bytes(len(body) % 2)

    body = chunk(b"COMM", common) + chunk(b"SSND", bytes(8) + pcm)
    return b"FORM" + struct.pack(">L", 4 + len(body)) + (b"AIFC" if compression else b"AIFF") + body


def hum(seconds: float, rate: int, hz: float = 440.0, level: float = 0.5) -> np.ndarray:
    """A voice-like sound: two partials that swell and fade."""
    time_s = np.arange(round(seconds * rate)) / rate
    swell: np.ndarray = np.sin(np.pi * time_s / seconds) ** 0.5
    sound: np.ndarray = level * swell * (0.7 * np.sin(2 * np.pi * hz * time_s) + 0.3 * np.sin(4 * np.pi * hz * time_s))
    return sound


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_any_rate_becomes_48_khz_at_the_same_pitch_and_length(rate: int) -> None:
    clip = speech_clip(wav(hum(0.8, rate), rate))
    assert clip.dtype == np.int16
    assert len(clip) / 48_000 == pytest.approx(0.8, abs=0.05)
    spectrum = np.abs(np.fft.rfft(clip * np.hanning(len(clip))))
    assert spectrum.argmax() * 48_000 / len(clip) == pytest.approx(440, abs=3)


@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_sample_format_sounds_the_same(width: int, channels: int) -> None:
    sound = hum(0.5, 22_050)
    clip = speech_clip(wav(sound, width=width, channels=channels)) / 32768
    plain = speech_clip(wav(sound)) / 32768
    length = min(len(clip), len(plain))
    assert abs(len(clip) - len(plain)) < 0.02 * 48_000
    assert np.abs(clip[:length] - plain[:length]).max() < (0.05 if width == 1 else 0.001)


@pytest.mark.parametrize("compression", [b"", b"NONE", b"sowt"])
def test_aiff_is_known_by_its_content(compression: bytes) -> None:
    sound = hum(0.5, 22_050)
    recording = decode(aiff(sound, 22_050, compression))
    assert recording.rate == 22_050
    assert np.abs(recording.samples - sound).max() < 1e-4


@given(before_s=st.floats(0, 0.8), after_s=st.floats(0, 0.8), level=st.floats(0.003, 1.0))
def test_silence_around_is_cut_and_loudness_is_one(before_s: float, after_s: float, level: float) -> None:
    rate = 22_050
    silences = [np.zeros(round(seconds * rate)) for seconds in (before_s, after_s)]
    clip = speech_clip(wav(np.concatenate([silences[0], hum(0.6, rate, level=level), silences[1]]), rate))
    samples = clip / 32768
    assert len(clip) / 48_000 == pytest.approx(0.6, abs=0.06)
    assert loudness_lufs(samples) == pytest.approx(SPEECH_LUFS, abs=0.7)
    assert np.abs(samples).max() <= PEAK + 1 / 32768
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=2000))
def test_no_clip_is_louder_than_the_peak(samples: list[float]) -> None:
    assert np.abs(to_clip(np.array(samples)).astype(np.int64)).max() <= np.ceil(PEAK * 32768)


def test_the_limiter_leaves_quiet_sound_bit_by_bit() -> None:
    samples = hum(0.2, 48_000, level=0.5)
    assert np.array_equal(to_clip(samples), np.rint(samples * 32768).astype(np.int16))


def test_loud_and_soft_syllables_come_together() -> None:
    loud, soft = hum(0.3, 48_000, level=0.8), hum(0.3, 48_000, level=0.2)
    clip = speech_clip(wav(np.concatenate([loud, soft]), 48_000)) / 32768
    half = len(clip) // 2
    before_db = 20 * np.log10(0.8 / 0.2)
    after_db = 20 * np.log10(np.abs(clip[:half]).max() / np.abs(clip[half:]).max())
    assert after_db < before_db - 3


def test_loudness_is_that_of_the_standard() -> None:
    """BS.1770: a full-scale 997 Hz sine in one channel reads -3.01 LUFS."""
    time_s = np.arange(48_000) / 48_000
    assert loudness_lufs(np.sin(2 * np.pi * 997 * time_s)) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"not audio at all" * 100, b"FORM" + bytes(40), wav(hum(0.5, 22_050))[:9000]],
    ids=["nothing", "head", "text", "hollow", "cut short"],
)
def test_what_is_no_audio_is_refused(data: bytes) -> None:
    with pytest.raises(NotAudioError):
        speech_clip(data)


def test_an_hour_of_babble_is_refused() -> None:
    with pytest.raises(NotAudioError, match="61 seconds"):
        speech_clip(wav(np.full(61 * 8000, 0.1), 8000))


@pytest.mark.parametrize(
    "samples", [np.zeros(0), np.zeros(22_050), np.full(22_050, 1e-6)], ids=["empty", "silent", "almost silent"]
)
def test_a_file_without_sound_is_refused(samples: np.ndarray) -> None:
    with pytest.raises(SilentError):
        speech_clip(wav(samples))


@given(st.binary(max_size=200), st.integers(0, 60))
@example(b"\x01", 26)  # a rate so high that what is left is shorter than its soft end
def test_damaged_files_are_refused_or_read_but_never_crash(noise: bytes, where: int) -> None:
    whole = wav(hum(0.1, 8000), 8000)
    damaged = whole[:where] + noise + whole[where + len(noise) :]
    try:
        clip = speech_clip(damaged)
    except (NotAudioError, SilentError):
        return
    assert clip.dtype == np.int16
