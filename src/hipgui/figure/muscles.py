"""Muscles shining through: bundles of fibres from origin to insertion, seen by a camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.drawlist import Fill, Layer, Mark, Tone
from hipgui.figure.geometry import Array, vec
from hipgui.figure.rig import INDEX, other_side
from hipgui.figure.sweep import DIRECTIONS, NORMALS, Sweep, crossings, outline, screen_axes, swept_circles

if TYPE_CHECKING:
    from hipgui.figure.model import Anchor, Camera, Fibre, MuscleSpec, SideName
    from hipgui.figure.rig import Skeleton

SAMPLES = 11
HALO = ((0.036, 0.05), (0.029, 0.06), (0.0225, 0.075), (0.0165, 0.09), (0.011, 0.12), (0.006, 0.16))
"""How far the glow reaches out, in H, and how strong each ring is."""
LINE = 0.0011
"""Half width of a fibre's line at its thickest."""


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


def seen(spec: MuscleSpec, side: SideName, skeleton: Skeleton, camera: Camera, off: Array) -> Seen:
    """A muscle of one side of a skeleton, on the screen less `off` (2,)."""
    project, _ = screen_axes(camera)
    paths = np.stack([_smooth(np.stack([place(anchor, side, skeleton) for anchor in fibre.anchors]), SAMPLES) for fibre in spec.fibres])
    radii = np.stack([_radii(fibre) for fibre in spec.fibres])
    tail = "_r" if side == "right" else "_l"
    return Seen(
        spec.id,
        project @ place(spec.label, side, skeleton) - off,
        paths @ project.T - off,
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


def _smooth(points: Array, samples: int) -> Array:
    """(samples, columns) along a Catmull-Rom curve through points (n, columns)."""
    count = len(points)
    at = np.linspace(0, count - 1, samples)
    index = np.minimum(at.astype(int), count - 2)
    u = (at - index)[:, None]
    padded = np.concatenate((2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]))
    a, b, c, d = (padded[index + step] for step in range(4))
    found: Array = 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)
    return found


def _radii(fibre: Fibre) -> Array:
    """(SAMPLES,) half thickness along a fibre."""
    given = np.array(fibre.radii)
    return np.clip(_smooth(given[:, None], SAMPLES)[:, 0], 0.0012, None)


def marks(muscle: Seen, glow: float) -> list[Mark]:
    """A soft halo, the muscle's shape in two tones, and the run of its fibres."""
    count = len(muscle.paths)
    circles: Sweep = swept_circles(muscle.paths.reshape(-1, 2), muscle.radii.ravel())
    pairs = [
        (fibre * SAMPLES + step, fibre * SAMPLES + step + 1) for fibre in range(count) for step in range(SAMPLES - 1)
    ]
    index, starts = outline(pairs, range(len(pairs)), crossings(circles.support, np.array(pairs)))
    at, begins = np.array(index), tuple(starts)
    normals = NORMALS[at % DIRECTIONS]
    points = circles.rims.reshape(-1, 2)[at]
    found: list[Mark] = [
        Fill(Layer.GLOW, "glow", Tone.SHADOW, points, begins, alpha * glow, pushes=normals, push=push) for push, alpha in HALO
    ]
    found.append(Fill(Layer.GLOW, "glow", Tone.SHADOW, points, begins, 0.80 * glow, pushes=normals, push=0.0015))
    inner = circles.centres[:, None, :] + (circles.rims - circles.centres[:, None, :]) * 0.72
    found.append(Fill(Layer.GLOW, "glow", Tone.MID, inner.reshape(-1, 2)[at], begins, 0.75 * glow))
    found.append(_lines(muscle, glow))
    return found


def _lines(muscle: Seen, glow: float) -> Fill:
    """The middle line of every fibre, thick in the belly and thin towards the tendons."""
    polygons = []
    for path, radii in zip(muscle.paths, muscle.radii, strict=True):
        along = np.gradient(path, axis=0)
        along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
        across = np.stack((-along[:, 1], along[:, 0]), 1) * (LINE * radii / radii.max())[:, None]
        polygons.append(np.concatenate((path + across, (path - across)[::-1])))
    starts = tuple(range(0, len(polygons) * 2 * SAMPLES, 2 * SAMPLES))
    return Fill(Layer.GLOW, "glow", Tone.LIGHT, np.concatenate(polygons), starts, 0.85 * glow)
