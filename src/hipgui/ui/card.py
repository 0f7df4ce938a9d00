"""A card of one exercise: its picture, how long it takes, and what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import WorkKind
from hipgui.paint.icons import Sign, paint_sign
from hipgui.paint.text import LEADING, fit
from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD, SMALL
from hipgui.ui.label import Label
from hipgui.ui.pictures import standing_shot
from hipgui.ui.wording import minutes

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures, Shot
    from hipgui.ui.wording import Dose

PAD = 2.4
NAME_TYPE = 3.5
HOW_LINES = 3
WHY_TYPE, WHY_LINES, WHY_GAP = 2.1, 3, 0.5
LEAST_PICTURE = 5.0


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
        self._line, self._how, self._why = Label(self, MEDIUM), Label(self), Label(self)

    def how_lines(self, dose: Dose, width: float, look: Look) -> int:
        """How many lines the variant takes in a card of that width, in pixels."""
        room, small = width - 2 * PAD * look.u, look.type(SMALL)
        return len(fit(dose.how, room, small, small, most_lines=HOW_LINES).lines)

    def why_lines(self, dose: Dose, width: float, look: Look) -> int:
        """How many lines the reason takes in a card of that width, in pixels; 0 for none."""
        room, small = width - 2 * PAD * look.u, look.type(WHY_TYPE)
        return len(fit(dose.why, room, small, small, most_lines=_most_why(look)).lines) if dose.why else 0

    def show_dose(self, dose: Dose, look: Look, *, how_lines: int = 1, why_lines: int = 0, known: bool = True) -> None:
        """Show `dose` in the present size; so many lines are kept free for variant and reason, so that cards align.

        What is not `known` yet is left open.
        """
        self._dose, self._look = dose, look
        told = " ".join(part for part in (f"{dose.exercise.name}: {dose.line}.", dose.how, dose.why) if part)
        self.setAccessibleName(told if known else dose.exercise.name)
        unit = look.u
        pad = PAD * unit
        room = self.width() - 2 * pad
        for label in (self._time, self._name, self._line):
            label.ink(look.page.text if dose.work else look.page.text2)
        for label in (self._how, self._why):
            label.ink(look.page.text2)
        small, body, name = look.type(SMALL), look.type(BODY), look.type(NAME_TYPE)
        why = look.type(WHY_TYPE)
        foot = self.height() - pad - small * 0.15
        if why_lines:
            self._why.place(
                dose.why,
                QPointF(pad, foot - why * LEADING * (why_lines - 1)),
                room,
                why,
                least=why,
                most_lines=_most_why(look),
            )
            foot -= why * LEADING * why_lines + WHY_GAP * unit
        how_at = foot - small * LEADING * (how_lines - 1)
        self._how.place(dose.how, QPointF(pad, how_at), room, small, least=small, most_lines=HOW_LINES)
        line_at = how_at - small * 1.36
        line = self._line.place(dose.line, QPointF(pad, line_at), room, body, least=body * 0.8, most_lines=2, up=True)
        name_at = line_at - line.leading * (len(line.lines) - 1) - body * 1.4
        self._name.place(dose.exercise.short_name, QPointF(pad, name_at), room, name, least=name * 0.6, up=True)
        sign = 2.3 * unit * look.text_scale
        for label in (self._line, self._how):
            label.setVisible(known)
        self._why.setVisible(known and bool(why_lines and dose.why))
        self._time.setVisible(known and dose.work is not None)
        if dose.work:
            at = QPointF(pad + sign * 1.4, pad + sign * 0.84)
            self._time.place(f"{minutes(dose.duration_ms)} min", at, room - sign * 1.4, body)
        self._sign_box = QRectF(pad, pad, sign, sign)
        self._picture_box = self._best_box(dose, pad, pad + sign * 1.15, name_at - name * 0.95)
        self.update()

    def _best_box(self, dose: Dose, pad: float, below_time: float, foot: float) -> QRectF:
        """Where the picture is largest: under the time, or beside it from the top; in pixels."""
        under = QRectF(0.5 * pad, below_time, self.width() - pad, max(0.0, foot - below_time))
        if dose.work is None:
            return under
        left = self._time.geometry().right() + 0.3 * pad
        beside = QRectF(left, 0.7 * pad, self.width() - left - 0.5 * pad, max(0.0, foot - 0.7 * pad))
        aspect = self._pictures.aspect(dose.work.movement)
        tall, wide = (min(box.height(), box.width() / aspect) for box in (under, beside))
        return under if tall >= wide else beside

    def least_height(self, dose: Dose, width: float, look: Look) -> float:
        """Pixels for the words and a picture that is still one, in a card of that width in pixels."""
        room, small, body = width - 2 * PAD * look.u, look.type(SMALL), look.type(BODY)
        line = fit(dose.line, room, body, body * 0.8)
        why = self.why_lines(dose, width, look)
        below = small * (0.15 + LEADING * (self.how_lines(dose, width, look) - 1) + 1.36)
        below += look.type(WHY_TYPE) * LEADING * why + (WHY_GAP * look.u if why else 0.0)
        words = below + line.leading * (len(line.lines) - 1) + body * 1.4 + look.type(NAME_TYPE) * 0.95
        return 2 * PAD * look.u + 2.3 * look.u * look.text_scale * 1.15 + LEAST_PICTURE * look.u + words

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
            paint_kind(painter, dose.exercise.kind, self._sign_box, look)
        painter.end()

    def _paint_picture(self, painter: QPainter, dose: Dose, look: Look) -> None:
        assert dose.work
        if self._picture_box.height() > 5 * look.u:
            shot = standing_shot(dose.work.variant, dose.work.movement)
            paint_still(painter, self._picture_box, self._pictures, shot, look)


def _most_why(look: Look) -> int:
    """How many lines a reason may take: large type needs more."""
    return round(WHY_LINES * (1.0 + 0.7 * (look.text_scale - 1.0)))


def paint_kind(painter: QPainter, kind: WorkKind, box: QRectF, look: Look) -> None:
    """An open ring for moving, a disc for holding: the dial's own shapes."""
    if kind is WorkKind.REPS:
        paint_sign(painter, Sign.RING, box, QColor(look.tokens.move_ring))
        return
    paint_sign(painter, Sign.DOT, box, QColor(look.tokens.hold_ring))
    inner = QRectF(box.topLeft(), box.size() * 0.8)
    inner.moveCenter(box.center())
    paint_sign(painter, Sign.DOT, inner, QColor(look.tokens.hold_disc))


def paint_still(painter: QPainter, box: QRectF, pictures: Pictures, shot: Shot, look: Look) -> None:
    """A still, if it is ready, in whole pixels of `box`."""
    place = box.toRect()
    picture = pictures.still(shot, QSizeF(place.size()), look, painter.device().devicePixelRatioF())
    if picture is not None:
        picture.paint(painter, place.left(), place.top())
