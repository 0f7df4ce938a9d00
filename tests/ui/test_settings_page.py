from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.figure.names import CHOICES
from hipgui.settings import Settings, load, save
from hipgui.ui.loads import LoadsRow, bells_offered, weight_words
from hipgui.ui.row import SwitchRow
from hipgui.ui.slider import SliderRow
from hipgui.ui.tiles import TilesRow
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble
from tests.ui.settings_hands import bring, button_of, drag, page_of, press, row, until_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.ui.conftest import Desk


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """The settings, reached by their key."""
    desk.press(Qt.Key.Key_S)
    return desk


# Every setting.


def test_s_opens_them_and_escape_leads_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_S)
    assert desk.window.page is desk.window.beyond.browse
    assert desk.window.beyond.browse.open_page == "settings"
    desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")


def test_every_setting_is_here_or_on_today(opened: Desk) -> None:
    elsewhere = {"routine", "minutes", "level", "on_foot", "beside", "chair"}
    by_themselves = {"window", "readiness_seen", "sessions_finished", "brief_offered"}
    here = set(page_of(opened).rows.fields)
    assert here | elsewhere | by_themselves == {field.name for field in fields(Settings)}
    assert not here & (elsewhere | by_themselves)


BUTTONS = [
    ("engine", 1, "flite"),
    ("talk", 1, "brief"),
    ("talk", 2, "counts"),
    ("talk", 3, "tones"),
    ("tones", 0, False),
    ("self_paced", 0, True),
    ("units", 1, "lb"),
    ("kettlebells", 2, (4.0,)),
    ("bands", 2, (3,)),
    ("theme", 1, "light"),
    ("theme", 2, "system"),
    ("dim", 0, True),
    ("reduced_motion", 0, True),
    ("full_screen", 0, True),
    *((field, place, name) for field, names in CHOICES.items() for place, name in enumerate(names)),
]
KEPT = pytest.mark.parametrize(("field", "place", "kept"), BUTTONS, ids=str)


@KEPT
def test_a_click_is_kept_at_once(opened: Desk, tmp_path: Path, field: str, place: int, kept: object) -> None:
    before = opened.window.settings
    press(opened, button_of(row(opened, field), place))
    path = tmp_path / "settings.toml"
    save(path, opened.window.settings)
    settings, sentences = load(path)
    assert sentences == []
    if getattr(before.appearance, field, getattr(before, field)) == kept:
        assert opened.saved == [], "the same again writes nothing"
    else:
        wanted: dict[str, object] = {field: kept, "window": opened.saved[-1].window}
        assert opened.saved[-1] == replace(before, **wanted)  # type: ignore[arg-type]  # fields of Settings
        assert getattr(settings, field) == kept
        assert type(getattr(settings, field)) is type(kept)


@KEPT
def test_the_keyboard_does_the_same(opened: Desk, field: str, place: int, kept: object) -> None:
    control = row(opened, field)
    if isinstance(control, SwitchRow):
        control.switch.setFocus(Qt.FocusReason.TabFocusReason)
        opened.press(Qt.Key.Key_Space)
    elif isinstance(control, LoadsRow):
        control.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(place):
            opened.press(Qt.Key.Key_Right)
        opened.press(Qt.Key.Key_Return)
    else:
        buttons = control.tiles if isinstance(control, TilesRow) else list(control.choice.segments)  # type: ignore[attr-defined]  # a PillRow
        start = next((at for at, button in enumerate(buttons) if button.isChecked()), 0)
        buttons[start].setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(abs(place - start)):
            opened.press(Qt.Key.Key_Right if place > start else Qt.Key.Key_Left)
    own = opened.window.settings
    assert getattr(own.appearance, field, getattr(own, field)) == kept


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("rate", 8, 1.4),
        ("volume", 7, 0.35),
        ("rest_s", 9, 90),
        ("switch_s", 5, 15),
        ("lead_in_s", 4, 7),
        ("text_scale", 5, 1.5),
    ],
)
def test_a_number_is_dragged_stepped_and_sent_to_its_ends(opened: Desk, field: str, value: int, kept: float) -> None:
    control = row(opened, field)
    assert isinstance(control, SliderRow)
    slider = control.slider
    drag(opened, slider, value)
    assert len(opened.saved) == 1, "what lies between is only shown"
    assert getattr(opened.window.settings, field) == kept
    assert type(getattr(opened.window.settings, field)) is type(kept)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    opened.press(Qt.Key.Key_Left)
    lower = getattr(opened.window.settings, field)
    assert lower < kept
    opened.press(Qt.Key.Key_Home)
    least = getattr(opened.window.settings, field)
    opened.press(Qt.Key.Key_PageUp)
    opened.press(Qt.Key.Key_End)
    assert least <= lower < getattr(opened.window.settings, field)
    assert slider.accessibleDescription() in texts(page_of(opened))


