"""The way between any two skeletons: joints turn the short way round, bones keep their lengths, feet step."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.geometry import TINY
from hipgui.figure.rig import BONES, INDEX, Skeleton

if TYPE_CHECKING:
    from hipgui.figure.geometry import Array

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
    lowest = [lowest_gap(skeleton) for skeleton in (first, last)]
    wanted = lowest[0] * (1 - share) + lowest[1] * share
    found = Skeleton(origins, frames)
    origins[1:, 2] += max(0.0, wanted) - lowest_gap(found)
    return found


def lowest_gap(skeleton: Skeleton) -> float:
    """How far the lowest contact is above the floor."""
    return min(float(skeleton.origin(bone)[2]) - height for bone, height in CONTACTS)


def turned(first: Array, last: Array, share: float) -> Array:
    """The rotation (3, 3) at a share of the shortest turn from one to another."""
    step = first.T @ last
    cosine = min(1.0, max(-1.0, (float(np.trace(step)) - 1) / 2))
    angle = math.acos(cosine)
    if angle < 1e-9:
        return first
    axis = np.array((step[2, 1] - step[1, 2], step[0, 2] - step[2, 0], step[1, 0] - step[0, 1]))
    norm = float(np.linalg.norm(axis))
    if norm < 1e-6:
        values, vectors = np.linalg.eigh((step + step.T) / 2)
        axis, norm = vectors[:, int(np.argmax(values))], 1.0
    x, y, z = axis / norm
    part = angle * share
    skew = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    found: Array = first @ (np.eye(3) + math.sin(part) * skew + (1 - math.cos(part)) * (skew @ skew))
    return found
