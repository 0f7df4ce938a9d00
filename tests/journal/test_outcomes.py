"""What the rules of progression get to know of sessions that were kept."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.core.history import Past
from hipgui.core.ladder import easier
from hipgui.core.model import Routine
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.progression import Answer, Outcome
from hipgui.core.replan import replan, without_the_rest
from hipgui.journal.journal import Journal
from hipgui.journal.outcomes import outcomes
from tests.journal.sessions import play, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.ladder import Dose
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

DATABASES = Path(__file__).parents[1] / "databases"
LATE = datetime(2026, 11, 23, 23, 59, tzinfo=timezone(timedelta(hours=2)))
DAY = date(2026, 11, 23)


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """A journal late in the evening."""
    one = Journal(path, now=lambda: LATE)
    yield one
    one.close()


@pytest.fixture
def march(library: Library) -> Plan:
    """Three sets of marches."""
    return plan(library.routine("march"), library, Choices())


def found(journal: Journal, path: Path, library: Library) -> list[Outcome]:
    """What there is to know once everything is written."""
    assert journal.flush()
    return list(outcomes(path, library))


def eased(one: Plan, index: int, position_ms: int, library: Library) -> tuple[Plan, Dose, Dose]:
    """The plan after the key Easier, with the doses before and after it."""
    exercise = one.steps[index].exercise
    before = one.doses[exercise.id]
    after = easier(exercise, before, one.kit)
    assert after
    changed = replan(one, (index, position_ms), after, one.kit, library, minutes=one.minutes)
    return replace(changed, doses={**one.doses, exercise.id: after}), before, after


def work(journal: Journal, one: Plan, *indexes: int) -> None:
    """Do these steps as planned."""
    for index in indexes:
        step = one.steps[index]
        journal.worked(step, index, step.reps or 0, step.duration_ms, skipped=False)


def test_a_whole_session_is_one_outcome_for_each_exercise(
    journal: Journal, path: Path, library: Library, short: Plan
) -> None:
    play(journal, short)
    journal.answered("march", Answer.EASY)
    assert found(journal, path, library) == [
        Outcome("march", DAY, short.doses["march"], (8,), (8,), (8,), Answer.EASY),
        Outcome("lift", DAY, short.doses["lift"], (8,), (8,), (8,)),
        Outcome("lizard", DAY, short.doses["lizard"], (60,), (60,), (60,)),
    ]


def test_sets_that_were_left_or_not_begun_are_planned_all_the_same(
    journal: Journal, path: Path, library: Library
) -> None:
    full = plan(library.routine("full"), library, Choices(minutes=60))
    first_hold = next(index for index, step in enumerate(full.steps) if step.kind is StepKind.HOLD)
    play(journal, full, last=first_hold - 1)
    journal.worked(full.steps[first_hold], first_hold, 0, 41_900, skipped=True)
    journal.ended(finished=False)
    _, _, lizard = found(journal, path, library)
    assert lizard == Outcome("lizard", DAY, full.doses["lizard"], (60, 60), (41, 0), (0, 0))


def test_the_pieces_of_a_set_are_added_up_and_both_doses_are_told(
    journal: Journal, path: Path, library: Library, march: Plan
) -> None:
    changed, before, after = eased(march, 1, 21_000, library)
    journal.began(march)
    journal.changed("easier", changed, 1, 21_000, "march", before, after)
    work(journal, changed, *(index for index, step in enumerate(changed.steps) if step.is_work))
    assert found(journal, path, library) == [
        Outcome("march", DAY, after, (8, 8, 8), (8, 8, 8), (8, 8, 8), begun=before),
    ]


def test_a_hold_in_pieces_counts_whole_seconds_of_all_of_it(journal: Journal, path: Path, library: Library) -> None:
    lizard = plan(library.routine("lizard"), library, Choices())
    changed, before, after = eased(lizard, 1, 20_400, library)
    journal.began(lizard)
    journal.changed("easier", changed, 1, 20_400, "lizard", before, after)
    work(journal, changed, 1)
    journal.worked(changed.steps[2], 2, 0, 39_500, skipped=True)
    [outcome] = found(journal, path, library)
    assert (outcome.planned, outcome.right, outcome.left) == ((60, 45), (59, 0), (0, 0))


def test_what_was_done_again_is_no_more_work(journal: Journal, path: Path, library: Library, march: Plan) -> None:
    journal.began(march)
    journal.worked(march.steps[1], 1, 5, 25_000, skipped=True)
    journal.worked(march.steps[1], 1, 3, 15_000, skipped=True)
    work(journal, march, 3, 3, 5)
    changed, before, after = eased(march, 1, 12_000, library)  # back to the first side, and easier there
    journal.changed("easier", changed, 1, 12_000, "march", before, after)
    work(journal, changed, 1, 3)
    [outcome] = found(journal, path, library)
    assert (outcome.planned, outcome.right, outcome.left) == ((8, 8, 8), (8, 8, 0), (8, 0, 0))


def test_pain_tells_the_dose_at_which_it_hurt(journal: Journal, path: Path, library: Library, march: Plan) -> None:
    journal.began(march)
    work(journal, march, 1)
    journal.changed("hurt", march, 3, 9_000, "march", march.doses["march"], None)
    gentler, before, after = eased(march, 3, 9_000, library)
    journal.changed("easier", gentler, 3, 9_000, "march", before, after)
    [outcome] = found(journal, path, library)
    assert (outcome.hurt, outcome.hurt_at, outcome.begun, outcome.dose) == (True, before, before, after)
    journal.changed("hurt", gentler, 3, 9_000, "march", after, after)
    [outcome] = found(journal, path, library)
    assert (outcome.hurt_at, outcome.dose) == (after, after)


def test_an_exercise_that_was_skipped_still_tells_its_sets(
    journal: Journal, path: Path, library: Library, short: Plan, march: Plan
) -> None:
    shorter = without_the_rest(march, 5)
    play(journal, march, last=4)
    journal.changed("skipped", shorter, 5, 15_000, "march", march.doses["march"], None)
    journal.worked(shorter.steps[5], 5, 3, 15_000, skipped=True)
    [outcome] = found(journal, path, library)
    assert outcome == Outcome("march", DAY, march.doses["march"], (8, 8, 8), (8, 3, 0), (8, 0, 0), begun=outcome.begun)
    journal.began(short)
    journal.changed("skipped", without_the_rest(short, 0), 0, 5_000, "march", short.doses["march"], None)
    assert found(journal, path, library)[1] == Outcome(
        "march", DAY, short.doses["march"], (8,), (0,), (0,), begun=short.doses["march"]
    )


def test_an_exercise_that_comes_twice_in_a_session_has_the_sets_of_both_turns(
    journal: Journal, path: Path, library: Library
) -> None:
    there_and_back = Routine("back", "Back", ("march", "lizard", "march"), 60)
    one = plan(there_and_back, library, Choices())
    play(journal, one, last=len(one.steps) - 2)
    march, _ = found(journal, path, library)
    assert (march.planned, march.right, march.left) == ((8,) * 6, (8,) * 6, (8, 8, 8, 8, 8, 0))


def test_older_sessions_come_first_and_what_was_deleted_does_not_come(
    path: Path, library: Library, short: Plan, march: Plan
) -> None:
    for day, one in ((2, short), (1, march)):
        journal = Journal(path, now=lambda day=day: datetime(2026, 11, day, 8, tzinfo=UTC))  # type: ignore[misc]  # a default keeps each lambda's own value
        play(journal, one)
        journal.close()
    assert [(one.day.day, one.exercise) for one in outcomes(path, library)] == [
        (1, "march"),
        (2, "march"),
        (2, "lift"),
        (2, "lizard"),
    ]
    ((uid,),) = rows(path, "SELECT uid FROM sessions WHERE routine = 'short'")
    journal = Journal(path)
    journal.removed(Past(uid, "short", 0, 0, 0))
    journal.close()
    assert [one.day.day for one in outcomes(path, library)] == [1]


def test_a_journal_from_before_doses_were_kept_tells_its_levels(path: Path, library: Library) -> None:
    path.parent.mkdir()
    shutil.copyfile(DATABASES / "version-1.sqlite", path)
    before = path.read_bytes()
    told = outcomes(path, library)
    assert [(one.exercise, one.dose.level, one.dose.sets, one.dose.amount, one.answer) for one in told] == [
        ("march", 3, 3, 8, Answer.RIGHT),
        ("lift", 3, 3, 8, None),
        ("lizard", 3, 2, 60, Answer.HURT),
        ("lizard", 3, 2, 60, None),
    ]
    assert [(one.planned, one.right, one.left) for one in told[:2]] == [((8,), (8,), (8,)), ((8,), (8,), (8,))]
    assert path.read_bytes() == before, "it was only asked"


def test_what_makes_no_sense_is_passed_over(
    journal: Journal, path: Path, library: Library, short: Plan, march: Plan
) -> None:
    assert outcomes(path, library) == (), "no file"
    play(journal, march)
    for _ in range(5):
        play(journal, short)
    assert journal.flush()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM plans WHERE session_id = 2")
        other.execute("UPDATE plans SET steps = 'none' WHERE session_id = 3")
        other.execute("UPDATE plans SET steps = '{\"steps\":[7]}' WHERE session_id = 4")
        other.execute("UPDATE doses SET dose = '{}' WHERE session_id = 5 AND exercise = 'march'")
        (steps,) = other.execute("SELECT steps FROM plans WHERE session_id = 6").fetchone()
        gone = json.dumps(json.loads(steps)).replace("lift", "gone")
        other.execute("UPDATE plans SET steps = ? WHERE session_id = 6", (gone,))
        other.commit()
    told = [(one.exercise, len(one.planned)) for one in outcomes(path, library)]
    assert told == [("march", 3), ("lift", 1), ("lizard", 1), ("march", 1), ("lizard", 1)]
