"""The page of a session that has stopped because it hurts: three ways on, and nothing that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.keys import CHOICES
from hipgui.core.session import Command
from hipgui.paint.theme import BOLD, MEDIUM
from hipgui.ui.card import paint_still
from hipgui.ui.label import Label
from hipgui.ui.pictures import standing_shot
from hipgui.ui.way_row import WayRow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.plan import Step
    from hipgui.ui.hurt_wording import WaysOn
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

ROW, ROW_GAP = 15.4, 2.0
ROWS_SHARE, GAP = 0.575, 4.2
"""How much of the page's inner width the rows take, and what lies between them and the picture."""
PICTURE_PAD = 2.6
SUB_MOST = 5.8
RIBBON = 6.4
"""From the foot of the page to what stands above the ribbon."""
LEAST_PICTURE = 10.0


class Hurt(QWidget):
    """Lies over the player page, whose ribbon shows through. `asked` tells what was chosen."""

    asked = Signal(Command)

    def __init__(self, parent: QWidget, pictures: Pictures, advice: str) -> None:
        super().__init__(parent)
        self.setAccessibleName("It hurts")
        self._pictures, self._words = pictures, advice
        self._look: Look | None = None
        self._step: Step | None = None
        self._picture = QRectF()
        self._title, self._sub, self._advice = Label(self, BOLD), Label(self), Label(self, MEDIUM)
        self.rows = [WayRow(self, key) for key in CHOICES]
        for row, command in zip(self.rows, CHOICES.values(), strict=True):
            row.beside = self.rows
            row.clicked.connect(lambda _checked=False, command=command: self.asked.emit(command))
        pictures.tell_when_ready(self.update)
        self.hide()

    @property
    def picture_box(self) -> QRectF:
        """Where the way that the first row leads to is shown; empty where there is no room for it."""
        return self._picture

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self.setGeometry(0, 0, round(look.width), round(look.height))
        self._title.ink(look.page.text)
        self._sub.ink(look.page.text2)
        self._advice.ink(look.page.text2)
        for row in self.rows:
            row.dress(look)
        self._arrange()

    def show_ways(self, ways: WaysOn) -> None:
        """Say what can be chosen; the first row gets the keyboard."""
        self._step = ways.goes_on_with
        for row, way in zip(self.rows, ways.ways, strict=True):
            row.show_way(way.title, way.line)
        self._arrange()

    def take_keyboard(self) -> None:
        """The first row is what Enter and Space take."""
        self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        look = self._look
        if look is None:
            return
        unit, left = look.u, look.margin * look.u
        room = look.width - 2 * left
        baseline, size = (10.6, 6.9) if look.narrow else (13.2, 9.4)
        self._title.place("Stopped.", QPointF(left, baseline * unit), room, size * unit)
        sub = min(look.type(4.2), SUB_MOST * unit)
        sub_at = baseline * unit + 0.4 * size * unit + 0.63 * sub
        placed = self._sub.place(
            "Breathe. Nothing runs until you choose.", QPointF(left, sub_at), room, sub, least=sub * 0.6, most_lines=2
        )
        top = sub_at + placed.leading * (len(placed.lines) - 1) + (3.4 if look.narrow else 6.6) * unit
        small = look.type(2.9)
        foot = look.height - RIBBON * unit - small * 0.5
        advice = self._advice.place(
            self._words, QPointF(left, foot), room, small, least=small * 0.86, most_lines=4, up=True
        )
        below = foot - advice.leading * len(advice.lines)
        space = QRectF(left, top, room, max(1.0, below - 1.4 * unit - top))
        if look.narrow:
            self._stack(space, look)
        else:
            self._side_by_side(space, look)
        self.update()

    def _side_by_side(self, space: QRectF, look: Look) -> None:
        """Rows at the left, the picture at the right, equally high."""
        unit = look.u
        high = min(ROW * unit, (space.height() - 2 * ROW_GAP * unit) / 3)
        wide = space.width() * ROWS_SHARE - GAP * unit / 2
        foot = self._stand(QRectF(space.left(), space.top(), wide, high), look)
        left = space.left() + wide + GAP * unit
        self._picture = QRectF(left, space.top(), space.right() - left, foot - space.top())

    def _stack(self, space: QRectF, look: Look) -> None:
        """Rows, and the picture below them where there is room."""
        unit = look.u
        high = min(ROW * unit * 0.9, (space.height() - 2 * ROW_GAP * unit) / 3)
        foot = self._stand(QRectF(space.left(), space.top(), space.width(), high), look) + ROW_GAP * unit
        left = space.bottom() - foot
        self._picture = QRectF(space.left(), foot, space.width(), left) if left > LEAST_PICTURE * unit else QRectF()

    def _stand(self, first: QRectF, look: Look) -> float:
        """Put the rows one below the other; where the last one ends."""
        for place, row in enumerate(self.rows):
            row.stand(first.translated(0.0, place * (first.height() + ROW_GAP * look.u)))
        size = min(row.fitting_px() for row in self.rows)
        for row in self.rows:
            row.line_px = size
            row.update()
        return first.bottom() + 2 * (first.height() + ROW_GAP * look.u)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture on its card."""
        look, step = self._look, self._step
        if look is None or step is None or self._picture.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.tokens.raised))
        painter.drawRoundedRect(self._picture, 3.2 * look.u, 3.2 * look.u)
        pad = PICTURE_PAD * look.u
        room = self._picture.adjusted(pad, pad, -pad, -pad)
        box = QRectF(0, 0, room.width(), min(room.height(), room.width() / self._pictures.aspect(step.movement)))
        box.moveCenter(room.center())
        shot = standing_shot(step.variant, step.movement)._replace(side=step.side)
        paint_still(painter, box, self._pictures, shot, look)
        painter.end()
