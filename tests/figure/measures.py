"""Physics for the tests of the figure: mass, support, distances between shapes.

Segment masses and their centres after de Leva (1996), mean of both sexes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hipgui.content.poses import load_figures
from hipgui.figure.body import sculpture
from hipgui.figure.model import Bearing, Body
from hipgui.figure.motion import skeleton_at
from hipgui.figure.rig import C1, C7, FOREARM, HIP_HALF_WIDTH, L5, SHANK, T12, THIGH, UPPER_ARM
from hipgui.figure.sculpture import posed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Box, Figures, SideName
    from hipgui.figure.rig import Skeleton

FIGURES: Figures = load_figures()
MOVEMENTS = sorted(FIGURES.movements)
SIDES: tuple[SideName, SideName] = ("right", "left")
PLACES = tuple(float(at) for at in np.linspace(0.0, 1.0, 25))

CENTRAL = (
    (0.0681, ("head", 0.020, 0.0, 0.060)),
    (0.1575, ("thorax", 0.0, 0.0, 0.080)),
    (0.1549, ("lumbar", 0.0, 0.0, 0.045)),
    (0.1182, ("pelvis", 0.0, 0.0, 0.010)),
)
PAIRED = (
    (0.1447, "thigh", -0.40 * THIGH),
    (0.0457, "shank", -0.44 * SHANK),
    (0.0263, "upper", -0.57 * UPPER_ARM),
    (0.0150, "fore", -0.46 * FOREARM),
    (0.0059, "palm", -0.040),
    (0.0133, "foot", -0.020),
)


def bones_of() -> list[tuple[str, str, float]]:
    """Upper and lower joint of each bone that must keep its length, and that length."""
    return [
        *((f"thigh_{t}", f"shank_{t}", THIGH) for t in "lr"),
        *((f"shank_{t}", f"foot_{t}", SHANK) for t in "lr"),
        *((f"upper_{t}", f"fore_{t}", UPPER_ARM) for t in "lr"),
        *((f"fore_{t}", f"palm_{t}", FOREARM) for t in "lr"),
        *(("pelvis", f"thigh_{t}", HIP_HALF_WIDTH) for t in "lr"),
        ("pelvis", "lumbar", float(np.linalg.norm(L5))),
        ("lumbar", "thorax", float(np.linalg.norm(T12))),
        ("thorax", "neck", float(np.linalg.norm(C7))),
        ("neck", "head", float(np.linalg.norm(C1))),
    ]


def centre_of_mass(skeleton: Skeleton) -> Array:
    """Where the body's weight is, (3,)."""
    parts = [(mass, skeleton.point(*spot)) for mass, spot in CENTRAL]
    parts += [(mass, skeleton.point(f"{bone}_{tail}", 0.0, 0.0, z)) for tail in "lr" for mass, bone, z in PAIRED]
    total = sum(mass for mass, _ in parts)
    return sum((mass * at for mass, at in parts), np.zeros(3)) / total


PRINTS: dict[str, tuple[tuple[str, float, float, float], ...]] = {
    "foot": tuple(("foot", x, y, 0.0) for x in (-0.040, 0.115) for y in (-0.026, 0.026)),
    "knee": (
        *(("shank", 0.020, y, 0.010) for y in (-0.030, 0.030)),
        *(("foot", 0.090, y, 0.0) for y in (-0.026, 0.026)),
    ),
    "hand": tuple(("palm", 0.0, y, z) for y in (-0.026, 0.026) for z in (0.0, -0.090)),
    "forearm": (("fore", 0.0, 0.0, 0.0), ("palm", 0.0, 0.0, -0.090)),
}
"""Corners of what each bearing covers of the floor, in the bones' frames."""


def support(skeleton: Skeleton, bearings: Sequence[Bearing]) -> Array:
    """(n, 2) the floor points that carry the body."""
    points = []
    for bearing in bearings:
        side, _, kind = bearing.partition("_")
        points += [skeleton.point(f"{bone}_{side[0]}", *at)[:2] for bone, *at in PRINTS[kind]]
    return np.array(points)


