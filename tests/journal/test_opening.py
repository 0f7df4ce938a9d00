from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.journal.opening import UnusableError, open_journal
from hipgui.journal.read import unfinished
from hipgui.journal.schema import APPLICATION_ID, MIGRATIONS, Migration, version
from tests.journal.sessions import finished, play, rows

if TYPE_CHECKING:
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.journal.journal import Journal

KNOWN = len(MIGRATIONS)
DATABASES = Path(__file__).parents[1] / "databases"
NEXT = Migration("moods", ("CREATE TABLE moods (id INTEGER PRIMARY KEY)", "INSERT INTO moods VALUES (7)"))
BROKEN = Migration("broken", ("CREATE TABLE halves (id INTEGER)", "CREATE TABLE halves (id INTEGER)"))


def files(path: Path) -> list[str]:
    """What lies beside the journal."""
    return sorted(entry.name for entry in path.parent.iterdir())


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS) + 1))
def test_a_journal_of_every_version_ever_shipped_opens_with_all_that_is_in_it(
    number: int, path: Path, library: Library
) -> None:
    path.parent.mkdir()
    shutil.copyfile(DATABASES / f"version-{number}.sqlite", path)
    connection, notices = open_journal(path)
    with closing(connection):
        assert version(connection) == len(MIGRATIONS)
        assert notices == ()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert rows(path, "SELECT outcome, routine FROM sessions") == [("finished", "short"), (None, "lizard")]
    assert rows(path, "SELECT exercise, count(*), sum(ms) FROM sets GROUP BY 1 ORDER BY 1") == [
        ("lift", 2, 160_000),
        ("lizard", 3, 160_000),
        ("march", 2, 80_000),
    ]
    assert rows(path, "SELECT exercise, answer FROM answers") == [("march", "right"), ("lizard", "hurt")]
    assert finished(path) == 1
    left = unfinished(path, library)
    assert left is not None
    assert (left.plan.routine, left.index, left.position_ms) == ("lizard", 3, 21_000)
    doses = ["march", "lift", "lizard", "lizard"] if number > 1 else []
    assert [exercise for (exercise,) in rows(path, "SELECT exercise FROM doses ORDER BY id")] == doses
    loads = [("march", "kettlebell", 4.0)] if number > 1 else []
    assert rows(path, "SELECT DISTINCT exercise, load_prop, load_amount FROM sets WHERE load_prop NOT NULL") == loads
    assert rows(path, "SELECT exercise, what FROM changes") == ([("lizard", "hurt")] if number > 1 else [])


def test_an_older_journal_is_copied_before_it_is_changed(path: Path, journal: Journal, short: Plan) -> None:
    play(journal, short)
    journal.close()
    connection, _ = open_journal(path, (*MIGRATIONS, NEXT))
    connection.close()
    assert files(path) == [f"journal-version-{KNOWN}.sqlite", "journal.sqlite"]
    assert rows(path, "SELECT id FROM moods") == [(7,)]
    copy = path.with_name(f"journal-version-{KNOWN}.sqlite")
    assert rows(copy, "PRAGMA user_version") == [(KNOWN,)]
    assert rows(copy, "SELECT count(*) FROM sets") == rows(path, "SELECT count(*) FROM sets")


def test_a_migration_that_fails_changes_nothing(path: Path, journal: Journal, short: Plan) -> None:
    play(journal, short)
    journal.close()
    with pytest.raises(UnusableError, match="already exists"):
        open_journal(path, (*MIGRATIONS, NEXT, BROKEN))
    connection, _ = open_journal(path)
    connection.close()
    assert rows(path, "SELECT count(*) FROM sqlite_schema WHERE name IN ('moods', 'halves')") == [(0,)]
    assert rows(path, "PRAGMA user_version") == [(KNOWN,)]


def test_a_newer_journal_is_left_alone(path: Path, journal: Journal, short: Plan) -> None:
    play(journal, short)
    journal.close()
    connection, _ = open_journal(path, (*MIGRATIONS, NEXT))
    connection.close()
    before = path.read_bytes()
    play(journal, short, last=2)
    assert not journal.flush()
    [notice] = journal.notices()
    assert notice.what == (
        f"{path} was written by a newer Hipgui (journal {KNOWN + 1}, this one knows {KNOWN}) and is left alone. "
        "This session is kept in memory until it can be written."
    )
    assert notice.remedy == "Use the newer Hipgui."
    assert path.read_bytes() == before


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(UnusableError, match="is another program's database and is left alone"):
        open_journal(path)
    assert path.read_bytes() == before
    assert files(path) == ["journal.sqlite"]


def test_an_empty_file_becomes_a_journal(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    connection, notices = open_journal(path)
    connection.close()
    assert notices == ()
    assert rows(path, "SELECT count(*) FROM sessions") == [(0,)]


def test_what_is_written_is_on_the_disk_before_the_next(path: Path) -> None:
    connection, _ = open_journal(path)
    with closing(connection):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
