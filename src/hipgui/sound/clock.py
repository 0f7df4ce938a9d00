"""The session's clock: the frame that is being heard at this moment.

While a device plays, its requests drive the clock: a device asks for the next frames when there is room for them, so
the frame being heard lies one device latency behind the request. Requests come late when the machine is busy but never
early (some sound servers ask in a sawtooth of some milliseconds), so the best estimate is the upper envelope of (frame
asked for - time); it is taken over three to six seconds, which follows the drift between the device's quartz and the
computer's and heals after a dropout: a device that ran dry has lost time for good, the envelope falls, and by how much
it falls is how dropouts are counted and measured. Between requests the
monotonic clock interpolates, but never past the last frame handed over: a dead or sleeping device stalls the clock.
Without a device the monotonic clock alone counts on from the last frame.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hipgui.core.sounds import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

NS_PER_S: Final = 1_000_000_000
_WINDOW_NS: Final = 3 * NS_PER_S
_DROPOUT_FRAMES: Final = SAMPLE_RATE * 3 // 2000
"""A fall of 1.5 ms: more than can be drift, less than is to be heard."""
_DRIFT_FRAMES: Final = SAMPLE_RATE * 6 // 10_000
"""How far two clocks may drift apart in a window: 0.6 ms, 200 parts in a million. What falls faster adds up."""
_LAST_WINDOW_NS: Final = NS_PER_S
"""What of a window makes a judgement when the device is stopped."""
_SETTLED: Final = 3
"""Requests after which a device has filled its buffer and asks as it plays."""


@dataclass(frozen=True, slots=True)
class Line:
    """Heard frame = `frame` + (time - `at_ns`) x rate, at most `limit` (None: no limit)."""

    frame: int
    at_ns: int
    limit: int | None

    def frame_at(self, ns: int) -> int:
        """Return the frame heard at `ns`."""
        frame = self.frame + (ns - self.at_ns) * SAMPLE_RATE // NS_PER_S
        return frame if self.limit is None else min(frame, self.limit)


class FrameClock:
    """Counts frames from 0; `took` may be called by the device's thread, everything else by any thread.

    `now_ns` is a monotonic clock in nanoseconds, one for all processes and finer than 1 ms (on Windows `monotonic`
    goes in steps of 16 ms); `line` is what it goes on from, frame 0 now if None.
    """

    def __init__(self, now_ns: Callable[[], int] = time.perf_counter_ns, line: Line | None = None) -> None:
        self._now_ns = now_ns
        self._lock = threading.Lock()
        self._line = line or Line(0, now_ns(), None)
        self._last = self._line.frame
        self._latency = 0
        self._envelope = 0
        self._envelope_before = 0
        self._window_ends_ns = 0
        self._requests = 0
        self._joined = False
        self._level = 0
        """What the envelope would be without dropouts."""
        self.dropouts = 0
        """Stretches of 3 s in which a device ran dry so far; a slip on the edge of two may count in both."""
        self.lost_frames = 0
        """The time that was lost by it."""

    @property
    def joined(self) -> bool:
        """Whether a device drives the clock."""
        return self._joined

    @property
    def line(self) -> Line:
        """How the frame being heard is reckoned at this moment."""
        return self._line

    def now(self) -> int:
        """Return the frame being heard; never less than an earlier answer."""
        with self._lock:
            self._last = max(self._last, self._line.frame_at(self._now_ns()))
            return self._last

    def join(self, latency: int) -> int:
        """Let a device take over, whose requests run `latency` frames ahead of what is heard.

        Returns the position (frame) at which the device has to begin so that nothing jumps.
        """
        position = self.now() + latency
        self._latency = latency
        self._requests = 0
        self._joined = True
        return position

    def took(self, position: int, frames: int) -> None:
        """Note that the device asks just now for `frames` frames from `position` on."""
        at_ns = self._now_ns()
        ahead = position - at_ns * SAMPLE_RATE // NS_PER_S
        self._requests += 1
        if self._requests <= _SETTLED:
            self._level = self._envelope = self._envelope_before = ahead
            self._window_ends_ns = at_ns + _WINDOW_NS
        elif at_ns >= self._window_ends_ns:
            self._judge()
            self._envelope_before, self._envelope = self._envelope, ahead
            self._window_ends_ns = at_ns + _WINDOW_NS
        else:
            self._envelope = max(self._envelope, ahead)
        best = max(self._envelope, self._envelope_before)
        heard = best + at_ns * SAMPLE_RATE // NS_PER_S - self._latency
        self._line = Line(heard, at_ns, position + frames)

    def leave(self) -> None:
        """Let the monotonic clock count on from the last frame."""
        with self._lock:
            if self._joined:
                self._joined = False
                at_ns = self._now_ns()
                if at_ns > self._window_ends_ns - _WINDOW_NS + _LAST_WINDOW_NS:
                    self._judge()
                self._last = max(self._last, self._line.frame_at(at_ns))
                self._line = Line(self._last, at_ns, None)

    def _judge(self) -> None:
        """Count what was lost in the window that is over."""
        lost = self._level - self._envelope
        if lost > _DROPOUT_FRAMES:
            self.dropouts += 1
            self.lost_frames += lost
            self._level = self._envelope
        else:
            self._level = max(self._envelope, self._level - _DRIFT_FRAMES)
