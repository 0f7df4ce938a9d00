from __future__ import annotations

import random
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from hipgui.core.plan import Choices, plan
from hipgui.journal.journal import Journal
from hipgui.journal.opening import PAGE_BYTES, open_journal
from tests.journal.sessions import finished, play, rows

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library

SESSIONS = 12


@pytest.fixture(scope="module")
def full(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of some months, sound and closed."""
    path = tmp_path_factory.mktemp("full") / "journal.sqlite"
    journal = Journal(path)
    for turn in range(SESSIONS):
        play(journal, plan(library.routine("full"), library, Choices(level=1 + turn % 5)))
    journal.close()
    return path


@pytest.fixture
def mine(full: Path, path: Path) -> Path:
    """The same, to be damaged."""
    path.parent.mkdir()
    shutil.copyfile(full, path)
    return path


def opened(path: Path) -> str:
    """Open a damaged journal; what is told. What was there is kept to the byte, and the journal is sound."""
    damaged = path.read_bytes()
    connection, [notice] = open_journal(path)
    with closing(connection):
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    [aside] = [entry for entry in path.parent.iterdir() if entry.name != path.name]
    assert aside.name.startswith("journal.sqlite.damaged-2")
    assert aside.name in notice.what
    assert aside.read_bytes() == damaged
    return notice.what


def sets(path: Path) -> list[tuple[object, ...]]:
    """Every set with its session's name."""
    return rows(path, "SELECT uid, number, exercise, side, ms FROM sets JOIN sessions ON session_id = sessions.id")


@pytest.mark.parametrize("junk", [b"\0", b"\xff", b"li"], ids=["zeros", "ones", "words"])
def test_a_lost_beginning_costs_nothing(mine: Path, full: Path, junk: bytes) -> None:
    data = bytearray(mine.read_bytes())
    data[:PAGE_BYTES] = (junk * PAGE_BYTES)[:PAGE_BYTES]
    mine.write_bytes(data)
    what = opened(mine)
    assert f"{SESSIONS} sessions with {len(sets(full))} sets could be read" in what
    assert sorted(sets(mine)) == sorted(sets(full))
    assert finished(mine) == SESSIONS


def test_a_lost_page_costs_only_what_lay_on_it(mine: Path, full: Path) -> None:
    whole = sets(full)
    pages = mine.stat().st_size // PAGE_BYTES
    lost = 0  # of a dozen pages
    for page in range(1, pages, max(1, pages // 12)):
        shutil.copyfile(full, mine)
        with mine.open("r+b") as file:
            file.seek(page * PAGE_BYTES)
            file.write(random.Random(page).randbytes(PAGE_BYTES))  # noqa: S311  the same junk every time
        opened(mine)
        for entry in mine.parent.iterdir():
            if entry != mine:
                entry.unlink()
        kept = rows(mine, "SELECT number, exercise, side, ms FROM sets")
        assert set(kept) <= {row[1:] for row in whole}, "nothing is made up"
        lost += len(kept) < len(whole)
    assert lost < 9, "most pages hold plans and indexes"


def test_a_cut_file_gives_back_what_is_left_of_it(mine: Path, full: Path) -> None:
    size = mine.stat().st_size
    with mine.open("r+b") as file:
        file.truncate(size * 3 // 4)
    what = opened(mine)
    assert "could be read and are in the journal again" in what
    assert set(sets(mine)) <= set(sets(full))
    assert len(sets(mine)) > len(sets(full)) / 4


def test_sets_that_have_lost_their_session_keep_their_place(mine: Path, full: Path) -> None:
    data = mine.read_bytes()
    ((root,),) = rows(full, "SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'")
    start = (root - 1) * PAGE_BYTES
    mine.write_bytes(data[:start] + bytes(PAGE_BYTES) + data[start + PAGE_BYTES :])
    opened(mine)
    assert rows(mine, "SELECT count(*), count(DISTINCT session_id) FROM sets") == [(len(sets(full)), SESSIONS)]


def test_a_text_in_its_place_is_kept_and_a_new_journal_begun(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, today I did no lizard.\n" * 300)
    assert "0 sessions with 0 sets" in opened(path)
    assert rows(path, "SELECT count(*) FROM sessions") == [(0,)]


def test_what_was_not_yet_in_the_file_itself_is_recovered_too(mine: Path, library: Library) -> None:
    journal = Journal(mine)
    play(journal, plan(library.routine("march"), library, Choices()))
    assert journal.flush()
    copies = [(part, mine.with_name(mine.name + part).read_bytes()) for part in ("", "-wal")]
    journal.close()
    for part, data in copies:
        mine.with_name(mine.name + part).write_bytes(data)
    with mine.open("r+b") as file:
        file.seek(20 * PAGE_BYTES)
        file.write(bytes(30 * PAGE_BYTES))
    connection, [notice] = open_journal(mine)
    connection.close()
    assert "was damaged" in notice.what
    assert rows(mine, "SELECT count(*) FROM sessions WHERE routine = 'march'") == [(1,)]


def test_damage_twice_a_day_overwrites_nothing(path: Path) -> None:
    path.parent.mkdir()
    for text in ("first", "second", "third"):
        path.write_text(text * 1000)
        connection, _ = open_journal(path)
        connection.close()
    kept = [entry.read_text()[:5] for entry in sorted(path.parent.glob("*.damaged-*"))]
    assert sorted(kept) == ["first", "secon", "third"]
