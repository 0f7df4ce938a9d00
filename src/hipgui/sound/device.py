"""The playback device: opened, started, watched and closed in a thread of its own, so that nobody waits for it."""

from __future__ import annotations

import queue
import threading
import time
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, Protocol

from hipgui.core.notice import Notice
from hipgui.core.sounds import SAMPLE_RATE
from hipgui.sound.backend import PERIOD_MS, PERIODS, DeviceMissingError, device_names, open_device

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import miniaudio
    import numpy as np
    import numpy.typing as npt

WIDEST_MS: Final = 80
"""A machine too busy for 20 ms gets longer periods, up to this: whole words are worth more than a quick pause."""

_DROPOUTS_TO_WIDEN: Final = 3
_DROPOUTS_WITHIN_S: Final = 15.0
_WATCH_S: Final = 0.2
_LOST_AFTER_S: Final = 0.5
_SLOW_START_S: Final = 4.0
"""A PulseAudio null sink that was idle takes up to 2 s before it asks a second time."""
_TRY_AGAIN_S: Final = 3.0
_CLOSE_LIMIT_S: Final = 3.0

_REMEDY: Final = (
    "Connect loudspeakers or headphones and check the system's sound settings; Hipgui goes on with pictures and tries "
    "again by itself."
)
_CHOSEN_REMEDY: Final = "The system's own is used. Connect it, or choose another in Settings."


class Source(Protocol):
    """What is played. All but `pull` is called in the device's thread."""

    @property
    def dropouts(self) -> int:
        """How often the device ran dry."""

    @property
    def quiet(self) -> bool:
        """Whether nothing is sounding, so that a gap would not be heard."""

    def load(self) -> None:
        """Get ready; called before each opening."""

    def pull(self, frames: int, latency: int) -> npt.NDArray[np.int16]:
        """Return `frames` mono samples; called by the audio thread, may neither block nor raise."""

    def note(self, *, missing: bool) -> None:
        """Note how it stands, several times a second while a device plays, and whether none could be had."""

    def leave(self) -> None:
        """Note that nothing is pulled any more: the device was stopped or has vanished."""


class Board(Protocol):
    """Who is told what a person should know."""

    def post(self, subject: str, notice: Notice, /) -> None:
        """Tell `notice` unless `subject` was told already."""

    def mended(self, subject: str, /) -> None:
        """Let the next trouble with `subject` be told again."""


class _Order(Enum):
    OPEN = auto()
    START = auto()
    STOP = auto()
    RETRY = auto()
    LIST = auto()
    CHOOSE = auto()
    CLOSE = auto()


