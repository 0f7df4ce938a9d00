"""Finish: what was done, how it felt, and what next time will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BOLD, MEDIUM, SEMIBOLD, numeral_font
from hipgui.ui.buttons import RETURN_KEYS, OutlineButton
from hipgui.ui.finish_row import GAP, Row
from hipgui.ui.finishing import ANSWERS, WEEKS, often_line, pain_sentence, told, week_line, weeks
from hipgui.ui.label import RIGHT, Label
from hipgui.ui.scroller import Scroller
from hipgui.ui.week_dots import WeekDots
from hipgui.ui.wording import minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from hipgui.core.ladder import Dose
    from hipgui.core.model import Library
    from hipgui.core.progression import Answer
    from hipgui.ui.course import Course
    from hipgui.ui.finishing import Done, Told
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

ROW, ROW_GAP, ROW_MOST = 16.0, 1.2, 19.0
HEAD, HEAD_NARROW, FOOT = 24.0, 18.0, 4.2
LINES_LEAST = 36.0
"""What the lines at the foot need to stay readable, in u; the dots go before they do."""
ALL_DONE, PART_DONE = "Done. Both sides alike.", "Done for today."
COLUMNS = ("You did", "How did it feel?", "Next time")
ANSWER_KEYS = {str(number): answer for number, (answer, _) in enumerate(ANSWERS, 1)}
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Finish(Scroller):
    """The last page. `closed` leads back to Today."""

    closed = Signal()

    def __init__(self, parent: QWidget, pictures: Pictures, library: Library, course: Course) -> None:
        self.sheet = Sheet(pictures, library, course)
        super().__init__(parent, self.sheet)
        self.setAccessibleName("Finished")
        self.close_button = self.sheet.close_button
        self.close_button.clicked.connect(self.closed)
        self.sheet.turned.connect(self._on_turned)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for row in self.sheet.rows:
            row.update()

    def show_done(self, done: Done, look: Look) -> None:
        """Show what was done, from its first exercise on."""
        self.sheet.show_done(done)
        self.dress(look)
        self.verticalScrollBar().setValue(0)

    def dress(self, look: Look) -> None:  # type: ignore[override]  # it lies on the page
        """Take on a look and size."""
        self.sheet.dress(look)
        super().dress(look)

    def obey(self, event: QKeyEvent) -> bool:
        """Do what a key means here; whether it means anything."""
        if event.key() in RETURN_KEYS:
            self.closed.emit()
            return True
        return self.sheet.obey(event)

    def _on_turned(self, row: Row) -> None:
        if self.more:
            self.ensureWidgetVisible(row, 0, row.height() // 4)


class Sheet(QWidget):
    """The page itself, as tall as it needs to be. `turned` tells the row whose turn it is now."""

    turned = Signal(QWidget)

    def __init__(self, pictures: Pictures, library: Library, course: Course) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._look: Look | None = None
        self._done: Done | None = None
        self._pictures, self._library, self._course = pictures, library, course
        self._active = 0
        self._title, self._numeral = Label(self, BOLD), Label(self)
        self._min = Label(self, SEMIBOLD, RIGHT)
        self._heads = [Label(self, MEDIUM) for _ in COLUMNS]
        self._dots = WeekDots(self)
        self._week, self._words = Label(self, SEMIBOLD), Label(self, MEDIUM)
        self.rows: list[Row] = []
        self.close_button = OutlineButton(self, "Close", "Enter")
        course.changed.connect(self._on_course_changed)

    @property
    def active(self) -> Row | None:
        """The row whose turn it is."""
        return self.rows[self._active] if self._active < self._count else None

    @property
    def _count(self) -> int:
        return len({step.exercise.id for step in self._done.plan.steps if step.is_work}) if self._done else 0

    def show_done(self, done: Done) -> None:
        """Show this from the next `dress` on; another session begins with its first exercise."""
        if self._done is None or self._done.plan is not done.plan:
            self._active = 0
        self._done = done

    def dress(self, look: Look) -> None:
        """Take on a look and lay everything out."""
        self._look = look
        if self._done is not None:
            self._arrange(self._done, look)

    # What the person does.

    def obey(self, event: QKeyEvent) -> bool:
        """Do what a key means here; whether it means anything."""
        row = self.active
        key, text = Qt.Key(event.key()), event.text()
        if row is None:
            return False
        if key in STEPS:
            self._turn(self._active + STEPS[key])
        elif text in ANSWER_KEYS:
            self._answer(self._active, ANSWER_KEYS[text])
        elif text == "0":
            row.take_other()
        elif text == "-":
            row.step_down()
        elif text in {"+", "="}:
            row.step_up()
        else:
            return False
        return True

    def _answer(self, place: int, answer: Answer) -> None:
        found = self.rows[place].told
        if found is None or not found.worked:
            return
        name = found.exercise.id
        self._course.answer(name, answer)
        self._course.choose({name: None})
        self._turn(place + 1)

    def _choose(self, place: int, dose: Dose) -> None:
        found = self.rows[place].told
        if found is None:
            return
        name = found.exercise.id
        self._course.choose({name: None})
        again = self.rows[place].told
        proposed = again.next.dose if again and again.next else None
        if proposed is None or not dose.same_work(proposed):
            self._course.choose({name: dose})

    def _turn(self, place: int) -> None:
        """It is another row's turn."""
        self._active = max(0, min(place, self._count - 1))
        if self._look is not None:
            self.dress(self._look)
        if row := self.active:
            self.turned.emit(row)

    def _on_course_changed(self) -> None:
        if self._look is not None and self.isVisible():
            self.dress(self._look)

    # Layout. Lengths are in u until they are handed to a widget.

    def _arrange(self, done: Done, look: Look) -> None:
        self.close_button.dress(look)
        for label in (self._title, self._numeral, self._min, self._week):
            label.ink(look.page.text)
        for label in self._heads:
            label.ink(look.page.text2)
        width = look.width_u - 2 * look.margin
        wide = Row.is_wide(width, look)
        head = HEAD_NARROW if look.narrow else HEAD
        heads = look.scaled(2.4) + 1.6 if wide else 0.0
        foot = FOOT + max(look.scaled(7.6), look.scaled(2.6) * 3.2) + 3.0
        most = ROW_MOST if wide else ROW_MOST * 1.4
        room = (look.height_u - head - heads - foot) / max(1, self._count) - ROW_GAP
        high = max(Row.least_height(width, look), min(most, room))
        height = max(look.height_u, head + heads + (high + ROW_GAP) * self._count + foot)
        self.resize(round(look.width), round(height * look.u))
        self._place_title(done, look)
        spare = height - head - heads - foot - (high + ROW_GAP) * self._count
        top = head + max(0.0, spare * 0.4)
        found = told(done, self._course, self._library)
        self._place_heads(look, top, width, [wide, wide, wide and any(one.next for one in found)])
        self._place_rows(found, look, top + heads, high)
        self._place_foot(done, look, height)
        self.update()

    def _place_title(self, done: Done, look: Look) -> None:
        unit, left = look.u, look.margin * look.u
        right = look.width - left
        numeral = (9.6 if look.narrow else 12.0) * unit
        baseline = (12.0 if look.narrow else 14.6) * unit
        digits = str(minutes(done.plan.duration_ms))
        word = self._min.place("min", QPointF(right, baseline), 20 * unit, 3.6 * unit)
        digits_left = (
            right - word.width - 1.4 * unit - QFontMetricsF(numeral_font(round(numeral))).horizontalAdvance(digits)
        )
        self._numeral.place_numerals(digits, QPointF(digits_left, baseline), numeral)
        title = (6.9 if look.narrow else 9.4) * unit
        room = digits_left - left - 2 * unit
        words = ALL_DONE if done.whole else PART_DONE
        self._title.place(words, QPointF(left, baseline), room, title, least=4.5 * unit, most_lines=2, up=True)

    def _place_heads(self, look: Look, top: float, width: float, shown: Sequence[bool]) -> None:
        name, answers, following, right = Row.columns(width)
        edges = ((name, answers - GAP), (answers, following - GAP), (following, right))
        size = look.type(2.4)
        for label, text, (left, end), there in zip(self._heads, COLUMNS, edges, shown, strict=True):
            label.setVisible(there)
            at = QPointF((look.margin + left) * look.u, top * look.u + size)
            label.place(text, at, (end - left) * look.u, size, least=size * 0.7)

    def _place_rows(self, found: Sequence[Told], look: Look, top: float, high: float) -> None:
        while len(self.rows) < len(found):
            self._add_row()
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(found))
            if place < len(found):
                box = look.box(look.margin, top + place * (high + ROW_GAP), look.width_u - 2 * look.margin, high)
                row.setGeometry(box.toRect())
                row.show_told(found[place], look, active=place == self._active)

    def _add_row(self) -> None:
        place = len(self.rows)
        row = Row(self, self._pictures)
        row.answered.connect(lambda answer: self._answer(place, answer))
        row.chosen.connect(lambda dose: self._choose(place, dose))
        row.taken.connect(lambda: self._turn(place))
        self.rows.append(row)

    def _place_foot(self, done: Done, look: Look, height: float) -> None:
        """The last weeks, which session of the week this was, what is to be said, and the way out."""
        unit, left = look.u, look.margin * look.u
        right, foot = look.width - left, (height - FOOT) * unit
        high, wide = look.scaled(7.6) * unit, self.close_button.natural_width()
        self.close_button.stand(QRectF(right - wide, foot - high, wide, high))
        memory = self._course.memory
        line, pain = week_line(memory, self._course), pain_sentence(memory, self._library)
        middle = foot - high / 2
        dots_wide, dots_high = (length * unit for length in WeekDots.size_u(WEEKS))
        free = right - wide - left - dots_wide - 6 * unit
        self._dots.setVisible(bool(line) and free >= look.scaled(LINES_LEAST) * unit)
        if self._dots.isVisibleTo(self):
            self._dots.setGeometry(QRectF(left, middle - dots_high / 2, dots_wide, dots_high).toRect())
            self._dots.show_weeks(weeks(self._course), look)
            left += dots_wide + 3.0 * unit
        size = look.type(2.6)
        room = right - wide - left - 3 * unit
        worked = f"{minutes(done.worked_ms)} minutes of work."
        words = pain or (often_line(done, self._library.words) if line else "")
        up = size * 0.3 if words else -size * 0.35
        self._week.place(line or worked, QPointF(left, middle - up), room, size, least=size * 0.7)
        self._words.ink(look.page.text if pain else look.page.text2)
        self._words.setVisible(bool(words))
        self._words.place(words, QPointF(left, middle + size * 1.05), room, size, least=size * 0.8, most_lines=2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
