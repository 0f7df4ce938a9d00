"""The ways into movements and between them are ways a body could go."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipgui.figure.blend import between, blended, entry, framed_between, rising, turned
from hipgui.figure.geometry import turn_x, turn_z
from hipgui.figure.limits import beyond, joint_angles
from hipgui.figure.model import Camera, View
from hipgui.figure.motion import minimum_jerk
from hipgui.figure.scene import standing
from tests.figure.measures import (
    FIGURES,
    MOVEMENTS,
    SIDES,
    bearing_point,
    bones_of,
    centre_of_mass,
    depth_in_box,
    outside,
    skeleton,
    standing_boxes,
    standing_on,
    support,
    surfaces,
)

if TYPE_CHECKING:
    from hipgui.figure.model import SideName
    from hipgui.figure.rig import Skeleton

TIMES = tuple(float(time) for time in np.linspace(0.0, 1.0, 41))
PROPS_FROM = 0.5
"""The share of a swap's time from which new props are there."""
WITH_REST = [name for name in MOVEMENTS if FIGURES.movement(name).rest is not None]
FAMILIES = [[name for name in WITH_REST if name.startswith(start)] for start in ("march", "lift", "lizard")]
SWAPS = [(one, other) for family in FAMILIES for one, other in itertools.permutations(family, 2)]
LIMBS = [f"{unit}_{t}" for unit in ("foot", "shank", "fore", "thigh") for t in "lr"]
FLOOR_GIVE = 0.006
STEP = 0.05
"""H between frames of the ways that the tests look at; a session has more frames."""
SLACK = 3.0
"""Degrees: the ranges are those of a position that is held; a leg that swings past goes a little further."""

every_entry = pytest.mark.parametrize("name", WITH_REST)
every_swap = pytest.mark.parametrize(("one", "other"), SWAPS, ids=str)


@lru_cache(maxsize=64)
def entered(name: str) -> list[Skeleton]:
    """The way into a movement, evenly in time."""
    movement = FIGURES.movement(name)
    boxes = standing(FIGURES, movement, "right")
    return [blended(*entry(movement), minimum_jerk(time), boxes) for time in TIMES]


@lru_cache(maxsize=256)
def swapped(one: str, other: str) -> list[Skeleton]:
    """From one movement into another while it goes on: a stretch from its end to the end, reps from start to start."""
    held = one.startswith("lizard")
    start = skeleton(one, "right", 1.0 if held else 0.0)
    boxes = standing(FIGURES, FIGURES.movement(other), "right")
    return [
        blended(
            start,
            skeleton(other, "right", 1.0 if held else minimum_jerk(0.5 * time)),
            minimum_jerk(time),
            rising(boxes, time / PROPS_FROM),
        )
        for time in TIMES
    ]


def outside_by(joint: tuple[str, float, tuple[float, float]]) -> float:
    """Degrees by which a joint is beyond its range."""
    _, degrees, (low, high) = joint
    return max(low - degrees, degrees - high)


def check_body(bodies: list[Skeleton]) -> None:
    """What must hold of every body: lengths, joints, floor."""
    for body in bodies:
        for upper, lower, length in bones_of():
            assert np.linalg.norm(body.origin(upper) - body.origin(lower)) == pytest.approx(length, abs=1e-9)
        assert [joint for joint in beyond(body) if outside_by(joint) > SLACK] == []
        assert surfaces(body, LIMBS)[:, 2].min() > -FLOOR_GIVE


def check_steps(bodies: list[Skeleton]) -> None:
    """No jump from frame to frame, a twenty-fourth of the way each."""
    for one, other in itertools.pairwise(bodies):
        assert float(np.abs(other.origins - one.origins).max()) < STEP


@every_entry
def test_the_way_into_a_movement_is_one_a_body_could_go(name: str) -> None:
    bodies = entered(name)
    check_body(bodies[::2])
    check_steps(bodies)


@every_swap
def test_a_movement_that_is_swapped_is_eased_into(one: str, other: str) -> None:
    bodies = swapped(one, other)
    check_body(bodies[::4])
    check_steps(bodies)


@every_entry
def test_an_entry_goes_through_nothing_that_stands_there(name: str) -> None:
    for body in entered(name)[::2]:
        points = surfaces(body, [*LIMBS, "upper_l", "upper_r", "trunk"])
        for box in standing_boxes(name):
            assert depth_in_box(points, box) < FLOOR_GIVE


