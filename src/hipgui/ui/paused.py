"""The paused page: Resume, and every key with what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtWidgets import QWidget

from hipgui.core.session import Command
from hipgui.paint.theme import BOLD, MEDIUM
from hipgui.ui.buttons import BigButton, KeyButton
from hipgui.ui.label import Label
from hipgui.ui.player_layout import layout_for

if TYPE_CHECKING:
    from hipgui.ui.look import Look

KEYS = (
    ("→", "Next", Command.NEXT),
    ("←", "Back", Command.BACK),
    ("↑", "Harder", Command.HARDER),
    ("↓", "Easier", Command.EASIER),
    ("D", "Deeper", Command.DEEPER),
    ("S", "Skip exercise", Command.SKIP),
    ("+", "15 seconds more", Command.MORE_REST),
    ("R", "Repeat cue", Command.REPEAT),
    ("T", "Time left", Command.TIME_LEFT),
    ("H", "It hurts", Command.HURTS),
    ("M", "Mute", Command.MUTE),
    ("Esc", "End session", Command.STOP),
)
ONLY_WHERE_IT_MEANS_SOMETHING = frozenset({Command.MORE_REST, Command.DEEPER})
FAINT_WHERE_IT_MEANS_NOTHING = frozenset({Command.HARDER, Command.EASIER})
PITCH, CAP, LEAST_CAP = 9.7, 6.4, 1.5
TYPE_SHARE = 0.7
"""Size of a key's word, as a share of its cap."""
COLUMN_GAP = 1.6
BESIDE_DIAL, ABOVE_DIAL = 6, 2
"""How many keys stand one below the other in a narrow window: beside the dial, and above it."""

Group: TypeAlias = tuple[list[KeyButton], QRectF, int]
"""Keys, the box they stand in (pixels), and its columns."""


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
        self._means: frozenset[Command] = frozenset()
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

    def show_words(self, where: str, means: frozenset[Command], *, muted: bool) -> None:
        """Say where it stands; `means` are those commands that change something there, of what does not always."""
        self._words, self._means, self._muted = where, means, muted
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
        shown = self._choose_keys()
        foot = (look.height_u - 8.0) * unit
        if not narrow:
            box = QRectF(left, y, min(room, 84 * unit), foot - y)
            columns = max((1, 2), key=lambda columns: self._size([(shown, box, columns)]))
            self._columns([(shown, box, columns)])
            return
        dial = layout_for(look).dial
        beside_left = dial.right() + 4 * unit
        beside = QRectF(beside_left, dial.top(), look.width - left - beside_left, foot - dial.top())
        above = QRectF(left, y, room, dial.top() - 2 * unit - y)
        split = max(0, len(shown) - BESIDE_DIAL)
        columns = -(-split // ABOVE_DIAL)
        self._columns([(shown[:split], above, columns), (shown[split:], beside, 1)])

    def _choose_keys(self) -> list[KeyButton]:
        """Show the keys that mean something, and those faintly whose place stays; which they are."""
        look = self._look
        assert look
        shown = []
        for button, command in self.keys:
            means = command in self._means
            button.setVisible(means or command not in ONLY_WHERE_IT_MEANS_SOMETHING)
            button.setEnabled(means or command not in FAINT_WHERE_IT_MEANS_NOTHING)
            button.colours = None if button.isEnabled() else (look.page.to_come, look.page.track)
            if command is Command.MUTE:
                button.setText("Voice on" if self._muted else "Mute")
                button.setAccessibleName(button.text())
            if not button.isHidden():
                shown.append(button)
        return shown

    def _columns(self, groups: list[Group]) -> None:
        """Groups of keys, each in a box in so many columns that are filled downwards; all of one size."""
        look = self._look
        assert look
        cap, pitch = self._size(groups), self._pitch(groups)
        for keys, box, columns in groups:
            rows = -(-len(keys) // max(1, columns))
            for place, button in enumerate(keys):
                column, row = divmod(place, rows)
                at = QPointF(box.left() + column * box.width() / columns, box.top() + row * pitch)
                button.dress_for(look, cap_u=cap, type_u=cap * TYPE_SHARE)
                button.stand(QRectF(at, QSizeF(button.natural_width(), button.natural_height())))

    def _pitch(self, groups: list[Group]) -> float:
        """Pixels from row to row."""
        assert self._look
        rows = [box.height() / -(-len(keys) // columns) for keys, box, columns in groups if keys]
        return min([PITCH * self._look.u, *rows])

    def _size(self, groups: list[Group]) -> float:
        """The largest cap, in u, at which all keys fit into their columns."""
        look = self._look
        assert look
        cap, high = CAP, self._pitch(groups) * 0.88
        rooms = [
            (button, box.width() / columns - (COLUMN_GAP * look.u if columns > 1 else 0.0))
            for keys, box, columns in groups
            for button in keys
        ]
        while True:
            for button, _ in rooms:
                button.dress_for(look, cap_u=cap, type_u=cap * TYPE_SHARE)
            fits = all(button.natural_width() <= room and button.natural_height() <= high for button, room in rooms)
            if cap < LEAST_CAP or fits:
                return cap
            cap *= 0.97
