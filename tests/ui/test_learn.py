from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.ui.charts import CHARTS, amounts_of, week_rows
from hipgui.ui.exercise_wording import source_words, sources_of
from hipgui.ui.figure_pictures import FigurePictures
from hipgui.ui.learn_sheet import reading_minutes
from hipgui.ui.plates import PICTURES, SCENES, scene_for
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hipgui.ui.browse import Browse
    from hipgui.ui.learn_sheet import LearnSheet
    from tests.ui.conftest import Desk

LIBRARY = load_library()
CARDS = [card.id for card in LIBRARY.cards]
PATIENCE_S = 30.0


@pytest.fixture
def pictures(qapp: QApplication, tmp_path: Path) -> Iterator[FigurePictures]:
    """The real figure, loaded."""
    assert isinstance(qapp, QApplication)
    made = FigurePictures(load_figures, tmp_path / "stills")
    made.warm_up()
    yield made
    made.close()


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """The Learn page."""
    desk.window.beyond.open("learn")
    return desk


def browse_of(desk: Desk) -> Browse:
    return desk.window.beyond.browse


def sheet_of(desk: Desk) -> LearnSheet:
    return browse_of(desk).sheet


def card_of(desk: Desk) -> str:
    """The id of the card that is open; "" for none."""
    card = sheet_of(desk).card
    return card.id if card else ""


def slide(desk: Desk, ms: float = 300) -> None:
    """Let the sheet come to its place."""
    desk.moving.pass_ms(ms)
    sheet_of(desk).advance()


# The content.


def test_there_is_a_tile_for_every_card(opened: Desk) -> None:
    tiles = browse_of(opened).learn.tiles
    assert [tile.card.id for tile in tiles if tile.card] == CARDS
    assert [tile.accessibleName() for tile in tiles] == [card.title for card in LIBRARY.cards]
    assert focused() is tiles[0]


@pytest.mark.parametrize("card_id", CARDS)
def test_no_card_takes_longer_than_a_minute(card_id: str) -> None:
    card = next(card for card in LIBRARY.cards if card.id == card_id)
    assert reading_minutes(card) <= 1.0


@pytest.mark.parametrize("card_id", CARDS)
def test_a_card_shows_all_its_words_and_its_sources(opened: Desk, card_id: str) -> None:
    card = next(card for card in LIBRARY.cards if card.id == card_id)
    browse_of(opened).open_card(card_id)
    shown = texts(sheet_of(opened))
    assert card.title in shown
    assert {part for passage in card.body for part in (passage.heading, passage.text)} <= shown
    sources = sources_of(LIBRARY, card.sources)
    assert sources
    assert {source_words(source) for source in sources} <= shown


@pytest.mark.parametrize("card_id", CARDS)
def test_every_card_has_a_picture_that_can_be_drawn(card_id: str) -> None:
    card = next(card for card in LIBRARY.cards if card.id == card_id)
    figures = load_figures()
    assert card.picture
    if card.picture not in CHARTS:
        scene = scene_for(card.picture)
        assert all(one.movement in figures.movements for one in scene.figures)
        assert all(name in figures.muscles for name in scene.named)


def test_pictures_are_of_what_the_brief_asks_for() -> None:
    shown = {card.picture for card in LIBRARY.cards}
    assert {"muscles", "stride", "sports", "front", "week", "seconds"} <= shown
    assert shown - PICTURES == {"lizard_hands", "lizard_back"}
    assert [one.amount for one in SCENES["stride"].figures] == [1.0, 0.0], "swing and contact"


def test_charts_draw_what_the_pack_says() -> None:
    amounts = amounts_of(LIBRARY)
    assert week_rows(amounts) == ("8–12 reps", "3–4 sets", "2–3 days a week")
    assert amounts.holds_s == (30, 45, 60, 75, 90)


def test_figures_come_into_the_pictures(open_desk: Callable[..., Desk], pictures: FigurePictures) -> None:
    desk = open_desk(pictures=pictures)
    desk.show()
    desk.window.beyond.open("learn")
    browse_of(desk).open_card("flexors")
    slide(desk)
    plate = sheet_of(desk).panel.reading.plate
    before = plate.grab().toImage()
    ready: list[bool] = []
    browse_of(desk).plates.became_ready.connect(lambda: ready.append(True))
    deadline = time.monotonic() + PATIENCE_S
    while plate.grab().toImage() == before:
        assert time.monotonic() < deadline
        QApplication.processEvents()
        time.sleep(0.005)
    assert ready
    assert plate.accessibleName() == "Psoas, Iliacus, Gluteus medius, Rectus femoris"


# The sheet.


