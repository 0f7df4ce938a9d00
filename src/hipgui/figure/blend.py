"""The way between any two skeletons: joints turn the short way round, what carries the body stays, feet step.

The trunk turns as its joints do. Then the limbs are bent anew so that hands and feet go straight to where they are
wanted: what stands at both ends in one place does not move, what is moved is lifted over the floor and over boxes.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hipgui.figure.geometry import TINY, frame_along, two_bones
from hipgui.figure.model import BONES, Camera, View
from hipgui.figure.motion import minimum_jerk, skeleton_at
from hipgui.figure.rig import (
    ANKLE_HEIGHT,
    ELBOW_HEIGHT,
    FOREARM,
    INDEX,
    KNEE_HEIGHT,
    SHANK,
    THIGH,
    UPPER_ARM,
    WRIST_HEIGHT,
    Skeleton,
    solve,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Box, Movement

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


class Limb(NamedTuple):
    """An arm or a leg: its bones from the trunk outwards, their two lengths, and how low its joints can be."""

    upper: str
    middle: str
    end: str
    tip: str
    lengths: tuple[float, float]
    middle_height: float
    end_height: float
    sign: float
    """1 for the left."""


LIMBS = tuple(
    limb
    for tail, sign in (("_l", 1.0), ("_r", -1.0))
    for limb in (
        Limb(
            "thigh" + tail,
            "shank" + tail,
            "foot" + tail,
            "toes" + tail,
            (THIGH, SHANK),
            KNEE_HEIGHT,
            ANKLE_HEIGHT,
            sign,
        ),
        Limb(
            "upper" + tail,
            "fore" + tail,
            "palm" + tail,
            "hand" + tail,
            (UPPER_ARM, FOREARM),
            ELBOW_HEIGHT,
            WRIST_HEIGHT,
            sign,
        ),
    )
)
NO_TURN = 1e-9
"""Radians."""
HALF_TURN = 1e-6
"""Below this the antisymmetric part of a rotation says nothing of its axis."""
SLIDES = 0.08
"""A knee that is moved less than this stays on the floor."""
TOUCHES = 0.012
"""A joint this near to its height above the floor carries weight."""
LIFT, LIFT_MOST = 0.16, 0.045
"""How high a hand or foot is lifted for the way it goes, and at most; in H."""
ASIDE, ASIDE_BENT = 0.03, 0.17
"""How far outwards a foot swings that is brought past the other knee, of an upright body and of one on all fours."""
TOES_UP = 2.5
"""How much sooner the toes come up, as a power of the share of the way."""
SOLE = tuple(np.array(spot) for spot in ((0.114, 0.0, -0.030), (0.070, 0.0, -0.036), (-0.042, 0.0, -0.034)))
"""Toes, ball and heel in the foot's frame."""
SOLE_HEIGHT = 0.004
SWINGS = 3
SOONER, LATER = 2.2, 1.4
"""How much sooner the weight is over the other leg, and how much later the foot begins, as powers of the share."""
HANDS_FROM, ONE_HAND = 0.45, 0.6
"""The share at which the hands begin, and how much of their time each of them takes."""
IN_THE_AIR = 0.2
"""A hand as high as this rests on nothing but the body."""
ROOM = 0.05
"""So far from a box a limb begins to rise above it."""


def entry(movement: Movement) -> tuple[Skeleton, Skeleton]:
    """From where the right-sided body comes and to where it begins; twice the same when it is there at once."""
    begin = skeleton_at(movement, "right", 0.0)
    return begin if movement.rest is None else solve(movement.rest), begin


def between(one: Camera, other: Camera, share: float) -> Camera:
    """The camera at a share (0 to 1) of the way from one to another; both from about the same side."""
    if one == other:
        return one
    return Camera(
        one.azimuth + (other.azimuth - one.azimuth) * share,
        one.elevation + (other.elevation - one.elevation) * share,
    )


def framed_between(one: View, other: View, share: float) -> View:
    """What is framed at a share (0 to 1) of the way from one view to another."""
    if one == other:
        return one
    x, y, z = (np.array(one.centre) * (1 - share) + np.array(other.centre) * share).tolist()
    return View(
        (x, y, z),
        one.width + (other.width - one.width) * share,
        one.height + (other.height - one.height) * share,
    )


def blended(first: Skeleton, last: Skeleton, share: float, boxes: Sequence[Box] = ()) -> Skeleton:
    """The skeleton at a share (0 to 1) of the way, hands and feet above `boxes`. Bones keep their lengths."""
    if share <= 0:
        return first
    if share >= 1:
        return last
    order = _in_turn(first, last, share)
    found = _turned(first, last, order.body)
    found.origins[1:] += _held(first, last, found, order.body)
    for limb, part in zip(LIMBS, order.limbs, strict=True):
        _put_down(first, last, found, part, limb, boxes)
    return found


class InTurn(NamedTuple):
    """The shares of the way of the trunk and of each of `LIMBS`."""

    body: float
    limbs: tuple[float, ...]


