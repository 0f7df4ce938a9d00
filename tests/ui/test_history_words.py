"""What History says, and which dot stands where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.core.history import Day, History, Line, Past, Point, Span
from hipgui.core.ladder import Dose, Load
from hipgui.core.model import Prop, WorkKind
from hipgui.core.progression import Outcome
from hipgui.core.weeks import monday
from hipgui.ui import history_words as words
from hipgui.ui.history_cells import MINUTE_MS, calendar_of

LIBRARY = load_library()
END = date(2026, 11, 29)
FOUR, SIX, BAND = Load(Prop.KETTLEBELL, 4.0), Load(Prop.KETTLEBELL, 6.0), Load(Prop.BAND, 2.0)
DOSE = Dose(3, "bell", 3, reps=8, load=FOUR)


def line(*points: tuple[float | None, float | None, Load | None], kind: WorkKind = WorkKind.REPS) -> Line:
    """A point a week, left, right and load, up to the end."""
    days = [END - timedelta(weeks=len(points) - 1 - turn) for turn in range(len(points))]
    return Line("march", kind, tuple(Point(day, *point) for day, point in zip(days, points, strict=True)))


@pytest.mark.parametrize(
    ("first", "sessions", "span", "said"),
    [
        (date(2026, 9, 3), 31, Span.THREE_MONTHS, "31 sessions since September"),
        (date(2026, 11, 3), 1, Span.YEAR, "1 session since November"),
        (date(2025, 12, 30), 9, Span.YEAR, "9 sessions since December 2025"),
        (date(2024, 3, 1), 200, Span.ALL, "200 sessions since March 2024"),
        (date(2026, 11, 29), 3, Span.FOUR_WEEKS, "3 sessions in 4 weeks"),
        (None, 0, Span.FOUR_WEEKS, "No sessions in 4 weeks"),
        (None, 0, Span.THREE_MONTHS, "No sessions since August"),
    ],
)
def test_the_title_counts_sessions_since_the_first(first: date | None, sessions: int, span: Span, said: str) -> None:
    days = (Day(first, sessions, 60_000),) if first else ()
    start = monday(min(first or END, date(2026, 8, 31)))
    assert words.title(History(start, END, first, days), span) == said


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (line((62, 55, None), kind=WorkKind.HOLD), "Seconds per hold. Right is 7 s behind."),
        (line((8, 10, FOUR)), "Reps per set. Left is 2 reps behind."),
        (line((10, 9.4, FOUR)), "Reps per set. Right is 1 rep behind."),
        (line((10, 9.6, None)), "Reps per set. Both sides alike."),
        (line((10, None, None)), "Reps per set."),
        (line((12, 12, FOUR), (8, 8, SIX)), "Reps per set. From 4 kg to 6 kg in November. Both sides alike."),
        (
            line((8, 8, SIX), (9, 9, FOUR), (9, 9, None), (9, 9, BAND), (9, 9, BAND)),
            "Reps per set. From 4 kg to medium band in November. Both sides alike.",
        ),
    ],
)
def test_a_caption_tells_the_load_and_the_side_behind(shown: Line, said: str) -> None:
    assert words.caption(shown, LIBRARY.words, pounds=False) == said


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (62, 55, ("Left 62 s", "Right 55 s")),
        (60, 60.4, ("Both 60 s", None)),
        (None, 55, (None, "Right 55 s")),
        (62, None, ("Left 62 s", None)),
    ],
)
def test_ends_are_named(left: float | None, right: float | None, said: tuple[str | None, str | None]) -> None:
    shown = line((left, right, None), kind=WorkKind.HOLD)
    assert words.end_words(shown, shown.points[-1]) == said


def test_days_and_weeks_in_words() -> None:
    day = date(2026, 11, 3)
    assert words.span_words(day, day, 0, 0) == "Tuesday 3 November 2026: rest"
    assert words.span_words(day, day, 2, 61_000) == "Tuesday 3 November 2026: 2 sessions, 1 minute of work"
    assert words.span_words(day, day, 1, 20_000) == "Tuesday 3 November 2026: 1 session, 1 minute of work"
    week = words.span_words(day, day + timedelta(days=6), 1, 9 * MINUTE_MS)
    assert week == "3 November to 9 November 2026: 1 session, 9 minutes of work"


def test_routines_and_exercises_are_called_by_their_names() -> None:
    assert words.routine_name(LIBRARY, "full") == LIBRARY.routine("full").name
    assert words.routine_name(LIBRARY, "gone") == "Gone"
    assert words.routine_name(LIBRARY, "") == "Session"


def test_a_session_tells_whether_it_ended_early() -> None:
    past = Past("a", "full", 0, 0, 0, work_ms=10 * MINUTE_MS)
    assert words.past_words(past) == "10 minutes of work, ended early"


def test_what_was_done_of_an_exercise_in_words() -> None:
    march = LIBRARY.exercise("march")
    easier = Dose(2, "band", 3, reps=8)
    outcome = Outcome("march", END, DOSE, (8, 8), (8, 0), (0, 0))
    assert words.dose_words(march, outcome, LIBRARY.words, pounds=True) == "3 × 8 each side, with the kettlebell, 9 lb"
    gone = Outcome("gone", END, Dose(1, "old", 2, hold_s=45.0), (45,), (45,), (45,))
    assert words.dose_words(None, gone, LIBRARY.words, pounds=False) == "2 × 45 s each side"
    assert words.side_words(outcome) == ("Right 8, –", "Left not begun")
    assert words.side_words(gone) == ("Right 45 s", "Left 45 s")
    assert words.changed_words(outcome) == ""
    hurt = Outcome("march", END, easier, (8,), (8,), (8,), begun=DOSE, hurt_at=DOSE)
    assert words.changed_words(hurt) == "It hurt on the way. Made easier: level 3 to 2."
    assert words.changed_words(Outcome("march", END, DOSE, (8,), (8,), (8,), begun=easier)) == (
        "Made harder: level 2 to 3."
    )


def test_months_begin_where_they_begin() -> None:
    assert words.month_starts(date(2025, 11, 24), date(2026, 2, 1)) == [
        (date(2025, 11, 24), "Nov"),
        (date(2025, 12, 1), "Dec"),
        (date(2026, 1, 1), "2026"),
        (date(2026, 2, 1), "Feb"),
    ]


# Which dot stands where.


@given(
    st.integers(0, 900),
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(0, 6300), st.integers(1, 3), st.integers(1, 60)), max_size=40),
)
def test_every_day_with_work_is_in_one_dot_and_none_is_made_up(
    weeks: int, weekday: int, work: list[tuple[int, int, int]]
) -> None:
    start = monday(END) - timedelta(weeks=weeks)
    end = monday(END) + timedelta(days=weekday)
    span = (end - start).days
    days = {start + timedelta(days=at % (span + 1)): (count, minutes) for at, count, minutes in work}
    history = History(
        start, end, start, tuple(Day(day, count, minutes * MINUTE_MS) for day, (count, minutes) in sorted(days.items()))
    )
    calendar = calendar_of(history)
    assert sum(cell.sessions for cell in calendar.cells) == history.sessions
    assert sum(cell.work_ms for cell in calendar.cells) == sum(day.work_ms for day in history.days)
    assert all((cell.size == 0) == (cell.work_ms == 0) for cell in calendar.cells)
    places = [(cell.column, cell.row) for cell in calendar.cells]
    assert len(set(places)) == len(places)
    assert all(0 <= column < calendar.columns and 0 <= row < calendar.rows for column, row in places)
    for day in (start, *days, end):
        cell = next((one for one in calendar.cells if one.first <= day <= one.last), None)
        assert cell is not None
        assert calendar.at(cell.column, cell.row) is cell
    assert not any(one.first <= end + timedelta(days=8) <= one.last for one in calendar.cells)


def test_long_sessions_have_large_dots() -> None:
    start = date(2026, 11, 2)
    days = tuple(Day(start + timedelta(days=at), 1, minutes * MINUTE_MS) for at, minutes in enumerate((4, 5, 11, 12)))
    calendar = calendar_of(History(start, END, start, days))
    assert [cell.size for cell in calendar.cells[:5]] == [1, 2, 2, 3, 0]
    assert calendar.row_names == ("2 Nov", "9 Nov", "16 Nov", "23 Nov")
    assert calendar.row_sums == ("32 min", "0 min", "0 min", "0 min")


def test_long_spans_have_a_row_for_each_year() -> None:
    days = (Day(date(2024, 12, 31), 1, 3 * MINUTE_MS), Day(date(2026, 1, 1), 1, 90 * MINUTE_MS))
    calendar = calendar_of(History(date(2024, 12, 30), END, date(2024, 12, 31), days))
    assert (calendar.row_names, calendar.row_sums) == (("2024", "2025", "2026"), ("3 min", "0 min", "2 h"))
    first = calendar.cells[0]
    assert (first.first, first.last, first.column, first.row) == (date(2024, 12, 30), date(2024, 12, 31), 52, 0)
    assert [name for _, name in calendar.column_names][:2] == ["Jan", "Feb"]
