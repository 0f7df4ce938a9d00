"""The ring under a figure that can be turned, and the knob it is turned by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRadialGradient

from hipgui.paint.theme import FOCUS_OFF, FOCUS_RING, mixed

ELEVATION = 16.0
"""Degrees above the floor from which a turntable is seen."""
SQUASH = math.sin(math.radians(ELEVATION))
"""How high the ring is for its width."""
STROKE, TICK_STROKE = 0.36, 0.36
TICKS_EVERY, LONG_EVERY = 15, 45
TICK, TICK_LONG = 1.1, 2.2
"""Length of ticks, in u, before the ring's slant shortens them."""
KNOB, KNOB_CORE, KNOB_STROKE, KNOB_HELD = 2.6, 1.65, 0.36, 0.3
"""Radius of the knob and of its core, its outline, and how much the core grows when held; in u."""
FLOOR = 0.16
"""How much of the ticks' tone lies on the floor in the middle of the ring."""


@dataclass(frozen=True, slots=True)
class RingInks:
    """Colours of ring and knob."""

    ground: QColor
    line: QColor
    tick: QColor
    knob: QColor


@dataclass(frozen=True, slots=True)
class Ring:
    """Where the ring is: its middle and its radius in pixels, and the pixels for each body height."""

    x: float
    y: float
    radius: float
    scale: float

    @property
    def centre(self) -> QPointF:
        """Its middle."""
        return QPointF(self.x, self.y)

    @property
    def box(self) -> QRectF:
        """The ellipse it makes on the screen."""
        high = self.radius * SQUASH
        return QRectF(self.centre.x() - self.radius, self.centre.y() - high, 2 * self.radius, 2 * high)

    def reach(self, unit: float) -> QRectF:
        """All that is painted of ring, ticks and knob, wherever the figure looks; `unit` is the pixels of a u."""
        out = (KNOB + KNOB_STROKE + FOCUS_OFF + FOCUS_RING + 0.2) * unit
        return self.box.adjusted(-out, -out, out, out)

    def knob(self, azimuth: float) -> QPointF:
        """The middle of the knob: on the ring, before the face of a figure seen from that azimuth (degrees)."""
        return self._on_rim(azimuth, 0.0, 0.0)

    def azimuth_at(self, place: QPointF) -> float:
        """The azimuth that brings the knob nearest to a place, in degrees."""
        away = place - self.centre
        return -math.degrees(math.atan2(away.x(), away.y() / SQUASH))

    def ticks(self, azimuth: float, unit: float) -> list[QLineF]:
        """Lines outwards from the rim that turn with the figure; `unit` is the pixels of a u."""
        found = []
        for degrees in range(0, 360, TICKS_EVERY):
            long = (TICK_LONG if degrees % LONG_EVERY == 0 else TICK) * unit
            found.append(QLineF(self._on_rim(azimuth, degrees, 0.0), self._on_rim(azimuth, degrees, long)))
        return found

    def _on_rim(self, azimuth: float, degrees: float, outside: float) -> QPointF:
        """A place on the rim, or so many pixels outside, `degrees` to the left of where the figure looks."""
        angle, away = math.radians(degrees - azimuth), self.radius + outside
        return self.centre + QPointF(math.sin(angle) * away, math.cos(angle) * away * SQUASH)


def paint_ring(painter: QPainter, ring: Ring, azimuth: float, inks: RingInks, unit: float) -> None:
    """Light on the floor, rim and ticks."""
    colours = (inks.ground.rgba(), inks.line.rgba(), inks.tick.rgba())
    still = _floor(ring, colours, unit, painter.device().devicePixelRatioF())
    painter.drawPixmap(ring.box.topLeft() - QPointF(EDGE, EDGE), still)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.tick, max(1.0, TICK_STROKE * unit)))
    painter.drawLines(ring.ticks(azimuth, unit))
    painter.restore()


EDGE = 4.0
"""Pixels around the rim in its picture."""


@lru_cache(maxsize=2)
def _floor(ring: Ring, inks: tuple[int, int, int], unit: float, ratio: float) -> QPixmap:
    """What does not turn, painted once: light and rim."""
    size = ring.box.size() + QSizeF(2 * EDGE, 2 * EDGE)
    picture = QPixmap((size * ratio).toSize() + QSize(1, 1))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.translate(QPointF(EDGE, EDGE) - ring.box.topLeft())
    ground, line, tick = (QColor.fromRgba(ink) for ink in inks)
    _paint_floor(painter, ring, (ground, line, tick), unit)
    painter.end()
    return picture


def _paint_floor(painter: QPainter, ring: Ring, inks: tuple[QColor, QColor, QColor], unit: float) -> None:
    ground, line, tick = inks
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.translate(ring.centre)
    painter.scale(1.0, SQUASH)
    light = mixed(ground, tick, FLOOR)
    clear = QColor(light)
    clear.setAlpha(0)
    fade = QRadialGradient(QPointF(0, 0), ring.radius)
    for at, stop in ((0.0, light), (0.45, light), (1.0, clear)):
        fade.setColorAt(at, stop)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fade)
    painter.drawEllipse(QPointF(0, 0), ring.radius, ring.radius)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(line, max(1.0, STROKE * unit)))
    painter.drawEllipse(ring.box)


def paint_knob(painter: QPainter, at: QPointF, inks: RingInks, unit: float, *, focus: bool, held: bool) -> None:
    """The knob, with the focus ring round it when the keyboard is here."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.knob, KNOB_STROKE * unit))
    painter.setBrush(inks.ground)
    painter.drawEllipse(at, KNOB * unit, KNOB * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.knob)
    core = (KNOB_CORE + (KNOB_HELD if held else 0.0)) * unit
    painter.drawEllipse(at, core, core)
    if focus:
        out = (KNOB + KNOB_STROKE / 2 + FOCUS_OFF + FOCUS_RING / 2) * unit
        painter.setPen(QPen(inks.knob, FOCUS_RING * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, out, out)
    painter.restore()
