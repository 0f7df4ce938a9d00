"""The calendar of dots, with a column for each week below: to look at, and to open a session from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from hipgui.paint.history_plots import PITCH, Dot, Grid, Inks, paint_columns, paint_dots, paint_today, thinned
from hipgui.paint.theme import FOCUS_RING, SMALL, SMALLEST, text_font
from hipgui.ui.buttons import KEYBOARD, RETURN_KEYS
from hipgui.ui.history_cells import MINUTE_MS, calendar_of
from hipgui.ui.history_words import span_words

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from hipgui.core.history import History
    from hipgui.ui.history_cells import Calendar, Cell
    from hipgui.ui.look import Look

ROOM = 2.8
"""Around the first and last dots, in u: for a large one and the ring around it."""
PITCH_MOST = 7.6
COLUMNS_HIGH, COLUMN_MOST = 6.0, 2.4
COLUMNS_GAP = 3.4
"""From the last row's middle to the top of the highest column's number, in u."""
MONTHS_GAP = 3.0
"""From the foot of the columns' names to the first row's middle, in u."""
NUMBER_GAP = 0.6
RING_OFF = 0.45
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def inks_of(look: Look) -> Inks:
    """The colours of all plots."""
    page = look.page
    return Inks(page.hold_text, page.to_come, page.track, page.text, page.ground)


class HistoryCalendar(QWidget):
    """`opened` tells the first and last day of the dot that was pressed, if anything was done there."""

    opened = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._look: Look | None = None
        self._history: History | None = None
        self._calendar: Calendar | None = None
        self._grid = Grid(QPointF(), QPointF(1, 1), 0, 0, 1.0)
        self._chosen: Cell | None = None
        self._foot = 0.0
        self._ringed = False

    @property
    def chosen(self) -> Cell | None:
        """The dot that the arrows have come to."""
        return self._chosen

    @property
    def by_days(self) -> bool:
        """Whether a dot is a day, not a week."""
        return self._calendar is None or self._calendar.by_days

    def show_history(self, history: History) -> None:
        """Show another history."""
        self._history, self._calendar = history, calendar_of(history)
        worked = [cell for cell in self._calendar.cells if cell.sessions]
        self._choose(worked[-1] if worked else self._calendar.cells[-1])

    def lay_out(self, left: float, top: float, width: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends."""
        self._look = look
        calendar = self._calendar
        if calendar is None:
            return top
        unit = look.u
        names = self._metrics(SMALL)
        before = max(names.horizontalAdvance(name) for name in calendar.row_names) + (0.8 + ROOM) * unit
        after = max((names.horizontalAdvance(name) + 1.4 * unit for name in calendar.row_sums), default=0.0)
        across = width - before - ROOM * unit - after
        pitch = min(across / max(1, calendar.columns - 1), PITCH_MOST * unit)
        least = look.scaled(SMALL) * (0.6 if calendar.in_columns else 1.25) * unit
        most = PITCH * unit if calendar.in_columns else PITCH_MOST * unit
        down = max(min(most, (1.25 if calendar.by_days else 1.6) * pitch), least)
        first = QPointF(before, (look.scaled(SMALL) + MONTHS_GAP) * unit)
        self._grid = Grid(first, QPointF(pitch, down), calendar.columns, calendar.rows, unit)
        bottom = first.y() + down * (calendar.rows - 1)
        if calendar.in_columns:
            bottom += (COLUMNS_GAP + look.scaled(SMALLEST) + NUMBER_GAP + COLUMNS_HIGH) * unit
        self._foot = bottom
        high = bottom + (0.3 if calendar.in_columns else ROOM) * unit
        self.setGeometry(QRectF(left, top, width, high).toRect())
        self.update()
        return top + high

    def _metrics(self, size_u: float) -> QFontMetricsF:
        assert self._look
        return QFontMetricsF(text_font(round(self._look.type(size_u))))

    # Choosing a dot.

    def _choose(self, cell: Cell) -> None:
        self._chosen = cell
        self.setAccessibleName(span_words(cell.first, cell.last, cell.sessions, cell.work_ms))
        self.update()

    def _press(self, cell: Cell | None) -> None:
        if cell is not None:
            self._choose(cell)
            if cell.sessions:
                self.opened.emit(cell.first, cell.last)

    def _under(self, point: QPointF) -> Cell | None:
        place = self._grid.place(point)
        return self._calendar.at(*place) if place and self._calendar else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from dot to dot, Enter opens."""
        key, chosen, calendar = Qt.Key(event.key()), self._chosen, self._calendar
        if key in STEPS and chosen and calendar:
            self._ringed = True
            right, down = STEPS[key]
            self._choose(calendar.at(chosen.column + right, chosen.row + down) or chosen)
        elif key in RETURN_KEYS and not event.isAutoRepeat():
            self._press(chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        self._press(self._under(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        cell = self._under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if cell and cell.sessions else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """What a dot stands for, under the mouse."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, point: QPointF) -> str:
        """What the dot at a point of the widget stands for; "" where there is none."""
        cell = self._under(point)
        return span_words(cell.first, cell.last, cell.sessions, cell.work_ms) if cell else ""

    def place_of(self, cell: Cell) -> QPointF:
        """The middle of a dot."""
        return self._grid.at(cell.column, cell.row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to whoever came by keyboard."""
        super().focusInEvent(event)
        self._ringed = event.reason() in KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, dots, today, columns, ring."""
        look, calendar, history = self._look, self._calendar, self._history
        if look is None or calendar is None or history is None:
            return
        inks, grid = inks_of(look), self._grid
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_dots(painter, grid, [self._dot(cell) for cell in calendar.cells], inks)
        paint_today(painter, grid, self._dot(calendar.cells[-1]), inks)
        self._paint_names(painter, calendar, look)
        if calendar.in_columns:
            self._paint_weeks(painter, history, look)
        if self.hasFocus() and self._ringed and self._chosen:
            radius = grid.radius(3) + RING_OFF * look.u
            painter.setPen(QPen(look.page.text, FOCUS_RING * look.u))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = grid.at(self._chosen.column, self._chosen.row)
            painter.drawRoundedRect(
                QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), radius / 2, radius / 2
            )
        painter.end()

    def _dot(self, cell: Cell) -> Dot:
        return Dot(self._grid.at(cell.column, cell.row), cell.size)

    def _paint_names(self, painter: QPainter, calendar: Calendar, look: Look) -> None:
        """Names above and before, sums behind."""
        grid, metrics = self._grid, self._metrics(SMALL)
        painter.setFont(text_font(round(look.type(SMALL))))
        painter.setPen(look.page.text2)
        widest = max((metrics.horizontalAdvance(name) for _, name in calendar.column_names), default=0.0)
        places = [grid.at(column, 0).x() for column, _ in calendar.column_names]
        for number in thinned(places, widest + 0.8 * look.u):
            name = calendar.column_names[number][1]
            left = places[number] - grid.radius(3)
            if not calendar.in_columns and calendar.by_days:
                left = places[number] - metrics.horizontalAdvance(name) / 2
            left = min(left, self.width() - metrics.horizontalAdvance(name))
            painter.drawText(QPointF(left, metrics.ascent()), name)
        for row, name in enumerate(calendar.row_names):
            painter.drawText(QPointF(0, grid.at(0, row).y() + metrics.capHeight() / 2), name)
        for row, name in enumerate(calendar.row_sums):
            at = grid.at(calendar.columns - 1, row) + QPointF((ROOM + 1.0) * look.u, metrics.capHeight() / 2)
            painter.drawText(at, name)

    def _paint_weeks(self, painter: QPainter, history: History, look: Look) -> None:
        """A column for each week, under its dots, with its minutes where there is room for them."""
        grid, unit = self._grid, look.u
        minutes = [work_ms / MINUTE_MS for work_ms in history.week_ms().values()]
        most = max(minutes, default=0.0)
        if not most:
            return
        middles = [grid.at(column, 0).x() for column in range(grid.columns)]
        highs = [COLUMNS_HIGH * unit * one / most for one in minutes]
        wide = min(COLUMN_MOST * unit, grid.pitch.x() * 0.62)
        paint_columns(painter, self._foot, list(zip(middles, highs, strict=True)), wide, look.page.hold_text)
        metrics = self._metrics(SMALLEST)
        painter.setFont(text_font(round(look.type(SMALLEST))))
        painter.setPen(look.page.text2)
        room = grid.pitch.x() - 0.4 * unit
        painter.drawText(QPointF(0, self._foot), "min")
        all_fit = all(metrics.horizontalAdvance(f"{one:.0f}") <= room for one in minutes)
        named = range(len(minutes)) if all_fit else [minutes.index(most)]
        for number in named:
            if minutes[number]:
                text = f"{max(1.0, minutes[number]):.0f}"
                left = middles[number] - metrics.horizontalAdvance(text) / 2
                painter.drawText(QPointF(left, self._foot - highs[number] - NUMBER_GAP * unit), text)
