"""What a key cuts off is eased over."""

from __future__ import annotations

import itertools

import pytest

from hipgui.core.model import Side
from hipgui.ui.choreography import SWAP_MS
from hipgui.ui.easing import CATCH_UP_MS, Easing
from hipgui.ui.pictures import Course, Moment, Shot

BELL = Shot("march_bell", Side.RIGHT, amount=0.0, still_s=4.0, guide=True)
BODY = BELL._replace(movement="march_body")


def test_another_variant_is_eased_into_while_the_figure_waits() -> None:
    easing = Easing()
    assert easing.over(BELL, "march", 3, 0.0) == BELL
    assert easing.over(BELL, "march", 3, 5_000.0) == BELL
    begun = easing.over(BODY, "march", 3, 5_040.0)
    assert (begun.course, begun.amount, begun.movement) == (Course.SWAP, 0.0, "march_body")
    assert begun.came_from == Moment("march_bell", Side.RIGHT, 0.0)
    assert not begun.guide
    halfway = easing.over(BODY, "march", 3, 5_040.0 + SWAP_MS / 2)
    assert halfway.amount == pytest.approx(0.5)
    assert easing.over(BODY, "march", 3, 5_040.0 + SWAP_MS) == BODY
    assert easing.over(BODY, "march", 3, 9_000.0) == BODY


@pytest.mark.parametrize(
    ("before", "after", "exercise"),
    [
        (BELL, BODY._replace(side=Side.LEFT), "march"),
        (BELL, Shot("lift_edge", Side.RIGHT, 2, 0.0), "lift"),
        (BELL._replace(amount=0.4), BODY, "march"),
        (BELL, BODY._replace(amount=0.4), "march"),
        (BELL._replace(course=Course.ENTRY), BODY, "march"),
        (BELL, BODY._replace(flooded=True), "march"),
        (BELL, BELL._replace(still_s=5.0), "march"),
    ],
    ids=["other side", "other exercise", "moving before", "moving now", "on its way", "switch", "the same"],
)
def test_all_else_is_shown_as_it_is(before: Shot, after: Shot, exercise: str) -> None:
    easing = Easing()
    easing.over(before, "march", 3, 0.0)
    assert easing.over(after, exercise, 3, 40.0) == after


def test_a_set_that_begins_meanwhile_is_not_held_up() -> None:
    easing = Easing()
    easing.over(BELL, "march", 3, 0.0)
    easing.over(BODY, "march", 3, 40.0)
    lifting = BODY._replace(amount=0.2, still_s=None)
    assert easing.over(lifting, "march", 3, 80.0) == lifting
    assert easing.over(BODY, "march", 3, 120.0) == BODY


LIFTING = Shot("march_bell", Side.RIGHT, amount=0.7)
DOWN = LIFTING._replace(amount=0.0, still_s=0.1)


def test_a_set_that_was_ended_in_mid_rep_is_left_from_where_the_figure_was() -> None:
    easing = Easing()
    easing.over(LIFTING, "march", 1, 0.0)
    places = [easing.over(DOWN, "march", 2, 40.0 + ms).amount for ms in range(0, round(CATCH_UP_MS) + 1, 20)]
    assert places[0] == pytest.approx(0.7)
    assert places == sorted(places, reverse=True)
    assert all(one - other < 0.1 for one, other in itertools.pairwise(places))
    assert easing.over(DOWN, "march", 2, 60.0 + CATCH_UP_MS) == DOWN


@pytest.mark.parametrize("course", [Course.ENTRY, Course.SET_UP])
def test_so_it_is_on_the_flood(course: Course) -> None:
    easing = Easing()
    easing.over(LIFTING, "march", 1, 0.0)
    stays = LIFTING._replace(course=course, amount=1.0, flooded=True)
    begun = easing.over(stays, "march", 2, 40.0)
    assert (begun.course, begun.flooded) == (Course.PATH, True)
    assert begun.amount == pytest.approx(0.7)
    goes = stays._replace(amount=0.9)
    assert easing.over(goes, "march", 2, 80.0) == goes, "it is on its way: nothing holds it up"
    assert easing.over(stays, "march", 2, 120.0) == stays


def test_a_set_that_begins_anew_is_caught_up_with() -> None:
    easing = Easing()
    easing.over(LIFTING, "march", 2, 0.0)
    up = [LIFTING._replace(amount=0.3 * ms / CATCH_UP_MS) for ms in range(0, round(CATCH_UP_MS) + 1, 20)]
    places = [easing.over(shot, "march", 1, 40.0 + 20.0 * number).amount for number, shot in enumerate(up)]
    assert places[0] == pytest.approx(0.7)
    assert places[-1] == pytest.approx(0.3)
    assert all(abs(one - other) < 0.1 for one, other in itertools.pairwise(places))


def test_a_second_key_does_not_carry_the_first_ones_way_over_to_the_other_side() -> None:
    easing = Easing()
    easing.over(LIFTING, "march", 1, 0.0)
    easing.over(DOWN, "march", 2, 40.0)
    other = Shot("march_bell", Side.LEFT, amount=0.3)
    assert easing.over(other, "march", 3, 120.0) == other


@pytest.mark.parametrize(
    ("after", "index"),
    [
        (DOWN, 1),
        (LIFTING._replace(amount=0.75), 2),
        (DOWN._replace(side=Side.LEFT), 2),
        (DOWN._replace(movement="march_body"), 2),
        (DOWN._replace(course=Course.SWAP, came_from=Moment("march_bell", Side.RIGHT, 0.7), amount=1.0), 2),
    ],
    ids=["same step", "near", "other side", "other movement", "on a way of its own"],
)
def test_what_does_not_cut_stays_as_it_is(after: Shot, index: int) -> None:
    easing = Easing()
    easing.over(LIFTING, "march", 1, 0.0)
    assert easing.over(after, "march", index, 40.0) == after
