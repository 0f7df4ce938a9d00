"""One calm line at the top of any page that goes away by itself."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import MEDIUM, SMALL
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look

SHOWN_LEAST_MS, SHOWN_A_WORD_MS = 4_000, 330


class NoticeLine(QWidget):
    """Shows what it is told, one after another, each for as long as it takes to read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = Label(self, MEDIUM)
        self._look: Look | None = None
        self._waiting: deque[str] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_read)
        self.hide()

    def tell(self, text: str) -> None:
        """Show `text`, now or after what is being shown."""
        self._waiting.append(text)
        if not self._timer.isActive():
            self._on_read()

    def dress(self, look: Look) -> None:
        """Take on a look and stand at the top of the page."""
        self._look = look
        self._arrange()

    def close_down(self) -> None:
        """Show nothing more."""
        self._waiting.clear()
        self._timer.stop()
        self.hide()

    def _on_read(self) -> None:
        if not self._waiting:
            self.hide()
            return
        text = self._waiting.popleft()
        self._label.setText(text)
        self.setAccessibleName(text)
        self._arrange()
        self.show()
        self.raise_()
        self._timer.start(max(SHOWN_LEAST_MS, len(text.split()) * SHOWN_A_WORD_MS))

    def _arrange(self) -> None:
        look, text = self._look, self._label.text()
        if look is None or not text:
            return
        unit, size = look.u, look.type(SMALL)
        room = look.width - 2 * look.margin * unit - 4 * unit
        self._label.ink(look.page.text)
        fitted = self._label.place(text, QPointF(2 * unit, size * 1.16), room, size, least=size, most_lines=4)
        box = QRectF(0, 0, fitted.width + 4 * unit, fitted.height + size * 0.42)
        box.moveCenter(QPointF(look.width / 2, 0))
        box.moveTop(0.7 * unit)
        self.setGeometry(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised strip."""
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.raised2))
        radius = min(self.height() / 2, 2 * self._look.u)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()
