"""What the device pulls: the mixer's samples, each request steering the session's clock."""

from __future__ import annotations

import gc
import threading
import time
from typing import TYPE_CHECKING

from hipgui.sound.shared import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from hipgui.sound.clock import FrameClock
    from hipgui.sound.desk import Desk
    from hipgui.sound.mixer import Mixer


class Feed:
    """Joins desk, mixer and clock; `load_tones` is called once, with the mixer, and `tell` whenever it stands anew."""

    def __init__(
        self, desk: Desk, clock: FrameClock, load_tones: Callable[[], None], tell: Callable[[Standing], None]
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._load_tones = load_tones
        self._tell = tell
        self._telling = threading.Lock()
        self._mixer: Mixer | None = None
        self._period = 0
        self._missing = False

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
            from hipgui.sound.mixer import Mixer  # noqa: PLC0415 - numpy: the clock can be read before it is there

            self._load_tones()
            self._mixer = Mixer(self._desk)
            gc.collect()
            gc.freeze()
            gc.disable()  # a collection would stop the audio thread

    def pull(self, frames: int, latency: int) -> npt.NDArray[np.int16]:
        """Return the next `frames` samples for a device that runs `latency` frames ahead of what is heard."""
        assert self._mixer is not None
        if not self._clock.joined:
            self._desk.skip_to(self._clock.join(latency))
        self._clock.took(self._desk.head, frames)
        samples = self._mixer.mix(frames)
        self._period = frames
        self._stands()
        return samples

    def note(self, *, missing: bool) -> None:
        """Tell that all is well, and whether a device is missing."""
        self._missing = missing
        self._stands()

    def leave(self) -> None:
        """Let time run on without a device."""
        self._clock.leave()
        gc.collect()
        self._stands()

    def _stands(self) -> None:
        clock = self._clock
        with self._telling:
            self._tell(
                Standing(
                    line=clock.line,
                    # An order on its way now may arrive behind the next request.
                    head=self._desk.head + self._period,
                    dropouts=clock.dropouts,
                    lost_frames=clock.lost_frames,
                    beat_ns=time.perf_counter_ns(),
                    joined=clock.joined,
                    missing=self._missing,
                )
            )
