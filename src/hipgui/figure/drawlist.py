"""What a painter is told: fills and soft spots in body heights, back to front. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.figure.geometry import Array


class Layer(IntEnum):
    """What a mark belongs to, so that it can be left out."""

    GROUND = 0
    SHADOW = 1
    GHOST = 2
    BODY = 3
    GLOW = 4
    ARROW = 5


class Tone(IntEnum):
    """Which of a role's colours."""

    EDGE = 0
    SHADOW = 1
    MID = 2
    LIGHT = 3


@dataclass(frozen=True, slots=True)
class Fade:
    """Opacity along a line: from nothing at `start` to full at `rise`, from `fall` to nothing at `end` (0 to 1)."""

    start: tuple[float, float]
    end: tuple[float, float]
    rise: float
    fall: float


@dataclass(frozen=True, slots=True)
class Fill:
    """Polygons filled with one colour, overlapping ones as one area."""

    layer: Layer
    role: str
    tone: Tone
    points: Array
    """(m, 2)"""
    starts: tuple[int, ...]
    """Where in `points` each polygon begins."""
    alpha: float = 1.0
    far: float = 0.0
    """How much darker, for limbs away from the viewer (0 to 1)."""
    pushes: Array | None = None
    """(m, 2) unit normals: an outline is the polygon pushed out by the painter's line width, or by `push`."""
    push: float = 0.0
    fade: Fade | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A soft ellipse, full in its middle and gone at its rim."""

    layer: Layer
    role: str
    centre: tuple[float, float]
    radii: tuple[float, float]
    alpha: float


Mark = Fill | Spot


@dataclass(frozen=True, slots=True)
class DrawList:
    """A picture. The origin of the screen is the middle of the view; `width` and `height` are what the view frames."""

    marks: tuple[Mark, ...]
    width: float
    height: float
    labels: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where the working muscles' labels are tied, by muscle id."""
    order: tuple[str, ...] = ()
    """The units of the body from back to front."""

    def only(self, layers: Iterable[Layer]) -> DrawList:
        """The same picture with nothing but these layers."""
        kept = frozenset(layers)
        return replace(self, marks=tuple(mark for mark in self.marks if mark.layer in kept))


EVERYTHING = frozenset(Layer)
MOVING = frozenset({Layer.SHADOW, Layer.BODY, Layer.GLOW})
"""The layers that change from frame to frame; ground, ghost and arrow stay."""
