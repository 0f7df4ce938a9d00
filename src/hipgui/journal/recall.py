"""What the journal remembers, as Today and Finish go by it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.course import MEMORY, Chosen, Memory
from hipgui.journal.journal import local_now
from hipgui.journal.outcomes import read_reviews
from hipgui.journal.read import UNKNOWN, ask, read_unfinished
from hipgui.journal.sessions import day_number
from hipgui.journal.steps import decoded_dose

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.journal.journal import Journal

BY_LEVEL = "What you did before can't be read, so the level sets Today."

FLUSH_S = 2.0
"""How long it waits for what is being written; a window that closes waits longer for its thread."""


class Keeper:
    """The journal as the window asks it. `recall` may be called in any thread, all else in the journal's."""

    def __init__(self, journal: Journal, path: Path, library: Library, now: Callable[[], datetime] = local_now) -> None:
        self._journal, self._path, self._library, self._now = journal, path, library, now
        self.answered, self.chose = journal.answered, journal.chose

    def recall(self) -> Memory:
        """All that decides about the next session, the one with it that is being told now; never raises.

        What the person should know about the journal comes along as sentences.
        """
        is_new = not self._path.exists()
        self._journal.wake()
        self._journal.flush(FLUSH_S)
        found = recall(self._path, self._library, self._now().date())
        sentences = tuple(str(notice) for notice in self._journal.notices())
        if found is None:
            return Memory(sentences=sentences if is_new else (*sentences, BY_LEVEL), there=False)
        return replace(found, present=self._journal.present, sentences=sentences)


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
