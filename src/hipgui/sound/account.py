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
    """One session: how often the device ran dry and the seconds lost by it, and words that never came."""

    dropouts: int = 0
    missed: int = 0
    lost_s: float = 0.0

    def __str__(self) -> str:
        lost = f" ({self.lost_s * 1000:.0f} ms)" if self.dropouts else ""
        return f"last session: {self.dropouts} dropouts{lost}, {self.missed} words missed"


def keep(path: Path, account: Account) -> None:
    """Write it; a place that can't be written costs nothing but the account."""
    with suppress(OSError):
        path.write_text(json.dumps(asdict(account)), encoding="utf-8")


def read(path: Path) -> Account | None:
    """The last one, None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Account(int(found["dropouts"]), int(found["missed"]), float(found.get("lost_s", 0.0)))
    except (OSError, ValueError, TypeError, KeyError):
        return None
