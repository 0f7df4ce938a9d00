"""The sound room's null twin: time passes, nothing is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.sounds import SAMPLE_RATE, Tone
from hipgui.sound.clock import FrameClock
from hipgui.sound.tones import tone_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.notice import Notice
    from hipgui.core.sounds import Item, Phrase


class NullSound:
    """Everything `Sound` offers, on the monotonic clock alone; every phrase fails."""

    dropouts = 0
    lost_s = 0.0
    missed = 0
    playback_pid = None

    def __init__(self) -> None:
        self._clock = FrameClock()

    def prewarm(self) -> None:
        """Do nothing."""

    def open(self) -> None:
        """Do nothing."""

    def start(self) -> None:
        """Do nothing."""

    def ready(self) -> bool:
        """Return True: there is nothing to wait for."""
        return True

    def stop(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def retry_device(self) -> None:
        """Do nothing."""

    def look_for_devices(self) -> None:
        """Do nothing."""

    def devices(self) -> tuple[str, ...]:
        """Return none."""
        return ()

    def choose_device(self, name: str) -> None:
        """Do nothing."""

    def now(self) -> int:
        """Return the frame of this moment."""
        return self._clock.now()

    def head(self) -> int:
        """Return the frame of this moment."""
        return self._clock.now()

    def want(self, phrases: Sequence[Phrase]) -> None:
        """Do nothing."""

    def length_s(self, item: Item) -> float | None:
        """Return a tone's length in seconds; None for a phrase."""
        return tone_frames(item) / SAMPLE_RATE if isinstance(item, Tone) else None

    def failed(self, phrase: Phrase) -> bool:  # noqa: ARG002  the port
        """Return True: no phrase comes."""
        return True

    def place(self, item: Item, at: int) -> None:
        """Do nothing."""

    def miss(self, phrase: Phrase) -> None:
        """Do nothing."""

    def clear(self, *, fade: bool) -> None:
        """Do nothing."""

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001  the port
        """Do nothing."""

    def set_gain(self, gain: float) -> None:
        """Do nothing."""

    def notices(self) -> list[Notice]:
        """Return nothing."""
        return []
