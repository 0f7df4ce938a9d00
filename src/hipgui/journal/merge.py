"""Brings the sessions of one file into another: from a copy kept elsewhere, or out of a damaged one.

Sessions are known by their `uid`, so nothing is ever doubled. What can't be read, or makes no sense, is passed over.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from hipgui.journal.schema import PARTS
from hipgui.journal.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSES = 10_000
"""After so many rows in a row that are not there or can't be read, there are taken to be no more."""


NEWEST = {
    "plans": ("session_id", "written_ms"),
    "answers": ("session_id, exercise", "answered_ms"),
    "resume": ("session_id", "written_ms"),
}
"""Of two rows of these tables with the same first columns, the one whose last column is later counts."""
MOMENTS = ("done_ms", "changed_ms", "answered_ms", "written_ms")
TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str, "REAL": float}


class Merged(NamedTuple):
    """How much was brought over."""

    sessions: int
    sets: int


def merge(source: sqlite3.Connection, target: sqlite3.Connection, *, continues: bool = False) -> Merged:
    """Copy every readable session of `source` with all that belongs to it. Raises sqlite3.Error for `target` alone.

    A source that `continues` what is in `target` is right where the two differ, whatever the clock said.
    """
    known: dict[int, int] = {}
    sets = 0
    with transaction(target):
        sessions = sum(_copy_session(row, target, known, continues) for row in rows(source, target, "sessions"))
        for part in PARTS:
            for row in rows(source, target, part):
                if isinstance(row.get("session_id"), int):
                    if row["session_id"] not in known:
                        known[row["session_id"]] = _placeholder(row, target)
                        sessions += 1
                    row["session_id"] = known[row["session_id"]]
                    sets += _insert(target, part, row, continues) * (part == "sets")
        target.execute("DELETE FROM resume WHERE session_id IN (SELECT id FROM sessions WHERE outcome = 'finished')")
    return Merged(sessions, sets)


def rows(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Rows of a table of `source` in the order in which they were written, with the columns that `target` has too.

    Where reading on fails they are asked for one by one, so that a damaged page costs only what lies on it.
    """
    ours = _columns(target, table)
    with suppress(sqlite3.Error):
        shared = [name for name in _columns(source, table) if name in ours]
        for _, *values in _numbered(source, table, ", ".join(shared)) if shared else ():
            row = dict(zip(shared, values, strict=True))
            if all(value is None or isinstance(value, ours[name]) for name, value in row.items()):
                yield row


def _numbered(source: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Every readable row, its number first."""
    question = f"SELECT rowid, {columns} FROM {table}"  # noqa: S608  names from the schema
    rowid = missed = 0
    with suppress(sqlite3.Error):
        for found in source.execute(f"{question} ORDER BY rowid"):
            rowid = found[0]
            yield found
        return
    while missed < MISSES:
        rowid += 1
        one = None
        with suppress(sqlite3.Error):
            one = source.execute(f"{question} WHERE rowid = ?", (rowid,)).fetchone()
        missed = 0 if one else missed + 1
        if one:
            yield one


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, type]:
    """The columns of a table and what their values are."""
    told = connection.execute(f"PRAGMA table_info({table})")
    return {str(column[1]): TYPES[column[2]] for column in told}


def _copy_session(row: dict[str, Any], target: sqlite3.Connection, known: dict[int, int], continues: bool) -> bool:  # noqa: FBT001  passed on
    """Bring over one session's row unless it is there; note under which id it stands. Tells whether it is new.

    One that was deleted comes back, unless it was deleted in a source that continues the target.
    """
    old, removed_ms = row.pop("id", None), row.get("removed_ms")
    is_new = _insert(target, "sessions", row, continues)
    found = target.execute("SELECT id FROM sessions WHERE uid = ?", (row.get("uid"),)).fetchone()
    if found and isinstance(old, int):
        known[old] = int(found[0])
    if found and row.get("outcome"):
        update = "UPDATE sessions SET ended_ms = ?, outcome = ? WHERE id = ? AND outcome IS NOT 'finished'"
        target.execute(update, (row.get("ended_ms"), row["outcome"], found[0]))
    if found and continues == (removed_ms is not None):
        target.execute("UPDATE sessions SET removed_ms = ? WHERE id = ?", (removed_ms, found[0]))
    return is_new


def _placeholder(row: dict[str, Any], target: sqlite3.Connection) -> int:
    """A session for what has lost its own."""
    moment = next(
        (
            row[name]
            for name in ("done_ms", "changed_ms", "answered_ms", "written_ms")
            if isinstance(row.get(name), int)
        ),
        0,
    )
    cursor = target.execute(
        "INSERT INTO sessions (uid, routine, began_ms, offset_s, planned_ms) VALUES (?, '', ?, 0, 0)",
        (uuid.uuid4().hex, moment),
    )
    return cursor.lastrowid or 0


def _insert(target: sqlite3.Connection, table: str, row: dict[str, Any], continues: bool) -> bool:  # noqa: FBT001  passed on
    """Insert a row unless it makes no sense, or one that counts more is there; whether it was."""
    row.pop("id", None)
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"  # noqa: S608  our names
    if table in NEWEST:
        key, moment = NEWEST[table]
        values = ", ".join(f"{name} = excluded.{name}" for name in row)
        statement += f" ON CONFLICT ({key}) DO UPDATE SET {values}"
        if not continues and moment in row:
            statement += f" WHERE excluded.{moment} > {table}.{moment}"
    return target.execute(statement, row).rowcount > 0