def standing_on(skeleton: Skeleton, boxes: Sequence[Box]) -> list[Bearing]:
    """What carries the body right now: flat feet, knees, hands and forearms that are down, on the floor or a box."""
    found = []
    for side in ("left", "right"):
        tail = side[0]
        foot, knee = skeleton.origin(f"foot_{tail}"), skeleton.origin(f"shank_{tail}")
        palm, elbow = skeleton.origin(f"palm_{tail}"), skeleton.origin(f"fore_{tail}")
        x, y = palm[:2].tolist()
        tops = [
            box.place[2] + box.size[2]
            for box in boxes
            if abs(x - box.place[0]) < box.size[0] / 2 + 0.03 and abs(y - box.place[1]) < box.size[1] / 2 + 0.03
        ]
        top = max(tops, default=0.0)
        flat = abs(float(skeleton.frame(f"foot_{tail}")[2, 0])) < 0.3
        down = {
            "foot": flat and foot[2] < 0.05,
            "knee": knee[2] < 0.045,
            "hand": palm[2] - top < 0.03,
            "forearm": elbow[2] - top < 0.035,
        }
        found += [Bearing(f"{side}_{kind}") for kind, is_down in down.items() if is_down]
    return found


def outside(point: Array, points: Array) -> float:
    """How far a point (2,) is outside the convex hull of others (n, 2); negative inside."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    normals = np.stack((np.cos(angles), np.sin(angles)), 1)
    return float((normals @ point - (normals @ points.T).max(1)).max())


def bearing_point(skeleton: Skeleton, bearing: Bearing) -> Array:
    """The joint that stays where it is while something is planted."""
    side, _, kind = bearing.partition("_")
    bone = {"foot": "foot", "knee": "shank", "hand": "palm", "forearm": "fore"}[kind]
    return skeleton.origin(f"{bone}_{side[0]}")


def standing_boxes(movement_id: str) -> list[Box]:
    """The boxes of a movement's props, for the right side."""
    return [box for name in FIGURES.movement(movement_id).props for box in FIGURES.props[name].boxes]


def surfaces(skeleton: Skeleton, units: Sequence[str]) -> Array:
    """(n, 3) points on the skin of the named units of a slender body."""
    made = sculpture(Body())
    origins = np.concatenate((skeleton.origins, np.zeros((1, 3))))
    frames = np.concatenate((skeleton.frames, np.eye(3)[None]))
    centres, turned = posed(made, origins, frames)
    wanted = sorted(
        {at for part in made.parts if part.unit in units and not part.prop for pair in part.pairs for at in pair}
    )
    rng = np.array([(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if (x, y, z) != (0, 0, 0)])
    sphere = rng / np.linalg.norm(rng, axis=1)[:, None]
    skin: Array = np.einsum("nij,nj,kj->nki", turned[wanted], made.radii[wanted], sphere)
    return (centres[wanted][:, None] + skin).reshape(-1, 3)


def depth_in_box(points: Array, box: Box) -> float:
    """How deep the deepest of points (n, 3) is inside a box; negative when all are outside."""
    angle = np.radians(box.yaw)
    turn = np.array(((np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))))
    local = np.concatenate(((points[:, :2] - np.array(box.place[:2])) @ turn.T, points[:, 2:] - box.place[2]), 1)
    wide, deep, high = box.size
    gaps = np.stack(
        (wide / 2 - np.abs(local[:, 0]), deep / 2 - np.abs(local[:, 1]), local[:, 2], high - local[:, 2]), 1
    )
    return float(gaps.min(1).max())


def skeleton(movement_id: str, side: SideName, amount: float, breath: float = 0.0) -> Skeleton:
    return skeleton_at(FIGURES.movement(movement_id), side, amount, breath)
