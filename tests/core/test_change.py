"""What a change is in a session as it stands, and whether there is one at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hipgui.core.change import What, change_in, is_possible
from hipgui.core.session import Session, State
from tests.timelines.small import library, real_plan

FIRST = 1
CHANGES = (What.EASIER, What.HARDER, What.DEEPER)


@pytest.mark.parametrize(
    ("routine", "level", "possible"),
    [
        ("march", 1, {What.HARDER}),
        ("march", 3, {What.EASIER, What.HARDER}),
        ("march", 5, {What.EASIER}),
        ("lizard", 4, {What.EASIER, What.HARDER, What.DEEPER}),
    ],
)
def test_only_what_leads_somewhere_is_possible(routine: str, level: int, possible: set[What]) -> None:
    plan = real_plan(routine, level=level)
    assert {what for what in CHANGES if is_possible(what, plan, FIRST)} == possible
    session = replace(Session(plan), state=State.PLAYING, index=FIRST)
    assert {what for what in CHANGES if change_in(session, what, 5_000, library())} == possible


def test_after_pain_the_rep_under_way_is_not_finished() -> None:
    plan = real_plan("lift", level=2)
    session = replace(Session(plan), state=State.PLAYING, index=FIRST)
    rep_ms = plan.steps[FIRST].rep_ms
    reps = []
    for state in (State.PLAYING, State.HURT):
        found = change_in(replace(session, state=state), What.EASIER, 2 * rep_ms, library())
        assert found
        reps.append(found.plan.steps[FIRST].reps)
    assert reps == [3, 2]
