from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QWidget

from hipgui.settings import Settings
from hipgui.ui.app import make_application
from hipgui.ui.look import look_for
from hipgui.ui.tabs import TabBar
from tests.ui.fitting import SIZE_AND_SCALE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PAGES = (("today", "Today"), ("history", "History"), ("library", "Library"), ("learn", "Learn"))
APART = (("settings", "Settings"),)


@SIZE_AND_SCALE
def test_what_stands_apart_ends_at_the_right_margin(
    qapp: QApplication, size: tuple[int, int], text_scale: float
) -> None:
    assert qapp is make_application()
    page = QWidget()
    bar = TabBar(page, PAGES, APART)
    look = look_for(Settings(theme="dark", text_scale=text_scale), QSizeF(*size))
    bar.dress(look)
    faces = [tab.face.translated(tab.x(), tab.y()) for tab in bar.tabs.values()]
    gaps = [right.left() - left.right() for left, right in pairwise(faces)]
    assert faces[0].left() == pytest.approx(look.margin * look.u)
    assert faces[-1].right() == pytest.approx(look.width - look.margin * look.u, abs=0.1)
    assert min(gaps) > 0
    assert gaps[-1] >= max(gaps[:-1]) - 0.1
    page.deleteLater()
