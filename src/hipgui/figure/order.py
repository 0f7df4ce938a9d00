"""What is painted over what: neighbours vote with overlap times depth, a few rules decide, then a stable sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hipgui.figure.geometry import Array, Ints

LEAST_VOTE = 3e-4
"""Votes below this (H squared) are noise."""
OVERLAP_CAP = 0.06
"""Overlap counted at most, in H, so that a big blob does not outvote many small ones."""
MUST = 1e3
"""The weight of a rule."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Units and the blobs they are made of, flattened: `members` of unit k are `members[first[k]:first[k + 1]]`."""

    units: tuple[str, ...]
    members: Ints
    first: Ints


def stacked(members: Mapping[str, Sequence[int]]) -> Stack:
    """Flatten the blobs of each unit."""
    units = tuple(members)
    sizes = [len(members[unit]) for unit in units]
    return Stack(
        units,
        np.concatenate([np.asarray(members[unit], dtype=np.int64) for unit in units]),
        np.concatenate(([0], np.cumsum(sizes)[:-1])),
    )


def votes(stack: Stack, centres: Array, depth: Array, size: Array) -> Array:
    """(units, units): how much nearer the row's unit is than the column's where they overlap on the screen."""
    at, count = stack.members, len(stack.units)
    place, reach, deep = centres[at], size[at], depth[at]
    squares = (place * place).sum(1)
    apart = squares[:, None] + squares[None, :] - 2.0 * (place @ place.T)  # squared
    one, other = np.nonzero(apart < (reach[:, None] + reach[None, :]) ** 2)
    overlap = reach[one] + reach[other] - np.sqrt(np.maximum(apart[one, other], 0.0))
    near = np.minimum(overlap, OVERLAP_CAP) * (deep[one] - deep[other])
    unit = np.repeat(np.arange(count), np.diff(np.append(stack.first, len(at))))
    summed = np.bincount(unit[one] * count + unit[other], near, count * count).reshape(count, count)
    found: Array = np.where(np.abs(summed) > LEAST_VOTE, summed, 0.0)
    return found


def sort(
    units: Sequence[str],
    near: Array,
    rules: Sequence[tuple[str, str]],
    limbs: Mapping[str, str],
) -> list[str]:
    """Units from back to front. `near` as from `votes`; `rules` are (below, above); limbs stay together if they can.

    Always the unit with the least weight waiting below it comes next, so a circle of votes breaks at its weakest.
    """
    place = {unit: number for number, unit in enumerate(units)}
    weight = np.maximum(near, 0.0)
    for below, above in rules:
        if below in place and above in place:
            weight[place[above], place[below]] = MUST
            weight[place[below], place[above]] = 0.0
    left = list(range(len(units)))
    waiting = weight.sum(1)
    done: list[int] = []
    while left:
        least = min(waiting[unit] for unit in left)
        free = [unit for unit in left if waiting[unit] <= least + 1e-9]
        last_limb = limbs[units[done[-1]]] if done else ""
        chosen = next((unit for unit in free if limbs[units[unit]] == last_limb), None)
        if chosen is None:
            chosen = next((unit for unit in free if _limb_is_free(unit, left, weight, units, limbs)), free[0])
        left.remove(chosen)
        done.append(chosen)
        waiting -= weight[:, chosen]
    return [units[unit] for unit in done]


def _limb_is_free(
    unit: int, left: Sequence[int], weight: Array, units: Sequence[str], limbs: Mapping[str, str]
) -> bool:
    """Whether nothing but the limb itself waits below any unit of this unit's limb."""
    mates = {other for other in left if limbs[units[other]] == limbs[units[unit]]}
    return all(weight[mate, other] <= 0 for mate in mates for other in left if other not in mates)
