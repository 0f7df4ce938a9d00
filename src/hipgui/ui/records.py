"""What was done, asked of whoever keeps it, off the main thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from hipgui.core.errors import PersonError
from hipgui.core.history import History, start_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from hipgui.core.history import Past, Review, Span
    from hipgui.core.progression import Answer


class Records(Protocol):
    """Whoever keeps the record. What is asked may be called from any thread, what is told from the main thread only.

    Nothing raises but `export`; what can't be read is not there.
    """

    def look_back(self, span: Span, today: date) -> tuple[History, tuple[Past, ...]]:
        """What was done in a span, and its sessions, newest first; with all that was told so far."""

    def review(self, past: Past) -> Review | None:
        """What was done in one session; None where it is not there any more."""

    def export(self, file: Path) -> None:
        """Write everything into a file, as CSV or JSON as its name says; raises PersonError."""

    def mended(self, past: Past, exercise: str, answer: Answer | None) -> None:
        """How an exercise felt in a session; None takes the answer back."""

    def removed(self, past: Past) -> None:
        """A session was deleted."""

    def restored(self, past: Past) -> None:
        """It is brought back."""


class NoRecords:
    """Nothing is kept."""

    def look_back(self, span: Span, today: date) -> tuple[History, tuple[Past, ...]]:
        """Nothing."""
        return History(start_of(span, today, None), today), ()

    def review(self, past: Past) -> None:
        """Nothing."""

    def export(self, file: Path) -> None:
        """There is nothing to write."""

    def mended(self, past: Past, exercise: str, answer: Answer | None) -> None:
        """Pass over it."""

    def removed(self, past: Past) -> None:
        """Pass over it."""

    def restored(self, past: Past) -> None:
        """Pass over it."""


class Reader(QObject):
    """Asks in a thread of its own, one thing after another, and tells what was found."""

    looked_back = Signal(object, object, object)
    """Span, History, sessions."""
    reviewed = Signal(object)
    """A Review, or None."""
    exported = Signal(str)
    """What there is to say of it."""
    _failed = Signal(object)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.records = records
        self._worker: ThreadPoolExecutor | None = None
        self._failed.connect(self._on_failed)

    def look_back(self, span: Span, today: date) -> None:
        """Ask what was done in a span."""
        self._ask(lambda: self.looked_back.emit(span, *self.records.look_back(span, today)))

    def review(self, past: Past) -> None:
        """Ask what was done in a session."""
        self._ask(lambda: self.reviewed.emit(self.records.review(past)))

    def export(self, file: Path) -> None:
        """Write everything into a file."""

        def write() -> None:
            try:
                self.records.export(file)
            except PersonError as error:
                self.exported.emit(str(error))
            else:
                self.exported.emit(f"Everything is in {file}.")

        self._ask(write)

    def close(self) -> None:
        """End the thread once it has answered."""
        if self._worker is not None:
            self._worker.shutdown(cancel_futures=True)
            self._worker = None

    def _ask(self, question: Callable[[], None]) -> None:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._worker.submit(self._answer, question)

    def _answer(self, question: Callable[[], None]) -> None:
        try:
            question()
        except Exception as error:  # noqa: BLE001  whatever it is, the main thread is told
            self._failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        raise error
