"""Something a person should know, said once: what is missing or failed, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened in one plain sentence, and what helps ("" where nothing needs to be done)."""

    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()
