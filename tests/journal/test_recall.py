"""What Today and Finish go by, out of the journal."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.core.course import MEMORY
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.journal.journal import Journal
from hipgui.journal.merge import merge
from hipgui.journal.opening import open_journal
from hipgui.journal.recall import BY_LEVEL, Keeper, recall
from hipgui.journal.schema import MIGRATIONS
from hipgui.journal.writer import IN_MEMORY
from tests.journal.sessions import play

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hipgui.core.course import Memory
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

NOW = datetime(2025, 11, 23, 18, 30, tzinfo=UTC)
DATABASES = Path(__file__).parents[1] / "databases"


@pytest.fixture
def kept(path: Path) -> Iterator[Callable[..., Journal]]:
    """Makes journals at `path`, at a time of day."""
    journals: list[Journal] = []

    def make(now: datetime = NOW, file: Path = path) -> Journal:
        journals.append(Journal(file, now=lambda: now))
        return journals[-1]

    yield make
    for journal in journals:
        journal.close()


@pytest.fixture
def march(library: Library) -> Plan:
    return plan(library.routine("march"), library, Choices())


def lived(journal: Journal, one: Plan, *, last: int | None = None) -> None:
    """A session that is on the disk, in which everything was done, or steps up to the last one."""
    play(journal, one, last=last)
    journal.close()


def remembered(journal: Journal, path: Path, library: Library, now: datetime = NOW) -> Memory:
    return Keeper(journal, path, library, lambda: now).recall()


def test_the_session_that_was_just_played_is_remembered_with_its_answers(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    lived(kept(NOW - timedelta(days=2)), march)
    journal = kept()
    play(journal, march)
    keeper = Keeper(journal, path, library, lambda: NOW)
    keeper.answered("march", Answer.HARD)
    found = keeper.recall()
    assert (found.there, found.sentences) == (True, ())
    assert [one.answer for one in found.outcomes] == [None, Answer.HARD]
    present = found.of_present()
    assert present is not None
    assert present.outcomes == found.outcomes[1:]


def test_a_choice_survives_a_restart_and_goes_stale_once_it_is_done(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    dose = march.doses["march"].with_amount(10)
    lived(kept(NOW - timedelta(days=1)), march)
    first = kept(NOW - timedelta(hours=23))
    first.chose("march", dose)
    first.chose("lizard", None)
    first.close()
    found = remembered(kept(), path, library)
    assert found.chosen_dose("march") == dose
    assert found.present == ""
    assert not found.chosen_dose("lizard")
    journal = kept(NOW + timedelta(hours=1))
    play(journal, march)
    assert remembered(journal, path, library).chosen_dose("march") is None


def test_a_choice_that_was_taken_back_or_that_nobody_knows_any_more_is_none(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    journal, dose = kept(), march.doses["march"]
    for exercise in ("march", "lift", "sled"):
        journal.chose(exercise, dose)
    journal.chose("march", None)
    assert remembered(journal, path, library).chosen == {}, "lift has no kettlebell, and there is no sled"


def test_a_session_that_was_cut_off_is_remembered(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    lived(kept(), march, last=1)
    found = remembered(kept(), path, library)
    assert found.unfinished is not None
    assert found.unfinished.plan.steps == march.steps
    assert [len(one.right) for one in found.outcomes] == [3]


def test_what_is_older_than_a_year_decides_nothing(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    lived(kept(NOW - MEMORY - timedelta(days=1)), march)
    lived(kept(NOW - MEMORY), march)
    found = recall(path, library, NOW.date())
    assert found is not None
    assert len(found.reviews) == 1


def test_before_anything_was_done_there_is_no_file_and_no_complaint(
    path: Path, library: Library, kept: Callable[..., Journal]
) -> None:
    found = remembered(kept(), path, library)
    assert (found.there, found.reviews, found.sentences) == (False, (), ())
    assert not path.exists()


def test_a_newer_journal_is_left_alone_and_today_goes_by_its_level(
    path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    lived(kept(), march)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    found = remembered(kept(), path, library)
    assert (found.there, found.reviews) == (False, ())
    newer, by_level = found.sentences
    assert newer == (
        f"{path} was written by a newer Hipgui (journal 99, this one knows {len(MIGRATIONS)}) and is left alone."
        f" {IN_MEMORY} Use the newer Hipgui."
    )
    assert by_level == BY_LEVEL


def test_an_older_journal_has_no_choices(path: Path, library: Library) -> None:
    path.parent.mkdir()
    shutil.copyfile(DATABASES / "version-2.sqlite", path)
    found = recall(path, library, datetime(2026, 11, 24, tzinfo=UTC).date())
    assert found is not None
    assert (found.chosen, len(found.reviews)) == ({}, 2)


def test_of_two_journals_the_later_choice_counts(
    tmp_path: Path, path: Path, library: Library, kept: Callable[..., Journal], march: Plan
) -> None:
    dose = march.doses["march"]
    copy = tmp_path / "copy.sqlite"
    for file, hours, reps in ((path, 1, 9), (copy, 2, 11)):
        journal = kept(NOW + timedelta(hours=hours), file)
        journal.chose("march", dose.with_amount(reps))
        journal.close()
    for source, target in ((copy, path), (path, copy)):
        with (
            closing(sqlite3.connect(source, isolation_level=None)) as one,
            closing(open_journal(target).connection) as two,
        ):
            merge(one, two)
        found = recall(target, library, NOW.date())
        assert found is not None
        assert found.chosen_dose("march") == dose.with_amount(11)
