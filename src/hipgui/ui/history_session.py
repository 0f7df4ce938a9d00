"""One session on a sheet: what was done of each exercise, how it felt, and the way to delete it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.text import fit
from hipgui.paint.theme import BODY, BOLD, MEDIUM, SECTION, SEMIBOLD, SMALL
from hipgui.ui.buttons import OutlineButton, key_box
from hipgui.ui.card import paint_still
from hipgui.ui.chips import Chips
from hipgui.ui.history_words import ANSWERS, changed_words, dose_words, long_day, past_words, routine_name, side_words
from hipgui.ui.paragraph import Paragraph, Texts
from hipgui.ui.pictures import standing_shot
from hipgui.ui.scroller import Scroller
from hipgui.ui.sheet import Panel, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from hipgui.core.history import Past, Review
    from hipgui.core.model import Library
    from hipgui.core.progression import Answer
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures, Shot

TITLE, TITLE_LEAST, HEADING_MOST = 5.6, 4.4, 4.4
ROOM = 0.9
"""Around what can have the keyboard, for its ring, in u."""
SPACE = 3.0
"""Between exercises, in u."""
PICTURE, PICTURE_GAP, PICTURE_SHARE = 17.0, 2.0, 0.3
"""Width of an exercise's picture and what is left free beside it, in u; its largest share of the column."""


