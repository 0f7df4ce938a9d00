"""Motion: minimum jerk in time, smooth curves through key poses, breath.

A movement's path runs from 0 to 1. One-way movements pause at 1; two-way ones pause half-way, above the block.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from hipgui.figure.rig import mirrored, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.model import Movement, Pose, SideName
    from hipgui.figure.rig import Skeleton

BREATH_HZ = 0.25
TWO_WAYS = 2
Shape = TypeVar("Shape")


def minimum_jerk(part: float) -> float:
    """The share of the way done at a share of the time (Flash and Hogan 1985); still at both ends."""
    t = min(max(part, 0.0), 1.0)
    return t * t * t * (t * (6 * t - 15) + 10)


def minimum_jerk_time(share: float) -> float:
    """The share of the time at which a share of the way is done: the inverse of `minimum_jerk`, to 1e-9."""
    wanted = min(max(share, 0.0), 1.0)
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if minimum_jerk(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a movement is: place on its path, and seconds into the hold (None while moving)."""

    amount: float
    held_s: float | None = None


def path_moment(tempo: tuple[float, float, float], ways: int, t_s: float) -> Moment:
    """The place on the path `t_s` seconds into a rep of `tempo` (up, hold, down; seconds), for either kind of rep.

    One way: 0 to 1, still through the hold, back to 0. Two ways: the tempo runs once to the far end, with its
    hold half-way, and once back. A time before or after the rep gives its first or last place.
    """
    up_s, hold_s, down_s = tempo
    one_way_s = up_s + hold_s + down_s
    back = ways == TWO_WAYS and t_s >= one_way_s
    within_s = t_s - one_way_s if back else t_s
    if within_s < up_s:
        share, held_s = minimum_jerk(within_s / up_s), None
    elif within_s < up_s + hold_s:
        share, held_s = 1.0, within_s - up_s
    else:
        down = minimum_jerk((within_s - up_s - hold_s) / down_s) if down_s > 0 else 1.0
        share, held_s = (1.0 + down if ways == TWO_WAYS else 1.0 - down), None
    if ways != TWO_WAYS:
        return Moment(share, held_s)
    return Moment(1.0 - share / 2 if back else share / 2, held_s)


def path_amount(tempo: tuple[float, float, float], ways: int, t_s: float) -> float:
    """The place alone of `path_moment`."""
    return path_moment(tempo, ways, t_s).amount


def breath_at(t_s: float, fade_s: float | None = None) -> float:
    """How full the lungs are (0 to 1) `t_s` seconds into a stillness: empty at first, and again at `fade_s`."""
    fullness = (1 - math.cos(2 * math.pi * BREATH_HZ * t_s)) / 2
    if fade_s is None:
        return fullness
    return fullness * minimum_jerk(min(1.0, max(0.0, fade_s - t_s)))


@lru_cache(maxsize=4096)
def skeleton_at(movement: Movement, side: SideName, amount: float, breath: float = 0.0) -> Skeleton:
    """The skeleton of a movement at a place of its path, for a working side."""
    found = solve(pose_at(movement, amount, breath))
    return mirrored(found) if side == "left" else found


def pose_at(movement: Movement, amount: float, breath: float = 0.0) -> Pose:
    """The pose of the right working side at a place (0 to 1) of the path, as full of breath as `breath` (0 to 1)."""
    keys = movement.keys
    at = min(max(amount, 0.0), 1.0)
    places = np.array([key.at for key in keys])
    weights = _curve_weights(places, at)
    used = [place for place, weight in enumerate(weights) if weight != 0.0]
    pose = _mixed([keys[place].pose for place in used], [weights[place] for place in used])
    return breathing(pose, breath) if breath else pose


def breathing(pose: Pose, breath: float) -> Pose:
    """The pose with the chest lifted by a breath; contacts stay where they are."""
    flexion, side, turn = pose.thorax
    head_flexion, head_side, head_turn = pose.head
    return replace(
        pose,
        thorax=(flexion - 1.1 * breath, side, turn),
        head=(head_flexion + 0.9 * breath, head_side, head_turn),
        shrug=pose.shrug + (0.0 if pose.reach else 0.0022 * breath),
    )


def _curve_weights(places: np.ndarray[tuple[int], np.dtype[np.float64]], at: float) -> list[float]:
    """How much of each key makes the curve at `at`: a cubic through all keys, at rest at both ends (Hermite)."""
    count = len(places)
    weights = [0.0] * count
    if count == 1:
        weights[0] = 1.0
        return weights
    index = min(max(int(np.searchsorted(places, at, side="right")) - 1, 0), count - 2)
    step = float(places[index + 1] - places[index])
    u = (at - float(places[index])) / step
    weights[index] += (1 + 2 * u) * (1 - u) ** 2
    weights[index + 1] += u * u * (3 - 2 * u)
    for key, factor in ((index, u * (1 - u) ** 2 * step), (index + 1, u * u * (u - 1) * step)):
        before, after = max(key - 1, 0), min(key + 1, count - 1)
        span = float(places[after] - places[before])
        weights[after] += factor / span
        weights[before] -= factor / span
    return weights


def _mixed(shapes: Sequence[Shape], weights: Sequence[float]) -> Shape:
    """The weighted sum of values of one structure: numbers add up, everything else is taken from the first."""
    first: Any = shapes[0]
    mixed: Any = first
    if isinstance(first, tuple):
        mixed = tuple(_mixed(part, weights) for part in zip(*cast("Sequence[tuple[Any, ...]]", shapes), strict=True))
    elif is_dataclass(first) and not isinstance(first, type):
        names = [item.name for item in fields(first)]
        mixed = type(first)(**{name: _mixed([getattr(shape, name) for shape in shapes], weights) for name in names})
    elif isinstance(first, int | float) and not isinstance(first, bool):
        mixed = sum(weight * cast("float", shape) for shape, weight in zip(shapes, weights, strict=True))
    return cast("Shape", mixed)
