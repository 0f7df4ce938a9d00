"""An exercise in the library: its picture, what it is for, what it works. Pressed, it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from hipgui.core.model import STANDARD_LEVEL
from hipgui.paint.theme import BODY, BOLD, MEDIUM, REGULAR, SEMIBOLD, SMALL
from hipgui.ui.buttons import Button
from hipgui.ui.card import paint_kind, paint_still
from hipgui.ui.exercise_wording import PURPOSES, dose_words, muscles_words, props_words
from hipgui.ui.paragraph import Paragraph, broken, text_height
from hipgui.ui.pictures import standing_shot

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.core.model import Exercise, Library
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

PAD = 2.4
NAME = 3.5
PICTURE_LEAST, PICTURE_MOST = 14.0, 56.0
ROW_PICTURE = 0.34
"""How much of a low card's width its picture takes."""
SIGN = 2.3
PURPOSE_LINE = 1.5
"""The line of its own that the purpose has where it does not fit beside the name, as a multiple of its type."""


class LibraryCard(Button):
    """Upright where cards stand side by side, lying where they stand below one another."""

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures, exercise: Exercise) -> None:
        super().__init__(parent, exercise.name)
        self.exercise = exercise
        self._pictures = pictures
        words = library.words
        self._lines = (
            (exercise.tagline, BODY, False),
            (f"Works {muscles_words(exercise, words).lower()}", SMALL, True),
            (f"With {props_words(exercise, words)}, or nothing", SMALL, True),
            (f"Usually {dose_words(exercise.level(STANDARD_LEVEL))}", SMALL, True),
        )
        self.setAccessibleDescription(". ".join((PURPOSES[exercise.purpose], *(line for line, _, _ in self._lines))))
        self._purpose, self._name = Paragraph(self, SEMIBOLD), Paragraph(self, BOLD)
        self._texts = [Paragraph(self, REGULAR if soft else MEDIUM) for _, _, soft in self._lines]
        self._picture, self._sign = QRectF(), QRectF()

    def words_height(self, width: float, look: Look, *, upright: bool) -> float:
        """Pixels that the words need in a card of that width, the purpose only where it has a line of its own there."""
        width = self._room(width, look, upright=upright)
        own_line = not upright and not self._beside(width, look)
        high = PURPOSE_LINE * look.type(BODY) if own_line else 0.0
        high += text_height(self.exercise.short_name, width, look.type(NAME), BOLD) * 0.94
        for line, size, soft in self._shown(upright=upright):
            high += text_height(line, width, look.type(size), REGULAR if soft else MEDIUM)
        return high + 0.8 * look.u

    def _room(self, width: float, look: Look, *, upright: bool) -> float:
        """Pixels for words across a card of that width."""
        return width - 2 * PAD * look.u if upright else width * (1 - ROW_PICTURE) - PAD * look.u

    def _purpose_width(self, look: Look) -> float:
        """Pixels of the purpose with its sign."""
        told = broken(PURPOSES[self.exercise.purpose], 1e4, round(look.type(BODY)), SEMIBOLD).width
        return told + 2.0 + SIGN * look.u * look.text_scale * 1.4

    def _beside(self, room: float, look: Look) -> bool:
        """Whether name and purpose of a lying card share a line."""
        name = broken(self.exercise.short_name, 1e4, round(look.type(NAME)), BOLD).width
        return name + 2 * look.u + self._purpose_width(look) <= room

    def _shown(self, *, upright: bool) -> tuple[tuple[str, float, bool], ...]:
        """The lines there is room for."""
        return self._lines if upright else self._lines[:-1]

    def needed_height(self, width: float, look: Look, *, upright: bool) -> float:
        """Pixels it needs at the least at that width in pixels."""
        unit, pad = look.u, PAD * look.u
        words = self.words_height(width, look, upright=upright)
        if upright:
            return 2 * pad + SIGN * unit * look.text_scale * 1.5 + PICTURE_LEAST * unit + words
        return max(PICTURE_LEAST * unit, 1.1 * pad + words)

    def show_in(self, box: QRectF, words: float, look: Look, *, upright: bool) -> None:
        """Stand in `box`, with `words` pixels for the words below an upright card's picture."""
        self.dress(look)
        self.stand(box)
        unit, face, pad = look.u, self.face, PAD * look.u
        sign = SIGN * unit * look.text_scale
        lying = face.width() * ROW_PICTURE
        left = face.left() + (pad if upright else lying)
        room = face.width() - pad - (left - face.left())
        body = look.type(BODY)
        wide = self._purpose_width(look)
        beside = not upright and self._beside(room, look)
        y = face.top() + (face.height() - self.words_height(face.width(), look, upright=False)) / 2
        if beside:
            middle = y + 0.58 * look.type(NAME)
            self._sign = QRectF(face.right() - pad - wide, middle - sign / 2, sign, sign)
        else:
            self._sign = QRectF(left, face.top() + pad if upright else y + 0.5 * body - sign * 0.4, sign, sign)
            y += PURPOSE_LINE * body
        self._purpose.ink(look.page.text)
        x, top = self._sign.left() + sign * 1.4, self._sign.center().y() - 0.62 * body
        self._purpose.fill(PURPOSES[self.exercise.purpose], x, top, wide - sign * 1.4 + 1.0, body)
        if upright:
            y = face.bottom() - pad - words
            above = self._sign.bottom() + 0.4 * pad
            self._picture = QRectF(face.left() + 0.5 * pad, above, face.width() - pad, y - 0.4 * pad - above)
        else:
            self._picture = QRectF(
                face.left() + 0.5 * pad, face.top() + 0.6 * pad, lying - pad, face.height() - 1.2 * pad
            )
        self._name.ink(look.page.text)
        name = look.type(NAME)
        named = self._sign.left() - left - unit if beside else room
        y += (self._name.fill(self.exercise.short_name, left, y, named, name) - y) * 0.94
        self._texts[-1].setVisible(upright)
        for (line, size, soft), label in zip(self._shown(upright=upright), self._texts, strict=False):
            label.ink(look.page.text2 if soft else look.page.text)
            y = label.fill(line, left, y, room, look.type(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, sign, focus."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        self.paint_ground(painter, 3.2 * look.u, self.filled(QColor(look.tokens.raised), look.page.text))
        self._paint_picture(painter, look)
        paint_kind(painter, self.exercise.kind, self._sign, look)
        painter.end()

    def _paint_picture(self, painter: QPainter, look: Look) -> None:
        exercise = self.exercise
        variant = exercise.variant(exercise.level(STANDARD_LEVEL).variant)
        if self._picture.height() >= 5 * look.u:
            paint_still(painter, self._picture, self._pictures, standing_shot(variant), look)
