"""A choice of one among a few: a pill of segments, under its label unless another shows that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QButtonGroup, QWidget

from hipgui.paint.theme import BODY, MEDIUM, SEMIBOLD, SMALL, text_font
from hipgui.ui.buttons import Button, let_tab_in
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent

    from hipgui.ui.look import Look

PILL = 5.4
"""Height of the pill at normal text size, in u."""
INSET = 0.36
CLEAR = QColor(0, 0, 0, 0)
PAD = 1.3
"""Least room on either side of a segment's text, in u."""


class Segment(Button):
    """One of the pill's segments."""

    def __init__(self, parent: Choice, text: str, group: str) -> None:
        super().__init__(parent, f"{group}: {text}")
        self.setText(text)
        self.setCheckable(True)

    def font_of(self) -> QFont:
        """Its type: heavier when chosen."""
        assert self.look
        return text_font(round(self.look.type(BODY)), SEMIBOLD if self.isChecked() else MEDIUM)

    def least_width(self) -> float:
        """Pixels it needs at the least, whichever is chosen."""
        assert self.look
        widest = QFontMetricsF(text_font(round(self.look.type(BODY)), SEMIBOLD)).horizontalAdvance(self.text())
        return widest + 2 * PAD * self.look.u

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        choice = self.parent()
        if step is not None and isinstance(choice, Choice):
            choice.move_by(self, step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled pill when chosen, else the word alone."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        plain = self.filled(QColor(look.tokens.raised2), look.page.text) if self.underMouse() else CLEAR
        fill = look.page.text if self.isChecked() else plain
        self.paint_ground(painter, min(self.face.height() / 2, 2.7 * look.u), fill)
        self.paint_word(painter, self.font_of(), look.page.ground if self.isChecked() else look.page.text2)
        painter.end()


class Choice(QWidget):
    """Label and pill, the pill alone where it is `bare`. `chosen` tells the value a person picked."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, label: str, options: Sequence[tuple[str, object]], *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._label = Label(self, MEDIUM)
        self._text = "" if bare else label
        self._values = [value for _, value in options]
        self._group = QButtonGroup(self)
        self._segments = [Segment(self, text, label) for text, _ in options]
        for place, segment in enumerate(self._segments):
            self._group.addButton(segment, place)
        self._group.idClicked.connect(self._on_clicked)
        self._look: Look | None = None
        self._pill = QRectF()

    def leave_out(self, values: Sequence[object]) -> None:
        """Offer all but these."""
        for segment, value in zip(self._segments, self._values, strict=True):
            segment.setVisible(value not in values)

    @property
    def segments(self) -> list[Segment]:
        """The buttons that are offered, in order."""
        return [segment for segment in self._segments if not segment.isHidden()]

    @property
    def value(self) -> object:
        """What is chosen; None for nothing yet."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def choose(self, value: object) -> None:
        """Show `value` as chosen, without telling; a value that is not offered leaves nothing chosen."""
        if value in self._values:
            self._segments[self._values.index(value)].setChecked(True)
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)
        self._tell_focus()

    def move_by(self, segment: Segment, step: int) -> None:
        """Choose the neighbour of `segment`, if there is one."""
        offered = self.segments
        place = offered.index(segment) + step
        if 0 <= place < len(offered):
            neighbour = offered[place]
            neighbour.click()
            neighbour.setFocus(Qt.FocusReason.TabFocusReason)

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        for segment in self._segments:
            segment.dress(look)
        self._label.ink(look.page.text2)
        self.update()

    def least_width(self) -> float:
        """Pixels it needs."""
        assert self._look
        label = QFontMetricsF(text_font(round(self._look.type(SMALL)), MEDIUM)).horizontalAdvance(self._text)
        return max(label, sum(segment.least_width() for segment in self.segments) + 2 * INSET * self._look.u)

    def height_u(self) -> float:
        """Height of label and pill, in u."""
        assert self._look
        return (self._look.scaled(SMALL) * 1.32 + 0.55 if self._text else 0.0) + self._pill_u()

    def _pill_u(self) -> float:
        assert self._look
        return PILL + (self._look.text_scale - 1.0) * BODY * 1.3

    def arrange(self) -> None:
        """Lay label and segments out in the present size."""
        assert self._look
        unit = self._look.u
        size = self._look.type(SMALL)
        if self._text:
            self._label.place(self._text, QPointF(self._side, size * 0.98), self.width(), size)
        height = self._pill_u() * unit
        self._pill = QRectF(self._side, self.height() - self._side - height, self.width() - 2 * self._side, height)
        inner = self._pill.adjusted(INSET * unit, INSET * unit, -INSET * unit, -INSET * unit)
        offered = self.segments
        needs = [segment.least_width() for segment in offered]
        spare = (inner.width() - sum(needs)) / len(needs)
        left = inner.left()
        for segment, need in zip(offered, needs, strict=True):
            segment.stand(QRectF(left, inner.top(), need + spare, inner.height()))
            left += need + spare
        self._tell_focus()
        self.update()

    def stand(self, box: QRectF) -> None:
        """Fill `box`, with room around it for focus rings."""
        side = self._side
        self.setGeometry(box.adjusted(-side, 0.0 if self._text else -side, side, side).toRect())
        self.arrange()

    @property
    def _side(self) -> float:
        assert self._look
        return 0.6 * self._look.u

    def _tell_focus(self) -> None:
        """Tab comes to the chosen segment only; the arrows do the rest."""
        let_tab_in(self.segments)

    def _on_clicked(self, place: int) -> None:
        self._tell_focus()
        self.chosen.emit(self._values[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill behind the segments."""
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.raised2))
        radius = min(self._pill.height() / 2, 2.7 * self._look.u)
        painter.drawRoundedRect(self._pill, radius, radius)
        painter.end()
