"""The button that lets one hear the voice as it is set, and shows how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from hipgui.paint.icons import play_path
from hipgui.paint.theme import SEMIBOLD, text_font
from hipgui.ui.buttons import PRESS_KEYS, Button

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

TYPE, HIGH = 2.8, 9.2
BARS = (0.2, 0.35, 0.65, 0.5, 0.85, 1.0, 0.7, 0.45, 0.8, 0.6, 0.3, 0.55, 0.9, 0.65, 0.4, 0.2, 0.4, 0.25, 0.12)
"""Heights of the bars, as shares: a sign for speech, not a measurement."""
BAR, BAR_PITCH, BAR_MOST = 0.55, 1.15, 4.6
"""Width of a bar, distance of their middles and the highest one, in u."""
WORDS, WAITING = "Hear it from the mat", "Just a moment"


class HearButton(Button):
    """`show_share` tells it how much has been heard."""

    press_keys = PRESS_KEYS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, WORDS)
        self.share: float | None = None

    def show_share(self, share: float | None) -> None:
        """Show how far it has come, 0 to 1; below 0 the voice is still getting ready, None is at rest."""
        if share != self.share:
            self.share = share
            self.setAccessibleDescription("" if share is None else "speaking")
            self.update()

    def height_px(self, look: Look) -> float:
        """Pixels its face is high."""
        return max(HIGH, look.scaled(TYPE) * 2.6) * look.u

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, triangle (a square while it speaks), words, bars."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        ink, outline = (
            (look.page.text, look.page.outline) if self.isEnabled() else (look.page.to_come, look.page.to_come)
        )
        self.paint_ground(painter, 2.6 * unit, self.filled(look.page.ground, look.page.text), outline)
        size = look.type(TYPE)
        sign = QRectF(0, 0, size, size)
        sign.moveCenter(QPointF(face.left() + 3.0 * unit + size / 2, face.center().y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if self.share is None:
            painter.drawPath(play_path(sign))
        else:
            edge = size * 0.14
            painter.drawRoundedRect(sign.adjusted(edge, edge, -edge, -edge), edge / 2, edge / 2)
        left = sign.right() + 1.4 * unit
        words = WAITING if self.share is not None and self.share < 0 else WORDS
        font = text_font(round(size), SEMIBOLD)
        while QFontMetricsF(font).horizontalAdvance(words) > face.right() - 2.0 * unit - left and size > unit:
            size -= 1
            font = text_font(round(size), SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(left, face.center().y() + metrics.capHeight() / 2), words)
        self._paint_bars(painter, left + metrics.horizontalAdvance(words) + 3.0 * unit, look)
        painter.end()

    def _paint_bars(self, painter: QPainter, free_from: float, look: Look) -> None:
        unit, face = look.u, self.face
        left = face.right() - (3.2 + (len(BARS) - 1) * BAR_PITCH) * unit
        if left < free_from:
            return
        heard = -1.0 if self.share is None else self.share * len(BARS)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, share in enumerate(BARS):
            painter.setBrush(look.page.text if place < heard else look.page.to_come)
            bar = QRectF(0, 0, BAR * unit, max(BAR, BAR_MOST * share) * unit)
            bar.moveCenter(QPointF(left + place * BAR_PITCH * unit, face.center().y()))
            painter.drawRoundedRect(bar, BAR * unit / 2, BAR * unit / 2)
