"""A session that was left before its end and can be gone on with: what the journal tells whoever plays it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hipgui.core.plan import Plan


@dataclass(frozen=True, slots=True)
class Kept:
    """One work step that was done or left: its index in the plan, whole reps, milliseconds, whether it was left."""

    index: int
    reps: int
    ms: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that was stopped or cut off at `position_ms` of step `index` of its `plan`.

    `done` is the work that lies behind it, in the plan's order. `uid` names it, `began_ms` (since 1970 in UTC) and
    `offset_s` (local time ahead of UTC) are when it began, `written_ms` is when it was last heard of, and `number` is
    how many entries it has.
    """

    uid: str
    plan: Plan
    index: int
    position_ms: int
    began_ms: int
    offset_s: int
    written_ms: int
    number: int = 0
    done: tuple[Kept, ...] = ()
