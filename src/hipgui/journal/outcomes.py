"""What was done of each exercise in each session, as the rules of progression want it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from hipgui.core.history import Past, Review
from hipgui.core.ladder import Dose
from hipgui.core.model import Side, Tempo
from hipgui.core.plan import WORK, StepKind
from hipgui.core.progression import Answer, Outcome
from hipgui.journal.read import UNKNOWN, ask
from hipgui.journal.sessions import PAST, day_number
from hipgui.journal.steps import decoded_dose
from hipgui.journal.tally import TOLD, Told, states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from hipgui.core.model import Library

SECOND_MS = 1000
WANTED = "WHERE day >= :first AND (:uid IS NULL OR uid = :uid)"


def outcomes(path: Path, library: Library, *, since: date | None = None) -> tuple[Outcome, ...]:
    """Every exercise of every session (begun from a day on), oldest first; planned sets that were not begun count as 0.

    Nothing where the file can't be read. An exercise whose dose nobody knows any more is passed over. A thousand
    sessions take a few tenths of a second.
    """
    return tuple(outcome for review in reviews(path, library, since=since) for outcome in review.outcomes)


def reviews(path: Path, library: Library, *, since: date | None = None, uid: str | None = None) -> tuple[Review, ...]:
    """Every session with its outcomes, oldest first; or only those begun from a day on, or the one of that name."""
    first = 0 if since is None else day_number(since)
    return ask(path, lambda connection: tuple(read_reviews(connection, library, first, uid)), ())


class Turn(NamedTuple):
    """An exercise in a session; `before` counts how often it came before in the same one."""

    exercise: str
    before: int


CHANGES = "number, step, exercise, what, before, after"
"""The columns of `changes` that `Change` is made of."""
Sides = dict[tuple[Turn, int, str], int]
"""Reps, or milliseconds of a hold, by turn, set and side."""


class Change(NamedTuple):
    """A row of `changes`."""

    number: int
    step: int
    exercise: str
    what: str
    before: str
    after: str | None


@dataclass
class _Records:
    """All that one session has left behind. `steps` are its plan's, as JSON has them."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    doses: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)


def read_reviews(
    connection: sqlite3.Connection, library: Library, first: int, uid: str | None = None
) -> Iterator[Review]:
    """Every session begun from the day of that number on, or the one of that name; raises sqlite3.Error."""
    found = _records(connection, first, uid)
    for session, *values in connection.execute(f"{PAST} {WANTED} ORDER BY began_ms, id", {"first": first, "uid": uid}):
        past = Past(*values)
        with suppress(*UNKNOWN):
            yield Review(past, tuple(_of_session(found[session], past.began.date(), library)))


def _of_session(records: _Records, day: date, library: Library) -> Iterator[Outcome]:
    turns = _turns(records.steps)
    planned, done = _planned(records.steps, turns), _done(records, turns)
    for exercise in dict.fromkeys(turn.exercise for turn in turns):
        with suppress(*UNKNOWN):
            sets = _sets(exercise, records.steps, turns, planned)
            yield _outcome(exercise, day, _doses(exercise, records, library), sets, done, records)


def _records(connection: sqlite3.Connection, first: int, uid: str | None) -> defaultdict[int, _Records]:
    """By session, of the wanted ones."""
    found: defaultdict[int, _Records] = defaultdict(_Records)

    def rows(columns: str, table: str) -> sqlite3.Cursor:
        """The columns and their session, in the order in which they were written."""
        question = f"SELECT session_id, {columns} FROM {table} WHERE session_id IN (SELECT id FROM past {WANTED})"  # noqa: S608  ours
        return connection.execute(f"{question} ORDER BY {table}.rowid", {"first": first, "uid": uid})

    for session, steps in rows("steps", "plans"):
        with suppress(*UNKNOWN):
            found[session].steps = json.loads(steps)["steps"]
    for session, exercise, dose in rows("exercise, dose", "doses"):
        found[session].doses[exercise] = dose
    for session, exercise, answer, taken_back in rows("exercise, answer, taken_back", "answers"):
        if not taken_back:
            found[session].answers[exercise] = Answer(answer)
    for session, *values in rows(TOLD, "sets"):
        found[session].told.append(Told(*values))
    for session, *values in rows(CHANGES, "changes"):
        found[session].changes.append(Change(*values))
    return found


