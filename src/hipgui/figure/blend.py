"""The way between any two skeletons: joints turn the short way round, bones keep their lengths, feet step."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.geometry import TINY, frame_along, two_bones
from hipgui.figure.model import BONES
from hipgui.figure.motion import skeleton_at
from hipgui.figure.rig import FOREARM, INDEX, SHANK, THIGH, UPPER_ARM, Skeleton, mirrored, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Figures, SideName

PARENTS = {
    "lumbar": "pelvis",
    "thorax": "lumbar",
    "neck": "thorax",
    "head": "neck",
    **{
        f"{child}_{tail}": parent.format(tail=tail)
        for tail in "lr"
        for child, parent in (
            ("thigh", "pelvis"),
            ("shank", "thigh_{tail}"),
            ("foot", "shank_{tail}"),
            ("toes", "foot_{tail}"),
            ("upper", "thorax"),
            ("fore", "upper_{tail}"),
            ("palm", "fore_{tail}"),
            ("hand", "palm_{tail}"),
        )
    },
}
"""Every bone's parent; pelvis and world have none."""
CONTACTS = tuple(
    (f"{bone}_{tail}", height)
    for tail in "lr"
    for bone, height in (("foot", 0.039), ("toes", 0.012), ("shank", 0.034), ("fore", 0.022), ("palm", 0.021))
)
"""Bones whose origin can't be lower than this."""


NO_TURN = 1e-9
"""Radians."""
HALF_TURN = 1e-6
"""Below this the antisymmetric part of a rotation says nothing of its axis."""
Moment = tuple[str, "SideName", float]
"""Movement id, side, place on its path."""


def way(figures: Figures, start: Moment, end: Moment) -> tuple[Skeleton, ...]:
    """The stations from one moment to another: straight, or through the resting pose when sides change.

    Raises KeyError for an unknown movement.
    """
    (one, one_side, _), (other, other_side, _) = start, end
    first, last = figures.movement(one), figures.movement(other)
    stations = [skeleton_at(first, one_side, start[2])]
    if one_side != other_side and first.rest is not None:
        resting = solve(first.rest)
        stations.append(mirrored(resting) if one_side == "left" else resting)
    stations.append(skeleton_at(last, other_side, end[2]))
    return tuple(stations)


def along(stations: Sequence[Skeleton], share: float) -> Skeleton:
    """The skeleton at a share (0 to 1) of the way through all stations, the same time for each leg of it."""
    at = min(max(share, 0.0), 1.0) * (len(stations) - 1)
    leg = min(int(at), len(stations) - 2)
    return blended(stations[leg], stations[leg + 1], at - leg)


def blended(first: Skeleton, last: Skeleton, share: float) -> Skeleton:
    """The skeleton at a share (0 to 1) of the way. Lengths of bones hold to rounding."""
    if share <= 0:
        return first
    if share >= 1:
        return last
    origins, frames = np.zeros_like(first.origins), np.tile(np.eye(3), (len(BONES), 1, 1))
    root = INDEX["pelvis"]
    origins[root] = first.origins[root] * (1 - share) + last.origins[root] * share
    frames[root] = turned(first.frames[root], last.frames[root], share)
    for bone, parent in PARENTS.items():
        at, above = INDEX[bone], INDEX[parent]
        local = turned(first.frames[above].T @ first.frames[at], last.frames[above].T @ last.frames[at], share)
        frames[at] = frames[above] @ local
        start = first.frames[above].T @ (first.origins[at] - first.origins[above])
        end = last.frames[above].T @ (last.origins[at] - last.origins[above])
        offset = start * (1 - share) + end * share
        size = np.linalg.norm(start) * (1 - share) + np.linalg.norm(end) * share
        norm = float(np.linalg.norm(offset))
        origins[at] = origins[above] + frames[above] @ (offset * (size / norm if norm > TINY else 1.0))
    found = Skeleton(origins, frames)
    origins[1:] += _held(first, last, found, share)
    for upper, middle, end, tip, reach in CHAINS:
        _lifted(found, (upper, middle, end, tip), reach)
    return found


STAYS = 0.03
"""A contact that moves less than this between two stations stays put on the way."""
TOUCHES = 0.012
"""A contact this near to its height above the floor carries weight."""


def _held(first: Skeleton, last: Skeleton, found: Skeleton, share: float) -> Array:
    """(3,) the shift that keeps what carries weight all the way on its place, or has it slide; else only the height."""
    stays: list[Array] = []
    slides: list[Array] = []
    for bone, height in CONTACTS:
        one, other = first.origin(bone), last.origin(bone)
        if one[2] - height < TOUCHES and other[2] - height < TOUCHES:
            shift = one * (1 - share) + other * share - found.origin(bone)
            (stays if float(np.linalg.norm(one - other)) < STAYS else slides).append(shift)
    for shifts in (stays, slides):
        if shifts:
            held: Array = np.mean(shifts, axis=0)
            return held
    wanted = max(0.0, lowest_gap(first) * (1 - share) + lowest_gap(last) * share)
    return np.array((0.0, 0.0, wanted - lowest_gap(found)))


CHAINS = tuple(
    (f"thigh_{tail}", f"shank_{tail}", f"foot_{tail}", f"toes_{tail}", (THIGH, SHANK)) for tail in "lr"
) + tuple((f"upper_{tail}", f"fore_{tail}", f"palm_{tail}", f"hand_{tail}", (UPPER_ARM, FOREARM)) for tail in "lr")
"""Limbs: upper bone, middle bone, end and tip, and the two lengths."""
HEIGHTS = dict(CONTACTS)


def _lifted(found: Skeleton, chain: tuple[str, str, str, str], reach: tuple[float, float]) -> None:
    """Bend a limb until its end and its tip are above the floor, in place."""
    upper, middle, end, tip = chain
    low = max(HEIGHTS[end] - found.origin(end)[2], HEIGHTS.get(tip, 0.0) - found.origin(tip)[2])
    if low <= 0:
        return
    top, old = found.origin(upper), found.origin(end)
    pole = found.origin(middle) - (top + old) / 2 + 1e-4 * found.frame(upper)[:, 0]
    joint, place = two_bones(top, old + np.array((0.0, 0.0, low)), *reach, pole)
    for bone, start, stop in ((upper, top, joint), (middle, joint, place)):
        at = INDEX[bone]
        found.frames[at] = frame_along(start - stop, found.frames[at][:, 0])
    shift = place - old
    found.origins[INDEX[middle]] = joint
    found.origins[INDEX[end]] = place
    found.origins[INDEX[tip]] += shift


def lowest_gap(skeleton: Skeleton) -> float:
    """How far the lowest contact is above the floor."""
    return min(float(skeleton.origin(bone)[2]) - height for bone, height in CONTACTS)


def turned(first: Array, last: Array, share: float) -> Array:
    """The rotation (3, 3) at a share of the shortest turn from one to another."""
    step = first.T @ last
    cosine = min(1.0, max(-1.0, (float(np.trace(step)) - 1) / 2))
    angle = math.acos(cosine)
    if angle < NO_TURN:
        return first
    axis = np.array((step[2, 1] - step[1, 2], step[0, 2] - step[2, 0], step[1, 0] - step[0, 1]))
    norm = float(np.linalg.norm(axis))
    if norm < HALF_TURN:
        values, vectors = np.linalg.eigh((step + step.T) / 2)
        axis, norm = vectors[:, int(np.argmax(values))], 1.0
    x, y, z = axis / norm
    part = angle * share
    skew = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    found: Array = first @ (np.eye(3) + math.sin(part) * skew + (1 - math.cos(part)) * (skew @ skew))
    return found
