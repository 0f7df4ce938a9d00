from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

from hipgui.ui.stills import FILES_KEPT, StillStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stills"


def picture(colour: str = "#80ff0000") -> QImage:
    image = QImage(20, 10, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


def test_what_is_kept_is_read_again(folder: Path) -> None:
    StillStore(folder).keep("march-right", picture())
    found = StillStore(folder).read("march-right", 2.0)
    assert found is not None
    assert found.devicePixelRatio() == 2.0
    assert found.pixel(3, 3) == picture().pixel(3, 3)
    assert StillStore(folder).read("march-left", 2.0) is None


def test_a_damaged_file_is_as_good_as_none(folder: Path) -> None:
    StillStore(folder).keep("march-right", picture())
    next(folder.glob("*.png")).write_bytes(b"not a picture")
    assert StillStore(folder).read("march-right", 1.0) is None


def test_the_oldest_give_way(folder: Path) -> None:
    store = StillStore(folder)
    for number in range(FILES_KEPT):
        store.keep(f"picture-{number}", picture())
    for age, path in enumerate(sorted(folder.glob("*.png"), key=lambda path: int(path.name.split("-")[1]))):
        os.utime(path, (age, age))
    store.keep("one-more", picture())
    assert len(list(folder.glob("*.png"))) == FILES_KEPT
    assert store.read("picture-0", 1.0) is None
    assert store.read("picture-1", 1.0) is not None
    assert store.read("one-more", 1.0) is not None


def test_aspects_are_kept_too(folder: Path) -> None:
    assert StillStore(folder).read_aspects() == {}
    StillStore(folder).keep_aspects({"march": 0.67, "lift": 1.09})
    assert StillStore(folder).read_aspects() == {"march": 0.67, "lift": 1.09}
    next(folder.glob("*.txt")).write_text("nonsense", encoding="utf-8")
    assert StillStore(folder).read_aspects() == {}


def test_without_a_folder_and_on_a_disk_that_refuses_nothing_is_kept(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way", encoding="utf-8")
    for store in (StillStore(None), StillStore(blocked / "stills")):
        store.keep("march", picture())
        store.keep_aspects({"march": 1.0})
        assert store.read("march", 1.0) is None
        assert store.read_aspects() == {}
