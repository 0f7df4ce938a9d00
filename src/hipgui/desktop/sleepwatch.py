"""How long the machine slept: the difference between a clock that runs on in sleep and one that stands still."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

JITTER_S = 0.25
"""The two clocks are read one after the other, and a wall clock is nudged by time servers: less is no sleep."""


@dataclass(frozen=True, slots=True)
class Look:
    """Two clocks at one moment, in seconds from beginnings of their own."""

    awake_s: float
    """Runs only while the machine is awake."""
    always_s: float
    """Runs in sleep too."""


def slept_s(earlier: Look, later: Look) -> float:
    """Seconds slept between two looks; 0 for differences that are no sleep."""
    asleep_s = (later.always_s - earlier.always_s) - (later.awake_s - earlier.awake_s)
    return asleep_s if asleep_s > JITTER_S else 0.0


if sys.platform == "linux":

    def look() -> Look:
        """Read both clocks."""
        return Look(time.clock_gettime(time.CLOCK_MONOTONIC), time.clock_gettime(time.CLOCK_BOOTTIME))

elif sys.platform == "darwin":

    def look() -> Look:
        """Read both clocks."""
        return Look(time.clock_gettime(time.CLOCK_UPTIME_RAW), time.clock_gettime(time.CLOCK_MONOTONIC_RAW))

elif sys.platform == "win32":

    def look() -> Look:
        """Read both clocks, which Windows counts in tenths of a microsecond."""
        import ctypes  # noqa: PLC0415  Windows alone needs it

        awake, always = ctypes.c_ulonglong(), ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        ctypes.windll.kernelbase.QueryInterruptTime(ctypes.byref(always))
        return Look(awake.value / 1e7, always.value / 1e7)

else:

    def look() -> Look:
        """Read both clocks; the wall clock may be set by hand, which then looks like sleep."""
        return Look(time.monotonic(), time.time())


class SleepWatch:
    """Remembers its last look."""

    def __init__(self, read: Callable[[], Look] = look) -> None:
        self._read = read
        self._last = read()

    def slept_s(self) -> float:
        """Seconds the machine has slept since this was last asked, or since the watch was made."""
        earlier, self._last = self._last, self._read()
        return slept_s(earlier, self._last)
