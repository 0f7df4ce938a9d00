"""Today goes by what was done and what was chosen, and offers to go on with what was left: on a real journal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.progression import Answer
from hipgui.core.session import Command, State
from hipgui.journal.recall import BY_LEVEL
from hipgui.journal.sessions import sessions
from hipgui.ui.card import Card
from hipgui.ui.course import PROPOSED
from hipgui.ui.numeral import Numeral
from tests.ui.conftest import SUNDAY
from tests.ui.fitting import SIZE_AND_SCALE, texts, trouble
from tests.ui.kept import full, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.model import Library
    from tests.ui.conftest import Desk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def known(open_desk: Callable[..., Desk], file: Path, library: Library) -> Desk:
    """Today after two sessions that were just right, easy and hard."""
    for days in (4, 2):
        keep(file, full(library), days, [Answer.RIGHT, Answer.EASY, Answer.HARD])
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    return desk


def shown(desk: Desk) -> set[str]:
    return set(texts(desk.window.today))


def choose(desk: Desk, field: str, value: int) -> None:
    """Click an option on Today."""
    choice = next(choice for choice, own in desk.window.today.sheet.choices if own == field)
    names = {str(level): level for level in range(1, 6)} | {"Next": PROPOSED, "Yes": True, "No": False}
    segment = next(one for one in choice.segments if names.get(one.text()) == value)
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    desk.settle()


def chosen(desk: Desk, field: str) -> object:
    return next(choice for choice, own in desk.window.today.sheet.choices if own == field).value


def levels(desk: Desk) -> dict[str, int]:
    return {step.exercise.id: step.level for step in desk.coach.plan.steps}


def test_each_card_has_its_own_dose_and_says_why(known: Desk) -> None:
    assert {"3 × 9 each side", "Just right twice: one rep more.", "Easy twice: one rep more."} <= shown(known)
    assert {"2 × 45 s each side", "Hard twice: hands on the mat, 45 seconds."} <= shown(known)
    assert chosen(known, "level") == PROPOSED
    known.press(Qt.Key.Key_Space)
    assert {name: dose.amount for name, dose in known.coach.plan.doses.items()} == {"march": 9, "lift": 9, "lizard": 45}


@SIZE_AND_SCALE
def test_everything_on_it_has_its_place(
    open_desk: Callable[..., Desk], file: Path, library: Library, size: tuple[int, int], text_scale: float
) -> None:
    for days in (3, 1):
        keep(file, full(library), days, [Answer.RIGHT, Answer.EASY, Answer.HURT])
    desk = open_desk(journal_file=file, text_scale=text_scale)
    desk.show(*size)
    desk.look_back()
    assert trouble(desk.window.today.sheet, min(size[1], size[0] / 0.8) / 100) == []


def test_a_level_goes_before_what_is_proposed_until_one_goes_back(known: Desk) -> None:
    choose(known, "level", 2)
    assert chosen(known, "level") == 2
    assert "3 × 9 each side" not in shown(known)
    assert known.saved[-1].level == 2
    choose(known, "level", PROPOSED)
    assert {"3 × 9 each side", "Just right twice: one rep more."} <= shown(known)
    assert known.saved[-1].level == 2, "it is where a new exercise would begin"
    choose(known, "level", 4)
    known.press(Qt.Key.Key_Space)
    assert levels(known) == {"march": 4, "lift": 4, "lizard": 4}
    known.finish()
    known.remember()
    known.press(Qt.Key.Key_Return)
    known.remember()
    assert chosen(known, "level") == PROPOSED, "it was done, and what comes next follows from it"
    assert known.window.course.nexts["march"].dose.level == 4


def test_a_level_survives_a_restart(known: Desk, file: Path, open_desk: Callable[..., Desk]) -> None:
    choose(known, "level", 1)
    known.journal.flush()
    later = open_desk(journal_file=file)
    later.show()
    later.look_back()
    assert chosen(later, "level") == 1


def test_a_choice_of_one_exercise_is_neither_a_level_nor_proposed(known: Desk) -> None:
    known.window.beyond.open_exercise("lizard")
    known.window.beyond.browse.exercise.sheet.level.segments[0].click()
    known.press(Qt.Key.Key_Escape)
    known.window.beyond.open("today")
    known.remember()
    assert chosen(known, "level") is None
    assert {"Hands propped up", "Your own choice: hands propped up, 30 seconds."} <= shown(known)
    choose(known, "level", PROPOSED)
    assert "Hands on the mat" in shown(known)


def test_without_a_past_there_is_nothing_to_propose(desk: Desk) -> None:
    choice = next(choice for choice, field in desk.window.today.sheet.choices if field == "level")
    assert [one.text() for one in choice.segments] == ["1", "2", "3", "4", "5"]
    assert choice.value == 3


def test_before_a_run_the_stretch_is_short_until_the_session_is_over(known: Desk) -> None:
    choose(known, "level", 4)
    choose(known, "before_run", value=True)
    assert "75 s each side" in shown(known)
    known.press(Qt.Key.Key_Space)
    assert sum(step.kind is StepKind.HOLD for step in known.coach.plan.steps) == 2
    known.finish()
    known.press(Qt.Key.Key_Return)
    assert chosen(known, "before_run") is False


def test_march_and_lift_on_two_days_running_are_remembered_gently(
    open_desk: Callable[..., Desk], file: Path, library: Library
) -> None:
    keep(file, full(library), 1, [Answer.RIGHT] * 3)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    reminder = "Yesterday already had hip march and kneeling leg lift. A day between does more."
    assert any(reminder in text for text in shown(desk)), shown(desk)
    desk.press(Qt.Key.Key_Space)
    assert desk.shows("player_page"), "nothing stands in the way"
    quiet = open_desk(journal_file=file, routine="lizard")
    quiet.show(1920, 1080)
    quiet.look_back()
    assert not any("A day between" in text for text in shown(quiet))


def after_two(file: Path, library: Library, open_desk: Callable[..., Desk]) -> Desk:
    """A window as it opens after two sessions that were just right, which it does not know of yet."""
    for days in (4, 2):
        keep(file, full(library), days, [Answer.RIGHT] * 3)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    return desk


def test_what_is_recalled_is_shown_at_once_to_the_minute(
    file: Path, library: Library, open_desk: Callable[..., Desk]
) -> None:
    desk = after_two(file, library, open_desk)
    assert not [one for one in desk.window.findChildren(Numeral) if one.isVisible()]
    desk.look_back()
    numeral = next(one for one in desk.window.findChildren(Numeral) if one.isVisible())
    assert numeral.text() == numeral.accessibleName()


def test_what_is_not_known_yet_is_left_open_and_start_waits_for_it(
    file: Path, library: Library, open_desk: Callable[..., Desk]
) -> None:
    early = after_two(file, library, open_desk)
    places = [card.geometry() for card in early.window.findChildren(Card)]
    assert "3 × 9 each side" not in shown(early)
    assert not any("each side" in text or text == "min" for text in shown(early))
    early.press(Qt.Key.Key_Space)
    assert early.shows("today")
    early.look_back()
    assert early.shows("player_page")
    assert early.coach.plan.doses["march"].amount == 9
    assert places == [card.geometry() for card in early.window.findChildren(Card)], "nothing jumps"


def test_a_record_that_cannot_be_read_is_told_once_and_the_level_holds(
    known: Desk, file: Path, open_desk: Callable[..., Desk]
) -> None:
    known.journal.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    desk = open_desk(journal_file=file, level=2)
    desk.show(1920, 1080)
    desk.look_back()
    assert "newer Hipgui" in texts(desk.window.notice).pop()
    read_on(desk)
    assert texts(desk.window.notice) == {BY_LEVEL}
    assert chosen(desk, "level") == 2
    desk.look_back()
    read_on(desk)
    assert not desk.window.notice.isVisible()
    choose(desk, "level", 1)
    assert chosen(desk, "level") == 1
    desk.press(Qt.Key.Key_Space)
    assert set(levels(desk).values()) == {1}


def read_on(desk: Desk) -> None:
    """The line was read."""
    [timer] = desk.window.notice.findChildren(QTimer)
    timer.timeout.emit()


# A session that was left.


def left_at(library: Library, file: Path, days_ago: float) -> tuple[int, int]:
    """Cut a session off in its first hold; step and milliseconds."""
    one = full(library)
    hold = next(index for index, step in enumerate(one.steps) if step.kind is StepKind.HOLD)
    keep(file, one, days_ago, last=hold, at_ms=30_000)
    return hold, 30_000


def test_a_session_that_was_cut_off_is_gone_on_with_where_it_was(
    open_desk: Callable[..., Desk], file: Path, library: Library
) -> None:
    hold, _ = left_at(library, file, 0.02)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    assert {"Go on with lizard", "Right foot forward, set 1 of 2. Begun 18:01.", "min left"} <= shown(desk)
    assert desk.window.today.sheet.start.text() == "Go on"
    assert desk.window.today.sheet.anew.isVisible()
    desk.first_word_ms = 500
    desk.press(Qt.Key.Key_Space)
    assert desk.shows("player_page")
    assert desk.window.is_ticking, "it waits for its first word"
    desk.beat(600)
    assert desk.is_in(State.LEAD_IN)
    view = desk.coach.view()
    assert (view.index, view.position_ms) == (hold, 30_000)
    desk.finish()
    desk.remember()
    assert "3 × 8 each side, 2–4 kg" in texts(desk.window.finish), "what was done before counts"
    assert "Done. Both sides alike." in texts(desk.window.finish)
    desk.journal.flush()
    [only] = sessions(file, (SUNDAY - timedelta(days=9)).date())
    assert only.finished


def test_start_anew_leaves_it_as_it_is(open_desk: Callable[..., Desk], file: Path, library: Library) -> None:
    left_at(library, file, 0.02)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    QTest.mouseClick(desk.window.today.sheet.anew, Qt.MouseButton.LeftButton)
    assert desk.coach.view().index == 0
    desk.finish()
    desk.press(Qt.Key.Key_Return)
    desk.remember()
    assert desk.window.today.sheet.start.text() == "Start"
    assert len(sessions(file, (SUNDAY - timedelta(days=9)).date())) == 2


@pytest.mark.parametrize("days_ago", [0.6, 3])
def test_what_was_left_too_long_ago_is_not_offered(
    open_desk: Callable[..., Desk], file: Path, library: Library, days_ago: float
) -> None:
    left_at(library, file, days_ago)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    assert desk.window.today.sheet.start.text() == "Start"
    assert len(sessions(file, (SUNDAY - timedelta(days=9)).date())) == 1


def test_a_session_from_outside_goes_before_one_that_was_left(
    open_desk: Callable[..., Desk], file: Path, library: Library
) -> None:
    left_at(library, file, 0.02)
    desk = open_desk(journal_file=file)
    desk.show()
    desk.window.play(plan(library.routine("lizard"), library, Choices()))
    desk.look_back()
    assert desk.shows("player_page")
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    desk.remember()
    QApplication.processEvents()
    assert "Go on with lizard" in shown(desk)
    assert not any("Begun" in text for text in shown(desk)), "it is this one that can be gone on with"
