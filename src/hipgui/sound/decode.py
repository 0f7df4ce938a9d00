"""Files into samples, by their content and never by their name: macOS writes AIFF into a file called .wav."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import miniaudio
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_RATES: Final = range(4_000, 384_001)
_LENGTH_AT: Final = {b"RIFF": "<4xI", b"FORM": ">4xI"}
_UNKNOWN_LENGTHS: Final = {0, 0xFFFFFFFF}
_OUTER_HEADER: Final = 8


class NotAudioError(Exception):
    """The bytes are no audio that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Mono samples in -1 ... 1 and their frames a second."""

    samples: npt.NDArray[np.float64]
    rate: int


def decode(data: bytes) -> Recording:
    """Decode a WAV, AIFF or AIFF-C file of any sample format; channels are averaged.

    Raises NotAudioError, also for a file that was cut short.
    """
    if _is_cut_short(data):
        raise NotAudioError("the file was cut short")
    try:
        sound = miniaudio.wav_read_f32(data)
    except miniaudio.DecodeError as error:
        raise NotAudioError("it is neither WAV nor AIFF") from error
    if sound.sample_rate not in _RATES:
        raise NotAudioError(f"its sample rate is {sound.sample_rate}")
    samples = np.frombuffer(sound.samples, np.float32).reshape(-1, sound.nchannels)
    return Recording(np.nan_to_num(samples.mean(axis=1, dtype=np.float64)), sound.sample_rate)


def _is_cut_short(data: bytes) -> bool:
    layout = _LENGTH_AT.get(data[:4])
    if layout is None or len(data) < _OUTER_HEADER:
        return False
    (length,) = struct.unpack_from(layout, data)
    return length not in _UNKNOWN_LENGTHS and length + _OUTER_HEADER > len(data)