def _in_turn(first: Skeleton, last: Skeleton, share: float) -> InTurn:
    """Who moves when, so that something always carries the body.

    Upright, the weight goes over the other leg before a foot comes up. Hands on the floor stay until that foot is past
    the other knee, and then go one after the other.
    """
    steps = [_steps(first, last, limb) for limb in LIMBS]
    feet = any(step for step, limb in zip(steps, LIMBS, strict=True) if limb.end.startswith("foot"))
    hands = [limb.end for step, limb in zip(steps, LIMBS, strict=True) if step and limb.end.startswith("palm")]
    body = foot = arms = share
    upright = all(_in_the_air(first, limb) for limb in LIMBS if limb.end.startswith("palm"))
    if feet and hands:
        arms = _within(share, HANDS_FROM, 1.0)
    elif feet and upright:
        body, foot = 1.0 - float((1.0 - share) ** SOONER), float(share**LATER)
    limbs = []
    for limb in LIMBS:
        part = foot if limb.end.startswith("foot") else arms
        if len(hands) > 1 and limb.end in hands:
            begins = 0.0 if limb.end == hands[0] else 1.0 - ONE_HAND
            part = _within(arms, begins, begins + ONE_HAND)
        limbs.append(part)
    return InTurn(body, tuple(limbs))


def _steps(first: Skeleton, last: Skeleton, limb: Limb) -> bool:
    """Whether a foot, or a hand that carries weight, is put somewhere else."""
    if _kneels(first, last, limb) or (_in_the_air(first, limb) and _in_the_air(last, limb)):
        return False
    return float(np.linalg.norm(first.origin(limb.end) - last.origin(limb.end))) > SLIDES


def _within(share: float, begins: float, ends: float) -> float:
    """The share of a part of the way, soft at both ends."""
    part = min(1.0, max(0.0, (share - begins) / (ends - begins)))
    return part * part * (3 - 2 * part)


def rising(boxes: Sequence[Box], share: float) -> list[Box]:
    """Boxes as high as hands have to be above them at a share of the time until they are there."""
    part = minimum_jerk(share)
    return [
        replace(box, place=(*box.place[:2], box.place[2] * part), size=(*box.size[:2], box.size[2] * part))
        for box in boxes
    ]


def _turned(first: Skeleton, last: Skeleton, share: float) -> Skeleton:
    """Every joint turned the short way round."""
    origins, frames = np.zeros_like(first.origins), np.tile(np.eye(3), (len(BONES), 1, 1))
    root = INDEX["pelvis"]
    origins[root] = first.origins[root] * (1 - share) + last.origins[root] * share
    frames[root] = turned(first.frames[root], last.frames[root], share)
    for bone, parent in PARENTS.items():
        at, above = INDEX[bone], INDEX[parent]
        one, other = first.frames[above].T @ first.frames[at], last.frames[above].T @ last.frames[at]
        frames[at] = frames[above] @ turned(one, other, share)
        start = first.frames[above].T @ (first.origins[at] - first.origins[above])
        end = last.frames[above].T @ (last.origins[at] - last.origins[above])
        offset = start * (1 - share) + end * share
        size = np.linalg.norm(start) * (1 - share) + np.linalg.norm(end) * share
        norm = float(np.linalg.norm(offset))
        origins[at] = origins[above] + frames[above] @ (offset * (size / norm if norm > TINY else 1.0))
    return Skeleton(origins, frames)


def _is_down(skeleton: Skeleton, limb: Limb) -> bool:
    """Whether the limb's middle joint, a knee or an elbow, is on the floor."""
    return float(skeleton.origin(limb.middle)[2]) - limb.middle_height < TOUCHES


def _kneels(first: Skeleton, last: Skeleton, limb: Limb) -> bool:
    """Whether a knee is down all the way, in one place or a little further."""
    stays = float(np.linalg.norm(first.origin(limb.middle) - last.origin(limb.middle))) < SLIDES
    return limb.middle.startswith("shank") and stays and _is_down(first, limb) and _is_down(last, limb)


def _held(first: Skeleton, last: Skeleton, found: Skeleton, share: float) -> Array:
    """(3,) the shift that keeps knees on their places; a body that stands needs none, its legs are bent to fit."""
    shifts = [
        first.origin(limb.middle) * (1 - share) + last.origin(limb.middle) * share - found.origin(limb.middle)
        for limb in LIMBS
        if _kneels(first, last, limb)
    ]
    held: Array = np.mean(shifts, axis=0) if shifts else np.zeros(3)
    return held


