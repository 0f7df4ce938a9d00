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
    from pathlib import Path

LIBRARY = load_library()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "cache" / "library.json"
    snapshot.keep(kept, [BUILTIN], LIBRARY)
    return kept


def test_what_was_kept_is_recalled_to_the_last_type(file: Path) -> None:
    found = snapshot.recall(file, [BUILTIN])
    assert found == LIBRARY
    assert repr(found) == repr(LIBRARY), "a plain string equals an enum's member but is none"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_it_counts_only_for_the_packs_it_was_made_of(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(BUILTIN, copy)
    assert snapshot.recall(file, [copy]) is None
    assert snapshot.recall(file, [BUILTIN, copy]) is None
    snapshot.keep(file, [copy], LIBRARY)
    assert snapshot.recall(file, [copy]) == LIBRARY
    words = copy / "words.toml"
    stat = words.stat()
    os.utime(words, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert snapshot.recall(file, [copy]) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_one_is_passed_over(file: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "changed", "other"]))
    damaged = tmp_path / "damaged.json"
    junk = data.draw(st.binary(max_size=20))
    damaged.write_bytes({"cut": whole[:at], "changed": whole[:at] + junk + whole[at + 1 :], "other": junk}[kind])
    assert damaged.read_bytes() == whole or snapshot.recall(damaged, [BUILTIN]) is None


def test_without_a_place_for_it_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    snapshot.keep(tmp_path / "file" / "library.json", [BUILTIN], LIBRARY)
    assert snapshot.recall(tmp_path / "file" / "library.json", [BUILTIN]) is None
