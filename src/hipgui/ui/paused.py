"""The paused page: Resume, and every key with what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget

from hipgui.core.session import Command
from hipgui.paint.theme import BOLD, MEDIUM
from hipgui.ui.buttons import BigButton, KeyButton
from hipgui.ui.label import Label

if TYPE_CHECKING:
    from hipgui.ui.look import Look

KEYS = (
    ("→", "Next", Command.NEXT),
    ("←", "Back", Command.BACK),
    ("+", "15 seconds more", Command.MORE_REST),
    ("Esc", "End session", Command.STOP),
    ("R", "Repeat cue", Command.REPEAT),
    ("T", "Time left", Command.TIME_LEFT),
    ("M", "Mute", Command.MUTE),
)
PITCH, LEAST_CAP = 9.7, 2.0


class Paused(QWidget):
    """Lies over the player page, whose dial shows through."""

    asked = Signal(Command)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Paused")
        self._look: Look | None = None
        self._title, self._sub = Label(self, BOLD), Label(self, MEDIUM)
        self.resume = BigButton(self, "Resume", "Space", primary=False)
        self.resume.clicked.connect(lambda: self.asked.emit(Command.PLAY_PAUSE))
        self.keys: list[tuple[KeyButton, Command]] = []
        for key, word, command in KEYS:
            button = KeyButton(self, key, word)
            button.clicked.connect(lambda _checked=False, command=command: self.asked.emit(command))
            self.keys.append((button, command))
        self._more_rest = False
        self._muted = False
        self._words = ""
        self.hide()

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self.setGeometry(0, 0, round(look.width), round(look.height))
        self._title.ink(look.page.text)
        self._sub.ink(look.page.text2)
        self.resume.dress(look)
        self._arrange()

    def show_words(self, where: str, *, more_rest: bool, muted: bool) -> None:
        """Say where it stands, with the keys that mean something there."""
        self._words, self._more_rest, self._muted = where, more_rest, muted
        self._arrange()

    def _arrange(self) -> None:
        look = self._look
        if look is None:
            return
        unit, left = look.u, look.margin * look.u
        narrow = look.narrow
        room = (look.width_u - 2 * look.margin if narrow else look.width_u - 76.0 - look.margin - 2.0) * unit
        baseline, size = (9.3, 6.9) if narrow else (11.6, 7.6)
        self._title.place("Paused", QPointF(left, baseline * unit), room, size * unit)
        sub = look.type(3.2)
        placed = self._sub.place(
            self._words, QPointF(left, baseline * unit + sub * 1.5), room, sub, least=sub * 0.7, most_lines=2
        )
        y = max(
            (18.0 if narrow else 25.0) * unit,
            baseline * unit + sub * 1.9 + placed.leading * (len(placed.lines) - 1) + unit,
        )
        self.resume.stand(QRectF(left, y, min(room, 84 * unit), (10.0 if narrow else 12.0) * unit))
        y += (13.0 if narrow else 18.0) * unit
        shown = [button for button, command in self.keys if command is not Command.MORE_REST or self._more_rest]
        for button, command in self.keys:
            button.setVisible(button in shown)
            if command is Command.MUTE:
                button.setText("Voice on" if self._muted else "Mute")
                button.setAccessibleName(button.text())
        if narrow:
            left, y = 52.0 * unit, max(y, (look.height_u - 52.0) * unit)
            self._columns(
                shown, QRectF(left, y, look.width - look.margin * unit - left, (look.height_u - 8.0) * unit - y), 1
            )
        else:
            box = QRectF(left, y, min(room, 84 * unit), (look.height_u - 8.0) * unit - y)
            two = box.width() >= 66 * unit * look.text_scale
            self._columns(shown, box, 2 if two else 1)

    def _columns(self, shown: list[KeyButton], box: QRectF, columns: int) -> None:
        """Keys in columns, filled downwards."""
        look = self._look
        assert look
        rows = -(-len(shown) // columns)
        pitch = min(PITCH * look.u, box.height() / rows)
        step = box.width() * 0.51 if columns > 1 else box.width()
        cap = min(6.4, pitch / look.u * 0.86)
        while True:
            for button in shown:
                button.dress_for(look, cap_u=cap, type_u=cap * 0.7)
            if cap < LEAST_CAP or max(button.natural_width() for button in shown) <= step:
                break
            cap *= 0.96
        for place, button in enumerate(shown):
            column, row = divmod(place, rows)
            top = box.top() + row * pitch
            button.stand(QRectF(box.left() + column * step, top, button.natural_width(), cap * look.u))