def test_the_wheel_scrolls_and_sets_nothing(opened: Desk) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    for field in ("rate", "voice"):
        control = row(opened, field)
        target = control.slider if isinstance(control, SliderRow) else control.picker  # type: ignore[attr-defined]  # a PickerRow
        at = QPointF(target.rect().center())
        wheel = QWheelEvent(
            at,
            QPointF(target.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003  Qt's
        )
        QApplication.sendEvent(target, wheel)
    assert opened.saved == []


def test_up_and_down_scroll(opened: Desk) -> None:
    bar = page_of(opened).scroller.verticalScrollBar()
    for _ in range(4):
        opened.press(Qt.Key.Key_Down)
    assert bar.value() > 0
    assert opened.saved == []


def test_tab_comes_to_everything_and_nothing_plays(opened: Desk) -> None:
    until_voices(opened, "The best there is", "English (America)", "English (Great Britain)")
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        opened.press(Qt.Key.Key_Tab)
    names = {widget.accessibleName() for widget in seen}
    assert {"Speed", "Volume", "Voice", "Sound device", "Rest", "Text size", "Tones", "Own pace", "Dim"} <= names
    assert {"Hear it from the mat", "Open the folder", "Read them again", "Reset settings"} <= names
    assert {"Theme: Dark", "How much talk: Full", "Engine: eSpeak", "Weights in: Kilograms"} <= names
    rows = page_of(opened).rows
    assert len(seen) == len(rows.fields) + 4 + 5, "one stop each, four buttons, five tabs"
    opened.press(Qt.Key.Key_Space)
    assert opened.coaches == []


# The screen.


def test_a_theme_dresses_the_page_at_once(opened: Desk) -> None:
    press(opened, button_of(row(opened, "theme"), 1))
    assert opened.window.grab().toImage().pixelColor(3, 3).name().upper() == "#F6F3EC"


def test_full_screen_is_turned_here_too(opened: Desk) -> None:
    switch = button_of(row(opened, "full_screen"), 0)
    press(opened, switch)
    assert opened.window.isFullScreen()
    assert switch.isChecked()
    opened.press(Qt.Key.Key_F11)
    assert not opened.window.isFullScreen()
    assert not switch.isChecked()


def test_the_sample_grows_while_the_size_is_dragged(opened: Desk) -> None:
    slider = row(opened, "text_scale").slider  # type: ignore[attr-defined]  # a SliderRow
    bring(opened, slider)
    sample = opened.library.exercises[0].foci[0].wordings[0]
    from hipgui.ui.label import Label

    [label] = [label for label in page_of(opened).findChildren(Label) if label.text() == sample]
    small = label.height()
    at = slider.knob_at(0).toPoint(), slider.knob_at(10).toPoint()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at[0])
    place = slider.mapTo(opened.window, QPoint(0, 0))
    QTest.mouseMove(slider, at[1])
    assert label.height() > 1.8 * small
    assert slider.mapTo(opened.window, QPoint(0, 0)) == place, "the knob stays under the finger"
    assert opened.saved == []
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at[1])
    assert opened.window.settings.text_scale == 2.0


# Loads.


def test_weights_are_offered_as_they_are_sold_and_as_they_are_owned() -> None:
    assert [weight_words(kilos, "kg") for kilos in bells_offered((), "kg")][:4] == ["2 kg", "3 kg", "4 kg", "5 kg"]
    assert [weight_words(kilos, "lb") for kilos in bells_offered((), "lb")][:4] == ["5 lb", "8 lb", "10 lb", "12 lb"]
    assert bells_offered((4.04, 7.0), "kg")[:6] == (2.0, 3.0, 4.04, 5.0, 6.0, 7.0)
    assert weight_words(4.54, "lb") == "10 lb"
    assert weight_words(4.54, "kg") == "4.5 kg"


