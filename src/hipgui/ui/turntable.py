"""The turntable: the figure on a ring, turned by drag and by keys, its working muscles named."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QDial

from hipgui.core.model import Side
from hipgui.paint.ring import Ring, RingInks, paint_knob, paint_ring
from hipgui.paint.theme import FRAME_MS
from hipgui.ui.callouts import Callouts
from hipgui.ui.pictures import Shot
from hipgui.ui.sitting import Sitting
from hipgui.ui.turn import FULL_TURN, HALF_TURN, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QAbstractSlider, QWidget

    from hipgui.paint.turning import Turned
    from hipgui.ui.callouts import Callout
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.turn import Pose, Watch

DEGREES_A_SECOND = 60.0
STEP = 30.0
"""A key press turns so far at once where motion is reduced."""
TAP = 4.0
"""However short a key is pressed, it turns so far."""
FINE = 0.005
"""Places on a movement's path are painted as multiples of this."""
EDGE, BELOW = 3.2, 3.9
"""Room beside the ring for its ticks and below it for the knob and its focus ring, in u."""
SINK = 0.3
"""How much of the room that a low figure leaves free is below it."""


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
        self._sitting = Sitting(self, pictures)
        self._sitting.painted.connect(self._on_painted)
        self._shown: Turned | None = None
        self._ring: Ring | None = None
        self._azimuth = self._own = 0.0
        self._speed = 0.0
        self._at_ms = self._since_ms = 0.0
        self._watch: Watch | None = None
        self._grip: tuple[float, float] | None = None
        self._on_knob = False
        self.callouts = Callouts(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS // 2)  # a tick asks for a picture; only pictures that come are painted
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
        return self._sitting.subject(self._look) is not None

    @property
    def moving(self) -> bool:
        """Whether it turns by itself or shows a movement right now."""
        return self._speed != 0.0 or self._watch is not None

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
        self._pose, self._watch = pose, None
        if not self.moving:
            self._timer.stop()
        subject = self._sitting.subject(self._look)
        if subject is not None:
            self._own = subject.figures.movement(pose.movement).camera.azimuth
            known = subject.figures.muscles
            callouts = [one for one in callouts if one.muscle in known]
        self.callouts.show_all(callouts)
        if afresh:
            self._shown = None
            self._sitting.anew()
            self._put(self._own)
        self._lay_out()

    def prepare(self, look: Look, fellows: tuple[str, ...]) -> None:
        """Have the ring that carries these movements ready."""
        self._sitting.table(look, fellows)

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
        self._run()

    def release(self) -> None:
        """Turn no further."""
        self._speed = 0.0
        if self._watch is None:
            self._timer.stop()

    def watch(self, wanted: Watch) -> None:
        """Show a movement once, from where it stands back to there; asked again, it begins anew."""
        if self.turns and self._pose is not None:
            self._watch, self._since_ms = wanted, self._now_ms()
            self._run()

    def _run(self) -> None:
        self._at_ms = self._now_ms()
        self._timer.start()

    def close_down(self) -> None:
        """End what works in the background."""
        self._watch = None
        self.release()
        self._sitting.close()

    # Turning.

    def _on_tick(self) -> None:
        now_ms = self._now_ms()
        passed_s = (now_ms - self._at_ms) / 1000
        self._at_ms = now_ms
        if self._watch is not None and self._pose is not None:
            since_s = (now_ms - self._since_ms) / 1000
            reduced = self._look is not None and self._look.reduced_motion
            amount = round(self._watch.amount(since_s, reduced_motion=reduced) / FINE) * FINE
            self._pose = replace(self._pose, amount=amount)
            if since_s >= self._watch.length_s:
                self._pose, self._watch = replace(self._pose, amount=None), None
                self.release()
        self._put(self._azimuth + self._speed * passed_s)

    def _put(self, azimuth: float) -> None:
        self._azimuth = wrapped(azimuth)
        self.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self.setValue(round(-self._azimuth) % int(FULL_TURN))
        self.blockSignals(False)  # noqa: FBT003  likewise
        if self._sitting.begun:
            self._ask()
        self.turned.emit()

    def _on_value_changed(self, value: int) -> None:
        """A screen reader turned it."""
        self._put(-float(value))

    def _ask(self) -> None:
        """Have the present angle painted."""
        if self._ring is not None and self._pose is not None and self.isVisible():
            muscles = tuple(one.muscle for one in self.callouts.all)
            self._sitting.ask(self._look, self._pose, self._azimuth, self._ring, muscles)

    def _on_painted(self, found: Turned) -> None:
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
            self.show_pose(self._pose, self.callouts.all, afresh=not self._sitting.begun)
            self.update()
        elif self._sitting.begun:
            self._ask()  # who is shown may have changed

    # Layout and paint.

    def _lay_out(self) -> None:
        look, table = self._look, self._sitting.table(self._look, self._pose.fellows if self._pose else ())
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
        self._ring = Ring(centre.x(), centre.y(), table.radius * scale, scale)
        self.callouts.lay_out(QRectF(0, 0, wide, high), self._ring)
        if self._sitting.begun:
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
        if not self._sitting.begun:
            QTimer.singleShot(0, self, self._ask)  # the page comes first, then the thread that paints the figure

    def _paint_still(self, painter: QPainter, look: Look) -> None:
        """While there is nothing to turn: a still."""
        if self._pose is None:
            return
        shot = Shot(self._pose.movement, Side.RIGHT, self._pose.ways, self._pose.still_at)
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
        self._watch = None
        self.release()
