"""What is told of a session beside its sets: doses, changes by command, going on, answers, deleting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hipgui.core.history import Past
from hipgui.core.ladder import Load, easier
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.core.replan import replan
from hipgui.core.unfinished import Kept
from hipgui.journal.journal import Journal
from hipgui.journal.read import unfinished
from hipgui.journal.steps import decoded_dose, encoded_dose
from tests.journal.sessions import finished, play, rows

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

LOADS = (Load(Prop.KETTLEBELL, 4.0), Load(Prop.KETTLEBELL, 6.0), Load(Prop.BAND, 2.0))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def carried(library: Library) -> Plan:
    """Three sets of marches with a bell of the person's own."""
    return plan(library.routine("march"), library, Choices(loads=LOADS))


def eased(one: Plan, index: int, position_ms: int, library: Library) -> Plan:
    """The plan after the key Easier."""
    exercise = one.steps[index].exercise
    dose = easier(exercise, one.doses[exercise.id], one.kit)
    assert dose
    changed = replan(one, (index, position_ms), dose, one.kit, library, minutes=one.minutes)
    return replace(changed, doses={**one.doses, exercise.id: dose})


def test_the_doses_it_was_begun_with_and_what_was_carried_are_kept(path: Path, journal: Journal, carried: Plan) -> None:
    play(journal, carried)
    assert journal.flush()
    assert rows(path, "SELECT exercise, dose FROM doses") == [("march", encoded_dose(carried.doses["march"]))]
    assert rows(path, "SELECT DISTINCT load, load_prop, load_amount FROM sets") == [("4 kg", "kettlebell", 4.0)]


def test_a_change_is_kept_with_what_it_changed_and_the_session_goes_on_by_the_new_plan(
    path: Path, journal: Journal, carried: Plan, library: Library
) -> None:
    changed = eased(carried, 1, 21_000, library)
    journal.began(carried)
    journal.changed("easier", changed, 1, 21_000, "march", carried.doses["march"], changed.doses["march"])
    assert journal.flush()
    [(number, step, position_ms, exercise, what, before, after)] = rows(
        path, "SELECT number, step, position_ms, exercise, what, before, after FROM changes"
    )
    assert (number, step, position_ms, exercise, what) == (1, 1, 21_000, "march", "easier")
    assert decoded_dose(before) == carried.doses["march"]
    assert decoded_dose(after) == changed.doses["march"]
    left = unfinished(path, library)
    assert left is not None
    assert (left.plan, left.index, left.position_ms) == (changed, 1, 21_000)
    journal.worked(changed.steps[1], 1, 5, 25_000, skipped=False)
    journal.worked(changed.steps[3], 3, 3, 15_000, skipped=False)
    assert journal.flush()
    assert rows(path, "SELECT number, step, variant, planned_reps, load_prop, load_amount FROM sets") == [
        (2, 1, "bell", 5, "kettlebell", 4.0),
        (3, 3, "band", 3, "band", 2.0),
    ]
    left = unfinished(path, library)
    assert left is not None
    assert (left.index, left.position_ms, left.number) == (4, 0, 3)
    assert left.done == (Kept(1, 5, 25_000, skipped=False), Kept(3, 3, 15_000, skipped=False))


def test_pain_and_leaving_an_exercise_need_no_dose_after_it(path: Path, journal: Journal, carried: Plan) -> None:
    journal.began(carried)
    for what in ("hurt", "skipped"):
        journal.changed(what, carried, 1, 9_000, "march", carried.doses["march"], None)
    assert journal.flush()
    assert rows(path, "SELECT what, after FROM changes") == [("hurt", None), ("skipped", None)]


def test_a_longer_rest_is_in_the_plan_to_go_on_with(
    path: Path, journal: Journal, carried: Plan, library: Library
) -> None:
    longer = carried.with_step(4, replace(carried.steps[4], duration_ms=90_000))
    play(journal, carried, last=3)
    journal.replanned(longer)
    journal.at(4, 70_000)
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    assert (left.plan, left.index, left.position_ms) == (longer, 4, 70_000)


