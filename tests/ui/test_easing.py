"""A change in a rest goes over into what it changes to."""

from __future__ import annotations

import pytest

from hipgui.core.model import Side
from hipgui.ui.choreography import SWAP_MS
from hipgui.ui.easing import Easing
from hipgui.ui.pictures import Course, Moment, Shot

BELL = Shot("march_bell", Side.RIGHT, amount=0.0, still_s=4.0, guide=True)
BODY = BELL._replace(movement="march_body")


def test_another_variant_is_eased_into_while_the_figure_waits() -> None:
    easing = Easing()
    assert easing.over(BELL, "march", 0.0) == BELL
    assert easing.over(BELL, "march", 5_000.0) == BELL
    begun = easing.over(BODY, "march", 5_040.0)
    assert (begun.course, begun.amount, begun.movement) == (Course.SWAP, 0.0, "march_body")
    assert begun.came_from == Moment("march_bell", Side.RIGHT, 0.0)
    assert not begun.guide
    halfway = easing.over(BODY, "march", 5_040.0 + SWAP_MS / 2)
    assert halfway.amount == pytest.approx(0.5)
    assert easing.over(BODY, "march", 5_040.0 + SWAP_MS) == BODY
    assert easing.over(BODY, "march", 9_000.0) == BODY


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
    easing.over(before, "march", 0.0)
    assert easing.over(after, exercise, 40.0) == after


def test_a_set_that_begins_meanwhile_is_not_held_up() -> None:
    easing = Easing()
    easing.over(BELL, "march", 0.0)
    easing.over(BODY, "march", 40.0)
    lifting = BODY._replace(amount=0.2, still_s=None)
    assert easing.over(lifting, "march", 80.0) == lifting
    assert easing.over(BODY, "march", 120.0) == BODY
