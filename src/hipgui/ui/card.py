"""A card of one exercise: its picture, how long it takes, and what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import Side, WorkKind
from hipgui.paint.icons import Sign, paint_sign
from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD, SMALL
from hipgui.ui.label import Label
from hipgui.ui.pictures import Shot
from hipgui.ui.wording import minutes

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.wording import Dose

PAD = 2.4
NAME_TYPE = 3.5


class Card(QWidget):
    """Shows a dose. It can't be pressed: there is nothing behind it yet."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._look: Look | None = None
        self._dose: Dose | None = None
        self._picture_box = QRectF()
        self._sign_box = QRectF()
        self._time, self._name = Label(self, SEMIBOLD), Label(self, BOLD)
        self._line, self._how = Label(self, MEDIUM), Label(self)

    def use(self, pictures: Pictures) -> None:
        """Paint with these from now on."""
        self._pictures = pictures
        self.update()

    def show_dose(self, dose: Dose, look: Look) -> None:
        """Show `dose` in the present size."""
        self._dose, self._look = dose, look
        self.setAccessibleName(f"{dose.exercise.name}: {dose.line}. {dose.how}")
        unit = look.u
        pad = PAD * unit
        room = self.width() - 2 * pad
        for label, colour in ((self._time, look.page.text), (self._name, look.page.text), (self._line, look.page.text)):
            label.ink(colour if dose.work else look.page.text2)
        self._how.ink(look.page.text2)
        small, body, name = look.type(SMALL), look.type(BODY), look.type(NAME_TYPE)
        foot = self.height() - pad
        how = self._how.place(
            dose.how, QPointF(pad, foot - small * 0.1), room, small, least=small, most_lines=2, up=True
        )
        top = foot - small * 0.1 - how.leading * (len(how.lines) - 1)
        baseline = top - small * 1.34 if dose.how else foot
        line = self._line.place(dose.line, QPointF(pad, baseline), room, body, least=body * 0.8, most_lines=2, up=True)
        top = baseline - line.leading * (len(line.lines) - 1)
        named = self._name.place(
            dose.exercise.short_name,
            QPointF(pad, top - body * 1.36),
            room,
            name,
            least=name * 0.7,
            most_lines=2,
            up=True,
        )
        top -= body * 1.36 + named.leading * (len(named.lines) - 1) + name * 0.9
        sign = 2.3 * unit * look.text_scale
        self._time.setVisible(dose.work is not None)
        if dose.work:
            words = f"{minutes(dose.duration_ms)} min"
            self._time.place(words, QPointF(pad + sign * 1.4, pad + sign * 0.84), room - sign * 1.4, look.type(BODY))
        self._sign_box = QRectF(pad, pad, sign, sign)
        self._picture_box = QRectF(pad * 0.7, pad * 0.8, self.width() - 1.4 * pad, max(0.0, top - pad * 1.1))
        self.update()

    def least_height(self, look: Look) -> float:
        """In u: the words, and a picture that is still one."""
        return 13.0 * look.text_scale + 11.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, sign."""
        look, dose = self._look, self._dose
        if look is None or dose is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()), 3.2 * look.u, 3.2 * look.u)
        if dose.work:
            self._paint_picture(painter, dose, look)
            self._paint_kind(painter, dose, look)
        painter.end()

    def _paint_picture(self, painter: QPainter, dose: Dose, look: Look) -> None:
        assert dose.work
        shot = Shot(dose.work.variant.movement, Side.RIGHT, 1.0 if dose.work.variant.ways == 1 else 0.5)
        box = placed(self._picture_box, self._pictures.aspect(shot.movement))
        if box.height() > 5 * look.u:
            self._pictures.paint(painter, box, shot, look)

    def _paint_kind(self, painter: QPainter, dose: Dose, look: Look) -> None:
        """An open ring for moving, a disc for holding: the dial's own shapes."""
        if dose.exercise.kind is WorkKind.REPS:
            paint_sign(painter, Sign.RING, self._sign_box, QColor(look.tokens.move_ring))
            return
        paint_sign(painter, Sign.DOT, self._sign_box, QColor(look.tokens.hold_ring))
        inner = self._sign_box.adjusted(0, 0, 0, 0)
        inner.setSize(self._sign_box.size() * 0.8)
        inner.moveCenter(self._sign_box.center())
        paint_sign(painter, Sign.DOT, inner, QColor(look.tokens.hold_disc))


def placed(room: QRectF, aspect: float) -> QRectF:
    """The largest box of that aspect (width over height) at the foot and middle of `room`."""
    width = min(room.width(), room.height() * aspect)
    height = width / aspect if aspect else 0.0
    return QRectF(room.center().x() - width / 2, room.bottom() - height, width, height)
