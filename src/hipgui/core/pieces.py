"""Pieces of a set: a change in the middle of it (`replan`) makes several steps of one set, on the same side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from hipgui.core.plan import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    """The share that work step `index` has in its set, in reps or, of a hold, milliseconds; nearly always all of it."""
    return _share(steps, index, amount)


def time_of(steps: Sequence[Step], index: int) -> Share:
    """The share that step `index` has in the work of its set, in milliseconds; other steps stand for themselves."""
    return _share(steps, index, lambda step: step.duration_ms)


def pieces_of(steps: Sequence[Step], index: int) -> tuple[int, ...]:
    """The indices of the work steps that make up the set of work step `index`, in order."""
    step = steps[index]
    before = takewhile(lambda at: _belongs(step, steps[at]), range(index - 1, -1, -1))
    after = takewhile(lambda at: _belongs(step, steps[at]), range(index + 1, len(steps)))
    return tuple(at for at in (*reversed(list(before)), index, *after) if steps[at].is_work)


def block_of(steps: Sequence[Step], index: int) -> int:
    """Which of the session's exercises a step belongs to, counted by their set-ups: one may come back later."""
    return sum(step.kind is StepKind.PREPARE and step.set_number is None for step in steps[: index + 1])


def amount(step: Step) -> int:
    """Reps of a set, milliseconds of a hold, 0 of what is no work."""
    return (step.reps or step.duration_ms) if step.is_work else 0


def is_put_in(step: Step) -> bool:
    """Whether it is a set-up in the middle of an exercise, put in by a change."""
    return step.kind is StepKind.PREPARE and step.set_number is not None


def work_before(steps: Sequence[Step], index: int) -> Step | None:
    """The last work of the same exercise before step `index`, without another exercise between; None: there is none."""
    own = takewhile(lambda step: step.exercise.id == steps[index].exercise.id, reversed(steps[:index]))
    return next((step for step in own if step.is_work), None)


def is_other_way(steps: Sequence[Step], index: int) -> bool:
    """Whether work step `index` is done in another variant than the work before it, and no set-up has said so."""
    before = work_before(steps, index)
    set_up = index > 0 and steps[index - 1].kind is StepKind.PREPARE
    return before is not None and not set_up and before.variant.id != steps[index].variant.id


def goes_on(steps: Sequence[Step], index: int) -> bool:
    """Whether step `index` lies in the middle of a set: what comes next is a further piece of it."""
    work = next((at for at in range(index + 1, len(steps)) if steps[at].is_work), None)
    return work is not None and share_of(steps, work).before > 0


def _share(steps: Sequence[Step], index: int, measure: Callable[[Step], int]) -> Share:
    if not steps[index].is_work:
        return Share(0, measure(steps[index]), 0)
    pieces = pieces_of(steps, index)
    before = sum(measure(steps[at]) for at in pieces if at < index)
    return Share(before, measure(steps[index]), sum(measure(steps[at]) for at in pieces if at > index))


def _belongs(step: Step, other: Step) -> bool:
    mine = (step.exercise.id, step.set_number, step.side)
    return mine == (other.exercise.id, other.set_number, other.side)
