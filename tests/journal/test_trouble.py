from __future__ import annotations

import os
import resource
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from hipgui.journal.journal import Journal
from hipgui.journal.outcomes import outcomes
from hipgui.journal.read import unfinished
from tests.journal.sessions import finished, play, rows
from tests.permissions import forbidden, open_folder
from tests.rigs import until

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan

KEPT = "This session is kept in memory until it can be written."


def told(journal: Journal) -> Notice:
    """The one thing the journal has to say."""
    assert not journal.flush()
    [notice] = journal.notices()
    return notice


def test_a_folder_that_may_not_be_written_costs_no_session(short: Plan, library: Library) -> None:
    with open_folder() as home:
        folder, spare = home / "data", home / "spare"
        spare.mkdir()
        path = folder / "journal.sqlite"
        first = Journal(path)
        play(first, short)
        play(first, short, last=4)
        first.close()
        spare.chmod(0o777)
        with forbidden(folder):
            journal = Journal(path, [spare])
            assert len(outcomes(path, library)) == 2 * 3, "it can still be read"
            assert unfinished(path, library) is not None
            done = play(journal, short)
            notice = told(journal)
            assert notice.what == f"{path} can't be written: it may not be written. {KEPT}"
            assert notice.remedy == "Make room there and allow writing."
            journal.close()
            [kept] = journal.notices()
            [file] = spare.iterdir()
            assert kept.what == f"What {path} could not take is kept in {file}."
        os.chown(file, os.getuid(), os.getgid())
        later = Journal(path, [spare])
        later.wake()
        assert later.flush()
        assert finished(path) == 2
        later.close()
        assert later.notices() == []
        assert rows(path, "SELECT count(*) FROM sets WHERE session_id = 3") == [(done,)]
        assert list(spare.iterdir()) == [], "it is in the journal now"


def test_a_locked_journal_is_waited_for_and_nothing_is_missing(path: Path, journal: Journal, short: Plan) -> None:
    play(journal, short, last=4)
    assert journal.flush()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = play(journal, short)
        notice = told(journal)
        assert notice.what == f"{path} can't be written: another program is using it. {KEPT}"
        assert notice.remedy == "End the other program."
        other.execute("ROLLBACK")
    journal.at(0, 0)
    until(journal.flush, what="the journal to be written again")
    assert [notice.what for notice in journal.notices()] == [
        f"{path} can be written again, and nothing of the session is missing."
    ]
    assert rows(path, "SELECT count(*) FROM sets WHERE session_id = 2") == [(done,)]
    assert rows(path, "SELECT outcome FROM sessions") == [(None,), ("finished",)]


def test_a_full_disk_is_told_and_the_session_is_kept_until_there_is_room(
    path: Path, journal: Journal, short: Plan
) -> None:
    play(journal, short, last=4)
    assert journal.flush()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, unlimited[1]))
    try:
        done = play(journal, short)
        notice = told(journal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert notice.what == f"{path} can't be written: the disk does not take it. {KEPT}"
    until(journal.flush, what="the journal to be written again")
    assert rows(path, "SELECT count(*) FROM sets WHERE session_id = 2") == [(done,)]


def test_what_is_kept_elsewhere_continues_what_is_in_the_journal(tmp_path: Path, short: Plan, library: Library) -> None:
    path, spare = tmp_path / "data" / "journal.sqlite", tmp_path / "spare"
    spare.mkdir()
    journal = Journal(path, [tmp_path / "missing", spare])
    first = play(journal, short, last=6)
    assert journal.flush()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        second = play(journal, short, first=7)
        journal.close()
        assert len(list(spare.iterdir())) == 1
    later = Journal(path, [tmp_path / "missing", spare])
    later.wake()
    assert later.flush()
    assert finished(path) == 1
    later.close()
    assert rows(path, "SELECT outcome FROM sessions") == [("finished",)]
    assert rows(path, "SELECT count(*), count(DISTINCT number) FROM sets") == [(first + second, first + second)]
    assert unfinished(path, library) is None


def test_a_spare_file_that_is_damaged_or_somebody_else_s_is_left_alone(tmp_path: Path, short: Plan) -> None:
    path = tmp_path / "journal.sqlite"
    damaged = tmp_path / "hipgui-session-1.sqlite"
    damaged.write_bytes(b"half of a li")
    journal = Journal(path, [tmp_path])
    play(journal, short)
    journal.close()
    assert finished(path) == 1
    assert damaged.read_bytes() == b"half of a li"


def test_with_no_place_at_all_the_loss_is_told(tmp_path: Path, short: Plan) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "data" / "journal.sqlite"
    journal = Journal(path, [tmp_path / "file"])
    play(journal, short, last=1)
    journal.close()
    first, last = journal.notices()
    assert first.what == f"{path} can't be used (Not a directory). {KEPT}"
    assert "could be written nowhere and are lost" in last.what


def test_two_programs_begin_and_write_one_journal(tmp_path: Path, short: Plan) -> None:
    for turn in range(8):
        path = tmp_path / str(turn) / "journal.sqlite"
        journals = [Journal(path), Journal(path)]
        done = [play(journal, short) for journal in journals]
        for journal in journals:
            journal.close()
            assert journal.notices() == []
        assert rows(path, "SELECT count(*) FROM sets") == [(sum(done),)]
        assert finished(path) == 2


def test_a_file_damaged_while_a_session_runs_is_recovered_and_goes_on(
    path: Path, journal: Journal, short: Plan
) -> None:
    done = play(journal, short)
    assert journal.flush()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE later (id INTEGER)")  # so that the journal has to look at the file again
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.write(b"\xff" * 4096)
    done += play(journal, short)
    assert journal.flush()
    [notice] = journal.notices()
    assert f"{path} was damaged." in notice.what
    assert rows(path, "SELECT count(*) FROM sets") == [(done,)]
    assert finished(path) == 2
