"""The turntable: the figure on a ring, turned by drag and by keys, its working muscles named."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QDial

from hipgui.core.model import Side
from hipgui.paint.ring import Ring, RingInks, paint_knob, paint_ring
from hipgui.paint.theme import FRAME_MS
from hipgui.ui.callouts import Callouts
from hipgui.ui.pictures import Shot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QAbstractSlider, QWidget

    from hipgui.paint.turning import Angle, Table, Turned, Turner
    from hipgui.ui.callouts import Callout
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures, Subject

DEGREES_A_SECOND = 60.0
STEP = 30.0
"""A key press turns so far at once where motion is reduced."""
TAP = 4.0
"""However short a key is pressed, it turns so far."""
GRAIN = 1.0
"""Azimuths are multiples of this."""
EDGE, BELOW = 3.2, 3.9
"""Room beside the ring for its ticks and below it for the knob and its focus ring, in u."""
SINK = 0.3
"""How much of the room that a low figure leaves free is below it."""
FULL_TURN = 360.0
HALF_TURN = 180.0


@dataclass(frozen=True, slots=True)
class Pose:
    """What stands on the turntable: a movement, and others that its ring has to carry too."""

    movement: str
    ways: int
    fellows: tuple[str, ...]
    amount: float | None = None
    """The place on the movement's path; None for the one that stands for it."""


def wrapped(azimuth: float) -> float:
    """An azimuth from -180 up to 180."""
    return (azimuth + HALF_TURN) % FULL_TURN - HALF_TURN


