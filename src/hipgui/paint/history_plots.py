"""Plots of what was done: a calendar of dots, columns of weeks, lines of both sides, bars of their balance.

They know numbers and places only; what these mean is said by whoever asks for the plots.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

REST_DOT, DOTS = 0.5, (1.25, 1.7, 2.15)
"""Radii of a day without work, and of short, middle and long sessions, in u."""
PITCH = 4.5
"""Distance of dots that have these radii, in u; where they stand closer all are smaller."""
LINE, LINE_OTHER = 0.8, 0.6
END_DOT, END_RING = 1.0, 2.0
BAR, BAR_LINE = 2.2, 0.5
MOST_TICKS = 4
BEYOND = 0.15
"""How far a line may go beyond the outer levels, as a share of their distance."""
DASH = (2.2, 1.7)
"""Of the other side's line: stroke and gap, in widths of the line."""


class Inks(NamedTuple):
    """Colours: of what was done, of what was not, of fine lines, of marks, and of the ground."""

    done: QColor
    rest: QColor
    fine: QColor
    mark: QColor
    ground: QColor


class Dot(NamedTuple):
    """One place of the calendar; `size` is 0 for rest, 1 to 3 for short to long."""

    at: QPointF
    size: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Places of a calendar in pixels: `columns` by `rows` of them, the first one's middle at `first`."""

    first: QPointF
    pitch: QPointF
    columns: int
    rows: int
    unit: float

    def at(self, column: int, row: int) -> QPointF:
        """The middle of a place."""
        return QPointF(self.first.x() + column * self.pitch.x(), self.first.y() + row * self.pitch.y())

    def place(self, point: QPointF) -> tuple[int, int] | None:
        """The column and row a point lies in; None outside."""
        column = round((point.x() - self.first.x()) / self.pitch.x())
        row = round((point.y() - self.first.y()) / self.pitch.y())
        return (column, row) if 0 <= column < self.columns and 0 <= row < self.rows else None

    def radius(self, size: int) -> float:
        """Pixels of a dot's radius."""
        closest = min(self.pitch.x(), self.pitch.y()) / (PITCH * self.unit)
        return (DOTS[size - 1] if size else REST_DOT) * self.unit * min(1.0, closest)


def paint_dots(painter: QPainter, grid: Grid, dots: Sequence[Dot], inks: Inks) -> None:
    """Every dot of a calendar."""
    painter.setPen(Qt.PenStyle.NoPen)
    for dot in dots:
        painter.setBrush(inks.done if dot.size else inks.rest)
        radius = grid.radius(dot.size)
        painter.drawEllipse(dot.at, radius, radius)


def paint_today(painter: QPainter, grid: Grid, dot: Dot, inks: Inks) -> None:
    """A ring around the day it is; a dot that would touch it is made smaller."""
    most = grid.radius(3)
    width = max(1.0, most * 0.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.ground)
    painter.drawEllipse(dot.at, most + width, most + width)
    painter.setBrush(inks.done if dot.size else inks.rest)
    inner = min(grid.radius(dot.size), most - 1.6 * width)
    painter.drawEllipse(dot.at, inner, inner)
    painter.setPen(QPen(inks.mark, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(dot.at, most, most)


def paint_columns(
    painter: QPainter, foot: float, columns: Sequence[tuple[float, float]], wide: float, ink: QColor
) -> None:
    """Columns on a foot line: the middle and height of each, in pixels; those without height are left out."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for middle, high in columns:
        if high > 0:
            radius = min(wide, high) / 3
            painter.drawRoundedRect(QRectF(middle - wide / 2, foot - high, wide, high), radius, radius)


def ticks(least: float, most: float, steps: Sequence[float]) -> tuple[float, ...]:
    """Two to `MOST_TICKS` round values that hold `least` to `most` but for `BEYOND`, at the first step that does."""
    for step in steps:
        first, last = floor(least / step + BEYOND), ceil(most / step - BEYOND)
        last = max(last, first + 1)
        if last - first < MOST_TICKS:
            return tuple(step * number for number in range(first, last + 1))
    return (0.0, ceil(most / steps[-1]) * steps[-1])


class Scale(NamedTuple):
    """Where a plot of lines stands, in pixels, and the values at its foot and top."""

    box: QRectF
    least: float
    most: float

    def at(self, share: float, value: float) -> QPointF:
        """The place of a value at a share of the time."""
        high = (value - self.least) / (self.most - self.least)
        return QPointF(self.box.left() + share * self.box.width(), self.box.bottom() - high * self.box.height())


def paint_levels(painter: QPainter, scale: Scale, values: Sequence[float], inks: Inks, unit: float) -> None:
    """A fine line across at each of these values."""
    painter.setPen(QPen(inks.fine, max(1.0, 0.2 * unit)))
    for value in values:
        painter.drawLine(scale.at(0.0, value), scale.at(1.0, value))


def paint_line(painter: QPainter, points: Sequence[QPointF], inks: Inks, unit: float, *, dashed: bool) -> None:
    """One side over time; the other one dashed."""
    width = (LINE_OTHER if dashed else LINE) * unit
    pen = QPen(inks.done, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(list(DASH))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(list(points)))


def paint_ends(painter: QPainter, left: QPointF | None, right: QPointF | None, inks: Inks, unit: float) -> None:
    """Where the sides stand now: left filled, right a ring; one inside the other where both are the same."""
    radius, width = END_DOT * unit, LINE_OTHER * unit
    if left is not None and right is not None and abs(left.y() - right.y()) < radius / 2:
        left = right = QPointF(left.x(), (left.y() + right.y()) / 2)
        outer = END_RING * unit - width / 2
        painter.setPen(QPen(inks.done, width))
        painter.setBrush(inks.ground)
        painter.drawEllipse(right, outer, outer)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.done)
        painter.drawEllipse(left, radius, radius)
        return
    if right is not None:
        painter.setPen(QPen(inks.done, width))
        painter.setBrush(inks.ground)
        painter.drawEllipse(right, radius, radius)
    if left is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.done)
        painter.drawEllipse(left, radius + width / 2, radius + width / 2)


def paint_balance(painter: QPainter, left: QRectF, right: QRectF, inks: Inks, unit: float) -> None:
    """Two bars that meet: left filled, right an outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.done)
    painter.drawRoundedRect(left, left.height() / 2, left.height() / 2)
    width = BAR_LINE * unit
    inner = right.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(inks.done, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)


def spread(wanted: Sequence[float], distance: float) -> list[float]:
    """Places near the `wanted` ones, at least `distance` apart, in the same order."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    found = list(wanted)
    for lower, upper in pairwise(order):
        found[upper] = max(found[upper], found[lower] + distance)
    if len(order) > 1:
        shift = sum(found[at] - wanted[at] for at in order) / len(order)
        found = [place - shift for place in found]
    return found


def thinned(places: Sequence[float], distance: float) -> list[int]:
    """Which of these rising places to name, so that names are at least `distance` apart.

    The first one is a part of a month only, so it gives way to the second.
    """
    kept: list[int] = []
    for number, place in enumerate(places):
        if number == 1 and place - places[0] < distance:
            kept.clear()
        if not kept or place - places[kept[-1]] >= distance:
            kept.append(number)
    return kept
