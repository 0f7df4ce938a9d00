"""Hands for the settings page: they scroll, click and drag as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.ui.loads import LoadsRow
from hipgui.ui.row import PillRow, SwitchRow
from hipgui.ui.tiles import TilesRow
from tests.rigs import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from hipgui.ui.row import Row
    from hipgui.ui.settings_page import SettingsPage
    from hipgui.ui.slider import Slider
    from tests.ui.conftest import Desk


def page_of(desk: Desk) -> SettingsPage:
    return desk.window.beyond.browse.settings


def row(desk: Desk, field: str) -> Row:
    return page_of(desk).rows[field]


def bring(desk: Desk, control: QWidget) -> None:
    """Scroll to a control, as a person would."""
    page_of(desk).scroller.ensureWidgetVisible(control)
    QApplication.processEvents()


def press(desk: Desk, button: QAbstractButton) -> None:
    """Click a button that can be seen."""
    bring(desk, button)
    assert button.visibleRegion().contains(button.rect().center()), f"{button.accessibleName()} can't be clicked"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drag(desk: Desk, slider: Slider, value: int) -> None:
    """Take the knob and let it go at a value."""
    bring(desk, slider)
    here, there = slider.knob_at(slider.value()).toPoint(), slider.knob_at(value).toPoint()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=here)
    QTest.mouseMove(slider, (here + there) / 2)
    QTest.mouseMove(slider, there)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=there)


def button_of(control: Row, place: int) -> QAbstractButton:
    """The button of a choice."""
    if isinstance(control, TilesRow):
        return control.tiles[place]
    if isinstance(control, LoadsRow):
        return control.chips[place]
    if isinstance(control, SwitchRow):
        return control.switch
    assert isinstance(control, PillRow)
    return control.choice.segments[place]


def voices(desk: Desk) -> list[str]:
    """The names that are offered."""
    picker = row(desk, "voice").picker  # type: ignore[attr-defined]  # a PickerRow
    return [picker.itemText(place) for place in range(picker.count())]


def until_voices(desk: Desk, *wanted: str) -> None:
    """Wait for the engine's answer."""

    def there() -> bool:
        QApplication.processEvents()
        return voices(desk) == list(wanted)

    until(there, what=f"the voices {wanted}")
