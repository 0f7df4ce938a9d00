"""Text on a page: shrinks or wraps to its place, and is there for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel

from hipgui.paint.text import Fitted, fit, ink_box
from hipgui.paint.theme import REGULAR, numeral_font, text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPaintEvent
    from PySide6.QtWidgets import QWidget

LEFT, RIGHT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class Label(QLabel):
    """One or more lines of text, placed by the baseline of the first or the last."""

    def __init__(self, parent: QWidget, weight: QFont.Weight = REGULAR, align: Qt.AlignmentFlag = LEFT) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._weight, self._align = weight, align
        self._fitted = Fitted((), text_font(10), 0.0, 0.0)
        self._baseline = self._left = 0.0
        self._colour = self.palette().color(self.foregroundRole())

    @property
    def fitted(self) -> Fitted:
        """The lines as they were placed."""
        return self._fitted

    def ink_boxes(self) -> list[QRectF]:
        """What the strokes of each line cover, in pixels of the parent."""
        return [
            ink_box(line, self._fitted.font).translated(
                self.x() + self._left + self._indent(line), self.y() + self._baseline + number * self._fitted.leading
            )
            for number, line in enumerate(self._fitted.lines)
        ]

    def ink(self, colour: QColor) -> None:
        """Paint in this colour from now on."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def place(  # noqa: PLR0913  a place, and how to keep to it
        self,
        text: str,
        at: QPointF,
        width: float,
        pixels: float,
        *,
        least: float | None = None,
        most_lines: int = 1,
        up: bool = False,
    ) -> Fitted:
        """Stand at `at`: left end (right end, middle) and baseline of the first line, or of the last one with `up`.

        `width` is the room there is; the type shrinks from `pixels` to `least`, then wraps to `most_lines`.
        """
        return self._stand(
            text,
            fit(text, width, pixels, pixels if least is None else least, weight=self._weight, most_lines=most_lines),
            at,
            up=up,
        )

    def place_numerals(self, text: str, at: QPointF, pixels: float) -> Fitted:
        """Stand at `at` as digits."""
        font = numeral_font(round(pixels))
        width = QFontMetricsF(font).horizontalAdvance(text)
        return self._stand(text, Fitted((text,), font, 0.0, width), at, up=False)

    def _stand(self, text: str, fitted: Fitted, at: QPointF, *, up: bool) -> Fitted:
        metrics = QFontMetricsF(fitted.font)
        baseline = at.y() - (fitted.leading * (len(fitted.lines) - 1) if up else 0.0)
        left = at.x()
        if self._align == RIGHT:
            left -= fitted.width
        elif self._align == CENTRE:
            left -= fitted.width / 2
        box = QRectF(left - 1, baseline - metrics.ascent(), fitted.width + 2, fitted.height).toAlignedRect()
        self._baseline = baseline - box.top()
        self._left = left - box.left()
        if (fitted, text) != (self._fitted, self.text()):
            self._fitted = fitted
            self.setText(text)
            self.update()
        self.setGeometry(box)
        return fitted

    def sizeHint(self) -> QSize:
        """As large as its lines."""
        return QSize(round(self._fitted.width) + 2, round(self._fitted.height))

    def minimumSizeHint(self) -> QSize:
        """The page decides the size."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        if not self._fitted.lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(self._fitted.font)
        painter.setPen(self._colour)
        for number, line in enumerate(self._fitted.lines):
            x, y = self._left + self._indent(line), self._baseline + number * self._fitted.leading
            painter.drawText(QPointF(x, y), line)
        painter.end()

    def _indent(self, line: str) -> float:
        spare = self._fitted.width - QFontMetricsF(self._fitted.font).horizontalAdvance(line)
        return {LEFT: 0.0, RIGHT: spare, CENTRE: spare / 2}[self._align]
