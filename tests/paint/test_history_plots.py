from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.paint.history_plots import (
    BEYOND,
    DOTS,
    MOST_TICKS,
    PITCH,
    Dot,
    Grid,
    Inks,
    Scale,
    paint_balance,
    paint_columns,
    paint_dots,
    paint_ends,
    paint_levels,
    paint_line,
    paint_today,
    spread,
    thinned,
    ticks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DONE, REST, FINE, MARK, GROUND = (QColor(name) for name in ("#0000ff", "#888888", "#00ff00", "#ff0000", "#ffffff"))
INKS = Inks(DONE, REST, FINE, MARK, GROUND)
UNIT = 10.0
GRID = Grid(QPointF(50, 50), QPointF(PITCH * UNIT, PITCH * UNIT), 3, 2, UNIT)
REP_STEPS, SECOND_STEPS = (1, 2, 5, 10, 20, 50, 100), (5, 10, 15, 20, 30, 60, 120, 300)


def painted(paint: Callable[[QPainter], None]) -> QImage:
    """What comes of it on a white ground."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def colour(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x), round(y)).name()


@given(st.floats(0, 600), st.floats(0, 600), st.sampled_from([REP_STEPS, SECOND_STEPS]))
def test_ticks_are_few_and_round_and_hold_what_is_shown(one: float, other: float, steps: tuple[int, ...]) -> None:
    least, most = sorted((one, other))
    found = ticks(least, most, steps)
    assert 2 <= len(found) <= MOST_TICKS
    beyond = BEYOND * (found[1] - found[0])
    assert found[0] <= least + beyond
    assert found[-1] >= most - beyond
    assert all(any(value % step == 0 for step in steps) for value in found)


@pytest.mark.parametrize(
    ("least", "most", "steps", "expected"),
    [
        (8, 12, REP_STEPS, (8, 10, 12)),
        (8, 8, REP_STEPS, (8, 9)),
        (17, 62, SECOND_STEPS, (15, 30, 45, 60)),
        (20, 64, SECOND_STEPS, (20, 40, 60, 80)),
        (45, 60, SECOND_STEPS, (45, 50, 55, 60)),
        (0, 5000, REP_STEPS, (0, 5000)),
    ],
)
def test_ticks(least: float, most: float, steps: tuple[int, ...], expected: tuple[float, ...]) -> None:
    assert ticks(least, most, steps) == expected


@given(st.lists(st.floats(0, 100), max_size=3), st.floats(1, 30))
def test_words_beside_ends_do_not_touch(wanted: list[float], distance: float) -> None:
    found = sorted(spread(wanted, distance))
    assert all(upper - lower >= distance - 1e-6 for lower, upper in pairwise(found))
    assert [found[at] for at in range(len(found))] == sorted(found)


def test_words_that_have_room_stay_where_they_are() -> None:
    assert spread([10.0, 50.0], 20.0) == [10.0, 50.0]
    assert spread([50.0, 48.0], 20.0) == [59.0, 39.0]


def test_names_keep_their_distance_and_the_part_of_a_month_gives_way() -> None:
    assert thinned([0, 30, 60, 90], 30) == [0, 1, 2, 3]
    assert thinned([0, 10, 60, 70, 95], 30) == [1, 2, 4]
    assert thinned([], 30) == []


def test_a_point_lies_in_a_place_of_the_calendar() -> None:
    assert GRID.place(GRID.at(2, 1) + QPointF(9, -9)) == (2, 1)
    assert GRID.place(QPointF(0, 0)) is None
    assert GRID.place(GRID.at(3, 0)) is None


def test_dots_that_stand_close_are_smaller_but_keep_their_order() -> None:
    close = Grid(QPointF(), QPointF(20, 40), 3, 2, UNIT)
    sizes = [close.radius(size) for size in range(4)]
    assert sizes == sorted(sizes)
    assert sizes[3] < GRID.radius(3) == DOTS[2] * UNIT
    assert 2 * sizes[3] < 20


def test_work_is_a_large_dot_and_today_has_a_ring() -> None:
    dots = [Dot(GRID.at(0, 0), 3), Dot(GRID.at(1, 0), 0)]

    def paint(painter: QPainter) -> None:
        paint_dots(painter, GRID, dots, INKS)
        paint_today(painter, GRID, Dot(GRID.at(2, 0), 3), INKS)

    image = painted(paint)
    first, second, today = GRID.at(0, 0), GRID.at(1, 0), GRID.at(2, 0)
    assert colour(image, first.x() + 18, first.y()) == DONE.name()
    assert colour(image, second.x(), second.y()) == REST.name()
    assert colour(image, second.x() + 9, second.y()) == GROUND.name()
    assert colour(image, today.x(), today.y()) == DONE.name()
    assert colour(image, today.x() + GRID.radius(3), today.y()) == MARK.name()


def test_columns_stand_on_their_foot() -> None:
    image = painted(lambda painter: paint_columns(painter, 150, [(50, 60), (100, 0)], 20, DONE))
    assert colour(image, 50, 120) == DONE.name()
    assert colour(image, 50, 80) == GROUND.name()
    assert colour(image, 50, 160) == GROUND.name()
    assert colour(image, 100, 148) == GROUND.name()


def test_lines_go_through_their_points_and_the_other_side_is_broken() -> None:
    scale = Scale(QRectF(20, 20, 160, 160), 0, 10)
    points = [scale.at(0.0, 5.0), scale.at(1.0, 5.0)]
    assert points[0] == QPointF(20, 100)
    whole = painted(lambda painter: paint_line(painter, points, INKS, UNIT, dashed=False))
    broken = painted(lambda painter: paint_line(painter, points, INKS, UNIT, dashed=True))
    across = range(30, 170)
    assert all(colour(whole, x, 100) == DONE.name() for x in across)
    shares = [colour(broken, x, 100) == DONE.name() for x in across]
    assert 0.4 < sum(shares) / len(shares) < 0.75
    levels = painted(lambda painter: paint_levels(painter, scale, (0, 5, 10), INKS, UNIT))
    assert colour(levels, 100, 100) == FINE.name()


@pytest.mark.parametrize(
    ("left", "right", "inks"),
    [
        (100.0, 100.0, ("#0000ff", "#ffffff", "#0000ff")),  # one in the other: middle, between, ring
        (100.0, None, ("#0000ff", "#0000ff", "#ffffff")),
        (None, 100.0, ("#ffffff", "#0000ff", "#ffffff")),
        (100.0, 160.0, ("#0000ff", "#0000ff", "#ffffff")),
    ],
)
def test_ends_show_the_sides(left: float | None, right: float | None, inks: tuple[str, str, str]) -> None:
    ends = [None if y is None else QPointF(100, y) for y in (left, right)]
    image = painted(lambda painter: paint_ends(painter, ends[0], ends[1], INKS, UNIT))
    assert tuple(colour(image, 100 + off, 100) for off in (0, 11.5, 18)) == inks


def test_the_balance_is_filled_at_the_left_and_open_at_the_right() -> None:
    left, right = QRectF(10, 90, 80, 20), QRectF(100, 90, 60, 20)
    image = painted(lambda painter: paint_balance(painter, left, right, INKS, UNIT))
    assert colour(image, 50, 100) == DONE.name()
    assert colour(image, 130, 100) == GROUND.name()
    assert colour(image, 130, 92) == DONE.name()
    assert colour(image, 175, 100) == GROUND.name()
