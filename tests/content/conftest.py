from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from hipgui.content import BUILTIN
from hipgui.content.load import load_library

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the built-in pack, to be changed at will."""
    return shutil.copytree(BUILTIN, tmp_path / "pack")
