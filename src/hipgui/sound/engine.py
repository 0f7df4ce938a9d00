"""The port every speech engine stands behind.

An engine turns one phrase at a time into a file. It may be slow, hang or die: it is used by the rendering thread
alone, with a time limit, and `close` may be called by any thread to cut it off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

PYTTSX3: Final = "pyttsx3"
FLITE: Final = "flite"


class EngineMissingError(Exception):
    """The engine can't work on this machine; `what` and `remedy` are plain sentences."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class EngineBrokeError(Exception):
    """The engine died or hung; it has been cut off and may be started again."""


class PhraseFailedError(Exception):
    """The engine works but couldn't render this phrase."""


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """Which engine speaks with which voice; an empty voice is the best the engine has for the language."""

    engine: str = PYTTSX3
    voice: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """One voice of an engine: the id that a `VoiceChoice` takes, its name, and its languages (may be empty)."""

    id: str
    name: str
    languages: tuple[str, ...] = ()


class Engine(Protocol):
    """One speech engine with one voice."""

    @property
    def voice_id(self) -> str | None:
        """Engine and voice in one string, the cache's key; None as long as it takes a started engine to know."""

    def start(self, limit_s: float) -> None:
        """Make ready to render; nothing happens if it is ready. Raises EngineMissingError or EngineBrokeError."""

    def render(self, text: str, wpm: int, limit_s: float) -> Path:
        """Speak `text` into a file and return its path; the next call may overwrite it.

        Raises EngineBrokeError (also when `limit_s` seconds were not enough), PhraseFailedError.
        """

    def voices(self, limit_s: float) -> tuple[VoiceInfo, ...]:
        """Return the voices that can be chosen. Raises like `start`."""

    def close(self) -> None:
        """End whatever runs, at once, and remove what was left on disk."""
