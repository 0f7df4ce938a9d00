"""Poses as plain limbs, from the side: always ready, needs nothing. For where there is no figure to be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from hipgui.core.model import Side
from hipgui.ui.pictures import Course

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSizeF

    from hipgui.figure.names import Appearance
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Part, Picture, Shot, Subject

Point = tuple[float, float]
Joints = dict[str, Point]

# Joints seen from the side, x forward and y up, in body heights; a is the working leg, b the other.
STAND: Joints = {
    "hip": (0.0, 0.52),
    "chest": (0.01, 0.74),
    "neck": (0.015, 0.80),
    "head": (0.03, 0.90),
    "hand": (0.05, 0.60),
    "elbow": (-0.09, 0.66),
    "knee_a": (0.04, 0.285),
    "foot_a": (0.01, 0.04),
    "toe_a": (0.11, 0.02),
    "knee_b": (0.02, 0.28),
    "foot_b": (-0.02, 0.04),
    "toe_b": (0.08, 0.02),
}
MARCH_TOP: Joints = {**STAND, "knee_a": (0.24, 0.53), "foot_a": (0.24, 0.28), "toe_a": (0.33, 0.30)}
KNEEL: Joints = {
    "hip": (0.0, 0.29),
    "chest": (0.0, 0.51),
    "neck": (0.0, 0.57),
    "head": (0.015, 0.67),
    "hand": (0.04, 0.36),
    "elbow": (-0.1, 0.43),
    "knee_a": (0.24, 0.29),
    "foot_a": (0.22, 0.04),
    "toe_a": (0.32, 0.02),
    "knee_b": (-0.02, 0.04),
    "foot_b": (-0.26, 0.04),
    "toe_b": (-0.30, 0.0),
}
LIFT_TOP: Joints = {**KNEEL, "knee_a": (0.24, 0.39), "foot_a": (0.24, 0.15), "toe_a": (0.34, 0.16)}
LUNGE: Joints = {
    "hip": (-0.10, 0.24),
    "chest": (0.09, 0.35),
    "neck": (0.15, 0.385),
    "head": (0.24, 0.42),
    "hand": (0.20, 0.02),
    "elbow": (0.17, 0.18),
    "knee_a": (0.13, 0.25),
    "foot_a": (0.13, 0.03),
    "toe_a": (0.22, 0.02),
    "knee_b": (-0.31, 0.04),
    "foot_b": (-0.54, 0.05),
    "toe_b": (-0.59, 0.0),
}
LUNGE_DEEP: Joints = {**LUNGE, "hip": (-0.07, 0.20), "knee_a": (0.17, 0.24), "chest": (0.11, 0.32)}
FRAMES = {"march": (-0.45, 0.45, 1.02), "lift": (-0.55, 0.55, 0.78), "lizard": (-0.72, 0.52, 0.56)}
"""Left, right and top of each family's frame; its foot is 0.06 below the floor."""
KEYS = {"march": (STAND, MARCH_TOP), "lift": (KNEEL, LIFT_TOP), "lizard": (LUNGE, LUNGE_DEEP)}
BELOW_FLOOR = 0.06
TWO_WAYS = 2


class SimplePictures:
    """Draws at once whatever is asked for."""

    def dress_body(self, who: Appearance) -> None:
        """Plain limbs look like nobody."""

    def portrait(self, who: Appearance, part: Part, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """There is nobody."""
        return None

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame."""
        left, right, top = FRAMES[_family(movement)]
        return (right - left) / (top + BELOW_FLOOR)

    def sets_up(self, movement: str) -> bool:
        """Plain limbs hold no props."""
        return False

    def still(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """The pose."""
        amount = shot.amount if shot.course is Course.PATH else 0.0
        return SimplePicture(shot._replace(amount=amount), size, dark=look.tokens.dark != shot.flooded)

    moving = still

    def subject(self, look: Look) -> Subject | None:
        """There is nobody."""
        return None

    def expect(self, shots: Sequence[tuple[Shot, QSizeF]], look: Look, ratio: float) -> None:
        """There is nothing to prepare."""

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Everything is ready at once."""

    def warm_up(self) -> None:
        """Nothing is heavy."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class SimplePicture:
    """One pose in a box of that size."""

    shot: Shot
    size: QSizeF
    dark: bool

    @property
    def bounds(self) -> QRectF:
        """All of the box."""
        return QRectF(0, 0, self.size.width(), self.size.height())

    def on_same_ground(self, other: Picture) -> bool:
        """The bounds are everything."""
        return True

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Limbs on a line."""
        family = _family(self.shot.movement)
        first, last, high = FRAMES[family]
        scale = min(self.size.width() / (last - first), self.size.height() / (high + BELOW_FLOOR))
        direction = -1.0 if self.shot.side is Side.LEFT else 1.0
        foot = QPointF(
            left + self.size.width() / 2 - direction * (first + last) / 2 * scale,
            top + self.size.height() - 0.05 * scale,
        )
        start, end = KEYS[family]
        share = 1.0 - abs(2.0 * self.shot.amount - 1.0) if self.shot.ways == TWO_WAYS else self.shot.amount

        def at(name: str) -> QPointF:
            (x, y), (to_x, to_y) = start[name], end[name]
            return foot + QPointF(direction * (x + (to_x - x) * share), -(y + (to_y - y) * share)) * scale

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = [foot + QPointF(end_x * 0.9 * scale * direction, 0) for end_x in (first, last)]
        _limb(painter, floor, 0.035 * scale, "#2C3843" if self.dark else "#CDD3CC")
        _limb(painter, [at("hip"), at("knee_b"), at("foot_b"), at("toe_b")], 0.075 * scale, "#34466B")
        _limb(painter, [at("neck"), at("chest"), at("hip")], 0.125 * scale, "#D9DEE5" if self.dark else "#B9B4A8")
        _limb(painter, [at("hip"), at("knee_a"), at("foot_a"), at("toe_a")], 0.08 * scale, "#47608F")
        _limb(painter, [at("chest"), at("elbow"), at("hand")], 0.05 * scale, "#E0A27F")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#E0A27F"))
        painter.drawEllipse(at("head"), 0.062 * scale, 0.07 * scale)
        painter.restore()


def _family(movement: str) -> str:
    family = movement.partition("_")[0]
    return family if family in FRAMES else "march"


def _limb(painter: QPainter, points: list[QPointF], width: float, colour: str) -> None:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
