"""What was done in a session: of a set that was done again, the better time counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hipgui.core.pieces import block_of, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.plan import Plan, Step
    from hipgui.core.unfinished import Kept

    Attempt: TypeAlias = "tuple[WorkDone, ...]"


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One side of one set as it was done, or a piece of it: whole reps, milliseconds, and whether it was left early.

    `before` is how much of the set was planned before this piece, in reps or milliseconds; nearly always nothing.
    `block` tells an exercise from its return later in the session (`core.pieces.block_of`).
    """

    step: Step
    reps: int
    ms: int
    skipped: bool
    before: int = 0
    block: int = 0


def work_done(plan: Plan, kept: Kept) -> WorkDone:
    """The work of a step of `plan`, of which so much was done."""
    before, block = share_of(plan.steps, kept.index).before, block_of(plan.steps, kept.index)
    return WorkDone(plan.steps[kept.index], kept.reps, kept.ms, kept.skipped, before, block)


class Record:
    """Takes work as it is done; a set that was begun again replaces the time before if it went as far."""

    def __init__(self, done: Iterable[WorkDone] = ()) -> None:
        self._latest: dict[tuple[object, ...], Attempt] = {}
        self._best: dict[tuple[object, ...], Attempt] = {}
        for work in done:
            self.add(work)

    def add(self, work: WorkDone) -> None:
        """Keep the next piece of work."""
        key = (work.block, work.step.exercise.id, work.step.set_number, work.step.side)
        attempt = (*(piece for piece in self._latest.get(key, ()) if piece.before < work.before), work)
        self._latest[key] = attempt
        if _ms(attempt) >= _ms(self._best.get(key, ())):
            self._best[key] = attempt

    def best(self) -> Attempt:
        """The best time of every side of every set, piece after piece, in the order in which they were first done."""
        return tuple(piece for attempt in self._best.values() for piece in attempt)


def _ms(attempt: Attempt) -> int:
    return sum(piece.ms for piece in attempt)