@every_swap
def test_no_hand_or_foot_goes_through_a_block_in_a_swap(one: str, other: str) -> None:
    """From half-way on, when it is there."""
    for body in swapped(one, other)[len(TIMES) // 2 + 1 :: 3]:
        points = surfaces(body, ["foot_l", "foot_r"])
        hands = np.array([body.origin(f"palm_{t}") for t in "lr"])
        for box in standing_boxes(other):
            assert depth_in_box(points, box) < FLOOR_GIVE
            assert depth_in_box(hands, box) < 0.0


@every_entry
def test_legs_pass_each_other_on_the_way_in(name: str) -> None:
    for body in entered(name)[::2]:
        left, right = (surfaces(body, [f"foot_{t}", f"shank_{t}"]) for t in "lr")
        assert np.linalg.norm(left[:, None] - right[None], axis=2).min() > 0.001


@every_entry
def test_what_carries_the_body_on_the_way_in_stays_where_it_is(name: str) -> None:
    """A knee, a hand or a foot that is down at both ends, in one place, stays there."""
    movement = FIGURES.movement(name)
    bodies = entered(name)
    for bearing in movement.bearings:
        places = [bearing_point(body, bearing) for body in bodies]
        if np.linalg.norm(places[-1] - places[0]) < 0.002 and places[0][2] < 0.05:
            assert max(float(np.linalg.norm(place - places[0])) for place in places) < 0.02


@every_entry
def test_something_always_carries_the_body_on_the_way_in(name: str) -> None:
    """On the move its mass may be outside a little; where a hand has just left the floor, a little more."""
    boxes = standing_boxes(name)
    away = [outside(centre_of_mass(body)[:2], support(body, standing_on(body, boxes))) for body in entered(name)]
    on_forearms = "left_forearm" in FIGURES.movement(name).bearings
    assert max(away) < (0.06 if on_forearms else 0.02)
    assert away[0] < 0.0
    assert away[-1] < 0.0


@every_entry
def test_it_ends_where_the_movement_begins(name: str) -> None:
    body = entered(name)[-1]
    assert np.array_equal(body.origins, skeleton(name, "right", 0.0).origins)


def test_a_foot_that_is_brought_through_does_not_hang() -> None:
    """Lying it points as far as an ankle goes; on its way past the other knee its toes are up already."""
    ankles = [joint_angles(body)["ankle_r"] for body in entered("lizard_hands")]
    assert ankles[0] < -60.0
    assert ankles[len(TIMES) // 2] > -20.0


def test_a_movement_without_a_rest_is_there_at_once() -> None:
    rested, begun = entry(FIGURES.movement("stride"))
    assert rested is begun


moments = st.tuples(st.sampled_from(MOVEMENTS), st.sampled_from(SIDES), st.sampled_from((0.0, 0.5, 1.0)))


@settings(max_examples=40, deadline=None)
@given(moments, moments, st.floats(0, 1))
def test_bones_keep_their_lengths_between_any_two_moments(
    start: tuple[str, SideName, float], end: tuple[str, SideName, float], share: float
) -> None:
    body = blended(skeleton(*start), skeleton(*end), share)
    for upper, lower, length in bones_of():
        assert np.linalg.norm(body.origin(upper) - body.origin(lower)) == pytest.approx(length, abs=1e-9)


def test_cameras_and_views_go_over_into_one_another() -> None:
    one, other = Camera(-60, 8), Camera(-35, 16)
    assert between(one, one, 0.3) is one
    assert between(one, other, 0.0) == one
    assert between(one, other, 1.0) == other
    assert between(one, other, 0.5) == Camera(-47.5, 12)
    near, far = View((0.0, 0.0, 0.5), 1.0, 1.0), View((0.2, 0.0, 0.3), 2.0, 0.6)
    assert framed_between(near, near, 0.3) is near
    assert framed_between(near, far, 0.5) == View((0.1, 0.0, 0.4), 1.5, 0.8)


def test_turns_take_the_short_way_even_half_round() -> None:
    assert np.allclose(turned(turn_z(170), turn_z(-170), 0.5), turn_z(180), atol=1e-9)
    assert np.allclose(turned(turn_x(0), turn_x(180), 1.0), turn_x(180), atol=1e-6)
    assert turned(turn_x(20), turn_x(20), 0.3) == pytest.approx(turn_x(20))
