"""Adds up what the desk says sounds now. Loaded late: it needs numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from hipgui.core.sounds import SAMPLE_RATE
from hipgui.sound.desk import FADE_FRAMES, Desk

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from hipgui.sound.clip import Clip
    from hipgui.sound.desk import Slice

CEILING: Final = 10 ** (-1 / 20)
"""-1 dBFS: no sample of the mix is louder."""
KNEE: Final = 10 ** (-3 / 20)
"""-3 dBFS: below it the mix is passed bit by bit. Clips are made to stay below, so only sums of clips bend."""
_GAIN_RAMP_FRAMES: Final = SAMPLE_RATE * 8 // 1000
"""The time in which the gain follows by 1.0."""
_FULL_SCALE: Final = 32768.0
_BLOCK: Final = 480
"""10 ms. numpy lets other threads have the interpreter during any operation on more than 500 numbers: below that, a
block is mixed in one go."""


class Mixer:
    """Turns a desk into samples, block after block: mono int16 at 48 kHz."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gain_now = desk.gain
        # Falls from 1 to 0 over the fade; the raised cosine has no corner that could click.
        self._fade = (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, FADE_FRAMES))).astype(np.float32)

    def mix(self, frames: int) -> npt.NDArray[np.int16]:
        """Return the next `frames` samples and move the desk's head behind them."""
        mixed = np.empty(frames, np.int16)
        for start in range(0, frames, _BLOCK):
            mixed[start : start + _BLOCK] = self._block(min(_BLOCK, frames - start))
        return mixed

    def _block(self, frames: int) -> npt.NDArray[np.int16]:
        slices = self._desk.take(frames)
        if not slices and self._gain_now == self._desk.gain:
            return np.zeros(frames, np.int16)
        block = np.zeros(frames, np.float32)
        for part in slices:
            self._add(block, part)
        self._apply_gain(block)
        _limit(block)
        samples: npt.NDArray[np.int16] = np.rint(block * _FULL_SCALE).astype(np.int16)
        return samples

    def _add(self, block: npt.NDArray[np.float32], part: Slice) -> None:
        samples = part.clip[part.source : part.source + part.count].astype(np.float32)
        samples *= 1 / _FULL_SCALE
        if part.faded is not None:
            samples *= self._fade[part.faded : part.faded + part.count]
        block[part.target : part.target + part.count] += samples

    def _apply_gain(self, block: npt.NDArray[np.float32]) -> None:
        wanted, now = self._desk.gain, self._gain_now
        if wanted == now:
            if now != 1.0:
                block *= np.float32(now)
            return
        step = 1 / _GAIN_RAMP_FRAMES if wanted > now else -1 / _GAIN_RAMP_FRAMES
        ramp = now + step * np.arange(1, len(block) + 1, dtype=np.float32)
        ramp = np.clip(ramp, min(now, wanted), max(now, wanted))
        block *= ramp
        reached = abs(wanted - now) <= len(block) / _GAIN_RAMP_FRAMES
        self._gain_now = wanted if reached else float(ramp[-1])


def _limit(block: npt.NDArray[np.float32]) -> None:
    loud = np.abs(block) > KNEE
    if loud.any():
        room = CEILING - KNEE
        over = np.abs(block[loud]) - KNEE
        block[loud] = np.sign(block[loud]) * (KNEE + room * np.tanh(over / room))


def render(placed: Iterable[tuple[int, Clip]], frames: int) -> npt.NDArray[np.int16]:
    """Mix clips (start frame, clip) offline into `frames` samples, exactly as the device would play them."""
    desk = Desk()
    for at, clip in placed:
        desk.place(clip, at)
    return Mixer(desk).mix(frames)
