"""What the window is given: everything it needs of other rooms, by constructor calls in wiring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.model import Library
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan
    from hipgui.core.session import Command
    from hipgui.core.view import View
    from hipgui.player import WorkDone
    from hipgui.settings import Settings
    from hipgui.ui.pictures import Pictures


class Coach(Protocol):
    """The player as the window sees it: what each of these does is said at `hipgui.player.Player`."""

    @property
    def plan(self) -> Plan:
        """The plan as it now stands."""
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

    def close(self) -> None:
        """End it."""
        ...


def local_now() -> datetime:
    """The date and time where the person is."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True)
class Deps:
    """The window's outside. `begin` makes a player that has not started; `warm_up` runs once after the first frame.

    `pictures` is a FigurePictures; None leaves the simple drawing; `run` closes it. `sentences` are shown at
    the start, one after another.
    """

    library: Library
    settings: Settings
    save_settings: Callable[[Settings], None]
    begin: Callable[[Plan], Coach]
    warm_up: Callable[[], None] = field(default=lambda: None)
    pictures: Pictures | None = None
    now: Callable[[], datetime] = local_now
    sentences: tuple[str, ...] = ()
