"""What is written while a session runs. Each entry is one transaction's work on a connection.

Every entry carries its session and makes its row where there is none, and can be written twice without doubling
anything: so an entry that failed is simply tried again, in the same file or in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hipgui.core.plan import StepKind

if TYPE_CHECKING:
    import sqlite3

    from hipgui.core.plan import Step


class Entry(Protocol):
    """Something to be written."""

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it; raises sqlite3.Error."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it began; `steps` is its plan as JSON."""

    uid: str
    routine: str
    began_ms: int
    offset_s: int
    planned_ms: int
    steps: str

    def row(self, connection: sqlite3.Connection) -> int:
        """The id of its row, made where there is none; raises sqlite3.Error."""
        found = connection.execute("SELECT id FROM sessions WHERE uid = ?", (self.uid,)).fetchone()
        if found:
            return int(found[0])
        cursor = connection.execute(
            "INSERT INTO sessions (uid, routine, began_ms, offset_s, planned_ms) VALUES (?, ?, ?, ?, ?)",
            (self.uid, self.routine, self.began_ms, self.offset_s, self.planned_ms),
        )
        connection.execute("INSERT INTO plans (session_id, steps) VALUES (?, ?)", (cursor.lastrowid, self.steps))
        return cursor.lastrowid or 0


@dataclass(frozen=True, slots=True)
class Began:
    """A session was started: from now on it is the one that can be gone on with."""

    session: Session

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it."""
        row = self.session.row(connection)
        connection.execute("DELETE FROM resume WHERE session_id <> ?", (row,))
        _stand(connection, row, 0, 0, self.session.began_ms)


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


def _stand(connection: sqlite3.Connection, row: int, index: int, position_ms: int, now_ms: int) -> None:
    """Note where a session stands; one that had been stopped is under way again."""
    connection.execute("INSERT OR REPLACE INTO resume VALUES (?, ?, ?, ?)", (row, index, position_ms, now_ms))
    connection.execute(
        "UPDATE sessions SET ended_ms = NULL, outcome = NULL WHERE id = ? AND outcome = 'stopped'", (row,)
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
