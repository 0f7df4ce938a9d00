"""What one needs to choose a voice and a sound device by ear, beside any session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.sounds import SAMPLE_RATE, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.cue import Cue
    from hipgui.core.notice import Notice
    from hipgui.sound.engine import VoiceInfo
    from hipgui.sound.engines import EngineInfo
    from hipgui.sound.live import Sound

_ASK_LIMIT_S: Final = 8.0
_WAIT_LIMIT_MS: Final = 6_000
"""How long an example waits for its clips and for the device."""
_BETWEEN_MS: Final = 120


class Choosing:
    """One face for the engines there are, their voices, the devices, and a few cues as an example.

    `sound` gives the sound room; it is asked for when something is to be heard or changed. All but `voices` is for the
    window's thread and returns at once.
    """

    def __init__(self, sound: Callable[[], Sound]) -> None:
        self._sound = sound
        self._cues: tuple[Cue, ...] = ()
        self._asked_at = 0
        self._span: tuple[int, int] | None = None

    def engines(self) -> tuple[EngineInfo, ...]:
        """Return the engines that can be chosen on this machine, the default first."""
        from hipgui.sound.engines import engines  # noqa: PLC0415 - start-up

        return engines()

    def voices(self, engine: str) -> tuple[VoiceInfo, ...]:
        """Return an engine's voices, none where it doesn't work. Waits for it, at most some seconds."""
        from hipgui.sound.engine import EngineBrokeError, EngineMissingError, VoiceChoice  # noqa: PLC0415 - start-up
        from hipgui.sound.engines import make_engine  # noqa: PLC0415 - start-up

        asked = make_engine(VoiceChoice(engine))
        try:
            return asked.voices(_ASK_LIMIT_S)
        except (EngineMissingError, EngineBrokeError):
            return ()
        finally:
            asked.close()

    def look_for_devices(self) -> None:
        """Look which devices there are; `devices` tells."""
        self._sound().look_for_devices()

    def devices(self) -> tuple[str, ...] | None:
        """Return the devices' names, None as long as they aren't known."""
        return self._sound().devices()

    def choose_voice(self, engine: str, voice: str) -> None:
        """Speak with this voice from now on."""
        from hipgui.sound.engine import VoiceChoice  # noqa: PLC0415 - start-up

        self._sound().choose_voice(VoiceChoice(engine, voice))

    def choose_device(self, name: str) -> None:
        """Play on this device from now on; "" is the system's own."""
        self._sound().choose_device(name)

    def set_gain(self, gain: float) -> None:
        """Set the loudness, linear: 1.0 is full."""
        self._sound().set_gain(gain)

    def begin(self, cues: Sequence[Cue]) -> None:
        """Let these cues be heard as soon as their clips are there, in place of what was heard before."""
        sound = self._sound()
        sound.clear(fade=True)
        self._cues, self._span = tuple(cues), None
        self._asked_at = sound.now()
        sound.start()
        sound.want(self._phrases())

    def share(self) -> float | None:
        """Return how much was heard, 0 to 1; below 0 as long as it waits, None where nothing is under way."""
        if not self._cues:
            return None
        sound = self._sound()
        if self._span is None:
            there = all(sound.length_s(phrase) is not None or sound.failed(phrase) for phrase in self._phrases())
            waited = sound.now() - self._asked_at > _WAIT_LIMIT_MS * FRAMES_PER_MS
            if not (there and sound.ready()) and not waited:
                return -1.0
            self._span = self._place()
        begin, end = self._span
        now = sound.now()
        if now >= end:
            self.end()
            return None
        return max(0.0, (now - begin) / (end - begin))

    def end(self) -> None:
        """Be silent, and let the device sleep."""
        if self._cues:
            self._cues = ()
            self._sound().clear(fade=True)
            self._sound().stop()

    def notices(self) -> list[Notice]:
        """Return what has happened since the last call, each thing once."""
        return self._sound().notices()

    def _phrases(self) -> list[Phrase]:
        return [cue.item for cue in self._cues if isinstance(cue.item, Phrase)]

    def _place(self) -> tuple[int, int]:
        """Hand the cues over, each at its time or as soon as speech before it has ended; first frame and the last."""
        sound = self._sound()
        begin = free = end = sound.head()
        for cue in self._cues:
            length_s = sound.length_s(cue.item)
            if length_s is None:
                continue
            at = begin + cue.at_ms * FRAMES_PER_MS
            if cue.is_speech:
                at = max(at, free)
                free = at + round(length_s * SAMPLE_RATE) + _BETWEEN_MS * FRAMES_PER_MS
            sound.place(cue.item, at)
            end = max(end, at + round(length_s * SAMPLE_RATE))
        return begin, end
