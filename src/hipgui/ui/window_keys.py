"""What the keys of the window mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from hipgui.core.keys import command_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from hipgui.core.session import Command, State

NAMES = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Escape: "escape",
    Qt.Key.Key_Return: "return",
    Qt.Key.Key_Enter: "return",
    Qt.Key.Key_Equal: "+",
    Qt.Key.Key_MediaPlay: "space",
    Qt.Key.Key_MediaPause: "space",
    Qt.Key.Key_MediaTogglePlayPause: "space",
    Qt.Key.Key_MediaNext: "right",
    Qt.Key.Key_MediaPrevious: "left",
}
"""What core's table of keys calls those that type nothing; "=" is "+" without shift."""
FULL_SCREEN_KEYS = frozenset({Qt.Key.Key_F, Qt.Key.Key_F11})


def asked_by(event: QKeyEvent, state: State) -> Command | None:
    """What a key asks of a session in that state; None for keys that mean nothing there."""
    return command_of(NAMES.get(Qt.Key(event.key()), event.text().lower()), state)


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed alone, as far as keys of a session care."""
    return not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
