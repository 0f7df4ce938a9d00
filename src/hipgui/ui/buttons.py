"""Buttons of the look: one base that knows focus, hover and keys, and the few shapes there are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from hipgui.paint.icons import icon, play_path
from hipgui.paint.theme import BOLD, FOCUS_OFF, FOCUS_RING, MEDIUM, SEMIBOLD, mixed, text_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

HOVER = 0.08
"""One step lighter (or darker, on light), as a share of the way to the text colour."""
RING_ROOM = FOCUS_RING + FOCUS_OFF + 0.1
"""What the focus ring needs around a button, in u."""
KEYBOARD = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
RETURN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PRESS_KEYS = RETURN_KEYS | {Qt.Key.Key_Space}


class Button(QAbstractButton):
    """Clicked by mouse or by its keys: Enter alone, where Space is left to the page and always plays."""

    press_keys = RETURN_KEYS

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.look: Look | None = None
        self._face = QRectF()
        self._ringed = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self.look = look
        self.update()

    def stand(self, box: QRectF) -> None:
        """Fill `box` (pixels of the parent), with room around it for the focus ring."""
        assert self.look
        room = RING_ROOM * self.look.u
        outer = box.adjusted(-room, -room, room, room).toAlignedRect()
        self._face = box.translated(-outer.x(), -outer.y())
        self.setGeometry(outer)

    @property
    def face(self) -> QRectF:
        """The button itself within its widget."""
        return self._face

    def sizeHint(self) -> QSize:
        """The page decides the size."""
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its keys click; everything else is the page's."""
        if event.key() in self.press_keys and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing happens on release."""
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lighten."""
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to whoever came by keyboard."""
        super().focusInEvent(event)
        self._ringed = event.reason() in KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def filled(self, colour: QColor, ink: QColor) -> QColor:
        """The fill, one step nearer the ink under the mouse."""
        if not self.isEnabled():
            return colour
        share = 2 * HOVER if self.isDown() else HOVER if self.underMouse() else 0.0
        return mixed(colour, ink, share)

    @property
    def ringed(self) -> bool:
        """Whether the keyboard is here and came by keyboard."""
        return self.hasFocus() and self._ringed

    def paint_ground(self, painter: QPainter, radius: float, fill: QColor, outline: QColor | None = None) -> None:
        """The face, rounded and filled, perhaps with an outline, and the focus ring around it."""
        assert self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if outline is None else QPen(outline, max(1.0, 0.25 * self.look.u)))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.face, radius, radius)
        self.paint_ring(painter, radius)

    def paint_word(self, painter: QPainter, font: QFont, ink: QColor) -> None:
        """Its text in the middle of the face."""
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(ink)
        left = self.face.center().x() - metrics.horizontalAdvance(self.text()) / 2
        painter.drawText(QPointF(left, self.face.center().y() + metrics.capHeight() / 2), self.text())

    def paint_ring(self, painter: QPainter, radius: float) -> None:
        """The focus ring around the face, when the keyboard is here."""
        if not self.ringed or self.look is None:
            return
        unit = self.look.u
        off = (FOCUS_OFF + FOCUS_RING / 2) * unit
        painter.setPen(QPen(self.look.page.text, FOCUS_RING * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.face.adjusted(-off, -off, off, off), radius + off, radius + off)


def let_tab_in(group: Sequence[Button], entry: Button | None = None) -> None:
    """Tab comes to one of a group only: to `entry`, the chosen one or the first; the arrows do the rest."""
    entry = entry or next((one for one in group if one.isChecked()), group[0])
    for one in group:
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is entry else Qt.FocusPolicy.ClickFocus)


class BigButton(Button):
    """Start, Resume, Go on: a play triangle, a word, and the key that does the same."""

    def __init__(self, parent: QWidget, word: str, key: str, *, primary: bool) -> None:
        super().__init__(parent, word)
        self.setText(word)
        self.key, self.primary = key, primary

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, triangle, word, key."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        ground = QColor(look.tokens.start) if self.primary else look.page.text
        ink = QColor(look.tokens.start_ink) if self.primary else look.page.ground
        if not self.isEnabled():
            ground, ink = QColor(look.tokens.raised2), look.page.text2
        painter = QPainter(self)
        towards = look.page.text if look.tokens.dark and self.primary else look.page.ground
        self.paint_ground(painter, 3.2 * unit, self.filled(ground, towards))
        font, triangle, left, _ = self.measures()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(play_path(triangle))
        painter.setFont(font)
        painter.setPen(ink)
        baseline = face.center().y() + QFontMetricsF(font).capHeight() / 2
        painter.drawText(QPointF(left, baseline), self.text())
        if self.key and self.isEnabled():
            cap = key_box(self.key, look, 4.3)
            cap.moveCenter(QPointF(face.right() - 3.6 * unit - cap.width() / 2, face.center().y()))
            paint_key(painter, self.key, cap, look, ink=ink, outline=mixed(ground, ink, 0.72))
        painter.end()

    def measures(self) -> tuple[QFont, QRectF, float, float]:
        """Font, triangle, left of the word, right end of the word: in pixels of the widget."""
        assert self.look
        unit, face = self.look.u, self.face
        size = min(5.9 * unit, face.height() * 0.46)
        triangle = QRectF(0, 0, size * 0.98, size * 0.98)
        triangle.moveCenter(QPointF(face.left() + min(6.6 * unit, face.width() * 0.14), face.center().y()))
        left = triangle.right() + size * 0.28
        cap = key_box(self.key, self.look, 4.3).width() + 5.0 * unit if self.key else 2.0 * unit
        room = face.right() - cap - left
        font = text_font(round(size), BOLD)
        while QFontMetricsF(font).horizontalAdvance(self.text()) > room and size > 2 * unit:
            size -= 1
            font = text_font(round(size), BOLD)
        return font, triangle, left, left + QFontMetricsF(font).horizontalAdvance(self.text())


class OutlineButton(Button):
    """A quiet button: outline, word, and perhaps a key."""

    def __init__(self, parent: QWidget, word: str, key: str = "") -> None:
        super().__init__(parent, word)
        self.setText(word)
        self.key = key

    def natural_width(self) -> float:
        """Pixels its face wants."""
        assert self.look
        width = QFontMetricsF(self._font()).horizontalAdvance(self.text()) + 6.4 * self.look.u
        return width + (key_box(self.key, self.look, 3.6).width() + 1.8 * self.look.u if self.key else 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, word, key."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        self.paint_ground(painter, 2.4 * unit, self.filled(look.page.ground, look.page.text), look.page.outline)
        font = self._font()
        painter.setFont(font)
        painter.setPen(look.page.text)
        metrics = QFontMetricsF(font)
        content = metrics.horizontalAdvance(self.text())
        cap = key_box(self.key, look, 3.6) if self.key else QRectF()
        whole = content + (cap.width() + 1.8 * unit if self.key else 0.0)
        left = face.center().x() - whole / 2
        painter.drawText(QPointF(left, face.center().y() + metrics.capHeight() / 2), self.text())
        if self.key:
            cap.moveCenter(QPointF(left + whole - cap.width() / 2, face.center().y()))
            paint_key(painter, self.key, cap, look, ink=look.page.text, outline=look.page.outline)
        painter.end()

    def _font(self) -> QFont:
        assert self.look
        return text_font(round(self.look.type(2.9)), SEMIBOLD)


ARROWS = {"→": "arrow-right", "←": "arrow-left", "↑": "arrow-up", "↓": "arrow-down"}


def key_box(key: str, look: Look, height_u: float) -> QRectF:
    """The size of a key cap, in pixels."""
    height = look.scaled(height_u) * look.u if height_u < 5.0 else height_u * look.u
    if key in ARROWS or len(key) == 1:
        return QRectF(0, 0, height, height)
    width = QFontMetricsF(text_font(round(height * 0.54), SEMIBOLD)).horizontalAdvance(key)
    return QRectF(0, 0, max(height, width + height * 0.62), height)


def paint_key(painter: QPainter, key: str, cap: QRectF, look: Look, *, ink: QColor, outline: QColor) -> None:
    """A key cap with its letter, word or arrow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline, max(1.0, 0.25 * look.u)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = min(cap.height() * 0.24, 1.3 * look.u)
    painter.drawRoundedRect(cap, radius, radius)
    if key in ARROWS:
        side = cap.height() * 0.5
        ratio = painter.device().devicePixelRatioF()
        box = QRectF(0, 0, side, side)
        box.moveCenter(cap.center())
        painter.drawPixmap(box.topLeft(), icon(ARROWS[key], side, ink, ratio))
    else:
        font = text_font(round(cap.height() * (0.54 if len(key) > 1 else 0.5)), SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(ink)
        left = cap.center().x() - metrics.horizontalAdvance(key) / 2
        painter.drawText(QPointF(left, cap.center().y() + metrics.capHeight() / 2), key)
    painter.restore()


class KeyButton(Button):
    """A key and what it does, as on the paused page; a click does the same."""

    def __init__(self, parent: QWidget, key: str, word: str) -> None:
        super().__init__(parent, word)
        self.setText(word)
        self.key = key
        self.cap_u = 6.4
        self.type_u = 4.5
        self.colours: tuple[QColor, QColor] | None = None
        """Ink and outline, where they are not the page's."""

    def dress_for(self, look: Look, *, cap_u: float, type_u: float) -> None:
        """Take on a look, with a cap and a type of these sizes."""
        self.cap_u, self.type_u = cap_u, type_u
        self.dress(look)

    def word_left(self) -> float:
        """Where the word begins, in pixels of the face."""
        assert self.look
        return key_box(self.key, self.look, self.cap_u).width() + self.cap_u * 0.36 * self.look.u

    def natural_width(self) -> float:
        """Pixels its face wants."""
        assert self.look
        if not self.text():
            return key_box(self.key, self.look, self.cap_u).width()
        return self.word_left() + QFontMetricsF(self._font()).horizontalAdvance(self.text()) + 0.6 * self.look.u

    def natural_height(self) -> float:
        """Pixels its face wants."""
        assert self.look
        return max(key_box(self.key, self.look, self.cap_u).height(), self._font().pixelSize() * 1.2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cap and word."""
        look = self.look
        if look is None:
            return
        ink, outline = self.colours or (look.page.text, look.page.outline)
        face = self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            faint = QColor(ink)
            faint.setAlphaF(HOVER)
            painter.setBrush(faint)
            painter.drawRoundedRect(face, 1.3 * look.u, 1.3 * look.u)
        self.paint_ring(painter, 1.3 * look.u)
        cap = key_box(self.key, look, self.cap_u)
        cap.moveCenter(QPointF(face.left() + cap.width() / 2, face.center().y()))
        paint_key(painter, self.key, cap, look, ink=ink, outline=outline)
        font = self._font()
        painter.setFont(font)
        painter.setPen(ink)
        baseline = face.center().y() + QFontMetricsF(font).capHeight() / 2
        painter.drawText(QPointF(face.left() + self.word_left(), baseline), self.text())
        painter.end()

    def _font(self) -> QFont:
        assert self.look
        size = self.look.type(self.type_u)
        return text_font(round(size), SEMIBOLD if self.type_u > 3 else MEDIUM)


class Mark(StrEnum):
    """What stands on a round button."""

    BACK = "back"
    PAUSE = "pause"
    NEXT = "next"
    EASIER = "easier"
    HARDER = "harder"


MARK_ICONS = {Mark.EASIER: "arrow-down", Mark.HARDER: "arrow-up"}


class IconButton(Button):
    """A round button with a mark, at the foot of the player."""

    def __init__(self, parent: QWidget, name: str, mark: Mark) -> None:
        super().__init__(parent, name)
        self.mark = mark
        self.ink: QColor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A faint disc and the mark."""
        look = self.look
        if look is None:
            return
        ink = self.ink or look.page.text
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        faint = QColor(ink)
        faint.setAlphaF(0.22 if self.underMouse() else 0.12)
        painter.setBrush(faint)
        painter.drawEllipse(self.face)
        painter.setBrush(ink)
        painter.translate(self.face.center())
        side = self.face.height() * 0.42
        if self.mark in MARK_ICONS:
            box = QRectF(-side * 0.6, -side * 0.6, side * 1.2, side * 1.2)
            painter.drawPixmap(box.topLeft(), icon(MARK_ICONS[self.mark], box.width(), ink, self.devicePixelRatioF()))
        elif self.mark is Mark.PAUSE:
            for direction in (-1, 1):
                bar = QRectF(0, 0, side * 0.28, side * 0.9)
                bar.moveCenter(QPointF(direction * side * 0.27, 0))
                painter.drawRoundedRect(bar, side * 0.06, side * 0.06)
        else:
            painter.scale(-1.0 if self.mark is Mark.BACK else 1.0, 1.0)
            painter.drawPath(play_path(QRectF(-side * 0.56, -side / 2, side, side)))
            painter.drawRoundedRect(QRectF(side * 0.34, -side * 0.4, side * 0.17, side * 0.8), side * 0.05, side * 0.05)
        painter.end()
