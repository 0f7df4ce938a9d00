"""The rig: joint angles where they belong, arms and legs of every kind, reach solved in closed form."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hipgui.figure.geometry import through, two_bones, unit, vec
from hipgui.figure.limits import joint_angles
from hipgui.figure.model import FreeArm, FreeLeg, PlacedArm, PlacedLeg, Pose, RestingArm
from hipgui.figure.rig import FOREARM, HIP_HALF_WIDTH, SHANK, THIGH, UPPER_ARM, mirrored, other_side, solve

HANGING = FreeArm(0.0)
STANDING = Pose((0.0, 0.0, 0.53), FreeLeg(0.0), FreeLeg(0.0), HANGING, HANGING)
angle = st.floats(-40, 100)


def test_at_rest_everything_hangs_straight() -> None:
    body = solve(STANDING)
    for joint, degrees in joint_angles(body).items():
        assert degrees == pytest.approx(0.0, abs=1e-6), joint
    assert body.origin("foot_l")[2] == pytest.approx(0.53 - THIGH - SHANK)
    assert body.origin("palm_r")[2] == pytest.approx(body.origin("upper_r")[2] - UPPER_ARM - FOREARM)


@given(st.floats(-10, 110), st.floats(0, 130), st.floats(-30, 20))
def test_angles_asked_for_are_angles_found(flexion: float, knee: float, ankle: float) -> None:
    angles = joint_angles(solve(replace(STANDING, right_leg=FreeLeg(flexion, knee=knee, ankle=ankle))))
    assert angles["hip_bend_r"] == pytest.approx(flexion, abs=1e-4)
    assert angles["knee_r"] == pytest.approx(knee, abs=1e-6)
    assert angles["ankle_r"] == pytest.approx(ankle, abs=1e-6)


@given(st.floats(0, 140))
def test_elbows_bend_forward(elbow: float) -> None:
    body = solve(replace(STANDING, left_arm=FreeArm(0.0, elbow=elbow)))
    assert joint_angles(body)["elbow_l"] == pytest.approx(elbow, abs=1e-4)
    assert body.origin("palm_l")[0] >= body.origin("fore_l")[0] - 1e-9


def test_legs_go_out_and_turn_out_on_both_sides() -> None:
    leg = FreeLeg(0.0, abduction=20.0, rotation=30.0)
    body = solve(replace(STANDING, left_leg=leg, right_leg=leg))
    assert body.origin("foot_l")[1] > 0.1
    assert body.origin("foot_r")[1] < -0.1
    assert body.frame("foot_l")[1, 0] > 0.4
    assert body.frame("foot_r")[1, 0] < -0.4


@given(st.floats(-0.1, 0.2), st.floats(-0.1, 0.2), st.floats(0.10, 0.3))
def test_a_placed_foot_is_where_it_was_placed(x: float, y: float, z: float) -> None:
    hip = (0.0, HIP_HALF_WIDTH, STANDING.root[2])
    assume(math.dist((x, y, z), hip) < THIGH + SHANK - 1e-4)
    body = solve(replace(STANDING, left_leg=PlacedLeg((x, y, z), yaw=10, pitch=5, pole=(1.0, 0.0, 0.2))))
    assert np.allclose(body.origin("foot_l"), (x, y, z), atol=1e-9)
    assert np.linalg.norm(body.origin("shank_l") - body.origin("thigh_l")) == pytest.approx(THIGH, abs=1e-9)


def test_what_is_out_of_reach_is_reached_for() -> None:
    arm = PlacedArm((2.0, 0.1, 0.8), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 0.0, -1.0))
    body = solve(replace(STANDING, left_arm=arm))
    assert joint_angles(body)["elbow_l"] < 1.0
    assert np.linalg.norm(body.origin("palm_l") - body.origin("fore_l")) == pytest.approx(FOREARM, abs=1e-9)


def test_a_hand_in_line_with_its_forearm_keeps_a_frame() -> None:
    arm = PlacedArm((0.1, 0.104, 0.6), (1.0, 0.0, 0.0), (0.3, 0.0, -1.0), (-1.0, 0.0, 0.0))
    for palm in ((0.0, 0.0, -1.0), (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.26, 0.0, -0.97)):
        body = solve(replace(STANDING, left_arm=replace(arm, palm=palm, fingers=(palm[1], palm[2], palm[0]))))
        frame = body.frame("fore_l")
        assert np.allclose(frame.T @ frame, np.eye(3), atol=1e-9)


@given(st.floats(0.25, 0.33), st.floats(0.20, 0.30))
def test_the_trunk_tilts_until_the_arms_reach(reach: float, height: float) -> None:
    hand = PlacedArm((0.17, 0.09, 0.02), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0))
    other = replace(hand, wrist=(0.15, -0.09, 0.02))
    pose = Pose((-0.05, 0.0, height), FreeLeg(0.0), FreeLeg(0.0), hand, other, reach=reach)
    body = solve(pose)
    gaps = [
        np.linalg.norm(body.origin(f"upper_{tail}") - np.array(arm.wrist)) for tail, arm in (("l", hand), ("r", other))
    ]
    assert max(gaps) == pytest.approx(reach, abs=1e-9)


def test_one_arm_in_the_air_does_not_count_for_the_reach() -> None:
    resting = RestingArm((0.19, 0.06, 0.022))
    pose = Pose((-0.05, 0.0, 0.16), FreeLeg(0.0), FreeLeg(0.0), resting, HANGING, reach=UPPER_ARM)
    body = solve(pose)
    assert np.allclose(body.origin("fore_l"), resting.elbow, atol=1e-9)


def test_an_anchored_knee_needs_its_angles() -> None:
    with pytest.raises(TypeError, match="left_knee"):
        solve(replace(STANDING, anchor="left_knee", left_leg=PlacedLeg((0.0, 0.0, 0.04))))


def test_the_right_knee_can_be_the_anchor() -> None:
    body = solve(replace(STANDING, anchor="right_knee", root=(0.1, -0.05, 0.034), right_leg=FreeLeg(10.0, knee=95.0)))
    assert np.allclose(body.origin("shank_r"), (0.1, -0.05, 0.034), atol=1e-9)


def test_mirroring_twice_changes_nothing() -> None:
    body = solve(replace(STANDING, left_leg=FreeLeg(30.0, 5.0, 8.0, 40.0)))
    again = mirrored(mirrored(body))
    assert np.array_equal(again.origins, body.origins)
    assert np.array_equal(again.frames, body.frames)
    assert (other_side("foot_l"), other_side("pelvis")) == ("foot_r", "pelvis")


def test_two_bones_too_near_fold_and_keep_their_lengths() -> None:
    middle, end = two_bones(vec(0, 0, 0), vec(0, 0, 0.001), 0.2, 0.1, vec(1, 0, 0))
    assert np.linalg.norm(middle) == pytest.approx(0.2)
    assert np.linalg.norm(end - middle) == pytest.approx(0.1)


def test_no_direction_stays_none() -> None:
    assert np.array_equal(unit(vec(0, 0, 0)), vec(0, 0, 0))


@given(st.lists(st.floats(0.0, 1.0), min_size=3, max_size=8))
def test_profiles_never_overshoot_their_rows(values: list[float]) -> None:
    rows = [(float(at), value) for at, value in enumerate(values)]
    found = through(rows, 50)[:, 1]
    assert found.min() >= min(values) - 1e-9
    assert found.max() <= max(values) + 1e-9
