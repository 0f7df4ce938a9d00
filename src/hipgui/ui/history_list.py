"""The sessions of a span, newest first, as rows to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate

from hipgui.paint.theme import BODY, FOCUS_RING, REGULAR, SEMIBOLD, SMALL, text_font
from hipgui.ui.buttons import RETURN_KEYS
from hipgui.ui.history_words import past_words, routine_name, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from hipgui.core.history import Past
    from hipgui.core.model import Library
    from hipgui.ui.look import Look

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW = 5.6
PAD = 1.2
TOP = QModelIndex()


class Sessions(QAbstractListModel):
    """The sessions as Qt wants them; each is told in one line."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.pasts: Sequence[Past] = ()

    def show_pasts(self, pasts: Sequence[Past]) -> None:
        """Hold other sessions."""
        self.beginResetModel()
        self.pasts = pasts
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:  # noqa: N802  Qt's name
        """How many there are."""
        return 0 if parent.isValid() else len(self.pasts)

    def columns(self, row: int) -> tuple[str, str, str]:
        """When, what, how much."""
        past = self.pasts[row]
        return short_day(past.began), routine_name(self._library, past.routine), past_words(past)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One line, for screen readers and for finding by typing."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(self.columns(index.row()))
        return None


class Painter(QStyledItemDelegate):
    """Paints a row as the look wants it."""

    def __init__(self, view: HistoryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are alike."""
        return QSize(self._view.width(), self._view.row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Three columns on a line; a ring where the keyboard is, a ground under the mouse."""
        look, model = self._view.look, self._view.sessions
        if look is None:
            return
        box, state = QRectF(option.rect), option.state
        unit = look.u
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(0, 0.3 * unit, 0, -0.3 * unit)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.tokens.raised))
            painter.drawRoundedRect(inner, 1.2 * unit, 1.2 * unit)
        if state & QStyle.StateFlag.State_HasFocus:
            ring = FOCUS_RING * unit
            painter.setPen(QPen(look.page.text, ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(ring, ring, -ring, -ring), 1.2 * unit, 1.2 * unit)
        painter.setPen(QPen(look.page.track, max(1.0, 0.12 * unit)))
        painter.drawLine(QPointF(box.left(), box.bottom()), QPointF(box.right(), box.bottom()))
        columns = model.columns(index.row())
        left, room = box.left() + PAD * unit, box.width() - 2 * PAD * unit
        small = text_font(round(look.type(SMALL)), REGULAR)
        fonts = (text_font(round(look.type(BODY)), SEMIBOLD), small, small)
        lines: tuple[str, ...] = columns
        places = [(left + room * share, box.center().y(), room * 0.32) for share in (0.0, 0.34, 0.68)]
        inks = [look.page.text, look.page.text, look.page.text2]
        if self._view.stacked:
            lines = (columns[0], f"{columns[1]}, {columns[2]}")
            places = [(left, box.top() + box.height() * share, room) for share in (0.30, 0.70)]
            inks = [look.page.text, look.page.text2]
        for text, (x, y, wide), font, ink in zip(lines, places, fonts, inks, strict=False):
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(ink)
            fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QPointF(x, y + metrics.capHeight() / 2), fitting)
        painter.restore()


class HistoryList(QListView):
    """As high as all its rows. `opened` tells the session that was chosen, `moved` where the keyboard is now."""

    opened = Signal(object)
    moved = Signal(QRectF)

    def __init__(self, parent: QWidget, library: Library) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sessions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.look: Look | None = None
        self.row_px = 1
        self.stacked = False
        self.sessions = Sessions(library)
        self.setModel(self.sessions)
        self.setItemDelegate(Painter(self))
        self.clicked.connect(lambda index: self.opened.emit(self.sessions.pasts[index.row()]))
        self.selectionModel().currentChanged.connect(self._on_current)

    def lay_out(self, left: float, top: float, width: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends."""
        self.look = look
        self.stacked = width < 95 * look.text_scale * look.u
        lines = 2.0 if self.stacked else 1.0
        self.row_px = round(max(ROW, look.scaled(BODY) * (1.35 * lines + 0.5)) * look.u)
        self.setGeometry(QRectF(left, top, width, self.row_px * max(1, len(self.sessions.pasts))).toRect())
        self.scheduleDelayedItemsLayout()
        return top + self.height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go from row to row; what leads elsewhere is the page's."""
        if event.key() in RETURN_KEYS:
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.opened.emit(self.sessions.pasts[self.currentIndex().row()])
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _on_current(self, index: Index, _before: Index) -> None:
        self.moved.emit(QRectF(self.visualRect(index)).translated(0, self.y()))
