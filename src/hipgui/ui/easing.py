"""Eases the figure over where a change cuts: what it waits for becomes another movement while it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.ui.choreography import SWAP_MS
from hipgui.ui.pictures import Course, Moment

if TYPE_CHECKING:
    from hipgui.ui.pictures import Shot


class Easing:
    """Follows the shots of a session. Made easier or harder in a rest, an exercise goes over into its new variant."""

    def __init__(self) -> None:
        self._last: tuple[str, Shot] | None = None
        self._left: Moment | None = None
        self._since_ms = 0.0

    def over(self, shot: Shot, exercise: str, now_ms: float) -> Shot:
        """`shot`, which belongs to that exercise (id), or the way to it from what stood there before."""
        before, self._last = self._last, (exercise, shot)
        if not _waits(shot):
            self._left = None
            return shot
        if before is not None and _changed(before, exercise, shot):
            self._left = Moment(before[1].movement, shot.side, 0.0)
            self._since_ms = now_ms
        if self._left is None or now_ms - self._since_ms >= SWAP_MS:
            self._left = None
            return shot
        share = (now_ms - self._since_ms) / SWAP_MS
        way = shot._replace(course=Course.SWAP, came_from=self._left, way_ms=SWAP_MS)
        return way._replace(amount=share, still_s=None, guide=False)


def _waits(shot: Shot) -> bool:
    """Whether the figure stands where its movement begins."""
    return shot.course is Course.PATH and not shot.amount and not shot.flooded


def _changed(before: tuple[str, Shot], exercise: str, shot: Shot) -> bool:
    """Whether another variant of the same exercise, on the same side, stood there before."""
    same, last = before[0] == exercise, before[1]
    return same and _waits(last) and last.movement != shot.movement and last.side is shot.side
