"""An exercise over time as two lines, and the balance of all exercises as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import WorkKind
from hipgui.paint.history_plots import (
    BAR,
    END_RING,
    Scale,
    paint_balance,
    paint_ends,
    paint_levels,
    paint_line,
    spread,
    thinned,
    ticks,
)
from hipgui.paint.theme import BODY, SEMIBOLD, SMALL, SMALLEST, text_font
from hipgui.ui.history_calendar import inks_of
from hipgui.ui.history_words import amount, caption, end_words, month_starts, unit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from hipgui.core.history import History, Line, Point
    from hipgui.core.model import Words
    from hipgui.ui.look import Look

GAP, BARS_LEAST = 1.4, 14.0
"""Between numbers and bars, and what the two bars of a row need at least, in u."""
REP_STEPS, SECOND_STEPS = (1, 2, 5, 10, 20, 50, 100), (5, 10, 15, 20, 30, 60, 120, 300)
END_ROOM = 3.0
"""Between the end of a line and its words, in u."""
ROW = 5.2


class HistoryChart(QWidget):
    """Reps or seconds of both sides over the days of a history."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._line: Line | None = None
        self._history: History | None = None
        self._margins = 0.0, 0.0
        self._has_months = True

    def show_line(self, line: Line, history: History, name: str, words: Words, *, pounds: bool) -> None:
        """Show an exercise; `name` is what it is called."""
        self._line, self._history = line, history
        ends = ", ".join(filter(None, end_words(line, line.points[-1])))
        self.setAccessibleName(f"{name}: {ends}. {caption(line, words, pounds=pounds)}")
        self.update()

    def margins(self, look: Look) -> tuple[float, float]:
        """What numbers at the left and words at the right need, in pixels."""
        if self._line is None:
            return 0.0, 0.0
        numbers = QFontMetricsF(text_font(round(look.type(SMALL))))
        ends = QFontMetricsF(text_font(round(look.type(BODY)), SEMIBOLD))
        words = [word for word in end_words(self._line, self._line.points[-1]) if word]
        before = max(numbers.horizontalAdvance(f"{level:g}") for level in _levels(self._line))
        beside = max((ends.horizontalAdvance(word) for word in words), default=0.0)
        return before + 1.6 * look.u, beside + END_ROOM * look.u

    def lay_out(
        self, box: QRectF, look: Look, margins: tuple[float, float] | None = None, *, months: bool = True
    ) -> None:
        """Fill `box`, in pixels.

        With `margins` wider than its own it stands in line with others; `months` may be left to the lowest of these.
        """
        self._look, self._margins, self._has_months = look, margins or self.margins(look), months
        self.setGeometry(box.toRect())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Levels with their numbers, months, lines, ends with their words."""
        look, line, history = self._look, self._line, self._history
        if look is None or line is None or history is None:
            return
        unit, inks = look.u, inks_of(look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        levels = _levels(line)
        number_font, end_font = text_font(round(look.type(SMALL))), text_font(round(look.type(BODY)), SEMIBOLD)
        numbers, ends = QFontMetricsF(number_font), QFontMetricsF(end_font)
        left_word, right_word = end_words(line, line.points[-1])
        before, beside = self._margins
        box = QRectF(self.rect()).adjusted(before, 0, -beside, 0)
        box.setTop(max(numbers.capHeight(), ends.capHeight()) / 2 + 1.8 * unit)
        foot = max(numbers.capHeight() / 2, END_RING * unit)
        box.setBottom(self.height() - foot - (months_px(look) if self._has_months else 0.0))
        scale = Scale(box, levels[0], levels[-1])
        paint_levels(painter, scale, levels, inks, unit)
        painter.setFont(number_font)
        painter.setPen(look.page.text2)
        for level in levels:
            painter.drawText(QPointF(0, scale.at(0, level).y() + numbers.capHeight() / 2), f"{level:g}")
        if self._has_months:
            self._paint_months(painter, box, history, look)
        paths = {name: _path(line.points, name, scale, history) for name in ("left", "right")}
        for name in ("right", "left"):
            paint_line(painter, paths[name], inks, unit, dashed=name == "right")
        tips = [paths[name][-1] if getattr(line.points[-1], name) is not None else None for name in ("left", "right")]
        paint_ends(painter, tips[0], tips[1], inks, unit)
        painter.setFont(end_font)
        painter.setPen(look.page.text)
        told = [(word, tip) for word, tip in zip((left_word, right_word), tips, strict=True) if word and tip]
        for (word, tip), y in zip(told, spread([tip.y() for _, tip in told], ends.height() * 0.92), strict=True):
            inside = min(max(y, ends.capHeight() / 2), self.height() - ends.capHeight() / 2)
            painter.drawText(QPointF(max(tip.x(), box.right()) + END_ROOM * unit, inside + ends.capHeight() / 2), word)
        painter.end()

    def _paint_months(self, painter: QPainter, box: QRectF, history: History, look: Look) -> None:
        """The months under the levels, where they begin."""
        font = text_font(round(look.type(SMALLEST)))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.page.text2)
        days = max(1, (history.end - history.start).days)
        starts = month_starts(history.start, history.end)
        places = [box.left() + (day - history.start).days / days * box.width() for day, _ in starts]
        widest = max(metrics.horizontalAdvance(name) for _, name in starts)
        for number in thinned(places, widest + 2.0 * look.u):
            name = starts[number][1]
            if places[number] + metrics.horizontalAdvance(name) <= self.width():
                painter.drawText(QPointF(places[number], self.height() - metrics.descent()), name)


def months_px(look: Look) -> float:
    """Pixels that the months need below the lowest level."""
    return look.type(SMALLEST) * 1.25


def _levels(line: Line) -> tuple[float, ...]:
    values = [side for point in line.points for side in (point.left, point.right) if side is not None]
    return ticks(min(values), max(values), SECOND_STEPS if line.kind is WorkKind.HOLD else REP_STEPS)


def _path(points: Sequence[Point], side: str, scale: Scale, history: History) -> list[QPointF]:
    days = max(1, (history.end - history.start).days)
    found = []
    for point in points:
        value = getattr(point, side)
        if value is not None:
            found.append(scale.at((point.day - history.start).days / days, value))
    return found


class HistoryBalance(QWidget):
    """A row for each exercise: how much a set is now, left and right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._rows: list[tuple[str, Line, Point]] = []
        self._start, self._numbered, self._stacked = 0.0, 0.0, False

    def show_lines(self, lines: Sequence[tuple[str, Line]]) -> None:
        """Show these exercises, each with its name, as they stood when both sides were last done."""
        self._rows = []
        for name, line in lines:
            both = [point for point in line.points if point.left and point.right]
            if both:
                self._rows.append((name, line, both[-1]))
        told = [
            f"{name}: left {amount(line, point.left or 0)}, right {amount(line, point.right or 0)}"
            for name, line, point in self._rows
        ]
        self.setAccessibleName(f"Left and right. {'. '.join(told)}.")
        self.update()

    def lay_out(self, left: float, top: float, width: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends."""
        self._look = look
        self._start, self._numbered, self._stacked = self._columns(look, width)
        high = self._row(look) * len(self._rows)
        self.setGeometry(QRectF(left, top, width, high).toRect())
        self.update()
        return top + high

    def _row(self, look: Look) -> float:
        line = max(ROW, look.scaled(BODY) * 1.5) * look.u
        return line + look.type(BODY) * 1.3 if self._stacked else line

    def _columns(self, look: Look, width: float) -> tuple[float, float, bool]:
        """Where left numbers end and how wide numbers are, in pixels; whether names stand above, for want of room."""
        metrics, gap = QFontMetricsF(text_font(round(look.type(BODY)), SEMIBOLD)), GAP * look.u
        numbers = [f"{letter} {side or 0:.0f}" for _, _, point in self._rows for letter, side in _letters(point)]
        numbered = max((metrics.horizontalAdvance(number) for number in numbers), default=0.0)
        named = max((metrics.horizontalAdvance(name) for name in self._names()), default=0.0)
        start = named + 2 * gap + numbered
        stacked = width - start - 3 * gap - numbered < BARS_LEAST * look.u
        return (numbered if stacked else start), numbered, stacked

    def _names(self) -> list[str]:
        return [f"{name}, {unit_words(line)}" for name, line, _ in self._rows]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, left number, the two bars, right number."""
        look = self._look
        if look is None:
            return
        unit, inks, row = look.u, inks_of(look), self._row(look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = text_font(round(look.type(BODY)), SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        names, start, gap = self._names(), self._start, GAP * unit
        room = self.width() - start - 3 * gap - self._numbered
        for place, (_, _, point) in enumerate(self._rows):
            above = look.type(BODY) * 1.3 if self._stacked else 0.0
            middle = place * row + above + (row - above) / 2
            baseline = middle + metrics.capHeight() / 2
            left, right = point.left or 0.0, point.right or 0.0
            longest = min(room / 2, 24 * unit)
            high = BAR * unit
            first = QRectF(start + gap, middle - high / 2, max(high, longest * left / max(left, right)), high)
            second = QRectF(
                first.right() + 0.4 * unit, first.top(), max(high, longest * right / max(left, right)), high
            )
            paint_balance(painter, first, second, inks, unit)
            painter.setPen(look.page.text)
            painter.drawText(QPointF(0, place * row + above if self._stacked else baseline), names[place])
            number = f"L {left:.0f}"
            painter.drawText(QPointF(start - metrics.horizontalAdvance(number), baseline), number)
            painter.drawText(QPointF(second.right() + gap, baseline), f"R {right:.0f}")
        painter.end()


def _letters(point: Point) -> tuple[tuple[str, float | None], tuple[str, float | None]]:
    return ("L", point.left), ("R", point.right)