def _put_down(first: Skeleton, last: Skeleton, found: Skeleton, share: float, limb: Limb, boxes: Sequence[Box]) -> None:
    """Bend a limb so that its end goes straight to where it is wanted, in place."""
    if _kneels(first, last, limb):
        return
    end = limb.end
    one, other = first.origin(end), last.origin(end)
    if _in_the_air(first, limb) and _in_the_air(last, limb):
        home = "pelvis"  # hands on the hips stay there, whatever these do
        one, other = (here.frame(home).T @ (here.origin(end) - here.origin(home)) for here in (first, last))
        _bend(found, limb, found.origin(home) + found.frame(home) @ (one * (1 - share) + other * share), boxes)
        return
    way = float(np.linalg.norm(one - other))
    arch = 4 * share * (1 - share)
    target = one * (1 - share) + other * share + np.array((0.0, 0.0, arch * min(LIFT_MOST, LIFT * way)))
    if end.startswith("palm"):
        target[2] += max(0.0, limb.end_height + _top_below(target, boxes) - float(target[2]))
        _bend(found, limb, target, boxes)
        _turn_end(found, limb, turned(first.frame(end), last.frame(end), share))
    elif way < SLIDES:
        _bend(found, limb, target, boxes)
        _turn_end(found, limb, turned(first.frame(end), last.frame(end), share))
    else:
        if _is_down(first, limb) != _is_down(last, limb):
            upright = max(0.0, float(found.frame("pelvis")[2, 2]))
            target[1] += limb.sign * (ASIDE_BENT + (ASIDE - ASIDE_BENT) * upright) * arch
        _swing(found, limb, target, turned(*_ankles(first, last, limb), _toes_up(first, last, limb, share)), boxes)


def _in_the_air(skeleton: Skeleton, limb: Limb) -> bool:
    """Whether a hand is nowhere near the floor; a foot never counts as such."""
    return limb.end.startswith("palm") and float(skeleton.origin(limb.end)[2]) > IN_THE_AIR


def _ankles(first: Skeleton, last: Skeleton, limb: Limb) -> tuple[Array, Array]:
    """The foot in the shank's frame at both ends."""
    one, other = (here.frame(limb.middle).T @ here.frame(limb.end) for here in (first, last))
    return one, other


def _toes_up(first: Skeleton, last: Skeleton, limb: Limb, share: float) -> float:
    """The ankle's share of its turn: a foot that is brought somewhere has its toes up most of the way."""
    one, other = _ankles(first, last, limb)
    if other[2, 0] > one[2, 0]:
        return 1.0 - float((1.0 - share) ** TOES_UP)
    return float(share**TOES_UP)


def _swing(found: Skeleton, limb: Limb, target: Array, ankle: Array, boxes: Sequence[Box]) -> None:
    """Bring a foot somewhere, as high as its heel and toes need; in place."""
    for _ in range(SWINGS):
        _bend(found, limb, target, boxes)
        _turn_end(found, limb, found.frame(limb.middle) @ ankle)
        place, foot = found.origin(limb.end), found.frame(limb.end)
        low = 0.0
        for spot in SOLE:
            x, y, z = (place + foot @ spot).tolist()
            low = max(low, SOLE_HEIGHT + _top_below(np.array((x, y, z)), boxes) - z)
        if low <= 0:
            return
        target = target + np.array((0.0, 0.0, low))


def _bend(found: Skeleton, limb: Limb, target: Array, boxes: Sequence[Box]) -> None:
    """Both bones of a limb towards a target, knee or elbow about where it was, but above the floor; in place."""
    top, old = found.origin(limb.upper), found.origin(limb.end).copy()
    towards = found.origin(limb.middle) - (top + old) / 2 + 1e-4 * found.frame(limb.upper)[:, 0]
    away = np.array((0.0, limb.sign, 0.2) if limb.end.startswith("foot") else (0.0, 0.0, 1.0))

    def bent(raised: float) -> tuple[Array, Array]:
        return two_bones(top, target, *limb.lengths, towards + raised * away)

    def is_low(joint: Array) -> bool:
        return float(joint[2]) < limb.middle_height + _top_below(joint, boxes)

    joint, place = bent(0.0)
    if is_low(joint):
        low, high = 0.0, 2.0
        for _ in range(16):
            middle = (low + high) / 2
            low, high = (middle, high) if is_low(bent(middle)[0]) else (low, middle)
        joint, place = bent(high)
    for bone, start, stop in ((limb.upper, top, joint), (limb.middle, joint, place)):
        at = INDEX[bone]
        found.frames[at] = frame_along(start - stop, found.frames[at][:, 0])
    found.origins[INDEX[limb.middle]] = joint
    found.origins[INDEX[limb.tip]] += place - old
    found.origins[INDEX[limb.end]] = place


def _turn_end(found: Skeleton, limb: Limb, frame: Array) -> None:
    """Turn a hand or foot, its fingers or toes with it; in place."""
    at, tip = INDEX[limb.end], INDEX[limb.tip]
    place, old = found.origins[at], found.frames[at].copy()
    found.frames[at], found.frames[tip] = frame, frame @ old.T @ found.frames[tip]
    found.origins[tip] = place + frame @ old.T @ (found.origins[tip] - place)


def _top_below(place: Array, boxes: Sequence[Box]) -> float:
    """How high what stands below a place is; near a box it rises."""
    tops = [0.0]
    for box in boxes:
        angle = math.radians(box.yaw)
        x, y = float(place[0]) - box.place[0], float(place[1]) - box.place[1]
        along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
        away = max(abs(along) - box.size[0] / 2, abs(across) - box.size[1] / 2, 0.0)
        tops.append(float(box.place[2] + box.size[2]) * minimum_jerk(1.0 - away / ROOM))
    return max(tops)


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
