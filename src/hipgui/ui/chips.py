"""A choice of one or none among many, as chips that go on in the next row where a row is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import MEDIUM, SEMIBOLD, SMALL, text_font
from hipgui.ui.buttons import Button, let_tab_in
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent

    from hipgui.ui.look import Look

HIGH, PAD = 4.4, 1.7
GAP = 0.9
ROOM = 0.9
"""Around the chips for their focus rings, in u."""


class Chip(Button):
    """One of the chips."""

    def __init__(self, parent: QWidget, text: str, group: str) -> None:
        super().__init__(parent, f"{group}: {text}")
        self.setText(text)
        self.setCheckable(True)

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """The group decides."""

    def font_of(self) -> QFont:
        """Its type: heavier when chosen."""
        assert self.look
        return text_font(round(self.look.type(SMALL)), SEMIBOLD if self.isChecked() else MEDIUM)

    def natural_width(self) -> float:
        """Pixels it needs, chosen or not."""
        assert self.look
        widest = QFontMetricsF(text_font(round(self.look.type(SMALL)), SEMIBOLD)).horizontalAdvance(self.text())
        return widest + 2 * PAD * self.look.u

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the neighbour."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        chips = self.parent()
        if step is not None and isinstance(chips, Chips):
            chips.move_by(self, step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill, filled when chosen."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        plain = self.filled(QColor(look.tokens.raised2), look.page.text)
        fill = look.page.text if self.isChecked() else plain
        self.paint_ground(painter, min(self.face.height() / 2, 2.4 * look.u), fill)
        self.paint_word(painter, self.font_of(), look.page.ground if self.isChecked() else look.page.text)
        painter.end()


class Chips(QWidget):
    """A label and its chips. `chosen` tells the value; None when the chosen chip was let go."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, label: str, options: Sequence[tuple[str, object]]) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._text = label
        self._label = Label(self, MEDIUM)
        self._values = [value for _, value in options]
        self.chips = [Chip(self, text, label) for text, _ in options]
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _checked=False, place=place: self._on_clicked(place))
        self._look: Look | None = None
        let_tab_in(self.chips)

    @property
    def value(self) -> object:
        """What is chosen; None for nothing."""
        return next((value for chip, value in zip(self.chips, self._values, strict=True) if chip.isChecked()), None)

    def choose(self, value: object) -> None:
        """Show `value` as chosen, without telling."""
        for chip, own in zip(self.chips, self._values, strict=True):
            chip.setChecked(own == value)
        let_tab_in(self.chips)
        self.update()

    def move_by(self, chip: Chip, step: int) -> None:
        """Take the keyboard to the neighbour of `chip`."""
        place = self.chips.index(chip) + step
        if 0 <= place < len(self.chips):
            let_tab_in(self.chips, self.chips[place])
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def label_width(self, look: Look) -> float:
        """Pixels of the label."""
        return QFontMetricsF(text_font(round(look.type(SMALL)), MEDIUM)).horizontalAdvance(self._text)

    def natural_width(self, look: Look) -> float:
        """Pixels of all in one row, the label before the chips."""
        for chip in self.chips:
            chip.dress(look)
        chips = sum(chip.natural_width() for chip in self.chips) + GAP * look.u * (len(self.chips) - 1)
        return self.label_width(look) + 1.6 * look.u + chips + 1.0  # a pixel, for what rounding adds

    def stand(self, left: float, top: float, width: float, look: Look, *, beside: float = 0.0) -> float:
        """Stand there; where it ends. With `beside` the label has so much room at the left, else it is above."""
        self._look = look
        unit = look.u
        room = ROOM * unit
        size = look.type(SMALL)
        self._label.ink(look.page.text2)
        high = max(HIGH, look.scaled(SMALL) * 1.5 + 0.6) * unit
        first = room + beside
        x, y = first, room if beside else size * 1.5
        self._label.place(self._text, QPointF(room, y + high / 2 + size * 0.35 if beside else size), width, size)
        for chip in self.chips:
            chip.dress(look)
            wide = min(chip.natural_width(), width - beside)
            if x > first and x + wide > room + width:
                x, y = first, y + high + GAP * unit
            chip.stand(QRectF(x, y, wide, high))
            x += wide + GAP * unit
        bottom = y + high
        self.setGeometry(QRectF(left - room, top, width + 2 * room, bottom + room).toAlignedRect())
        return top + bottom

    def _on_clicked(self, place: int) -> None:
        value = None if self.chips[place].isChecked() else self._values[place]
        self.choose(value)
        self.chosen.emit(value)
