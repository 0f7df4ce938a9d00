"""The audio library's side of a playback device: which there are, and opening one by name. Loads miniaudio late."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from hipgui.core.sounds import SAMPLE_RATE

if TYPE_CHECKING:
    import miniaudio

PERIODS: Final = 2
PERIOD_MS: Final = 20
"""What the device asks for at a time; it holds two of these. Silence follows a call within 48 ms in theory (both
periods and the fade), 25 to 47 ms measured on PulseAudio (benchmarks/bench_sound.py)."""


class DeviceMissingError(Exception):
    """No playback device can be opened."""


def device_names() -> tuple[str, ...]:
    """The playback devices a person can choose from, in the system's order; none where there is no sound at all.

    Asks the sound server: some milliseconds, more where it is slow.
    """
    import miniaudio  # noqa: PLC0415 - a shared library that the first window mustn't wait for

    try:
        return tuple(dict.fromkeys(info["name"] for info in _devices().get_playbacks()))
    except miniaudio.MiniaudioError:
        return ()


def open_device(period_ms: int = PERIOD_MS, name: str = "") -> miniaudio.PlaybackDevice:
    """Open a playback device, asleep: the one called `name`, or the system's default. Raises DeviceMissingError."""
    import miniaudio  # noqa: PLC0415 - as above

    class Device(miniaudio.PlaybackDevice):  # type: ignore[misc]  # miniaudio ships no types
        """Gives back the connection to the sound server as well, which the library forgets, five files each."""

        def __init__(self, **wanted: object) -> None:
            try:
                super().__init__(**wanted)
            except miniaudio.MiniaudioError:
                self.close()  # asked again and again where there is no device, each would stay
                raise

        def close(self) -> None:
            super().close()
            self._ffi_handle = None  # it holds the device itself
            context, self._context = getattr(self, "_context", None), None
            if context is not None:
                miniaudio.lib.ma_context_uninit(context)

    try:
        return Device(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=SAMPLE_RATE,
            buffersize_msec=period_ms,
            callback_periods=PERIODS,
            device_id=_id_of(name) if name else None,
            backends=_backends(),
            thread_prio=miniaudio.ThreadPriority.REALTIME,
            app_name="Hipgui",
        )
    except miniaudio.MiniaudioError as error:
        raise DeviceMissingError(str(error)) from error


def _id_of(name: str) -> Any:  # noqa: ANN401 - the library's own, opaque
    """What the library calls the device; raises DeviceMissingError where there is none of that name, MiniaudioError."""
    for info in _devices().get_playbacks():
        if info["name"] == name:
            return info["id"]
    raise DeviceMissingError(name)


def _devices() -> miniaudio.Devices:
    import miniaudio  # noqa: PLC0415 - as above

    return miniaudio.Devices(_backends())


def _backends() -> list[miniaudio.Backend]:
    """What is worth trying, the best first; raises nothing."""
    import miniaudio  # noqa: PLC0415 - as above

    _hush_alsa()
    silent = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    return sorted(miniaudio.get_enabled_backends() - silent, key=lambda backend: backend.value)


_AlsaHandler: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)
_silent_handler: Final = _AlsaHandler(lambda *_: None)


def _hush_alsa() -> None:
    """Keep ALSA from writing two dozen lines to the terminal where there is no sound card."""
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silent_handler)
