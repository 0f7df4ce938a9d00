"""Pieces of a set: a change in the middle of it (`replan`) makes several steps of one set, on the same side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hipgui.core.plan import Step


@dataclass(frozen=True, slots=True)
class Share:
    """What a work step is of its set, in reps or milliseconds: so much was before it, so much is to come after it."""

    before: int
    own: int
    after: int

    @property
    def whole(self) -> int:
        """The whole set."""
        return self.before + self.own + self.after

    @property
    def is_last(self) -> bool:
        """Whether the set ends with it."""
        return not self.after


def share_of(steps: Sequence[Step], index: int) -> Share:
    """The share that work step `index` has in its set; nearly always all of it."""
    step = steps[index]
    return Share(_sum(step, reversed(steps[:index])), amount(step), _sum(step, steps[index + 1 :]))


def amount(step: Step) -> int:
    """Reps of a set, milliseconds of a hold, 0 of what is no work."""
    return (step.reps or step.duration_ms) if step.is_work else 0


def _sum(step: Step, others: Iterable[Step]) -> int:
    """What the next steps hold of the same set and side."""
    return sum(map(amount, takewhile(lambda other: _belongs(step, other), others)))


def _belongs(step: Step, other: Step) -> bool:
    mine = (step.exercise.id, step.set_number, step.side)
    return mine == (other.exercise.id, other.set_number, other.side)
