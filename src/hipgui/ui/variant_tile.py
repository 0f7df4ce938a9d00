"""One way of doing an exercise, as a tile with its picture; one of them is today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from hipgui.core.spoken import capitalised
from hipgui.paint.icons import icon
from hipgui.paint.theme import REGULAR, SEMIBOLD, SMALL
from hipgui.ui.buttons import Button
from hipgui.ui.card import paint_still
from hipgui.ui.paragraph import broken
from hipgui.ui.pictures import standing_shot

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.core.model import Variant
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

PAD = 1.2
PICTURE = 12.4
"""Width of the picture, in u."""
NAME, NOTE = 2.4, SMALL
LINE = 1.24
CHECK = 2.6


class VariantTile(Button):
    """Shows a variant: checked while it is the one on the turntable, with a mark when it is today's."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent, "")
        self.setCheckable(True)
        self._pictures = pictures
        self.variant: Variant | None = None
        self._movement = self._note = ""
        self._today = False

    @property
    def today(self) -> bool:
        """Whether it is today's."""
        return self._today

    def show_variant(self, variant: Variant, movement: str, note: str, *, shown: bool, today: bool) -> None:
        """Show `variant` by its figure's motion, with a line under its name."""
        self.variant, self._movement, self._note, self._today = variant, movement, note, today
        self.setChecked(shown)
        name = capitalised(variant.name)
        self.setText(name)
        self.setAccessibleName(f"{name}. {note}".strip())
        self.setAccessibleDescription("Today's" if today else "")
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """The page decides which one is shown."""

    def needed_height(self, width: float, look: Look) -> float:
        """Pixels it needs at that width in pixels."""
        name, note = self._lines(width, look)
        text = name * LINE * look.type(NAME) + note * LINE * look.type(NOTE)
        return max(text, 8.6 * look.u) + 2 * PAD * look.u

    def _room(self, width: float, look: Look) -> float:
        mark = CHECK * look.u * look.text_scale + 0.6 * look.u
        return width - (PICTURE + 3 * PAD) * look.u - mark

    def _lines(self, width: float, look: Look) -> tuple[int, int]:
        room = self._room(width, look)
        name = broken(self.text(), room, round(look.type(NAME)), SEMIBOLD)
        note = broken(self._note, room, round(look.type(NOTE)))
        return len(name.lines), len(note.lines) if self._note else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, words, mark."""
        look, variant = self.look, self.variant
        if look is None or variant is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = 2.0 * unit
        shown = self.isChecked()
        fill = QColor(look.tokens.raised2 if shown else look.tokens.raised)
        painter.setPen(QPen(look.page.text, 0.3 * unit) if shown else Qt.PenStyle.NoPen)
        painter.setBrush(self.filled(fill, look.page.text))
        inset = 0.15 * unit if shown else 0.0
        painter.drawRoundedRect(face.adjusted(inset, inset, -inset, -inset), radius, radius)
        self.paint_ring(painter, radius)
        self._paint_picture(painter, variant, look)
        self._paint_words(painter, look)
        painter.end()

    def _paint_picture(self, painter: QPainter, variant: Variant, look: Look) -> None:
        unit, face = look.u, self.face
        high = min(face.height() - 2 * PAD * unit, PICTURE * unit)
        box = QRectF(0, 0, PICTURE * unit, high)
        box.moveCenter(QPointF(face.left() + (PAD + PICTURE / 2) * unit, face.center().y()))
        paint_still(painter, box, self._pictures, standing_shot(variant, self._movement), look)

    def _paint_words(self, painter: QPainter, look: Look) -> None:
        unit, face = look.u, self.face
        room = self._room(face.width(), look)
        left = face.left() + (PICTURE + 2 * PAD) * unit
        parts = [(self.text(), look.type(NAME), SEMIBOLD, look.page.text)]
        if self._note:
            parts.append((self._note, look.type(NOTE), REGULAR, look.page.text2))
        fitted = [(broken(text, room, round(size), weight), size, ink) for text, size, weight, ink in parts]
        whole = sum(len(lines.lines) * size * LINE for lines, size, _ in fitted)
        top = face.center().y() - whole / 2
        for lines, size, ink in fitted:
            painter.setFont(lines.font)
            painter.setPen(ink)
            metrics = QFontMetricsF(lines.font)
            for line in lines.lines:
                painter.drawText(QPointF(left, top + (size * LINE + metrics.capHeight()) / 2), line)
                top += size * LINE
        if self._today:
            side = CHECK * unit * look.text_scale
            at = QPointF(face.right() - PAD * unit - side, face.center().y() - side / 2)
            painter.drawPixmap(at, icon("check", side, look.page.text, self.devicePixelRatioF()))
