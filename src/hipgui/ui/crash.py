"""When the program itself is wrong: what was done is made safe, the person is told, and the program ends.

Qt goes on after an exception in a slot, a paint event or a thread, and would leave a window that is half dead. So the
first exception that nobody caught, wherever it comes from, leads to the same place: the log, then the event loop's
next turn, where the rescues run, every window goes and a dialog shows what happened. Later ones are only
logged, and not without end.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication

from hipgui import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import TextIOWrapper
    from types import TracebackType

FAILED, INTERRUPTED = 1, 130
LOG_NAME, FAULT_NAME = "hipgui.log", "fault.log"
LOG_BYTES, LOGS_KEPT = 256 * 1024, 3
LOGGED = 20
"""Exceptions that are logged; the first one is shown."""

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
        self._count = 0
        self._handler = _LateLog(self._log_path)
        self._faults: TextIOWrapper | None = None
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks, and open the log where it can be written."""
        log.addHandler(self._handler)
        with suppress(OSError):  # a crash is shown without a log, too
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
        with self._lock:
            self._count += 1
            number = self._count
        if number > LOGGED:
            return  # one that comes with every frame would push the first one out of the log
        told = report(error)
        log.critical("%s", told)
        if number > 1:
            return
        in_gui_thread = QThread.currentThread() is self.thread()
        if QCoreApplication.instance() is None or (in_gui_thread and not QThread.currentThread().loopLevel()):
            self._on_caught(told)  # nothing would ever bring a signal here
        else:
            self._caught.emit(told)

    def _on_caught(self, told: str) -> None:
        """Make safe, show, end. Nothing here may raise."""
        from hipgui.ui.crash_dialog import CrashDialog, safety  # noqa: PLC0415  start-up: seldom shown

        lost = [f"{name} ({trouble})" for name, save in self._rescue.items() if (trouble := _attempt(save))]
        if isinstance(QCoreApplication.instance(), QApplication):
            QApplication.setQuitOnLastWindowClosed(False)
            for window in QApplication.topLevelWidgets():
                window.hide()
            trouble = _attempt(CrashDialog(told, lost, self._log_path if self._log_path.exists() else None).exec)
            if trouble:
                log.critical("The crash dialog failed: %s", trouble)
        else:
            sys.stderr.write(f"{told}\n{safety(lost)}\n")
        QCoreApplication.exit(FAILED)


class _LateLog(logging.Handler):
    """Opens the log when there is something to write: most days there is nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down, where that can be done."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler  # noqa: PLC0415  start-up

            self._file = RotatingFileHandler(
                self._path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        super().close()
        if self._file is not None:
            self._file.close()


def report(error: BaseException) -> str:
    """The exception with what a developer has to know of the machine; the home folder is not named."""
    import platform  # noqa: PLC0415  start-up: only a crash asks

    about = (
        f"Hipgui {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.platform()}, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    )
    return f"{about}\n\n{''.join(traceback.format_exception(error))}".replace(str(Path.home()), "~")


def _attempt(action: Callable[[], object]) -> str:
    """Run `action`; what it raised in a few words, "" for nothing."""
    try:
        action()
    except Exception as error:
        log.exception("After a crash, something else failed:")
        return f"{type(error).__name__}: {error}"
    return ""
