"""Phosphor icons in any colour and size, and the few signs of the phases that are plain shapes."""

from __future__ import annotations

import math
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap


class Sign(StrEnum):
    """What stands before a phase's word."""

    UP = "up"
    SQUARE = "square"
    DOWN = "down"
    DOT = "dot"
    SWITCH = "switch"
    RING = "ring"


def icon(name: str, pixels: float, colour: QColor, ratio: float) -> QPixmap:
    """The icon `:/icons/<name>.svg`, `pixels` square on a screen of that device pixel ratio."""
    return _icon(name, max(1, round(pixels * ratio)), colour.rgba(), ratio)


@lru_cache(maxsize=128)
def _icon(name: str, device_pixels: int, rgba: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  start-up: the first frame draws its one icon itself

    file = QFile(f":/icons/{name}.svg")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    colour = QColor.fromRgba(rgba).name()
    source = bytes(file.readAll().data()).replace(b"currentColor", colour.encode())
    picture = QPixmap(QSize(device_pixels, device_pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source)).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def play_path(box: QRectF) -> QPainterPath:
    """A triangle pointing right with soft corners, its weight in the middle of `box`."""
    side = min(box.width(), box.height())
    left, middle = box.center().x() - side * 0.27, box.center().y()
    return soft_polygon(
        (
            QPointF(left, middle - side * 0.41),
            QPointF(left + side * 0.68, middle),
            QPointF(left, middle + side * 0.41),
        ),
        side * 0.07,
    )


def soft_polygon(points: tuple[QPointF, ...], radius: float) -> QPainterPath:
    """A closed polygon whose corners are rounded off."""
    path = QPainterPath()
    count = len(points)
    for place, corner in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % count]
        enters = corner + _towards(corner, before, radius * 1.6)
        leaves = corner + _towards(corner, after, radius * 1.6)
        if place:
            path.lineTo(enters)
        else:
            path.moveTo(enters)
        path.quadTo(corner, leaves)
    path.closeSubpath()
    return path


def _towards(start: QPointF, end: QPointF, length: float) -> QPointF:
    way = end - start
    return way * (length / math.hypot(way.x(), way.y()))


def paint_sign(painter: QPainter, sign: Sign, box: QRectF, colour: QColor) -> None:
    """A phase's sign filling `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side, centre = min(box.width(), box.height()), box.center()
    half = side / 2
    if sign is Sign.UP or sign is Sign.DOWN:
        turn = -1.0 if sign is Sign.UP else 1.0
        painter.drawPath(
            soft_polygon(
                (
                    centre + QPointF(0.0, turn * half * 0.90),
                    centre + QPointF(half, -turn * half * 0.80),
                    centre + QPointF(-half, -turn * half * 0.80),
                ),
                side * 0.08,
            )
        )
    elif sign is Sign.SQUARE:
        square = QRectF(0, 0, side * 0.82, side * 0.82)
        square.moveCenter(centre)
        painter.drawRoundedRect(square, side * 0.06, side * 0.06)
    elif sign is Sign.DOT:
        painter.drawEllipse(centre, half * 0.9, half * 0.9)
    elif sign is Sign.RING:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, side * 0.2))
        painter.drawEllipse(centre, half * 0.8, half * 0.8)
    else:
        _arrows(painter, centre, side, colour)
    painter.restore()


def _arrows(painter: QPainter, centre: QPointF, side: float, colour: QColor) -> None:
    pen = QPen(colour, side * 0.15, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach, rise, head = side * 0.48, side * 0.26, side * 0.20
    for direction in (1.0, -1.0):
        tip = centre + QPointF(direction * reach, -direction * rise)
        path = QPainterPath(QPointF(centre.x() - direction * reach, tip.y()))
        path.lineTo(tip)
        path.moveTo(tip + QPointF(-direction * head, -head))
        path.lineTo(tip)
        path.lineTo(tip + QPointF(-direction * head, head))
        painter.drawPath(path)


def paint_half_circle(painter: QPainter, box: QRectF, colour: QColor, *, right: bool) -> None:
    """The sign of a side: a circle, filled on the half that works."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke = box.width() * 0.11
    rim = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.setPen(QPen(colour, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rim)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(rim, (-90 if right else 90) * 16, 180 * 16)
    painter.restore()
