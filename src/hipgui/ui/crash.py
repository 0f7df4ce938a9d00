"""When the program itself is wrong: what was done is made safe, the person is told, and the program ends.

Qt goes on after an exception in a slot, a paint event or a thread, and would leave a window that is half dead. So the
first exception that nobody caught, wherever it comes from, leads to the same place: the log, then the event loop's
next turn, where the rescues run, every window goes and a dialog shows what happened. Later ones are only logged.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from hipgui import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import TextIOWrapper
    from types import TracebackType

FAILED, INTERRUPTED = 1, 130
LOG_NAME, FAULT_NAME = "hipgui.log", "fault.log"
LOG_BYTES, LOGS_KEPT = 256 * 1024, 3

log = logging.getLogger("hipgui")


class CrashGuard(QObject):
    """Catches what nobody caught, from `install` on. Make it in the GUI thread, after the QApplication.

    `rescue` is called in its order once a crash happened: by the name of what each makes safe, such as "your sets".
    """

    _caught = Signal(str)

    def __init__(self, log_dir: Path, rescue: Mapping[str, Callable[[], None]]) -> None:
        super().__init__()
        self._log_path = log_dir / LOG_NAME
        self._rescue = rescue
        self._lock = threading.Lock()
        self._is_over = False
        self._handler: RotatingFileHandler | None = None
        self._faults: TextIOWrapper | None = None
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks, and open the log where it can be written."""
        with suppress(OSError):  # a crash is shown without a log, too
            self._handler = RotatingFileHandler(
                self._log_path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            log.addHandler(self._handler)
            self._faults = self._log_path.with_name(FAULT_NAME).open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give the hooks back and close the log."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, unraisable: sys.UnraisableHookArgs) -> None:
        log.error(
            "%s: %r", unraisable.err_msg or "Exception ignored in", unraisable.object, exc_info=unraisable.exc_value
        )

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(INTERRUPTED)
            return
        told = report(error)
        log.critical("%s", told)
        with self._lock:
            is_first, self._is_over = not self._is_over, True
        if not is_first:
            return
        in_gui_thread = QThread.currentThread() is self.thread()
        if QCoreApplication.instance() is None or (in_gui_thread and not QThread.currentThread().loopLevel()):
            self._on_caught(told)  # nothing would ever bring a signal here
        else:
            self._caught.emit(told)

    def _on_caught(self, told: str) -> None:
        """Make safe, show, end. Nothing here may raise."""
        lost = [f"{name} ({trouble})" for name, save in self._rescue.items() if (trouble := _attempt(save))]
        if isinstance(QCoreApplication.instance(), QApplication):
            QGuiApplication.setQuitOnLastWindowClosed(False)
            for window in QApplication.topLevelWidgets():
                window.hide()
            trouble = _attempt(CrashDialog(told, lost, self._log_path if self._log_path.exists() else None).exec)
            if trouble:
                log.critical("The crash dialog failed: %s", trouble)
        else:
            sys.stderr.write(f"{told}\n{safety(lost)}\n")
        QCoreApplication.exit(FAILED)


class CrashDialog(QDialog):
    """What happened, in plain words, and the details to copy. Plain widgets: the look may be what is broken."""

    def __init__(self, told: str, lost: list[str], log_path: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Hipgui")
        self.resize(720, 460)
        heading = QLabel("Something in Hipgui broke, so it has to close.")
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        heading.setFont(font)
        words = QLabel(f"{safety(lost)} You can start it again right away.")
        where = QLabel("These details help to mend it." + (f" They are also in {log_path}" if log_path else ""))
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit(told)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName("Details")
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = QPushButton("Copy details")
        self._copy.clicked.connect(self._on_copy_clicked)
        close = QPushButton("Close Hipgui")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for label in (heading, words, where):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self._details, 1)
        layout.addWidget(buttons)
        close.setFocus()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.setText("Copied")


def report(error: BaseException) -> str:
    """The exception with what a developer has to know of the machine; the home folder is not named."""
    about = (
        f"Hipgui {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.platform()}, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    )
    return f"{about}\n\n{''.join(traceback.format_exception(error))}".replace(str(Path.home()), "~")


def safety(lost: list[str]) -> str:
    """What became of the person's own things."""
    if not lost:
        return "Your sets and settings are saved."
    return f"Not everything could be saved: {'; '.join(lost)}."


def _attempt(action: Callable[[], object]) -> str:
    """Run `action`; what it raised in a few words, "" for nothing."""
    try:
        action()
    except Exception as error:
        log.exception("After a crash, something else failed:")
        return f"{type(error).__name__}: {error}"
    return ""
