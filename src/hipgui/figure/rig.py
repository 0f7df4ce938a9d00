"""The skeleton: its proportions, and a pose solved into bone origins and frames.

Proportions are fractions of body height after Drillis and Contini (1966), adjusted to the drawn style.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.geometry import (
    Array,
    frame_along,
    turn_x,
    turn_y,
    turn_z,
    two_bones,
    unit,
    vec,
)
from hipgui.figure.model import BONES, FreeArm, FreeLeg, PlacedArm, RestingArm

if TYPE_CHECKING:
    from hipgui.figure.model import Arm, Leg, Pose, SideName

THIGH = 0.245
SHANK = 0.246
UPPER_ARM = 0.186
FOREARM = 0.150
ANKLE_HEIGHT = 0.039
HIP_HALF_WIDTH = 0.052
KNEE_HEIGHT = 0.034
"""Height of the knee joint above the floor when kneeling on it."""
ELBOW_HEIGHT = 0.022
WRIST_HEIGHT = 0.021
NECK_LEAN = 10.0
"""The neck's natural forward lean, which the head takes back."""

L5 = vec(-0.012, 0.0, 0.055)
T12 = vec(0.002, 0.0, 0.085)
C7 = vec(-0.012, 0.0, 0.168)
C1 = vec(0.014, 0.0, 0.055)
SHOULDER = vec(-0.006, 0.104, 0.124)
BALL_OF_FOOT = vec(0.070, 0.0, -0.027)

INDEX = {name: place for place, name in enumerate(BONES)}
ALONG = 0.9
"""Above this cosine the palm's side says nothing of the forearm's turn."""
Put = Callable[[str, Array, Array], None]
"""Takes a bone's name, origin and frame."""
SIDES: tuple[tuple[SideName, str, float], ...] = (("left", "_l", 1.0), ("right", "_r", -1.0))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A solved pose: `origins` (bones, 3) in H, `frames` (bones, 3, 3) with the axes as columns."""

    origins: Array
    frames: Array

    def origin(self, bone: str) -> Array:
        """The upper joint of a bone; raises KeyError."""
        found: Array = self.origins[INDEX[bone]]
        return found

    def frame(self, bone: str) -> Array:
        """The axes of a bone as columns; raises KeyError."""
        found: Array = self.frames[INDEX[bone]]
        return found

    def point(self, bone: str, x: float, y: float, z: float) -> Array:
        """Where a point of a bone's own frame is in the world."""
        return self.origin(bone) + self.frame(bone) @ vec(x, y, z)


def other_side(name: str) -> str:
    """The name of the same bone or unit on the other side; a central one keeps its name."""
    return name[:-1] + {"l": "r", "r": "l"}[name[-1]] if name[-2] == "_" else name


def mirrored(skeleton: Skeleton) -> Skeleton:
    """The mirror image: left and right exchanged, y turned round."""
    swap = [INDEX[other_side(name)] for name in BONES]
    flip = np.array((1.0, -1.0, 1.0))
    return Skeleton(skeleton.origins[swap] * flip, skeleton.frames[swap] * (flip[:, None] * flip[None, :]))


def solve(pose: Pose) -> Skeleton:
    """The skeleton of a pose. A pose with `reach` is tilted until its arms are that far from their contacts."""
    if pose.reach:
        pose = _tilted_to_reach(pose)
    origins = np.zeros((len(BONES), 3))
    frames = np.tile(np.eye(3), (len(BONES), 1, 1))

    def put(bone: str, origin: Array, frame: Array) -> None:
        origins[INDEX[bone]] = origin
        frames[INDEX[bone]] = frame

    pelvis, shoulders = _trunk(pose, put)
    hip_frame, root = pelvis
    for (_, tail, sign), leg in zip(SIDES, (pose.left_leg, pose.right_leg), strict=True):
        _leg(leg, tail, sign, root + hip_frame @ vec(0.0, sign * HIP_HALF_WIDTH, 0.0), hip_frame, put)
    thorax = frames[INDEX["thorax"]]
    for (_, tail, sign), arm, shoulder in zip(SIDES, (pose.left_arm, pose.right_arm), shoulders, strict=True):
        _arm(arm, (tail, sign), shoulder, thorax, (root, hip_frame), put)
    return Skeleton(origins, frames)


