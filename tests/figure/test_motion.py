"""Motion follows the tempo: up, exactly still through the hold, down; two-way reps over and back."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.figure.model import FreeLeg
from hipgui.figure.motion import breath_at, minimum_jerk, minimum_jerk_time, path_amount, path_moment, pose_at
from tests.figure.measures import FIGURES, skeleton

seconds = st.floats(0.5, 6.0)
tempos = st.tuples(seconds, st.floats(0.0, 6.0), seconds)


@given(tempos, st.sampled_from((1, 2)))
def test_a_rep_begins_and_ends_where_it_should(tempo: tuple[float, float, float], ways: int) -> None:
    total_s = sum(tempo) * ways
    assert path_amount(tempo, ways, -1.0) == path_amount(tempo, ways, 0.0) == 0.0
    assert path_amount(tempo, ways, total_s) == pytest.approx(0.0, abs=1e-9)
    assert path_amount(tempo, ways, total_s + 9) == 0.0


@given(tempos, st.floats(0.0, 0.999))
def test_one_way_is_exactly_up_while_holding(tempo: tuple[float, float, float], share: float) -> None:
    up_s, hold_s, down_s = tempo
    if hold_s > 0.01:
        moment = path_moment(tempo, 1, up_s + hold_s * share)
        assert moment.amount == 1.0
        assert moment.held_s == pytest.approx(hold_s * share)
    assert path_amount(tempo, 1, up_s * 0.98) < 1.0
    assert path_amount(tempo, 1, up_s + hold_s + down_s * 0.02) < 1.0


@given(tempos, st.floats(0.0, 0.999), st.sampled_from((0, 1)))
def test_two_ways_pause_above_the_block_and_land_outside(
    tempo: tuple[float, float, float], share: float, way: int
) -> None:
    up_s, hold_s, down_s = tempo
    begin_s = (up_s + hold_s + down_s) * way
    if hold_s > 0.01:
        assert path_amount(tempo, 2, begin_s + up_s + hold_s * share) == pytest.approx(0.5, abs=1e-12)
    assert path_amount(tempo, 2, up_s + hold_s + down_s) == pytest.approx(1.0)
    before, after = (
        path_amount(tempo, 2, begin_s + up_s * 0.5),
        path_amount(tempo, 2, begin_s + up_s + hold_s + down_s * 0.5),
    )
    assert (before < 0.5 < after) is (way == 0)


@given(tempos, st.sampled_from((1, 2)))
def test_motion_never_jumps(tempo: tuple[float, float, float], ways: int) -> None:
    times = np.linspace(0.0, sum(tempo) * ways, 400)
    amounts = [path_amount(tempo, ways, float(t_s)) for t_s in times]
    fastest = 1.9 / min(tempo[0], tempo[2])
    assert max(abs(b - a) for a, b in itertools.pairwise(amounts)) <= fastest * (times[1] - times[0]) + 1e-9


def test_no_time_to_lower_drops_at_once() -> None:
    assert path_amount((1.0, 1.0, 0.0), 1, 2.0) == 0.0


@given(st.floats(0, 1))
def test_minimum_jerk_can_be_read_backwards(share: float) -> None:
    assert minimum_jerk(minimum_jerk_time(share)) == pytest.approx(share, abs=1e-9)


@given(st.floats(-2, 3))
def test_minimum_jerk_stays_between_its_ends(part: float) -> None:
    assert 0.0 <= minimum_jerk(part) <= 1.0


def test_breath_is_a_quarter_of_a_hertz_and_fades_before_the_move() -> None:
    assert [breath_at(t_s) for t_s in (0.0, 2.0, 4.0)] == pytest.approx([0.0, 1.0, 0.0])
    assert breath_at(2.0, fade_s=2.0) == 0.0
    assert breath_at(2.0, fade_s=9.0) == pytest.approx(1.0)


def test_a_path_goes_through_its_key_poses() -> None:
    movement = FIGURES.movement("lift_edge")
    for key in movement.keys:
        pose = pose_at(movement, key.at)
        assert pose.right_leg.ankle == pytest.approx(key.pose.right_leg.ankle, abs=1e-9)


def test_places_outside_the_path_are_its_ends() -> None:
    movement = FIGURES.movement("march_body")
    assert pose_at(movement, -3.0) == pose_at(movement, 0.0)
    assert pose_at(movement, 7.0) == pose_at(movement, 1.0)


def test_breathing_lifts_the_chest_and_moves_no_contact() -> None:
    empty, full = (skeleton("march_wall", "right", 0.0, breath) for breath in (0.0, 1.0))
    assert full.origin("head")[2] > empty.origin("head")[2]
    for bone in ("foot_l", "palm_l"):
        assert np.allclose(full.origin(bone), empty.origin(bone), atol=1e-9)


def test_numbers_that_are_no_numbers_stay_as_they_are() -> None:
    movement = FIGURES.movement("lizard_glide")
    halfway = pose_at(movement, 0.5)
    assert halfway.anchor == "left_knee"
    assert isinstance(halfway.left_leg, FreeLeg)
    assert halfway.left_leg.from_vertical is True


def test_a_movement_of_one_key_stands_still() -> None:
    movement = FIGURES.movement("march_body")
    alone = replace(movement, keys=movement.keys[:1])
    assert pose_at(alone, 0.7) == movement.keys[0].pose
