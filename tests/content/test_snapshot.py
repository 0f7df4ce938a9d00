"""The library's snapshot: the same to the last type, and never in the way."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipgui.content import BUILTIN, snapshot
from hipgui.content.load import load_library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hipgui.core.model import Library

LIBRARY = load_library()


def read() -> Library:
    return LIBRARY


def unread() -> Library:
    pytest.fail("the packs are read again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "cache" / "library.json"
    assert snapshot.library(kept, [BUILTIN], read) is LIBRARY
    return kept


def is_kept(file: Path, packs: Sequence[Path]) -> bool:
    """Whether `file` counts; it is as it was afterwards."""
    content, loads = file.read_bytes() if file.exists() else None, []

    def load() -> Library:
        loads.append(True)
        return LIBRARY

    assert snapshot.library(file, packs, load) == LIBRARY
    if content is not None:
        file.write_bytes(content)
    return not loads


def test_what_was_kept_is_recalled_to_the_last_type(file: Path) -> None:
    found = snapshot.library(file, [BUILTIN], unread)
    assert found == LIBRARY
    assert repr(found) == repr(LIBRARY), "a plain string equals an enum's member but is none"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_it_counts_only_for_the_packs_it_was_made_of(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(BUILTIN, copy)
    assert not is_kept(file, [copy])
    assert not is_kept(file, [BUILTIN, copy])
    snapshot.library(file, [copy], read)
    assert is_kept(file, [copy])
    touch(copy / "words.toml")
    assert not is_kept(file, [copy])


def test_what_changes_while_it_is_read_does_not_count(tmp_path: Path) -> None:
    copy, file = tmp_path / "copy", tmp_path / "library.json"
    shutil.copytree(BUILTIN, copy)

    def load() -> Library:
        touch(copy / "words.toml")
        return LIBRARY

    snapshot.library(file, [copy], load)
    assert not is_kept(file, [copy])


def touch(file: Path) -> None:
    """Change it a nanosecond later."""
    stat = file.stat()
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_one_is_passed_over(file: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "changed", "other"]))
    damaged = tmp_path / "damaged.json"
    junk = data.draw(st.binary(max_size=20))
    damaged.write_bytes({"cut": whole[:at], "changed": whole[:at] + junk + whole[at + 1 :], "other": junk}[kind])
    assert damaged.read_bytes() == whole or not is_kept(damaged, [BUILTIN])


def test_without_a_place_for_it_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not is_kept(tmp_path / "file" / "library.json", [BUILTIN])
    assert not is_kept(tmp_path / "file" / "library.json", [BUILTIN])


def test_a_pack_that_is_gone_is_for_the_loader_to_tell(tmp_path: Path) -> None:
    assert not is_kept(tmp_path / "library.json", [tmp_path / "gone"])
