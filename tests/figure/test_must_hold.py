"""What must hold of every movement, over its whole path and on both sides."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.figure.limits import beyond, impossible, joint_angles
from hipgui.figure.model import Bearing, Figures, FreeLeg
from hipgui.figure.rig import ANKLE_HEIGHT, KNEE_HEIGHT, mirrored
from tests.figure.measures import (
    FIGURES,
    MOVEMENTS,
    PLACES,
    SIDES,
    bearing_point,
    bones_of,
    centre_of_mass,
    depth_in_box,
    outside,
    skeleton,
    standing_boxes,
    support,
    surfaces,
)

if TYPE_CHECKING:
    from hipgui.figure.model import SideName

MARCHES = [name for name in MOVEMENTS if name.startswith("march") and name != "march_setup"]
LIZARDS = [name for name in MOVEMENTS if name.startswith("lizard")]
OVER = {"lift_book": 0.024, "lift_flat": 0.045, "lift_edge": 0.088}
FLOOR_GIVE = 0.004  # a mat gives way, and skin does too
both_sides = pytest.mark.parametrize("side", SIDES)
every_movement = pytest.mark.parametrize("name", MOVEMENTS)


@every_movement
@both_sides
def test_bones_keep_their_lengths(name: str, side: SideName) -> None:
    for at, breath in itertools.product(PLACES, (0.0, 1.0)):
        body = skeleton(name, side, at, breath)
        for upper, lower, length in bones_of():
            assert np.linalg.norm(body.origin(upper) - body.origin(lower)) == pytest.approx(length, abs=1e-9)


@every_movement
@both_sides
def test_what_is_planted_stays(name: str, side: SideName) -> None:
    movement = FIGURES.movement(name)
    swap = {"left": "right", "right": "left"}
    for bearing in movement.bearings:
        own, _, kind = bearing.partition("_")
        here = bearing if side == "right" else Bearing(f"{swap[own]}_{kind}")
        first = bearing_point(skeleton(name, side, 0.0), here)
        for at, breath in itertools.product(PLACES, (0.0, 0.5, 1.0)):
            assert np.linalg.norm(bearing_point(skeleton(name, side, at, breath), here) - first) < 0.002


@every_movement
@both_sides
def test_nothing_goes_through_the_floor(name: str, side: SideName) -> None:
    units = [f"{unit}_{t}" for unit in ("foot", "shank", "fore", "thigh") for t in "lr"]
    for at in PLACES[::4]:
        assert surfaces(skeleton(name, side, at), units)[:, 2].min() > -FLOOR_GIVE


@pytest.mark.parametrize("name", [name for name in MOVEMENTS if standing_boxes(name)])
def test_nothing_goes_through_a_box(name: str) -> None:
    units = [f"{unit}_{t}" for unit in ("foot", "shank", "fore", "thigh", "upper") for t in "lr"] + ["trunk", "shirt"]
    for at in PLACES:
        points = surfaces(skeleton(name, "right", at), units)
        for box in standing_boxes(name):
            assert depth_in_box(points, box) < FLOOR_GIVE


@every_movement
def test_legs_pass_each_other(name: str) -> None:
    for at in PLACES[::2]:
        body = skeleton(name, "right", at)
        left, right = (surfaces(body, [f"foot_{t}", f"shank_{t}"]) for t in "lr")
        apart = np.linalg.norm(left[:, None] - right[None], axis=2)
        assert apart.min() > 0.002


def test_the_kettlebell_passes_the_standing_leg() -> None:
    for at in PLACES:
        body = skeleton("march_bell", "right", at)
        ball = body.point("foot_r", 0.062, 0.0, 0.003) - np.array((0.0, 0.0, 0.112))
        standing = surfaces(body, ["foot_l", "shank_l"])
        assert np.linalg.norm(standing - ball, axis=1).min() > 0.047
        assert ball[2] > 0.047 - 0.002


@every_movement
@both_sides
def test_joints_stay_within_what_people_can_do(name: str, side: SideName) -> None:
    for at, breath in itertools.product(PLACES, (0.0, 1.0)):
        assert beyond(skeleton(name, side, at, breath)) == []


@pytest.mark.parametrize("name", sorted(set(MOVEMENTS) - {"stride", "sitting"}))  # one flies, one sits
@both_sides
def test_the_mass_is_over_the_support(name: str, side: SideName) -> None:
    movement = FIGURES.movement(name)
    swap = {"left": "right", "right": "left"}
    for at in PLACES:
        bearings = list(movement.bearings) + list(movement.ends_bearings if at in {0.0, 1.0} else ())
        here = [
            bearing if side == "right" else Bearing(f"{swap[bearing.partition('_')[0]]}_{bearing.partition('_')[2]}")
            for bearing in bearings
            if name != "march_wall" or "hand" not in bearing
        ]
        body = skeleton(name, side, at)
        assert outside(centre_of_mass(body)[:2], support(body, here)) < -0.004


@pytest.mark.parametrize("name", MARCHES)
def test_march_ends_with_the_knee_at_hip_height_and_square(name: str) -> None:
    body = skeleton(name, "right", 1.0)
    assert abs(body.origin("shank_r")[2] - body.origin("thigh_r")[2]) < 0.02
    assert joint_angles(body)["knee_r"] == pytest.approx(90.0, abs=2.0)
    assert body.frame("foot_r")[2, 0] >= 0.0, "toes up, so that the bell stays on"


@pytest.mark.parametrize("name", MARCHES)
def test_march_keeps_the_trunk_upright(name: str) -> None:
    for at in PLACES:
        body = skeleton(name, "right", at)
        up = body.frame("thorax")[:, 2]
        assert abs(np.degrees(np.arcsin(up[1]))) < 3.0, "no lean to the side"
        assert abs(np.degrees(np.arcsin(up[0]))) < 6.0
        assert abs(joint_angles(body)["lumbar"]) < 3.0, "no arched back"


@pytest.mark.parametrize("name", LIZARDS)
def test_lizard_keeps_back_straight_and_heel_down(name: str) -> None:
    for at in PLACES:
        body = skeleton(name, "right", at)
        angles = joint_angles(body)
        assert abs(angles["lumbar"]) + abs(angles["thorax"]) < 16.0
        assert body.frame("foot_r")[2, 0] == pytest.approx(0.0, abs=1e-6)
        assert body.origin("foot_r")[2] == pytest.approx(ANKLE_HEIGHT, abs=1e-9)
        assert body.origin("shank_l")[2] == pytest.approx(KNEE_HEIGHT, abs=1e-9)


def test_gliding_drives_the_front_knee_forward() -> None:
    ahead = [skeleton("lizard_glide", "right", at).origin("shank_r")[0] for at in PLACES]
    assert all(later > earlier for earlier, later in itertools.pairwise(ahead))
    assert ahead[-1] - ahead[0] > 0.035


@pytest.mark.parametrize(("name", "height"), OVER.items())
def test_the_foot_clears_what_it_steps_over(name: str, height: float) -> None:
    boxes = standing_boxes(name)
    for at in np.linspace(0, 1, 101).tolist():
        sole = surfaces(skeleton(name, "right", at), ["foot_r"])
        for box in boxes:
            half_x, half_y = box.size[0] / 2, box.size[1] / 2
            over = (np.abs(sole[:, 0] - box.place[0]) < half_x) & (np.abs(sole[:, 1] - box.place[1]) < half_y)
            if over.any():
                assert sole[over, 2].min() > height + 0.02


@pytest.mark.parametrize("name", OVER)
def test_the_foot_pauses_above_the_block_and_lands_outside(name: str) -> None:
    box = standing_boxes(name)[0]
    ankles = [skeleton(name, "right", at).origin("foot_r") for at in PLACES]
    middle = len(PLACES) // 2
    assert max(range(len(PLACES)), key=lambda k: ankles[k][2]) == pytest.approx(middle, abs=2)
    assert abs(ankles[middle][1] - box.place[1]) < 0.01
    assert [ankles[0][2], ankles[-1][2]] == pytest.approx([ANKLE_HEIGHT, ANKLE_HEIGHT])
    inner, outer = box.place[1] + box.size[1] / 2, box.place[1] - box.size[1] / 2
    assert ankles[0][1] > inner + 0.028
    assert ankles[-1][1] < outer - 0.028


@every_movement
def test_left_is_right_mirrored(name: str) -> None:
    for at, breath in ((0.0, 0.0), (0.37, 0.0), (1.0, 0.8)):
        image = mirrored(skeleton(name, "right", at, breath))
        left = skeleton(name, "left", at, breath)
        assert np.array_equal(image.origins, left.origins)
        assert np.array_equal(image.frames, left.frames)


def test_a_pack_with_an_impossible_pose_is_found_out() -> None:
    assert impossible(FIGURES) == []
    march = FIGURES.movement("march_body")
    front = march.keys[1].pose.right_leg
    assert isinstance(front, FreeLeg)
    leg = replace(front, knee=175.0)
    keys = (march.keys[0], replace(march.keys[1], pose=replace(march.keys[1].pose, right_leg=leg)))
    ((movement, place, joint, degrees, limits),) = impossible(Figures({"own": replace(march, id="own", keys=keys)}))
    assert (movement, place, joint, limits) == ("own", 1.0, "knee_r", (0.0, 142.0))
    assert degrees == pytest.approx(175.0)
