"""Text to read: wraps at its size, with the room between lines that reading wants; and a column of such texts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from hipgui.paint.text import Fitted
from hipgui.paint.theme import REGULAR, text_font
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont
    from PySide6.QtWidgets import QWidget

READING = 1.34
"""Distance of baselines in text to read, as a multiple of the type size."""
ASCENT = 0.98
"""From the top of a line's room to its baseline, as a multiple of the type size."""
HALVINGS = 7


@lru_cache(maxsize=8192)
def _advance(word: str, pixels: int, weight: QFont.Weight) -> float:
    return QFontMetricsF(text_font(pixels, weight)).horizontalAdvance(word)


@lru_cache(maxsize=2048)
def broken(text: str, width: float, pixels: int, weight: QFont.Weight = REGULAR) -> Fitted:
    """`text` in lines no wider than `width` pixels where words allow it, as even as they can be.

    Widths are added up from words, each measured once: a page of text is laid out in a few milliseconds.
    """
    words = [part for word in text.split() for part in _parts(word, width, pixels, weight)] or [""]
    sizes = [_advance(word, pixels, weight) for word in words]
    space = _advance(" ", pixels, weight)
    breaks = _breaks(sizes, space, width)
    narrow, wide = width / 2, width
    for _ in range(HALVINGS if len(breaks) > 1 else 0):  # the narrowest column that needs no more lines gives even ones
        middle = (narrow + wide) / 2
        if len(_breaks(sizes, space, middle)) <= len(breaks):
            wide = middle
        else:
            narrow = middle
    breaks = _breaks(sizes, space, wide)
    ends = (*breaks[1:], len(words))
    lines = tuple(" ".join(words[start:end]) for start, end in zip(breaks, ends, strict=True))
    widest = max(_advance(line, pixels, weight) for line in lines)
    return Fitted(lines, text_font(pixels, weight), pixels * READING, widest)


def _parts(word: str, width: float, pixels: int, weight: QFont.Weight) -> list[str]:
    """A word that is wider than a line, such as a doi, in pieces that are not; any other as it is."""
    if _advance(word, pixels, weight) <= width or len(word) < 2:
        return [word]
    fitting = next(
        end for end in range(len(word) - 1, 0, -1) if _advance(word[:end], pixels, weight) <= width or end == 1
    )
    return [word[:fitting], *_parts(word[fitting:], width, pixels, weight)]


def _breaks(sizes: list[float], space: float, width: float) -> list[int]:
    """The places of the words that begin a line."""
    found: list[int] = []
    filled = 0.0
    for place, size in enumerate(sizes):
        if found and filled + space + size <= width:
            filled += space + size
        else:
            found.append(place)
            filled = size
    return found


def text_height(text: str, width: float, pixels: float, weight: QFont.Weight = REGULAR) -> float:
    """How high a paragraph of that width will be, in pixels."""
    fitted = broken(text, width, round(pixels), weight)
    return fitted.leading * len(fitted.lines)


class Paragraph(Label):
    """Text that fills a column from a top edge down."""

    def fill(self, text: str, left: float, top: float, width: float, pixels: float) -> float:
        """Stand there, all in pixels; where the next text may begin."""
        fitted = broken(text, width, round(pixels), self._weight)
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
