"""One exercise on the last page: what was done, how it felt, and what next time will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import WorkKind
from hipgui.paint.text import LEADING, fit
from hipgui.paint.theme import BOLD, MEDIUM
from hipgui.ui.answer_buttons import AnswerButton
from hipgui.ui.buttons import KeyButton
from hipgui.ui.card import paint_still
from hipgui.ui.finishing import ANSWERS
from hipgui.ui.label import Label
from hipgui.ui.pictures import standing_shot
from hipgui.ui.rungs import THICK, paint_rungs, rungs_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from hipgui.ui.finishing import Ladder, NextTime, Told
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.wording import SideDone

THUMB, ANSWERS_WIDE, NEXT_WIDE = 21.0, 66.0, 43.0
GAP, PAD = 2.0, 1.6
WIDE_FROM = 118.0
"""A row narrower than this at normal text size, in u, stands in two lines."""
NAME, DID, DOSE, WHY, THEN = 3.9, 2.4, 3.7, 2.3, 2.2
LARGE_TEXT = 1.4
LEAST_DID, LEAST_WHY, LEAST_THEN = 0.86, 0.9, 0.8
KEY_CAP, KEY_TYPE = 3.2, 2.2
ANSWER_HIGH, STACKED_HIGH, LEAST_SHARE = 7.6, 5.2, 0.62
DOSE_LEAST, KEY_GAP = 13.0, 0.9
BELOW, ABOVE, INSTEAD = "−", "+", "0"
LEAST_RUNGS = 0.3
MARK_GAP, MARK_HIGH = 0.5, 0.8


class Row(QWidget):
    """`answered` tells an Answer, `chosen` a Dose; `taken` that the person turns to this row."""

    answered = Signal(object)
    chosen = Signal(object)
    taken = Signal()

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._look: Look | None = None
        self._told: Told | None = None
        self._active = False
        self._thumb, self._rungs = QRectF(), QRectF()
        self._marks: list[tuple[QRectF, SideDone]] = []
        self._name, self._did = Label(self, BOLD), Label(self)
        self._sides = [Label(self), Label(self)]
        self._dose, self._why, self._then = Label(self, BOLD), Label(self, MEDIUM), Label(self)
        self.answers = [AnswerButton(self, text, str(number)) for number, (_, text) in enumerate(ANSWERS, 1)]
        for button, (answer, _) in zip(self.answers, ANSWERS, strict=True):
            button.clicked.connect(lambda _checked=False, answer=answer: self.answered.emit(answer))
        self.below, self.above = KeyButton(self, BELOW, ""), KeyButton(self, ABOVE, "")
        self.instead = KeyButton(self, INSTEAD, "")
        for key in self.keys:
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.below.clicked.connect(self.step_down)
        self.above.clicked.connect(self.step_up)
        self.instead.clicked.connect(self.take_other)

    @property
    def keys(self) -> tuple[KeyButton, ...]:
        """Those that choose another dose."""
        return self.below, self.above, self.instead

    @property
    def told(self) -> Told | None:
        """What is shown."""
        return self._told

    def step_down(self) -> None:
        """A rung less next time."""
        self._choose(self._next and self._next.below)

    def step_up(self) -> None:
        """A rung more next time."""
        self._choose(self._next and self._next.above)

    def take_other(self) -> None:
        """The same again, or back to what is proposed."""
        self._choose(self._next and self._next.instead)

    @property
    def _next(self) -> NextTime | None:
        return self._told.next if self._told else None

    def _choose(self, dose: object) -> None:
        if dose is not None and self._told and self._told.worked:
            self.chosen.emit(dose)

    # Layout, in u until it is handed to a widget.

    @staticmethod
    def is_wide(width: float, look: Look) -> bool:
        """Whether everything stands side by side in that width (u)."""
        return width / look.text_scale >= WIDE_FROM

    @classmethod
    def least_height(cls, width: float, look: Look) -> float:
        """How high it is at the least in that width; both in u."""
        done = look.scaled(NAME * 0.8 + DID * 2.7 + THEN) + 1.0
        why_lines, then_lines = (2.6, 1.0) if look.text_scale < LARGE_TEXT else (4.2, 2.2)
        following = look.scaled(DOSE * 0.8 + WHY * why_lines + THEN * then_lines) + 1.0
        if cls.is_wide(width, look):
            return max(13.0, done + 1.0, following + 1.0)
        return max(done, following) + look.scaled(STACKED_HIGH) + 2.2

    @classmethod
    def columns(cls, width: float) -> tuple[float, float, float, float]:
        """Where name, answers and next time begin, and where the last ends, in a wide row of that width (all in u)."""
        share = min(1.0, width / 166.0)
        thumb, answers, following = THUMB * share, ANSWERS_WIDE * share**1.15, NEXT_WIDE * share**0.85
        right = width - PAD
        left = right - following
        return thumb + GAP, left - GAP - answers, left, right

    def show_told(self, told: Told, look: Look, *, active: bool) -> None:
        """Show an exercise in the present size; `active` is the row whose turn it is."""
        self._look, self._told, self._active = look, told, active
        sides = "; ".join(f"{side.name}: {side.line}" for side in told.sides)
        self.setAccessibleName(f"{told.exercise.name}. {sides}")
        for label, colour in (
            (self._name, look.page.text),
            (self._did, look.page.text2),
            (self._dose, look.page.text),
            (self._why, look.page.text2),
            (self._then, look.page.text2),
            *((label, look.page.text2) for label in self._sides),
        ):
            label.ink(colour)
        width = self.width() / look.u
        if self.is_wide(width, look):
            self._lay_wide(told, look, width)
        else:
            self._lay_stacked(told, look, width)
        self.update()

    def _lay_wide(self, told: Told, look: Look, width: float) -> None:
        high = self.height() / look.u
        name, answers, following, right = self.columns(width)
        self._thumb = look.box(PAD / 2, 0.6, name - GAP - PAD / 2, high - 1.2)
        self._place_done(told, look, look.box(name, 0, answers - name - GAP, high))
        tall = min(ANSWER_HIGH * max(1.0, look.text_scale * 0.8), high - 3.0)
        self._place_answers(told, look, look.box(answers, (high - tall) / 2, following - answers - GAP, tall))
        self._place_next(told, look, look.box(following, 0, right - following, high))

    def _lay_stacked(self, told: Told, look: Look, width: float) -> None:
        high = self.height() / look.u
        tall = look.scaled(STACKED_HIGH)
        top = high - tall - 1.8
        thumb = min(0.15 * width, 14.0)
        self._thumb = look.box(PAD / 2, 0.8, thumb, top - 0.8)
        left = thumb + GAP + PAD / 2
        half = left + (width - left) * 0.46
        self._place_done(told, look, look.box(left, 0.4, half - left - GAP, top - 0.4))
        self._place_next(told, look, look.box(half, 0.4, width - PAD - half, top - 0.4))
        self._place_answers(told, look, look.box(PAD, top + 0.4, width - 2 * PAD, tall))

    def _place_done(self, told: Told, look: Look, box: QRectF) -> None:
        """Name, what was done, and for both sides a mark for every set."""
        unit = look.u
        name, did, side = look.type(NAME), look.type(DID), look.type(THEN)
        lines = len(fit(told.did, box.width(), did, did * LEAST_DID, most_lines=2).lines)
        block = name * 0.74 + did * (0.2 + 1.25 * lines) + 1.0 * unit + side
        y = box.center().y() - block / 2 + name * 0.74
        self._name.place(told.exercise.short_name, QPointF(box.left(), y), box.width(), name, least=name * 0.55)
        placed = self._did.place(
            told.did, QPointF(box.left(), y + did * 1.45), box.width(), did, least=did * LEAST_DID, most_lines=2
        )
        y += did * 1.45 + placed.leading * (len(placed.lines) - 1) + 1.0 * unit + side
        self._marks = []
        each = box.width() / 2 - 0.6 * unit
        for place, label in enumerate(self._sides):
            shown = place < len(told.sides)
            label.setVisible(shown)
            if shown:
                one = told.sides[place]
                x = box.left() + place * (each + 1.2 * unit)
                initial = label.place(one.name[:1], QPointF(x, y), each, side)
                start = x + initial.width + 0.9 * unit
                wide = min(x + each - start, 2.6 * unit * len(one.sets))
                self._marks.append((QRectF(start, y - side * 0.36 - MARK_HIGH * unit / 2, wide, MARK_HIGH * unit), one))

    def _place_answers(self, told: Told, look: Look, box: QRectF) -> None:
        gap = 1.0 * look.u
        share = 1.0
        while True:
            needs = [button.natural_width(look, share, caps=True) for button in self.answers]
            if sum(needs) + gap * 3 <= box.width() or share < LEAST_SHARE:
                break
            share *= 0.97
        spare = min((box.width() - gap * 3 - sum(needs)) / 4, 1.5 * look.u)
        x = box.left()
        for button, need, (answer, text) in zip(self.answers, needs, ANSWERS, strict=True):
            button.setVisible(told.worked)
            button.open, button.share = self._active, share
            button.setChecked(answer is told.answer)
            button.setAccessibleName(f"{told.exercise.short_name}: {text}")
            button.dress(look)
            button.stand(QRectF(x, box.top(), need + spare, box.height()))
            x += need + spare + gap

    def _place_next(self, told: Told, look: Look, box: QRectF) -> None:
        """The dose with its keys, why, and the rungs about it."""
        following = told.next if told.worked else None
        for label in (self._dose, self._why, self._then):
            label.setVisible(following is not None)
        self._rungs = QRectF()
        if following is None:
            for key in self.keys:
                key.hide()
            return
        unit = look.u
        dose, why, then = look.type(DOSE), look.type(WHY), look.type(THEN)
        keys = self._key_widths(following, look, box.width() - look.scaled(DOSE_LEAST) * unit)
        room = box.width() - (sum(keys) + KEY_GAP * unit * len(keys) if self._active else 0.0)
        rungs = self._rungs_height(following, box.width(), then, unit)
        room_for_why = box.height() - dose * 0.74 - rungs - why * 0.5
        most = max(1, min(4, int(room_for_why / (why * 1.2))))
        lines = len(fit(following.why, box.width(), why, why * LEAST_WHY, weight=MEDIUM, most_lines=most).lines)
        block = dose * 0.74 + why * (0.25 + 1.25 * lines) + rungs
        y = box.center().y() - block / 2 + dose * 0.74
        at = QPointF(box.left(), y)
        self._dose.place(following.line, at, room, dose, least=dose * 0.62)
        self._place_keys(following, look, box, y - dose * 0.36, keys)
        y += why * 1.5
        at = QPointF(box.left(), y)
        placed = self._why.place(following.why, at, box.width(), why, least=why * LEAST_WHY, most_lines=most)
        y += placed.leading * (len(placed.lines) - 1) + 1.0 * unit + then
        self._then.setVisible(following.ladder is not None)
        if following.ladder:
            wide = self._rungs_wide(following.ladder, box.width(), then, unit)
            self._rungs = QRectF(box.left(), y - then * 0.36 - THICK * unit / 2, wide, THICK * unit)
            x = self._rungs.right() + 1.4 * unit
            self._then.place(
                following.ladder.then, QPointF(x, y), box.right() - x, then, least=then * LEAST_THEN, most_lines=2
            )

    @staticmethod
    def _rungs_wide(ladder: Ladder, width: float, then: float, unit: float) -> float:
        """Pixels for the rungs beside what comes at their top, in that type."""
        words = fit(ladder.then, width, then, then * LEAST_THEN).width + 1.4 * unit
        return rungs_width(ladder, max(LEAST_RUNGS * width, width - words), unit)

    def _rungs_height(self, following: NextTime, width: float, then: float, unit: float) -> float:
        """Pixels for the rungs' line or lines, with the gap above."""
        if following.ladder is None:
            return 0.0
        room = width - self._rungs_wide(following.ladder, width, then, unit) - 1.4 * unit
        lines = len(fit(following.ladder.then, room, then, then * LEAST_THEN, most_lines=2).lines)
        return 1.0 * unit + then * (1.0 + LEADING * (lines - 1))

    def _key_widths(self, following: NextTime, look: Look, room: float) -> list[float]:
        """Widths of the keys that mean something now; their words are left out where `room` is too small for them."""
        words = (("", "A rung less"), ("", "A rung more"), ("Proposed", "As proposed"))
        if not following.own:
            words = (*words[:2], ("Same", "The same again"))
        for key, (word, name) in zip(self.keys, words, strict=True):
            key.setText(word)
            key.setAccessibleName(name)
            key.setToolTip(name)
            key.dress_for(look, cap_u=KEY_CAP, type_u=KEY_TYPE)
        shown = self._shown_keys(following)
        if sum(key.natural_width() + KEY_GAP * look.u for key in shown) > room:
            self.instead.setText("")
        return [key.natural_width() for key in shown]

    def _shown_keys(self, following: NextTime) -> list[KeyButton]:
        wanted = (following.below, following.above, following.instead)
        return [key for key, dose in zip(self.keys, wanted, strict=True) if dose is not None]

    def _place_keys(self, following: NextTime, look: Look, box: QRectF, middle: float, widths: Sequence[float]) -> None:
        shown = self._shown_keys(following) if self._active else []
        for key in self.keys:
            key.setVisible(key in shown)
        high = look.scaled(KEY_CAP) * look.u
        x = box.right() - sum(widths) - KEY_GAP * look.u * (len(widths) - 1)
        for key, wide in zip(shown, widths, strict=False):
            key.stand(QRectF(x, middle - high / 2, wide, high))
            x += wide + KEY_GAP * look.u

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It is this row's turn."""
        super().mousePressEvent(event)
        self.taken.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture, marks, rungs."""
        look, told = self._look, self._told
        if look is None or told is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._active:
            painter.setBrush(QColor(look.tokens.raised))
            painter.drawRoundedRect(QRectF(self.rect()), 2.6 * look.u, 2.6 * look.u)
        shot = standing_shot(told.step.variant, told.step.movement)
        paint_still(painter, self._thumb, self._pictures, shot, look)
        colour = QColor(look.tokens.move_ring if told.exercise.kind is WorkKind.REPS else look.tokens.hold_ring)
        for box, side in self._marks:
            _paint_marks(painter, box, side, colour, look)
        if told.next and told.next.ladder and not self._rungs.isEmpty():
            paint_rungs(painter, told.next.ladder, self._rungs, look)
        painter.end()


def _paint_marks(painter: QPainter, box: QRectF, side: SideDone, colour: QColor, look: Look) -> None:
    """A mark for each set, filled as far as it was done."""
    gap = MARK_GAP * look.u
    wide = (box.width() - gap * (len(side.sets) - 1)) / max(1, len(side.sets))
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    for place, share in enumerate(side.sets):
        mark = QRectF(box.left() + place * (wide + gap), box.top(), wide, box.height())
        painter.setBrush(look.page.to_come)
        painter.drawRoundedRect(mark, radius, radius)
        if share > 0.0:
            painter.save()
            painter.setClipRect(QRectF(mark.left(), mark.top(), mark.width() * share, mark.height()))
            painter.setBrush(colour)
            painter.drawRoundedRect(mark, radius, radius)
            painter.restore()
