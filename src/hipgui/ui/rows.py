"""Things side by side, in as few rows as fit."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def even_rows(needs: Sequence[float], gap: float, width: float) -> list[range]:
    """Places in rows no wider than `width`: as few rows as can be, and of these splits the one with the shortest row.

    A place that is wider alone has a row of its own.
    """

    def wide(row: range) -> float:
        return sum(needs[place] for place in row) + gap * (len(row) - 1)

    for count in range(1, len(needs)):
        splits = [
            [range(start, end) for start, end in pairwise((0, *cuts, len(needs)))]
            for cuts in combinations(range(1, len(needs)), count - 1)
        ]
        best = min(splits, key=lambda rows: max(wide(row) for row in rows))
        if max(wide(row) for row in best) <= width:
            return best
    return [range(place, place + 1) for place in range(len(needs))]
