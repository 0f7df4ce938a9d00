"""Text to read: wraps at its size, with the room between lines that reading wants; and a column of such texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from hipgui.paint.text import fit
from hipgui.paint.theme import REGULAR
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

READING = 1.34
"""Distance of baselines in text to read, as a multiple of the type size."""
ASCENT = 0.98
"""From the top of a line's room to its baseline, as a multiple of the type size."""
MOST_LINES = 40


class Paragraph(Label):
    """Text that fills a column from a top edge down."""

    def fill(self, text: str, left: float, top: float, width: float, pixels: float) -> float:
        """Stand there, all in pixels; where the next text may begin."""
        fitted = fit(text, width, pixels, pixels, weight=self._weight, most_lines=MOST_LINES)
        fitted = replace(fitted, leading=fitted.font.pixelSize() * READING)
        self._stand(text, fitted, QPointF(left, top + ASCENT * pixels), up=False)
        return top + fitted.leading * len(fitted.lines)

    def first_line_middle(self) -> float:
        """The middle of the first line's small letters, in pixels of the parent."""
        metrics = QFontMetricsF(self.fitted.font)
        return self.y() + self._baseline - metrics.xHeight() / 2


class Texts:
    """Paragraphs on a widget, taken one after another; what is not taken again is hidden."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._made: dict[QFont.Weight, list[Paragraph]] = {}
        self._taken: dict[QFont.Weight, int] = {}

    def begin(self) -> None:
        """Take them anew from the first."""
        self._taken = {}

    def take(self, ink: QColor, weight: QFont.Weight = REGULAR) -> Paragraph:
        """The next paragraph of that weight, in that colour."""
        made = self._made.setdefault(weight, [])
        place = self._taken.get(weight, 0)
        if place == len(made):
            made.append(Paragraph(self._owner, weight))
        self._taken[weight] = place + 1
        found = made[place]
        found.ink(ink)
        found.show()
        return found

    def end(self) -> None:
        """Hide the rest."""
        for weight, made in self._made.items():
            for label in made[self._taken.get(weight, 0) :]:
                label.hide()


def text_height(text: str, width: float, pixels: float, weight: QFont.Weight = REGULAR) -> float:
    """How high a paragraph of that width will be, in pixels."""
    fitted = fit(text, width, pixels, pixels, weight=weight, most_lines=MOST_LINES)
    return fitted.font.pixelSize() * READING * len(fitted.lines)


def united(boxes: list[QRectF]) -> QRectF:
    """The box around all of them."""
    whole = QRectF()
    for box in boxes:
        whole = whole.united(box)
    return whole
