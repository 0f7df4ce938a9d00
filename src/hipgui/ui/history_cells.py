"""The calendar of dots: which day, or in long spans which week, stands where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hipgui.core.weeks import WEEK

if TYPE_CHECKING:
    from hipgui.core.history import Day, History

MINUTE_MS = 60_000
DAY_MIN, WEEK_MIN = (5, 12), (20, 45)
"""Minutes of work from which a dot is a middle and a large one: in a day, in a week."""
DAYS_UP_TO = 53
"""Weeks up to which each day has a dot; beyond, each week has one and each year a row."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROWS_UP_TO = 6
"""Weeks up to which each has a row of its own, as in a month's calendar; beyond, each has a column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place: the days from `first` to `last`, and what was done in them. `size` is 0 for rest, 1 to 3 for work."""

    column: int
    row: int
    first: date
    last: date
    sessions: int = 0
    work_ms: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """All places, with what is written above columns and before rows, and at the ends of rows.

    `by_days`: a dot is a day. `in_columns`: a column is a week.
    """

    columns: int
    rows: int
    cells: tuple[Cell, ...]
    column_names: tuple[tuple[int, str], ...]
    row_names: tuple[str, ...]
    row_sums: tuple[str, ...] = ()
    by_days: bool = True
    in_columns: bool = True

    def at(self, column: int, row: int) -> Cell | None:
        """What is at a place."""
        return next((cell for cell in self.cells if (cell.column, cell.row) == (column, row)), None)


def calendar_of(history: History) -> Calendar:
    """Days in rows or columns of weeks; of long spans weeks in rows of years."""
    weeks = len(history.weeks)
    return _weeks(history) if weeks <= ROWS_UP_TO else _days(history) if weeks <= DAYS_UP_TO else _years(history)


def _weeks(history: History) -> Calendar:
    done = {day.day: day for day in history.days}
    count = (history.end - history.start).days + 1
    cells = []
    for number in range(count):
        day = history.start + timedelta(days=number)
        cells.append(_cell(day.weekday(), number // 7, day, day, [done[day]] if day in done else []))
    mondays = tuple(f"{monday.day} {monday:%b}" for monday in history.weeks)
    sums = tuple(f"{work_ms / MINUTE_MS:.0f} min" for work_ms in history.week_ms().values())
    return Calendar(7, len(history.weeks), tuple(cells), tuple(enumerate(WEEKDAYS)), mondays, sums, in_columns=False)


def _days(history: History) -> Calendar:
    done = {day.day: day for day in history.days}
    cells: list[Cell] = []
    months: list[tuple[int, str]] = []
    day = history.start
    while day <= history.end:
        column = (day - history.start) // WEEK
        cells.append(_cell(column, day.weekday(), day, day, [done[day]] if day in done else []))
        if not months or day.day == 1:
            months.append((column if day.weekday() == 0 or not months else column + 1, f"{day:%b}"))
        day += timedelta(days=1)
    columns = len(history.weeks)
    fitting = tuple((column, name) for column, name in months if column < columns)
    names = tuple("" if number % 2 else name for number, name in enumerate(WEEKDAYS))
    return Calendar(columns, len(WEEKDAYS), tuple(cells), fitting, names)


def _years(history: History) -> Calendar:
    years = range(history.start.year, history.end.year + 1)
    order = [day.day for day in history.days]
    cells, sums = [], []
    for row, year in enumerate(years):
        start, sunday = date(year, 1, 1), history.end + timedelta(days=6 - history.end.weekday())
        column = 0
        of_year = 0
        while start.year == year and start <= history.end:
            last = min(start + timedelta(days=6), date(year, 12, 31))
            if last >= history.start:
                days = history.days[bisect_right(order, start - timedelta(days=1)) : bisect_right(order, last)]
                of_year += sum(day.work_ms for day in days)
                cells.append(_cell(column, row, start, min(last, sunday), list(days)))
            start, column = last + timedelta(days=1), column + 1
        hours = of_year / (60 * MINUTE_MS)
        sums.append(f"{hours:.0f} h" if hours >= 1 else f"{of_year // MINUTE_MS} min")
    months = tuple(
        ((date(2001, number, 1).timetuple().tm_yday - 1) // 7, f"{date(2001, number, 1):%b}") for number in range(1, 13)
    )
    return Calendar(
        DAYS_UP_TO,
        len(years),
        tuple(cells),
        months,
        tuple(map(str, years)),
        tuple(sums),
        by_days=False,
        in_columns=False,
    )


def _cell(column: int, row: int, first: date, last: date, days: list[Day]) -> Cell:
    work_ms = sum(day.work_ms for day in days)
    middle, large = WEEK_MIN if first != last else DAY_MIN
    size = 0 if not work_ms else 1 + (work_ms >= middle * MINUTE_MS) + (work_ms >= large * MINUTE_MS)
    return Cell(column, row, first, last, sum(day.sessions for day in days), work_ms, size)