class Turntable(QDial):
    """Turns at 60 degrees a second while asked to, and follows the mouse. A dial for screen readers, in degrees."""

    turned = Signal()

    def __init__(self, parent: QWidget, pictures: Pictures, now_ms: Callable[[], float]) -> None:
        super().__init__(parent)
        self.setRange(0, int(FULL_TURN) - 1)
        self.setWrapping(True)
        self.setAccessibleName("Turn the figure")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pictures, self._now_ms = pictures, now_ms
        self._look: Look | None = None
        self._pose: Pose | None = None
        self._turner: Turner | None = None
        self._shown: Turned | None = None
        self._wanted: Angle | None = None
        self._tables: dict[tuple[str, ...], Table] = {}
        self._ring: Ring | None = None
        self._azimuth = self._own = 0.0
        self._speed = 0.0
        self._at_ms = 0.0
        self._grip: tuple[float, float] | None = None
        self._on_knob = False
        self.callouts = Callouts(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_tick)
        self.valueChanged.connect(self._on_value_changed)
        pictures.tell_when_ready(self._on_ready)

    # What the page asks of it.

    @property
    def azimuth(self) -> float:
        """Where the viewer stands: 0 before the figure, negative at its right; degrees."""
        return self._azimuth

    @property
    def shown(self) -> Turned | None:
        """The picture that is shown now; None while there is none."""
        return self._shown

    @property
    def turns(self) -> bool:
        """Whether there is a figure that can be turned."""
        return self._look is not None and self._pictures.subject(self._look) is not None

    @property
    def turning(self) -> bool:
        """Whether it turns by itself right now."""
        return self._speed != 0.0

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self.callouts.dress(look)

    def stand(self, box: QRectF) -> None:
        """Fill `box`, pixels of the parent."""
        self.setGeometry(box.toAlignedRect())
        self._lay_out()

    def show_pose(self, pose: Pose, callouts: Sequence[Callout], *, afresh: bool) -> None:
        """Put that on the turntable; `afresh` begins at the movement's own view."""
        self._pose = pose
        subject = self._pictures.subject(self._look) if self._look else None
        if subject is not None:
            self._own = subject.figures.movement(pose.movement).camera.azimuth
            known = subject.figures.muscles
            callouts = [one for one in callouts if one.muscle in known]
        self.callouts.show_all(callouts)
        if afresh:
            self._shown = self._wanted = None
            self._put(self._own)
        self._lay_out()

    def turn_home(self) -> None:
        """Back to the movement's own view."""
        self._put(self._own)

    def press(self, direction: int) -> None:
        """Begin to turn: -1 to the left, 1 to the right (the nearer edge of the ring goes that way)."""
        if not self.turns or self._look is None:
            return
        if self._look.reduced_motion:
            self._put(self._azimuth - STEP * direction)
            return
        self._put(self._azimuth - TAP * direction)
        self._speed = -DEGREES_A_SECOND * direction
        self._at_ms = self._now_ms()
        self._timer.start()

    def release(self) -> None:
        """Turn no further."""
        self._speed = 0.0
        self._timer.stop()

    def close_down(self) -> None:
        """End what works in the background."""
        self.release()
        if self._turner is not None:
            self._turner.close()
            self._turner = None

    # Turning.

    def _on_tick(self) -> None:
        now_ms = self._now_ms()
        passed_s = (now_ms - self._at_ms) / 1000
        self._at_ms = now_ms
        self._put(self._azimuth + self._speed * passed_s)

    def _put(self, azimuth: float) -> None:
        self._azimuth = wrapped(azimuth)
        self.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self.setValue(round(-self._azimuth) % int(FULL_TURN))
        self.blockSignals(False)  # noqa: FBT003  likewise
        if self._wanted is not None:
            self._ask()
        self.turned.emit()

    def _on_value_changed(self, value: int) -> None:
        """A screen reader turned it."""
        self._put(-float(value))

    def _ask(self) -> None:
        """Have the present angle painted."""
        subject = self._pictures.subject(self._look) if self._look else None
        ring, pose = self._ring, self._pose
        if subject is None or ring is None or pose is None or not self.isVisible():
            return
        from hipgui.paint.turning import Angle  # noqa: PLC0415  start-up: numpy comes after the first frame

        amount = subject.figures.movement(pose.movement).still_at if pose.amount is None else pose.amount
        angle = Angle(
            pose.movement,
            Side.RIGHT.value,
            amount,
            subject.look,
            round(self._azimuth / GRAIN) * GRAIN,
            self.width(),
            self.height(),
            (ring.centre.x(), ring.centre.y()),
            ring.scale,
            self.devicePixelRatioF(),
            tuple(sorted(one.muscle for one in self.callouts.all)),
        )
        if angle == self._wanted:
            return
        self._wanted = angle
        found = self._turner_of(subject).want(angle)
        if found is not None:
            self._on_painted(found)

    def _turner_of(self, subject: Subject) -> Turner:
        from hipgui.paint.turning import Turner  # noqa: PLC0415  start-up: numpy comes after the first frame

        if self._turner is None:
            self._turner = Turner(subject.figures)
            self._turner.painted.connect(self._on_painted)
        return self._turner

    def _on_painted(self, found: Turned) -> None:
        wanted = self._wanted
        if wanted is None or (found.angle.width, found.angle.height, found.angle.scale, found.angle.movement) != (
            wanted.width,
            wanted.height,
            wanted.scale,
            wanted.movement,
        ):
            return
        region = self._moving()
        self._shown = found
        self.callouts.follow(found)
        self.update(region.united(self._moving()))

    def _moving(self) -> QRegion:
        """What changes from one picture to the next: all but the names, which are painted anew only when they move."""
        look = self._look
        if look is None:
            return QRegion()
        boxes = [line.boundingRect() for line in self.callouts.lines()]
        if self._ring is not None:
            boxes.append(self._ring.reach(look.u))
        if self._shown is not None:
            boxes.append(self._shown.bounds)
        room = look.u  # dots and strokes
        region = QRegion()
        for box in boxes:
            region = region.united(box.adjusted(-0.3 * room, -room, 0.3 * room, room).toAlignedRect())
        return region

    def _on_ready(self) -> None:
        """The figure, or a still of it, has become ready."""
        if self.isVisible() and self._shown is None and self._pose is not None:
            self.show_pose(self._pose, self.callouts.all, afresh=self._turner is None)
            self.update()

    # Layout and paint.

    def _table(self) -> Table | None:
        subject = self._pictures.subject(self._look) if self._look else None
        if subject is None or self._pose is None:
            return None
        from hipgui.paint.turning import table_for  # noqa: PLC0415  start-up: numpy comes after the first frame

        fellows = self._pose.fellows
        if fellows not in self._tables:
            self._tables[fellows] = table_for(subject.figures, fellows)
        return self._tables[fellows]

    def _lay_out(self) -> None:
        look, table = self._look, self._table()
        if look is None or table is None or self.width() < 2:
            self._ring = None
            self.callouts.hide_all()
            return
        unit = look.u
        wide, high = float(self.width()), float(self.height())
        edge, below = EDGE * unit, BELOW * unit
        aside = self.callouts.reserved(wide)
        # The ring may reach into the margin: its ticks are all that stands there.
        room = wide - aside - 2 * edge
        scale = min(room / (2 * table.radius), (high - below - 0.4 * unit) / (table.rise + table.drop))
        spare = high - below - (table.rise + table.drop) * scale
        centre = QPointF(aside + (wide - aside) / 2, high - below - table.drop * scale - spare * SINK)
        self._ring = Ring(centre, table.radius * scale, scale)
        self.callouts.lay_out(QRectF(0, 0, wide, high), self._ring)
        if self._wanted is not None:
            self._ask()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring, figure, lines, knob."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.page.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring
        if ring is None:
            self._paint_still(painter, look)
            painter.end()
            return
        inks = RingInks(look.page.ground, QColor(look.tokens.track), look.page.to_come, look.page.text)
        # Ring and knob keep to the picture that is shown, not to the one that is wanted: they turn as one.
        azimuth = self._azimuth if self._shown is None else self._shown.angle.azimuth
        paint_ring(painter, ring, azimuth, inks, look.u)
        knob = ring.knob(azimuth)
        behind = knob.y() < ring.centre.y()
        if behind:
            paint_knob(painter, knob, inks, look.u, focus=self.hasFocus(), held=self._on_knob)
        if self._shown is not None:
            self._shown.paint(painter, 0.0, 0.0)
            self.callouts.paint(painter, look)
        if not behind:
            paint_knob(painter, knob, inks, look.u, focus=self.hasFocus(), held=self._on_knob)
        painter.end()
        if self._wanted is None:
            QTimer.singleShot(0, self, self._ask)  # the page comes first, then the thread that paints the figure

    def _paint_still(self, painter: QPainter, look: Look) -> None:
        """While there is nothing to turn: a still."""
        if self._pose is None:
            return
        shot = Shot(self._pose.movement, Side.RIGHT, self._pose.ways, 1.0 if self._pose.ways == 1 else 0.5)
        picture = self._pictures.still(shot, QSizeF(self.size()), look, self.devicePixelRatioF())
        if picture is not None:
            picture.paint(painter, 0.0, 0.0)

    # Mouse and keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the knob or the figure."""
        ring = self._ring
        if ring is None or self._look is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        reach = 3.4 * self._look.u
        away = at - ring.knob(self._azimuth)
        self._on_knob = math.hypot(away.x(), away.y()) <= reach
        self._grip = (at.x(), self._azimuth)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn with the mouse: the knob goes where it is pulled, the figure as far as its ring is wide."""
        ring = self._ring
        if self._grip is None or ring is None:
            return
        at = event.position()
        if self._on_knob:
            self._put(ring.azimuth_at(at))
        else:
            start_x, start = self._grip
            self._put(start - (at.x() - start_x) / (2 * ring.radius) * HALF_TURN)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip, self._on_knob = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the movement's own view."""
        self.turn_home()

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:  # noqa: N802  Qt's name
        """A dial would paint itself anew; this one waits for its picture."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page hands out the keys."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Likewise."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring around the knob."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is looking."""
        super().hideEvent(event)
        self.release()
