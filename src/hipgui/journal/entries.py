"""What is written while a session runs, and after it. Each entry is one transaction's work on a connection.

Every entry of a session carries it and makes its row where there is none, and all can be written twice without doubling
anything: so an entry that failed is simply tried again, in the same file or in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hipgui.core.plan import StepKind
from hipgui.core.progression import Answer

if TYPE_CHECKING:
    import sqlite3

    from hipgui.core.ladder import Load
    from hipgui.core.plan import Step

DAY_MS = 24 * 3600 * 1000


class Entry(Protocol):
    """Something to be written."""

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it; raises sqlite3.Error."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it began.

    `steps` is its present plan as JSON, "" where it is not known; `doses` are those each exercise was begun with, as
    JSON too, by the exercise's id.
    """

    uid: str
    routine: str
    began_ms: int
    offset_s: int
    planned_ms: int
    steps: str = ""
    doses: tuple[tuple[str, str], ...] = ()

    def row(self, connection: sqlite3.Connection) -> int:
        """The id of its row, made where there is none; raises sqlite3.Error."""
        found = connection.execute("SELECT id FROM sessions WHERE uid = ?", (self.uid,)).fetchone()
        if found:
            return int(found[0])
        cursor = connection.execute(
            "INSERT INTO sessions (uid, routine, began_ms, offset_s, planned_ms) VALUES (?, ?, ?, ?, ?)",
            (self.uid, self.routine, self.began_ms, self.offset_s, self.planned_ms),
        )
        row = cursor.lastrowid or 0
        if self.steps:
            _lay(connection, row, self.steps, self.began_ms)
        connection.executemany(
            "INSERT INTO doses (session_id, exercise, dose) VALUES (?, ?, ?)",
            [(row, exercise, dose) for exercise, dose in self.doses],
        )
        return row


@dataclass(frozen=True, slots=True)
class Began:
    """A session was started, or is gone on with from a place in it: from now on it is the one to go on with.

    What was deleted a day ago goes now.
    """

    session: Session
    now_ms: int
    index: int = 0
    position_ms: int = 0

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it."""
        row = self.session.row(connection)
        connection.execute("DELETE FROM resume WHERE session_id <> ?", (row,))
        connection.execute("DELETE FROM sessions WHERE removed_ms < ?", (self.now_ms - DAY_MS,))
        _stand(connection, row, self.index, self.position_ms, self.now_ms)


@dataclass(frozen=True, slots=True)
class Stood:
    """The session was at `position_ms` of step `index`."""

    session: Session
    index: int
    position_ms: int
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it."""
        row = self.session.row(connection)
        _stand(connection, row, self.index, self.position_ms, self.now_ms)


@dataclass(frozen=True, slots=True)
class Worked:
    """One side of a set was done, or left. `following` is the step after it, None after the last."""

    session: Session
    number: int
    step: Step
    load: Load | None
    index: int
    reps: int
    ms: int
    skipped: bool
    pauses: int
    following: int | None
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it, and that the session goes on behind it."""
        row = self.session.row(connection)
        step, tempo = self.step, self.step.tempo
        values = {
            "session_id": row,
            "number": self.number,
            "step": self.index,
            "exercise": step.exercise.id,
            "variant": step.variant.id,
            "kind": step.kind.value,
            "side": step.side.value,
            "level": step.level,
            "set_number": step.set_number or 1,
            "set_count": step.sets,
            "load": step.load,
            "load_prop": self.load.prop.value if self.load else None,
            "load_amount": self.load.amount if self.load else None,
            "props": " ".join(step.props),
            "up_ms": _ms(tempo.up_s) if tempo else None,
            "top_ms": _ms(tempo.hold_s) if tempo else None,
            "down_ms": _ms(tempo.down_s) if tempo else None,
            "ways": step.ways,
            "self_paced": int(step.open_ended),
            "planned_reps": step.reps,
            "planned_ms": step.duration_ms,
            "reps": self.reps if step.kind is StepKind.REPS else None,
            "ms": self.ms,
            "skipped": int(self.skipped),
            "pauses": self.pauses,
            "done_ms": self.now_ms,
        }
        names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
        once = "ON CONFLICT (session_id, number) DO NOTHING"
        connection.execute(f"INSERT INTO sets ({names}) VALUES ({places}) {once}", values)  # noqa: S608  our names
        if self.following is not None:
            _stand(connection, row, self.following, 0, self.now_ms)


@dataclass(frozen=True, slots=True)
class Changed:
    """A key or button changed the plan at `position_ms` of step `index`; `before` and `after` are doses as JSON.

    The session's `steps` are the new plan already.
    """

    session: Session
    number: int
    what: str
    index: int
    position_ms: int
    exercise: str
    before: str
    after: str | None
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it, and where the session stands in its new plan."""
        row = self.session.row(connection)
        connection.execute(
            "INSERT INTO changes (session_id, number, step, position_ms, exercise, what, before, after, changed_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session_id, number) DO NOTHING",
            (
                row,
                self.number,
                self.index,
                self.position_ms,
                self.exercise,
                self.what,
                self.before,
                self.after,
                self.now_ms,
            ),
        )
        _lay(connection, row, self.session.steps, self.now_ms)
        _stand(connection, row, self.index, self.position_ms, self.now_ms)


