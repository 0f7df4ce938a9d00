"""The last weeks as columns of dots, a dot for each session, from below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look

LEAST_ROWS, MOST_ROWS = 3, 7
PITCH, ROW_PITCH = 3.9, 2.65
"""Distance of the weeks, and of three dots of a week; in u."""
DONE, REST = 1.05, 0.4
"""Radius of a session, and of a place that is free; in u."""


class WeekDots(QWidget):
    """Shows how many sessions each week had; the last one of the last week is the present one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look: Look | None = None
        self._weeks: Sequence[int] = ()

    def show_weeks(self, weeks: Sequence[int], look: Look) -> None:
        """Show them; so large as `size_u` tells."""
        self._weeks, self._look = weeks, look
        told = ", ".join(map(str, weeks))
        self.setAccessibleName(f"Sessions in each of the last {len(weeks)} weeks: {told}")
        self.update()

    @staticmethod
    def size_u(weeks: int) -> tuple[float, float]:
        """Width and height for so many weeks, in u."""
        return PITCH * weeks, ROW_PITCH * LEAST_ROWS

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rows = min(MOST_ROWS, max(LEAST_ROWS, *self._weeks))
        pitch = self.height() / rows
        radius = min(DONE * look.u, 0.42 * pitch)
        for place, count in enumerate(self._weeks):
            for row in range(rows):
                is_present = place == len(self._weeks) - 1 and row == min(count, rows) - 1
                colour = look.page.text if row < count else look.page.to_come
                painter.setBrush(QColor(look.tokens.move_ring) if is_present else colour)
                middle = QPointF((place + 0.5) * self.width() / len(self._weeks), self.height() - (row + 0.5) * pitch)
                size = radius if row < count else REST * look.u
                painter.drawEllipse(middle, size, size)
        painter.end()
