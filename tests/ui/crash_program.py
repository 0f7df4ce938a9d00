"""A window that breaks in the way its argument names, and a person who reads, copies and closes the dialog."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from hipgui.ui.crash import CrashGuard
from hipgui.ui.crash_dialog import CrashDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail() -> None:
    """Break."""
    raise ZeroDivisionError("the sets of nobody")


class Breaking(QWidget):
    """Breaks while it paints, every time."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Break."""
        super().paintEvent(event)
        if "paint" in sys.argv:
            fail()


def person() -> None:
    """Look for the dialog; once it is there, read it, copy the details, close it."""
    dialogs = [window for window in QApplication.topLevelWidgets() if isinstance(window, CrashDialog)]
    if not dialogs:
        return
    [dialog] = dialogs
    if not dialog.isVisible():
        return
    say(f"visible {[type(window).__name__ for window in QApplication.topLevelWidgets() if window.isVisible()]}")
    say(f"labels {' | '.join(label.text() for label in dialog.findChildren(QLabel))}")
    copy, close = (
        next(button for button in dialog.findChildren(QPushButton) if word in button.text())
        for word in ("Copy", "Close")
    )
    copy.click()
    [details] = dialog.findChildren(QPlainTextEdit)
    say(
        f"copied {QGuiApplication.clipboard().text() == details.toPlainText()} {details.toPlainText().splitlines()[-1]}"
    )
    dialog.grab().save(sys.argv[2] + "/dialog.png")
    close.click()


def rescue_that_fails() -> None:
    """Can't save."""
    raise OSError(28, "No space left on device")


def main() -> int:
    """Break as told."""
    way, folder = sys.argv[1:3]
    application = QApplication(sys.argv)
    settings = rescue_that_fails if way == "unsaved" else lambda: say("settings saved")
    guard = CrashGuard(Path(folder), {"your sets": lambda: say("sets saved"), "your settings": settings})
    guard.install()
    window = Breaking()
    window.show()
    timer = QTimer()
    timer.timeout.connect(person)
    timer.start(10)
    if way == "start":
        fail()
    if way in {"slot", "unsaved"}:
        QTimer.singleShot(0, fail)
    if way == "repeatedly":
        for _ in range(300):
            QTimer.singleShot(0, fail)
    worker = threading.Thread(target=fail)
    if way == "thread":
        worker.start()
    if way == "interrupt":
        QTimer.singleShot(0, interrupt)
    if way == "well":
        QTimer.singleShot(0, application.quit)
    code = application.exec()
    if worker.ident:
        worker.join()
    guard.uninstall()
    return code


def interrupt() -> None:
    """As when Ctrl-C is pressed."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
