"""A choice of one among many: a closed list that opens over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QComboBox

from hipgui.paint.theme import BODY, FOCUS_OFF, FOCUS_RING, MEDIUM, mixed, text_font
from hipgui.ui.buttons import HOVER, KEYBOARD
from hipgui.ui.row import ROOM, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

LEAST = 24.0
"""The narrowest list, in u; longer texts are cut with an ellipsis."""
PAD = 2.0
SHOWN = 9
PAGE_KEYS = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Picker(QComboBox):
    """The closed list, as a pill; Enter, Space or a click opens it."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(SHOWN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._look: Look | None = None
        self._ringed = False

    def dress(self, look: Look) -> None:
        """Take on a look."""
        if look == self._look:
            return
        self._look = look
        self.setFont(text_font(round(look.type(BODY)), MEDIUM))
        tokens, pad = look.tokens, round(0.8 * look.u)
        self.setStyleSheet(
            "QComboBox { combobox-popup: 0; }"
            f"QAbstractItemView {{ background: {tokens.raised2}; color: {tokens.text}; border: none; outline: none; }}"
            f"QAbstractItemView::item {{ padding: {pad}px {round(PAD * look.u)}px; }}"
            f"QAbstractItemView::item:selected {{ background: {tokens.text}; color: {tokens.ground}; }}"
        )

    @property
    def face(self) -> QRectF:
        """The pill within the widget."""
        assert self._look
        room = ROOM * self._look.u
        return QRectF(self.rect()).adjusted(room, room, -room, -room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the list; the page scrolls by its own keys."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.showPopup()
        elif event.key() in PAGE_KEYS or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to whoever came by keyboard."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill with the chosen text and an angle that points down."""
        look = self._look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(QColor(look.tokens.raised2), look.page.text, HOVER if self.underMouse() else 0.0))
        radius = min(face.height() / 2, 2.0 * unit)
        painter.drawRoundedRect(face, radius, radius)
        if self.hasFocus() and self._ringed:
            off = (FOCUS_OFF + FOCUS_RING / 2) * unit
            painter.setPen(QPen(look.page.text, FOCUS_RING * unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(face.adjusted(-off, -off, off, off), radius + off, radius + off)
        metrics = QFontMetricsF(self.font())
        angle = 0.9 * unit
        room = face.width() - 2 * PAD * unit - 3.4 * angle
        text = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(self.font())
        painter.setPen(look.page.text if self.isEnabled() else look.page.text2)
        painter.drawText(QPointF(face.left() + PAD * unit, face.center().y() + metrics.capHeight() / 2), text)
        middle = QPointF(face.right() - PAD * unit - angle, face.center().y() - 0.1 * unit)
        painter.setPen(QPen(look.page.text, 0.3 * unit, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(
            [middle + QPointF(-angle, -angle / 2), middle + QPointF(0, angle / 2), middle + QPointF(angle, -angle / 2)]
        )
        painter.end()


class PickerRow(Row):
    """A label and a closed list."""

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent, label)
        self.picker = Picker(self, label)
        self._options: list[tuple[str, object]] = []
        self._values: list[object] = []
        self.picker.activated.connect(lambda place: self.chosen.emit(self._values[place]))

    @property
    def values(self) -> list[object]:
        """What can be chosen, in order."""
        return list(self._values)

    def offer(self, options: Sequence[tuple[str, object]]) -> None:
        """What can be chosen from now on: texts and values."""
        if list(options) == self._options:
            return
        self._options = list(options)
        self._values = [value for _, value in options]
        self.picker.clear()
        self.picker.addItems([text for text, _ in options])
        self.picker.setEnabled(len(options) > 1)

    def choose(self, value: object) -> None:
        """Show what is chosen; a value that is not offered is shown as nothing."""
        self.picker.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def least_width(self, look: Look) -> float:
        """Room for a short name."""
        return LEAST * look.scaled(1.0) * look.u

    def place(self, box: QRectF, look: Look) -> float:
        """The pill across the box."""
        room = ROOM * look.u
        self.picker.dress(look)
        self.picker.setGeometry(box.adjusted(-room, -room, room, room).toRect())
        return box.bottom()
