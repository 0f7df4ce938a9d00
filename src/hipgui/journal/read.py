"""Asks the journal's file without changing what is in it. Nothing here raises: what can't be read says nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar

from hipgui.core.unfinished import Kept, Unfinished
from hipgui.journal.schema import MIGRATIONS, migrate, version
from hipgui.journal.steps import decoded
from hipgui.journal.tally import TOLD, Told, states

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

PATIENCE_S = 0.2
"""The window may be waiting."""
WAYS_TO_OPEN = ("mode=rw", "mode=ro", "mode=ro&immutable=1")
"""The later ones where not even SQLite's own files beside it may be written."""

UNKNOWN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, OSError)
"""What a plan or a dose raises whose exercise is gone, or that makes no sense."""

Answer = TypeVar("Answer")


def ask(path: Path, question: Callable[[sqlite3.Connection], Answer], otherwise: Answer) -> Answer:
    """What `question` finds in the journal at `path`; `otherwise` where it can't be read, or is from a newer Hipgui.

    An older one is asked as if it had been brought up to date.
    """
    for mode in WAYS_TO_OPEN:
        with (
            suppress(sqlite3.Error),
            closing(
                sqlite3.connect(
                    f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE_S, isolation_level=None
                )
            ) as connection,
        ):
            connection.execute("PRAGMA query_only = ON")
            found = version(connection)
            if found == len(MIGRATIONS):
                return _asked(connection, question)
            if not 0 < found < len(MIGRATIONS):
                return otherwise
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                connection.backup(copy)
                migrate(copy)
                return _asked(copy, question)
    return otherwise


def unfinished(path: Path, library: Library) -> Unfinished | None:
    """The session to go on with; None where there is none, its exercises are gone, or the file can't be read."""
    return ask(path, lambda connection: read_unfinished(connection, library), None)


def _asked(connection: sqlite3.Connection, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """The answer as of one moment, whoever writes meanwhile."""
    connection.execute("BEGIN")
    return question(connection)


def read_unfinished(connection: sqlite3.Connection, library: Library) -> Unfinished | None:
    """The session to go on with; raises sqlite3.Error."""
    row = connection.execute(
        "SELECT past.id, uid, routine, steps, step, position_ms, began_ms, offset_s, resume.written_ms FROM resume"
        " JOIN past ON past.id = resume.session_id JOIN plans USING (session_id) WHERE outcome IS NOT 'finished'"
        " ORDER BY resume.written_ms DESC, resume.session_id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    session, uid, routine, steps, index, position_ms, began_ms, offset_s, written_ms = row
    own = "WHERE session_id = ?"
    told = [Told(*values) for values in connection.execute(f"SELECT {TOLD} FROM sets {own}", (session,))]  # noqa: S608  ours
    changes = connection.execute(f"SELECT number, step FROM changes {own}", (session,)).fetchall()  # noqa: S608  ours
    with suppress(*UNKNOWN):
        plan = decoded(routine, steps, library)
        return Unfinished(
            uid=uid,
            plan=plan,
            index=index,
            position_ms=min(position_ms, plan.steps[index].duration_ms),
            began_ms=began_ms,
            offset_s=offset_s,
            written_ms=written_ms,
            number=max((entry[0] for entry in (*told, *changes)), default=0),
            done=_done(plan, told, changes),
        )
    return None


def _done(plan: Plan, told: list[Told], changes: list[tuple[int, int]]) -> tuple[Kept, ...]:
    """The work of the present plan that was done or left, in its order."""
    *_, now = states(told, changes)
    found = []
    for index, one in sorted(now.items()):
        step = plan.steps[index] if index < len(plan.steps) else None
        if step and step.is_work and (step.exercise.id, step.set_number, step.side.value) == one.place:
            found.append(Kept(index, one.reps or 0, one.ms, bool(one.skipped)))
    return tuple(found)
