"""The trunk's clay: pelvis, shirt, neck, collar and the creases of the shirt. Lengths in H, in the bones' own frames.

Radii were drawn by eye after front and side photographs; tables run from the lower end to the upper.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure.builds import shoulder_spot
from hipgui.figure.geometry import through
from hipgui.figure.rig import C1, C7, L5, T12
from hipgui.figure.sculpture import Facing, Part, chain, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.builds import Build, Row
    from hipgui.figure.sculpture import Sculptor

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
EASE = (0.0075, 0.0065, 0.0055, 0.0050, 0.0045, 0.0038)
"""How far the shirt stands off the body, from the hem up."""
HEM_SHADE = (0.05, 0.4, 0.8, 1.0)
"""How much of the shadow side shows from the hem up: cloth ends there, it does not turn away."""
LUMBAR_REST = float(L5[2])
THORAX_REST = float(L5[2] + T12[2])


def _smooth(low: float, high: float, at: float) -> float:
    share = min(max((at - low) / (high - low), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _trunk_blob(
    maker: Sculptor,
    place: tuple[float, float, float],
    radii: tuple[float, float, float],
    *,
    glossy: bool = False,
    shade: float = 1.0,
) -> int:
    """A blob of the trunk at (forward, left, height above mid-hip), skinned over pelvis, lumbar and thorax."""
    forward, left, height = place
    upper = _smooth(LUMBAR_REST - 0.030, LUMBAR_REST + 0.030, height)
    chest = _smooth(THORAX_REST - 0.035, THORAX_REST + 0.035, height)
    in_lumbar = ("lumbar", forward - float(L5[0]), left, height - LUMBAR_REST)
    if chest > 0:
        other = ("thorax", forward - float(L5[0] + T12[0]), left, height - THORAX_REST)
        return maker.blob(in_lumbar, radii, other, chest, glossy=glossy, shade=shade)
    return maker.blob(("pelvis", forward, left, height), radii, in_lumbar, upper, glossy=glossy, shade=shade)


def add_trunk(maker: Sculptor, build: Build) -> None:
    """Add pelvis, neck and shirt."""
    rows = through(TRUNK_ROWS, TRUNK_SAMPLES)
    shape = []
    for height, wide, deep, forward in rows.tolist():
        chest = _smooth(0.11, 0.20, height)
        hips = 1 - _smooth(0.0, 0.09, height)
        waist = max(0.0, 1 - chest - hips)
        factor = build.hips * hips + build.waist * waist + build.chest * chest
        bust = build.bust * math.exp(-(((height - 0.212) / 0.028) ** 2))
        shape.append(
            (height, wide * factor, deep * (1 + (build.depth - 1) * (chest + waist)) + bust / 2, forward + bust / 2)
        )
    pelvis = maker.part(Part("pelvis", "legs", "trunk", "trunk", shine=None))
    low = [
        _trunk_blob(maker, (forward, 0.0, height), (deep, wide, 0.013))
        for height, wide, deep, forward in shape
        if height <= PELVIS_TOP
    ]
    chain(pelvis, low, 2)
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
        ease = EASE[min(place, len(EASE) - 1)]
        thick = 0.002 if place == 0 else 0.004 if place == len(kept) - 1 else 0.013
        shade = HEM_SHADE[min(place, len(HEM_SHADE) - 1)]
        worn.append(
            _trunk_blob(maker, (forward, 0.0, height), (deep + ease, wide + ease, thick), glossy=True, shade=shade)
        )
    chain(top, worn)
    maker.named["shirt"] = worn
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        yoke = maker.blob(("thorax", -0.012, sign * 0.046, 0.146), (0.034, 0.026, 0.018), glossy=False)
        cap = maker.blob(shoulder_spot(sign, build, -0.006), (0.031, 0.027, 0.030), glossy=False)
        flank = maker.blob(("thorax", -0.006, sign * 0.048 * build.chest, 0.075), (0.050, 0.041, 0.030), glossy=False)
        join(top, yoke, cap)
        join(top, flank, cap)
        join(top, worn[-3], yoke)
        maker.named["flank" + tail] = [flank, cap]
        maker.named["yoke" + tail] = [yoke]
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
                    Part(
                        f"fold{number}{tail}",
                        "shirt_fold",
                        "shirt",
                        "shirt",
                        6,
                        outlined=False,
                        toned=False,
                        facing=facing,
                    )
                ),
                blobs,
            )


def _neck(maker: Sculptor, build: Build) -> None:
    k = build.neck
    x, _, z = C7.tolist()
    head_x, _, head_z = C1.tolist()
    neck = maker.part(Part("neck", "skin", "neck", "shirt", level=3, shine=None))
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
    base = maker.part(Part("neck_base", "skin", "neck", "shirt", level=3, outlined=False, facing=front, shine=None))
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
