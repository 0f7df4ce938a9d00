"""The project's own tones, written down as notes. Their lengths are known without numpy; `synthesise` needs it.

Each tone has its own shape (how many notes, rising or falling), so that it is known by ear alone. All lie between
500 and 1600 Hz, where small loudspeakers are strong and ears are keen, and start softly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hipgui.core.sounds import SAMPLE_RATE, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipgui.sound.clip import Clip


@dataclass(frozen=True, slots=True)
class Note:
    """One struck note: pitch, when it begins and how long it rings until it is silent."""

    hz: float
    at_s: float
    ring_s: float


_C5, _E5, _G5, _A5, _C6, _E6, _G6 = 523.25, 659.26, 783.99, 880.0, 1046.5, 1318.5, 1568.0

NOTES: Final[Mapping[Tone, tuple[Note, ...]]] = {
    Tone.START: (Note(_G5, 0.0, 0.25), Note(_C6, 0.14, 0.36)),
    Tone.TURN: (Note(_A5, 0.0, 0.12),),
    Tone.HALFWAY: (Note(_C6, 0.0, 0.22), Note(_C6, 0.18, 0.32)),
    Tone.LAST_THREE: (Note(_E6, 0.0, 0.18),),
    Tone.SWITCH: (Note(_E5, 0.0, 0.20), Note(_A5, 0.13, 0.20), Note(_E5, 0.26, 0.34)),
    Tone.REST: (Note(_C6, 0.0, 0.30), Note(_E5, 0.20, 0.50)),
    Tone.DONE: (Note(_C5, 0.0, 0.30), Note(_E5, 0.13, 0.30), Note(_G5, 0.26, 0.34), Note(_C6, 0.39, 0.71)),
    Tone.ACK: (Note(_G6, 0.0, 0.09),),
}

UNDER_SPEECH_LU: Final[Mapping[Tone, float]] = {Tone.TURN: 5.0, Tone.ACK: 2.0}
"""How far below speech a tone lies; the others are as loud. A turn-around comes with every rep and may lie under a
word; the acknowledgement answers a key press and needs no weight."""

_ATTACK_S: Final = 0.008
_RELEASE_S: Final = 0.02
_PARTIALS: Final = ((1.0, 1.0), (2.0, 0.28), (3.0, 0.10))
"""(multiple of the pitch, strength): a soft bell. The octave keeps the low notes audible on tiny loudspeakers."""


def tone_frames(tone: Tone) -> int:
    """Return the length of `tone` in frames."""
    return round(max(note.at_s + note.ring_s for note in NOTES[tone]) * SAMPLE_RATE)


def synthesise(tone: Tone) -> Clip:
    """Return the clip of `tone`: mono int16 at 48 kHz, matched to the loudness of speech."""
    import numpy as np  # noqa: PLC0415 - the lengths above are wanted before numpy may be loaded

    from hipgui.sound.clip import SPEECH_LUFS, to_clip, with_loudness  # noqa: PLC0415 - as above

    sound = np.zeros(tone_frames(tone), np.float64)
    for note in NOTES[tone]:
        time_s = np.arange(round(note.ring_s * SAMPLE_RATE)) / SAMPLE_RATE
        swell = np.sin(np.minimum(time_s / _ATTACK_S, 1) * np.pi / 2) ** 2
        dying = np.exp(-5 * time_s / note.ring_s) * np.minimum((note.ring_s - time_s) / _RELEASE_S, 1)
        wave = sum(
            strength * np.sin(2 * np.pi * note.hz * multiple * time_s) * np.exp(-multiple * time_s / note.ring_s)
            for multiple, strength in _PARTIALS
        )
        begin = round(note.at_s * SAMPLE_RATE)
        sound[begin : begin + len(time_s)] += wave * swell * dying
    return to_clip(with_loudness(sound, SPEECH_LUFS - UNDER_SPEECH_LU.get(tone, 0.0)))
