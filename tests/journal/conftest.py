"""A plan to keep the record of, and a journal to keep it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hipgui.content.load import load_library
from hipgui.core.plan import Choices, plan
from hipgui.journal.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan


@pytest.fixture(scope="session")
def library() -> Library:
    """The built-in pack."""
    return load_library()


@pytest.fixture(scope="session")
def short(library: Library) -> Plan:
    """Ten minutes of all three exercises."""
    return plan(library.routine("short"), library, Choices())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is."""
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """A journal, closed at the end."""
    one = Journal(path, [path.parent.parent / "spare"])
    yield one
    one.close()
