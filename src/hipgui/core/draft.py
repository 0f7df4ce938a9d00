"""A session before it is laid out as steps: its exercises with their doses, and how it is cut to its minutes.

Each cut is the smallest of its kind; the order of the kinds is content.md's, routines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Prop, Tempo, Timing, Variant

HOLD_CUT_MS = 15_000
"""Holds are shortened in the steps in which they are lengthened (content.md, progression)."""


def in_ms(seconds: float) -> int:
    """Whole milliseconds."""
    return round(seconds * 1000)


def rep_ms(tempo: Tempo, ways: int) -> int:
    """Milliseconds of one rep: the tempo once for each way."""
    return in_ms(tempo.total_s) * ways


@dataclass(frozen=True, slots=True)
class Block:
    """One exercise with its dose, before it is laid out as steps. `sets`, `reps`, `hold_ms` may be cut."""

    exercise: Exercise
    dose: Dose
    props: tuple[Prop, ...]
    load: str
    sets: int
    reps: int | None
    hold_ms: int
    offers: tuple[Variant, ...] = ()
    note: str = ""

    @property
    def variant(self) -> Variant:
        """The variant it is done in."""
        return self.exercise.variant(self.dose.variant)

    @property
    def work_ms(self) -> int:
        """Milliseconds of one set on one side."""
        tempo = self.dose.tempo
        return rep_ms(tempo, self.variant.ways) * self.reps if tempo and self.reps else self.hold_ms

    @property
    def total_ms(self) -> int:
        """Milliseconds of work on both sides."""
        return self.work_ms * 2 * self.sets


@dataclass(frozen=True, slots=True)
class Draft:
    """A session that may still be cut to its minutes."""

    blocks: tuple[Block, ...]
    timing: Timing
    prepare_ms: int
    rest_ms: int
    switch_ms: int
    self_paced: bool
    left_out: tuple[Exercise, ...] = ()

    def with_block(self, old: Block, new: Block) -> Draft:
        """The same session with another dose of one exercise."""
        return replace(self, blocks=tuple(new if block is old else block for block in self.blocks))

    def without(self, gone: Block) -> Draft:
        """The session without one exercise."""
        kept = tuple(block for block in self.blocks if block is not gone)
        return replace(self, blocks=kept, left_out=(*self.left_out, gone.exercise))


def cut(draft: Draft) -> Draft | None:
    """The next, smallest cut in content.md's order; None where nothing is left to cut."""
    return next((shorter for shorten in _CUTS if (shorter := shorten(draft)) is not None), None)


def _fewer_sets(draft: Draft) -> Draft | None:
    most = max(draft.blocks, key=lambda block: (block.sets, block.total_ms))
    return draft.with_block(most, replace(most, sets=most.sets - 1)) if most.sets > 1 else None


def _shorter_pauses(draft: Draft) -> Draft | None:
    """Rests first, then set-up, then the time to switch sides."""
    timing = draft.timing
    rest_ms, prepare_ms, switch_ms = (
        in_ms(s) for s in (timing.rest_short_s, timing.prepare_short_s, timing.switch_short_s)
    )
    if draft.rest_ms > rest_ms:
        return replace(draft, rest_ms=rest_ms)
    if draft.prepare_ms > prepare_ms:
        return replace(draft, prepare_ms=prepare_ms)
    return replace(draft, switch_ms=switch_ms) if draft.switch_ms > switch_ms else None


def _fewer_reps(draft: Draft) -> Draft | None:
    most = max(draft.blocks, key=lambda block: (block.reps or 0, block.total_ms))
    if not most.reps or most.reps <= draft.timing.least_reps:
        return None
    return draft.with_block(most, replace(most, reps=most.reps - 1))


def _shorter_holds(draft: Draft) -> Draft | None:
    longest = max(draft.blocks, key=lambda block: block.hold_ms)
    least_ms = in_ms(draft.timing.least_hold_s)
    if longest.hold_ms <= least_ms:
        return None
    return draft.with_block(longest, replace(longest, hold_ms=max(least_ms, longest.hold_ms - HOLD_CUT_MS)))


def _fewer_exercises(draft: Draft) -> Draft | None:
    longest = max(draft.blocks, key=lambda block: block.total_ms)
    return draft.without(longest) if len(draft.blocks) > 1 else None


_CUTS = (_fewer_sets, _shorter_pauses, _fewer_reps, _shorter_holds, _fewer_exercises)
