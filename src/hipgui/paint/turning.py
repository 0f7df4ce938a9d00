"""A figure on a turntable: painted from any side in a thread of its own, where only the newest wish counts.

A picture takes two or three frames of the window, so the window never waits: it shows the last one that is ready. Each
picture brings the places its labels are tied to, so that lines and body always belong to the same moment.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from hipgui.figure.drawlist import Layer, Spot
from hipgui.figure.model import Camera, View
from hipgui.figure.motion import skeleton_at
from hipgui.figure.rig import solve
from hipgui.figure.scene import picture
from hipgui.paint.figure import paint_marks
from hipgui.paint.ring import ELEVATION

if TYPE_CHECKING:
    from hipgui.figure.drawlist import DrawList
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Figures, Look, Movement, SideName

FLESH, SCALP = 0.05, 0.135
"""What flesh and shoes add around the joints, and hair above the head's, in H."""
RIM = 0.02
"""Free ring around what stands on a turntable, in H."""
WALL_HALF, WALL_HIGH = 0.34, 0.98
KEPT_BYTES = 32 * 1024 * 1024
SLOW_S = 0.042
"""A picture that took longer has come too late for 20 a second: the next of a running turn is painted in a hurry."""
HURRIED = 0.6
"""How many pixels a picture in a hurry has for each of a sharp one, along each side."""
BREATHER_S = 0.001
"""The thread lets go of the interpreter this long after each picture."""


@dataclass(frozen=True, slots=True)
class Table:
    """A turntable under movements: its radius, and how high they reach above its middle on the screen; in H."""

    radius: float
    rise: float

    @property
    def drop(self) -> float:
        """How far its front edge is below its middle on the screen, in H."""
        return self.radius * math.sin(math.radians(ELEVATION))


def table_for(figures: Figures, movements: tuple[str, ...]) -> Table:
    """The turntable that carries each of `movements` in every pose and from every side. Raises KeyError."""
    reach, rise = 0.0, 0.0
    for movement_id in movements:
        points = _extent(figures, figures.movement(movement_id))
        away = np.hypot(points[:, 0], points[:, 1])
        reach = max(reach, float(away.max()))
        tilt = math.radians(ELEVATION)
        rise = max(rise, float((points[:, 2] * math.cos(tilt) + away * math.sin(tilt)).max()))
    return Table(reach + RIM, rise)


def axis_of(movement: Movement) -> tuple[float, float]:
    """Where a movement's turntable turns (x, y in H, right side): the middle of its mat, or of its view."""
    if movement.mat is None:
        return movement.view.centre[0], 0.0
    back, front, right, left = movement.mat
    return (back + front) / 2, (right + left) / 2


def _extent(figures: Figures, movement: Movement) -> Array:
    """(n, 3) corners of all that takes part, seen from the turntable's middle, for the right side."""
    points: list[tuple[float, float, float]] = []
    for key in movement.keys:
        body = solve(key.pose)
        joints = body.origins[1:]  # without the world
        flesh = np.abs(joints[:, :2]) + FLESH
        outer = np.sign(joints[:, :2]) * flesh
        points += [(x, y, z + FLESH) for (x, y), z in zip(outer.tolist(), joints[:, 2].tolist(), strict=True)]
        x, y, z = body.origin("head").tolist()
        points.append((x, y, z + SCALP))
    if movement.mat is not None:
        back, front, right, left = movement.mat
        points += [(x, y, 0.0) for x in (back, front) for y in (right, left)]
    for spec in (figures.props[name] for name in movement.props):
        for box in spec.boxes:
            half_x, half_y = box.size[0] / 2, box.size[1] / 2
            x, y, z = box.place
            points += [(x + sx * half_x, y + sy * half_y, z + box.size[2]) for sx in (-1, 1) for sy in (-1, 1)]
        if spec.kind == "wall":
            x, y, _ = spec.place
            points += [(x + dx, y, WALL_HIGH) for dx in (-WALL_HALF, WALL_HALF)]
    found = np.array(points)
    found[:, :2] -= np.array(axis_of(movement))
    return found


@dataclass(frozen=True, slots=True)
class Angle:
    """A picture to paint. Sizes in logical pixels; `foot` is where the turntable's middle is in it."""

    movement: str
    side: SideName
    amount: float
    look: Look
    azimuth: float
    """Degrees; 0 looks at the figure's front, negative from its right."""
    width: int
    height: int
    foot: tuple[float, float]
    scale: float
    """Pixels for each H."""
    ratio: float = 1.0
    shining: tuple[str, ...] | None = None
    """Muscles to show (ids); None for the movement's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """A painted angle: a picture cropped to what it shows, and where muscles' labels are tied, in logical pixels."""

    angle: Angle
    image: QImage
    left: float
    top: float
    labels: dict[str, tuple[float, float]]

    @property
    def bounds(self) -> QRectF:
        """What it covers, in logical pixels."""
        size = self.image.deviceIndependentSize()
        return QRectF(self.left, self.top, size.width(), size.height())

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it with the angle's upper left corner at that place."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)  # for one that was painted in a hurry
        painter.drawImage(QPointF(left + self.left, top + self.top), self.image)


