"""Text that has to fit: sizes that shrink before they wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFontMetricsF

from hipgui.paint.theme import REGULAR, text_font

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont

LEADING = 1.16
"""Distance of baselines, as a multiple of the type size."""


class Fitted(NamedTuple):
    """Lines of text at the size that fits, with the distance of their baselines in pixels."""

    lines: tuple[str, ...]
    font: QFont
    leading: float
    width: float

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the foot of the last."""
        metrics = QFontMetricsF(self.font)
        return metrics.height() + self.leading * (len(self.lines) - 1)


def fit(
    text: str, width: float, pixels: float, least: float, *, weight: QFont.Weight = REGULAR, most_lines: int = 2
) -> Fitted:
    """`text` within `width` pixels: shrunk from `pixels` to `least`, then wrapped, then shrunk until it fits.

    Below a third of `least` it gives up and lets the lines run over.
    """
    size = round(pixels)
    while size > round(least) and _width(text, size, weight) > width:
        size -= 1
    lines = wrap(text, width, text_font(size, weight))
    while (len(lines) > most_lines or _widest(lines, size, weight) > width) and size > least / 3:
        size -= 1
        lines = wrap(text, width, text_font(size, weight))
    return Fitted(lines, text_font(size, weight), size * LEADING, _widest(lines, size, weight))


def wrap(text: str, width: float, font: QFont) -> tuple[str, ...]:
    """Lines of whole words no wider than `width` pixels where that is possible, as even as they can be."""
    metrics = QFontMetricsF(font)
    count = len(_greedy(text, width, metrics))
    if count <= 1:
        return (text,)
    narrow, wide = width / 2, width
    for _ in range(7):  # the narrowest column that needs no more lines gives even ones
        middle = (narrow + wide) / 2
        if len(_greedy(text, middle, metrics)) <= count:
            wide = middle
        else:
            narrow = middle
    return _greedy(text, wide, metrics)


def _greedy(text: str, width: float, metrics: QFontMetricsF) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        elif not lines:
            lines = [word]
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def _width(text: str, pixels: int, weight: QFont.Weight) -> float:
    return QFontMetricsF(text_font(pixels, weight)).horizontalAdvance(text)


def _widest(lines: tuple[str, ...], pixels: int, weight: QFont.Weight) -> float:
    return max(_width(line, pixels, weight) for line in lines)


def ink_box(text: str, font: QFont) -> QRectF:
    """The box the text's strokes fill around the start of its baseline."""
    return QFontMetricsF(font).tightBoundingRect(text)
