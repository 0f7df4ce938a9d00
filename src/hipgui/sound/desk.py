"""The mixing desk: which clip sounds when, from which sample on. No sound data is touched here.

Whoever plays (the device's thread, the offline renderer) owns the desk's state and asks it for the next frames. Others
only leave orders in a queue that needs no lock, so the device's thread never waits for the window's.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hipgui.core.sounds import SAMPLE_RATE

if TYPE_CHECKING:
    from hipgui.sound.clip import Clip

FADE_FRAMES: Final = SAMPLE_RATE * 8 // 1000
"""8 ms: too short to be heard as a tail, long enough not to click."""
_GRACE_FRAMES: Final = SAMPLE_RATE * 3 // 10


@dataclass(slots=True, order=True)
class _Placed:
    at: int
    number: int
    clip: Clip = field(compare=False)


@dataclass(slots=True)
class _Running:
    at: int
    clip: Clip
    fade_at: int | None = None
    """Frame at which its fade-out begins; None: it plays to its end."""

    @property
    def end(self) -> int:
        whole = self.at + len(self.clip)
        return whole if self.fade_at is None else min(whole, self.fade_at + FADE_FRAMES)


@dataclass(frozen=True, slots=True)
class Slice:
    """`count` samples of `clip` from `source`, to be added from frame `target` of the block on.

    `faded` is how many frames of its fade-out lie before the slice; None: it isn't fading.
    """

    clip: Clip
    source: int
    target: int
    count: int
    faded: int | None


@dataclass(frozen=True, slots=True)
class _Clear:
    head: int
    """Where the head was when it was asked for: what lies before it has begun for whoever asked, and stays."""
    fade: bool


class Desk:
    """Placed clips on one int frame count."""

    def __init__(self) -> None:
        self._orders: deque[_Placed | _Clear] = deque()
        self._number = 0
        self._owner = threading.Lock()
        self._waiting: list[_Placed] = []
        self._running: list[_Running] = []
        self.gain = 1.0
        """Linear loudness of everything, 0 or more; any thread may set it, the mix follows without a click."""
        self.head = 0
        """First frame whose content can still be changed."""
        self.quiet = True
        """Whether nothing is sounding."""

    def place(self, clip: Clip, at: int) -> None:
        """Let `clip` begin exactly at frame `at`, or at the head if that has passed. Returns at once."""
        self._number += 1
        self._orders.append(_Placed(at, self._number, clip))

    def clear(self, *, fade: bool, head: int | None = None) -> None:
        """Forget what hasn't begun; with `fade`, fade out what is sounding as well. Returns at once.

        Whoever asks from afar says where they believe the head to be: what was to begin from there on is forgotten
        even if it has just begun.
        """
        self._orders.append(_Clear(self.head if head is None else head, fade))

    def take(self, frames: int) -> list[Slice]:
        """Return what sounds in the next `frames` frames and move the head behind them."""
        with self._owner:
            start = self.head
            end = start + frames
            # The head moves first: an order placed at the head that someone reads from now on is never late.
            self.head = end
            self._carry_out_orders(start)
            self._begin(start, end)
            slices = [_slice(run, start, end) for run in self._running]
            self._running = [run for run in self._running if run.end > end]
            self.quiet = not self._running
            return slices

    def skip_to(self, frame: int) -> None:
        """Move the head to `frame` without playing.

        What was sounding is gone. Clips less than 0.3 s late wait for whoever plays next (a device that is just
        starting); older ones are forgotten.
        """
        with self._owner:
            self._carry_out_orders(self.head)
            if frame > self.head:
                self.head = frame
                self._running.clear()
                self.quiet = True
                self._waiting = [placed for placed in self._waiting if placed.at >= frame - _GRACE_FRAMES]

    def _carry_out_orders(self, start: int) -> None:
        while self._orders:
            order = self._orders.popleft()
            if isinstance(order, _Clear):
                self._waiting = [placed for placed in self._waiting if not order.fade and placed.at < order.head]
                for run in self._running:
                    if run.fade_at is None and (order.fade or run.at >= order.head):
                        run.fade_at = start
            else:
                insort(self._waiting, order)

    def _begin(self, start: int, end: int) -> None:
        due = 0
        for placed in self._waiting:
            if placed.at >= end:
                break
            due += 1
            self._running.append(_Running(max(placed.at, start), placed.clip))
        del self._waiting[:due]


def _slice(run: _Running, start: int, end: int) -> Slice:
    first = max(run.at, start)
    last = min(run.end, end)
    return Slice(
        clip=run.clip,
        source=first - run.at,
        target=first - start,
        count=max(0, last - first),
        faded=None if run.fade_at is None else first - run.fade_at,
    )
