"""What `hipgui doctor` asks: whether a word really becomes sound, and whether a device really plays."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from hipgui.core.sounds import SAMPLE_RATE
from hipgui.sound.engine import (
    EngineBrokeError,
    EngineMissingError,
    PhraseFailedError,
    VoiceChoice,
)
from hipgui.sound.engines import make_engine

if TYPE_CHECKING:
    from collections.abc import Generator

_WORD: Final = "ready"
_WPM: Final = 140
_POLL_S: Final = 0.01


class Finding(NamedTuple):
    """Whether it works, what was found, and what to do about it ("" where nothing need be done)."""

    ok: bool
    found: str
    remedy: str


def probe_voice(timeout_s: float, choice: VoiceChoice | None = None) -> Finding:
    """Speak one word with the chosen voice, within `timeout_s` seconds."""
    from hipgui.sound.clip import SilentError, speech_clip  # noqa: PLC0415 - numpy: the caller may only want the other
    from hipgui.sound.decode import NotAudioError  # noqa: PLC0415 - as above

    deadline_s = time.monotonic() + timeout_s
    remedy = "Choose another voice in Settings."
    engine = make_engine(choice or VoiceChoice())
    try:
        engine.start(timeout_s)
        path = engine.render(_WORD, _WPM, deadline_s - time.monotonic())
        seconds = len(speech_clip(path.read_bytes())) / SAMPLE_RATE
    except EngineMissingError as missing:
        return Finding(ok=False, found=missing.what, remedy=missing.remedy)
    except (EngineBrokeError, PhraseFailedError, NotAudioError, SilentError, OSError) as error:
        return Finding(ok=False, found=f"The voice could not say a word: {error}.", remedy=remedy)
    finally:
        engine.close()
    return Finding(ok=True, found=f"{engine.voice_id} says a word in {seconds:.1f} s", remedy="")


def probe_device(timeout_s: float = 5.0, name: str = "") -> Finding:
    """Open the sound device and play silence until it has asked for some, within `timeout_s` seconds.

    Where the device called `name` is missing it is the system's, as in a session.
    """
    import miniaudio  # noqa: PLC0415 - a shared library

    from hipgui.sound.backend import PERIODS, DeviceMissingError, open_device  # noqa: PLC0415 - as above

    remedy = "Connect loudspeakers or headphones and check the system's sound settings."
    instead = ""
    try:
        try:
            device = open_device(name=name)
        except DeviceMissingError:
            if not name:
                raise
            device, instead = open_device(), f" in place of {name}, which is not there"
    except DeviceMissingError:
        return Finding(ok=False, found="No sound device can be opened.", remedy=remedy)
    asked = [0]

    def silence() -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            asked[0] += 1
            frames = yield bytes(2 * frames)

    feed = silence()
    next(feed)
    try:
        device.start(feed)
        deadline_s = time.monotonic() + timeout_s
        while asked[0] <= PERIODS:
            if time.monotonic() > deadline_s:
                return Finding(ok=False, found=f"{device.backend} opens but plays nothing.", remedy=remedy)
            time.sleep(_POLL_S)
    except miniaudio.MiniaudioError as error:
        return Finding(
            ok=False, found=f"A device opens ({device.backend}) but can't be started: {error}.", remedy=remedy
        )
    finally:
        device.close()
    return Finding(ok=True, found=f"plays through {device.backend}{instead}", remedy="")
