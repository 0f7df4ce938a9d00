"""What the doctor learns of the last session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hipgui.sound.account import Account, keep, read

if TYPE_CHECKING:
    from pathlib import Path


def test_it_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    keep(tmp_path / "last.json", Account(2, 1, 0.0345))
    assert read(tmp_path / "last.json") == Account(2, 1, 0.0345)
    assert str(Account(2, 1, 0.0345)) == "last session: 2 dropouts (34 ms), 1 words missed"
    assert str(Account()) == "last session: 0 dropouts, 0 words missed"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"dropouts": 1}', '{"dropouts": "x", "missed": 0}'])
def test_what_can_not_be_read_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "last.json").write_text(text)
    assert read(tmp_path / "last.json") is None


def test_no_place_to_keep_it_is_no_trouble(tmp_path: Path) -> None:
    keep(tmp_path / "nowhere" / "last.json", Account())
    assert read(tmp_path / "nowhere" / "last.json") is None
