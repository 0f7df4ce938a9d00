"""Build hook: compile resources.qrc into src/hipgui/resources.rcc.

Runs for wheels, sdists and editable installs alike, with the resource compiler that PySide6 brings. The result is
git-ignored and always made anew, so it can never lag behind assets/.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

RCC = "from PySide6.scripts.pyside_tool import rcc; rcc()"
OUTPUT = Path("src", "hipgui", "resources.rcc")


class ResourceHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is the builder's config, not used here
    """Compiles the resources before hatchling collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the resource file; raises RuntimeError with rcc's own words if it fails."""
        compile_resources(Path(self.root))


def compile_resources(root: Path) -> Path:
    """Compile `root`/resources.qrc uncompressed (fonts are mapped into memory, not unpacked, at every start).

    The file takes its place in one step and only if it differs: a running program may have the old one mapped.
    """
    target = root / OUTPUT
    fresh = target.with_suffix(f".{os.getpid()}.part")
    command = [
        sys.executable,
        "-c",
        RCC,
        "--binary",
        "--no-compress",
        "--format-version=1",
        "resources.qrc",
        "-o",
        str(fresh),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        fresh.unlink(missing_ok=True)
        raise RuntimeError(f"rcc could not compile resources.qrc:\n{done.stdout}{done.stderr}")
    if target.exists() and target.read_bytes() == fresh.read_bytes():
        fresh.unlink()
    else:
        fresh.replace(target)
    return target
