"""What stands on a turntable, and how it moves there when someone wants to watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.core.model import WorkKind
from hipgui.ui.choreography import smooth

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, LevelRow, Variant

HALF_TURN, FULL_TURN = 180.0, 360.0
REST_S = 0.5
"""Between two ways of what is watched."""
OUT_S, IN_S = 2.5, 4.0
"""Seconds out of a stretch and into it."""
TWO_WAYS = 2


def wrapped(azimuth: float) -> float:
    """An azimuth from -180 up to 180."""
    return (azimuth + HALF_TURN) % FULL_TURN - HALF_TURN


@dataclass(frozen=True, slots=True)
class Pose:
    """What stands on the turntable: a movement, and others that its ring has to carry too."""

    movement: str
    ways: int
    fellows: tuple[str, ...]
    amount: float | None = None
    """The place on the movement's path; None for the one that stands for it."""

    @property
    def still_at(self) -> float:
        """The place that stands for the movement."""
        return 0.5 if self.ways == TWO_WAYS else 1.0


@dataclass(frozen=True, slots=True)
class Watch:
    """One rep to look at, from the pose that stands for the movement back to it: seconds, and where each part leads."""

    start: float
    parts: tuple[tuple[float, float], ...]

    @property
    def length_s(self) -> float:
        """Seconds of it all."""
        return sum(seconds for seconds, _ in self.parts)

    def amount(self, t_s: float, *, reduced_motion: bool = False) -> float:
        """The place on the path `t_s` seconds after the beginning; with reduced motion the end of each part at once."""
        here = self.start
        for seconds, to in self.parts:
            if t_s < seconds:
                return to if reduced_motion else here + (to - here) * smooth(t_s / seconds)
            t_s -= seconds
            here = to
        return here


def watch_of(exercise: Exercise, variant: Variant, row: LevelRow) -> Watch:
    """One rep at the tempo of a level, or one way out of a stretch and into it again."""
    tempo = row.tempo
    if exercise.kind is WorkKind.HOLD or tempo is None:
        return Watch(1.0, ((OUT_S, 0.0), (REST_S, 0.0), (IN_S, 1.0)))
    if variant.ways == TWO_WAYS:
        over_s = tempo.up_s + tempo.down_s
        return Watch(0.5, ((tempo.down_s, 1.0), (REST_S, 1.0), (over_s, 0.0), (REST_S, 0.0), (tempo.up_s, 0.5)))
    return Watch(1.0, ((tempo.down_s, 0.0), (REST_S, 0.0), (tempo.up_s, 1.0)))