class Told(QWidget):
    """The column of exercises. `answered` carries an exercise's id and the answer, None for one taken back."""

    answered = Signal(str, object)

    def __init__(self, library: Library, pictures: Pictures) -> None:
        super().__init__()
        self._library, self._pictures = library, pictures
        self._stills: list[tuple[QRectF, Shot]] = []
        self._look: Look | None = None
        self._texts = Texts(self)
        self.answers: list[Chips] = []
        pictures.tell_when_ready(self.update)

    def show_review(self, review: Review, width: float, look: Look, *, pounds: bool) -> None:
        """Show what was done, in a column of that width in pixels."""
        unit, words = look.u, self._library.words
        exercises = {one.id: one for one in self._library.exercises}
        inset = ROOM * unit
        room = width - 2 * inset - 1.6 * unit
        heading = min(look.type(SECTION), HEADING_MOST * unit)
        self._texts.begin()
        self._show_answers(review)
        self._look, self._stills = look, []
        picture = min(PICTURE * unit, PICTURE_SHARE * room)
        beside = room - picture - PICTURE_GAP * unit
        y = inset
        title = routine_name(self._library, review.past.routine)
        size = fit(title, room, TITLE * unit, TITLE_LEAST * unit, weight=BOLD).font.pixelSize()
        y = self._texts.take(look.page.text, BOLD).fill(title, inset, y, room, size)
        y = self._texts.take(look.page.text2).fill(past_words(review.past), inset, y, room, look.type(BODY))
        for outcome, chips in zip(review.outcomes, self.answers, strict=True):
            y += SPACE * unit
            top = y
            exercise = exercises.get(outcome.exercise)
            name = exercise.name if exercise else outcome.exercise
            y = self._texts.take(look.page.text, SEMIBOLD).fill(name, inset, y, beside, heading)
            dose = dose_words(exercise, outcome, words, pounds=pounds)
            y = self._texts.take(look.page.text2).fill(dose, inset, y, beside, look.type(BODY)) + 0.3 * unit
            for side in side_words(outcome):
                y = self._texts.take(look.page.text, MEDIUM).fill(side, inset, y, beside, look.type(BODY))
            if exercise and outcome.dose.variant in {one.id for one in exercise.variants}:
                box = QRectF(inset + room - picture, top, picture, y - top)
                self._stills.append((box, standing_shot(exercise.variant(outcome.dose.variant))))
            changed = changed_words(outcome)
            if changed:
                y = self._texts.take(look.page.text2).fill(changed, inset, y, room, look.type(SMALL))
            y = chips.stand(inset, y + 0.9 * unit, room, look)
        self._texts.end()
        self.resize(round(width), round(y + 2.0 * unit))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The exercises as they were done, those that are ready."""
        if self._look is None:
            return
        painter = QPainter(self)
        for box, shot in self._stills:
            if event.rect().intersects(box.toRect()):
                paint_still(painter, box, self._pictures, shot, self._look)
        painter.end()

    def _show_answers(self, review: Review) -> None:
        """A choice for each exercise; those that are there already stay, and keep the keyboard."""
        exercises = [outcome.exercise for outcome in review.outcomes]
        if [chips.objectName() for chips in self.answers] != exercises:
            for chips in self.answers:
                chips.hide()
                chips.deleteLater()
            self.answers = [Chips(self, "How it felt", [(text, one) for one, text in ANSWERS]) for _ in exercises]
            for chips, exercise in zip(self.answers, exercises, strict=True):
                chips.setObjectName(exercise)
                chips.chosen.connect(partial(self.answered.emit, exercise))
                chips.show()
        for outcome, chips in zip(review.outcomes, self.answers, strict=True):
            chips.choose(outcome.answer)


class SessionPanel(Panel):
    """Day, exercises, and a button that deletes."""

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures) -> None:
        super().__init__(parent)
        self.review: Review | None = None
        self.pounds = False
        self.day = Paragraph(self, MEDIUM)
        self.told = Told(library, pictures)
        self.scroller = Scroller(self, self.told)
        self.delete = OutlineButton(self, "Delete")

    @property
    def stops(self) -> Sequence[QWidget]:
        """Close, the answers, delete."""
        entries = [next((chip for chip in one.chips if chip.isChecked()), one.chips[0]) for one in self.told.answers]
        return (self.close_key, *entries, self.delete)

    def arrange(self, look: Look) -> None:
        """Lay out in the present size."""
        super().arrange(look)
        if self.review is None:
            return
        unit, pad = look.u, self.pad(look)
        width, high = float(self.width()), float(self.height())
        cap = key_box("Esc", look, 3.8)
        top = 4.6 * unit
        self.close_key.stand(QRectF(width - pad - cap.width(), top, cap.width(), cap.height()))
        began = self.review.past.began
        small = look.type(SMALL)
        self.day.ink(look.page.text2)
        room = width - 2 * pad - cap.width() - 2 * unit
        end = self.day.fill(f"{long_day(began.date())}, {began:%H:%M}", pad, top + 0.4 * unit, room, small)
        self.delete.dress(look)
        button = max(6.0, look.scaled(4.6)) * unit
        foot = high - 3.2 * unit - button
        self.delete.stand(QRectF(pad, foot, self.delete.natural_width(), button))
        y = max(end, top + cap.height()) + 0.8 * unit
        inset = ROOM * unit
        self.scroller.dress(look, QColor(look.tokens.raised))
        self.scroller.setGeometry(
            QRectF(pad - inset, y, width - 2 * pad + inset + 1.6 * unit, foot - y - unit).toRect()
        )
        self.told.show_review(self.review, float(self.scroller.width()), look, pounds=self.pounds)


class SessionSheet(Sheet):
    """`turned` asks for a neighbour; `answered` carries Past, exercise and answer, `deleted` a Past."""

    turned = Signal(int)
    answered = Signal(object, str, object)
    deleted = Signal(object)

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures, now_ms: Callable[[], float]) -> None:
        super().__init__(parent, now_ms)
        self.panel: SessionPanel = SessionPanel(self, library, pictures)
        self.panel.close_key.clicked.connect(self.leave)
        self.panel.delete.clicked.connect(self._on_delete)
        self.panel.told.answered.connect(self._on_answered)

    @property
    def past(self) -> Past | None:
        """The session that is open."""
        return self.panel.review.past if self.is_open and self.panel.review else None

    def open_review(self, review: Review, *, pounds: bool) -> None:
        """Show a session."""
        self.panel.review, self.panel.pounds = review, pounds
        began = review.past.began
        self.come(f"Session of {long_day(began.date())}, {began:%H:%M}")

    def turn(self, step: int) -> None:
        """Ask for a neighbour."""
        self.turned.emit(step)

    def _on_delete(self) -> None:
        if self.past is not None:
            self.deleted.emit(self.past)

    def _on_answered(self, exercise: str, answer: Answer | None) -> None:
        if self.past is not None:
            self.answered.emit(self.past, exercise, answer)