def _turns(steps: list[dict[str, Any]]) -> list[Turn]:
    """To which turn of its exercise each step belongs: a set-up that belongs to no set begins another."""
    begun: Counter[str] = Counter()
    found = []
    for step in steps:
        begun[step["exercise"]] += step["kind"] == StepKind.PREPARE and step.get("set_number") is None
        found.append(Turn(step["exercise"], max(1, begun[step["exercise"]]) - 1))
    return found


def _planned(steps: list[dict[str, Any]], turns: list[Turn]) -> Sides:
    """What each side of a set asks for, its pieces added up."""
    found: Sides = {}
    for step, turn in zip(steps, turns, strict=True):
        if step["kind"] in WORK:
            key = turn, step["set_number"], step["side"]
            found[key] = found.get(key, 0) + (step.get("reps") or step["duration_ms"])
    return found


def _done(records: _Records, turns: list[Turn]) -> Sides:
    """What each side of a set did."""
    found: Sides = {}
    for state in states(records.told, [(change.number, change.step) for change in records.changes]):
        sums: Counter[tuple[Turn, int, str]] = Counter()
        for step, told in state.items():
            turn = (
                turns[step] if step < len(turns) and turns[step].exercise == told.exercise else Turn(told.exercise, 0)
            )
            sums[turn, told.set_number, told.side] += told.amount
        found |= {key: max(amount, found.get(key, 0)) for key, amount in sums.items()}
    return found


def _sets(
    exercise: str, steps: list[dict[str, Any]], turns: list[Turn], planned: Sides
) -> dict[tuple[Turn, int], int | None]:
    """What each set of an exercise asks for, None where the plan does not tell any more.

    The plan of an exercise that was skipped ends there, but its steps know how many sets there were to be.
    """
    found: dict[tuple[Turn, int], int | None] = {}
    counts = {turn: step["sets"] for step, turn in zip(steps, turns, strict=True) if turn.exercise == exercise}
    for turn, count in counts.items():
        asked = {number: max(planned.get((turn, number, side), 0) for side in Side) for number in range(1, count + 1)}
        found |= {(turn, number): amount or max(asked.values()) or None for number, amount in asked.items()}
    return found


def _doses(exercise: str, records: _Records, library: Library) -> tuple[Dose, Dose | None, Dose | None]:
    """The dose an exercise ended with, the one it was begun with where that was changed, and the one that hurt.

    Raises one of UNKNOWN where it is not known.
    """
    begun = ended = (
        decoded_dose(records.doses[exercise]) if exercise in records.doses else _row_dose(exercise, records, library)
    )
    changes = [change for change in records.changes if change.exercise == exercise]
    hurt_at = None
    for change in changes:
        hurt_at = decoded_dose(change.before) if change.what == "hurt" else hurt_at
        ended = decoded_dose(change.after) if change.after else ended
    return ended, begun if changes else None, hurt_at


def _row_dose(exercise: str, records: _Records, library: Library) -> Dose:
    """The dose of a session from before doses were kept: it was a level's row, whatever the minutes cut of it."""
    work = next(step for step in records.steps if step["exercise"] == exercise)
    row, tempo = library.exercise(exercise).level(work["level"]), work.get("tempo")
    return Dose(
        level=row.level,
        variant=work["variant"],
        sets=row.sets,
        reps=row.reps[0] if row.reps else None,
        tempo=Tempo(*tempo) if tempo else row.tempo,
        hold_s=row.hold_s,
    )


def _outcome(
    exercise: str,
    day: date,
    doses: tuple[Dose, Dose | None, Dose | None],
    sets: dict[tuple[Turn, int], int | None],
    done: Sides,
    records: _Records,
) -> Outcome:
    dose, begun, hurt_at = doses
    unit = 1 if dose.reps else SECOND_MS
    asked = [round(dose.amount * unit) if amount is None else amount for amount in sets.values()]

    def did(side: Side) -> tuple[int, ...]:
        """Never more than was asked for: what was done again is no more work."""
        each = [done.get((turn, number, side.value), 0) for turn, number in sets]
        return tuple(min(amount, most) // unit for amount, most in zip(each, asked, strict=True))

    return Outcome(
        exercise=exercise,
        day=day,
        dose=dose,
        planned=tuple(amount // unit for amount in asked),
        right=did(Side.RIGHT),
        left=did(Side.LEFT),
        answer=records.answers.get(exercise),
        begun=begun,
        hurt_at=hurt_at,
    )
