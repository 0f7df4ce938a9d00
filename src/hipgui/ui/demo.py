"""A demonstration that nobody need watch: it tells what is spoken, keeps a picture, and ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from hipgui.core.cue import Role
from hipgui.core.session import State
from hipgui.paint.theme import PHASE_MS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.cue import Cue
    from hipgui.ui.window import Window

PICTURE_AT = Role.COUNT
"""The first rep that is counted: the movement is at its top and everything is on the screen."""
AFTER_MS = 2 * PHASE_MS
"""How long after it begins: by then the dial has faded over to the hold."""
LOOK_MS = 100
CLOSING_MS = 8_000


class Demonstration:
    """Watches a session in the window. `show` prints a line, `picture` is where a picture goes (None: no picture)."""

    def __init__(self, picture: Path | None, show: Callable[[str], None]) -> None:
        self._picture, self._show = picture, show
        self._window: Window | None = None
        self._finished_ms = 0

    def attach(self, window: Window) -> None:
        """Watch this window until its session is over."""
        self._window = window
        timer = QTimer(window)
        timer.timeout.connect(self._on_timeout)
        timer.start(LOOK_MS)

    def said(self, cue: Cue) -> None:
        """One cue has begun; the count at the top asks for the picture."""
        if cue.role is PICTURE_AT and self._picture is not None and self._window is not None:
            path, self._picture = self._picture, None
            QTimer.singleShot(AFTER_MS, self._window, lambda: self._take(path))

    def _take(self, path: Path) -> None:
        assert self._window is not None
        saved = self._window.grab().save(str(path))
        self._show(f"Picture: {path}" if saved else f"{path}: the picture can't be written here.")

    def _on_timeout(self) -> None:
        assert self._window is not None
        if self._window.state is State.FINISHED:
            self._finished_ms += LOOK_MS
            if self._finished_ms >= CLOSING_MS:
                QApplication.quit()
