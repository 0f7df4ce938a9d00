"""What the pages ask of whoever draws the figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hipgui.core.model import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRectF, QSizeF
    from PySide6.QtGui import QPainter

    from hipgui.core.model import Variant
    from hipgui.figure import model
    from hipgui.figure.names import Appearance
    from hipgui.ui.look import Look


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is drawn: all movements there are, and how the figure looks."""

    figures: model.Figures
    look: model.Look


class Part(StrEnum):
    """What a portrait shows."""

    HEAD = "head"
    BODY = "body"


class Course(StrEnum):
    """What the way of a shot is."""

    PATH = "path"
    """The movement's own."""
    ENTRY = "entry"
    """From where the body rests to where the movement begins (its set-up, if it has one)."""
    SET_UP = "set_up"
    """Into the props, until the movement begins; where there is no set-up, the figure waits there."""
    SWAP = "swap"
    """From another movement into this one while it goes on."""


class Moment(NamedTuple):
    """A place on the path of a movement, for a working side."""

    movement: str
    side: Side
    amount: float


class Shot(NamedTuple):
    """One picture of a movement: where it is on its way (0 to 1), for a working side.

    `still_s` are the seconds it has stood still (for the breath), None while it moves. On an ENTRY or SWAP, `amount` is
    the share of the time. A SWAP comes from `came_from`, and `toward` are the shares of the time of the movement's
    first way when it begins and when it ends. On the switch flood (`flooded`) `came_from` leaves its shadow. A `guide`
    is the ghost of the other end of the movement, and the arrow that leads there. `way_ms` is how long one way of the
    movement takes at its slowest (of a SWAP: all of it), so that there are frames enough.
    """

    movement: str
    side: Side
    ways: int = 1
    amount: float = 1.0
    still_s: float | None = None
    course: Course = Course.PATH
    came_from: Moment | None = None
    toward: tuple[float, float] = (0.0, 0.0)
    flooded: bool = False
    guide: bool = False
    way_ms: int = 2_000


def standing_shot(variant: Variant, movement: str = "") -> Shot:
    """The picture that stands for a variant, or for its movement with the prop at hand."""
    return Shot(movement or variant.movement, Side.RIGHT, variant.ways, 1.0 if variant.ways == 1 else 0.5)


class Picture(Protocol):
    """A picture that is ready. Two that look the same are equal."""

    @property
    def bounds(self) -> QRectF:
        """What it covers besides its ground, in pixels of its box."""
        ...

    def on_same_ground(self, other: Picture) -> bool:
        """Whether nothing but what lies within the bounds of both differs."""
        ...

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it with its box's upper left corner at that place."""
        ...


class Pictures(Protocol):
    """Makes pictures of figures. Nothing here blocks: what is not ready is None, and told when it is.

    A figure stands on the middle of its box's lower edge, as large as the box allows.
    """

    def dress_body(self, who: Appearance) -> None:
        """Show someone from now on; all who show pictures are told to ask anew."""
        ...

    def portrait(self, who: Appearance, part: Part, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """Someone standing at ease, as a small picture to choose by."""
        ...

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame."""
        ...

    def sets_up(self, movement: str) -> bool:
        """Whether a movement has a set-up of its own."""
        ...

    def still(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """A picture that stands for itself, in a box of that size, on a screen of that pixel ratio."""
        ...

    def moving(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """One of many pictures of a movement: the nearest there is for now."""
        ...

    def subject(self, look: Look) -> Subject | None:
        """What to draw other pictures with; None while the figure is not loaded, or where there is none."""
        ...

    def expect(self, shots: Sequence[tuple[Shot, QSizeF]], look: Look, ratio: float) -> None:
        """What will be wanted next and how large, in its order, each way from the place of its shot on."""
        ...

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the GUI thread whenever something that was asked for has become ready."""
        ...

    def warm_up(self) -> None:
        """Load what is heavy; called once, after the first frame."""
        ...

    def close(self) -> None:
        """End what works in the background."""
        ...