def turned(figures: Figures, angle: Angle) -> Turned:
    """Paint one angle now; takes some tens of milliseconds. Raises KeyError for an unknown movement."""
    movement = figures.movement(angle.movement)
    skeleton = skeleton_at(movement, angle.side, angle.amount)
    standing = _on_table(movement, angle.shining)
    camera = Camera(angle.azimuth, ELEVATION)
    drawn = _bare(picture(figures, standing, angle.side, skeleton, angle.look.body, camera))
    (x, y), ratio = angle.foot, angle.ratio
    image = QImage(round(angle.width * ratio), round(angle.height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    try:
        paint_marks(painter, drawn, angle.scale * ratio, (x * ratio, y * ratio), angle.look)
    finally:
        painter.end()
    left, top, cropped = _cropped(image)
    cropped.setDevicePixelRatio(ratio)
    labels = {name: (x + at[0] * angle.scale, y + at[1] * angle.scale) for name, at in drawn.labels.items()}
    return Turned(angle, cropped, left / ratio, top / ratio, labels)


@lru_cache(maxsize=64)
def _on_table(movement: Movement, shining: tuple[str, ...] | None) -> Movement:
    """The movement with its turntable's middle as the origin of the picture, without its arrow."""
    muscles = movement.muscles if shining is None else shining
    return replace(movement, view=View((*axis_of(movement), 0.0), 1.0, 1.0), muscles=muscles, arrow=None)


def _bare(drawn: DrawList) -> DrawList:
    """Without floor light: the turntable brings its own floor."""
    marks = tuple(mark for mark in drawn.marks if not (isinstance(mark, Spot) and mark.layer is Layer.GROUND))
    return replace(drawn, marks=marks)


def _cropped(image: QImage) -> tuple[int, int, QImage]:
    """Left and top of what is not empty, and that; an empty picture stays as it is."""
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    rows = np.flatnonzero(pixels.any(axis=1))
    if len(rows) == 0:
        return 0, 0, image
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(pixels[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    return left, top, image.copy(left, top, right - left, bottom - top)


class Turner(QObject):
    """Paints the angle that was wanted last; older wishes that were not begun are forgotten.

    Where a picture takes longer than `slow_s` and another is wanted meanwhile, that one is less sharp and sooner there;
    the last of a turn is always sharp.
    """

    painted = Signal(object)
    """A Turned has become ready."""

    def __init__(self, figures: Figures, parent: QObject | None = None, *, slow_s: float = SLOW_S) -> None:
        super().__init__(parent)
        self._figures, self._slow_s = figures, slow_s
        self._change = threading.Condition()
        self._wanted: Angle | None = None
        self._closing = False
        self._kept: OrderedDict[Angle, Turned] = OrderedDict()
        self._worker = threading.Thread(target=self._work, name="figure-turning", daemon=True)
        self._worker.start()

    def want(self, angle: Angle) -> Turned | None:
        """The picture if it is still there; else None, it is painted next and `painted` brings it."""
        with self._change:
            found = self._kept.get(angle)
            if found is not None:
                self._kept.move_to_end(angle)
                self._wanted = None
                return found
            self._wanted = angle
            self._change.notify()
        return None

    @property
    def used_bytes(self) -> int:
        """Memory that kept pictures take."""
        with self._change:
            return sum(one.image.sizeInBytes() for one in self._kept.values())

    def close(self) -> None:
        """Stop painting and wait for the thread to end. Idempotent."""
        with self._change:
            self._closing = True
            self._change.notify()
        self._worker.join()

    def _work(self) -> None:
        hurried = False
        while True:
            with self._change:
                while self._wanted is None and not self._closing:
                    self._change.wait()
                angle, self._wanted = self._wanted, None
                if self._closing or angle is None:
                    return
            begun_s = time.perf_counter()
            if hurried:
                rough = turned(self._figures, replace(angle, ratio=angle.ratio * HURRIED))
                self.painted.emit(replace(rough, angle=angle))
                with self._change:
                    hurried = self._has_moved_on(angle)
                    if not hurried:
                        self._wanted = angle  # nothing newer: this one again, sharp
            else:
                found = turned(self._figures, angle)
                self._keep(found)
                self.painted.emit(found)
                hurried = self._has_moved_on(angle) and time.perf_counter() - begun_s > self._slow_s
            time.sleep(BREATHER_S)

    def _has_moved_on(self, angle: Angle) -> bool:
        """Whether another angle is wanted by now."""
        return self._wanted not in {None, angle}

    def _keep(self, found: Turned) -> None:
        with self._change:
            self._kept[found.angle] = found
            total = sum(one.image.sizeInBytes() for one in self._kept.values())
            while total > KEPT_BYTES and len(self._kept) > 1:
                total -= self._kept.popitem(last=False)[1].image.sizeInBytes()
