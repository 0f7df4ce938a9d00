"""What the sound room has to tell the person, each thing once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hipgui.core.notice import Notice


class NoticeBoard:
    """Notices by subject: a subject is told once, and again only after it was mended in between.

    Any thread may post; one thread takes.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: set[str] = set()
        self._new: list[Notice] = []

    def post(self, subject: str, notice: Notice) -> None:
        """Tell `notice` unless `subject` was told already."""
        with self._lock:
            if subject not in self._told:
                self._told.add(subject)
                self._new.append(notice)

    def mended(self, subject: str) -> None:
        """Let the next trouble with `subject` be told again."""
        with self._lock:
            self._told.discard(subject)

    def take(self) -> list[Notice]:
        """Return what was posted since the last call, oldest first."""
        with self._lock:
            new, self._new = self._new, []
        return new
