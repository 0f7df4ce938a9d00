"""The stage: the figure, in step with the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Picture, Pictures, Shot


class Stage(QWidget):
    """The figure's place on the player page; paints anew only what differs from the picture before."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAccessibleName("The exercise")
        self._pictures = pictures
        self._look: Look | None = None
        self._shot: Shot | None = None
        self._picture: Picture | None = None
        self._stood_for: tuple[QSizeF, Look] | None = None
        """The size and the look that the picture is for."""
        pictures.tell_when_ready(self._on_ready)

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self.update()

    def stand(self, box: QRectF) -> None:
        """Fill `box`, pixels of the parent."""
        self.setGeometry(box.toAlignedRect())

    def show_shot(self, shot: Shot) -> None:
        """Paint this picture, or the nearest there is."""
        if self._look is None:
            return
        self._shot = shot
        size = QSizeF(self.size())
        picture = self._pictures.moving(shot, size, self._look, self.devicePixelRatioF())
        if picture is None and self._stood_for == (size, self._look):
            return  # the picture before stays until there is another: it fits here
        self._stood_for = (size, self._look)
        before, self._picture = self._picture, picture
        if picture is None or before is None or not picture.on_same_ground(before):
            if picture != before:
                self.update()
        elif picture != before:
            self.update(picture.bounds.united(before.bounds).adjusted(-1, -1, 1, 1).toAlignedRect())

    def expect(self, coming: Sequence[tuple[Shot, QRectF]]) -> None:
        """Have what comes next painted ahead, each for the box it will fill."""
        if self._look is not None:
            shots = [(shot, QSizeF(box.toAlignedRect().size())) for shot, box in coming]
            self._pictures.expect(shots, self._look, self.devicePixelRatioF())

    def sets_up(self, movement: str) -> bool:
        """Whether a movement has a set-up of its own."""
        return self._pictures.sets_up(movement)

    def aspect(self, movement: str) -> float:
        """Width over height of a movement's frame."""
        return self._pictures.aspect(movement)

    def _on_ready(self) -> None:
        if self._shot is not None and self.isVisible():
            self.show_shot(self._shot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure."""
        if self._picture is not None:
            painter = QPainter(self)
            self._picture.paint(painter, 0.0, 0.0)
            painter.end()
