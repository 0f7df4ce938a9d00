"""What was done, as it is looked back on: days, how exercises went over time, sessions with their exercises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hipgui.core.weeks import WEEK, local_time, monday

if TYPE_CHECKING:
    from datetime import date, datetime

    from hipgui.core.ladder import Load
    from hipgui.core.model import WorkKind
    from hipgui.core.progression import Outcome

LONG_WEEKS = 3 * 52
"""So many weeks are shown week by week; more of them in fours."""


class Span(StrEnum):
    """How far one looks back, in whole weeks from Monday to Sunday."""

    FOUR_WEEKS = "4 weeks"
    THREE_MONTHS = "3 months"
    YEAR = "year"
    ALL = "all"

    @property
    def weeks(self) -> int | None:
        """How many weeks, the present one with them; None for all there are."""
        return {Span.FOUR_WEEKS: 4, Span.THREE_MONTHS: 13, Span.YEAR: 52, Span.ALL: None}[self]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with work: its sessions, and milliseconds of work."""

    day: date
    sessions: int
    work_ms: int


@dataclass(frozen=True, slots=True)
class Point:
    """How a set of an exercise went at one time, on average: reps or seconds of each side, None where it did none.

    `day` is the last one of that time, `load` the heaviest of a person's own.
    """

    day: date
    left: float | None
    right: float | None
    load: Load | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An exercise (by id) over time, oldest first."""

    exercise: str
    kind: WorkKind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What was done from `start`, a Monday, to `end`: days and exercises, oldest first.

    `first` is the first day on which anything was done, whenever that was; None: never.
    """

    start: date
    end: date
    first: date | None = None
    days: tuple[Day, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def sessions(self) -> int:
        """How many sessions."""
        return sum(day.sessions for day in self.days)

    @property
    def weeks(self) -> tuple[date, ...]:
        """Every week's Monday."""
        count = (monday(self.end) - self.start) // WEEK + 1
        return tuple(self.start + number * WEEK for number in range(count))

    def week_ms(self) -> dict[date, int]:
        """Milliseconds of work of every week, by its Monday."""
        found = dict.fromkeys(self.weeks, 0)
        for day in self.days:
            found[monday(day.day)] += day.work_ms
        return found


@dataclass(frozen=True, slots=True)
class Past:
    """A session that was kept. Times as in the journal: milliseconds since 1970 in UTC, local time ahead by `offset_s`.

    `finished` is whether it was carried through to its end.
    """

    uid: str
    routine: str
    began_ms: int
    offset_s: int
    planned_ms: int
    work_ms: int = 0
    finished: bool = False

    @property
    def began(self) -> datetime:
        """When it was begun, in the time of the place where that was; without a zone."""
        return local_time(self.began_ms, self.offset_s)


@dataclass(frozen=True, slots=True)
class Review:
    """A session with what was done of each of its exercises."""

    past: Past
    outcomes: tuple[Outcome, ...]


def start_of(span: Span, today: date, first: date | None) -> date:
    """The Monday a span begins with; `first` is the first day on which anything was done."""
    if span.weeks is None:
        return monday(min(first or today, today))
    return monday(today) - (span.weeks - 1) * WEEK


def bucket_days(start: date, end: date) -> int:
    """How many days become one point: one, a week, or four weeks, so that points can be told apart."""
    weeks = (end - start) // WEEK
    return 1 if weeks <= (Span.THREE_MONTHS.weeks or 0) else 7 if weeks <= LONG_WEEKS else 28