class Output:
    """One playback device that pulls mono int16 at 48 kHz from `source`; everything but `close` returns at once.

    `board` is told what goes wrong, `listed` which devices there are when it was looked for them; both in a thread.
    """

    def __init__(self, source: Source, board: Board, listed: Callable[[tuple[str, ...]], None]) -> None:
        self._source = source
        self._board = board
        self._listed = listed
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._choice = ""
        # The rest is the thread's own, but for what `_feed` says.
        self._device: miniaudio.PlaybackDevice | None = None
        self._period_ms = PERIOD_MS
        self._name = ""
        self._wanted = False
        self._playing = False
        self._missing = False
        self._asked = 0
        self._asked_at_s = 0.0
        self._dropouts_before = 0
        self._counted_from_s = 0.0

    def open(self) -> None:
        """Open the device, silent and asleep."""
        self._send(_Order.OPEN)

    def start(self) -> None:
        """Let it play (and open it if need be)."""
        self._send(_Order.START)

    def stop(self) -> None:
        """Put it to sleep again."""
        self._send(_Order.STOP)

    def retry(self) -> None:
        """Try now to open a device that is missing."""
        self._send(_Order.RETRY)

    def look(self) -> None:
        """Look which devices there are."""
        self._send(_Order.LIST)

    def choose(self, name: str) -> None:
        """Play through the device called `name` from now on; "" is the system's own."""
        self._choice = name
        if self._thread is not None:  # else it is read when there is one
            self._orders.put(_Order.CHOOSE)

    def close(self) -> None:
        """Close it and end the thread; waits at most 3 s."""
        if self._thread is not None:
            self._orders.put(_Order.CLOSE)
            self._thread.join(_CLOSE_LIMIT_S)

    def _send(self, order: _Order) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="hipgui-device", daemon=True)
            self._thread.start()
        self._orders.put(order)

    def _run(self) -> None:
        self._source.load()
        self._name = self._choice
        while True:
            try:
                order = self._orders.get(timeout=self._patience_s())
            except queue.Empty:
                self._watch()
            else:
                if order is _Order.CLOSE:
                    break
                self._obey(order)
            self._source.note(missing=self._missing)
        self._release()

    def _patience_s(self) -> float | None:
        if not self._wanted:
            return None
        return _WATCH_S if self._playing else _TRY_AGAIN_S

    def _obey(self, order: _Order) -> None:
        if order is _Order.LIST:
            self._listed(device_names())
            return
        if order is _Order.CHOOSE:
            self._change_to(self._choice)
            return
        if order is _Order.STOP:
            self._wanted = False
            if self._playing:
                # A fresh device that was never started is as quiet as a stopped one and holds no old samples.
                self._release()
                self._period_ms = PERIOD_MS
                self._open_device()
            return
        self._wanted = self._wanted or order is _Order.START
        if self._device is None:
            self._open_device()
        if self._wanted and not self._playing and self._device is not None and not self._start_device():
            # The server may have been restarted since the device was opened.
            self._restart_device()

    def _change_to(self, name: str) -> None:
        if name == self._name:
            return
        self._name = name
        self._board.mended("choice")
        if self._playing:
            self._restart_device()
        elif self._device is not None:
            self._release()
            self._open_device()

    def _watch(self) -> None:
        """Look after a device that should play: not every system says so when one vanishes."""
        if not self._playing:
            self._restart_device()
        elif time.monotonic() - self._asked_at_s > self._silence_limit_s():
            self._vanished()
            self._restart_device()
        elif self._runs_dry_often() and self._period_ms < WIDEST_MS and self._source.quiet:
            self._period_ms *= 2
            self._restart_device()

    def _runs_dry_often(self) -> bool:
        dropouts, now_s = self._source.dropouts, time.monotonic()
        if dropouts - self._dropouts_before >= _DROPOUTS_TO_WIDEN:
            return True
        if now_s - self._counted_from_s > _DROPOUTS_WITHIN_S:
            self._dropouts_before, self._counted_from_s = dropouts, now_s
        return False

    def _silence_limit_s(self) -> float:
        """How long a playing device may ask for nothing; one that began and then waits is only slow at first."""
        return _SLOW_START_S if 0 < self._asked <= PERIODS else _LOST_AFTER_S

    def _restart_device(self) -> None:
        self._release()
        self._open_device()
        if self._device is not None and not self._start_device():
            self._vanished()

    def _vanished(self) -> None:
        self._release()
        self._missing = True
        self._board.post("device", Notice("The sound device has vanished.", _REMEDY))

    def _open_device(self) -> None:
        if self._name:
            try:
                self._device = open_device(self._period_ms, self._name)
            except DeviceMissingError:
                notice = Notice(f"The sound device “{self._name}” isn't there.", _CHOSEN_REMEDY)
                self._board.post("choice", notice)
            else:
                return
        try:
            self._device = open_device(self._period_ms)
        except DeviceMissingError:
            self._missing = True
            self._board.post("device", Notice("No sound device can be opened.", _REMEDY))

    def _start_device(self) -> bool:
        import miniaudio  # noqa: PLC0415 - loaded by `open_device` already

        assert self._device is not None
        self._asked = 0
        self._asked_at_s = self._counted_from_s = time.monotonic()
        self._dropouts_before = self._source.dropouts
        feed = self._feed((PERIODS - 1) * self._period_ms * SAMPLE_RATE // 1000)
        next(feed)
        try:
            self._device.start(feed)
        except miniaudio.MiniaudioError:
            return False
        self._playing = True
        self._missing = False
        self._board.mended("device")
        return True

    def _release(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()
        if self._playing:
            self._playing = False
            self._source.leave()

    def _feed(self, latency: int) -> Generator[Any, int, None]:
        """Run in the audio thread."""
        frames = yield b""
        while True:
            self._asked_at_s = time.monotonic()
            self._asked += 1
            frames = yield self._source.pull(frames, latency)