def test_what_had_been_done_behind_a_change_is_not_done_of_the_new_plan(
    path: Path, journal: Journal, carried: Plan, library: Library
) -> None:
    play(journal, carried, last=5)
    changed = eased(carried, 3, 20_000, library)  # somebody went back to the other side and made it easier there
    journal.changed("easier", changed, 3, 20_000, "march", carried.doses["march"], changed.doses["march"])
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    assert [kept.index for kept in left.done] == [1, 3]


def test_a_session_that_was_left_goes_on_in_another_life(path: Path, carried: Plan, library: Library) -> None:
    first = Journal(path, now=lambda: NOON)
    play(first, carried, last=4)
    first.at(5, 12_000)
    first.close()
    left = unfinished(path, library)
    assert left is not None
    second = Journal(path, now=lambda: NOON + timedelta(minutes=3))
    second.resumed(left)
    assert second.flush()
    assert unfinished(path, library) == replace(left, written_ms=left.written_ms + 180_000)
    second.worked(carried.steps[5], 5, 8, 40_000, skipped=False)
    play(second, carried, first=6)
    second.answered("march", Answer.RIGHT)
    second.close()
    assert rows(path, "SELECT outcome, began_ms FROM sessions") == [("finished", int(NOON.timestamp() * 1000))]
    assert rows(path, "SELECT number, step FROM sets") == [(1, 1), (2, 3), (3, 5), (4, 7), (5, 9), (6, 11)]
    assert rows(path, "SELECT count(*) FROM doses") == [(1,)]
    assert rows(path, "SELECT session_id, answer FROM answers") == [(1, "right")]
    assert unfinished(path, library) is None


def test_an_answer_may_be_changed_and_taken_back(path: Path, journal: Journal, short: Plan) -> None:
    def kept() -> list[tuple[object, ...]]:
        assert journal.flush()
        return rows(path, "SELECT exercise, answer FROM answers WHERE NOT taken_back")

    play(journal, short)
    journal.answered("march", Answer.EASY)
    journal.answered("lift", Answer.HARD)
    assert kept() == [("march", "easy"), ("lift", "hard")]
    journal.answered("march", Answer.HURT)
    assert kept() == [("march", "hurt"), ("lift", "hard")]
    journal.answered("march", None)
    journal.answered("lizard", None)
    assert kept() == [("lift", "hard")]
    journal.answered("march", Answer.RIGHT)
    assert kept() == [("march", "right"), ("lift", "hard")]


def test_answers_of_an_older_session_are_mended_and_a_session_is_deleted_and_brought_back(
    path: Path, short: Plan
) -> None:
    now = NOON
    journal = Journal(path, now=lambda: now)
    play(journal, short)
    play(journal, short, last=4)
    assert journal.flush()
    ((uid, began_ms),) = rows(path, "SELECT uid, began_ms FROM sessions WHERE outcome = 'finished'")
    done = Past(uid, "short", began_ms, 0, 0)
    journal.mended(done, "lift", Answer.EASY)
    journal.removed(done)
    assert journal.flush()
    assert rows(path, "SELECT session_id, answer FROM answers") == [(1, "easy")]
    assert finished(path) == 0
    journal.restored(done)
    assert journal.flush()
    assert finished(path) == 1
    journal.removed(done)
    now += timedelta(hours=23)
    journal.began(short)
    assert journal.flush()
    assert rows(path, "SELECT count(*) FROM sessions") == [(3,)], "for a day it can be brought back"
    now += timedelta(hours=2)
    journal.began(short)
    journal.close()
    assert rows(path, "SELECT id FROM sessions ORDER BY id") == [(2,), (3,), (4,)]
    assert rows(path, "SELECT count(*) FROM sets WHERE session_id = 1") == [(0,)]


def test_a_deleted_session_is_not_offered(path: Path, journal: Journal, short: Plan, library: Library) -> None:
    play(journal, short, last=4)
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    journal.removed(Past(left.uid, "short", left.began_ms, 0, 0))
    assert journal.flush()
    assert unfinished(path, library) is None


def test_reports_of_changes_without_a_session_are_passed_over(journal: Journal, path: Path, carried: Plan) -> None:
    journal.changed("easier", carried, 1, 0, "march", carried.doses["march"], None)
    journal.replanned(carried)
    journal.answered("march", Answer.EASY)
    journal.close()
    assert not path.exists()
