"""Ellipsoids seen by an orthographic camera: exact outlines, hulls of neighbours, one polygon for a chain.

Under an orthographic camera P the outline of an ellipsoid with axes A has the support h(n) = sqrt(n' M n) with
M = P A A' P', and touches its tangent of normal n at c + M n / h. Outlines are sampled in `DIRECTIONS` directions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array, Ints
    from hipgui.figure.model import Camera

DIRECTIONS = 32
NORMALS: Array = np.stack(
    (
        np.cos(np.arange(DIRECTIONS) * 2 * math.pi / DIRECTIONS),
        np.sin(np.arange(DIRECTIONS) * 2 * math.pi / DIRECTIONS),
    ),
    1,
)
"""(DIRECTIONS, 2), clockwise on a screen whose y looks down."""
LIGHT: Array = np.array((-0.55, -0.85)) / math.hypot(0.55, 0.85)
"""The light comes from the upper left of the screen, whatever the camera."""


@lru_cache(maxsize=256)
def screen_axes(camera: Camera) -> tuple[Array, Array]:
    """The (2, 3) projection to the screen and the (3,) direction towards the viewer."""
    azimuth, elevation = math.radians(camera.azimuth), math.radians(camera.elevation)
    toward = np.array(
        (math.cos(azimuth) * math.cos(elevation), math.sin(azimuth) * math.cos(elevation), math.sin(elevation))
    )
    right = np.array((-math.sin(azimuth), math.cos(azimuth), 0.0))
    up = np.cross(toward, right)
    return np.stack((right, -up)), toward


@dataclass(frozen=True, slots=True)
class Sweep:
    """Projected blobs: n of them, K directions."""

    centres: Array
    """(n, 2)"""
    depth: Array
    """(n,) greater is nearer."""
    rims: Array
    """(n, K, 2) outline points."""
    support: Array
    """(n, K)"""
    lit: Array
    """(n, 2) where the outline faces the light."""
    size: Array
    """(n,) mean radius."""


def swept(centres: Array, frames: Array, radii: Array, camera: Camera) -> Sweep:
    """Project blobs at `centres` (n, 3) with `frames` (n, 3, 3) and `radii` (n, 3)."""
    project, toward = screen_axes(camera)
    axes = (project @ frames) * radii[:, None, :]
    return _swept(centres @ project.T, centres @ toward, axes @ axes.transpose(0, 2, 1))


def swept_circles(points: Array, radii: Array) -> Sweep:
    """Circles on the screen at `points` (n, 2)."""
    return _swept(points, np.zeros(len(points)), (radii**2)[:, None, None] * np.eye(2))


def _swept(flat: Array, depth: Array, spread: Array) -> Sweep:
    toward_normals = spread @ NORMALS.T  # (n, 2, K)
    heights = np.sqrt(np.einsum("nik,ki->nk", toward_normals, NORMALS) + 1e-14)
    relative = (toward_normals / heights[:, None, :]).transpose(0, 2, 1)
    toward_light = spread @ LIGHT
    lit = toward_light / np.sqrt(toward_light @ LIGHT + 1e-14)[:, None]
    return Sweep(
        flat,
        depth,
        flat[:, None, :] + relative,
        flat @ NORMALS.T + heights,
        flat + lit,
        heights.mean(1),
    )


@dataclass(frozen=True, slots=True)
class Crossings:
    """Where the hull of each pair (first, second) passes from one to the other; -1 where one holds the other."""

    leaves: list[int]
    """Direction after which the outline leaves the first."""
    returns: list[int]
    """Direction after which it comes back to it."""
    bigger: list[int]
    """0 when the first one holds the other, else 1."""


def crossings(support: Array, pairs: Ints) -> Crossings:
    """The crossings of `pairs` (m, 2)."""
    first_wins = support[pairs[:, 0]] >= support[pairs[:, 1]]
    following = np.roll(first_wins, -1, 1)
    leaving, returning = first_wins & ~following, ~first_wins & following
    plain = (leaving.sum(1) == 1) & (returning.sum(1) == 1)
    return Crossings(
        np.where(plain, leaving.argmax(1), -1).tolist(),
        np.where(plain, returning.argmax(1), -1).tolist(),
        np.where(first_wins.sum(1) * 2 >= DIRECTIONS, 0, 1).tolist(),
    )


HALF = DIRECTIONS // 2
COARSE_BELOW = ((0.0045, 4), (0.013, 2))
"""Blobs smaller than the first number (H) take only every second number's direction along an arc."""
_ARCS = {
    stride: tuple(
        tuple(
            tuple((start + step) % DIRECTIONS for step in (*range(0, count, stride), count))
            for count in range(DIRECTIONS)
        )
        for start in range(DIRECTIONS)
    )
    for stride in (1, 2, 4)
}
"""_ARCS[stride][start][count]: the directions from `start` to `start + count`."""


def strides(size: Array) -> list[int]:
    """How coarse the outline of each blob of mean radius `size` (n,) may be."""
    found = np.ones(len(size), dtype=int)
    for limit, stride in reversed(COARSE_BELOW):
        found[size < limit] = stride
    coarse: list[int] = found.tolist()
    return coarse


def outline(
    pairs: Sequence[tuple[int, int]],
    numbers: Sequence[int],
    found: Crossings,
    coarse: Sequence[int],
) -> tuple[list[int], list[int]]:
    """The outline of joined pairs, as indices into the flattened (n * K) rims, with where each polygon starts.

    `numbers` are the rows of `pairs` in `found`; `coarse` the blobs' strides. Pairs that follow one another make one
    polygon.
    """
    points: list[int] = []
    starts: list[int] = []
    place, count = 0, len(pairs)
    leaves, returns = found.leaves, found.returns

    def arc(blob: int, start: int, end: int, *, whole: bool = False) -> None:
        """Add a blob's rim from one direction to another; on the hollow side of a bend only its two ends."""
        base = blob * DIRECTIONS
        span = (end - start) % DIRECTIONS
        if whole or span < HALF:
            points.extend(map(base.__add__, _ARCS[coarse[blob]][start][span]))
        else:
            points.extend((base + start, base + end))

    while place < count:
        starts.append(len(points))
        number = numbers[place]
        if leaves[number] < 0:
            arc(pairs[place][found.bigger[number]], 0, DIRECTIONS - 1, whole=True)
            place += 1
            continue
        last = place
        while last + 1 < count and pairs[last + 1][0] == pairs[last][1] and leaves[numbers[last + 1]] >= 0:
            last += 1
        arc(pairs[place][0], (returns[number] + 1) % DIRECTIONS, leaves[number], whole=True)
        for step in range(place + 1, last + 1):
            arc(pairs[step][0], (leaves[numbers[step - 1]] + 1) % DIRECTIONS, leaves[numbers[step]])
        arc(pairs[last][1], (leaves[numbers[last]] + 1) % DIRECTIONS, returns[numbers[last]], whole=True)
        for step in range(last, place, -1):
            arc(pairs[step][0], (returns[numbers[step]] + 1) % DIRECTIONS, returns[numbers[step - 1]])
        place = last + 1
    return points, starts
