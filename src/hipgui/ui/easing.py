"""Eases the figure over where a change cuts: into another variant in a rest, and on from a set that a key has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.ui.choreography import STAY_MS, SWAP_MS, smooth
from hipgui.ui.pictures import Course, Moment

if TYPE_CHECKING:
    from hipgui.ui.pictures import Shot

CUT = 0.1
"""How far apart on the path two pictures of neighbouring steps may be without being eased over."""
CATCH_UP_MS = STAY_MS
"""How long it takes to where the figure should be by now: it is there before it goes anywhere else."""


class Easing:
    """Follows the shots of a session."""

    def __init__(self) -> None:
        self._last: tuple[str, Shot] | None = None
        self._left: Moment | None = None
        self._since_ms = 0.0
        self._shown: tuple[int, Shot] | None = None
        self._cut: tuple[float, float] | None = None

    def over(self, shot: Shot, exercise: str, index: int, now_ms: float) -> Shot:
        """`shot`, which belongs to that exercise (id) and step, or the way to it from what stood there before."""
        shown = self._caught_up(self._varied(shot, exercise, now_ms), index, now_ms)
        self._shown = index, shown
        return shown

    def _varied(self, shot: Shot, exercise: str, now_ms: float) -> Shot:
        """Made easier or harder in a rest, an exercise goes over into its new variant."""
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

    def _caught_up(self, shot: Shot, index: int, now_ms: float) -> Shot:
        """A set that was ended or begun anew by a key is left from where the figure was."""
        here = _place(shot)
        if self._shown is not None and self._shown[0] != index:
            before, self._cut = self._shown[1], None
            there = _place(before) if (before.movement, before.side) == (shot.movement, shot.side) else None
            if here is not None and there is not None and abs(there - here) > CUT:
                self._cut = there, now_ms
        if here is None or self._cut is None or now_ms - self._cut[1] >= CATCH_UP_MS:
            self._cut = None
            return shot
        there, since_ms = self._cut
        amount = there + (here - there) * smooth((now_ms - since_ms) / CATCH_UP_MS)
        return shot._replace(course=Course.PATH, amount=amount, still_s=None)


def _place(shot: Shot) -> float | None:
    """The place on the movement's own path that a shot shows; None where it shows something else."""
    if shot.course is Course.PATH:
        return shot.amount
    return 0.0 if shot.course is not Course.SWAP and shot.amount == 1.0 else None


def _waits(shot: Shot) -> bool:
    """Whether the figure stands where its movement begins."""
    return shot.course is Course.PATH and not shot.amount and not shot.flooded


def _changed(before: tuple[str, Shot], exercise: str, shot: Shot) -> bool:
    """Whether another variant of the same exercise, on the same side, stood there before."""
    same, last = before[0] == exercise, before[1]
    return same and _waits(last) and last.movement != shot.movement and last.side is shot.side
