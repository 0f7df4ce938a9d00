"""What the device pulls: the mixer's samples, each request steering the session's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from hipgui.sound.clock import FrameClock
    from hipgui.sound.desk import Desk
    from hipgui.sound.mixer import Mixer


class Feed:
    """Joins desk, mixer and clock; `load_tones` is called once, when the mixer is loaded."""

    def __init__(self, desk: Desk, clock: FrameClock, load_tones: Callable[[], None]) -> None:
        self._desk = desk
        self._clock = clock
        self._load_tones = load_tones
        self._mixer: Mixer | None = None

    @property
    def dropouts(self) -> int:
        """Stretches of 3 s in which a device ran dry."""
        return self._clock.dropouts

    @property
    def quiet(self) -> bool:
        """Whether nothing is sounding at this moment."""
        return self._desk.quiet

    def load(self) -> None:
        """Load numpy and the tones, once; takes some tenths of a second."""
        if self._mixer is None:
            from hipgui.sound.mixer import Mixer  # noqa: PLC0415 - numpy, which the first window mustn't wait for

            self._load_tones()
            self._mixer = Mixer(self._desk)

    def pull(self, frames: int, latency: int) -> npt.NDArray[np.int16]:
        """Return the next `frames` samples for a device that runs `latency` frames ahead of what is heard."""
        assert self._mixer is not None
        if not self._clock.joined:
            self._desk.skip_to(self._clock.join(latency))
        self._clock.took(self._desk.head, frames)
        return self._mixer.mix(frames)

    def leave(self) -> None:
        """Let time run on without a device."""
        self._clock.leave()
