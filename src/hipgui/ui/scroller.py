"""A column that may be longer than its window: scrolls with a bar that takes no room, fades where there is more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from hipgui.ui.look import Look

FADE = 5.0
"""Height of the fade at an edge behind which there is more, in u."""
THUMB, THUMB_LEAST, THUMB_ROOM = 0.55, 5.0, 1.3
"""Width, least length and sideways room of the mark that shows where one is, in u."""
STEP = 7.0
LEFT_ALONE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space})
"""Keys that mean something else to the pages."""


class Scroller(QScrollArea):
    """Shows `sheet`, which has to be resized by its owner; up, down and page keys move it."""

    def __init__(self, parent: QWidget, sheet: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(sheet)
        self.viewport().setAutoFillBackground(False)
        sheet.setAutoFillBackground(False)
        self._look: Look | None = None
        self._ground = QColor()
        self._veil = Veil(self)
        self._thumb = Thumb(self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_moved)
        bar.rangeChanged.connect(self._on_moved)

    @property
    def more(self) -> bool:
        """Whether there is more than can be seen at once."""
        return self.verticalScrollBar().maximum() > 0

    def dress(self, look: Look, ground: QColor | None = None) -> None:
        """Take on a look; `ground` is what it lies on, if not the page."""
        self._look, self._ground = look, ground or look.page.ground
        self.verticalScrollBar().setSingleStep(round(STEP * look.u))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marks at the edges."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down scroll; what turns, plays or leads back is the page's."""
        if event.key() in LEFT_ALONE or not self.more:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_moved(self, *_values: int) -> None:
        self._place()

    def _place(self) -> None:
        look, bar = self._look, self.verticalScrollBar()
        if look is None:
            return
        self._veil.setGeometry(self.viewport().geometry())
        self._veil.show_state(look, self._ground, above=bar.value() > 0, below=bar.value() < bar.maximum())
        self._thumb.setVisible(self.more)
        if self.more:
            high = float(self.height())
            long = max(THUMB_LEAST * look.u, high * high / (high + bar.maximum()))
            top = (high - long) * bar.value() / bar.maximum()
            wide = THUMB_ROOM * look.u
            self._thumb.stand(QRectF(self.width() - wide, top, wide, long), look)


class Veil(QWidget):
    """Lies over the sheet and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look: Look | None = None
        self._ground = QColor()
        self._above = self._below = False

    def show_state(self, look: Look, ground: QColor, *, above: bool, below: bool) -> None:
        """Fade the edges behind which there is more."""
        if (look, ground, above, below) != (self._look, self._ground, self._above, self._below):
            self._look, self._ground, self._above, self._below = look, ground, above, below
            self.setVisible(above or below)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The two fades."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        high = min(FADE * look.u, self.height() / 3)
        clear = QColor(self._ground)
        clear.setAlpha(0)
        for shown, edge, inner in ((self._above, 0.0, high), (self._below, float(self.height()), self.height() - high)):
            if shown:
                gradient = QLinearGradient(QPointF(0, edge), QPointF(0, inner))
                gradient.setColorAt(0.0, self._ground)
                gradient.setColorAt(1.0, clear)
                box = QRectF(0, min(edge, inner), self.width(), high)
                painter.fillRect(box, gradient)
        painter.end()


class Thumb(QWidget):
    """Shows where one is, and can be dragged."""

    def __init__(self, area: Scroller) -> None:
        super().__init__(area)
        self._area = area
        self._look: Look | None = None
        self._grip = 0.0
        self.hide()

    def stand(self, box: QRectF, look: Look) -> None:
        """Stand there, pixels of the area."""
        self._look = look
        self.setGeometry(QRect(box.toRect()))
        self.raise_()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grip = event.position().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the sheet along."""
        bar = self._area.verticalScrollBar()
        room = max(1, self._area.height() - self.height())
        top = self.mapToParent(event.position()).y() - self._grip
        bar.setValue(round(bar.maximum() * top / room))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin pill."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.page.outline if self.underMouse() else look.page.to_come)
        wide = THUMB * look.u
        painter.drawRoundedRect(QRectF(self.width() - wide, 0, wide, self.height()), wide / 2, wide / 2)
        painter.end()
