"""Opens the journal's file whatever state it is in, and never at the cost of what is in it.

A newer file is left alone, an older one is copied before it is brought up to date, a damaged one is set aside and what
can be read of it is brought back.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from hipgui.core.notice import Notice
from hipgui.journal.merge import merge
from hipgui.journal.schema import APPLICATION_ID, MIGRATIONS, migrate, version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hipgui.journal.merge import Merged
    from hipgui.journal.schema import Migration

PATIENCE_S = 0.5
"""How long another program may hold the file before an entry is kept for the next try."""
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
PAGE_BYTES = 4096


class UnusableError(Exception):
    """The journal's file can't be used now; `notice` says why."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__(str(notice))


class Opened(NamedTuple):
    """The journal, ready to be written, and what the person should know."""

    connection: sqlite3.Connection
    notices: tuple[Notice, ...] = ()


def open_journal(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Opened:
    """The journal at `path`, made where there is none. Raises UnusableError where it can't be written now."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return Opened(_opened(path, migrations))
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        return _recovered(path, migrations)
    except sqlite3.Error as error:
        raise UnusableError(unwritable(path, error)) from error
    except OSError as error:
        raise UnusableError(Notice(f"{path} can't be used ({error.strerror}).", REMEDY)) from error


REMEDY = "Make room there and allow writing."


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is wrong, rather than the disk, a lock or a right to write."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE


def unwritable(path: Path, error: sqlite3.Error) -> Notice:
    """What an error means to the person."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reason, remedy = {
        sqlite3.SQLITE_BUSY: ("another program is using it", "End the other program."),
        sqlite3.SQLITE_LOCKED: ("another program is using it", "End the other program."),
        sqlite3.SQLITE_FULL: ("the disk is full", "Make room on the disk."),
        sqlite3.SQLITE_READONLY: ("it may not be written", REMEDY),
        sqlite3.SQLITE_CANTOPEN: ("it can't be opened", REMEDY),
        sqlite3.SQLITE_IOERR: ("the disk does not take it", REMEDY),
    }.get(code, (str(error), REMEDY))
    return Notice(f"{path} can't be written: {reason}.", remedy)


def _opened(path: Path, migrations: Sequence[Migration]) -> sqlite3.Connection:
    """Check, then touch: raises sqlite3.Error, UnusableError."""
    connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
    try:
        found = _accepted_version(path, connection, len(migrations))
        _check(connection)
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if found < len(migrations):
            if found:
                _back_up(path, connection, found)
            migrate(connection, migrations)
        connection.execute("BEGIN IMMEDIATE")  # whether it can be written shows only now
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Write ahead; SQLite does not wait by itself where another start does the same at this moment."""
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline_s:
                raise
            time.sleep(0.01)
        else:
            return


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        error = sqlite3.DatabaseError(verdict)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _accepted_version(path: Path, connection: sqlite3.Connection, known: int) -> int:
    """The file's version, if it is an empty file or a journal up to version `known`; raises UnusableError."""
    connection.execute("BEGIN")  # all three answers belong to one moment: another start may be making the file
    found = version(connection)
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.execute("COMMIT")
    if tables and mark != APPLICATION_ID:
        what = f"{path} is another program's database and is left alone."
        raise UnusableError(Notice(what, "Move that file away."))
    if found > known:
        what = f"{path} was written by a newer Hipgui (journal {found}, this one knows {known}) and is left alone."
        raise UnusableError(Notice(what, "Use the newer Hipgui."))
    return found


def _back_up(path: Path, connection: sqlite3.Connection, found: int) -> None:
    """Copy the file beside itself before it is changed; a copy that is there already is kept."""
    copy = path.with_name(f"{path.stem}-version-{found}{path.suffix}")
    if copy.exists():
        return
    unfinished = copy.with_name(f"{copy.name}.part")
    with closing(sqlite3.connect(unfinished)) as target:
        connection.backup(target)
    unfinished.replace(copy)


def _recovered(path: Path, migrations: Sequence[Migration]) -> Opened:
    """Set the damaged file aside and begin another with what can be read; raises OSError, sqlite3.Error."""
    aside = _set_aside(path)
    connection = _opened(path, migrations)
    try:
        merged = _read_damaged(aside, connection)
    except BaseException:
        connection.close()
        raise
    what = (
        f"{path} was damaged. It is kept as {aside.name}; {merged.amount} could be read and are in the journal again."
    )
    return Opened(connection, (Notice(what),))


def _set_aside(path: Path) -> Path:
    day = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    aside = path.with_name(f"{path.name}.damaged-{day}")
    turn = 1
    while aside.exists():
        turn += 1
        aside = path.with_name(f"{path.name}.damaged-{day}-{turn}")
    path.rename(aside)
    for part in ("-wal", "-shm"):  # what was not yet moved into the file belongs to it
        with suppress(FileNotFoundError):
            path.with_name(path.name + part).rename(aside.with_name(aside.name + part))
    return aside


def _read_damaged(aside: Path, target: sqlite3.Connection) -> Merged:
    """Bring over what can be read, from a copy, for even reading may change a file."""
    copy = aside.with_name(f"{aside.name}.reading")
    try:
        shutil.copyfile(aside, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(aside.with_name(f"{aside.name}-wal"), copy.with_name(f"{copy.name}-wal"))
        if not _has_tables(copy):
            give_first_page(copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as source:
            return merge(source, target)
    finally:
        for part in ("", "-wal", "-shm"):
            copy.with_name(copy.name + part).unlink(missing_ok=True)


def _has_tables(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
        return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sets'").fetchall())
    return False


def give_first_page(path: Path) -> None:
    """Put the first page of a new journal where a damaged file's own is lost.

    It holds SQLite's header and where each table begins. Tables that the first migration made begin at the same
    place in every journal, so with it their rows are found again; so are later ones, unless the journal is from before
    them. What is found in their place then has not their types, or is no dose, and is passed over.
    """
    fresh = path.with_name(f"{path.name}-fresh")
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        migrate(connection)
    first = bytearray(fresh.read_bytes()[:PAGE_BYTES])
    fresh.unlink()
    first[28:32] = (path.stat().st_size // PAGE_BYTES).to_bytes(4, "big")  # the file's length in pages
    with path.open("r+b") as file:
        file.write(first)
