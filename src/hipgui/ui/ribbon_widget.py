"""The ribbon on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.ribbon import HEIGHT, Inks, Progress, layout, paint_ribbon
from hipgui.ui.wording import ribbon_parts, ribbon_progress

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.plan import Plan
    from hipgui.paint.ribbon import Segment
    from hipgui.paint.theme import Surface
    from hipgui.ui.look import Look

BOTTOM = 3.6
"""Below the ribbon, in u."""


class Ribbon(QWidget):
    """A plan as a line of segments; with a place in it once it plays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The whole session")
        self._look: Look | None = None
        self._surface: Surface | None = None
        self._plan: Plan | None = None
        self._segments: tuple[Segment, ...] = ()
        self._progress: Progress | None = None
        self._pixel = -1

    def dress(self, look: Look) -> None:
        """Take on a look and stand at the foot of the page."""
        self._look = look
        unit = look.u
        left, width = look.margin * unit, look.width - 2 * look.margin * unit
        top = look.height - (BOTTOM + HEIGHT) * unit
        self.setGeometry(QRectF(left, top, width, HEIGHT * unit).toRect())
        self._lay_out()

    def show_plan(self, plan: Plan | None) -> None:
        """Show this plan."""
        if plan is not self._plan:
            self._plan = plan
            self._lay_out()

    def show_place(self, session_ms: int | None, surface: Surface) -> None:
        """Show how far it is; None shows the plan alone, in its own colours."""
        if surface is not self._surface:
            self._surface = surface
            self.update()
        if session_ms is None or self._plan is None:
            if self._progress is not None:
                self._progress = None
                self.update()
            return
        index, share = ribbon_progress(self._plan, session_ms)
        segment = self._segments[index]
        pixel = round((segment.left + segment.width * share) * 2)
        if pixel != self._pixel or self._progress is None:
            self._pixel = pixel
            self._progress = Progress(index, share)
            self.update()

    def _lay_out(self) -> None:
        if self._look and self._plan:
            self._segments = layout(ribbon_parts(self._plan), float(self.width()), self._look.u)
        else:
            self._segments = ()
        self._pixel = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments."""
        if self._look is None or not self._segments:
            return
        tokens = self._look.tokens
        surface = self._surface or self._look.page
        on_page = surface.ground == self._look.page.ground
        rest = QColor(tokens.to_come)
        inks = Inks(
            move=QColor(tokens.move_ring) if on_page else surface.text,
            hold=QColor(tokens.hold_ring) if on_page else surface.text,
            rest=rest,
            done=surface.text,
            to_come=surface.to_come,
        )
        painter = QPainter(self)
        paint_ribbon(painter, QRectF(self.rect()), self._segments, inks, self._progress, self._look.u)
        painter.end()
