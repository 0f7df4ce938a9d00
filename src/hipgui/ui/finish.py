"""Finish: the work that was done, each exercise with both its sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import WorkKind
from hipgui.paint.theme import BOLD, MEDIUM, SEMIBOLD, numeral_font
from hipgui.ui.buttons import OutlineButton
from hipgui.ui.card import paint_still
from hipgui.ui.label import RIGHT, Label
from hipgui.ui.wording import dose_line, each_side, minutes, sides_done, whole_set

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.plan import Plan, Step
    from hipgui.player import WorkDone
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.wording import SideDone

ROW = 16.0
THUMB = 21.0
ALL_DONE, PART_DONE = "Done. Both sides alike.", "Done for today."


@dataclass(frozen=True, slots=True)
class Done:
    """A finished session: its plan, the work carried out, and how long it took."""

    plan: Plan
    work: tuple[WorkDone, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        planned = sum(step.is_work for step in self.plan.steps)
        return len(self.work) == planned and not any(work.skipped for work in self.work)

    @property
    def worked_ms(self) -> int:
        """Milliseconds of work."""
        return sum(work.ms for work in self.work)


class Row(QWidget):
    """One exercise: picture, name, and for each side a mark for every set."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._look: Look | None = None
        self._step: Step | None = None
        self._sides: tuple[SideDone, ...] = ()
        self._thumb = QRectF()
        self._marks: list[QRectF] = []
        self._name, self._dose = Label(self, BOLD), Label(self)
        self._side_labels = [Label(self, MEDIUM), Label(self, MEDIUM)]
        self._sum_labels = [Label(self, SEMIBOLD), Label(self, SEMIBOLD)]

    def show_work(self, step: Step, sides: tuple[SideDone, ...], look: Look) -> None:
        """Show what was done of the exercise that `step` is a set of."""
        self._look, self._step, self._sides = look, step, sides
        told = "; ".join(f"{side.name}: {side.line}" for side in sides)
        self.setAccessibleName(f"{step.exercise.name}. {told}")
        unit, high, wide = look.u, float(self.height()), float(self.width())
        thumb = min(THUMB * unit, wide * 0.2)
        self._thumb = QRectF(0, 0.4 * unit, thumb, high - 0.8 * unit)
        left = thumb + 2 * unit
        column = min(43 * unit, (wide - left) * 0.31)
        named = wide - left - 2 * column - 2 * unit
        name, small = min(look.type(4.2), high * 0.25), min(look.type(2.6), high * 0.16)
        middle = high / 2
        self._name.ink(look.page.text)
        self._dose.ink(look.page.text2)
        self._name.place(step.exercise.short_name, QPointF(left, middle - 0.3 * unit), named, name, least=name * 0.6)
        dose = f"{dose_line(step)} {each_side()}, {step.variant.name}"
        self._dose.place(dose, QPointF(left, middle + small * 1.35), named, small, least=small * 0.9, most_lines=3)
        self._marks = []
        for place in range(2):
            shown = place < len(sides)
            self._side_labels[place].setVisible(shown)
            self._sum_labels[place].setVisible(shown)
            if shown:
                x = wide - (2 - place) * column + 1.5 * unit
                self._side_labels[place].ink(look.page.text2)
                self._sum_labels[place].ink(look.page.text)
                room = column - 1.5 * unit
                self._side_labels[place].place(
                    sides[place].name, QPointF(x, middle - small * 1.3), room, small, least=small * 0.6
                )
                sum_type = min(look.type(3.4), high * 0.21)
                self._sum_labels[place].place(
                    sides[place].line, QPointF(x, middle + small * 0.45), room, sum_type, least=sum_type * 0.6
                )
                self._marks.append(QRectF(x, middle + small * 1.1, min(room - unit, 30 * unit), 1.2 * unit))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Thumbnail and marks."""
        look, step = self._look, self._step
        if look is None or step is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_still(painter, self._thumb, self._pictures, step, look)
        colour = QColor(look.tokens.move_ring if step.exercise.kind is WorkKind.REPS else look.tokens.hold_ring)
        painter.setPen(Qt.PenStyle.NoPen)
        for box, side in zip(self._marks, self._sides, strict=False):
            gap = 0.7 * look.u
            wide = (box.width() - gap * (len(side.sets) - 1)) / max(1, len(side.sets))
            for place, share in enumerate(side.sets):
                mark = QRectF(box.left() + place * (wide + gap), box.top(), wide, box.height())
                radius = box.height() / 2
                painter.setBrush(look.page.to_come)
                painter.drawRoundedRect(mark, radius, radius)
                if share > 0.0:
                    painter.save()
                    painter.setClipRect(QRectF(mark.left(), mark.top(), mark.width() * share, mark.height()))
                    painter.setBrush(colour)
                    painter.drawRoundedRect(mark, radius, radius)
                    painter.restore()
        painter.end()


class Finish(QWidget):
    """The last page. `closed` leads back to Today."""

    closed = Signal()

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Finished")
        self._look: Look | None = None
        self._done: Done | None = None
        self._pictures = pictures
        self._title = Label(self, BOLD)
        self._numeral, self._min = Label(self), Label(self, SEMIBOLD, RIGHT)
        self._words = Label(self, MEDIUM)
        self._rows: list[Row] = []
        self.close_button = OutlineButton(self, "Close", "Enter")
        self.close_button.clicked.connect(self.closed)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for row in self._rows:
            row.update()

    def show_done(self, done: Done, look: Look) -> None:
        """Show what was done."""
        self._done = done
        self.dress(look)

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        done = self._done
        if done is None:
            return
        unit, left = look.u, look.margin * look.u
        right = look.width - left
        self.close_button.dress(look)
        for label in (self._title, self._numeral, self._min):
            label.ink(look.page.text)
        self._words.ink(look.page.text2)
        numeral = (12.0 if not look.narrow else 10.0) * unit
        digits = str(minutes(done.plan.duration_ms))
        baseline = (6.0 + 8.6) * unit
        unit_word = self._min.place("min", QPointF(right, baseline), 20 * unit, 3.6 * unit)
        digits_width = QFontMetricsF(numeral_font(round(numeral))).horizontalAdvance(digits)
        digits_left = right - unit_word.width - 1.4 * unit - digits_width
        self._numeral.place_numerals(digits, QPointF(digits_left, baseline), numeral)
        title = (9.4 if not look.narrow else 6.9) * unit
        words = ALL_DONE if done.whole else PART_DONE
        self._title.place(
            words,
            QPointF(left, baseline),
            digits_left - left - 2 * unit,
            title,
            least=4.5 * unit,
            most_lines=2,
            up=True,
        )
        self._show_rows(done, look)
        high = look.scaled(7.6) * unit
        wide = self.close_button.natural_width()
        foot = look.height - 4.2 * unit
        self.close_button.stand(QRectF(right - wide, foot - high, wide, high))
        small = look.type(2.7)
        exercises = len(self._steps(done))
        told = (
            f"{minutes(done.worked_ms)} minutes of work in {exercises} {'exercise' if exercises == 1 else 'exercises'}."
        )
        self._words.place(
            told,
            QPointF(left, foot - high / 2 + small * 0.35),
            right - wide - left - 3 * unit,
            small,
            least=small * 0.8,
            most_lines=2,
        )
        self.update()

    def _steps(self, done: Done) -> list[Step]:
        """The first set of each exercise."""
        firsts: dict[str, Step] = {}
        for index, step in enumerate(done.plan.steps):
            if step.is_work:
                firsts.setdefault(step.exercise.id, whole_set(done.plan, index))
        return list(firsts.values())

    def _show_rows(self, done: Done, look: Look) -> None:
        steps = self._steps(done)
        while len(self._rows) < len(steps):
            self._rows.append(Row(self, self._pictures))
            self._rows[-1].show()
        unit, left = look.u, look.margin * look.u
        top, foot = 24.0 * unit, look.height - (4.2 + look.scaled(7.6) + 4.0) * unit
        high = min(ROW * 1.25 * unit, (foot - top) / max(1, len(steps)))
        top += max(0.0, (foot - top - high * len(steps)) / 2)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(steps))
            if place < len(steps):
                row.setGeometry(QRectF(left, top + place * high, look.width - 2 * left, high).toRect())
                row.show_work(steps[place], sides_done(done.plan, done.work, steps[place].exercise), look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
