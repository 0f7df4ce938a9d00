"""What the pages ask of whoever draws the figure, and a simple drawing for as long as there is nobody better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from hipgui.core.model import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF

    from hipgui.ui.look import Look


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a movement: where it is on its way (0 to 1), for a working side.

    `still_s` are the seconds it has stood still (for the breath), None while it moves. `ghost` asks for the other
    side's shadow behind it. `on_flood` tells that it stands on the switch flood.
    """

    movement: str
    side: Side
    amount: float = 1.0
    still_s: float | None = None
    ghost: bool = False
    on_flood: bool = False


class Pictures(Protocol):
    """Paints figures. Nothing here may block: what is not ready is left out, and told when it is."""

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame."""
        ...

    def paint(self, painter: QPainter, box: QRectF, shot: Shot, look: Look) -> None:
        """Paint the figure into `box`, which has the movement's aspect."""
        ...

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the GUI thread whenever a picture that was left out has become ready."""
        ...


Point = tuple[float, float]
Joints = dict[str, Point]

# Joints seen from the side, x forward and y up, in body heights, for the right working side.
_STAND: Joints = {
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
_MARCH_TOP: Joints = {**_STAND, "knee_a": (0.24, 0.53), "foot_a": (0.24, 0.28), "toe_a": (0.33, 0.30)}
_KNEEL: Joints = {
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
_LIFT_TOP: Joints = {**_KNEEL, "knee_a": (0.24, 0.39), "foot_a": (0.24, 0.15), "toe_a": (0.34, 0.16)}
_LIZARD: Joints = {
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
_LIZARD_DEEP: Joints = {**_LIZARD, "hip": (-0.07, 0.20), "knee_a": (0.17, 0.24), "chest": (0.11, 0.32)}
_FRAMES = {"march": (-0.45, 0.45, 1.02), "lift": (-0.55, 0.55, 0.78), "lizard": (-0.72, 0.52, 0.56)}
"""Left, right and top of each family's frame."""
_KEYS = {"march": (_STAND, _MARCH_TOP), "lift": (_KNEEL, _LIFT_TOP), "lizard": (_LIZARD, _LIZARD_DEEP)}


class SimplePictures:
    """Poses as plain limbs, from the side: always ready, needs nothing."""

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame."""
        left, right, top = _FRAMES[_family(movement)]
        return (right - left) / (top + 0.06)

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Everything is ready at once."""

    def paint(self, painter: QPainter, box: QRectF, shot: Shot, look: Look) -> None:
        """Paint limbs, mat and shadow."""
        family = _family(shot.movement)
        left, right, top = _FRAMES[family]
        scale = min(box.width() / (right - left), box.height() / (top + 0.06))
        start, end = _KEYS[family]
        share = 1.0 - abs(2.0 * shot.amount - 1.0) if shot.movement in _TWO_WAY else shot.amount
        joints = {name: _between(start[name], end[name], share) for name in start}
        direction = -1.0 if shot.side is Side.LEFT else 1.0
        foot = QPointF(box.center().x() - direction * (left + right) / 2 * scale, box.bottom() - 0.05 * scale)

        def at(name: str) -> QPointF:
            x, y = joints[name]
            return foot + QPointF(direction * x * scale, -y * scale)

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = look.tokens.dark and not shot.on_flood
        floor = QColor("#2C3843" if dark else "#CDD3CC")
        painter.setPen(QPen(floor, 0.035 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(
            foot + QPointF(left * 0.9 * scale * direction, 0), foot + QPointF(right * 0.9 * scale * direction, 0)
        )
        skin, cloth, shirt, far = (
            QColor("#E0A27F"),
            QColor("#47608F"),
            QColor("#D9DEE5" if dark else "#B9B4A8"),
            QColor("#34466B"),
        )
        _limb(painter, [at("hip"), at("knee_b"), at("foot_b"), at("toe_b")], 0.075 * scale, far)
        _limb(painter, [at("neck"), at("chest"), at("hip")], 0.125 * scale, shirt)
        _limb(painter, [at("hip"), at("knee_a"), at("foot_a"), at("toe_a")], 0.08 * scale, cloth)
        _limb(painter, [at("chest"), at("elbow"), at("hand")], 0.05 * scale, skin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(skin)
        painter.drawEllipse(at("head"), 0.062 * scale, 0.07 * scale)
        painter.restore()


_TWO_WAY = frozenset({"lift_book", "lift_flat", "lift_edge"})


def _family(movement: str) -> str:
    family = movement.partition("_")[0]
    return family if family in _FRAMES else "march"


def _between(first: Point, second: Point, share: float) -> Point:
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def _limb(painter: QPainter, points: list[QPointF], width: float, colour: QColor) -> None:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path)
