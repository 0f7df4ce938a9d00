"""The playback device: opened, started, watched and closed in a thread of its own, so that nobody waits for it."""

from __future__ import annotations

import ctypes
import queue
import sys
import threading
import time
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from hipgui.core.sounds import SAMPLE_RATE
from hipgui.sound.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import miniaudio
    import numpy as np
    import numpy.typing as npt

    from hipgui.sound.notice import NoticeBoard

PERIOD_MS: Final = 20
PERIODS: Final = 2
"""Two periods of 20 ms: silence follows within 60 ms of a call (measured 25 to 50 ms with the fade), and the mixer's
thread has 20 ms to get at the interpreter while the window paints (benchmarks/bench_sound.py counts underruns)."""

LATENCY: Final = (PERIODS - 1) * PERIOD_MS * SAMPLE_RATE // 1000
"""Frames that are queued in the device when it asks for more."""

_WATCH_S: Final = 0.2
_LOST_AFTER_S: Final = 0.5
_SLOW_START_S: Final = 4.0
"""A PulseAudio sink that was idle may take up to 2 s before it asks a second time."""
_TRY_AGAIN_S: Final = 3.0
_CLOSE_LIMIT_S: Final = 3.0

_REMEDY: Final = (
    "Connect loudspeakers or headphones and check the system's sound settings; Hipgui goes on with pictures and "
    "tries again by itself."
)


class _Order(Enum):
    OPEN = auto()
    START = auto()
    STOP = auto()
    RETRY = auto()
    CLOSE = auto()


class DeviceMissingError(Exception):
    """No playback device can be opened."""


class Output:
    """One playback device that pulls samples: mono int16 at 48 kHz.

    `load` is called once, in the device's thread, before the first opening; it returns the function that is asked
    for the next samples by the audio thread and must neither block nor raise. `on_lost` is called in the device's
    thread when a playing device has vanished or was stopped.
    """

    def __init__(
        self,
        load: Callable[[], Callable[[int], npt.NDArray[np.int16]]],
        on_lost: Callable[[], None],
        board: NoticeBoard,
    ) -> None:
        self._load = load
        self._on_lost = on_lost
        self._board = board
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._pull: Callable[[int], npt.NDArray[np.int16]] | None = None
        self._device: miniaudio.PlaybackDevice | None = None
        self._wanted = False
        self._playing_since_s = 0.0
        self._asked_at_s = 0.0
        self._asked = 0
        self.underruns = 0
        """Times the device ran dry because the samples came too late."""

    def open(self) -> None:
        """Open the device, silent and asleep. Returns at once, like all of these."""
        self._send(_Order.OPEN)

    def start(self) -> None:
        """Let it play (and open it if need be)."""
        self._send(_Order.START)

    def stop(self) -> None:
        """Put it to sleep again."""
        self._send(_Order.STOP)

    def retry(self) -> None:
        """Try again now to open a device that is missing."""
        self._send(_Order.RETRY)

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
        self._pull = self._load()
        while True:
            try:
                order = self._orders.get(timeout=self._patience_s())
            except queue.Empty:
                self._watch()
                continue
            if order is _Order.CLOSE:
                break
            self._obey(order)
        self._close_device()

    def _patience_s(self) -> float | None:
        if not self._wanted:
            return None
        return _TRY_AGAIN_S if self._device is None else _WATCH_S

    def _obey(self, order: _Order) -> None:
        if order is _Order.STOP:
            self._wanted = False
            if self._device is not None and self._playing_since_s:
                # A device that is reopened asleep is as good as a stopped one, and can't be half dead.
                self._close_device()
                self._on_lost()
                self._open_device()
            return
        if order is _Order.START:
            self._wanted = True
        if self._device is None:
            self._open_device()
        if self._wanted and self._device is not None and not self._playing_since_s:
            self._start_device()

    def _watch(self) -> None:
        """Notice a device that has gone silent: not every system says so when one is unplugged or its server dies."""
        now_s = time.monotonic()
        if self._device is None:
            self._open_device()
        else:
            settled = self._asked > PERIODS
            limit_s = _LOST_AFTER_S if settled else _SLOW_START_S
            if now_s - max(self._asked_at_s, self._playing_since_s) < limit_s:
                return
            self._lost()
            self._open_device()
        if self._device is not None:
            self._start_device()

    def _lost(self) -> None:
        self._close_device()
        self._on_lost()
        self._board.post("lost", Notice("The sound device has vanished.", _REMEDY))

    def _open_device(self) -> None:
        try:
            self._device = open_device()
        except DeviceMissingError as missing:
            self._board.post("device", Notice(f"No sound device can be opened ({missing}).", _REMEDY))
        else:
            self._board.mended("device")

    def _start_device(self) -> None:
        import miniaudio  # noqa: PLC0415 - loaded by `open_device` already

        assert self._device is not None
        self._asked = 0
        self._playing_since_s = time.monotonic()
        feed = self._feed()
        next(feed)
        try:
            self._device.start(feed)
        except miniaudio.MiniaudioError:
            self._lost()
        else:
            self._board.mended("lost")

    def _close_device(self) -> None:
        device, self._device = self._device, None
        self._playing_since_s = 0.0
        if device is not None:
            device.close()

    def _feed(self) -> Generator[Any, int, None]:
        assert self._pull is not None
        frames = yield b""
        while True:
            now_s = time.monotonic()
            buffered_s = PERIODS * frames / SAMPLE_RATE
            if self._asked > PERIODS and now_s - self._asked_at_s > buffered_s:
                self.underruns += 1
            self._asked_at_s = now_s
            self._asked += 1
            frames = yield self._pull(frames)


def open_device() -> miniaudio.PlaybackDevice:
    """Open the system's default playback device, asleep. Raises DeviceMissingError."""
    import miniaudio  # noqa: PLC0415 - a shared library that the first window mustn't wait for

    class Device(miniaudio.PlaybackDevice):  # type: ignore[misc]
        """Gives back the connection to the sound server as well, which the library forgets, 5 files each."""

        def close(self) -> None:
            super().close()
            context, self._context = getattr(self, "_context", None), None
            if context is not None:
                miniaudio.lib.ma_context_uninit(context)

    _hush_alsa()
    silent = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    backends = sorted(miniaudio.get_enabled_backends() - silent, key=lambda backend: backend.value)
    try:
        return Device(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=SAMPLE_RATE,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
            backends=backends,
            app_name="Hipgui",
        )
    except miniaudio.MiniaudioError as error:
        raise DeviceMissingError(error.args[0] if error.args else "no reason given") from error


_AlsaHandler: Final = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_silent_handler: Final = _AlsaHandler(lambda *_: None)


def _hush_alsa() -> None:
    """Keep ALSA from writing two dozen lines to the terminal where there is no sound card."""
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silent_handler)
