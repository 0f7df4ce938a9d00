"""What to know before the first session: read once, before the first Today, and again from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD
from hipgui.ui.buttons import RETURN_KEYS, OutlineButton
from hipgui.ui.paragraph import Paragraph, Texts
from hipgui.ui.scroller import Scroller

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from hipgui.core.model import Library
    from hipgui.ui.look import Look

COLUMN = 92.0
TITLE, TITLE_LARGE = 4.2, 6.0
POINT, ADVICE = 3.2, 3.2
FOOT = 13.0
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
        self._look: Look | None = None

    def lay_out(self, width: float, look: Look) -> float:
        """Fill that width; how high it is. In pixels."""
        self._look = look
        unit, library = look.u, self._library
        column = min(width, COLUMN * look.text_scale * unit)
        title = min(TITLE_LARGE * unit * max(1.0, look.text_scale * 0.8), TITLE_LARGE * 1.3 * unit)
        self._title.ink(look.page.text)
        y = self._title.fill(library.readiness_lead, 0, 0, column, title) + 3.0 * unit
        self._dots.clear()
        self._texts.begin()
        size = look.type(POINT)
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
    """`read` when a person goes on."""

    read = Signal()

    def __init__(self, parent: QWidget, library: Library) -> None:
        super().__init__(parent)
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
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