def test_what_is_owned_survives_a_change_of_units(opened: Desk) -> None:
    for place in (2, 5):
        press(opened, button_of(row(opened, "kettlebells"), place))
    press(opened, button_of(row(opened, "units"), 1))
    bells = row(opened, "kettlebells")
    assert isinstance(bells, LoadsRow)
    assert [chip.text() for chip in bells.chips if chip.isChecked()] == ["9 lb", "18 lb"]
    press(opened, next(chip for chip in bells.chips if chip.text() == "9 lb"))
    assert [settings.kettlebells for settings in opened.saved] == [(4.0,), (4.0, 8.0), (4.0, 8.0), (8.0,)]
    assert trouble(page_of(opened), 7.2) == []


def test_today_speaks_of_the_weights_one_owns_in_ones_own_units(opened: Desk) -> None:
    from hipgui.ui.card import Card

    def how() -> str:
        opened.press(Qt.Key.Key_Escape)
        assert opened.shows("today")
        opened.press(Qt.Key.Key_S)
        return next(card.accessibleName() for card in opened.window.findChildren(Card)).rpartition(". ")[2]

    told = [how()]
    press(opened, button_of(row(opened, "units"), 1))
    told.append(how())
    press(opened, next(chip for chip in row(opened, "kettlebells").chips if chip.text() == "8 lb"))  # type: ignore[attr-defined]  # a LoadsRow
    told.append(how())
    assert told == ["With the kettlebell, 2–4 kg", "With the kettlebell, 4–9 lb", "With the kettlebell, 8 lb"]


# Data, safety, reset.


class Opener(QObject):
    """Takes the place of the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]  # it takes text, whatever its types say
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_the_folder_is_shown_and_opened(open_desk: Callable[..., Desk], tmp_path: Path, opener: Opener) -> None:
    desk = open_desk(data_folder=tmp_path)
    desk.show()
    desk.press(Qt.Key.Key_S)
    assert any(str(tmp_path) in text for text in texts(page_of(desk)))
    press(desk, page_of(desk).rows.folder.button)
    assert [url.toLocalFile() for url in opener.opened] == [str(tmp_path)]


def test_the_safety_check_is_read_again_from_here(opened: Desk) -> None:
    press(opened, page_of(opened).rows.safety.button)
    pages = [opened.window.page]
    opened.press(Qt.Key.Key_Escape)
    pages.append(opened.window.page)
    assert pages == [opened.window.beyond.readiness, opened.window.beyond.browse]
    assert opened.window.beyond.browse.open_page == "settings"


CHOSEN = {"talk": "brief", "rate": 1.3, "theme": "light", "kettlebells": (4.0,), "units": "lb", "rest_s": 90}
LEFT = {"skin": "umber", "readiness_seen": True, "sessions_finished": 7, "minutes": 15, "routine": "middle"}


def test_a_reset_is_asked_done_and_taken_back(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(**CHOSEN, **LEFT)
    desk.show()
    desk.press(Qt.Key.Key_S)
    before = desk.window.settings
    reset = page_of(desk).rows.reset
    press(desk, reset.ask)
    assert desk.saved == []
    assert focused() is reset.keep, "Enter alone loses nothing"
    desk.press(Qt.Key.Key_Return)
    assert focused() is reset.ask
    press(desk, reset.ask)
    press(desk, reset.confirm)
    assert desk.window.settings == replace(Settings(), **LEFT, window=before.window)  # type: ignore[arg-type]  # its fields
    assert focused() is reset.undo
    desk.press(Qt.Key.Key_Space)
    assert desk.window.settings == before
    assert desk.saved[-1] == before


def test_what_is_set_after_a_reset_ends_the_way_back(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(**CHOSEN)
    desk.show()
    desk.press(Qt.Key.Key_S)
    reset = page_of(desk).rows.reset
    press(desk, reset.ask)
    press(desk, reset.confirm)
    press(desk, button_of(row(desk, "dim"), 0))
    assert not reset.undo.isVisible()
    assert reset.ask.isVisible()


# Room.


@SIZE_AND_SCALE
@pytest.mark.parametrize("units", ["kg", "lb"])
def test_everything_fits_in_the_settings(
    open_desk: Callable[..., Desk], size: tuple[int, int], text_scale: float, units: str
) -> None:
    desk = open_desk(text_scale=text_scale, units=units, engine="flite" if units == "lb" else "pyttsx3")
    window = desk.show(*size)
    window.beyond.open("settings")
    page_of(desk).rows.reset.ask.click()
    QApplication.processEvents()
    assert trouble(page_of(desk), min(size[1], size[0] / 0.8) / 100) == []
