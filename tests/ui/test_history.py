"""History as a person uses it, over a real journal."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.exceptions import capture_exceptions

from hipgui.core.history import Span
from hipgui.core.ladder import Load
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.core.session import State
from hipgui.export.history import write_history
from hipgui.journal.journal import Journal
from hipgui.journal.outcomes import outcomes
from hipgui.journal.records import Records
from hipgui.ui.history_charts import HistoryBalance
from hipgui.ui.records import NoRecords
from tests.journal.sessions import play
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from hipgui.core.history import History, Past
    from hipgui.core.model import Library
    from hipgui.core.progression import Outcome
    from hipgui.ui.history import HistoryPage
    from tests.ui.conftest import Desk

SUNDAY = datetime(2025, 11, 23, 18, 30, tzinfo=UTC)
DAYS_AGO = (400, 60, 40, 12, 9, 5, 2, 1)


@pytest.fixture(scope="module")
def lived(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with a few sessions, one of them more than a year ago."""
    path = tmp_path_factory.mktemp("lived") / "journal.sqlite"
    now = SUNDAY
    journal = Journal(path, now=lambda: now)
    for turn, days in enumerate(DAYS_AGO):
        now = SUNDAY - timedelta(days=days)
        bells = (Load(Prop.KETTLEBELL, 3.0 if turn < 4 else 4.0),)
        one = plan(library.routine("full" if turn % 2 else "short"), library, Choices(loads=bells))
        play(journal, one, last=4 if days == 1 else None)
        journal.answered("march", Answer.EASY)
    journal.close()
    return path


class Kept:
    """A desk with a journal of its own."""

    def __init__(self, path: Path, library: Library, open_desk: Callable[..., Desk], **settings: object) -> None:
        self.path, self.library = path, library
        self.journal = Journal(path)
        records = Records(path, self.journal, library, write_history)
        self.desk: Desk = open_desk(records=lambda: records, now=SUNDAY, **settings)

    @property
    def page(self) -> HistoryPage:
        """The page."""
        return self.desk.window.beyond.browse.history

    def open_page(self, qtbot: QtBot, size: tuple[int, int] = (1280, 720)) -> HistoryPage:
        """Open the window and the page."""
        self.desk.show(*size)
        self.desk.press(Qt.Key.Key_H)
        qtbot.waitUntil(lambda: self.page.sheet.shows(Span.THREE_MONTHS))
        return self.page

    def open_session(self, qtbot: QtBot, place: int = 0) -> None:
        """Open a session by its row, counted from the newest, by keyboard."""
        rows = self.page.sheet.sessions
        rows.setFocus()
        rows.setCurrentIndex(rows.sessions.index(place))
        self.desk.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: self.page.session.is_open and self.page.session.past == rows.sessions.pasts[place])
        self.settle()

    def settle(self) -> None:
        """Let the sheet come to rest."""
        self.desk.moving.pass_ms(500)
        self.page.session.advance()

    def outcomes(self) -> tuple[Outcome, ...]:
        """What is in the journal."""
        assert self.journal.flush()
        return outcomes(self.path, self.library)


@pytest.fixture
def make(
    lived: Path, library: Library, open_desk: Callable[..., Desk], tmp_path: Path
) -> Iterator[Callable[..., Kept]]:
    """Makes desks over a copy of the journal."""
    made: list[Kept] = []

    def new(**settings: object) -> Kept:
        path = shutil.copyfile(lived, tmp_path / "journal.sqlite")
        made.append(Kept(path, library, open_desk, **settings))
        return made[-1]

    yield new
    for one in made:
        one.desk.window.close()
        one.journal.close()


@pytest.fixture
def kept(make: Callable[..., Kept]) -> Kept:
    """One of them."""
    return make()


