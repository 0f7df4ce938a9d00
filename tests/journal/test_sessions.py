"""Looking back in a journal that was written in real sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hipgui.core.history import Day, Past, Point, Span
from hipgui.core.ladder import Load, easier
from hipgui.core.model import Prop, WorkKind
from hipgui.core.plan import Choices, plan
from hipgui.core.replan import replan
from hipgui.journal.journal import Journal
from hipgui.journal.outcomes import reviews
from hipgui.journal.sessions import history, sessions
from tests.journal.sessions import play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hipgui.core.history import History
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

TODAY = date(2026, 11, 29)
BELLS = tuple(Load(Prop.KETTLEBELL, kilos) for kilos in (4.0, 6.0))


class Life:
    """Sessions on the days one says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = datetime(2026, 11, 29, 8, tzinfo=UTC)
        self.journal = Journal(path, now=lambda: self.now)

    def on(self, day: date, one: Plan) -> Journal:
        """A session that does all of `one` on a day; the journal, to tell more."""
        self.now = self.now.replace(year=day.year, month=day.month, day=day.day)
        play(self.journal, one)
        return self.journal

    def look(self, span: Span, today: date = TODAY) -> History:
        """The history, once everything is written."""
        assert self.journal.flush()
        return history(self.path, span, today)


@pytest.fixture
def life(path: Path) -> Iterator[Life]:
    """A life whose journal is closed at the end."""
    one = Life(path)
    yield one
    one.journal.close()


@pytest.fixture
def march(library: Library) -> Plan:
    """Three sets of marches with a bell of 4 kg."""
    return plan(library.routine("march"), library, Choices(loads=BELLS))


def work_ms(one: Plan) -> int:
    return sum(step.duration_ms for step in one.steps if step.is_work)


def test_days_and_lines_of_a_span(life: Life, short: Plan, march: Plan) -> None:
    life.on(date(2025, 11, 30), march)
    life.on(TODAY - timedelta(days=9), march)
    life.on(TODAY, short)
    life.on(TODAY, march)
    found = life.look(Span.FOUR_WEEKS)
    assert (found.start, found.end, found.first) == (date(2026, 11, 2), TODAY, date(2025, 11, 30))
    assert found.days == (
        Day(TODAY - timedelta(days=9), 1, work_ms(march)),
        Day(TODAY, 2, work_ms(march) + work_ms(short)),
    )
    lines = {line.exercise: line for line in found.lines}
    assert lines["march"].kind is WorkKind.REPS
    assert lines["march"].points == (
        Point(TODAY - timedelta(days=9), 8.0, 8.0, BELLS[0]),
        Point(TODAY, 8.0, 8.0, BELLS[0]),
    )
    assert lines["lizard"].points == (Point(TODAY, 60.0, 60.0),)
    assert life.look(Span.YEAR).sessions == 3
    everything = life.look(Span.ALL)
    assert (everything.start, everything.sessions) == (date(2025, 11, 24), 4)
    assert [point.day for point in everything.lines[0].points] == [TODAY], "week by week; the last one ends today"
    assert [line.exercise for line in everything.lines] == ["lift", "lizard", "march"]


def test_a_set_in_pieces_and_one_done_twice_count_once(life: Life, library: Library, march: Plan) -> None:
    dose = easier(library.exercise("march"), march.doses["march"], march.kit)
    assert dose
    changed = replace(replan(march, (1, 21_000), dose, march.kit, library), doses={"march": dose})
    life.journal.began(march)
    life.journal.worked(changed.steps[1], 1, 5, 25_000, skipped=False)
    life.journal.worked(changed.steps[3], 3, 1, 5_000, skipped=True)
    life.journal.worked(changed.steps[3], 3, 3, 15_000, skipped=False)
    life.journal.worked(changed.steps[5], 5, 0, 2_000, skipped=True)
    [line] = life.look(Span.FOUR_WEEKS).lines
    assert line.points == (Point(TODAY, None, 8.0, BELLS[0]),)


def test_a_clock_that_was_set_back_hides_nothing(life: Life, march: Plan) -> None:
    life.on(TODAY, march)
    found = life.look(Span.FOUR_WEEKS, TODAY - timedelta(days=1))
    assert (found.end, found.sessions) == (TODAY, 1)


def test_without_a_file_or_work_there_is_nothing(life: Life, path: Path, march: Plan) -> None:
    assert history(path, Span.ALL, TODAY).days == ()
    assert sessions(path, TODAY) == ()
    life.journal.began(march)
    found = life.look(Span.ALL)
    assert (found.days, found.lines, found.first, found.start) == ((), (), None, date(2026, 11, 23))


def test_sessions_are_listed_newest_first_and_each_can_be_looked_at(
    life: Life, path: Path, library: Library, short: Plan, march: Plan
) -> None:
    life.on(TODAY - timedelta(days=2), march)
    life.on(TODAY - timedelta(days=1), short)
    life.now += timedelta(days=1)
    play(life.journal, short, last=3)
    assert life.journal.flush()
    listed = sessions(path, TODAY - timedelta(days=1))
    assert [(past.routine, past.finished, past.work_ms) for past in listed] == [
        ("short", False, 80_000),
        ("short", True, work_ms(short)),
    ]
    assert [past.began.date() for past in listed] == [TODAY, TODAY - timedelta(days=1)]
    [review] = reviews(path, library, uid=listed[1].uid)
    assert review.past == listed[1]
    assert [outcome.exercise for outcome in review.outcomes] == ["march", "lift", "lizard"]
    assert [one.past for one in reviews(path, library, since=TODAY)] == [listed[0]]
    assert len(reviews(path, library)) == 3
    life.journal.removed(Past(listed[1].uid, "", 0, 0, 0))
    assert life.journal.flush()
    assert sessions(path, TODAY - timedelta(days=1)) == listed[:1]
    assert reviews(path, library, uid=listed[1].uid) == ()
