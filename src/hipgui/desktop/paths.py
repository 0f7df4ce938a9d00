"""The folders this system gives a program, made when they are first asked for.

Settings, clips and logs that can't have their folder get a temporary one. The journal does not: sessions in a place
that is swept away at the next start would be lost unseen, so the journal itself says that it can't write.
"""

from __future__ import annotations

import os
import stat
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs, RuntimeDirWarning

from hipgui.desktop.finding import Finding

APP = "hipgui"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Place:
    """A path, and what stands in its way as one sentence ("" where nothing does)."""

    path: Path
    trouble: str = ""


def config_file() -> Place:
    """The settings file; its folder exists."""
    folder = _or_temporary(_dirs().user_config_path, "settings", "Settings are kept until the computer is restarted")
    return Place(folder.path / "settings.toml", folder.trouble)


def data_dir() -> Place:
    """The journal's folder; it may not exist or not be writable, and then `trouble` says so."""
    path = _dirs().user_data_path
    reason = why_not_writable(path)
    return Place(path, f"{path}: sessions can't be kept here ({reason}). Make it writable." if reason else "")


def cache_dir() -> Place:
    """The folder for clips and stills."""
    return _or_temporary(_dirs().user_cache_path, "cache", "Speech is rendered anew at every start")


def log_dir() -> Place:
    """The folder for logs."""
    return _or_temporary(_dirs().user_log_path, "log", "Logs are kept until the computer is restarted")


def runtime_dir() -> Place:
    """The folder for sockets and locks; as with the journal's, `trouble` says what is wrong with it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeDirWarning)  # without XDG_RUNTIME_DIR there is a fallback
            path = PlatformDirs(APP, appauthor=False, ensure_exists=True).user_runtime_path
    except OSError as error:
        path, reason = Path(tempfile.gettempdir(), APP), str(error)
    else:
        reason = why_not_writable(path)
    return Place(path, f"{path}: can't be used ({reason}), so a second start is not noticed." if reason else "")


def why_not_writable(folder: Path) -> str:
    """Make `folder` if need be and try to write into it: the system's reason against it, "" where it works."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def probe() -> Finding:
    """Whether all four folders can be written, and where they are."""
    dirs = _dirs()
    folders = {
        "settings": dirs.user_config_path,
        "sessions": dirs.user_data_path,
        "clips": dirs.user_cache_path,
        "logs": dirs.user_log_path,
    }
    reasons = {purpose: why_not_writable(folder) for purpose, folder in folders.items()}
    closed = [purpose for purpose, reason in reasons.items() if reason]
    if not closed:
        return Finding(ok=True, found=", ".join(f"{purpose} in {folder}" for purpose, folder in folders.items()))
    found = ", ".join(f"{folders[purpose]} for {purpose} can't be written ({reasons[purpose]})" for purpose in closed)
    return Finding(ok=False, found=found, remedy=f"Make {'it' if len(closed) == 1 else 'them'} writable for you.")


def _dirs() -> PlatformDirs:
    return PlatformDirs(APP, appauthor=False)


def _own_temporary(purpose: str) -> Path:
    """A temporary folder that only this person can look into, the same at every call: what it holds is found again.

    Where somebody else has taken its name it is a new one. Raises OSError.
    """
    who = os.geteuid() if hasattr(os, "geteuid") else None  # Windows gives each person temporary folders of their own
    folder = Path(tempfile.gettempdir(), f"{APP}-{purpose}" + ("" if who is None else f"-{who}"))
    with suppress(FileExistsError):
        folder.mkdir(mode=stat.S_IRWXU)
    found = folder.lstat()
    is_ours = who is None or (found.st_uid == who and not found.st_mode & OTHERS)
    if stat.S_ISDIR(found.st_mode) and is_ours:
        return folder
    return Path(tempfile.mkdtemp(prefix=f"{APP}-{purpose}-"))


def _or_temporary(folder: Path, purpose: str, consequence: str) -> Place:
    reason = why_not_writable(folder)
    if not reason:
        return Place(folder)
    try:
        instead = _own_temporary(purpose)
    except OSError:
        return Place(folder, f"{folder}: can't be written ({reason}). Make it writable.")
    return Place(instead, f"{folder}: can't be written ({reason}). {consequence}, in {instead}. Make it writable.")