def rows(page: HistoryPage) -> list[str]:
    model = page.sheet.sessions.sessions
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def test_h_opens_it_and_escape_leads_back(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    assert "7 sessions since September" in texts(page)
    assert [tab.text() for tab in kept.desk.window.beyond.browse.tabs.tabs.values()][:3] == [
        "Today",
        "History",
        "Library",
    ]
    assert focused() is page.sheet.calendar
    assert rows(page)[0] == "Sat 22 Nov 2025, 18:30, Full session, 1 minute of work, ended early"
    assert len(rows(page)) == 7
    assert {"Hip march", "Leg lift", "Lizard", "Left and right", "Sessions"} <= texts(page)
    assert "Reps per set. From 3 kg to 4 kg in November. Both sides alike." in texts(page)
    kept.desk.press(Qt.Key.Key_Escape)
    assert kept.desk.shows("today")


def test_how_far_one_looks_back_is_chosen(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    seen = []
    for chip in page.sheet.spans.chips:
        chip.click()
        qtbot.waitUntil(lambda: page.sheet.shows(page.span))
        seen.append((chip.text(), next(text for text in texts(page) if "session" in text and "dot" not in text)))
    assert seen == [
        ("4 weeks", "5 sessions in 4 weeks"),
        ("3 months", "7 sessions since September"),
        ("Year", "7 sessions since September"),
        ("All", "8 sessions since October 2024"),
    ]
    assert any("A dot is a week" in text for text in texts(page))
    page.sheet.spans.chips[3].click()  # chosen already
    assert page.sheet.spans.value is Span.ALL


def test_pounds_are_said_where_they_are_wanted(make: Callable[..., Kept], qtbot: QtBot) -> None:
    page = make(units="lb").open_page(qtbot)
    assert "Reps per set. From 7 lb to 9 lb in November. Both sides alike." in texts(page)


def test_arrows_go_from_dot_to_dot_and_enter_opens_what_was_done(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    calendar = page.sheet.calendar
    assert calendar.accessibleName() == "Saturday 22 November 2025: 1 session, 1 minute of work"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        kept.desk.press(key)
    assert calendar.accessibleName() == "Sunday 16 November 2025: rest"
    kept.desk.press(Qt.Key.Key_Return)
    kept.desk.press(Qt.Key.Key_Up)
    kept.desk.press(Qt.Key.Key_Up)
    assert calendar.accessibleName() == "Friday 14 November 2025: 1 session, 6 minutes of work"
    kept.desk.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.session.is_open)
    assert page.session.accessibleName() == "Session of Friday 14 November 2025, 18:30"
    kept.settle()
    kept.desk.press(Qt.Key.Key_Escape)
    kept.settle()
    assert not page.session.is_open
    assert focused() is calendar


def test_a_dot_is_pressed_with_the_mouse(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    calendar = page.sheet.calendar
    assert calendar.chosen
    at = calendar.place_of(calendar.chosen)
    QTest.mouseMove(calendar, at.toPoint())
    assert calendar.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=at.toPoint())
    qtbot.waitUntil(lambda: page.session.is_open)
    assert page.session.past == page.sheet.sessions.sessions.pasts[0]


def test_a_session_tells_what_was_done_of_each_exercise(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    kept.open_session(qtbot, 1)
    told = texts(page.session)
    assert {"Friday 21 November 2025, 18:30", "Short session", "Hip march", "Right 8", "Left 60 s"} <= told
    assert "3 × 8 each side, with the kettlebell, 4 kg" in told
    kept.desk.press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.session.past == page.sheet.sessions.sessions.pasts[0])
    assert {"Right 8, –, –", "Left 8, –, –", "Right not begun"} <= texts(page.session)
    kept.desk.press(Qt.Key.Key_Right)
    kept.desk.press(Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.session.past == page.sheet.sessions.sessions.pasts[1])


def test_a_session_shows_each_exercise_as_it_was_done(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    page.open_past(page.sheet.sessions.sessions.pasts[0])
    qtbot.waitUntil(lambda: page.session.is_open)
    told = page.session.panel.told
    image = told.grab().toImage()
    ratio = image.devicePixelRatio()
    for chips in told.answers:
        right = range(round(told.width() * 0.7 * ratio), round(told.width() * 0.95 * ratio))
        above = range(round((chips.y() - 5 * chips.height()) * ratio), round(chips.y() * ratio))
        seen = {image.pixel(x, y) for x in right for y in above if 0 <= y < image.height()}
        assert len(seen) > 20, "beside its words there is a figure"


def test_an_answer_is_mended_and_taken_back(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    kept.open_session(qtbot, 1)
    march, lift, _ = page.session.panel.told.answers
    assert march.value is Answer.EASY
    for _ in range(2):
        kept.desk.press(Qt.Key.Key_Tab)
    assert focused() is march.chips[0]
    kept.desk.press(Qt.Key.Key_Return)
    lift.chips[2].click()
    answers = {
        one.exercise: one.answer
        for one in kept.outcomes()
        if one.day == page.sheet.sessions.sessions.pasts[1].began.date()
    }
    assert answers == {"march": None, "lift": Answer.HARD, "lizard": None}


def test_a_session_is_deleted_and_brought_back(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    before = rows(page)
    kept.open_session(qtbot, 0)
    page.session.panel.delete.click()
    qtbot.waitUntil(lambda: rows(page) == before[1:])
    kept.settle()
    assert focused() is page.undo.button
    assert "The session of Saturday 22 November 2025 is deleted." in texts(page)
    assert len({one.day for one in kept.outcomes()}) == len(DAYS_AGO) - 1
    kept.desk.press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: rows(page) == before)
    assert not page.undo.isVisible()
    kept.desk.press(Qt.Key.Key_Z)
    assert rows(page) == before


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_everything_is_exported(kept: Kept, qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    page = kept.open_page(qtbot)
    file = tmp_path / f"mine{suffix}"
    with qtbot.waitSignal(page.told) as said:
        page.sheet.export.click()
        dialog = page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        name, buttons = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
        assert isinstance(name, QLineEdit)
        assert isinstance(buttons, QDialogButtonBox)
        name.setText(str(file))
        buttons.button(QDialogButtonBox.StandardButton.Save).click()
    assert said.args == [f"Everything is in {file}."]
    if suffix == ".json":
        assert len(json.loads(file.read_text())) == len(DAYS_AGO)
    else:
        table = list(csv.DictReader(file.read_text().splitlines()))
        assert len(table) == 3 * len(DAYS_AGO)
        assert (table[0]["exercise"], table[0]["kettlebell_kg"], table[0]["right"]) == ("march", "3.0", "8")


def test_where_nothing_can_be_written_that_is_said(kept: Kept, qtbot: QtBot, tmp_path: Path) -> None:
    page = kept.open_page(qtbot)
    with qtbot.waitSignal(page.told) as said:
        page.reader.export(tmp_path / "missing" / "mine.csv")
    reason = f"{tmp_path}/missing/mine.csv can't be written (No such file or directory)."
    assert said.args == [f"{reason} Choose another place, or make room there."]
    assert kept.desk.window.notice.isVisible()


def test_before_the_first_session_one_sentence_is_there(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk()
    desk.show()
    desk.press(Qt.Key.Key_H)
    page = desk.window.beyond.browse.history
    qtbot.waitUntil(lambda: page.sheet.shows(Span.THREE_MONTHS))
    assert texts(page) == {"History", "Nothing here yet. Your first session will be the first dot."}
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.IDLE)


def test_weeks_of_rest_lead_to_what_was_before(kept: Kept, qtbot: QtBot) -> None:
    kept.desk.now = SUNDAY + timedelta(days=300)
    page = kept.open_page(qtbot)
    assert {"No sessions since June", "Nothing in these weeks. What came before is under All."} <= texts(page)
    assert rows(page) == []
    page.sheet.spans.chips[3].click()
    qtbot.waitUntil(lambda: len(rows(page)) == len(DAYS_AGO))


def test_what_was_done_a_moment_ago_is_there(kept: Kept, qtbot: QtBot, library: Library) -> None:
    page = kept.open_page(qtbot)
    kept.desk.press(Qt.Key.Key_Escape)
    now = SUNDAY
    journal = Journal(kept.path, now=lambda: now)
    play(journal, plan(library.routine("march"), library, Choices()))
    assert journal.flush()
    journal.close()
    kept.desk.press(Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(rows(page)) == 8)
    assert "8 sessions since September" in texts(page)


def test_the_keyboard_reaches_everything(kept: Kept, qtbot: QtBot) -> None:
    page = kept.open_page(qtbot)
    seen: list[object] = []
    while focused() not in seen:
        seen.append(focused())
        kept.desk.press(Qt.Key.Key_Tab)
    sheet = page.sheet
    assert {sheet.calendar, sheet.export, sheet.spans.chips[1], sheet.sessions} <= set(seen)
    sheet.sessions.setFocus()
    for _ in range(6):
        kept.desk.press(Qt.Key.Key_Down)
    row = sheet.sessions.visualRect(sheet.sessions.currentIndex())
    inside = sheet.sessions.viewport().mapTo(page.scroller, row.center())
    assert page.scroller.rect().contains(inside), "the list moves along"


def test_under_the_mouse_a_dot_says_what_it_is(kept: Kept, qtbot: QtBot) -> None:
    calendar = kept.open_page(qtbot).sheet.calendar
    assert calendar.chosen
    assert calendar.words_at(calendar.place_of(calendar.chosen)) == calendar.accessibleName()
    assert calendar.words_at(QPointF(QPoint(1, 1))) == ""


class Broken(NoRecords):
    """Records with a mistake of ours in them."""

    def look_back(self, span: Span, today: date) -> tuple[History, tuple[Past, ...]]:
        raise ZeroDivisionError(f"{span} {today}")


def test_a_mistake_of_ours_in_the_thread_comes_to_light(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk(records=Broken)
    desk.show()
    with capture_exceptions() as caught:
        desk.press(Qt.Key.Key_H)
        qtbot.waitUntil(lambda: len(caught) > 0)
    assert caught[0][0] is ZeroDivisionError


@pytest.mark.parametrize("text_scale", [1.5, 2.0])
@pytest.mark.parametrize("size", [(1040, 800), (960, 1040)])
def test_left_and_right_are_painted_to_the_last_digit(
    make: Callable[..., Kept], qtbot: QtBot, size: tuple[int, int], text_scale: float
) -> None:
    page = make(text_scale=text_scale).open_page(qtbot, size)
    page.sheet.spans.chips[list(Span).index(Span.ALL)].click()
    qtbot.waitUntil(lambda: page.sheet.shows(Span.ALL))
    [balance] = page.findChildren(HistoryBalance)
    image = balance.grab().toImage()
    edge = {image.pixel(image.width() - 1, y) for y in range(image.height())}
    assert edge == {image.pixel(image.width() - 1, 0)}, "nothing is cut off at the right"
    assert any(image.pixel(x, y) not in edge for x in range(0, image.width(), 2) for y in range(image.height()))


@SIZE_AND_SCALE
@pytest.mark.parametrize("span", list(Span))
def test_everything_fits(
    make: Callable[..., Kept], qtbot: QtBot, size: tuple[int, int], text_scale: float, span: Span
) -> None:
    kept = make(text_scale=text_scale)
    page = kept.open_page(qtbot, size)
    place = list(Span).index(span)
    page.sheet.spans.chips[place].click()
    qtbot.waitUntil(lambda: page.sheet.shows(span))
    unit = min(size[1], size[0] / 0.8) / 100
    assert trouble(page, unit) == []
    if span is Span.THREE_MONTHS:
        kept.open_session(qtbot, 1)
        assert trouble(page.session, unit) == []
        kept.settle()
        page.session.panel.delete.click()
        kept.settle()
        assert trouble(page.undo, unit) == []
