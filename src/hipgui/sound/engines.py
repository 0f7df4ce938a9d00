"""Which speech engines there are, and the one a person has chosen."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.sound.engine import FLITE, PYTTSX3, EngineMissingError

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.sound.engine import Engine, VoiceChoice, VoiceInfo


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine that can be chosen here; `recommended_for` names languages in which it is clearest."""

    name: str
    title: str
    recommended_for: tuple[str, ...] = ()


class NoEngine:
    """Stands for an engine nobody knows, so that this is told where a missing one is told: at the start."""

    voice_id = None

    def __init__(self, name: str) -> None:
        self._name = name

    def start(self, limit_s: float) -> None:  # noqa: ARG002 - the port
        """Raise EngineMissingError."""
        raise EngineMissingError(
            f"There is no voice engine called {self._name!r}.",
            f"Choose one of: {', '.join(info.name for info in engines())}.",
        )

    def render(self, text: str, wpm: int, limit_s: float) -> Path:  # noqa: ARG002 - the port
        """Raise EngineMissingError."""
        self.start(limit_s)
        raise AssertionError

    def voices(self, limit_s: float) -> tuple[VoiceInfo, ...]:
        """Raise EngineMissingError."""
        self.start(limit_s)
        raise AssertionError

    def close(self) -> None:
        """Do nothing."""


def make_engine(choice: VoiceChoice) -> Engine:
    """Return the engine `choice` names, not started."""
    # Each engine is loaded when it is chosen.
    if choice.engine == PYTTSX3:
        from hipgui.sound.engine_pyttsx3 import Pyttsx3Engine  # noqa: PLC0415  as said above

        return Pyttsx3Engine(choice)
    if choice.engine == FLITE:
        from hipgui.sound.engine_flite import FliteEngine  # noqa: PLC0415  as said above

        return FliteEngine(choice)
    return NoEngine(choice.engine)


def engines() -> tuple[EngineInfo, ...]:
    """Return the engines that can be chosen on this machine, the default first."""
    found = [EngineInfo(PYTTSX3, "eSpeak" if sys.platform.startswith("linux") else "System")]
    if shutil.which(FLITE) is not None:
        found.append(EngineInfo(FLITE, "Flite", recommended_for=("en",)))
    return tuple(found)
