"""The way between any two moments is one a body could go."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipgui.figure.blend import CONTACTS, along, blended, lowest_gap, turned, way
from hipgui.figure.geometry import turn_x, turn_z
from hipgui.figure.limits import LIMITS, joint_angles
from hipgui.figure.rig import FOREARM, SHANK, THIGH, UPPER_ARM
from tests.figure.measures import FIGURES, MOVEMENTS, SIDES, skeleton

if TYPE_CHECKING:
    from hipgui.figure.blend import Moment

moments = st.tuples(st.sampled_from(MOVEMENTS), st.sampled_from(SIDES), st.sampled_from((0.0, 0.5, 1.0)))
SHARES = tuple(float(share) for share in np.linspace(0.0, 1.0, 25))


@settings(max_examples=60, deadline=None)
@given(moments, moments)
def test_bones_keep_their_lengths_on_any_way(start: Moment, end: Moment) -> None:
    stations = way(FIGURES, start, end)
    for share in SHARES[::4]:
        body = along(stations, share)
        for tail, (upper, middle, low, length) in itertools.product(
            "lr",
            (
                ("thigh", "shank", "foot", (THIGH, SHANK)),
                ("upper", "fore", "palm", (UPPER_ARM, FOREARM)),
            ),
        ):
            joints = [body.origin(f"{bone}_{tail}") for bone in (upper, middle, low)]
            found = [float(np.linalg.norm(b - a)) for a, b in itertools.pairwise(joints)]
            assert found == pytest.approx(length, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(moments, moments)
def test_nothing_sinks_into_the_floor_on_any_way(start: Moment, end: Moment) -> None:
    for share in SHARES[::3]:
        body = along(way(FIGURES, start, end), share)
        for bone, height in CONTACTS:
            if not bone.startswith(("shank", "fore")):
                assert body.origin(bone)[2] > height - 0.04
        assert lowest_gap(body) < 0.20, "and nobody flies"


@settings(max_examples=60, deadline=None)
@given(moments, moments)
def test_ways_are_smooth(start: Moment, end: Moment) -> None:
    stations = way(FIGURES, start, end)
    steps = 60
    bodies = [along(stations, step / steps).origins for step in range(steps + 1)]
    assert max(float(np.abs(b - a).max()) for a, b in itertools.pairwise(bodies)) < 0.12


@settings(max_examples=40, deadline=None)
@given(moments, moments)
def test_knees_and_elbows_never_bend_backwards(start: Moment, end: Moment) -> None:
    for share in SHARES[::4]:
        angles = joint_angles(along(way(FIGURES, start, end), share))
        for joint, degrees in angles.items():
            if joint.startswith(("knee", "elbow")):
                assert -1.0 <= degrees <= 160.0, joint
            if joint in {"lumbar", "thorax"}:
                assert LIMITS[joint][0] <= degrees <= LIMITS[joint][1]


def test_ways_begin_and_end_where_they_should() -> None:
    first, last = skeleton("march_bell", "left", 1.0), skeleton("lizard_glide", "right", 0.0)
    stations = way(FIGURES, ("march_bell", "left", 1.0), ("lizard_glide", "right", 0.0))
    assert len(stations) == 3
    assert np.array_equal(along(stations, -1.0).origins, first.origins)
    assert np.array_equal(along(stations, 2.0).origins, last.origins)


def test_the_same_side_goes_straight() -> None:
    assert len(way(FIGURES, ("lift_hips", "left", 0.0), ("lift_edge", "left", 0.0))) == 2


def test_what_carries_the_weight_stays_while_the_leg_is_brought_through() -> None:
    stations = way(FIGURES, ("lift_edge", "right", 0.0), ("lift_edge", "left", 0.0))
    knees = [blended(stations[0], stations[1], share).origin("shank_l") for share in SHARES]
    assert max(float(np.linalg.norm(knee - knees[0])) for knee in knees) < 0.03


def test_turns_take_the_short_way_even_half_round() -> None:
    assert np.allclose(turned(turn_z(170), turn_z(-170), 0.5), turn_z(180), atol=1e-9)
    assert np.allclose(turned(turn_x(0), turn_x(180), 1.0), turn_x(180), atol=1e-6)
    assert turned(turn_x(20), turn_x(20), 0.3) == pytest.approx(turn_x(20))
