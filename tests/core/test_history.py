from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.history import Day, History, Past, Span, bucket_days, start_of
from hipgui.core.weeks import local_time, monday

SUNDAY = date(2026, 11, 29)
DATES = st.dates(date(1971, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("span", "first", "start"),
    [
        (Span.FOUR_WEEKS, None, date(2026, 11, 2)),
        (Span.THREE_MONTHS, None, date(2026, 8, 31)),
        (Span.YEAR, None, date(2025, 12, 1)),
        (Span.ALL, date(2024, 2, 29), date(2024, 2, 26)),
        (Span.ALL, None, date(2026, 11, 23)),
        (Span.ALL, date(2026, 12, 24), date(2026, 11, 23)),  # the clock has been set back
    ],
)
def test_a_span_begins_on_a_monday(span: Span, first: date | None, start: date) -> None:
    assert start_of(span, SUNDAY, first) == start


@given(DATES, st.sampled_from(Span), st.none() | DATES)
def test_a_span_holds_today_and_whole_weeks(today: date, span: Span, first: date | None) -> None:
    start = start_of(span, today, first)
    history = History(start, today)
    assert start.weekday() == 0
    assert history.weeks[-1] <= today < history.weeks[-1] + timedelta(days=7)
    assert len(history.weeks) == (span.weeks or len(history.weeks))


def test_weeks_add_up_their_days_and_are_there_without_any() -> None:
    days = (Day(date(2026, 11, 2), 1, 100), Day(date(2026, 11, 8), 2, 50), Day(date(2026, 11, 23), 1, 7))
    history = History(date(2026, 11, 2), SUNDAY, days=days)
    assert history.sessions == 4
    assert list(history.week_ms().values()) == [150, 0, 0, 7]


@pytest.mark.parametrize(("weeks", "days"), [(4, 1), (13, 1), (14, 7), (52, 7), (156, 7), (157, 28), (900, 28)])
def test_long_spans_have_fewer_points(weeks: int, days: int) -> None:
    start = monday(SUNDAY) - timedelta(weeks=weeks)
    assert bucket_days(start, SUNDAY) == days


def test_a_session_keeps_the_time_of_its_place() -> None:
    assert local_time(0, 3600) == datetime(1970, 1, 1, 1)  # noqa: DTZ001  as its clock showed it
    assert Past("a", "full", 1_795_453_200_000, -3600, 0).began == datetime(2026, 11, 23, 16)  # noqa: DTZ001  the same
