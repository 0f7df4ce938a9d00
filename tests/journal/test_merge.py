from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hipgui.core.history import Past
from hipgui.core.progression import Answer
from hipgui.journal.journal import Journal
from hipgui.journal.merge import Merged, merge
from hipgui.journal.opening import open_journal
from hipgui.journal.outcomes import outcomes
from hipgui.journal.read import unfinished
from hipgui.journal.sessions import sessions
from tests.journal.sessions import finished, play, rows

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

EVERYTHING = (
    "SELECT uid, outcome, number, exercise, ms FROM sets JOIN sessions ON session_id = sessions.id ORDER BY 1, 3"
)


@pytest.fixture
def other(tmp_path: Path, short: Plan) -> Path:
    """Another journal, with a session that was finished and one that was left."""
    path = tmp_path / "other.sqlite"
    journal = Journal(path)
    play(journal, short)
    play(journal, short, last=6)
    journal.close()
    return path


def merged(source: Path, target: Path, *, continues: bool = False) -> Merged:
    """Bring one journal into another."""
    connection, _ = open_journal(target)
    with closing(connection), closing(sqlite3.connect(source)) as found:
        return merge(found, connection, continues=continues)


def test_sessions_come_over_once_however_often_they_are_brought(
    path: Path, journal: Journal, other: Path, short: Plan
) -> None:
    mine = play(journal, short)
    journal.close()
    theirs = len(rows(other, EVERYTHING))
    assert merged(other, path) == Merged(2, theirs)
    assert merged(other, path) == Merged(0, 0)
    assert len(rows(path, EVERYTHING)) == mine + theirs
    assert set(rows(other, EVERYTHING)) <= set(rows(path, EVERYTHING))


def test_doses_changes_and_answers_come_along(path: Path, other: Path, short: Plan) -> None:
    journal = Journal(other)
    journal.began(short)
    journal.changed("harder", short, 1, 500, "march", short.doses["march"], short.doses["lift"])
    journal.answered("march", Answer.EASY)
    journal.close()
    merged(other, path)
    for table in ("doses", "changes", "answers", "plans"):
        kept = rows(path, f"SELECT * FROM {table} ORDER BY session_id")  # noqa: S608  ours
        assert kept == rows(other, f"SELECT * FROM {table} ORDER BY session_id")  # noqa: S608  ours
        assert kept


@pytest.mark.parametrize(("later_h", "continues", "wins"), [(1, False, True), (-1, False, False), (-1, True, True)])
def test_of_two_states_of_one_session_the_later_counts_or_the_one_that_continues_the_other(
    path: Path, tmp_path: Path, short: Plan, library: Library, *, later_h: int, continues: bool, wins: bool
) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    journal = Journal(path, now=lambda: now)
    play(journal, short, last=4)
    journal.answered("march", Answer.EASY)
    journal.close()
    other = shutil.copyfile(path, tmp_path / "other.sqlite")
    left = unfinished(other, library)
    assert left is not None
    now += timedelta(hours=later_h)  # the clock may have been set back
    journal = Journal(other, now=lambda: now)
    journal.resumed(left)
    longer = short.with_step(4, replace(short.steps[4], duration_ms=99_000))
    journal.replanned(longer)
    journal.at(6, 20_000)
    journal.answered("march", None)
    journal.close()
    merged(other, path, continues=continues)
    after = unfinished(path, library)
    assert after is not None
    assert (after.plan == longer, after.index == 6) == (wins, wins)
    assert rows(path, "SELECT taken_back FROM answers") == [(int(wins),)]


def test_what_was_deleted_comes_back_with_a_copy_but_not_with_what_continues_it(
    path: Path, journal: Journal, short: Plan, tmp_path: Path
) -> None:
    play(journal, short)
    journal.close()
    copy = shutil.copyfile(path, tmp_path / "copy.sqlite")
    ((uid,),) = rows(path, "SELECT uid FROM sessions")
    journal.removed(Past(uid, "short", 0, 0, 0))
    journal.close()
    merged(copy, path, continues=True)
    assert finished(path) == 0
    merged(copy, path)
    assert finished(path) == 1
    spare = Journal(copy)
    spare.removed(Past(uid, "short", 0, 0, 0))
    spare.close()
    merged(copy, path)
    assert finished(path) == 1
    merged(copy, path, continues=True)
    assert finished(path) == 0


def test_rows_that_make_no_sense_are_passed_over(path: Path, other: Path) -> None:
    sound = len(rows(other, EVERYTHING))
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE sets SET ms = 'many' WHERE id = 1")
        connection.execute("UPDATE sets SET side = 'middle' WHERE id = 2")
        connection.execute("UPDATE sets SET session_id = 99 WHERE id = 3")
        connection.execute("UPDATE plans SET session_id = x'ff' WHERE session_id = 'no'")
        connection.commit()
    found = merged(other, path)
    assert found[:2] == (3, sound - 2), "one has lost its session and got one of its own"
    assert found.passed_over == ("sets 1: ms is 'many'", "sets 2: CHECK constraint failed: side IN ('left', 'right')")
    assert rows(path, "SELECT sum(ms) FROM sets WHERE session_id NOT IN (SELECT session_id FROM plans)") == [(80_000,)]


@pytest.mark.parametrize("moment", [-1, 9 * 10**18, 253_402_300_800_000])
def test_times_that_no_calendar_knows_are_passed_over(path: Path, other: Path, moment: int, library: Library) -> None:
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("UPDATE sessions SET began_ms = ? WHERE id = 1", (moment,))
    found = merged(other, path)
    assert any("began_ms" in line for line in found.passed_over)
    assert all(past.began.year < 9999 for past in sessions(path, date.min))
    list(outcomes(path, library))


def test_a_file_of_an_older_shape_gives_what_it_has(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.sqlite")) as connection:
        connection.execute("CREATE TABLE sessions (id INTEGER PRIMARY KEY, uid TEXT, routine TEXT, mood TEXT)")
        connection.execute("INSERT INTO sessions VALUES (1, 'a', 'full', 'good')")
        connection.commit()
    reason = "sessions 1: NOT NULL constraint failed: sessions.began_ms"
    assert merged(tmp_path / "old.sqlite", path) == Merged(0, 0, (reason,)), "without a date it is no session"


def test_when_the_journal_takes_no_more_nothing_is_brought_over(path: Path, other: Path) -> None:
    connection, _ = open_journal(path)
    with closing(connection), closing(sqlite3.connect(other)) as found:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            merge(found, connection)
        assert not connection.in_transaction
    assert rows(path, "SELECT count(*) FROM sessions") == [(0,)]
