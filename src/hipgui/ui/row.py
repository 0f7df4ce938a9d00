"""Rows of a form: a label, and beside or below it what it names. The plainest of them: a switch, a pill of choices."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, MEDIUM, text_font
from hipgui.ui.buttons import PRESS_KEYS, Button
from hipgui.ui.choice import PILL, Choice
from hipgui.ui.paragraph import READING, Paragraph, text_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look

ROOM = 0.9
"""Around everything that can have the keyboard, for its ring, in u."""
LABEL_GAP = 2.0
"""Between a label and what stands beside it, in u."""
ABOVE_GAP = 0.6
"""Between a label and what stands below it, in u."""
SWITCH_WIDE, SWITCH_HIGH = 7.4, 4.2


def line_height(look: Look) -> float:
    """Height of a control one line high, in pixels."""
    return (PILL + (look.text_scale - 1.0) * BODY * 1.3) * look.u


class Row(QWidget):
    """A label and its control. `chosen` tells the value a person picked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, label: str, *, above: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.look: Look | None = None
        self._text, self._above = label, above
        self._label = Paragraph(self, MEDIUM)

    @abstractmethod
    def choose(self, value: object) -> None:
        """Show a value, without telling."""

    def label_width(self, look: Look) -> float:
        """Pixels of the label where it stands beside its control, 0 where it never does."""
        if self._above:
            return 0.0
        return QFontMetricsF(text_font(round(look.type(BODY)), MEDIUM)).horizontalAdvance(self._text)

    def least_width(self, look: Look) -> float:
        """Pixels its control needs beside a label; nothing where it never stands there."""
        return 0.0

    def line(self, look: Look) -> float:
        """Pixels its control is high, as far as a label stands beside it."""
        return line_height(look)

    @abstractmethod
    def place(self, box: QRectF, look: Look) -> float:
        """Put the control at the top of `box` (pixels of the row); where it ends."""

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends. With `beside` the label has so much room at the left."""
        self.look = look
        room, size = ROOM * look.u, look.type(BODY)
        self._label.ink(look.page.text2)
        if not self._above and beside and self.least_width(look) <= width - beside:
            high = self.line(look)
            self._label.fill(self._text, room, room + (high - size * READING) / 2, beside, size)
            bottom = self.place(QRectF(room + beside, room, width - beside, high), look)
            bottom = max(bottom, room + high)
        else:
            y = self._label.fill(self._text, room, room, width, size) + ABOVE_GAP * look.u
            bottom = self.place(QRectF(room, y, width, line_height(look)), look)
        self.setGeometry(QRectF(left - room, top - room, width + 2 * room, bottom + room).toAlignedRect())
        self.update()
        return top + bottom - room


class Switch(Button):
    """On or off."""

    press_keys = PRESS_KEYS

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, name)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track with a knob at its end: filled when on, an outline when off."""
        look = self.look
        if look is None:
            return
        face, on = self.face, self.isChecked()
        radius = face.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = max(1.0, 0.25 * look.u)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(look.page.outline, line))
        painter.setBrush(self.filled(look.page.text if on else look.page.ground, look.page.outline))
        inset = 0.0 if on else line / 2
        painter.drawRoundedRect(face.adjusted(inset, inset, -inset, -inset), radius, radius)
        knob = QRectF(0, 0, face.height() - 1.0 * look.u, face.height() - 1.0 * look.u)
        knob.moveCenter(face.center())
        knob.moveLeft(face.right() - 0.5 * look.u - knob.width() if on else face.left() + 0.5 * look.u)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.page.ground if on else look.page.outline)
        painter.drawEllipse(knob)
        self.paint_ring(painter, radius)
        painter.end()


class SwitchRow(Row):
    """A label, a few words on what it does, and a switch at the right."""

    def __init__(self, parent: QWidget, label: str, words: str) -> None:
        super().__init__(parent, label)
        self.words = words
        self._said = Paragraph(self, MEDIUM)
        self.switch = Switch(self, label)
        self.switch.setAccessibleDescription(words)
        self.switch.clicked.connect(lambda: self.chosen.emit(self.switch.isChecked()))

    def choose(self, value: object) -> None:
        """Show it on or off."""
        self.switch.setChecked(bool(value))

    def least_width(self, look: Look) -> float:
        """Room for the switch and for half of the words, which then wrap."""
        words = QFontMetricsF(text_font(round(look.type(BODY)), MEDIUM)).horizontalAdvance(self.words)
        return (SWITCH_WIDE + LABEL_GAP) * look.u + min(words, max(words / 2, 24 * look.u))

    def place(self, box: QRectF, look: Look) -> float:
        """Words at the left, the switch at the right of their first line."""
        unit, size = look.u, look.type(BODY)
        self.switch.dress(look)
        wide, high = SWITCH_WIDE * unit, SWITCH_HIGH * unit
        line = box.height()
        room = box.width() - wide - LABEL_GAP * unit
        lines = text_height(self.words, room, size, MEDIUM)
        self._said.ink(look.page.text)
        bottom = self._said.fill(self.words, box.left(), box.top() + max(0.0, (line - lines) / 2), room, size)
        self.switch.stand(QRectF(box.right() - wide, box.top() + (line - high) / 2, wide, high))
        return max(bottom, box.bottom())


class PillRow(Row):
    """A label and a pill of a few choices."""

    def __init__(self, parent: QWidget, label: str, options: Sequence[tuple[str, object]]) -> None:
        super().__init__(parent, label)
        self.choice = Choice(self, label, options, bare=True)
        self.choice.chosen.connect(self.chosen)

    def choose(self, value: object) -> None:
        """Show what is chosen."""
        self.choice.choose(value)

    def least_width(self, look: Look) -> float:
        """What the segments need."""
        self.choice.dress(look)
        return self.choice.least_width()

    def place(self, box: QRectF, look: Look) -> float:
        """The pill across the box."""
        self.choice.dress(look)
        self.choice.stand(QRectF(box.left(), box.top(), box.width(), self.choice.height_u() * look.u))
        return box.bottom()
