"""Motion of a few hundred milliseconds, asked where it is and never telling."""

from __future__ import annotations

import time
from dataclasses import dataclass


def monotonic_ms() -> float:
    """Milliseconds for what moves by itself."""
    return time.perf_counter() * 1000


@dataclass(frozen=True, slots=True)
class Tween:
    """A way from 0 to 1 that begins at `start_ms` and eases out over `length_ms`."""

    start_ms: float = 0.0
    length_ms: float = 0.0

    def at(self, now_ms: float) -> float:
        """The share of the way done."""
        if self.length_ms <= 0.0:
            return 1.0
        share = min(1.0, max(0.0, (now_ms - self.start_ms) / self.length_ms))
        return 1.0 - (1.0 - share) ** 3

    def over(self, now_ms: float) -> bool:
        """Whether it has arrived."""
        return self.length_ms <= 0.0 or now_ms >= self.start_ms + self.length_ms


STILL = Tween()
"""A way that is over."""
