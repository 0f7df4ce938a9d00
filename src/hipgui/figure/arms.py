"""The arms' clay: upper arm, forearm, hand and sleeve. Lengths in H, in the bones' own frames."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.builds import blob_row, shoulder_spot
from hipgui.figure.rig import FOREARM, UPPER_ARM
from hipgui.figure.sculpture import Part, chain, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.builds import Build, Row
    from hipgui.figure.sculpture import Sculptor

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


def add_arm(maker: Sculptor, build: Build, tail: str, sign: float) -> None:
    """Add upper arm and forearm of one side (`tail` "_l" with `sign` 1, or "_r" with -1)."""
    upper_bone, fore_bone, limb = "upper" + tail, "fore" + tail, "arm" + tail
    axis = ((upper_bone, 0.0, 0.0, 0.0), (upper_bone, 0.0, 0.0, -UPPER_ARM))
    upper = blob_row(maker, UPPER_ROWS, upper_bone, UPPER_ARM, sign, 8, build.arm, shades=(1, 1, 1, 1, 1, 0.7, 0.25, 0))
    part = maker.part(Part("upper" + tail, "skin", "upper" + tail, limb, axis=axis, shine=(0.2, 0.5, 0.7, 1.05)))
    chain(part, upper[2:], 1)
    part.joined["fore" + tail] = set(itertools.pairwise(upper[5:]))
    axis = ((fore_bone, 0.0, 0.0, 0.0), (fore_bone, 0.0, 0.0, -FOREARM))
    fore = blob_row(maker, FORE_ROWS, fore_bone, FOREARM, sign, 8, build.arm, shades=(0, 0.25, 0.7, 1, 1, 1, 1, 1))
    part = maker.part(Part("fore" + tail, "skin", "fore" + tail, limb, axis=axis, shine=(-0.05, 0.25, 0.7, 1.3)))
    chain(part, fore)
    part.joined["upper" + tail] = set(itertools.pairwise(fore[:3]))
    maker.named["fore" + tail] = fore


FINGERS = ((0.0172, 0.036, 0.0066), (0.0058, 0.043, 0.0068), (-0.0058, 0.040, 0.0066), (-0.0168, 0.031, 0.0060))
"""Place across the palm from the thumb side, length, thickness."""


def add_hand(maker: Sculptor, tail: str, sign: float) -> None:
    """Palm, four fingers, thumb. In the palm's frame x is where the palm looks and -z where the fingers point."""
    palm, fingers, limb, unit = "palm" + tail, "hand" + tail, "arm" + tail, "fore" + tail
    part = maker.part(Part("hand" + tail, "skin", unit, limb, shine=None))
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


def add_sleeve(maker: Sculptor, build: Build, tail: str, sign: float) -> None:
    """Add a sleeve, and under the shirt the outline that its shoulder has."""
    bone = "upper" + tail
    axis = ((bone, 0.0, 0.0, 0.0), (bone, 0.0, 0.0, -UPPER_ARM))
    part = maker.part(
        Part("sleeve" + tail, "shirt", "upper" + tail, "arm" + tail, level=1, axis=axis, shine=(0.12, 0.36, 0.46, 0.54))
    )
    shades = np.clip(np.linspace(-0.2, 1.8, 10), 0.0, 1.0).tolist()
    sleeve = blob_row(maker, SLEEVE_ROWS, bone, UPPER_ARM, sign, 10, 0.5 + build.arm / 2, 0.25, shades)
    root = maker.blob(shoulder_spot(sign, build, -0.010), (0.031, 0.026, 0.029), shade=0.0)
    flank, cap = maker.named["flank" + tail]
    join(part, root, sleeve[1], edge=False)
    join(part, cap, sleeve[3], edge=False)
    chain(part, sleeve, 1)
    under = maker.part(Part("under_sleeve" + tail, "shirt", "shirt", "shirt", level=1, shine=None))
    chain(under, [root, *sleeve[1:6]])
    join(under, flank, sleeve[3])
    join(under, cap, sleeve[2])
    join(under, maker.named["yoke" + tail][0], sleeve[1])
