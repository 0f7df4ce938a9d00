"""A strip at the foot of a page: what was just done, and the way to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, MEDIUM
from hipgui.ui.buttons import OutlineButton
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look

PAD = 2.4


class Undo(QWidget):
    """`clicked` when it is to be undone."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._label = Label(self, MEDIUM)
        self.button = OutlineButton(self, "Undo", "Z")
        self.button.clicked.connect(self.clicked)
        self.hide()

    def offer(self, text: str) -> None:
        """Show what was done."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._arrange()
        self.show()
        self.raise_()

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self._arrange()

    def _arrange(self) -> None:
        look, text = self._look, self._label.text()
        if look is None or not text:
            return
        unit, size = look.u, look.type(BODY)
        self.button.dress(look)
        wide, high = self.button.natural_width(), max(6.0, look.scaled(4.6)) * unit
        room = look.width - 2 * look.margin * unit - 3 * PAD * unit - wide
        self._label.ink(look.page.text)
        lines = self._label.place(text, QPointF(), room, size, least=size * 0.8, most_lines=3)
        tall = max(high, lines.height) + 2 * 1.2 * unit
        first = tall / 2 + size * 0.35 - lines.leading * (len(lines.lines) - 1) / 2
        lines = self._label.place(text, QPointF(PAD * unit, first), room, size, least=size * 0.8, most_lines=3)
        box = QRectF(0, 0, lines.width + 3 * PAD * unit + wide, tall)
        self.button.stand(QRectF(box.right() - PAD * unit - wide, (tall - high) / 2, wide, high))
        box.moveCenter(QPointF(look.width / 2, 0))
        box.moveBottom(look.height - 3 * unit)
        self.setGeometry(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised strip."""
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.raised2))
        painter.drawRoundedRect(QRectF(self.rect()), 2 * self._look.u, 2 * self._look.u)
        painter.end()
