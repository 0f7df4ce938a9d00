"""Boxes as a camera sees them: their visible faces, and points inside that tell how far away they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.drawlist import Fill, Layer, Tone
from hipgui.figure.geometry import turn_z, vec
from hipgui.figure.sweep import LIGHT, screen_axes

if TYPE_CHECKING:
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Box, Camera

FACES: tuple[tuple[tuple[float, float, float], tuple[tuple[float, float, float], ...]], ...] = (
    ((1, 0, 0), ((1, -1, 0), (1, 1, 0), (1, 1, 1), (1, -1, 1))),
    ((-1, 0, 0), ((-1, -1, 0), (-1, 1, 0), (-1, 1, 1), (-1, -1, 1))),
    ((0, 1, 0), ((-1, 1, 0), (1, 1, 0), (1, 1, 1), (-1, 1, 1))),
    ((0, -1, 0), ((-1, -1, 0), (1, -1, 0), (1, -1, 1), (-1, -1, 1))),
    ((0, 0, 1), ((-1, -1, 1), (1, -1, 1), (1, 1, 1), (-1, 1, 1))),
    ((0, 0, -1), ((-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0))),
)
"""Normal and corners of each face, in half widths and whole heights."""
ROUND = 0.0035
"""How far a box's outline is pushed out, which rounds its corners."""


def corner(box: Box, x: float, y: float, z: float) -> Array:
    """A point of a box: x, y from -1 to 1 across, z from 0 to 1 up."""
    wide, deep, high = box.size
    return vec(*box.place) + turn_z(box.yaw) @ vec(x * wide / 2, y * deep / 2, z * high)


def fills(box: Box, camera: Camera, off: Array) -> list[Fill]:
    """The visible faces, on the screen less `off` (2,)."""
    project, toward = screen_axes(camera)
    frame = turn_z(box.yaw)
    seen: list[Fill] = []
    polygons: list[Array] = []
    tones: list[tuple[Tone, float]] = []
    for normal, corners in FACES:
        axis = frame @ vec(*normal)
        if float(axis @ toward) <= 0.01:
            continue
        polygon = np.stack([project @ corner(box, *at) for at in corners]) - off
        polygons.append(polygon)
        lit = float((project @ axis) @ LIGHT)
        tones.append((Tone.LIGHT, 0.0) if normal[2] > 0 else (Tone.MID, 0.0) if lit > -0.15 else (Tone.MID, 0.55))
    outline = np.concatenate(polygons)
    starts = tuple(int(start) for start in np.cumsum([0, *[len(polygon) for polygon in polygons]])[:-1])
    for polygon in polygons:
        middle = polygon.mean(0)
        pushes = polygon - middle
        pushes /= np.hypot(pushes[:, 0], pushes[:, 1])[:, None]
        seen.append(Fill(Layer.BODY, box.paint, Tone.EDGE, polygon, (0,), pushes=pushes, push=0.0))
    del outline, starts
    for polygon, (tone, far) in zip(polygons, tones, strict=True):
        seen.append(Fill(Layer.BODY, box.paint, tone, polygon, (0,), far=far))
        middle = polygon.mean(0)
        seen.append(Fill(Layer.BODY, box.paint, tone, middle + (polygon - middle) * 0.92, (0,), far=far * 0.8))
    return seen


def samples(box: Box, step: float = 0.03) -> tuple[Array, float]:
    """Points (n, 3) spread over a box, and the radius each stands for."""
    wide, deep, high = box.size
    grids = [np.linspace(-1 + 1 / count, 1 - 1 / count, count) for count in (_count(wide, step), _count(deep, step))]
    count = _count(high, step)
    heights = np.linspace(0.5 / count, 1 - 0.5 / count, count)
    x, y, z = np.meshgrid(*grids, heights, indexing="ij")
    local = np.stack((x.ravel() * wide / 2, y.ravel() * deep / 2, z.ravel() * high), 1)
    return vec(*box.place) + local @ turn_z(box.yaw).T, step * 0.62


def _count(size: float, step: float) -> int:
    return max(1, round(size / step))
