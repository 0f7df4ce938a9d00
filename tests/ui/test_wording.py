from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.core.ladder import Dose, Kit, at_level, easier
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.replan import replan
from hipgui.core.unfinished import Kept
from hipgui.player.record import work_done
from hipgui.ui.wording import (
    day_line,
    dose_line,
    doses,
    load_line,
    minutes,
    plan_notes,
    ribbon_parts,
    ribbon_progress,
    sides_done,
    whole_set,
)

if TYPE_CHECKING:
    from hipgui.core.plan import Plan
    from hipgui.player import WorkDone

LIBRARY = load_library()
FULL = plan(LIBRARY.routine("full"), LIBRARY, Choices())
ALL = ("march", "lift", "lizard")


def worked(wanted: Plan) -> list[WorkDone]:
    """Everything, done in full."""
    return [
        work_done(wanted, Kept(index, step.reps or 0, step.duration_ms, skipped=False))
        for index, step in enumerate(wanted.steps)
        if step.is_work
    ]


@pytest.mark.parametrize(
    ("load", "shown"),
    [
        ("2–4 kg", "4–9 lb"),
        ("2–4 kg, then the next bell", "4–9 lb, then the next bell"),
        ("2.5 kg", "6 lb"),
        ("medium band", "medium band"),
        ("9 lb", "9 lb"),
        ("", ""),
    ],
)
def test_weights_are_shown_in_pounds_where_these_are_wanted(load: str, shown: str) -> None:
    assert load_line(load, LIBRARY.words, pounds=True) == shown
    assert load_line(load, LIBRARY.words, pounds=False) == load


@pytest.mark.parametrize(
    ("hour", "finished", "line"),
    [
        (6, 0, "Sunday morning, first session"),
        (12, 1, "Sunday afternoon, session 2"),
        (18, 30, "Sunday evening, session 31"),
        (23, 1, "Sunday night, session 2"),
        (2, 1, "Sunday night, session 2"),
    ],
)
def test_the_day_is_told_in_words(hour: int, finished: int, line: str) -> None:
    assert day_line(datetime(2025, 11, 23, hour, tzinfo=UTC), finished) == line


@pytest.mark.parametrize(("ms", "shown"), [(0, 1), (29_000, 1), (89_999, 1), (90_001, 2), (780_000, 13)])
def test_minutes_are_rounded_and_never_nothing(ms: int, shown: int) -> None:
    assert minutes(ms) == shown


def test_doses_are_written_as_a_person_would() -> None:
    march, lift, lizard = doses(FULL, LIBRARY, ALL)
    assert march.line == "3 × 8 each side"
    assert march.how == "With the kettlebell, 2–4 kg"
    assert lift.how == "Low step-over"
    assert lizard.line == "2 × 60 s each side"
    assert lizard.work
    assert dose_line(replace(lizard.work, sets=1)) == "60 s"


def test_the_cards_minutes_add_up_to_the_session() -> None:
    assert sum(dose.duration_ms for dose in doses(FULL, LIBRARY, ALL)) == FULL.duration_ms


def test_an_exercise_that_found_no_time_is_still_on_its_card() -> None:
    short = plan(LIBRARY.routine("full"), LIBRARY, Choices(minutes=5))
    gone = [dose for dose in doses(short, LIBRARY, ALL) if dose.work is None]
    assert gone
    assert {dose.line for dose in gone} == {"Left out today, for time"}
    assert {dose.how for dose in gone} == {""}


def test_notes_say_what_was_replaced_and_that_it_was_shortened() -> None:
    assert plan_notes(FULL) == ()
    bare = plan(LIBRARY.routine("full"), LIBRARY, Choices(kit=frozenset()))
    assert plan_notes(bare)[0].startswith("No kettlebell, so")
    short = plan(LIBRARY.routine("short"), LIBRARY, Choices(minutes=10, kit=frozenset({Prop.KETTLEBELL, Prop.BOOK})))
    assert plan_notes(short)[-1] == "Shortened to fit your minutes."


@given(st.integers(0, FULL.duration_ms))
def test_the_ribbon_follows_the_session(at_ms: int) -> None:
    parts = ribbon_parts(FULL)
    place, share = ribbon_progress(FULL, at_ms)
    before_ms = sum(part.duration_ms for part in parts[:place])
    assert before_ms + share * parts[place].duration_ms == pytest.approx(at_ms, abs=1)


def test_the_ribbon_is_the_whole_plan_with_thick_work() -> None:
    parts = ribbon_parts(FULL)
    assert sum(part.duration_ms for part in parts) == FULL.duration_ms
    assert sum(part.kind != "rest" for part in parts) == sum(step.is_work for step in FULL.steps)
    assert sum(part.new for part in parts) == 3
    assert {part.kind for part in parts} == {"move", "hold", "rest"}
    assert all(one.kind != "rest" or other.kind != "rest" for one, other in itertools.pairwise(parts))
    assert ribbon_progress(FULL, FULL.duration_ms + 1) == (len(parts) - 1, 1.0)


def test_both_sides_of_what_was_done_are_told() -> None:
    right, left = sides_done(FULL, worked(FULL), LIBRARY.exercise("march"))
    assert (right.name, right.line, right.sets) == ("Right leg", "24 reps", (1.0, 1.0, 1.0))
    assert (left.name, left.line) == ("Left leg", "24 reps")
    hold, _ = sides_done(FULL, worked(FULL), LIBRARY.exercise("lizard"))
    assert (hold.name, hold.line) == ("Right foot forward", "2:00 min")


def test_what_was_left_early_or_out_is_told_without_a_word_of_blame() -> None:
    work = worked(FULL)
    first = work[0]
    cut = replace(first, reps=4, ms=first.ms // 2, skipped=True)
    right, left = sides_done(FULL, [cut, *work[2:]], LIBRARY.exercise("march"))
    assert right.line == "20 of 24 reps"
    assert right.sets == (0.5, 1.0, 1.0)
    assert left.line == "16 of 24 reps"
    nothing, _ = sides_done(FULL, [], LIBRARY.exercise("march"))
    assert (nothing.line, nothing.sets) == ("Skipped", (0.0, 0.0, 0.0))
    half, _ = sides_done(FULL, work[-2:-1], LIBRARY.exercise("lizard"))
    assert half.line == "60 s of 2:00 min"


def test_a_set_that_was_cut_by_a_change_is_told_as_one() -> None:
    march, kit = LIBRARY.exercise("march"), Kit()
    band = easier(march, at_level(march, 3, kit), kit)
    assert band
    changed = replan(FULL, (1, 21_000), band, kit, LIBRARY)
    right, left = sides_done(changed, worked(changed), march)
    assert (right.line, right.sets) == ("24 reps", (1.0, 1.0, 1.0))
    assert (left.line, left.sets) == ("24 reps", (1.0, 1.0, 1.0))
    half, _ = sides_done(changed, worked(changed)[:1], march)
    assert half.line == "5 of 24 reps"
    assert half.sets == (0.625, 0.0, 0.0)
    assert dose_line(whole_set(changed, 3)) == "3 × 8"
    lizard = replan(FULL, (len(FULL.steps) - 1, 20_000), Dose(2, "hands", 2, hold_s=45), kit, LIBRARY)
    assert dose_line(whole_set(lizard, len(lizard.steps) - 1)) == "2 × 60 s"
