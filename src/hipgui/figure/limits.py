"""What joints can do: the angles of a skeleton, and the ranges of a healthy, moderately supple adult.

Ranges after the American Academy of Orthopaedic Surgeons (1965) and Kapandji; hip flexion is the bent-knee, passive
one with the pelvis' own share, because the model's pelvis and sacrum are one bone.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.rig import SIDES, solve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Figures
    from hipgui.figure.rig import Skeleton

LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "hip_bend": (-27.0, 147.0),
        "hip_abduction": (-20.0, 48.0),
        "knee": (0.0, 142.0),
        "ankle": (-68.0, 32.0),
        "elbow": (0.0, 146.0),
        "lumbar": (-10.0, 14.0),
        "thorax": (-10.0, 14.0),
        "neck": (-40.0, 30.0),
        "head": (-25.0, 20.0),
    }
)
"""Degrees, by joint. Bending forward, outward, and toes up are positive; the leg and arm hang straight at 0."""


def joint_angles(skeleton: Skeleton) -> dict[str, float]:
    """Degrees by joint, limbs with `_l` and `_r`; the names without it are those of `LIMITS`."""
    found = {
        name: _bend(skeleton.frame(above), skeleton.frame(name))
        for above, name in (("pelvis", "lumbar"), ("lumbar", "thorax"))
    }
    found["neck"] = _bend(skeleton.frame("thorax"), skeleton.frame("neck")) - 10.0
    found["head"] = _bend(skeleton.frame("neck"), skeleton.frame("head")) + 10.0
    for _, tail, sign in SIDES:
        thigh = -(skeleton.frame("pelvis").T @ skeleton.frame("thigh" + tail))[:, 2]
        out = math.degrees(math.asin(max(-1.0, min(1.0, sign * float(thigh[1])))))
        away = math.degrees(math.acos(max(-1.0, min(1.0, -float(thigh[2])))))
        found["hip_bend" + tail] = away if thigh[0] >= 0 or thigh[2] > 0 else -away
        found["hip_abduction" + tail] = out
        found["knee" + tail] = _bend(skeleton.frame("thigh" + tail), skeleton.frame("shank" + tail))
        found["ankle" + tail] = -_bend(skeleton.frame("shank" + tail), skeleton.frame("foot" + tail))
        upper = skeleton.origin("fore" + tail) - skeleton.origin("upper" + tail)
        fore = skeleton.origin("palm" + tail) - skeleton.origin("fore" + tail)
        cosine = float(upper @ fore) / float(np.linalg.norm(upper) * np.linalg.norm(fore))
        found["elbow" + tail] = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return found


def beyond(skeleton: Skeleton) -> list[tuple[str, float, tuple[float, float]]]:
    """The joints that are outside their range: name, degrees, range."""
    found = []
    for joint, degrees in joint_angles(skeleton).items():
        low, high = LIMITS[joint.removesuffix("_l").removesuffix("_r")]
        if not low <= degrees <= high:
            found.append((joint, degrees, (low, high)))
    return found


def impossible(figures: Figures) -> list[tuple[str, float, str, float, tuple[float, float]]]:
    """What no body can do in any key pose: movement, place on its path, joint, degrees, range."""
    return [
        (movement.id, key.at, *found)
        for movement in figures.movements.values()
        for key in movement.keys
        for found in beyond(solve(key.pose))
    ]


def _bend(above: Array, below: Array) -> float:
    """Degrees that a frame is turned about its parent's y."""
    local = above.T @ below
    return math.degrees(math.atan2(float(local[0, 2]), float(local[2, 2])))
