"""A row to choose from: its key, its title and a line of what follows; the one with the keyboard is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from hipgui.paint.text import fit
from hipgui.paint.theme import BOLD, MEDIUM, SMALLEST, mixed
from hipgui.ui.buttons import Button, key_box, paint_key

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.paint.text import Fitted
    from hipgui.ui.look import Look

TITLE, LINE = 4.6, 2.9
PAD, GAP = 3.2, 2.6
CAP = 6.6
MOST_LINES = 3
NEIGHBOURS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class WayRow(Button):
    """One way on. The arrows go to the rows beside it, Space and Enter take it."""

    def __init__(self, parent: QWidget, key: str) -> None:
        super().__init__(parent, key)
        self.key = key
        self.line = ""
        self.line_px = 0.0
        """Size of the line, which rows below each other share."""
        self.beside: list[WayRow] = []
        """All rows in order, this one among them."""

    def show_way(self, title: str, line: str) -> None:
        """Say what it is and what follows."""
        self.setText(title)
        self.line = line
        self.setAccessibleName(f"{title}. {line}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes the row that has the keyboard, as Enter does."""
        step = NEIGHBOURS.get(Qt.Key(event.key()))
        if step is not None:
            place = self.beside.index(self) + step
            if 0 <= place < len(self.beside):
                self.beside[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The fill goes with the keyboard."""
        super().focusInEvent(event)
        for row in self.beside:
            row.update()

    def fitting_px(self) -> float:
        """How large the line can be: it shrinks a little, then wraps, then shrinks until it fits."""
        assert self.look
        unit = self.look.u
        self.line_px = min(self.look.type(LINE), TITLE * unit)
        while True:
            title, line = self.words()
            fits = self._height(title, line) <= self.face.height() - 1.6 * unit
            if fits or self.line_px <= SMALLEST * unit:
                return min(self.line_px, line.font.pixelSize())
            self.line_px *= 0.96

    def words(self) -> tuple[Fitted, Fitted]:
        """Title and line as they are shown."""
        assert self.look
        room, unit = self._room(), self.look.u
        title = fit(self.text(), room, TITLE * unit, TITLE * unit * 0.6, weight=BOLD, most_lines=1)
        least = max(self.line_px * 0.86, SMALLEST * unit)
        return title, fit(self.line, room, self.line_px, least, weight=MEDIUM, most_lines=MOST_LINES)

    def _height(self, title: Fitted, line: Fitted) -> float:
        return title.font.pixelSize() * 1.1 + line.leading * len(line.lines)

    def _cap(self) -> QRectF:
        assert self.look
        unit, face = self.look.u, self.face
        cap = key_box(self.key, self.look, min(CAP, max(5.0, face.height() / unit * 0.43)))
        cap.moveCenter(QPointF(face.left() + PAD * unit + cap.width() / 2, face.center().y()))
        return cap

    def _room(self) -> float:
        assert self.look
        return self.face.right() - self._cap().right() - (GAP + PAD) * self.look.u

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, key, words."""
        look = self.look
        if look is None:
            return
        taken = self.hasFocus() or (self is self.beside[0] and not any(row.hasFocus() for row in self.beside))
        ground = look.page.text if taken else QColor(look.tokens.raised)
        ink, ink2 = (look.page.ground, mixed(look.page.ground, look.page.text, 0.2)) if taken else self._inks(look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.filled(ground, ink))
        radius = 3.2 * look.u
        painter.drawRoundedRect(self.face, radius, radius)
        self.paint_ring(painter, radius)
        cap = self._cap()
        paint_key(painter, self.key, cap, look, ink=ink, outline=mixed(ground, ink, 0.6))
        title, line = self.words()
        left = cap.right() + GAP * look.u
        whole = self._height(title, line)
        baseline = self.face.center().y() - whole / 2 + title.font.pixelSize() * 0.82
        self._write(painter, title, left, baseline, ink)
        size = line.font.pixelSize()
        self._write(painter, line, left, baseline + title.font.pixelSize() * 0.28 + size * 0.94, ink2)
        painter.end()

    def _inks(self, look: Look) -> tuple[QColor, QColor]:
        return look.page.text, look.page.text2

    def _write(self, painter: QPainter, text: Fitted, left: float, baseline: float, ink: QColor) -> None:
        painter.setFont(text.font)
        painter.setPen(ink)
        for number, line in enumerate(text.lines):
            painter.drawText(QPointF(left, baseline + number * text.leading), line)

    def wanted(self) -> tuple[float, float]:
        """Pixels of width and height that its words take with what stands around them."""
        assert self.look
        title, line = self.words()
        widest = max(QFontMetricsF(text.font).horizontalAdvance(part) for text in (title, line) for part in text.lines)
        return self.face.width() - self._room() + widest, self._height(title, line)
