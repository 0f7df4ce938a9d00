"""Looks after the journal's file: checks it, copies it, brings a copy back.

What is exported is an SQLite copy, a journal itself: nothing of it can be lost in a second format, an older one is
brought up to date by the migrations that are tested anyway, and whoever wants to read it has `hipgui history` or any
SQLite tool.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hipgui.core.errors import PersonError
from hipgui.files import replacing
from hipgui.journal.merge import Merged, merge
from hipgui.journal.opening import UnusableError, give_first_page, is_damage, open_journal, unwritable
from hipgui.journal.read import WAYS_TO_OPEN
from hipgui.journal.schema import APPLICATION_ID, MIGRATIONS, migrate, version
from hipgui.journal.writer import SPARE_PREFIX, SPARE_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hipgui.core.notice import Notice

PATIENCE_S = 2.0
MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the file told: lines to read, and whether all is well."""

    lines: tuple[str, ...]
    ok: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What was brought in, and what came up while the journal was opened."""

    merged: Merged
    notices: tuple[Notice, ...]


def look_at(path: Path) -> None:
    """Raises PersonError where there is a journal and nothing can be read of it."""
    if _is_there(path):
        try:
            with _readable(path) as connection:
                _known_version(path, connection)
        except sqlite3.Error as error:
            raise _unreadable(path, error) from error


def check(path: Path, spares: Sequence[Path] = ()) -> Checked:
    """Look at every page and row of the journal; `spares` are folders in which sessions may wait for it.

    Raises PersonError where it can't be opened, or is no journal.
    """
    waiting = [file for folder in spares for file in sorted(folder.glob(f"{SPARE_PREFIX}*{SPARE_SUFFIX}"))]
    waits = tuple(f"{file} waits to be brought in, which the next start does." for file in waiting)
    if not _is_there(path):
        return Checked((f"There is no journal at {path} yet: it begins with the first session.", *waits), ok=True)
    amount = ""
    try:
        with _readable(path) as connection:
            found = _known_version(path, connection)
            problems = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST_PROBLEMS})")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_PROBLEMS)
            problems += [f"{table} {row}: its session is missing" for table, row, *_ in orphans]
            question = "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM sets)"
            amount = Merged(*connection.execute(question).fetchone()).amount
            if found < len(MIGRATIONS):
                amount += f", of version {found}, which the next start brings up to date"
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise _unreadable(path, error) from error
        problems = [str(error)]
    if problems != ["ok"]:
        told = (f"  {line}" for line in problems if line != "ok")
        advice = "Start Hipgui: it sets a damaged file aside, never deletes it, and brings back what can be read."
        return Checked((f"{path} is damaged:", *told, advice, *waits), ok=False)
    return Checked((f"{path} is sound: {amount}.", *waits), ok=True)


def export(path: Path, file: Path) -> None:
    """Copy the journal into `file`, without what was deleted: all of it or nothing. Raises PersonError."""
    if not _is_there(path):
        message = f"There is no journal at {path} yet, so there is nothing to export."
        raise PersonError(message)
    if _is_there(file) and (file.samefile(path) or not _is_journal(file)):
        message = f"{file} exists and is not an exported journal. Choose another name."
        raise PersonError(message)
    try:
        with replacing(file) as fresh, closing(sqlite3.connect(fresh, isolation_level=None)) as target:
            with _readable(path) as source:
                _known_version(path, source)
                source.backup(target)
            migrate(target)
            target.execute("PRAGMA foreign_keys = ON")
            target.execute("DELETE FROM sessions WHERE removed_ms NOT NULL")
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute("VACUUM")
    except sqlite3.Error as error:
        raise _unreadable(path if is_damage(error) else file, error) from error
    except OSError as error:
        message = f"{file} can't be written ({error.strerror}). Choose another place, or make room there."
        raise PersonError(message) from error


def import_(path: Path, file: Path) -> Imported:
    """Bring what is in the exported journal `file` into the journal at `path`; nothing is doubled. Raises PersonError.

    Of a damaged file, what can be read is brought in. The file itself is not touched.
    """
    if _is_there(file) and _is_there(path) and file.samefile(path):
        message = f"{file} is the journal itself. Name an exported copy."
        raise PersonError(message)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite"
        try:
            shutil.copyfile(file, copy)
            with suppress(FileNotFoundError):
                shutil.copyfile(file.with_name(f"{file.name}-wal"), copy.with_name(f"{copy.name}-wal"))
        except OSError as error:
            message = f"{file} can't be read ({error.strerror}). Name a file that hipgui journal export has made."
            raise PersonError(message) from error
        has_head = _make_ready(file, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as source:
            try:
                target, notices = open_journal(path)
            except UnusableError as error:
                raise PersonError(str(error)) from error
            with closing(target):
                try:
                    merged = merge(source, target)
                except sqlite3.Error as error:
                    raise PersonError(str(unwritable(path, error))) from error
    if not has_head and not merged.sets:
        raise _no_journal(file)
    return Imported(merged, notices)


def _make_ready(file: Path, copy: Path) -> bool:
    """Bring a copy of `file` up to date; whether it had not lost its beginning. Raises PersonError for what is none."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _known_version(file, connection)
            with suppress(sqlite3.Error):  # a damaged one stays as it is
                migrate(connection)
    except sqlite3.DatabaseError:
        give_first_page(copy)
        return False
    return True


def _is_there(file: Path) -> bool:
    """Whether there is such a file; raises PersonError where nobody may look."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        message = f"{file} can't be read ({error.strerror}). Allow reading it."
        raise PersonError(message) from error
    return True


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads; raises sqlite3.Error."""
    for mode in WAYS_TO_OPEN[1:]:
        uri = f"{path.absolute().as_uri()}?{mode}"
        with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)) as connection:
            try:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            except sqlite3.OperationalError:
                if mode == WAYS_TO_OPEN[-1]:
                    raise
            else:
                yield connection
                return


def _is_journal(file: Path) -> bool:
    with suppress(sqlite3.Error), _readable(file) as connection:
        return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    return False


def _known_version(file: Path, connection: sqlite3.Connection) -> int:
    """The version of a journal that this Hipgui knows; raises PersonError, sqlite3.Error where it can't be read."""
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise _no_journal(file)
    found, known = version(connection), len(MIGRATIONS)
    if found > known:
        message = f"{file} was written by a newer Hipgui (journal {found}, this one knows {known}). Use the newer one."
        raise PersonError(message)
    return found


def _no_journal(file: Path) -> PersonError:
    return PersonError(f"{file} is not a journal of Hipgui. Name a file that hipgui journal export has made.")


def _unreadable(file: Path, error: sqlite3.Error) -> PersonError:
    return PersonError(f"{file} can't be used: {error}. Check that it may be read and written, and that there is room.")
