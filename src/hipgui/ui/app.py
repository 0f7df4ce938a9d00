"""Runs the window: the application object, the first frame, then everything that could wait for it."""

from __future__ import annotations

import locale
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from hipgui.ui.resources import load_resources
from hipgui.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

    from hipgui.core.plan import Plan
    from hipgui.ui.deps import Deps

DESKTOP_FILE = "org.hipgui.Hipgui"


def run(
    deps: Deps,
    *,
    attach: Callable[[Window], None] = lambda _window: None,
    autostart: Plan | None = None,
    full_screen: bool | None = None,
) -> int:
    """Open the window and stay until it is closed; the exit code.

    `attach` gets the window before the event loop runs, for what needs it: a second start that raises it, remotes that
    send it commands. `autostart` begins a session at once; without one, the very first start asks what has to be asked.
    """
    application = make_application()
    window = Window(deps)
    attach(window)
    if autostart is None and not deps.settings.readiness_seen:
        window.beyond.welcome()
    window.open_up(full_screen=full_screen)
    FirstFrame(window.windowHandle(), window.warm_up)
    if autostart is not None:
        window.play(autostart)
    try:
        return application.exec()
    finally:
        if deps.pictures is not None:
            deps.pictures.close()


def make_application() -> QApplication:
    """The one application object, with fonts and icon; an existing one is taken as it is."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    locale.setlocale(locale.LC_TIME, "C")  # Qt has taken the system's; dates are English as everything else is
    application.setApplicationName("Hipgui")
    application.setDesktopFileName(DESKTOP_FILE)
    load_resources()
    application.setWindowIcon(QIcon(":/app/hipgui.svg"))
    return application


class FirstFrame(QObject):
    """Calls once, as soon as a window has been painted for the first time.

    It watches the system's window being exposed, which Qt answers by painting. The widget itself may never get a paint
    event: its pages cover it.
    """

    def __init__(self, window: QWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first exposure; what comes after it is queued behind its painting."""
        if self._then is not None and event.type() is QEvent.Type.Expose:
            then, self._then = self._then, None
            QTimer.singleShot(0, then)
        return False
