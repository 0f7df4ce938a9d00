"""Figures side by side in one picture, for what is to be read: each framed as wanted, with places to tie words to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from hipgui.figure.drawlist import EVERYTHING, Layer
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure, scale_for

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from hipgui.figure.model import Camera, Figures, Look, SideName, View


@dataclass(frozen=True, slots=True)
class Sitter:
    """One figure of a plate. What is None is the movement's own; `box` are left, top, width, height as shares."""

    movement: str
    side: SideName = "right"
    amount: float | None = None
    camera: Camera | None = None
    view: View | None = None
    glow: float = 1.0
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """Figures from back to front; `floor` draws a line under their feet at that share of the height."""

    sitters: tuple[Sitter, ...]
    floor: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PaintedPlate:
    """A painted plate: a transparent picture, and for each sitter where its muscles are, in logical pixels."""

    image: QImage
    labels: tuple[dict[str, tuple[float, float]], ...]


def painted_plate(  # noqa: PLR0913  a picture, its size and its look
    figures: Figures, plate: Plate, width: int, height: int, look: Look, line: QColor, *, ratio: float = 1.0
) -> PaintedPlate:
    """Paint a plate of that size in logical pixels. Raises KeyError for an unknown movement."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    labels = []
    try:
        if plate.floor is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(line, max(1.0, 0.012 * image.height()), c=Qt.PenCapStyle.RoundCap))
            y = plate.floor * image.height()
            painter.drawLine(round(0.05 * image.width()), round(y), round(0.95 * image.width()), round(y))
        for sitter in plate.sitters:
            movement = figures.movement(sitter.movement)
            drawn = frame(
                figures,
                sitter.movement,
                sitter.side,
                movement.still_at if sitter.amount is None else sitter.amount,
                look.body,
                camera=sitter.camera,
                glow=sitter.glow,
                view=sitter.view,
                layers=EVERYTHING if sitter.arrow else EVERYTHING - {Layer.ARROW},
            )
            left, top, wide, high = sitter.box
            box = QRectF(left * image.width(), top * image.height(), wide * image.width(), high * image.height())
            paint_figure(painter, drawn, box, look)
            scale = scale_for(drawn, box.width(), box.height())
            middle = (box.center().x(), box.bottom() - drawn.height * scale / 2)
            labels.append(
                {
                    name: ((middle[0] + x * scale) / ratio, (middle[1] + y * scale) / ratio)
                    for name, (x, y) in drawn.labels.items()
                }
            )
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return PaintedPlate(image, tuple(labels))
