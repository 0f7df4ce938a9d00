"""What the window is given: everything it needs of other rooms, by constructor calls in wiring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hipgui.core.course import Memory
    from hipgui.core.cue import Cue, Voice
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Library
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan
    from hipgui.core.progression import Answer
    from hipgui.core.session import Command
    from hipgui.core.unfinished import Unfinished
    from hipgui.core.view import View
    from hipgui.player import WorkDone
    from hipgui.settings import Settings
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.records import Records


class EngineInfo(Protocol):
    """A speech engine that can be chosen here; `recommended_for` names languages in which it is clearest."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        ...

    @property
    def title(self) -> str:
        """As people read it."""
        ...

    @property
    def recommended_for(self) -> Sequence[str]:
        """Languages."""
        ...


class VoiceInfo(Protocol):
    """A voice of an engine."""

    @property
    def id(self) -> str:
        """As the settings call it."""
        ...

    @property
    def name(self) -> str:
        """As people read it."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """Its languages, none if the engine says nothing of them."""
        ...


class Speaker(Protocol):
    """Voice and sound device, as one chooses them by ear: see `hipgui.sound.choosing.Choosing`."""

    def engines(self) -> Sequence[EngineInfo]:
        """Those that can be chosen here, the standard one first."""
        ...

    def voices(self, engine: str) -> Sequence[VoiceInfo]:
        """An engine's voices, none where it does not work; may take seconds, so it is called in a thread."""
        ...

    def look_for_devices(self) -> None:
        """Begin to look which sound devices there are."""
        ...

    def devices(self) -> Sequence[str] | None:
        """Their names; None as long as they are not known."""
        ...

    def choose_voice(self, engine: str, voice: str) -> None:
        """Speak with this one from now on."""
        ...

    def choose_device(self, name: str) -> None:
        """Play on this one from now on; "" is the system's own."""
        ...

    def set_gain(self, gain: float) -> None:
        """How loud, 0 to 1."""
        ...

    def begin(self, cues: Sequence[Cue]) -> None:
        """Let some cues be heard, in place of any others."""
        ...

    def share(self) -> float | None:
        """How much of them was heard, 0 to 1; below 0 as long as the voice gets ready, None once it is over."""
        ...

    def end(self) -> None:
        """Be silent."""
        ...

    def notices(self) -> Sequence[Notice]:
        """What a person should be told since the last call."""
        ...


class Coach(Protocol):
    """The player as the window sees it: what each of these does is said at `hipgui.player.Player`."""

    @property
    def plan(self) -> Plan:
        """The plan as it now stands."""
        ...

    @property
    def is_starting(self) -> bool:
        """Whether it waits for its first word."""
        ...

    def view(self) -> View:
        """This moment."""
        ...

    def notices(self) -> Sequence[Notice]:
        """What a person should be told since the last call."""
        ...

    def done(self) -> tuple[WorkDone, ...]:
        """The work carried out so far."""
        ...

    def start(self) -> None:
        """Begin."""
        ...

    def command(self, command: Command) -> None:
        """Do what the person asks."""
        ...

    def tick(self) -> None:
        """Let time pass."""
        ...

    def adjust(self, voice: Voice, lead_in_ms: int) -> None:
        """Go on with another voice and other lead-ins."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class Keeper(Protocol):
    """Whoever keeps the record, as the window asks it."""

    def recall(self) -> Memory:
        """All that is remembered; may take a moment, so it is called in a thread."""
        ...

    def answered(self, exercise: str, answer: Answer | None) -> None:
        """How an exercise of the last session felt; None takes the answer back."""
        ...

    def chose(self, exercise: str, dose: Dose | None) -> None:
        """What the person wants of an exercise next time; None takes the choice back."""
        ...


class NoKeeper:
    """Remembers nothing."""

    def recall(self) -> Memory:
        """Nothing."""
        from hipgui.core.course import Memory  # noqa: PLC0415  nobody asks it but in a thread

        return Memory(there=False)

    def answered(self, exercise: str, answer: Answer | None) -> None:
        """Pass over it."""

    def chose(self, exercise: str, dose: Dose | None) -> None:
        """Pass over it."""


def local_now() -> datetime:
    """The date and time where the person is."""
    return datetime.now(UTC).astimezone()


def no_records() -> Records:
    """Whoever keeps nothing."""
    from hipgui.ui.records import NoRecords  # noqa: PLC0415  start-up: History is opened later, if at all

    return NoRecords()


@dataclass(frozen=True)
class Deps:
    """The window's outside. `begin` makes a player that has not started; `warm_up` runs once after the first frame.

    `go_on` makes a player that takes up a session that was left. `keeper` gives the record when somebody first asks for
    it; `has_past` tells quickly whether there may be one. `data_folder` is where the sessions lie. `pictures` is a
    FigurePictures; None leaves the simple drawing; `run` closes it. `records` gives what was done when somebody first
    asks for it. `sentences` are shown at the start, one after another.
    """

    library: Library
    settings: Settings
    save_settings: Callable[[Settings], None]
    begin: Callable[[Plan], Coach]
    speaker: Speaker
    go_on: Callable[[Unfinished], Coach] | None = None
    keeper: Callable[[], Keeper] = NoKeeper
    has_past: Callable[[], bool] = lambda: False
    warm_up: Callable[[], None] = field(default=lambda: None)
    pictures: Pictures | None = None
    data_folder: Path | None = None
    records: Callable[[], Records] = no_records
    now: Callable[[], datetime] = local_now
    sentences: tuple[str, ...] = ()
