"""The last page by keys and clicks, on a real journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.progression import Answer
from hipgui.core.session import Command
from hipgui.journal.outcomes import outcomes
from tests.ui.conftest import SUNDAY
from tests.ui.fitting import SIZE_AND_SCALE, texts, trouble
from tests.ui.kept import full, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.ui.finish_row import Row
    from hipgui.ui.finishing import Told
    from tests.ui.conftest import Desk

KEYS = {1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3, 4: Qt.Key.Key_4}
EASY, RIGHT, HARD, HURT = 1, 2, 3, 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def finished(open_desk: Callable[..., Desk], file: Path, library: Library) -> Desk:
    """The end of the second session of all three exercises; the first one, two days ago, was just right."""
    keep(file, full(library), 2, [Answer.RIGHT] * 3)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    desk.finish()
    desk.remember()
    return desk


def rows(desk: Desk) -> list[Row]:
    return [row for row in desk.window.finish.sheet.rows if row.isVisible()]


def told(desk: Desk, place: int) -> Told:
    found = rows(desk)[place].told
    assert found is not None
    return found


def lines(desk: Desk) -> list[str]:
    return [one.line for one in (told(desk, place).next for place in range(3)) if one]


def active(desk: Desk) -> int:
    row = desk.window.finish.sheet.active
    assert row is not None
    return rows(desk).index(row)


def kept_answers(desk: Desk, file: Path) -> list[Answer | None]:
    desk.journal.flush()
    return [one.answer for one in outcomes(file, desk.library)][-3:]


def test_what_only_looks_like_a_number_answers_nothing(finished: Desk) -> None:
    QTest.keyClicks(finished.window, "²")
    assert active(finished) == 0


def test_what_was_done_is_told_and_what_the_answers_lead_to_is_open(finished: Desk) -> None:
    shown = texts(finished.window.finish)
    assert {"You did", "How did it feel?", "Next time", "Done. Both sides alike."} <= set(shown)
    assert {"3 × 8 each side, 2–4 kg", "3 × 8 each side", "2 × 60 s each side"} <= set(shown)
    assert lines(finished) == ["3 × 8 to 9", "3 × 8 to 9", "2 × 60 to 75 s"]
    assert "Your answer decides." in shown
    assert "Second session this week." in shown
    assert "Two or three a week is plenty. Rest is when it grows." in shown


def test_keys_answer_and_go_on_to_the_next(finished: Desk, file: Path) -> None:
    places = []
    for number in (EASY, RIGHT, HARD):
        places.append(active(finished))
        finished.press(KEYS[number])
    assert places == [0, 1, 2]
    assert active(finished) == 2
    assert kept_answers(finished, file) == [Answer.EASY, Answer.RIGHT, Answer.HARD]
    assert lines(finished) == ["3 × 9", "3 × 9", "2 × 60 s"]
    whys = [one.why for one in (told(finished, place).next for place in range(3)) if one]
    assert whys == ["All done twice: one rep more.", "Just right twice: one rep more.", "Hard: the same again."]
    assert "then 15 reps" not in texts(finished.window.finish)
    assert "then leg further back" in texts(finished.window.finish)


def test_an_answer_can_be_changed_until_the_page_is_closed(finished: Desk, file: Path) -> None:
    finished.press(KEYS[RIGHT])
    assert lines(finished)[0] == "3 × 9"
    finished.press(Qt.Key.Key_Up)
    finished.press(KEYS[HARD])
    assert kept_answers(finished, file)[0] is Answer.HARD
    assert lines(finished)[0] == "3 × 8"
    for key, place in ((Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Right, 2)):
        finished.press(key)
        assert active(finished) == place
    assert finished.shows("finish"), "no arrow leads back into the session"


def test_a_click_answers_any_row(finished: Desk, file: Path) -> None:
    row = rows(finished)[1]
    QTest.mouseClick(row.answers[0], Qt.MouseButton.LeftButton)
    assert kept_answers(finished, file) == [None, Answer.EASY, None]
    assert active(finished) == 2
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomLeft())
    assert active(finished) == 1
    assert [button.isChecked() for button in row.answers] == [True, False, False, False]
    finished.press(Qt.Key.Key_Return)
    assert finished.shows("today"), "Enter closes, whatever was clicked"


def test_no_answer_is_fine(finished: Desk, file: Path) -> None:
    finished.press(Qt.Key.Key_Return)
    finished.remember()
    assert finished.shows("today")
    assert kept_answers(finished, file) == [None] * 3
    assert finished.window.course.nexts["march"].why == "No answer: the same again."


def test_the_proposal_can_be_refused_and_taken_after_all(finished: Desk) -> None:
    finished.press(KEYS[RIGHT])
    finished.press(Qt.Key.Key_Up)
    row = rows(finished)[0]
    assert row.instead.accessibleName() == "The same again"
    finished.press(Qt.Key.Key_0)
    assert lines(finished)[0] == "3 × 8"
    assert "Your own choice: the same again." in texts(finished.window.finish)
    assert row.instead.accessibleName() == "As proposed"
    QTest.mouseClick(row.instead, Qt.MouseButton.LeftButton)
    assert lines(finished)[0] == "3 × 9"
    assert finished.window.course.memory.chosen == {}


def test_a_rung_more_or_less_is_chosen_and_today_starts_from_it(
    finished: Desk, file: Path, open_desk: Callable[..., Desk]
) -> None:
    finished.press(KEYS[RIGHT])
    finished.press(Qt.Key.Key_Up)
    finished.press(Qt.Key.Key_Plus)
    finished.press(Qt.Key.Key_Plus)
    assert lines(finished)[0] == "3 × 11"
    finished.press(Qt.Key.Key_Minus)
    QTest.mouseClick(rows(finished)[0].above, Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows(finished)[0].below, Qt.MouseButton.LeftButton)
    assert lines(finished)[0] == "3 × 10"
    finished.press(Qt.Key.Key_Space)
    assert finished.shows("today")
    assert "3 × 10 each side" in texts(finished.window.today)
    finished.journal.flush()
    later = open_desk(journal_file=file, now=SUNDAY + timedelta(days=2))
    later.show(1920, 1080)
    later.look_back()
    shown = texts(later.window.today)
    assert {"3 × 10 each side", "Your own choice: 10 reps."} <= set(shown)
    later.press(Qt.Key.Key_Space)
    assert later.coach.plan.doses["march"].reps == 10
    later.finish()
    later.remember()
    later.press(Qt.Key.Key_Return)
    assert later.window.course.nexts["march"].why == "No answer: the same again.", "it was done, so it is over"


def test_another_answer_forgets_what_was_chosen_on_the_old_one(finished: Desk) -> None:
    finished.press(Qt.Key.Key_Plus)
    assert lines(finished)[0] == "3 × 9"
    finished.press(KEYS[HARD])
    assert lines(finished)[0] == "3 × 8"


def test_what_hurt_on_the_way_is_answered_already_and_one_sentence_says_more(
    open_desk: Callable[..., Desk], file: Path, library: Library
) -> None:
    keep(file, full(library), 2, [Answer.RIGHT] * 3)
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    desk.play_to(StepKind.HOLD, 1, 20_000)
    desk.window.command(Command.HURTS)
    desk.window.command(Command.SKIP)
    while not desk.shows("finish"):
        desk.beat(60_000)
    desk.remember()
    assert [told(desk, place).answer for place in range(3)] == [None, None, Answer.HURT]
    assert [button.isChecked() for button in rows(desk)[2].answers] == [False, False, False, True]
    assert told(desk, 2).did == "Right 60 s, left 20 s of 60 s"
    assert library.pain in texts(desk.window.finish)
    following = told(desk, 2).next
    assert following is not None
    assert (following.line, following.why) == ("2 × 45 s", "It hurt, so gentler: hands on the mat, 45 seconds.")


def test_pain_that_comes_back_is_for_a_clinician(open_desk: Callable[..., Desk], file: Path, library: Library) -> None:
    keep(file, full(library), 2, [Answer.RIGHT, Answer.HURT, Answer.RIGHT])
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.look_back()
    desk.finish()
    desk.remember()
    assert library.pain_again not in texts(desk.window.finish)
    desk.press(KEYS[RIGHT])
    desk.press(KEYS[HURT])
    assert library.pain_again in texts(desk.window.finish)
    desk.press(Qt.Key.Key_Up)
    desk.press(KEYS[EASY])
    assert library.pain_again not in texts(desk.window.finish)


def test_what_was_left_out_asks_nothing(open_desk: Callable[..., Desk], file: Path) -> None:
    desk = open_desk(journal_file=file)
    desk.show(1920, 1080)
    desk.play_to(StepKind.PREPARE, 2)
    while not desk.shows("finish"):
        desk.window.command(Command.NEXT)
        desk.beat(1)
    desk.remember()
    lizard = told(desk, 2)
    assert (lizard.did, lizard.worked) == ("Skipped", False)
    assert not any(button.isVisible() for button in rows(desk)[2].answers)
    for _ in range(3):
        desk.press(KEYS[RIGHT])
    assert told(desk, 2).answer is None


def test_going_back_into_the_session_keeps_the_answers(finished: Desk, file: Path) -> None:
    finished.press(KEYS[EASY])
    finished.window.command(Command.BACK)
    assert finished.shows("player_page")
    finished.beat(100_000)
    finished.remember()
    assert finished.shows("finish")
    assert told(finished, 0).answer is Answer.EASY
    assert kept_answers(finished, file) == [Answer.EASY, None, None]


def test_without_a_record_the_page_says_what_was_done_and_no_more(desk: Desk) -> None:
    desk.finish()
    desk.remember()
    shown = texts(desk.window.finish)
    assert "16 minutes of work." in shown
    assert "Next time" not in shown
    desk.press(KEYS[RIGHT])
    assert desk.shows("finish")


def test_weeks_are_dots_and_the_fourth_session_has_its_number(
    open_desk: Callable[..., Desk], file: Path, library: Library
) -> None:
    lizard = plan(library.routine("lizard"), library, Choices())
    for days in (9, 8, 3, 2, 1):
        keep(file, lizard, days, [Answer.RIGHT])
    desk = open_desk(journal_file=file, routine="lizard")
    desk.show()
    desk.look_back()
    desk.finish()
    desk.remember()
    shown = texts(desk.window.finish)
    assert {"Fourth session this week.", "A stretch may be every day."} <= set(shown)
    names = [
        child.accessibleName() for child in desk.window.finish.sheet.children() if hasattr(child, "accessibleName")
    ]
    assert "Sessions in each of the last 8 weeks: 0, 0, 0, 0, 0, 0, 2, 4" in names


def test_pounds_are_told_as_pounds(open_desk: Callable[..., Desk], file: Path) -> None:
    desk = open_desk(journal_file=file, level=4, units="lb", kettlebells=(4.0, 6.0))
    desk.show(1920, 1080)
    desk.finish()
    desk.remember()
    assert "then 13 lb" in texts(desk.window.finish)


@SIZE_AND_SCALE
def test_everything_has_its_place(
    open_desk: Callable[..., Desk], file: Path, library: Library, size: tuple[int, int], text_scale: float
) -> None:
    for days in (4, 2):
        keep(file, full(library), days, [Answer.RIGHT] * 3)
    desk = open_desk(journal_file=file, text_scale=text_scale)
    desk.show(*size)
    desk.look_back()
    desk.finish()
    desk.remember()
    page, unit = desk.window.finish.sheet, min(size[1], size[0] / 0.8) / 100
    assert trouble(page, unit) == []
    for key in (KEYS[RIGHT], KEYS[HARD], KEYS[HURT]):
        desk.press(key)
    assert trouble(page, unit) == []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        desk.press(key)
    assert trouble(page, unit) == []
