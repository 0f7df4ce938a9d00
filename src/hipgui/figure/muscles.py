"""Muscles shining through: bundles of fibres from origin to insertion, seen by a camera."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.drawlist import Fill, Layer, Spot, Tone
from hipgui.figure.geometry import vec
from hipgui.figure.rig import INDEX, other_side
from hipgui.figure.sweep import DIRECTIONS, NORMALS, crossings, outline, strides, swept_circles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Anchor, Fibre, MuscleSpec, SideName
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sight import Sight

SAMPLES = 9
HALO_REACH = 0.034
"""How far the glow reaches beyond a muscle, in H."""
HALO_STEP = 0.031
"""How far apart the soft spots that make the glow are, in H."""
HALO_ALPHA = 0.27
LINE = 0.0010
"""Half width of a fibre's line at its thickest."""
BELLY = 0.66
"""How much of the muscle its bright middle covers."""
THINNEST = 0.0012
TENDON_FROM = 0.78
"""Where along a fibre the tendon of insertion begins."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A muscle on the screen."""

    id: str
    label: Array
    """(2,)"""
    paths: Array
    """(fibres, SAMPLES, 2)"""
    radii: Array
    """(fibres, SAMPLES)"""
    under: frozenset[str]
    """Units it shines through: it is painted after them."""


def seen(spec: MuscleSpec, side: SideName, skeleton: Skeleton, sight: Sight) -> Seen:
    """A muscle of one side of a skeleton."""
    paths = np.stack(
        [
            _curve(len(fibre.anchors)) @ np.stack([place(anchor, side, skeleton) for anchor in fibre.anchors])
            for fibre in spec.fibres
        ]
    )
    radii = np.stack([_radii(fibre) for fibre in spec.fibres])
    tail = "_r" if side == "right" else "_l"
    return Seen(
        spec.id,
        sight.flat(place(spec.label, side, skeleton)),
        sight.flat(paths),
        radii,
        frozenset({"trunk", "shirt", f"hip{tail}", f"thigh{tail}"}),
    )


def place(anchor: Anchor, side: SideName, skeleton: Skeleton) -> Array:
    """Where a point that goes with bones is; anchors are written for the right side."""
    total = np.zeros(3)
    for bone, weight, (x, y, z) in anchor.points:
        name, across = (bone, y) if side == "right" else (other_side(bone), -y)
        at = INDEX[name]
        total += weight * (skeleton.origins[at] + skeleton.frames[at] @ vec(x, across, z))
    return total


@lru_cache(maxsize=16)
def _curve(count: int) -> Array:
    """(SAMPLES, count): what makes a Catmull-Rom curve of `count` points, evenly sampled."""
    at = np.linspace(0, count - 1, SAMPLES)
    index = np.minimum(at.astype(int), count - 2)
    u = at - index
    weights = np.stack((2 * u**2 - u - u**3, 2 - 5 * u**2 + 3 * u**3, u + 4 * u**2 - 3 * u**3, u**3 - u**2)) / 2
    padded = np.zeros((count + 2, count))
    padded[1:-1] = np.eye(count)
    padded[0, :2] = (2, -1)
    padded[-1, -2:] = (-1, 2)
    found: Array = sum((weights[step, :, None] * padded[index + step] for step in range(4)), np.zeros((SAMPLES, count)))
    return found


def _radii(fibre: Fibre) -> Array:
    """(SAMPLES,) half thickness along a fibre."""
    found: Array = np.clip(_curve(len(fibre.radii)) @ np.array(fibre.radii), THINNEST, None)
    return found


def marks(works: Sequence[Seen], glow: float) -> list[Mark]:
    """One soft halo round all, then each muscle: its shape, its brighter belly, the run of its fibres, its tendon."""
    found: list[Mark] = [spot for muscle in works for spot in _halo(muscle, glow)]
    for muscle in works:
        shape = _shape(muscle)
        full = min(1.0, 0.9 * glow)
        found.append(
            Fill(Layer.GLOW, "muscle", Tone.EDGE, shape.points, shape.starts, full, pushes=shape.pushes, push=0.0012)
        )
        found.append(Fill(Layer.GLOW, "muscle", Tone.SHADOW, shape.points, shape.starts, full))
        found.append(Fill(Layer.GLOW, "muscle", Tone.MID, shape.belly, shape.starts, 0.8 * full))
        found += _lines(muscle, full)
    return found


