from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hipgui.content.load import load_library
from hipgui.core.model import Muscle, Prop, Purpose
from hipgui.core.session import State
from hipgui.ui.finding import NOTHING, Filter, found, muscles_of, props_of
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.ui.library import LibraryPage
    from tests.ui.conftest import Desk

LIBRARY = load_library()


def ids(wanted: Filter) -> list[str]:
    return [one.id for one in found(LIBRARY, wanted)]


def page_of(desk: Desk) -> LibraryPage:
    return desk.window.beyond.browse.library


def shown(desk: Desk) -> list[str]:
    return [card.exercise.id for card in page_of(desk).cards]


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """The library, reached by its key."""
    desk.press(Qt.Key.Key_L)
    return desk


# Finding.


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", ["march", "lift", "lizard"]),
        ("march", ["march"]),
        ("MARCH", ["march"]),
        ("knee hip", ["march", "lift", "lizard"]),
        ("glut", ["lift"]),
        ("luteus", []),
        ("stretch", ["lizard"]),
        ("block lunge", ["lizard"]),
        ("kettlebell", ["march"]),
        ("forearms", ["lizard"]),
        ("árching", ["march"]),
        ("màrch", ["march"]),
        ("sauna", []),
        ("  march,  hip ", ["march"]),
    ],
)
def test_words_find_exercises_by_the_beginnings_of_words(words: str, wanted: list[str]) -> None:
    assert ids(Filter(words)) == wanted


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(purpose=Purpose.STRENGTHEN), ["march"]),
        (Filter(purpose=Purpose.STRETCH), ["lizard"]),
        (Filter(muscle=Muscle.PSOAS), ["march", "lizard"]),
        (Filter(muscle=Muscle.RECTUS_FEMORIS), ["march", "lizard"]),
        (Filter(muscle=Muscle.GLUTEUS_MEDIUS), ["lift"]),
        (Filter(prop=Prop.KETTLEBELL), ["march"]),
        (Filter(prop=Prop.BLOCK), ["lift", "lizard"]),
        (Filter(prop=Prop.CHAIR), ["march", "lift"]),
        (Filter(prop=NOTHING), ["march", "lift", "lizard"]),
        (Filter("block", Purpose.STRETCH, Muscle.PSOAS, Prop.BOOK), ["lizard"]),
        (Filter(purpose=Purpose.STRENGTHEN, muscle=Muscle.GLUTEUS_MEDIUS), []),
    ],
)
def test_filters_find_by_purpose_muscle_and_prop(wanted: Filter, expected: list[str]) -> None:
    assert ids(wanted) == expected


filters = st.builds(
    Filter,
    st.sampled_from(["", "knee", "hip", "back leg"]),
    st.sampled_from([None, *Purpose]),
    st.sampled_from([None, *Muscle]),
    st.sampled_from([None, NOTHING, *Prop]),
)


@given(filters)
def test_asking_for_more_never_finds_more(wanted: Filter) -> None:
    assert set(ids(wanted)) <= set(ids(Filter(wanted.words)))
    assert ids(wanted) == [one for one in ids(Filter()) if one in ids(wanted)]


def test_what_single_variants_work_and_use_counts() -> None:
    lizard = LIBRARY.exercise("lizard")
    assert Muscle.RECTUS_FEMORIS in muscles_of(lizard)
    assert props_of(lizard) == (Prop.BLOCK, Prop.BOOK)


# The page.


def test_l_opens_the_library_and_escape_leads_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_L)
    assert desk.window.page is desk.window.beyond.browse
    assert shown(desk) == ["march", "lift", "lizard"]
    assert focused() is page_of(desk).cards[0]
    desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")
    assert focused() is desk.window.today.sheet.start


def test_tabs_lead_everywhere(desk: Desk) -> None:
    tabs = desk.window.beyond.tabs.tabs
    assert [tab.text() for tab in tabs.values()] == ["Today", "History", "Library", "Learn", "Settings"]
    assert [name for name, tab in tabs.items() if tab.isChecked()] == ["today"]
    tabs["library"].click()
    browse = desk.window.beyond.browse
    places = [browse.open_page]
    assert not tabs["today"].isVisible()
    browse.tabs.tabs["learn"].click()
    places.append(browse.open_page)
    assert [name for name, tab in browse.tabs.tabs.items() if tab.isChecked()] == ["learn"]
    browse.tabs.tabs["today"].click()
    assert places == ["library", "learn"]
    assert desk.shows("today")


