"""What the journal remembers, as Today and Finish go by it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hipgui.core.course import MEMORY, Chosen, Memory
from hipgui.journal.outcomes import read_reviews
from hipgui.journal.read import UNKNOWN, ask, read_unfinished
from hipgui.journal.sessions import day_number
from hipgui.journal.steps import decoded_dose

if TYPE_CHECKING:
    import sqlite3
    from datetime import date
    from pathlib import Path

    from hipgui.core.model import Library


def recall(path: Path, library: Library, today: date) -> Memory | None:
    """All that decides about the next session; None where the file can't be read.

    Sessions are read as far back as `MEMORY`. A chosen dose that nobody knows any more is passed over.
    """
    return ask(path, lambda connection: _recall(connection, library, today), None)


def _recall(connection: sqlite3.Connection, library: Library, today: date) -> Memory:
    chosen = {}
    question = "SELECT exercise, dose, chosen_ms FROM chosen WHERE dose IS NOT NULL"
    for exercise, dose, chosen_ms in connection.execute(question):
        with suppress(*UNKNOWN):
            library.exercise(exercise).variant(decoded_dose(dose).variant)
            chosen[exercise] = Chosen(decoded_dose(dose), chosen_ms)
    reviews = tuple(read_reviews(connection, library, day_number(today - MEMORY)))
    return Memory(reviews, chosen, read_unfinished(connection, library))