def _halo(muscle: Seen, glow: float) -> list[Mark]:
    """Soft spots along the middle of a muscle, as wide as it is there."""
    middle = muscle.paths.mean(0)
    spread = np.hypot(*(muscle.paths - middle).transpose(2, 0, 1)).max(0) * 0.8 + muscle.radii.max(0)
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(middle, axis=0).T))))
    count = max(2, round(run[-1] / HALO_STEP))
    found: list[Mark] = []
    for at in np.linspace(0.0, run[-1], count).tolist():
        x, y, wide = (float(np.interp(at, run, column)) for column in (middle[:, 0], middle[:, 1], spread))
        radius = wide + HALO_REACH
        found.append(Spot(Layer.GLOW, "glow", (x, y), (radius, radius), HALO_ALPHA * glow))
    return found


@dataclass(frozen=True, slots=True)
class _Shape:
    """A muscle's area: hulls along its outer fibres and its origin, and the sheet between all fibres."""

    points: Array
    pushes: Array
    belly: Array
    starts: tuple[int, ...]


def _shape(muscle: Seen) -> _Shape:
    count = len(muscle.paths)
    circles = swept_circles(muscle.paths.reshape(-1, 2), muscle.radii.ravel())
    pairs = [
        (fibre * SAMPLES + step, fibre * SAMPLES + step + 1)
        for fibre in sorted({0, count - 1})
        for step in range(SAMPLES - 1)
    ]
    pairs += [(fibre * SAMPLES, (fibre + 1) * SAMPLES) for fibre in range(count - 1)]
    crossed = crossings(circles.support, np.array(pairs))
    index, starts = outline(pairs, range(len(pairs)), crossed, strides(circles.size))
    at = np.array(index)
    middle = muscle.paths.mean(0)[None]
    thin = (middle + (muscle.paths - middle) * BELLY).reshape(-1, 2)
    inner = thin[:, None, :] + (circles.rims - circles.centres[:, None, :]) * BELLY
    sheet = _sheet(muscle.paths)
    points = np.concatenate((circles.rims.reshape(-1, 2)[at], sheet))
    belly = np.concatenate((inner.reshape(-1, 2)[at], _sheet(thin.reshape(muscle.paths.shape))))
    pushes = np.concatenate((NORMALS[at % DIRECTIONS], np.zeros_like(sheet)))
    return _Shape(points, pushes, belly, (*starts, *range(len(at), len(points), 4)))


def _sheet(paths: Array) -> Array:
    """(4n, 2): a clockwise quad between every two neighbouring fibres and steps."""
    quads = np.stack((paths[:-1, :-1], paths[1:, :-1], paths[1:, 1:], paths[:-1, 1:]), 2).reshape(-1, 4, 2)
    following = np.roll(quads, -1, 1)
    area = (quads[:, :, 0] * following[:, :, 1] - following[:, :, 0] * quads[:, :, 1]).sum(1)
    quads[area < 0] = quads[area < 0][:, ::-1]
    found: Array = quads.reshape(-1, 2)
    return found


def _lines(muscle: Seen, alpha: float) -> list[Mark]:
    """Light lines along the fibres, dark ones between them, and pale tendons."""
    between = (muscle.paths[1:] + muscle.paths[:-1]) / 2
    thick = np.sin(np.linspace(0.12, 0.95, SAMPLES) * np.pi) * LINE
    found: list[Mark] = []
    if len(between):
        found.append(_ribbons(between, np.broadcast_to(thick * 1.1, between.shape[:2]), Tone.EDGE, 0.55 * alpha))
    found.append(_ribbons(muscle.paths, np.broadcast_to(thick, muscle.radii.shape), Tone.LIGHT, 0.85 * alpha))
    share = np.linspace(0.0, 1.0, SAMPLES)
    tail = np.clip((share - TENDON_FROM) / (1 - TENDON_FROM), 0.0, 1.0) ** 0.7
    mean = muscle.paths.mean(0)[None]
    found.append(_ribbons(mean, (muscle.radii.mean(0) * tail * 0.75)[None], Tone.LIGHT, 0.9 * alpha))
    return found


def _ribbons(paths: Array, halves: Array, tone: Tone, alpha: float) -> Fill:
    """Thin closed shapes along paths (n, SAMPLES, 2) with half widths (n, SAMPLES)."""
    along = np.gradient(paths, axis=1)
    along /= np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-9)[..., None]
    across = np.stack((-along[..., 1], along[..., 0]), -1) * halves[..., None]
    both = np.concatenate((paths + across, (paths - across)[:, ::-1]), 1)
    return Fill(
        Layer.GLOW,
        "muscle",
        tone,
        both.reshape(-1, 2),
        tuple(range(0, both.shape[0] * 2 * SAMPLES, 2 * SAMPLES)),
        alpha,
    )
