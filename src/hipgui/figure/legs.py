"""The legs' clay: hips, thighs, shanks and shoes, in leggings or shorts. Lengths in H, in the bones' own frames."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.builds import blob_row
from hipgui.figure.rig import SHANK, THIGH
from hipgui.figure.sculpture import Facing, Part, chain, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.builds import Build, Row
    from hipgui.figure.model import Body
    from hipgui.figure.sculpture import Sculptor

THIGH_ROWS: Sequence[Row] = (  # share of the length, half depth, half width, forward, outward
    (0.0, 0.048, 0.041, 0.002, 0.001),
    (0.20, 0.0535, 0.0495, 0.003, 0.0055),
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
TOES_FROM = 0.078
"""What lies ahead of this in the foot's frame goes with the toes."""
SHORTS_ROWS: Sequence[Row] = (
    (0.0, 0.0500, 0.0430, 0.002, 0.002),
    (0.20, 0.0575, 0.0545, 0.003, 0.006),
    (0.40, 0.0545, 0.0525, 0.004, 0.003),
    (0.56, 0.0525, 0.0505, 0.004, 0.002),
)


def add_leg(maker: Sculptor, build: Build, body: Body, tail: str, sign: float) -> None:
    """Hip, thigh and shank; a long garment covers all, shorts the upper half of the thigh."""
    bare = body.wardrobe == "shorts"
    upper_role, lower_role = ("legs" if not bare else "skin"), ("skin" if bare else "legs")
    limb = "leg" + tail
    thigh_bone, shank_bone = "thigh" + tail, "shank" + tail
    shades = np.clip(np.linspace(-0.15, 1.6, 11), 0.0, 1.0).tolist()
    thigh = blob_row(maker, THIGH_ROWS, thigh_bone, THIGH, sign, 11, build.leg, shades=shades)
    maker.named["thigh" + tail] = thigh

    seat_first = ("pelvis", -0.030, sign * (0.052 * 1.0 - 0.002), -0.006)
    seat_second = (thigh_bone, -0.026, sign * -0.002, -0.020)
    k = build.hips
    hip = maker.part(Part("hip" + tail, "legs", "hip" + tail, limb, level=1, shine=None))
    seat = maker.blob(seat_first, (0.0490 * k, 0.0475 * k, 0.0495 * k), seat_second, 0.5, shade=0.4)
    under = maker.blob(
        ("pelvis", -0.020, sign * 0.050, -0.012),
        (0.0445, 0.0455, 0.0430),
        (thigh_bone, -0.012, 0.0, -0.085),
        0.62,
        shade=0.6,
        glossy=False,
    )
    crest = maker.blob(("pelvis", -0.022, sign * 0.048, 0.016), (0.047, 0.044, 0.036), shade=0.0)
    front = maker.blob(("pelvis", -0.006, sign * 0.056, -0.006), (0.052, 0.041, 0.030), shade=0.0)
    covering = thigh
    if bare:
        covering = blob_row(
            maker,
            SHORTS_ROWS,
            thigh_bone,
            THIGH,
            sign,
            9,
            build.leg,
            0.25,
            shades=np.clip(np.linspace(-0.2, 1.7, 9), 0, 1).tolist(),
        )
    join(hip, seat, under, edge=False)
    join(hip, under, covering[5], edge=False)
    join(hip, seat, crest, edge=False)
    join(hip, crest, covering[1], edge=False)
    chain(hip, [front, *covering[:6]], 3)
    join(hip, seat, covering[2], edge=False)
    join(hip, seat, covering[1], edge=False)
    for at in (3, 6):
        join(maker.named_part("pelvis"), seat, maker.named["pelvis"][at], edge=False)

    beneath = maker.part(Part("under_hip" + tail, "legs", "trunk", "trunk", level=-1, shine=None))
    join(beneath, seat, crest)

    axis = ((thigh_bone, 0.0, 0.0, 0.0), (thigh_bone, 0.0, 0.0, -THIGH))
    long = maker.part(
        Part("thigh" + tail, upper_role, "thigh" + tail, limb, level=1, axis=axis, shine=(0.36, 0.62, 0.85, 1.02))
    )
    chain(long, thigh[4:], 1)
    long.joined["shank" + tail] = set(itertools.pairwise(thigh[8:]))
    if bare:
        shorts = maker.part(
            Part("shorts" + tail, "legs", "thigh" + tail, limb, level=2, axis=axis, shine=(0.12, 0.3, 0.5, 0.6))
        )
        chain(shorts, covering[3:], 1)

    axis = ((shank_bone, 0.0, 0.0, 0.0), (shank_bone, 0.0, 0.0, -SHANK))
    shank = blob_row(maker, SHANK_ROWS, shank_bone, SHANK, sign, 12, build.leg)
    lower = maker.part(
        Part(
            "shank" + tail,
            lower_role,
            "shank" + tail,
            limb,
            level=2 if bare else 1,
            axis=axis,
            shine=(-0.02, 0.25, 0.6, 0.95),
        )
    )
    cut = 10
    chain(lower, shank if bare else shank[:cut])
    lower.joined["thigh" + tail] = set(itertools.pairwise(shank[:3]))
    cap = maker.blob(
        (thigh_bone, 0.013, 0.0, -THIGH + 0.002),
        (0.020, 0.024, 0.027),
        (shank_bone, 0.013, 0.0, 0.002),
        0.5,
        glossy=True,
    )
    join(lower, thigh[-3], shank[0], edge=False)
    join(lower, cap, thigh[-2], edge=False)
    join(lower, cap, shank[1], edge=False)
    if not bare:
        ankle = maker.part(Part("ankle" + tail, "skin", "shank" + tail, limb, shine=None))
        chain(ankle, shank[cut - 2 :])
    maker.named["shank" + tail] = shank


def add_foot(maker: Sculptor, tail: str, sign: float) -> None:
    """A low running shoe: sole, upper, laces, heel tab."""
    foot, toes, limb, unit = "foot" + tail, "toes" + tail, "foot" + tail, "foot" + tail

    def at(x: float, y: float, z: float) -> tuple[str, float, float, float]:
        if x > TOES_FROM:
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
        Part(
            "laces" + tail,
            "laces",
            unit,
            limb,
            level=4,
            outlined=False,
            toned=False,
            facing=Facing(foot, (0.25, 0.0, 1.0), -0.1),
        )
    )
    for x, z in ((0.030, 0.0045), (0.042, 0.0005), (0.054, -0.0040)):
        chain(laces, [maker.blob(at(x, y, z - abs(y) * 0.22), 0.0020) for y in (-0.012, 0.0, 0.012)])
