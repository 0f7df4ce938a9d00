from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hipgui.core.course import GO_ON_WITHIN, Chosen, Memory, Next, at_bottom, next_of, nexts, weeks_of
from hipgui.core.history import Past, Review
from hipgui.core.ladder import at_level
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.core.unfinished import Unfinished
from tests.core.doses import LIFT, MARCH
from tests.core.past import KIT, NO_BELL, bell, did
from tests.timelines.small import library

HOUR_MS = 3_600_000
LEFT = Unfinished("left", plan(library().routine("march"), library(), Choices()), 1, 500, 0, 0, 10 * HOUR_MS)


def session(uid: str, began_h: int, *outcomes: object) -> Review:
    past = Past(uid, "full", began_h * HOUR_MS, 0, 0)
    return Review(past, tuple(outcomes))  # type: ignore[arg-type]  # outcomes, as `did` makes them


def march_next(memory: Memory, level: int = 3) -> Next:
    return next_of(MARCH, memory, KIT, library().words, level)


def test_without_a_past_an_exercise_begins_at_the_bottom_of_the_level() -> None:
    assert march_next(Memory(), level=4) == Next(at_level(MARCH, 4, KIT))


def test_with_a_past_it_goes_by_what_is_proposed() -> None:
    memory = Memory((session("one", 1, did(bell(8))), session("two", 2, did(bell(8)))))
    assert march_next(memory, level=1) == Next(bell(9), "Just right twice: one rep more.")


def test_a_choice_goes_first_until_the_exercise_was_done() -> None:
    chosen = {"march": Chosen(bell(10), 5 * HOUR_MS)}
    before = session("one", 1, did(bell(8)))
    memory = Memory((before,), chosen)
    assert march_next(memory) == Next(bell(10), "Your own choice: 10 reps.", own=True)
    other = session("two", 6, did(at_level(LIFT, 3, KIT), exercise="lift"), did(bell(10), right=(), left=()))
    assert march_next(replace(memory, reviews=(before, other))).own, "the march was not done in it"
    done = session("three", 7, did(bell(10)))
    assert (
        march_next(replace(memory, reviews=(before, other, done))).why
        == "Just right: one more like this before the next step."
    )


def test_a_choice_of_the_first_time_and_of_the_same_are_named() -> None:
    chosen = {"march": Chosen(bell(8), 5 * HOUR_MS)}
    assert march_next(Memory((), chosen)).why == "Your own choice."
    assert march_next(Memory((session("one", 1, did(bell(8))),), chosen)).why == "Your own choice: the same again."


def test_a_choice_is_fitted_to_what_is_at_hand() -> None:
    memory = Memory((), {"march": Chosen(bell(10), 0)})
    found = next_of(MARCH, memory, NO_BELL, library().words, 3)
    assert (found.dose.variant, found.dose.reps) == ("band", 10)


def test_choices_are_made_and_taken_back() -> None:
    memory = Memory().with_chosen({"march": bell(9)}, 7)
    assert memory.chosen_dose("march") == bell(9)
    assert memory.with_chosen({"march": None, "lift": None}, 8).chosen == {}
    assert memory.with_chosen({"lift": at_level(LIFT, 1, KIT)}, 8).chosen_dose("march") == bell(9)


def test_every_exercise_has_something_next() -> None:
    found = nexts(library(), Memory(), KIT, 2)
    assert [one.dose for one in found.values()] == [at_level(one, 2, KIT) for one in library().exercises]


def test_an_answer_belongs_to_the_present_session() -> None:
    memory = Memory((session("one", 1, did(bell(8))), session("two", 2, did(bell(8), None))), present="two")
    assert [one.answer for one in memory.answered("march", Answer.EASY).outcomes] == [Answer.RIGHT, Answer.EASY]
    assert memory.answered("lift", Answer.EASY).outcomes == memory.outcomes
    present = memory.of_present()
    assert present is not None
    assert present.past.uid == "two"
    assert memory.before_present() == memory.reviews[0].outcomes
    assert Memory((session("", 1, did(bell(8))),)).of_present() is None


@pytest.mark.parametrize(
    ("later", "present", "offered"),
    [
        (timedelta(minutes=1), "", True),
        (GO_ON_WITHIN, "", True),
        (GO_ON_WITHIN + timedelta(seconds=1), "", False),
        (timedelta(hours=-24), "", True),
        (timedelta(minutes=1), "left", False),
    ],
    ids=["a minute ago", "just in time", "too long ago", "clock set back", "the present one"],
)
def test_what_was_left_is_offered_for_half_a_day(later: timedelta, present: str, *, offered: bool) -> None:
    now = datetime.fromtimestamp(LEFT.written_ms / 1000, UTC) + later
    found = Memory(unfinished=LEFT, present=present).to_go_on_with(now)
    assert found is (LEFT if offered else None)
    assert Memory().to_go_on_with(now) is None


def test_a_level_for_all_is_told_from_single_choices() -> None:
    march, lift = at_level(MARCH, 4, KIT), at_level(LIFT, 4, KIT)
    assert at_bottom([(MARCH, march), (LIFT, lift)], KIT) == 4
    assert at_bottom([(MARCH, march), (LIFT, None)], KIT) is None
    assert at_bottom([(MARCH, march), (LIFT, at_level(LIFT, 3, KIT))], KIT) is None
    assert at_bottom([(MARCH, march.with_amount(9)), (LIFT, lift)], KIT) is None
    assert at_bottom([], KIT) is None


def test_sessions_are_counted_by_weeks() -> None:
    sunday = date(2025, 11, 23)
    days = [sunday, sunday, sunday - timedelta(days=6), sunday - timedelta(days=7), date(2025, 1, 1), date(2026, 1, 1)]
    assert weeks_of(days, sunday, 3) == (0, 1, 3)
