"""The journal as History sees it: asked in any thread, told in the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.journal.outcomes import reviews
from hipgui.journal.sessions import history, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from hipgui.core.history import History, Past, Review, Span
    from hipgui.core.model import Library
    from hipgui.core.progression import Answer
    from hipgui.journal.journal import Journal

WAIT_S = 2.0
"""How long a question waits for what was told before it, if the file can't be written just now."""


class Records:
    """Reads the file at `path`, which `journal` writes. `write` puts reviews into a file, and may raise PersonError."""

    def __init__(
        self, path: Path, journal: Journal, library: Library, write: Callable[[Path, Sequence[Review]], None]
    ) -> None:
        self._path, self._journal, self._library, self._write = path, journal, library, write

    def look_back(self, span: Span, today: date) -> tuple[History, tuple[Past, ...]]:
        """What was done in a span, and its sessions, newest first; with all that was told so far."""
        self._journal.flush(WAIT_S)
        found = history(self._path, span, today)
        return found, sessions(self._path, found.start)

    def review(self, past: Past) -> Review | None:
        """What was done in one session; None where it is not there any more."""
        self._journal.flush(WAIT_S)
        return next(iter(reviews(self._path, self._library, uid=past.uid)), None)

    def export(self, file: Path) -> None:
        """Write everything into a file; raises PersonError."""
        self._journal.flush(WAIT_S)
        self._write(file, reviews(self._path, self._library))

    def mended(self, past: Past, exercise: str, answer: Answer | None) -> None:
        """How an exercise felt in a session; None takes the answer back."""
        self._journal.mended(past, exercise, answer)

    def removed(self, past: Past) -> None:
        """A session was deleted; it can be brought back for a day."""
        self._journal.removed(past)

    def restored(self, past: Past) -> None:
        """It is brought back."""
        self._journal.restored(past)
