"""The tables of the journal and how an older file becomes the present one.

A file's version is the number of migrations it has been through (SQLite's `user_version`). A migration that was
ever shipped is never changed; tests/databases/ holds a file of each version.

* sessions: one row a session. `uid` is its name in every file it may be copied to; `offset_s` what local time was ahead
  of UTC, so that it stays on the day on which it was done. `outcome` is NULL while it runs, and after a crash. What
  was deleted has a `removed_ms` for a day, so that it can be brought back; nobody else sees it.
* plans: what was planned, step by step, as JSON (`hipgui.journal.steps`); replaced when the plan changed on the way.
* doses: the dose each exercise was begun with, as JSON.
* sets: one side of a set as it was done or left, with what was planned for it; where the plan changed in the middle of
  a set, each piece has a row. `number` is the order of doing, counted together with `changes`; a step that was done
  again has another row. Reps are NULL for holds, tempo and ways too. `load_prop` and `load_amount` (kilograms of a
  kettlebell, strength 1 to 3 of a band) are NULL where nothing is carried or its weight is not known.
* changes: what a key or button changed on the way, with the dose before and after it (NULL: none). `step` is an index
  of the plan of that moment; behind it the plan was laid anew.
* answers: how an exercise felt; one that was taken back means nothing any more.
* chosen: what a person chose for the next time of an exercise, as JSON; NULL where the choice was taken back. It holds
  until a session begun later has done the exercise, so nobody need remove it.
* resume: where the one session stands that can be gone on with.
* past: a view of the sessions that were not deleted; `day` counts from 1970, where the session was.

Tables are not STRICT: systems whose Python is new enough still bring an SQLite that does not know the word.
All times of day are milliseconds since 1970 in UTC, all lengths milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.journal.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

APPLICATION_ID = 0x48495047
"""SQLite's mark of whose file it is: "HIPG"."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version to the next."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        "sessions, sets, answers",
        (
            """
CREATE TABLE sessions (
 id INTEGER PRIMARY KEY,
 uid TEXT NOT NULL UNIQUE,
 routine TEXT NOT NULL,
 began_ms INTEGER NOT NULL,
 offset_s INTEGER NOT NULL,
 planned_ms INTEGER NOT NULL,
 ended_ms INTEGER,
 outcome TEXT CHECK (outcome IN ('finished', 'stopped'))
)""",
            """
CREATE TABLE plans (
 session_id INTEGER PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
 steps TEXT NOT NULL
)""",
            """
CREATE TABLE sets (
 id INTEGER PRIMARY KEY,
 session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
 number INTEGER NOT NULL,
 step INTEGER NOT NULL,
 exercise TEXT NOT NULL,
 variant TEXT NOT NULL,
 kind TEXT NOT NULL CHECK (kind IN ('reps', 'hold')),
 side TEXT NOT NULL CHECK (side IN ('left', 'right')),
 level INTEGER NOT NULL,
 set_number INTEGER NOT NULL,
 set_count INTEGER NOT NULL,
 load TEXT NOT NULL,
 props TEXT NOT NULL,
 up_ms INTEGER,
 top_ms INTEGER,
 down_ms INTEGER,
 ways INTEGER,
 self_paced INTEGER NOT NULL CHECK (self_paced IN (0, 1)),
 planned_reps INTEGER,
 planned_ms INTEGER NOT NULL,
 reps INTEGER,
 ms INTEGER NOT NULL,
 skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
 pauses INTEGER NOT NULL,
 done_ms INTEGER NOT NULL,
 UNIQUE (session_id, number)
)""",
            """
CREATE TABLE answers (
 id INTEGER PRIMARY KEY,
 session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
 exercise TEXT NOT NULL,
 answer TEXT NOT NULL CHECK (answer IN ('easy', 'right', 'hard', 'hurt')),
 answered_ms INTEGER NOT NULL,
 UNIQUE (session_id, exercise)
)""",
            """
CREATE TABLE resume (
 session_id INTEGER PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
 step INTEGER NOT NULL,
 position_ms INTEGER NOT NULL,
 written_ms INTEGER NOT NULL
)""",
        ),
    ),
    Migration(
        "doses, loads, changes",
        (
            "ALTER TABLE sessions ADD COLUMN removed_ms INTEGER",
            "ALTER TABLE plans ADD COLUMN written_ms INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE sets ADD COLUMN load_prop TEXT",
            "ALTER TABLE sets ADD COLUMN load_amount REAL",
            "ALTER TABLE answers ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))",
            """
CREATE TABLE doses (
 id INTEGER PRIMARY KEY,
 session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
 exercise TEXT NOT NULL,
 dose TEXT NOT NULL CHECK (dose LIKE '{%}'),
 UNIQUE (session_id, exercise)
)""",
            """
CREATE TABLE changes (
 id INTEGER PRIMARY KEY,
 session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
 number INTEGER NOT NULL,
 step INTEGER NOT NULL,
 position_ms INTEGER NOT NULL,
 exercise TEXT NOT NULL,
 what TEXT NOT NULL CHECK (what IN ('easier', 'harder', 'deeper', 'hurt', 'skipped')),
 before TEXT NOT NULL CHECK (before LIKE '{%}'),
 after TEXT CHECK (after LIKE '{%}'),
 changed_ms INTEGER NOT NULL,
 UNIQUE (session_id, number)
)""",
            # All that History adds up, so that a hundred thousand sets are read from here without their rows.
            """
CREATE INDEX sets_by_work ON sets
 (session_id, exercise, side, set_number, step, kind, reps, ms, load_prop, load_amount)""",
            """
CREATE VIEW past AS
 SELECT id, uid, routine, began_ms, offset_s, planned_ms, outcome, (began_ms / 1000 + offset_s) / 86400 AS day
 FROM sessions WHERE removed_ms IS NULL""",
        ),
    ),
    Migration(
        "doses chosen for next time",
        (
            """
CREATE TABLE chosen (
 id INTEGER PRIMARY KEY,
 exercise TEXT NOT NULL UNIQUE,
 dose TEXT CHECK (dose LIKE '{%}'),
 chosen_ms INTEGER NOT NULL
)""",
        ),
    ),
)

PARTS = ("plans", "doses", "sets", "changes", "answers", "resume")
"""The tables whose rows belong to a session, by their `session_id`."""


def version(connection: sqlite3.Connection) -> int:
    """How many migrations a file has been through; raises sqlite3.Error."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a file to the present version: all of it or nothing. Raises sqlite3.Error."""
    with transaction(connection):
        for migration in migrations[version(connection) :]:  # read inside the transaction: another start may be faster
            for statement in migration.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
