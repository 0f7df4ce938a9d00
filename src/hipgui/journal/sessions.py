"""Looks back in the journal: days, how exercises went over time, the sessions of a span."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from hipgui.core.history import Day, History, Line, Past, Point, bucket_days, start_of
from hipgui.core.ladder import Load
from hipgui.core.model import Prop, Side, WorkKind
from hipgui.journal.read import ask

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from hipgui.core.history import Span

EPOCH = date(1970, 1, 1)
PAST = """
SELECT id, uid, routine, began_ms, offset_s, planned_ms,
 (SELECT coalesce(sum(ms), 0) FROM sets WHERE session_id = past.id) AS work_ms, outcome IS 'finished' FROM past"""
"""The fields of `Past`, after the row's own number."""
EDGES = "SELECT min(day), max(day) FROM past WHERE EXISTS (SELECT 1 FROM sets WHERE session_id = past.id)"
DAYS = """
SELECT day, count(*), sum(work.ms) FROM past JOIN (
 SELECT session_id, sum(ms) AS ms FROM sets WHERE session_id IN (SELECT id FROM past WHERE day >= :first)
 GROUP BY session_id) AS work ON work.session_id = past.id
WHERE work.ms > 0 GROUP BY day ORDER BY day"""
LINES = """
WITH steps AS (
 SELECT session_id, exercise, side, set_number, kind, max(reps) AS reps, max(ms) AS ms, load_prop, load_amount FROM sets
 WHERE session_id IN (SELECT id FROM past WHERE day >= :first)
 GROUP BY session_id, exercise, side, set_number, step),
whole AS (
 SELECT session_id, exercise, side, kind, sum(reps) AS reps, sum(ms) AS ms, load_prop, max(load_amount) AS amount
 FROM steps GROUP BY session_id, exercise, side, set_number)
SELECT exercise, kind, (day - :first) / :bucket AS turn, side, avg(coalesce(reps, ms / 1000.0)), load_prop, max(amount)
FROM whole JOIN past ON past.id = whole.session_id
WHERE coalesce(reps, ms) > 0 GROUP BY exercise, kind, turn, side ORDER BY exercise, kind, turn"""
"""Of a step done twice the better time, of a set in pieces their sum, of a turn (bucket) the average of its sets."""


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def history(path: Path, span: Span, today: date) -> History:
    """What was done in a span that ends today, or later where the clock has been set back since.

    Nothing where the file can't be read.
    """
    nothing = History(start_of(span, today, None), today)
    return ask(path, lambda connection: _history(connection, span, today), nothing)


def sessions(path: Path, start: date) -> tuple[Past, ...]:
    """The sessions in which anything was done, from a day on, newest first; none where the file can't be read."""
    question = f"{PAST} WHERE day >= ? AND work_ms > 0 ORDER BY began_ms DESC, id DESC"
    return ask(
        path,
        lambda connection: tuple(Past(*values) for _, *values in connection.execute(question, (day_number(start),))),
        (),
    )


def _history(connection: sqlite3.Connection, span: Span, today: date) -> History:
    first, last = (None if one is None else _date(one) for one in connection.execute(EDGES).fetchone())
    start, end = start_of(span, today, first), max(today, last or today)
    bucket = bucket_days(start, end)
    wanted = {"first": day_number(start), "bucket": bucket}
    days = tuple(Day(_date(number), count, ms) for number, count, ms in connection.execute(DAYS, wanted))
    lines = []
    for (exercise, kind), rows in groupby(connection.execute(LINES, wanted), itemgetter(0, 1)):
        points = []
        for turn, sides in groupby(rows, itemgetter(2)):
            last_day = min(start + timedelta(days=(turn + 1) * bucket - 1), end)
            points.append(_point(last_day, [side[3:] for side in sides]))
        lines.append(Line(exercise, WorkKind(kind), tuple(points)))
    return History(start, end, first, days, tuple(lines))


def _point(day: date, sides: list[tuple[str, float, str | None, float | None]]) -> Point:
    amounts = {side: amount for side, amount, _, _ in sides}
    loads = [Load(Prop(prop), kilos) for _, _, prop, kilos in sides if prop and kilos is not None]
    return Point(day, amounts.get(Side.LEFT), amounts.get(Side.RIGHT), max(loads, default=None))


def _date(number: int) -> date:
    return EPOCH + timedelta(days=number)
