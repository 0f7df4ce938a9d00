"""The tabs at the top of the pages that are not a session: where one can go, and where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, MEDIUM, SEMIBOLD, text_font
from hipgui.ui.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPaintEvent

    from hipgui.ui.look import Look

GAP, GAP_LEAST = 4.0, 1.6
"""Between tabs, in u; in too narrow a window it shrinks first, then the type."""
LINE, LINE_DOWN = 0.4, 0.8
"""The line under the open page's tab: its thickness and its distance from the word's foot, in u."""
BELOW = 1.8
"""Free room under the line, in u."""


def middle_u(look: Look) -> float:
    """How far down the middle of the words is, in u."""
    return 3.4 + 2.1 * look.text_scale


def height_u(look: Look) -> float:
    """How much of the page's top the tabs take, in u."""
    return middle_u(look) + 0.62 * look.scaled(BODY) + LINE_DOWN + LINE + BELOW


class Tab(Button):
    """One tab; the open page's is bold and underlined."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent, text)
        self.setText(text)
        self.setCheckable(True)
        self.type_px = 1

    def font_of(self, *, bold: bool | None = None) -> QFont:
        """Its type; bold when its page is open."""
        heavy = self.isChecked() if bold is None else bold
        return text_font(self.type_px, SEMIBOLD if heavy else MEDIUM)

    def natural_width(self) -> float:
        """Pixels its word needs, open or not."""
        return QFontMetricsF(self.font_of(bold=True)).horizontalAdvance(self.text())

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """The bar decides which one is open."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Word and line."""
        look = self.look
        if look is None:
            return
        face, open_ = self.face, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font_of()
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.page.text if open_ or self.underMouse() else look.page.text2)
        middle = face.top() + (face.height() - (LINE_DOWN + LINE) * look.u) / 2
        painter.drawText(QPointF(face.left(), middle + metrics.capHeight() / 2), self.text())
        if open_:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.page.text)
            high = LINE * look.u
            line = QRectF(face.left(), face.bottom() - high, metrics.horizontalAdvance(self.text()), high)
            painter.drawRoundedRect(line, high / 2, high / 2)
        self.paint_ring(painter, 1.0 * look.u)
        painter.end()


class TabBar(QWidget):
    """The row of tabs: `pages` at the left, `apart` at the right, each a name and its text.

    `asked` tells the name of the page that a person wants.
    """

    asked = Signal(str)

    def __init__(
        self, parent: QWidget, pages: Sequence[tuple[str, str]], apart: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._look: Look | None = None
        self._apart = frozenset(name for name, _ in apart)
        self.tabs: dict[str, Tab] = {}
        for name, text in (*pages, *apart):
            self.tabs[name] = Tab(self, text)
            self.tabs[name].clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))

    def show_open(self, name: str) -> None:
        """Mark the tab of the page that is open."""
        for own, tab in self.tabs.items():
            tab.setChecked(own == name)
            tab.setAccessibleDescription("open" if own == name else "")

    def dress(self, look: Look) -> None:
        """Take on a look and stand at the top of a page of that size."""
        self._look = look
        unit, tabs = look.u, list(self.tabs.values())
        room = look.width - 2 * look.margin * unit
        gap = GAP * unit
        size = look.type(BODY)
        for tab in tabs:
            tab.dress(look)
        while True:
            for tab in tabs:
                tab.type_px = round(size)
            needed = sum(tab.natural_width() for tab in tabs)
            gap = min(gap, max(GAP_LEAST * unit, (room - needed) / max(1, len(tabs) - 1)))
            if needed + gap * (len(tabs) - 1) <= room or size < unit:
                break
            size -= 1
        high = 1.24 * size + (LINE_DOWN + LINE) * unit
        top = middle_u(look) * unit - 0.62 * size
        left = look.margin * unit
        spare = max(0.0, room - needed - gap * (len(tabs) - 1))
        for name, tab in self.tabs.items():
            if name in self._apart:
                left, spare = left + spare, 0.0
            wide = tab.natural_width()
            tab.stand(QRectF(left, top, wide, high))
            left += wide + gap
        self.setGeometry(0, 0, round(look.width), round(height_u(look) * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground: what scrolls goes under the tabs."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
