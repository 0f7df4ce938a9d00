"""Back to the standard settings: asked once more on the page itself, and taken back with one press."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, MEDIUM
from hipgui.ui.buttons import PRESS_KEYS, OutlineButton
from hipgui.ui.paragraph import Paragraph
from hipgui.ui.row import ROOM, line_height

if TYPE_CHECKING:
    from hipgui.ui.look import Look

GAP = 1.6


class FormButton(OutlineButton):
    """A quiet button of a form: Space presses it too."""

    press_keys = PRESS_KEYS


class Asked(Enum):
    """How far a reset has come."""

    NOT = auto()
    ONCE = auto()
    DONE = auto()


SENTENCES = {
    Asked.NOT: "",
    Asked.ONCE: "Voice, session, screen and kit go back to the standard. Your sessions and the figure stay.",
    Asked.DONE: "Done. All is as it was at first.",
}


class Reset(QWidget):
    """`wanted` once it is confirmed, `taken_back` when it is undone; `changed` when it needs more or less room."""

    wanted = Signal()
    taken_back = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reset")
        self._asked = Asked.NOT
        self._said = Paragraph(self, MEDIUM)
        self.ask, self.undo = FormButton(self, "Reset settings"), FormButton(self, "Undo")
        self.confirm, self.keep = FormButton(self, "Reset"), FormButton(self, "Keep")
        self.ask.clicked.connect(lambda: self._turn(Asked.ONCE, self.keep))
        self.keep.clicked.connect(lambda: self._turn(Asked.NOT, self.ask))
        self.confirm.clicked.connect(self._on_confirmed)
        self.undo.clicked.connect(self._on_undone)

    def forget(self) -> None:
        """Be as at first: something else was changed, or the page was left."""
        if self._asked is not Asked.NOT:
            self._asked = Asked.NOT
            self.changed.emit()

    def label_width(self, look: Look) -> float:
        """It has no label."""
        return 0.0

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends."""
        room, high = ROOM * look.u, line_height(look)
        shown = {
            Asked.NOT: (self.ask,),
            Asked.ONCE: (self.confirm, self.keep),
            Asked.DONE: (self.undo,),
        }[self._asked]
        x = y = room
        sentence = SENTENCES[self._asked]
        self._said.setVisible(bool(sentence))
        if sentence:
            self._said.ink(look.page.text)
            y = self._said.fill(sentence, room, y, width, look.type(BODY)) + 0.8 * look.u
        for button in (self.ask, self.confirm, self.keep, self.undo):
            button.setVisible(button in shown)
            button.dress(look)
        for button in shown:
            wide = min(width, button.natural_width())
            button.stand(QRectF(x, y, wide, high))
            x += wide + GAP * look.u
        self.setGeometry(QRectF(left - room, top - room, width + 2 * room, y + high + room).toAlignedRect())
        return top - room + y + high

    def _turn(self, asked: Asked, onwards: FormButton) -> None:
        self._asked = asked
        self.changed.emit()
        onwards.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_confirmed(self) -> None:
        self.wanted.emit()
        self._turn(Asked.DONE, self.undo)

    def _on_undone(self) -> None:
        self.taken_back.emit()
        self._turn(Asked.NOT, self.ask)
