"""What the journal has to tell the person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened, in one plain sentence, and what can be done about it."""

    what: str
    remedy: str = ""


class UnusableError(Exception):
    """The journal's file can't be used now; `notice` says why."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__(notice.what)
