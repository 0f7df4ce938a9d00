"""The dial on the page: paints only what moves, and changes from one face to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from hipgui.paint.dial import (
    BOX,
    ROOM,
    Face,
    Kind,
    moving_box,
    paint_base,
    paint_moving,
    paint_words,
)
from hipgui.paint.theme import PHASE_MS
from hipgui.ui.tween import STILL, Tween

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.paint.theme import Palette, Surface
    from hipgui.ui.look import Look


class Dial(QWidget):
    """One face at a time; on two surfaces while a panel passes under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Dial")
        self._look: Look | None = None
        self._face = Face(Kind.RING)
        self._before: Face | None = None
        self._tween = STILL
        self._share = 1.0
        self._surface: Surface | None = None
        self._split: tuple[float, Surface, Surface] | None = None
        self._bases: dict[object, QPixmap] = {}

    @property
    def face(self) -> Face:
        """What it shows."""
        return self._face

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self._bases.clear()
        self.update()

    def stand(self, box: QRectF) -> None:
        """Put the dial's box at `box` (pixels of the parent)."""
        room = ROOM * box.width() / BOX
        self.setGeometry(box.adjusted(-room, -room, room, room).toRect())
        self._bases.clear()

    @property
    def unit(self) -> float:
        """Pixels of one of the dial's units."""
        return self.width() / (BOX + 2 * ROOM)

    def show_face(self, face: Face, surface: Surface, now_ms: float, *, moving: bool = True) -> None:
        """Show `face` on `surface`; a change of shape fades over unless `moving` is off."""
        before = self._face
        changed_shape = before.kind is not face.kind or before.sign is not face.sign
        if surface != self._surface:
            self._surface = surface
            self.update()
        if face == before:
            return
        self._face = face
        if face.word != before.word:
            self.setAccessibleName(face.word)
        if changed_shape and moving:
            self._before, self._tween = before, Tween(now_ms, PHASE_MS)
        if changed_shape or not moving or _still_part(face) != _still_part(before):
            self.update()
            return
        box = moving_box(face, before, self.unit)
        self.update(box.translated(self._origin).toAlignedRect())

    def split(self, edge: float, left: Surface, right: Surface) -> None:
        """Left of `edge` (pixels of the widget) paint on one surface, right of it on another."""
        if (edge, left, right) != self._split:
            self._split = (edge, left, right)
            self.update()

    def unite(self) -> None:
        """Paint on one surface again."""
        if self._split is not None:
            self._split = None
            self.update()

    def advance(self, now_ms: float) -> bool:
        """Let a change of face go on; whether it still does."""
        if self._before is None:
            return False
        self._share = self._tween.at(now_ms)
        self.update()
        if self._tween.over(now_ms):
            self._before, self._share = None, 1.0
        return self._before is not None

    @property
    def _origin(self) -> QPointF:
        return QPointF(ROOM * self.unit, ROOM * self.unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted."""
        if self._look is None or self._surface is None:
            return
        painter = QPainter(self)
        if self._split is None:
            self._paint_on(painter, self._surface)
        else:
            edge, left, right = self._split
            for clip, surface in (
                (QRectF(0, 0, edge, self.height()), left),
                (QRectF(edge, 0, self.width() - edge, self.height()), right),
            ):
                painter.save()
                painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
                self._paint_on(painter, surface)
                painter.restore()
        painter.end()

    def _paint_on(self, painter: QPainter, surface: Surface) -> None:
        assert self._look
        tokens, unit = self._look.tokens, self.unit
        share = self._share if self._before is not None else 1.0
        for face, strength in ((self._before, 1.0 - share), (self._face, share)):
            if face is None or strength <= 0.0:
                continue
            painter.setOpacity(strength)
            painter.drawPixmap(QPointF(0, 0), self._base(face, tokens, surface))
            painter.save()
            painter.translate(self._origin)
            paint_moving(painter, face, tokens, surface, unit)
            painter.restore()
        painter.setOpacity(1.0)
        painter.save()
        painter.translate(self._origin)
        if share < 1.0:
            paint_words(painter, self._face, tokens, surface, unit)
        painter.restore()

    def _base(self, face: Face, tokens: Palette, surface: Surface) -> QPixmap:
        """All of a face that stands still, digits and word too once no change is under way, as one picture."""
        with_words = self._before is None
        key = (_still_part(face), id(surface), with_words)
        found = self._bases.get(key)
        if found is None:
            ratio = self.devicePixelRatioF()
            found = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.translate(self._origin)
            paint_base(painter, face, tokens, surface, self.unit)
            if with_words:
                paint_words(painter, face, tokens, surface, self.unit)
            painter.end()
            if len(self._bases) > 3:
                self._bases.clear()
            self._bases[key] = found
        return found


def _still_part(face: Face) -> Face:
    """The face without what moves in every frame."""
    return replace(face, left=1.0, arc_over=0.0, swell=0.0)
