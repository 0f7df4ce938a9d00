"""The body's clay: trunk, legs and arms of each build in each wardrobe. Lengths in H, in the bones' own frames.

Radii were drawn by eye from front and side photographs' proportions; tables run from the upper joint to the lower.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.geometry import through
from hipgui.figure.head import add_head
from hipgui.figure.props import add_props
from hipgui.figure.rig import C1, C7, FOREARM, L5, SHANK, SHOULDER, T12, THIGH, UPPER_ARM
from hipgui.figure.sculpture import Facing, Part, Sculptor, Sculpture, chain, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.model import Body, SideName

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """How one build differs from the tables: factors of radii, and offsets in H."""

    hips: float = 1.0
    waist: float = 1.0
    chest: float = 1.0
    depth: float = 1.0
    arm: float = 1.0
    leg: float = 1.0
    neck: float = 1.0
    shoulder: float = 0.0
    """Half width added at the shoulders."""
    bust: float = 0.0


BUILD = {
    "slender": Build(bust=0.006),
    "sturdy": Build(hips=0.985, waist=1.14, chest=1.10, depth=1.08, arm=1.17, leg=1.07, neck=1.16, shoulder=0.006),
}

THIGH_ROWS: Sequence[Row] = (  # share of the length, half depth, half width, forward, outward
    (0.0, 0.050, 0.048, 0.002, 0.008),
    (0.18, 0.0535, 0.0505, 0.003, 0.006),
    (0.45, 0.0475, 0.0445, 0.006, 0.002),
    (0.75, 0.0375, 0.0365, 0.005, 0.0),
    (0.93, 0.0325, 0.032, 0.004, 0.0),
    (1.0, 0.0318, 0.0312, 0.003, 0.0),
)
SHANK_ROWS: Sequence[Row] = (
    (0.0, 0.0318, 0.0312, 0.003, 0.0),
    (0.10, 0.0300, 0.0295, -0.001, 0.0),
    (0.28, 0.0328, 0.0318, -0.009, 0.001),
    (0.50, 0.0275, 0.027, -0.007, 0.001),
    (0.75, 0.0192, 0.0187, -0.002, 0.0),
    (0.90, 0.0170, 0.0160, -0.001, 0.0),
    (1.0, 0.0180, 0.0172, 0.0, 0.0),
)
UPPER_ROWS: Sequence[Row] = (
    (0.0, 0.0305, 0.0305, 0.0, -0.001),
    (0.2, 0.030, 0.0295, 0.0, 0.002),
    (0.5, 0.0262, 0.0255, 0.003, 0.0),
    (0.8, 0.0212, 0.0210, 0.001, 0.0),
    (1.0, 0.0205, 0.0205, 0.0, 0.0),
)
FORE_ROWS: Sequence[Row] = (
    (0.0, 0.0205, 0.0205, 0.0, 0.0),
    (0.2, 0.0222, 0.0226, 0.001, 0.0),
    (0.5, 0.0182, 0.0200, 0.0, 0.0),
    (0.85, 0.0125, 0.0155, 0.0, 0.0),
    (1.0, 0.0115, 0.0148, 0.0, 0.0),
)
SLEEVE_ROWS: Sequence[Row] = (
    (0.0, 0.0290, 0.0285, 0.0, -0.003),
    (0.12, 0.0318, 0.0312, 0.0, -0.001),
    (0.28, 0.0330, 0.0325, 0.0, 0.001),
    (0.46, 0.0328, 0.0325, 0.001, 0.0),
    (0.54, 0.0318, 0.0316, 0.001, 0.0),
)
SHORTS_ROWS: Sequence[Row] = (
    (0.0, 0.0525, 0.0505, 0.002, 0.008),
    (0.18, 0.0575, 0.0555, 0.003, 0.006),
    (0.40, 0.0545, 0.0525, 0.004, 0.003),
    (0.56, 0.0525, 0.0505, 0.004, 0.002),
)
TRUNK_ROWS: Sequence[Row] = (  # height above mid-hip, half width, half depth, forward
    (-0.056, 0.046, 0.040, -0.004),
    (-0.040, 0.078, 0.058, -0.006),
    (-0.018, 0.0955, 0.067, -0.009),
    (0.004, 0.0985, 0.069, -0.010),
    (0.030, 0.0935, 0.065, -0.007),
    (0.060, 0.083, 0.057, -0.004),
    (0.095, 0.0735, 0.051, -0.002),
    (0.125, 0.0715, 0.0505, -0.001),
    (0.155, 0.0750, 0.0535, -0.002),
    (0.190, 0.0815, 0.0605, -0.002),
    (0.222, 0.0870, 0.0640, -0.003),
    (0.250, 0.0890, 0.0605, -0.008),
    (0.276, 0.0865, 0.0520, -0.014),
    (0.294, 0.072, 0.0430, -0.017),
    (0.308, 0.054, 0.0375, -0.016),
    (0.314, 0.044, 0.0345, -0.014),
)
TRUNK_SAMPLES = 24
PELVIS_TOP = 0.085
HEM = 0.036
LUMBAR_REST = float(L5[2])
THORAX_REST = float(L5[2] + T12[2])


@lru_cache(maxsize=16)
def sculpture(body: Body, props: tuple[str, ...] = (), side: SideName = "right") -> Sculpture:
    """The clay of a body together with the hanging props (`kettlebell`, `band`) of a working side."""
    maker = Sculptor()
    build = BUILD[body.build]
    _trunk(maker, build)
    add_head(maker, body)
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        _leg(maker, build, body, tail, sign)
        _foot(maker, tail, sign)
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        _arm(maker, build, tail, sign)
        _hand(maker, tail, sign)
        _sleeve(maker, build, tail, sign)
    add_props(maker, props, side)
    return maker.finished()


def _limb(  # noqa: PLR0913 - one table, its bone and what changes it
    maker: Sculptor,
    rows: Sequence[Row],
    bone: str,
    span: float,
    sign: float,
    samples: int,
    factor: float = 1.0,
    flat: float = 0.75,
    shades: Sequence[float] | None = None,
) -> list[int]:
    """A row of blobs down a bone."""
    found = []
    for place, (share, deep, wide, forward, outward) in enumerate(through(rows, samples)):
        found.append(
            maker.blob(
                (bone, float(forward), float(sign * outward), float(-share * span)),
                (float(deep * factor), float(wide * factor), float(min(deep, wide) * factor * flat)),
                shade=1.0 if shades is None else shades[place],
                glossy=True,
            )
        )
    return found


def _smooth(low: float, high: float, at: float) -> float:
    share = min(max((at - low) / (high - low), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _trunk_blob(
    maker: Sculptor, place: tuple[float, float, float], radii: tuple[float, float, float], *, glossy: bool = False
) -> int:
    """A blob of the trunk at (forward, left, height above mid-hip), skinned over pelvis, lumbar and thorax."""
    forward, left, height = place
    upper = _smooth(LUMBAR_REST - 0.030, LUMBAR_REST + 0.030, height)
    chest = _smooth(THORAX_REST - 0.035, THORAX_REST + 0.035, height)
    in_lumbar = ("lumbar", forward - float(L5[0]), left, height - LUMBAR_REST)
    if chest > 0:
        other = ("thorax", forward - float(L5[0] + T12[0]), left, height - THORAX_REST)
        return maker.blob(in_lumbar, radii, other, chest, glossy=glossy)
    return maker.blob(("pelvis", forward, left, height), radii, in_lumbar, upper, glossy=glossy)


def _trunk(maker: Sculptor, build: Build) -> None:
    rows = through(TRUNK_ROWS, TRUNK_SAMPLES)
    shape = []
    for height, wide, deep, forward in rows.tolist():
        chest = _smooth(0.11, 0.20, height)
        hips = 1 - _smooth(0.0, 0.09, height)
        waist = max(0.0, 1 - chest - hips)
        factor = build.hips * hips + build.waist * waist + build.chest * chest
        bust = build.bust * math.exp(-(((height - 0.212) / 0.028) ** 2))
        shape.append((height, wide * factor, deep * (1 + (build.depth - 1) * (chest + waist)) + bust / 2, forward + bust / 2))
    pelvis = maker.part(Part("pelvis", "legs", "trunk", "trunk", shine=None))
    low = [
        _trunk_blob(maker, (forward, 0.0, height), (deep, wide, 0.013))
        for height, wide, deep, forward in shape
        if height <= PELVIS_TOP
    ]
    chain(pelvis, low, 5)
    maker.named["pelvis"] = low
    _neck(maker, build)
    top = maker.part(
        Part(
            "shirt",
            "shirt",
            "shirt",
            "shirt",
            level=2,
            axis=(("pelvis", 0.0, 0.0, 0.02), ("neck", 0.0, 0.0, 0.0)),
            shine=(0.0, 0.30, 0.50, 0.80),
        )
    )
    worn = []
    kept = [row for row in shape if row[0] >= HEM]
    for place, (height, wide, deep, forward) in enumerate(kept):
        ease = (0.0075, 0.0065, 0.0055, 0.0050, 0.0045)[place] if place < 5 else 0.0038  # noqa: PLR2004 - looser at the hem
        thick = 0.002 if place == 0 else 0.004 if place == len(kept) - 1 else 0.013
        worn.append(_trunk_blob(maker, (forward, 0.0, height), (deep + ease, wide + ease, thick), glossy=True))
    chain(top, worn)
    maker.named["shirt"] = worn
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        yoke = maker.blob(("thorax", -0.012, sign * 0.046, 0.146), (0.034, 0.026, 0.018), glossy=False)
        cap = maker.blob(_shoulder(sign, build, -0.006), (0.031, 0.027, 0.030), glossy=False)
        flank = maker.blob(("thorax", -0.006, sign * 0.048 * build.chest, 0.075), (0.050, 0.041, 0.030), glossy=False)
        join(top, yoke, cap)
        join(top, flank, cap)
        join(top, worn[-3], yoke)
        maker.named["flank" + tail] = [flank, cap]
    _folds(maker, shape)


FOLDS = (  # (angle from the front in degrees, height) from end to end, on the left; the right mirrors
    ((96, 0.098), (70, 0.084), (46, 0.079)),
    ((104, 0.076), (84, 0.066), (66, 0.064)),
    ((88, 0.122), (70, 0.112), (56, 0.110)),
    ((62, 0.246), (52, 0.226), (48, 0.206)),
    ((146, 0.094), (126, 0.084), (106, 0.078)),
    ((150, 0.236), (154, 0.214), (160, 0.194)),
)
"""Creases of the shirt: at the waist, from the armpit, over the shoulder blade."""


def _folds(maker: Sculptor, shape: Sequence[tuple[float, float, float, float]]) -> None:
    """Thin creases on the shirt, each shown while its place looks at the viewer."""
    heights = [row[0] for row in shape]
    for number, fold in enumerate(FOLDS):
        for tail, sign in (("_l", 1.0), ("_r", -1.0)):
            blobs = []
            for step, (degrees, height) in enumerate(fold):
                wide, deep, forward = (float(np.interp(height, heights, [row[k] for row in shape])) for k in (1, 2, 3))
                angle = math.radians(degrees)
                place = (forward + (deep + 0.003) * math.cos(angle), sign * (wide + 0.003) * math.sin(angle), height)
                size = 0.0017 if step == 1 else 0.0007
                blobs.append(_trunk_blob(maker, place, (size, size, size)))
            middle = math.radians(fold[1][0])
            bone = "thorax" if fold[1][1] > THORAX_REST else "lumbar"
            facing = Facing(bone, (math.cos(middle), sign * math.sin(middle), 0.0), 0.30)
            chain(
                maker.part(
                    Part(f"fold{number}{tail}", "shirt_fold", "shirt", "shirt", 6, outlined=False, toned=False, facing=facing)
                ),
                blobs,
            )


def _shoulder(sign: float, build: Build, inward: float) -> tuple[str, float, float, float]:
    x, y, z = SHOULDER.tolist()
    return ("thorax", x, sign * (y + inward + build.shoulder), z + 0.001)


def _neck(maker: Sculptor, build: Build) -> None:
    k = build.neck
    x, _, z = C7.tolist()
    head_x, _, head_z = C1.tolist()
    neck = maker.part(Part("neck", "skin", "neck", "shirt", level=3))
    low = maker.blob(("thorax", x + 0.007, 0.0, z + 0.002), (0.0285 * k, 0.0310 * k, 0.010))
    chain(
        neck,
        [
            low,
            maker.blob(("neck", 0.005, 0.0, 0.020), (0.0280 * k, 0.0275 * k, 0.012)),
            maker.blob(("neck", head_x + 0.004, 0.0, head_z - 0.012), (0.0275 * k, 0.0262 * k, 0.014)),
            maker.blob(("head", 0.008, 0.0, 0.012), (0.030, 0.029, 0.016)),
        ],
    )
    front = Facing("thorax", (1.0, 0.0, 0.15), -0.25)
    base = maker.part(Part("neck_base", "skin", "neck", "shirt", level=3, outlined=False, facing=front))
    join(base, low, maker.blob(("thorax", x + 0.012, 0.0, z - 0.018), (0.029 * k, 0.038 * k, 0.008)))
    throat = Facing("neck", (1.0, 0.0, 0.0), -0.15)
    shadow = maker.part(
        Part("chin_shadow", "skin_shadow", "neck", "shirt", level=4, outlined=False, toned=False, facing=throat)
    )
    join(
        shadow,
        maker.blob(("neck", head_x + 0.001, 0.0, head_z - 0.010), (0.0210 * k, 0.0245 * k, 0.013)),
        maker.blob(("neck", head_x - 0.006, 0.0, head_z - 0.026), (0.0210 * k, 0.0235 * k, 0.008)),
    )
    ring = [
        maker.blob(
            (
                "thorax",
                x + 0.011 + 0.0350 * k * math.cos(angle),
                0.0400 * k * math.sin(angle),
                z - 0.012 - 0.013 * math.cos(angle),
            ),
            0.0040,
        )
        for angle in np.linspace(0.0, 2 * math.pi, 24, endpoint=False).tolist()
    ]
    for half, level, role in ((-1, 2, "collar_inside"), (1, 5, "collar")):
        part = maker.part(
            Part(f"collar{half}", role, "neck", "shirt", level=level, outlined=False, toned=False, half=half)
        )
        chain(part, [*ring, ring[0]])


def _leg(maker: Sculptor, build: Build, body: Body, tail: str, sign: float) -> None:
    """Hip, thigh and shank; a long garment covers all, shorts the upper half of the thigh."""
    bare = body.wardrobe == "shorts"
    upper_role, lower_role = ("legs" if not bare else "skin"), ("skin" if bare else "legs")
    limb = "leg" + tail
    thigh_bone, shank_bone = "thigh" + tail, "shank" + tail
    shades = np.clip(np.linspace(-0.15, 1.6, 11), 0.0, 1.0).tolist()
    thigh = _limb(maker, THIGH_ROWS, thigh_bone, THIGH, sign, 11, build.leg, shades=shades)
    maker.named["thigh" + tail] = thigh

    seat_first = ("pelvis", -0.030, sign * (0.052 * 1.0 - 0.002), -0.006)
    seat_second = (thigh_bone, -0.026, sign * -0.002, -0.020)
    k = build.hips
    hip = maker.part(Part("hip" + tail, "legs", "hip" + tail, limb, level=1, shine=None))
    seat = maker.blob(seat_first, (0.0490 * k, 0.0475 * k, 0.0495 * k), seat_second, 0.5, shade=0.4)
    under = maker.blob(
        ("pelvis", -0.020, sign * 0.050, -0.012), (0.0445, 0.0455, 0.0430), (thigh_bone, -0.012, 0.0, -0.085), 0.62, shade=0.6, glossy=False
    )
    crest = maker.blob(("pelvis", -0.022, sign * 0.048, 0.016), (0.047, 0.044, 0.036), shade=0.0)
    front = maker.blob(("pelvis", -0.006, sign * 0.056, -0.006), (0.052, 0.041, 0.030), shade=0.0)
    covering = thigh
    if bare:
        covering = _limb(maker, SHORTS_ROWS, thigh_bone, THIGH, sign, 9, build.leg, 0.25, shades=np.clip(np.linspace(-0.2, 1.7, 9), 0, 1).tolist())
    join(hip, seat, under, edge=False)
    join(hip, under, covering[5], edge=False)
    join(hip, seat, crest, edge=False)
    join(hip, crest, covering[1], edge=False)
    chain(hip, [front, *covering[:6]], 5)
    join(hip, seat, covering[2], edge=False)
    join(hip, seat, covering[1], edge=False)
    pelvis = maker.named["pelvis"]
    trunk = maker.named_part("pelvis")
    for at in (3, 6):
        join(trunk, seat, pelvis[at], edge=False)

    beneath = maker.part(Part("under_hip" + tail, "legs", "trunk", "trunk", level=-1, shine=None))
    join(beneath, seat, crest)

    axis = ((thigh_bone, 0.0, 0.0, 0.0), (thigh_bone, 0.0, 0.0, -THIGH))
    long = maker.part(Part("thigh" + tail, upper_role, "thigh" + tail, limb, level=1, axis=axis, shine=(0.36, 0.62, 0.85, 1.02)))
    chain(long, thigh[4:], 1)
    long.joined["shank" + tail] = set(zip(thigh[8:-1], thigh[9:], strict=True))
    if bare:
        shorts = maker.part(Part("shorts" + tail, "legs", "thigh" + tail, limb, level=2, axis=axis, shine=(0.12, 0.3, 0.5, 0.6)))
        chain(shorts, covering[3:], 1)

    axis = ((shank_bone, 0.0, 0.0, 0.0), (shank_bone, 0.0, 0.0, -SHANK))
    shank = _limb(maker, SHANK_ROWS, shank_bone, SHANK, sign, 12, build.leg)
    lower = maker.part(Part("shank" + tail, lower_role, "shank" + tail, limb, level=1, axis=axis, shine=(-0.02, 0.25, 0.6, 0.95)))
    cut = 10
    chain(lower, shank if bare else shank[:cut])
    lower.joined["thigh" + tail] = set(zip(shank[:2], shank[1:3], strict=True))
    cap = maker.blob((thigh_bone, 0.013, 0.0, -THIGH + 0.002), (0.020, 0.024, 0.027), (shank_bone, 0.013, 0.0, 0.002), 0.5, glossy=True)
    join(lower, thigh[-3], shank[0], edge=False)
    join(lower, cap, thigh[-2], edge=False)
    join(lower, cap, shank[1], edge=False)
    if not bare:
        ankle = maker.part(Part("ankle" + tail, "skin", "shank" + tail, limb))
        chain(ankle, shank[cut - 2 :])
    maker.named["shank" + tail] = shank


def _foot(maker: Sculptor, tail: str, sign: float) -> None:
    """A low running shoe: sole, upper, laces, heel tab."""
    foot, toes, limb, unit = "foot" + tail, "toes" + tail, "leg" + tail, "foot" + tail

    def at(x: float, y: float, z: float) -> tuple[str, float, float, float]:
        if x > 0.078:  # noqa: PLR2004 - past the ball of the foot
            return (toes, x - 0.070, sign * y, z + 0.027)
        return (foot, x, sign * y, z)

    sole = maker.part(Part("sole" + tail, "sole", unit, limb, level=2))
    chain(
        sole,
        [
            maker.blob(at(-0.0235, 0.0, -0.0315), (0.0205, 0.0210, 0.0088)),
            maker.blob(at(0.022, 0.002, -0.0315), (0.024, 0.0205, 0.0082)),
            maker.blob(at(0.068, 0.002, -0.0320), (0.026, 0.0280, 0.0078)),
            maker.blob(at(0.0985, -0.003, -0.0300), (0.0235, 0.0230, 0.0078)),
        ],
    )
    upper = maker.part(Part("shoe" + tail, "shoe", unit, limb, level=3))
    collar = maker.blob(at(-0.006, 0.0, 0.003), (0.0215, 0.0200, 0.009), shade=0.5, glossy=False)
    heel = maker.blob(at(-0.021, 0.0, -0.013), (0.0200, 0.0203, 0.0160))
    arch = maker.blob(at(0.026, 0.001, -0.010), (0.026, 0.0232, 0.0155), shade=0.6)
    ball = maker.blob(at(0.066, 0.002, -0.018), (0.026, 0.0275, 0.0110))
    tip = maker.blob(at(0.097, -0.003, -0.0220), (0.0215, 0.0220, 0.0085))
    chain(upper, [collar, heel])
    join(upper, collar, arch)
    join(upper, heel, arch)
    join(upper, arch, ball)
    join(upper, ball, tip)
    join(upper, heel, ball)
    laces = maker.part(
        Part("laces" + tail, "laces", unit, limb, level=4, outlined=False, toned=False, facing=Facing(foot, (0.25, 0.0, 1.0), -0.1))
    )
    for x, z in ((0.030, 0.0045), (0.042, 0.0005), (0.054, -0.0040)):
        chain(laces, [maker.blob(at(x, y, z - abs(y) * 0.22), 0.0020) for y in (-0.012, 0.0, 0.012)])


def _arm(maker: Sculptor, build: Build, tail: str, sign: float) -> None:
    upper_bone, fore_bone, limb = "upper" + tail, "fore" + tail, "arm" + tail
    axis = ((upper_bone, 0.0, 0.0, 0.0), (upper_bone, 0.0, 0.0, -UPPER_ARM))
    upper = _limb(maker, UPPER_ROWS, upper_bone, UPPER_ARM, sign, 8, build.arm)
    part = maker.part(Part("upper" + tail, "skin", "upper" + tail, limb, axis=axis, shine=(0.2, 0.5, 0.7, 1.05)))
    chain(part, upper[2:], 1)
    part.joined["fore" + tail] = set(zip(upper[5:-1], upper[6:], strict=True))
    axis = ((fore_bone, 0.0, 0.0, 0.0), (fore_bone, 0.0, 0.0, -FOREARM))
    fore = _limb(maker, FORE_ROWS, fore_bone, FOREARM, sign, 8, build.arm)
    part = maker.part(Part("fore" + tail, "skin", "fore" + tail, limb, axis=axis, shine=(-0.05, 0.25, 0.7, 1.3)))
    chain(part, fore)
    part.joined["upper" + tail] = set(zip(fore[:2], fore[1:3], strict=True))
    maker.named["fore" + tail] = fore


FINGERS = ((0.0172, 0.036, 0.0066), (0.0058, 0.043, 0.0068), (-0.0058, 0.040, 0.0066), (-0.0168, 0.031, 0.0060))
"""Place across the palm from the thumb side, length, thickness."""


def _hand(maker: Sculptor, tail: str, sign: float) -> None:
    """Palm, four fingers, thumb. In the palm's frame x is where the palm looks and -z where the fingers point."""
    palm, fingers, limb, unit = "palm" + tail, "hand" + tail, "arm" + tail, "fore" + tail
    part = maker.part(Part("hand" + tail, "skin", unit, limb))
    thumb = -sign
    wrist = maker.blob((palm, 0.0, 0.0, -0.006), (0.0115, 0.0155, 0.012))
    chain(
        part,
        [
            maker.named["fore" + tail][-1],
            wrist,
            maker.blob((palm, 0.001, thumb * 0.001, -0.030), (0.0115, 0.0220, 0.014)),
            maker.blob((palm, 0.0, 0.0, -0.052), (0.0088, 0.0222, 0.009)),
        ],
    )
    for across, span, thick in FINGERS:
        chain(
            part,
            [
                maker.blob((fingers, 0.0, thumb * across, 0.0), thick),
                maker.blob((fingers, 0.0, thumb * across * 1.08, -span * 0.55), thick * 0.95),
                maker.blob((fingers, span * 0.14, thumb * across * 1.08, -span * 1.02), thick * 0.82),
            ],
        )
    chain(
        part,
        [
            maker.blob((palm, 0.003, thumb * 0.015, -0.012), 0.0095),
            maker.blob((palm, 0.009, thumb * 0.028, -0.030), 0.0078),
            maker.blob((palm, 0.012, thumb * 0.033, -0.049), 0.0062),
        ],
    )


def _sleeve(maker: Sculptor, build: Build, tail: str, sign: float) -> None:
    bone = "upper" + tail
    axis = ((bone, 0.0, 0.0, 0.0), (bone, 0.0, 0.0, -UPPER_ARM))
    part = maker.part(Part("sleeve" + tail, "shirt", "upper" + tail, "arm" + tail, level=1, axis=axis, shine=(0.12, 0.36, 0.46, 0.54)))
    shades = np.clip(np.linspace(-0.2, 1.8, 10), 0.0, 1.0).tolist()
    sleeve = _limb(maker, SLEEVE_ROWS, bone, UPPER_ARM, sign, 10, 0.5 + build.arm / 2, 0.25, shades)
    root = maker.blob(_shoulder(sign, build, -0.010), (0.031, 0.026, 0.029), shade=0.0)
    flank, cap = maker.named["flank" + tail]
    join(part, root, sleeve[1], edge=False)
    join(part, cap, sleeve[3], edge=False)
    chain(part, sleeve, 1)
    under = maker.part(Part("under_sleeve" + tail, "shirt", "shirt", "shirt", level=1, shine=None))
    chain(under, [root, *sleeve[1:6]])
    join(under, flank, sleeve[3])
