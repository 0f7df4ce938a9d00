"""Boxes as a camera sees them: their visible faces, and points inside that tell how far away they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.drawlist import Fill, Layer, Tone
from hipgui.figure.geometry import turn_z, vec
from hipgui.figure.sweep import LIGHT, crossings, outline, strides, swept_circles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Box
    from hipgui.figure.sight import Sight

FACES: tuple[tuple[tuple[float, float, float], tuple[tuple[float, float, float], ...]], ...] = (
    ((1, 0, 0), ((1, -1, 0), (1, 1, 0), (1, 1, 1), (1, -1, 1))),
    ((-1, 0, 0), ((-1, -1, 0), (-1, 1, 0), (-1, 1, 1), (-1, -1, 1))),
    ((0, 1, 0), ((-1, 1, 0), (1, 1, 0), (1, 1, 1), (-1, 1, 1))),
    ((0, -1, 0), ((-1, -1, 0), (1, -1, 0), (1, -1, 1), (-1, -1, 1))),
    ((0, 0, 1), ((-1, -1, 1), (1, -1, 1), (1, 1, 1), (-1, 1, 1))),
    ((0, 0, -1), ((-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0))),
)
"""Normal and corners of each face, in half widths and whole heights."""
EDGE_ON = 0.01
"""A face that looks at the viewer by less than this cosine is not seen."""
LINE = 0.0022
"""Half the width of the lines along its edges."""
TURNED_AWAY = -0.15
SHADE = 0.5
"""How much darker a face away from the light is."""


def corner(box: Box, x: float, y: float, z: float) -> Array:
    """A point of a box: x, y from -1 to 1 across, z from 0 to 1 up."""
    wide, deep, high = box.size
    return vec(*box.place) + turn_z(box.yaw) @ vec(x * wide / 2, y * deep / 2, z * high)


def fills(box: Box, sight: Sight) -> list[Fill]:
    """The visible faces over a round outline: the top light, the side to the light in the mid tone, others darker."""
    frame = turn_z(box.yaw)
    polygons: list[Array] = []
    faces: list[Fill] = []
    for normal, corners in FACES:
        axis = frame @ vec(*normal)
        if sight.faces(axis) <= EDGE_ON:
            continue
        polygon = sight.flat(np.stack([corner(box, *at) for at in corners]))
        polygons.append(polygon)
        lit = normal[2] > 0 or float((sight.project @ axis) @ LIGHT) > TURNED_AWAY
        tone = Tone.LIGHT if normal[2] > 0 else Tone.MID
        faces.append(Fill(Layer.BODY, box.paint, tone, polygon, (0,), far=0.0 if lit else SHADE))
    return [_outline(polygons, box.paint), *faces]


def _outline(polygons: Sequence[Array], paint: str) -> Fill:
    """A line of one width round every face, with round corners."""
    corners = np.concatenate(polygons)
    pairs = [(4 * face + at, 4 * face + (at + 1) % 4) for face in range(len(polygons)) for at in range(4)]
    circles = swept_circles(corners, np.full(len(corners), LINE))
    index, starts = outline(
        pairs, range(len(pairs)), crossings(circles.support, np.array(pairs)), strides(circles.size)
    )
    return Fill(Layer.BODY, paint, Tone.EDGE, circles.rims.reshape(-1, 2)[index], tuple(starts))


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