def _trunk(pose: Pose, put: Put) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Pelvis to head; returns the pelvis frame and place, and both shoulders."""
    tilt, lean, turn = pose.pelvis
    hip_frame = turn_z(turn) @ turn_y(tilt) @ turn_x(lean)
    root = _root(pose, hip_frame)
    lumbar = hip_frame @ _bend(pose.lumbar)
    l5 = root + hip_frame @ L5
    thorax = lumbar @ _bend(pose.thorax)
    t12 = l5 + lumbar @ T12
    neck = thorax @ turn_y(NECK_LEAN) @ _bend(pose.neck)
    c7 = t12 + thorax @ C7
    head = neck @ turn_y(-NECK_LEAN) @ _bend(pose.head)
    c1 = c7 + neck @ C1
    for bone, origin, frame in (
        ("pelvis", root, hip_frame),
        ("lumbar", l5, lumbar),
        ("thorax", t12, thorax),
        ("neck", c7, neck),
        ("head", c1, head),
    ):
        put(bone, origin, frame)
    lift = vec(0.0, 0.0, pose.shrug)
    flip = np.array((1.0, -1.0, 1.0))
    return (hip_frame, root), (t12 + thorax @ (SHOULDER + lift), t12 + thorax @ ((SHOULDER + lift) * flip))


def _bend(triple: tuple[float, float, float]) -> Array:
    """Flexion forward, side bend to the right, turn to the left."""
    flexion, side, turn = triple
    return turn_y(flexion) @ turn_x(side) @ turn_z(turn)


def _root(pose: Pose, hip_frame: Array) -> Array:
    """Where mid-hip is, from where the anchor is."""
    place = vec(*pose.root)
    if pose.anchor == "pelvis":
        return place
    leg, sign = (pose.left_leg, 1.0) if pose.anchor == "left_knee" else (pose.right_leg, -1.0)
    if not isinstance(leg, FreeLeg):
        message = f"a pose anchored at its {pose.anchor} needs that leg by its angles"
        raise TypeError(message)
    thigh = _thigh(leg, sign, hip_frame)
    return place - thigh @ vec(0.0, 0.0, -THIGH) - hip_frame @ vec(0.0, sign * HIP_HALF_WIDTH, 0.0)


def _thigh(leg: FreeLeg, sign: float, hip_frame: Array) -> Array:
    """The thigh's frame, its angles counted from the pelvis or from the vertical."""
    base = np.eye(3) if leg.from_vertical else hip_frame
    return base @ turn_y(-leg.flexion) @ turn_x(sign * leg.abduction) @ turn_z(sign * leg.rotation)


def _leg(leg: Leg, tail: str, sign: float, hip: Array, hip_frame: Array, put: Put) -> None:
    if isinstance(leg, FreeLeg):
        thigh = _thigh(leg, sign, hip_frame)
        knee = hip + thigh @ vec(0.0, 0.0, -THIGH)
        shank = thigh @ turn_y(leg.knee)
        ankle = knee + shank @ vec(0.0, 0.0, -SHANK)
        foot = shank @ turn_y(-leg.ankle)
    else:
        pole = vec(*leg.pole)
        knee, ankle = two_bones(hip, vec(*leg.ankle), THIGH, SHANK, pole)
        front = knee - (hip + ankle) / 2 + 0.02 * pole
        thigh = frame_along(hip - knee, front)
        shank = frame_along(knee - ankle, front)
        foot = turn_z(leg.yaw) @ turn_y(-leg.pitch)
    put("thigh" + tail, hip, thigh)
    put("shank" + tail, knee, shank)
    put("foot" + tail, ankle, foot)
    put("toes" + tail, ankle + foot @ BALL_OF_FOOT, foot @ turn_y(-leg.toes))


