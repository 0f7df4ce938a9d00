"""What does not move: floor light, mat, wall, the arrow of the motion; and the shadows under what touches the floor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.drawlist import Fade, Fill, Layer, Spot, Tone
from hipgui.figure.geometry import vec
from hipgui.figure.motion import skeleton_at
from hipgui.figure.rig import other_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Box, Movement, PropSpec, SideName
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sight import Sight

MAT_THICK = 0.010
CORNER = 0.018
CORNER_STEPS = 6
UNSEEN = 0.01
SHADOW_REACH = 0.30
"""Height above which nothing leaves a shadow."""


def ground(movement: Movement, side: SideName, sight: Sight, walls: Sequence[PropSpec]) -> list[Mark]:
    """Floor light, wall and mat."""
    x, y, _ = movement.view.centre
    middle = sight.flat(vec(x, y if side == "right" else -y, 0.0))
    wide = movement.view.width / 2
    tall = min(
        max(0.10, math.sin(math.radians(sight.camera.elevation))) * wide, movement.view.height / 2 - float(middle[1])
    )
    found: list[Mark] = [Spot(Layer.GROUND, "floor", (float(middle[0]), float(middle[1])), (wide, max(tall, 0.0)), 1.0)]
    found += [mark for wall in walls for mark in _wall(wall, sight)]
    if movement.mat is not None:
        found += _mat(movement.mat, side, sight)
    return found


def _mat(edges: tuple[float, float, float, float], side: SideName, sight: Sight) -> list[Mark]:
    back, front, right, left = edges if side == "right" else (*edges[:2], -edges[3], -edges[2])
    rim = _rounded(back, front, right, left, CORNER)
    inset = 0.022
    inner = _rounded(back + inset, front - inset, right + inset, left - inset, CORNER * 0.7)
    line = 0.0032
    innermost = _rounded(
        back + inset + line, front - inset - line, right + inset + line, left - inset - line, CORNER * 0.7
    )
    low = sight.flat(np.concatenate((rim, np.zeros((len(rim), 1))), 1))
    drop = np.array((0.0, MAT_THICK))
    flat = [sight.flat(np.concatenate((shape, np.zeros((len(shape), 1))), 1)) for shape in (inner, innermost)]
    ring = np.concatenate((flat[0], flat[1][::-1]))
    return [
        Fill(Layer.GROUND, "mat", Tone.EDGE, _thick(low, drop), (0,), 1.0),
        Fill(Layer.GROUND, "mat", Tone.MID, low, (0,), 1.0),
        Fill(
            Layer.GROUND,
            "mat",
            Tone.SHADOW,
            np.concatenate((ring[: len(inner)], ring[:1], flat[1][:1], flat[1][::-1])),
            (0,),
            1.0,
        ),
    ]


def _thick(rim: Array, drop: Array) -> Array:
    """(n, 2): the outline of a convex shape together with itself moved down by `drop`."""
    edges = np.roll(rim, -1, 0) - np.roll(rim, 1, 0)
    area = float(np.sum(rim[:, 0] * np.roll(rim[:, 1], -1) - np.roll(rim[:, 0], -1) * rim[:, 1]))
    looks_down = edges[:, 0] * (1 if area > 0 else -1) < 0
    return rim + drop * looks_down[:, None]


def _rounded(back: float, front: float, right: float, left: float, radius: float) -> Array:
    """(n, 2) a rectangle with round corners."""
    points = []
    for x, y, start in (
        (front - radius, left - radius, 0),
        (back + radius, left - radius, 90),
        (back + radius, right + radius, 180),
        (front - radius, right + radius, 270),
    ):
        for step in range(CORNER_STEPS + 1):
            angle = math.radians(start + 90 * step / CORNER_STEPS)
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return np.array(points)


def _wall(wall: PropSpec, sight: Sight) -> list[Mark]:
    """A piece of wall that fades out at its ends; thinner when the viewer looks through it."""
    x, y, _ = wall.place
    behind = float(sight.toward[1]) * y < 0
    alpha = 0.9 if behind else 0.25
    corners = [sight.flat(vec(x + dx, y, z)) for dx, z in ((-0.34, 0.0), (0.34, 0.0), (0.34, 0.98), (-0.34, 0.98))]
    foot = [sight.flat(vec(x + dx, y, z)) for dx, z in ((-0.34, 0.0), (0.34, 0.0), (0.34, 0.035), (-0.34, 0.035))]
    start, end = (sight.flat(vec(x + dx, y, 0.5)) for dx in (-0.34, 0.34))
    fade = Fade((float(start[0]), float(start[1])), (float(end[0]), float(end[1])), 0.45, 0.55)
    return [
        Fill(Layer.GROUND, "wall", Tone.MID, np.array(corners), (0,), alpha, fade=fade),
        Fill(Layer.GROUND, "wall", Tone.SHADOW, np.array(foot), (0,), alpha, fade=fade),
    ]


def shadows(skeleton: Skeleton, standing: Sequence[Box], sight: Sight) -> list[Mark]:
    """A soft spot under each low point of the body, and under each box."""
    spots: list[tuple[Array, float, float]] = []
    for tail in ("_l", "_r"):
        spots += [
            (skeleton.point("foot" + tail, 0.035, 0.0, -0.02), 0.085, 0.0),
            (skeleton.origin("shank" + tail), 0.055, 0.0),
            (skeleton.point("palm" + tail, 0.0, 0.0, -0.05), 0.060, 0.0),
            (skeleton.origin("fore" + tail), 0.045, 0.0),
        ]
    spots.append((skeleton.origin("pelvis"), 0.14, 0.10))
    spots += [(vec(*box.place), max(box.size[:2]) * 0.85, 0.0) for box in standing]
    flat = max(0.16, math.sin(math.radians(sight.camera.elevation)) * 1.15)
    found: list[Mark] = []
    for (x, y, height), radius, least in spots:
        alpha = max(least, 0.34 * max(0.0, 1 - max(0.0, float(height)) / SHADOW_REACH) ** 1.5)
        if alpha < UNSEEN:
            continue
        wide = radius * (1 + float(height) * 1.2) * 1.25
        centre = sight.flat(vec(float(x), float(y), 0.0))
        found.append(Spot(Layer.SHADOW, "shadow", (float(centre[0]), float(centre[1])), (wide, wide * flat), alpha))
    return found


ARROW_HALF = 0.0068
ARROW_SAMPLES = 26
HEAD_LONG = 0.036
HEAD_HALF = 0.020
ARROW_KEYS = 25


def arrow(movement: Movement, side: SideName, sight: Sight) -> list[Mark]:
    """The real path of a joint as an arrow with a thin halo, beside the body."""
    spec = movement.arrow
    if spec is None:
        return []
    bone = spec.bone if side == "right" else other_side(spec.bone)
    flip = 1.0 if side == "right" else -1.0
    points = []
    for share in np.linspace(0.0, 1.0, ARROW_KEYS).tolist():
        at = spec.start + (spec.end - spec.start) * share
        x, y, z = spec.offset
        push = vec(x, y * flip, z + spec.arch * 4 * share * (1 - share))
        points.append(sight.flat(skeleton_at(movement, side, at).origin(bone) + push))
    path = np.array(points)
    line = _resampled(path.mean(0) + (path - path.mean(0)) * spec.stretch, ARROW_SAMPLES)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.stack((-along[:, 1], along[:, 0]), 1)
    tip, ahead, beside = line[-1], along[-1], across[-1]
    widths = (ARROW_HALF * (0.55 + 0.45 * np.linspace(0, 1, len(line))))[:, None]
    left, right = line + across * widths, line - across * widths
    head = tip + ahead * HEAD_LONG
    shape = np.concatenate((left, [tip + beside * HEAD_HALF], [head], [tip - beside * HEAD_HALF], right[::-1]))
    pushes = np.concatenate(
        (across, [beside * 0.8 - ahead * 0.6], [ahead], [-beside * 0.8 - ahead * 0.6], -across[::-1])
    )
    return [
        Fill(Layer.ARROW, "arrow_halo", Tone.MID, shape, (0,), 0.85, pushes=pushes, push=0.0045),
        Fill(Layer.ARROW, "arrow", Tone.MID, shape, (0,), 1.0, pushes=pushes, push=0.0012),
    ]


def _resampled(points: Array, samples: int) -> Array:
    """(samples, 2): evenly spaced along a polyline."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    run = np.concatenate(([0.0], np.cumsum(steps)))
    at = np.linspace(0.0, run[-1], samples)
    return np.stack([np.interp(at, run, points[:, axis]) for axis in (0, 1)], 1)