def test_enter_opens_a_card_and_escape_closes_it(opened: Desk) -> None:
    tile = browse_of(opened).learn.tiles[2]
    tile.setFocus()
    opened.press(Qt.Key.Key_Return)
    assert card_of(opened) == "signs"
    assert sheet_of(opened).isVisible()
    slide(opened)
    opened.press(Qt.Key.Key_Escape)
    slide(opened)
    assert card_of(opened) == ""
    assert sheet_of(opened).isHidden()
    assert focused() is tile
    opened.press(Qt.Key.Key_Escape)
    assert opened.shows("today")


def test_it_slides_in_and_out(opened: Desk) -> None:
    browse_of(opened).open_card("flexors")
    sheet = sheet_of(opened)
    places = [sheet.panel.x()]
    for _ in range(4):
        slide(opened, 80)
        places.append(sheet.panel.x())
    assert places[0] >= sheet.width() - 1
    assert places == sorted(places, reverse=True)
    assert places[-1] == sheet.width() - sheet.panel.width()
    sheet.leave()
    slide(opened, 100)
    assert places[-1] < sheet.panel.x() < sheet.width()
    slide(opened)
    assert sheet.isHidden()


def test_with_reduced_motion_it_is_there_at_once(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(reduced_motion=True)
    desk.show()
    desk.window.beyond.open("learn")
    browse_of(desk).open_card("flexors")
    sheet = sheet_of(desk)
    assert sheet.panel.x() == sheet.width() - sheet.panel.width()
    sheet.leave()
    assert sheet.isHidden()


def test_arrows_and_the_last_row_lead_to_the_neighbours(opened: Desk) -> None:
    browse_of(opened).open_card("flexors")
    slide(opened)
    row = sheet_of(opened).panel.next_row
    assert row.accessibleName() == "Next: Why runners need them"
    row.click()
    assert card_of(opened) == "runners"
    opened.press(Qt.Key.Key_Right)
    assert card_of(opened) == "signs"
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    assert card_of(opened) == CARDS[-1]


def test_tab_stays_on_the_sheet(opened: Desk) -> None:
    browse_of(opened).open_card("flexors")
    panel = sheet_of(opened).panel
    seen = []
    for _ in range(4):
        opened.press(Qt.Key.Key_Tab)
        seen.append(focused())
    assert seen == [panel.close_key, panel.next_row] * 2
    opened.press(Qt.Key.Key_Backtab)
    assert focused() is panel.close_key
    opened.press(Qt.Key.Key_Return)
    slide(opened)
    assert card_of(opened) == ""


def test_keys_scroll_what_is_long(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(text_scale=2.0)
    desk.show(800, 600)
    desk.window.beyond.open("learn")
    browse_of(desk).open_card("levels")
    slide(desk)
    bar = sheet_of(desk).panel.scroller.verticalScrollBar()
    places = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        desk.press(key)
        places.append(bar.value())
    assert 0 < places[0] < places[1]
    assert places[2] < places[1]
    assert desk.coaches == []


def test_a_click_beside_the_sheet_closes_it(opened: Desk) -> None:
    browse_of(opened).open_card("flexors")
    slide(opened)
    QTest.mouseClick(sheet_of(opened), Qt.MouseButton.LeftButton, pos=QPoint(30, 200))
    slide(opened)
    assert card_of(opened) == ""


def test_an_exercise_page_opens_the_first_card_over_itself(desk: Desk) -> None:
    desk.window.beyond.open_exercise("lizard")
    page = browse_of(desk).exercise
    page.read.click()
    assert card_of(desk) == CARDS[0]
    assert browse_of(desk).open_page == "exercise"
    slide(desk)
    desk.press(Qt.Key.Key_Escape)
    slide(desk)
    assert page.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert browse_of(desk).open_page == "library"


def test_an_unknown_card_is_a_key_error(opened: Desk) -> None:
    with pytest.raises(KeyError):
        browse_of(opened).open_card("quantum")


@SIZE_AND_SCALE
def test_everything_fits_on_the_learn_page(
    open_desk: Callable[..., Desk], size: tuple[int, int], text_scale: float
) -> None:
    desk = open_desk(text_scale=text_scale)
    desk.show(*size)
    desk.window.beyond.open("learn")
    assert trouble(browse_of(desk).learn, min(size[1], size[0] / 0.8) / 100) == []


@SIZE_AND_SCALE
@pytest.mark.parametrize("card_id", ["flexors", "signs", "props", "dose", "hold", "levels"])
def test_everything_fits_on_the_sheet(
    open_desk: Callable[..., Desk], size: tuple[int, int], text_scale: float, card_id: str
) -> None:
    desk = open_desk(text_scale=text_scale)
    desk.show(*size)
    desk.window.beyond.open("learn")
    browse_of(desk).open_card(card_id)
    slide(desk)
    assert trouble(sheet_of(desk).panel, min(size[1], size[0] / 0.8) / 100) == []