def _arm(
    arm: Arm, side: tuple[str, float], shoulder: Array, thorax: Array, hips: tuple[Array, Array], put: Put
) -> None:
    (tail, sign), (root, hip_frame) = side, hips
    if isinstance(arm, FreeArm):
        upper = thorax @ turn_y(-arm.flexion) @ turn_x(sign * arm.abduction) @ turn_z(-sign * arm.rotation)
        elbow = shoulder + upper @ vec(0.0, 0.0, -UPPER_ARM)
        fore = upper @ turn_y(-arm.elbow)
        wrist = elbow + fore @ vec(0.0, 0.0, -FOREARM)
        hand = fore @ turn_z(-sign * 90.0)
    else:
        if isinstance(arm, PlacedArm):
            base, turned = (root, hip_frame) if arm.within == "pelvis" else (np.zeros(3), np.eye(3))
            fingers, palm, pole = (turned @ vec(*part) for part in (arm.fingers, arm.palm, arm.pole))
            elbow, wrist = two_bones(shoulder, base + turned @ vec(*arm.wrist), UPPER_ARM, FOREARM, pole)
        else:
            elbow = shoulder + UPPER_ARM * unit(vec(*arm.elbow) - shoulder)
            fingers = unit(turn_z(arm.yaw) @ vec(1.0, 0.0, -0.03))
            palm = vec(0.0, 0.0, -1.0)
            wrist = elbow + FOREARM * fingers
        out = (shoulder + wrist) / 2 - elbow + 1e-4 * thorax[:, 0]
        upper = frame_along(shoulder - elbow, out)
        hand = frame_along(-fingers, palm)
        fore = frame_along(elbow - wrist, hand[:, 0] if abs(float(hand[:, 0] @ unit(elbow - wrist))) < ALONG else out)
    put("upper" + tail, shoulder, upper)
    put("fore" + tail, elbow, fore)
    put("palm" + tail, wrist, hand)
    put("hand" + tail, wrist + hand @ vec(0.0, 0.0, -0.052), hand @ turn_y(arm.curl))


def _tilted_to_reach(pose: Pose) -> Pose:
    """The pose with the pelvis tilted forward until the farther contact is just `reach` away from its shoulder.

    Tilting turns a shoulder about the hips' axis, so its distance from a fixed point follows the law of cosines.
    A contact too far for any tilt gets the nearest one.
    """
    seen: dict[str, tuple[Array, Array]] = {}

    def note(bone: str, origin: Array, frame: Array) -> None:
        seen[bone] = (origin, frame)

    _, lean, turn = pose.pelvis
    _, shoulders = _trunk(replace(pose, pelvis=(0.0, lean, turn), reach=0.0), note)
    root = seen["pelvis"][0]
    back = turn_z(-turn)
    tilts = []
    for shoulder, arm in zip(shoulders, (pose.left_arm, pose.right_arm), strict=True):
        if isinstance(arm, FreeArm):
            continue
        contact = vec(*(arm.elbow if isinstance(arm, RestingArm) else arm.wrist))
        (from_x, from_y, from_z), (to_x, to_y, to_z) = back @ (shoulder - root), back @ (contact - root)
        flat = pose.reach**2 - (from_y - to_y) ** 2
        near, far = math.hypot(from_x, from_z), math.hypot(to_x, to_z)
        nearest = math.degrees(math.atan2(to_x, to_z) - math.atan2(from_x, from_z)) % 360.0
        short = math.degrees(math.acos(min(1.0, max(-1.0, (near**2 + far**2 - flat) / (2 * near * far)))))
        tilts.append(nearest - short)
    return replace(pose, pelvis=(max(tilts), lean, turn), reach=0.0)
