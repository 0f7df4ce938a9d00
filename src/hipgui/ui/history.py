"""History: what was done, as a calendar, as lines, as bars, as a list of sessions that can be opened."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from hipgui.core.history import Span
from hipgui.ui.history_session import SessionSheet
from hipgui.ui.history_sheet import HistorySheet
from hipgui.ui.history_undo import Undo
from hipgui.ui.history_words import long_day
from hipgui.ui.records import Reader
from hipgui.ui.scroller import Scroller
from hipgui.ui.tabs import height_u

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from hipgui.core.history import History, Past, Review
    from hipgui.core.model import Library
    from hipgui.core.progression import Answer
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.records import Records

EXPORTS = "Table (*.csv);;JSON (*.json)"
UNDO_KEY = "z"


class HistoryPage(QWidget):
    """Reads when it is opened. `told` carries a sentence for the person."""

    told = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        library: Library,
        pictures: Pictures,
        records: Records,
        now: Callable[[], datetime],
        now_ms: Callable[[], float],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("History")
        self._library, self._pictures = library, pictures
        self._now, self._now_ms = now, now_ms
        self._look: Look | None = None
        self._span = Span.THREE_MONTHS
        self._pounds = False
        self._pasts: tuple[Past, ...] = ()
        self.reader = Reader(records)
        self.reader.looked_back.connect(self._on_looked_back)
        self.reader.reviewed.connect(self._on_reviewed)
        self.reader.exported.connect(self.told)
        self.sheet = HistorySheet(library)
        self.sheet.spans.chosen.connect(self._on_span)
        self.sheet.export.clicked.connect(self._on_export)
        self.sheet.calendar.opened.connect(self._on_dot)
        self.sheet.sessions.opened.connect(self.open_past)
        self.sheet.sessions.moved.connect(self._on_moved)
        self.scroller = Scroller(self, self.sheet)
        self.undo = Undo(self)
        self.undo.clicked.connect(self._on_undo)
        self._removed: Past | None = None
        self._is_fresh = False
        self._back_to: QWidget | None = None

    @cached_property
    def session(self) -> SessionSheet:
        """The sheet of one session, made when one is opened."""
        sheet = SessionSheet(self.parentWidget() or self, self._library, self._pictures, self._now_ms)
        sheet.turned.connect(self._on_turned)
        sheet.answered.connect(self._on_answered)
        sheet.deleted.connect(self._on_deleted)
        sheet.closed.connect(self._on_session_closed)
        if self._look is not None:
            sheet.dress(self._look)
        return sheet

    @property
    def span(self) -> Span:
        """How far one looks back."""
        return self._span

    def open_up(self, *, pounds: bool) -> None:
        """Look anew; `pounds` is how weights are shown."""
        self._pounds = pounds
        self.undo.hide()
        self._read()

    def take_focus(self) -> None:
        """Let the keyboard begin at the calendar, as soon as it is there."""
        self._is_fresh = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        top = height_u(look) * look.u
        self.scroller.setGeometry(QRectF(0, top, look.width, look.height - top).toRect())
        self.scroller.dress(look)
        self.sheet.lay_out(look, float(self.scroller.height()))
        self.undo.dress(look)
        if "session" in self.__dict__:
            self.session.dress(look)
        self.update()

    def back(self) -> bool:
        """Leave the open session; False where none is open."""
        if "session" not in self.__dict__ or not self.session.is_open:
            return False
        self.session.leave()
        return True

    def close_down(self) -> None:
        """End what works in the background."""
        if "session" in self.__dict__:
            self.session.close_down()
        self.reader.close()

    def open_past(self, past: Past) -> None:
        """Show a session."""
        self._back_to = self._back_to or self.focusWidget()
        self.reader.review(past)

    # What was read.

    def _today(self) -> date:
        return self._now().date()

    def _read(self) -> None:
        self.reader.look_back(self._span, self._today())

    def _on_looked_back(self, span: Span, history: History, pasts: tuple[Past, ...]) -> None:
        if span is self._span:
            self._pasts = pasts
            is_new = self.sheet.show_history(history, span, pasts, pounds=self._pounds)
            if is_new and self._look is not None:
                self.sheet.lay_out(self._look, float(self.scroller.height()))
            if self._is_fresh and self.hasFocus():
                self.sheet.calendar.setFocus(Qt.FocusReason.OtherFocusReason)
            self._is_fresh = False

    def _on_reviewed(self, review: Review | None) -> None:
        if review is not None and self.isVisible():
            self.session.open_review(review, pounds=self._pounds)

    # What a person does.

    def _on_span(self, span: Span | None) -> None:
        if span is None:
            self.sheet.spans.choose(self._span)
        else:
            self._span = span
            self._read()

    def _on_dot(self, first: date, last: date) -> None:
        wanted = next((past for past in self._pasts if first <= past.began.date() <= last), None)
        if wanted is not None:
            self.open_past(wanted)

    def _on_moved(self, row: QRectF) -> None:
        middle, margin = row.center().toPoint(), round(row.height())
        self.scroller.ensureVisible(middle.x(), middle.y(), 0, margin)

    def _on_turned(self, step: int) -> None:
        """Left leads to what was before, right to what came after."""
        uids = [past.uid for past in self._pasts]
        past = self.session.past
        if past is not None and past.uid in uids:
            place = uids.index(past.uid) - step
            if 0 <= place < len(uids):
                self.open_past(self._pasts[place])

    def _on_answered(self, past: Past, exercise: str, answer: Answer | None) -> None:
        self.reader.records.mended(past, exercise, answer)

    def _on_deleted(self, past: Past) -> None:
        self.reader.records.removed(past)
        self._removed = past
        self.session.leave()
        self.undo.offer(f"The session of {long_day(past.began.date())} is deleted.")
        self._read()

    def _on_undo(self) -> None:
        if self._removed is not None:
            self.reader.records.restored(self._removed)
            self._removed = None
            self.undo.hide()
            self._read()

    def _on_session_closed(self) -> None:
        stop = self.undo.button if self.undo.isVisible() else self._back_to
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = None

    def _on_export(self) -> None:
        dialog = QFileDialog(self, "Export", str(Path.home()), EXPORTS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("json" if "json" in kind else "csv"))
        dialog.selectFile("hipgui.csv")
        dialog.fileSelected.connect(lambda name: self.reader.export(Path(name)))
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Z brings back what was deleted."""
        if event.text().lower() == UNDO_KEY and self.undo.isVisible():
            self._on_undo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
