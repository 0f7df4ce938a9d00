"""Paint assets/poster/hipgui.png, the picture of the README: `python packaging/render_poster.py [FILE]`.

Three people, one in each exercise, from the same drawing as in the program. Run it after a change to the figure.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPainter, QRadialGradient

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.core.model import STANDARD_LEVEL
from hipgui.figure.drawlist import EVERYTHING, Layer
from hipgui.figure.model import Look
from hipgui.figure.names import Appearance
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure
from hipgui.paint.theme import BOLD, MEDIUM, palette, text_font
from hipgui.ui.resources import load_resources

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

POSTER = Path(__file__).resolve().parents[1] / "assets" / "poster" / "hipgui.png"
SIZE = (1600, 760)
FLOOR = 640.0
"""The lower edge of the figures' frames, and what a body height is in pixels."""
HEIGHT = 500.0
WORDS_AT = QPointF(960.0, 160.0)
WORDS = ("Three exercises for your", "hip flexors, led by voice")
LABEL_AT = 704.0


@dataclass(frozen=True)
class Place:
    """Where someone stands: the middle of the frame, who it is, and on which side they work."""

    middle: float
    who: Appearance
    left: bool = False


PLACES = (
    Place(300, Appearance("slender", "umber", "bun", "black", "leggings")),
    Place(735, Appearance("sturdy", "sand", "short", "brown", "shorts"), left=True),
    Place(1270, Appearance("slender", "porcelain", "ponytail", "copper", "leggings")),
)


def painted(size: tuple[int, int] = SIZE) -> QImage:
    """The poster in that size; needs an application."""
    load_resources()
    library, figures, tokens = load_library(), load_figures(), palette(dark=True)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.ground))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(size[0] / SIZE[0], size[1] / SIZE[1])
    light = QRadialGradient(QPointF(SIZE[0] / 2, FLOOR), SIZE[0] / 2)
    light.setColorAt(0.0, QColor(tokens.raised))
    light.setColorAt(1.0, QColor(tokens.ground))
    painter.fillRect(QRectF(0, 0, *SIZE), light)
    _write(painter, "Hipgui", WORDS_AT, text_font(92, BOLD), tokens.text)
    for number, line in enumerate(WORDS):
        _write(painter, line, WORDS_AT + QPointF(3.0, 62.0 + 48.0 * number), text_font(38, MEDIUM), tokens.text2)
    for exercise, place in zip(library.exercises, PLACES, strict=True):
        variant = exercise.variant(exercise.level(STANDARD_LEVEL).variant)
        movement = figures.movement(variant.movement)
        look = Look.of("dark", place.who)
        drawn = frame(
            figures,
            variant.movement,
            "left" if place.left else "right",
            movement.still_at,
            look.body,
            layers=EVERYTHING - {Layer.ARROW},
        )
        wide, high = movement.view.width * HEIGHT, movement.view.height * HEIGHT
        box = QRectF(place.middle - wide / 2, FLOOR - high, wide, high)
        paint_figure(painter, drawn, box, look)
        name, font = exercise.short_name, text_font(38, BOLD)
        half = QFontMetricsF(font).horizontalAdvance(name) / 2
        _write(painter, name, QPointF(place.middle - half, LABEL_AT), font, tokens.text)
    painter.end()
    return image


def _write(painter: QPainter, words: str, at: QPointF, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(at, words)


def main() -> int:
    """Write the poster; 1 if it cannot be written."""
    application = QGuiApplication([])
    target = Path(sys.argv[1]) if sys.argv[1:] else POSTER
    target.parent.mkdir(parents=True, exist_ok=True)
    written = painted().convertToFormat(QImage.Format.Format_RGB888).save(str(target))
    application.quit()
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main())
