"""Sorts what was told of a session: a set that changed in its middle is told in pieces, a step may be told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Told(NamedTuple):
    """One step of work as it was told; `number` is its turn in the session."""

    number: int
    step: int
    exercise: str
    set_number: int
    side: str
    kind: str
    reps: int | None
    ms: int
    skipped: int

    @property
    def place(self) -> tuple[str, int, str]:
        """The side of the set it belongs to."""
        return self.exercise, self.set_number, self.side

    @property
    def amount(self) -> int:
        """Reps, or milliseconds of a hold."""
        return self.ms if self.reps is None else self.reps


TOLD = "number, step, exercise, set_number, side, kind, reps, ms, skipped"
"""The columns of `sets` that `Told` is made of."""


def states(told: Iterable[Told], changes: Iterable[tuple[int, int]]) -> Iterator[dict[int, Told]]:
    """What was done of the plan, by step: before each change (its turn, its step), and at the end.

    Of a step told twice the longer time counts. A change lays the plan anew behind its step, so what had been done of
    that before (somebody went back) stands in the states before it only.
    """
    best: dict[int, Told] = {}
    entries: list[tuple[int, int, Told | None]] = [(one.number, one.step, one) for one in told]
    entries += [(number, step, None) for number, step in changes]
    for _, step, one in sorted(entries, key=lambda entry: entry[0]):
        if one is None:
            yield best
            best = {at: kept for at, kept in best.items() if at <= step}
        elif step not in best or best[step].ms <= one.ms:
            best[step] = one
    yield best