@dataclass(frozen=True, slots=True)
class Replanned:
    """The session goes on by the plan that is now its `steps`."""

    session: Session
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it."""
        _lay(connection, self.session.row(connection), self.session.steps, self.now_ms)


@dataclass(frozen=True, slots=True)
class Answered:
    """How an exercise felt; None takes the answer back."""

    session: Session
    exercise: str
    answer: Answer | None
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it. An answer that is taken back leaves a mark, for a copy of the journal may still hold it."""
        kept, taken_back = self.answer or Answer.RIGHT, int(self.answer is None)
        connection.execute(
            "INSERT INTO answers (session_id, exercise, answer, taken_back, answered_ms) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (session_id, exercise) DO UPDATE SET"
            " answer = excluded.answer, taken_back = excluded.taken_back, answered_ms = excluded.answered_ms",
            (self.session.row(connection), self.exercise, kept.value, taken_back, self.now_ms),
        )


@dataclass(frozen=True, slots=True)
class Chose:
    """The dose (as JSON) that a person chose for the next time of an exercise; None takes the choice back."""

    exercise: str
    dose: str | None
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it. A choice that is taken back leaves a mark, for a copy of the journal may still hold it."""
        connection.execute(
            "INSERT INTO chosen (exercise, dose, chosen_ms) VALUES (?, ?, ?)"
            " ON CONFLICT (exercise) DO UPDATE SET dose = excluded.dose, chosen_ms = excluded.chosen_ms",
            (self.exercise, self.dose, self.now_ms),
        )


@dataclass(frozen=True, slots=True)
class Removed:
    """A session was deleted; a `removed_ms` of None brings it back."""

    session: Session
    removed_ms: int | None

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it."""
        row = self.session.row(connection)
        connection.execute("UPDATE sessions SET removed_ms = ? WHERE id = ?", (self.removed_ms, row))


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over: to its end, or stopped before."""

    session: Session
    finished: bool
    now_ms: int

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it; what was finished can't be gone on with."""
        row = self.session.row(connection)
        outcome = "finished" if self.finished else "stopped"
        connection.execute("UPDATE sessions SET ended_ms = ?, outcome = ? WHERE id = ?", (self.now_ms, outcome, row))
        if self.finished:
            connection.execute("DELETE FROM resume WHERE session_id = ?", (row,))


def _lay(connection: sqlite3.Connection, row: int, steps: str, now_ms: int) -> None:
    """Note by which plan a session goes."""
    connection.execute(
        "INSERT INTO plans (session_id, steps, written_ms) VALUES (?, ?, ?)"
        " ON CONFLICT (session_id) DO UPDATE SET steps = excluded.steps, written_ms = excluded.written_ms",
        (row, steps, now_ms),
    )


def _stand(connection: sqlite3.Connection, row: int, index: int, position_ms: int, now_ms: int) -> None:
    """Note where a session stands; one that had been stopped is under way again."""
    connection.execute("INSERT OR REPLACE INTO resume VALUES (?, ?, ?, ?)", (row, index, position_ms, now_ms))
    connection.execute(
        "UPDATE sessions SET ended_ms = NULL, outcome = NULL WHERE id = ? AND outcome = 'stopped'", (row,)
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
