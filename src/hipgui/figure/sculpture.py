"""The clay: ellipsoids that go with bones, and the parts they make up.

A blob follows up to two bones with weights; its axes are those of the weighted frames. A part is a set of pairs of
blobs, each pair joined by its hull; chained pairs become one outline.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.model import BONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array, Flags, Ints
    from hipgui.figure.model import Vec3

EXTRA_BONES = ("bell",)
"""Frames that props bring."""
ALL_BONES = BONES + EXTRA_BONES
BONE_INDEX = {name: place for place, name in enumerate(ALL_BONES)}
LIT = 0.5
"""A blob whose shadow side shows by more than this gets the highlight, unless told otherwise."""
Pair = tuple[int, int]
Spot = tuple[str, float, float, float]
"""A bone and a place in its frame."""


@dataclass(frozen=True, slots=True)
class Facing:
    """Shows a part only while a normal of a bone looks at the camera by more than `least` (a cosine)."""

    bone: str
    normal: Vec3
    least: float


@dataclass(slots=True)
class Part:
    """What is painted in one go. `unit` is what the draw order sorts, `limb` what may merge without a seam."""

    name: str
    role: str
    unit: str
    limb: str
    level: int = 0
    behind_level: int | None = None
    """The level instead when `facing` says no; None hides the part then."""
    outlined: bool = True
    toned: bool = True
    axis: tuple[Spot, Spot] | None = None
    """The line along which the highlight fades in and out."""
    shine: tuple[float, float, float, float] | None = (0.0, 0.35, 0.7, 1.0)
    """Where on the axis it starts, is full, starts to fade, and has gone; None for no highlight."""
    facing: Facing | None = None
    half: int = 0
    """1 keeps the pairs nearer than the part's middle, -1 the farther ones, 0 all."""
    prop: str = ""
    """The prop it belongs to; it shows only together with it."""
    pairs: list[Pair] = field(default_factory=list)
    edges: list[Pair] = field(default_factory=list)
    """The pairs that get an outline."""
    joined: dict[str, set[Pair]] = field(default_factory=dict)
    """Outline pairs to leave out once the named unit has been painted below."""


@dataclass(frozen=True, slots=True)
class Sculpture:
    """All blobs (n) and parts of a figure with its props."""

    bones: Ints
    """(n, 2)"""
    weights: Array
    """(n, 2)"""
    places: Array
    """(n, 2, 3) in each bone's frame."""
    radii: Array
    """(n, 3)"""
    shade: Array
    """(n,) how much of the shadow edge shows, 0 to 1."""
    glossy: Flags
    """(n,) whether the highlight runs over it."""
    parts: tuple[Part, ...]
    named: dict[str, list[int]]
    """Blob numbers by the name of the chain."""


class Sculptor:
    """Collects blobs and parts while a figure is built."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._bones: list[tuple[int, int]] = []
        self._weights: list[tuple[float, float]] = []
        self._places: list[tuple[Vec3, Vec3]] = []
        self._radii: list[Vec3] = []
        self._shade: list[float] = []
        self._glossy: list[bool] = []
        self._parts: list[Part] = []
        self.named: dict[str, list[int]] = {}
        self.prop = ""
        """The prop that new parts belong to."""

    def blob(
        self,
        first: Spot,
        radii: Vec3 | float,
        second: Spot | None = None,
        share: float = 0.5,
        *,
        shade: float = 1.0,
        glossy: bool | None = None,
    ) -> int:
        """Add an ellipsoid at `first`, or between `first` and `second` with `share` of the latter; its number."""
        other = second or first
        weight = share if second else 0.0
        self._bones.append((BONE_INDEX[first[0]], BONE_INDEX[other[0]]))
        self._weights.append((1.0 - weight, weight))
        self._places.append((first[1:], other[1:]))
        self._radii.append((radii, radii, radii) if isinstance(radii, float) else radii)
        self._shade.append(shade)
        self._glossy.append(shade > LIT if glossy is None else glossy)
        return len(self._radii) - 1

    def part(self, part: Part) -> Part:
        """Add a part and give it back to be filled."""
        part.prop = self.prop
        self._parts.append(part)
        return part

    def named_part(self, name: str) -> Part:
        """The part of that name; raises StopIteration."""
        return next(part for part in self._parts if part.name == name)

    def finished(self) -> Sculpture:
        """Everything as arrays."""
        return Sculpture(
            np.array(self._bones),
            np.array(self._weights),
            np.array(self._places),
            np.array(self._radii),
            np.array(self._shade),
            np.array(self._glossy),
            tuple(self._parts),
            self.named,
        )


def chain(part: Part, blobs: Sequence[int], first_edge: int = 0, last_edge: int | None = None) -> None:
    """Join blobs one after another; outline the pairs from `first_edge` to `last_edge`."""
    pairs = list(itertools.pairwise(blobs)) or [(blobs[0], blobs[0])]
    part.pairs += pairs
    part.edges += pairs[first_edge:last_edge]


def join(part: Part, one: int, other: int, *, edge: bool = True) -> None:
    """Join two blobs."""
    part.pairs.append((one, other))
    if edge:
        part.edges.append((one, other))


def posed(sculpture: Sculpture, origins: Array, frames: Array) -> tuple[Array, Array]:
    """Centres (n, 3) and frames (n, 3, 3) of all blobs for bones at `origins` (b, 3) with `frames` (b, 3, 3)."""
    turned = frames[sculpture.bones]
    centres = origins[sculpture.bones] + np.einsum("nkij,nkj->nki", turned, sculpture.places)
    weights = sculpture.weights
    return (
        np.einsum("nk,nki->ni", weights, centres),
        np.einsum("nk,nkij->nij", weights, turned),
    )
