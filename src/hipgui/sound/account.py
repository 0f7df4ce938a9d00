"""How the last session sounded, kept for the doctor: what ran dry and what was never said."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """Counts of one session: times the device ran dry, and clips that were not there when they should have begun."""

    dropouts: int = 0
    missed: int = 0

    def __str__(self) -> str:
        return f"last session: {self.dropouts} dropouts, {self.missed} words missed"


def keep(path: Path, account: Account) -> None:
    """Write it; a place that can't be written costs nothing but the account."""
    with suppress(OSError):
        path.write_text(json.dumps(asdict(account)), encoding="utf-8")


def read(path: Path) -> Account | None:
    """The last one, None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Account(int(found["dropouts"]), int(found["missed"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
