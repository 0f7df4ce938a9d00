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


TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str}


class Merged(NamedTuple):
    """How much was brought over."""

    sessions: int
    sets: int


def merge(source: sqlite3.Connection, target: sqlite3.Connection) -> Merged:
    """Copy every readable session of `source` with all that belongs to it. Raises sqlite3.Error for `target` alone."""
    known: dict[int, int] = {}
    sets = 0
    with transaction(target):
        sessions = sum(_copy_session(row, target, known) for row in rows(source, target, "sessions"))
        for part in PARTS:
            for row in rows(source, target, part):
                if isinstance(row.get("session_id"), int):
                    if row["session_id"] not in known:
                        known[row["session_id"]] = _placeholder(row, target)
                        sessions += 1
                    row["session_id"] = known[row["session_id"]]
                    sets += _insert(target, part, row) * (part == "sets")
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


def _copy_session(row: dict[str, Any], target: sqlite3.Connection, known: dict[int, int]) -> bool:
    """Bring over one session's row unless it is there; note under which id it stands. Tells whether it is new."""
    old = row.pop("id", None)
    is_new = _insert(target, "sessions", row)
    found = target.execute("SELECT id FROM sessions WHERE uid = ?", (row.get("uid"),)).fetchone()
    if found and isinstance(old, int):
        known[old] = int(found[0])
    if found and row.get("outcome"):
        update = "UPDATE sessions SET ended_ms = ?, outcome = ? WHERE id = ? AND outcome IS NULL"
        target.execute(update, (row.get("ended_ms"), row["outcome"], found[0]))
    return is_new


def _placeholder(row: dict[str, Any], target: sqlite3.Connection) -> int:
    """A session for what has lost its own."""
    moment = next((row[name] for name in ("done_ms", "answered_ms", "written_ms") if isinstance(row.get(name), int)), 0)
    cursor = target.execute(
        "INSERT INTO sessions (uid, routine, began_ms, offset_s, planned_ms) VALUES (?, '', ?, 0, 0)",
        (uuid.uuid4().hex, moment),
    )
    return cursor.lastrowid or 0


def _insert(target: sqlite3.Connection, table: str, row: dict[str, Any]) -> bool:
    """Insert a row unless it is there or makes no sense; whether it was. Of two places to resume the new one counts."""
    row.pop("id", None)
    verb = "INSERT OR REPLACE" if table == "resume" else "INSERT OR IGNORE"
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    return target.execute(f"{verb} INTO {table} ({names}) VALUES ({places})", row).rowcount > 0
