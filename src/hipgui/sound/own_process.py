"""Starting a process of the room's own: the voice's worker, and the one that plays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hipgui

if TYPE_CHECKING:
    from collections.abc import Sequence


def module_command(module: str) -> list[str]:
    """The command that runs a module of ours in another Python."""
    return [sys.executable, "-P", "-m", module]


def launch(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `command` with pipes for what it reads and what it writes; raises OSError."""
    environment = dict(os.environ)
    root = str(Path(hipgui.__file__).parents[1])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        # Ctrl+C in a terminal is the program's to handle, not its processes'.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
