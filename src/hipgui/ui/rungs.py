"""A few rungs of a ladder as dashes: those that are reached, the one that is next, those to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from hipgui.ui.finishing import Ladder
    from hipgui.ui.look import Look

DASH, GAP, THICK = 3.0, 0.8, 0.9
"""Length of a rung, the gap to the next, its thickness; in u."""


def rungs_width(ladder: Ladder, room: float, unit: float) -> float:
    """Pixels that the rungs take of `room` (pixels)."""
    return min(room, ((DASH + GAP) * ladder.count - GAP) * unit)


def paint_rungs(painter: QPainter, ladder: Ladder, box: QRectF, look: Look) -> None:
    """The rungs side by side in `box`, in pixels."""
    gap = min(GAP * look.u, box.width() / ladder.count * 0.25)
    wide = (box.width() - gap * (ladder.count - 1)) / ladder.count
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(ladder.count):
        colour = look.page.text if place <= ladder.place else look.page.to_come
        if place == ladder.place and ladder.is_new:
            colour = QColor(look.tokens.move_ring)
        painter.setBrush(colour)
        dash = QRectF(box.left() + place * (wide + gap), box.top(), wide, box.height())
        painter.drawRoundedRect(dash, dash.height() / 2, dash.height() / 2)
