"""Brings the sessions of one file into another: from a copy kept elsewhere, or out of a damaged one.

Sessions are known by their `uid`, so nothing is ever doubled. What can't be read, or makes no sense, is passed over
and listed.
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
    "chosen": ("exercise", "chosen_ms"),
}
"""Of two rows of these tables with the same first columns, the one whose last column is later counts."""
MOMENTS = ("done_ms", "changed_ms", "answered_ms", "written_ms")
LAST_MOMENT_MS = 253_370_764_800_000
"""The first of January 9999: later times have no date here."""
TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str, "REAL": float}


class Merged(NamedTuple):
    """How much was brought over, and a line for everything that was not."""

    sessions: int
    sets: int
    passed_over: tuple[str, ...] = ()

    @property
    def amount(self) -> str:
        """In words: "2 sessions with 1 set"."""
        sessions = f"{self.sessions} session{'' if self.sessions == 1 else 's'}"
        return f"{sessions} with {self.sets} set{'' if self.sets == 1 else 's'}"


def merge(source: sqlite3.Connection, target: sqlite3.Connection, *, continues: bool = False) -> Merged:
    """Copy every readable session of `source` with all that belongs to it. Raises sqlite3.Error for `target` alone.

    A source that `continues` what is in `target` is right where the two differ, whatever the clock said.
    """
    one = _Merging(source, target, continues=continues)
    with transaction(target):
        sessions = sum(one.session(rowid, row) for rowid, row in one.rows("sessions"))
        sets = 0
        for part in PARTS:
            for rowid, row in one.rows(part):
                if row.get("session_id") not in one.known:
                    one.known[row.get("session_id")] = _placeholder(row, target)
                    sessions += 1
                row["session_id"] = one.known[row.get("session_id")]
                sets += one.insert(part, rowid, row) and part == "sets"
        for rowid, row in one.rows("chosen"):
            one.insert("chosen", rowid, row)
        target.execute("DELETE FROM resume WHERE session_id IN (SELECT id FROM sessions WHERE outcome = 'finished')")
    return Merged(sessions, sets, tuple(one.passed_over))


class _Merging:
    """A source and a target; `known` are the target's numbers of the source's sessions."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection, *, continues: bool) -> None:
        self._source, self._target, self._continues = source, target, continues
        self.known: dict[object, int] = {}
        self.passed_over: list[str] = []

    def rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Rows of a table in the order in which they were written, with their numbers and the columns of the target.

        Where reading on fails they are asked for one by one, so that a damaged page costs only what lies on it.
        """
        ours = _columns(self._target, table)
        with suppress(sqlite3.Error):
            shared = [name for name in _columns(self._source, table) if name in ours]
            for rowid, *values in self._numbered(table, ", ".join(shared)) if shared else ():
                row = dict(zip(shared, values, strict=True))
                odd = [name for name, value in row.items() if not _is_possible(name, value, ours[name])]
                if odd:
                    self.passed_over.append(f"{table} {rowid}: {odd[0]} is {row[odd[0]]!r}")
                else:
                    yield rowid, row

    def _numbered(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """Every readable row, its number first."""
        question = f"SELECT rowid, {columns} FROM {table}"  # noqa: S608  names from the schema
        rowid = missed = 0
        with suppress(sqlite3.Error):
            for found in self._source.execute(f"{question} ORDER BY rowid"):
                rowid = found[0]
                yield found
            return
        self.passed_over.append(f"{table}: a part of it can't be read")
        while missed < MISSES:
            rowid += 1
            one = None
            with suppress(sqlite3.Error):
                one = self._source.execute(f"{question} WHERE rowid = ?", (rowid,)).fetchone()
            missed = 0 if one else missed + 1
            if one:
                yield one

    def session(self, rowid: int, row: dict[str, Any]) -> bool:
        """Bring over one session's row unless it is there; note under which number it stands. Tells whether it is new.

        One that was deleted comes back, unless it was deleted in a source that continues the target.
        """
        target, old, removed_ms = self._target, row.get("id"), row.get("removed_ms")
        is_new = self.insert("sessions", rowid, row)
        found = target.execute("SELECT id FROM sessions WHERE uid = ?", (row.get("uid"),)).fetchone()
        if found is None:
            return False
        if old is not None:
            self.known[old] = int(found[0])
        if row.get("outcome"):
            update = "UPDATE sessions SET ended_ms = ?, outcome = ? WHERE id = ? AND outcome IS NOT 'finished'"
            target.execute(update, (row.get("ended_ms"), row["outcome"], found[0]))
        if self._continues == (removed_ms is not None):
            target.execute("UPDATE sessions SET removed_ms = ? WHERE id = ?", (removed_ms, found[0]))
        return is_new

    def insert(self, table: str, rowid: int, row: dict[str, Any]) -> bool:
        """Insert a row unless it makes no sense, or one that counts more is there; whether it was."""
        row = {name: value for name, value in row.items() if name != "id"}
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        statement = f"INTO {table} ({names}) VALUES ({places})"
        newest = ""
        if table in NEWEST:
            key, moment = NEWEST[table]
            values = ", ".join(f"{name} = excluded.{name}" for name in row)
            newest = f" ON CONFLICT ({key}) DO UPDATE SET {values}"
            if not self._continues and moment in row:
                newest += f" WHERE excluded.{moment} > {table}.{moment}"
        if self._target.execute(f"INSERT OR IGNORE {statement}{newest}", row).rowcount > 0:
            return True
        try:
            self._target.execute(f"INSERT {statement}", row)
        except sqlite3.IntegrityError as error:
            if "UNIQUE" not in str(error):
                self.passed_over.append(f"{table} {rowid}: {error}")
        return False


def _is_possible(name: str, value: object, kind: type) -> bool:
    """Whether a column may hold that: of moments (milliseconds since 1970) only what a calendar knows."""
    if value is None:
        return True
    return isinstance(value, kind) and not (
        name.endswith("_ms") and isinstance(value, int) and not 0 <= value < LAST_MOMENT_MS
    )


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, type]:
    """The columns of a table and what their values are."""
    told = connection.execute(f"PRAGMA table_info({table})")
    return {str(column[1]): TYPES.get(column[2], object) for column in told}


def _placeholder(row: dict[str, Any], target: sqlite3.Connection) -> int:
    """A session for what has lost its own."""
    moment = next((row[name] for name in MOMENTS if isinstance(row.get(name), int)), 0)
    cursor = target.execute(
        "INSERT INTO sessions (uid, routine, began_ms, offset_s, planned_ms) VALUES (?, '', ?, 0, 0)",
        (uuid.uuid4().hex, moment),
    )
    return cursor.lastrowid or 0
