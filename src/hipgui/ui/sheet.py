"""A sheet that slides in from the right over whatever page asked for it, and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import FRAME_MS
from hipgui.ui.buttons import Button, paint_key
from hipgui.ui.tween import STILL, Tween

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from hipgui.ui.look import Look
    from hipgui.ui.scroller import Scroller

WIDTH = 72.0
PAD, PAD_NARROW = 5.5, 4.0
SLIDE_MS = 280
RADIUS = 3.2
DIM = 0.22, 0.5
"""How dark the page behind becomes, light and dark."""
SHADOW = 2.2
LINES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
BACKWARDS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_PageUp})
SCROLLING = LINES | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space}


class CloseKey(Button):
    """The key cap that closes the sheet."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cap and focus."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = look.page.text if self.underMouse() else look.page.text2
        paint_key(painter, "Esc", self.face, look, ink=ink, outline=look.page.outline)
        self.paint_ring(painter, 1.2 * look.u)
        painter.end()


class Panel(QWidget):
    """What slides: raised ground with soft left corners, a key that closes it, a column that scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self.whole = False
        """Whether it covers its page from edge to edge."""
        self.close_key = CloseKey(self, "Close")
        self.scroller: Scroller

    @property
    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through."""
        return (self.close_key,)

    def arrange(self, look: Look) -> None:
        """Lay out in the present size."""
        self._look = look
        self.update()

    def pad(self, look: Look) -> float:
        """Free room at the sides, in pixels."""
        return (PAD_NARROW if look.narrow else PAD) * look.u

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = 0.0 if self.whole else RADIUS * look.u
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0, 0, radius, 0), radius, radius)
        painter.fillPath(path, QColor(look.tokens.raised))
        self.paint_more(painter, look)
        painter.end()

    def paint_more(self, painter: QPainter, look: Look) -> None:
        """What else is on the ground."""


class Sheet(QWidget):
    """Covers its parent while it is open, with `panel` at the right. `closed` when it has gone."""

    closed = Signal()

    def __init__(self, parent: QWidget, now_ms: Callable[[], float]) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._look: Look | None = None
        self._open = self._leaving = False
        self._way = STILL
        self._share = 1.0
        self.panel: Panel
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS // 2)
        self._timer.timeout.connect(self.advance)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether there is anything of it to be seen."""
        return self._open

    def dress(self, look: Look) -> None:
        """Take on a look and cover the parent."""
        self._look = look
        self.setGeometry(0, 0, round(look.width), round(look.height))
        if self._open:
            self._arrange()

    def come(self, name: str) -> None:
        """Slide in, or stay and show what is new; `name` is for screen readers."""
        fresh = not self._open or self._leaving
        self._open, self._leaving = True, False
        self.panel.scroller.verticalScrollBar().setValue(0)
        self._arrange()
        self.show()
        self.raise_()
        if fresh:
            self._set_off()
        self.setAccessibleName(name)
        self.panel.setAccessibleName(name)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Slide out."""
        if self._open and not self._leaving:
            self._leaving = True
            self._set_off()

    def close_down(self) -> None:
        """Gone at once."""
        self._timer.stop()
        self._open, self._leaving, self._way = False, False, STILL
        self.hide()

    def turn(self, step: int) -> None:
        """Show what is so much further; here there is nothing."""

    def advance(self) -> None:
        """Be where the slide is now."""
        now_ms = self._now_ms()
        self._share = self._way.at(now_ms)
        if self._way.over(now_ms):
            self._timer.stop()
            self._way = STILL
            if self._leaving:
                self.close_down()
                self.closed.emit()
                return
        self._place()

    def _set_off(self) -> None:
        slides = self._look is not None and not self._look.reduced_motion
        self._way = Tween(self._now_ms(), SLIDE_MS) if slides else STILL
        self._share = 0.0
        if slides:
            self._timer.start()
        self.advance()

    def _place(self) -> None:
        away = self._share if self._leaving else 1.0 - self._share
        self.panel.move(round(self.width() - self.panel.width() * (1.0 - away)), 0)
        self.update()

    def _arrange(self) -> None:
        look = self._look
        if look is None:
            return
        wide = min(WIDTH * look.u * min(1.3, look.text_scale), look.width)
        self.panel.whole = look.width - wide < 20 * look.u
        self.panel.resize(round(look.width if self.panel.whole else wide), self.height())
        self.panel.close_key.dress(look)
        self.panel.arrange(look)
        self._place()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802  Qt's own signature
        """Tab stays on the sheet."""
        stops = self.panel.stops
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), None)
        to = (0 if forward else -1) if here is None else (here + (1 if forward else -1)) % len(stops)
        stops[to].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, left and right turn to the neighbours; nothing gets through to the page behind."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turn(1 if key is Qt.Key.Key_Right else -1)
        elif key in SCROLLING:
            bar = self.panel.scroller.verticalScrollBar()
            step = bar.singleStep() if key in LINES else bar.pageStep()
            bar.setValue(bar.value() + (-step if key in BACKWARDS else step))
        elif key in {Qt.Key.Key_F, Qt.Key.Key_F11}:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if event.position().x() < self.panel.x():
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page behind, darker, and the sheet's shadow on it."""
        look = self._look
        if look is None:
            return
        here = 1.0 - self._share if self._leaving else self._share
        painter = QPainter(self)
        dim = QColor(0, 0, 0)
        dim.setAlphaF(DIM[1 if look.tokens.dark else 0] * here)
        painter.fillRect(event.rect(), dim)
        reach = SHADOW * look.u
        edge = float(self.panel.x())
        shade = QLinearGradient(QPointF(edge - reach, 0), QPointF(edge + reach, 0))
        dark = QColor(0, 0, 0)
        dark.setAlphaF(0.25 * here)
        shade.setColorAt(0.0, QColor(0, 0, 0, 0))
        shade.setColorAt(1.0, dark)
        painter.fillRect(QRectF(edge - reach, 0, 2 * reach, self.height()), shade)
        painter.end()