def test_typing_searches_at_once(opened: Desk) -> None:
    opened.press(Qt.Key.Key_Slash)
    search = page_of(opened).search
    assert focused() is search
    QTest.keyClicks(search, "gluteus")
    assert shown(opened) == ["lift"]
    opened.press(Qt.Key.Key_Space)
    assert opened.is_in(State.IDLE)
    opened.press(Qt.Key.Key_Escape)
    assert search.text() == ""
    assert shown(opened) == ["march", "lift", "lizard"]
    opened.press(Qt.Key.Key_Escape)
    assert opened.shows("today")


def test_a_search_for_nothing_there_says_so(opened: Desk) -> None:
    page_of(opened).search.setText("sauna")
    assert shown(opened) == []
    assert any("Try fewer words" in text for text in texts(page_of(opened)))


def test_chips_narrow_down_and_let_go(opened: Desk) -> None:
    filters_ = page_of(opened).filters
    chip = next(chip for chip in filters_.props.chips if chip.text() == "Kettlebell")
    chip.click()
    assert (filters_.props.value, shown(opened)) == (Prop.KETTLEBELL, ["march"])
    other = next(chip for chip in filters_.props.chips if chip.text() == "Block")
    other.click()
    assert not chip.isChecked()
    assert shown(opened) == ["lift", "lizard"]
    other.click()
    assert (filters_.props.value, shown(opened)) == (None, ["march", "lift", "lizard"])


def test_chips_by_keyboard(opened: Desk) -> None:
    chips = page_of(opened).filters.purposes.chips
    chips[0].setFocus()
    opened.press(Qt.Key.Key_Right)
    assert focused() is chips[1]
    opened.press(Qt.Key.Key_Return)
    assert shown(opened) == ["lift"]
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    assert focused() is chips[0]


def test_tab_goes_through_search_filters_and_cards(opened: Desk) -> None:
    page = page_of(opened)
    seen: list[object] = []
    while focused() not in seen:
        seen.append(focused())
        opened.press(Qt.Key.Key_Tab)
    groups = (page.filters.purposes, page.filters.muscles, page.filters.props)
    assert {page.search, *page.cards, *(group.chips[0] for group in groups)} <= set(seen)
    assert len(seen) == 1 + 3 + 3 + 5, "search, one chip of each group, cards, tabs"


def test_enter_opens_an_exercise_and_escape_comes_back_to_its_card(opened: Desk) -> None:
    page_of(opened).cards[1].setFocus()
    opened.press(Qt.Key.Key_Return)
    browse = opened.window.beyond.browse
    assert browse.open_page == "exercise"
    assert browse.exercise.exercise is not None
    assert browse.exercise.exercise.id == "lift"
    opened.press(Qt.Key.Key_Escape)
    assert browse.open_page == "library"
    assert focused() is page_of(opened).cards[1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_Right, Qt.Key.Key_M])
def test_keys_of_a_session_do_nothing_unseen(opened: Desk, key: Qt.Key) -> None:
    opened.press(key)
    assert opened.coaches == []


def test_full_screen_works_here_too(opened: Desk) -> None:
    seen = []
    for _ in range(2):
        opened.press(Qt.Key.Key_F11)
        seen.append(opened.window.isFullScreen())
    assert seen == [True, False]


def test_cards_are_told_to_screen_readers(opened: Desk) -> None:
    card = page_of(opened).cards[0]
    assert card.accessibleName() == "Hip march"
    assert "Strengthen" in card.accessibleDescription()
    assert "psoas" in card.accessibleDescription()
    assert page_of(opened).search.accessibleName() == "Search exercises"
    assert page_of(opened).filters.muscles.chips[0].accessibleName() == "Muscle: Psoas"


@SIZE_AND_SCALE
@pytest.mark.parametrize("words", ["", "block", "sauna"])
def test_everything_fits_in_the_library(
    open_desk: Callable[..., Desk], size: tuple[int, int], text_scale: float, words: str
) -> None:
    desk = open_desk(text_scale=text_scale)
    window = desk.show(*size)
    window.beyond.open("library")
    page_of(desk).search.setText(words)
    assert trouble(page_of(desk), min(size[1], size[0] / 0.8) / 100) == []
