"""Asks the journal's file without changing what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hipgui.journal.schema import MIGRATIONS, version
from hipgui.journal.steps import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

PATIENCE_S = 0.2
"""The window may be waiting."""
WAYS_TO_OPEN = ("mode=rw", "mode=ro", "mode=ro&immutable=1")
"""The later ones where not even SQLite's own files beside it may be written."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that was stopped or cut off: its plan, the step it stood in, how far in, when that was written."""

    uid: str
    plan: Plan
    index: int
    position_ms: int
    written_ms: int


def unfinished(path: Path, library: Library) -> Unfinished | None:
    """The session to go on with; None where there is none, its exercises are gone, or the file can't be read."""
    row = _first_row(
        path,
        "SELECT uid, routine, steps, step, position_ms, written_ms FROM resume"
        " JOIN sessions ON sessions.id = resume.session_id JOIN plans USING (session_id)"
        " WHERE outcome IS NOT 'finished' ORDER BY resume.session_id DESC LIMIT 1",
    )
    if row is None:
        return None
    uid, routine, steps, index, position_ms, written_ms = row
    with suppress(LookupError, TypeError, ValueError):
        plan = decoded(routine, steps, library)
        return Unfinished(uid, plan, index, min(position_ms, plan.steps[index].duration_ms), written_ms)
    return None


def finished_sessions(path: Path) -> int:
    """How many sessions were carried through to their end; 0 where the file can't be read."""
    row = _first_row(path, "SELECT count(*) FROM sessions WHERE outcome = 'finished'")
    return int(row[0]) if row else 0


def _first_row(path: Path, question: str) -> tuple[Any, ...] | None:
    for mode in WAYS_TO_OPEN:
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE_S)) as connection,
        ):
            connection.execute("PRAGMA query_only = ON")
            if version(connection) != len(MIGRATIONS):
                return None
            row: tuple[Any, ...] | None = connection.execute(question).fetchone()
            return row
    return None
