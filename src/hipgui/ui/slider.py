"""A number on a line: dragged, clicked or moved by keys, with its value in words at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSlider

from hipgui.paint.theme import BODY, FOCUS_OFF, FOCUS_RING, SEMIBOLD, text_font
from hipgui.ui.buttons import KEYBOARD
from hipgui.ui.label import RIGHT, Label
from hipgui.ui.row import LABEL_GAP, ROOM, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

GROOVE, KNOB, KNOB_GAP = 0.85, 1.65, 0.35
"""Height of the line, radius of the knob, and what is free around it, in u."""
VALUE = 8.6
"""Room for a value, in u of the text size: lines below one another end together."""
LEAST = 18.0
"""The shortest line that can be aimed at, in u."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1}
WIDE_STEP = 4
WIDE_STEPS = {Qt.Key.Key_PageDown: -WIDE_STEP, Qt.Key.Key_PageUp: WIDE_STEP}


class Slider(QSlider):
    """The line. Up and down are left to the page, which they scroll."""

    def __init__(self, parent: QWidget, name: str, steps: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(name)
        self.setRange(0, steps)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.look: Look | None = None
        self._ringed = False

    def line(self) -> QRectF:
        """Where the middle of the knob goes, from left to right; in pixels of the widget."""
        assert self.look
        side = (KNOB + ROOM) * self.look.u
        high = GROOVE * self.look.u
        return QRectF(side, (self.height() - high) / 2, self.width() - 2 * side, high)

    def knob_at(self, value: int) -> QPointF:
        """The middle of the knob at a value."""
        line = self.line()
        return QPointF(line.left() + line.width() * value / self.maximum(), line.center().y())

    def value_at(self, x: float) -> int:
        """The value nearest to a place."""
        line = self.line()
        share = (x - line.left()) / max(1.0, line.width())
        return round(min(1.0, max(0.0, share)) * self.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump there, and be dragged from there on."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self.value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Be dragged."""
        if self.isSliderDown():
            self.setValue(self.value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; `sliderReleased` says so."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A step, a wide step, either end."""
        key = Qt.Key(event.key())
        if step := {**STEPS, **WIDE_STEPS}.get(key):
            self.setValue(self.value() + step)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.setValue(0 if key is Qt.Key.Key_Home else self.maximum())
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to whoever came by keyboard."""
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line up to the knob, the knob, the rest of the line."""
        look = self.look
        if look is None:
            return
        unit, line, knob = look.u, self.line(), self.knob_at(self.value())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        off = (KNOB + KNOB_GAP) * unit
        begin, end = line.left() - KNOB * unit, line.right() + KNOB * unit
        for colour, left, right in (
            (look.page.text, begin, knob.x() - off),
            (look.page.to_come, knob.x() + off, end),
        ):
            if right > left:
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(left, line.top(), right - left, line.height()), unit / 2, unit / 2)
        painter.setBrush(look.page.text)
        radius = KNOB * unit * (1.08 if self.underMouse() or self.isSliderDown() else 1.0)
        painter.drawEllipse(knob, radius, radius)
        if self.hasFocus() and self._ringed:
            ring = (KNOB + FOCUS_OFF + FOCUS_RING / 2) * unit
            painter.setPen(QPen(look.page.text, FOCUS_RING * unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(knob, ring, ring)
        painter.end()


class SliderRow(Row):
    """A label, a line and its value in words.

    Goes from `least` to `most` in equal steps. While it is dragged `moved` tells every value; `chosen` tells the one it
    is left at.
    """

    moved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        label: str,
        least: float,
        most: float,
        step: float,
        words: Callable[[float], str],
    ) -> None:
        super().__init__(parent, label)
        self._least, self._step, self._words = least, step, words
        self._whole = isinstance(step, int)
        self.slider = Slider(self, label, round((most - least) / step))
        self._value = Label(self, SEMIBOLD, RIGHT)
        self._told = 0
        self._place: tuple[QPointF, float] | None = None
        self.slider.valueChanged.connect(self._on_value_changed)
        self.slider.sliderReleased.connect(self._tell)

    @property
    def value(self) -> float:
        """What it stands at."""
        exact = self._least + self.slider.value() * self._step
        return round(exact) if self._whole else round(exact, 3)

    def choose(self, value: object) -> None:
        """Show a number; one between two steps is shown at the nearer one."""
        assert isinstance(value, int | float)
        self._told = round((value - self._least) / self._step)
        before = self.slider.blockSignals(True)  # noqa: FBT003  Qt's
        self.slider.setValue(self._told)
        self.slider.blockSignals(before)
        self._write()

    def least_width(self, look: Look) -> float:
        """The shortest line and the longest words."""
        return self._words_width(look) + (LEAST + LABEL_GAP) * look.u

    def place(self, box: QRectF, look: Look) -> float:
        """The line, and its value at the right."""
        unit, size, room = look.u, look.type(BODY), ROOM * look.u
        words = self._words_width(look)
        self.slider.look = look
        line = box.adjusted(-room, 0, room - words - LABEL_GAP * unit, 0)
        self.slider.setGeometry(line.toRect())
        middle = box.center().y()
        self._place = QPointF(box.right(), middle + 0.35 * size), words
        self._value.ink(look.page.text)
        self._write()
        return box.bottom()

    def _words_width(self, look: Look) -> float:
        metrics = QFontMetricsF(text_font(round(look.type(BODY)), SEMIBOLD))
        values = (self._least + place * self._step for place in range(self.slider.maximum() + 1))
        return max(VALUE * look.scaled(1.0) * look.u, *(metrics.horizontalAdvance(self._words(one)) for one in values))

    def _write(self) -> None:
        words = self._words(self.value)
        self.slider.setAccessibleDescription(words)
        if self._place is not None and self.look is not None:
            at, width = self._place
            self._value.place(words, at, width + 1, self.look.type(BODY))
        self.slider.update()

    def _on_value_changed(self) -> None:
        self._write()
        self.moved.emit(self.value)
        if not self.slider.isSliderDown():
            self._tell()

    def _tell(self) -> None:
        if self.slider.value() != self._told:
            self._told = self.slider.value()
            self.chosen.emit(self.value)
