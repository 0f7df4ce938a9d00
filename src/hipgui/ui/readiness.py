"""What to know before the first session: read once, before the first Today, and again from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD
from hipgui.ui.buttons import RETURN_KEYS, OutlineButton
from hipgui.ui.paragraph import Paragraph, Texts
from hipgui.ui.pictures import Part
from hipgui.ui.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from hipgui.core.model import Library
    from hipgui.figure.names import Appearance
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

COLUMN = 92.0
TITLE, POINT = 6.4, 3.4
TITLE_NARROW, POINT_NARROW = 5.4, 3.0
FIGURE_LEAST = 36.0
"""The figure is left out where it would have less room across, in u."""
PASSED_ON = frozenset({Qt.Key.Key_F, Qt.Key.Key_F11, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
GO_ON = RETURN_KEYS | {Qt.Key.Key_Space, Qt.Key.Key_Escape}


class Points(QWidget):
    """The question, its points, and what to do; as high as it needs to be."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._title = Paragraph(self, BOLD)
        self._texts = Texts(self)
        self._dots: list[QPointF] = []
        self.column = 0.0
        """Pixels that the words take across."""
        self._look: Look | None = None

    def lay_out(self, width: float, look: Look) -> float:
        """Fill that width; how high it is. In pixels."""
        self._look = look
        unit, library = look.u, self._library
        column = self.column = min(width, COLUMN * look.text_scale * unit)
        title = (TITLE_NARROW if look.narrow else TITLE) * unit * min(1.3, max(1.0, 0.8 * look.text_scale))
        self._title.ink(look.page.text)
        y = self._title.fill(library.readiness_lead, 0, 0, column, title) + 3.0 * unit
        self._dots.clear()
        self._texts.begin()
        size = look.type(POINT_NARROW if look.narrow else POINT)
        for point in library.readiness:
            label = self._texts.take(look.page.text, MEDIUM)
            bottom = label.fill(point, 3.4 * unit, y, column - 3.4 * unit, size)
            self._dots.append(QPointF(0.9 * unit, label.first_line_middle()))
            y = bottom + 1.1 * unit
        y += 1.6 * unit
        y = self._texts.take(look.page.text, SEMIBOLD).fill(library.readiness_advice, 0, y, column, size) + 1.6 * unit
        y = self._texts.take(look.page.text2).fill(library.limits, 0, y, column, look.type(BODY)) + 2.0 * unit
        self._texts.end()
        self.resize(round(width), round(y))
        self.update()
        return y

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dot before each point."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.page.move_text)
        for dot in self._dots:
            painter.drawEllipse(dot, 0.7 * look.u, 0.7 * look.u)
        painter.end()


class Readiness(QWidget):
    """`read` when a person goes on. Where there is room, `who` the figure looks like stands beside the words."""

    read = Signal()

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures, who: Callable[[], Appearance]) -> None:
        super().__init__(parent)
        self._pictures, self._who = pictures, who
        self._figure = QRectF()
        pictures.tell_when_ready(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Before you begin")
        self._look: Look | None = None
        self._points = Points(library)
        self.scroller = Scroller(self, self._points)
        self.button = OutlineButton(self, "Go on", "Space")
        self.button.clicked.connect(self.read)

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        unit = look.u
        side, top = look.margin * unit, (6.0 if look.narrow else 9.0) * unit
        high = max(7.0, look.scaled(4.6)) * unit
        foot = high + 2 * 3.0 * unit
        width = look.width - 2 * side
        self.scroller.setGeometry(QRectF(side, top, width + side / 2, look.height - top - foot).toRect())
        self.scroller.dress(look)
        text = self._points.lay_out(width, look)
        self.button.dress(look)
        y = min(top + text + 2.0 * unit, look.height - high - 3.0 * unit)
        self.button.stand(QRectF(side, y, max(24 * unit, self.button.natural_width() + 4 * unit), high))
        left = side + self._points.column + 4 * unit
        room = look.width - side - left
        self._figure = QRectF(left, top, room, look.height - 2 * top) if room >= FIGURE_LEAST * unit else QRectF()
        self.update()

    def take_focus(self) -> None:
        """Let the keyboard be on the button."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and Esc go on; keys of a session do nothing here."""
        if event.key() in GO_ON and not event.isAutoRepeat():
            self.read.emit()
        elif event.key() in PASSED_ON:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.scroller.keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        look, box = self._look, self._figure
        if look is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.page.ground)
        if not box.isEmpty():
            someone = self._pictures.portrait(self._who(), Part.BODY, box.size(), look, self.devicePixelRatioF())
            if someone is not None:
                someone.paint(painter, box.left(), box.top())
        painter.end()
