from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.core.ladder import Kit, at_level
from hipgui.core.plan import Choices, StepKind
from hipgui.core.session import Command, State
from hipgui.ui.exercise_wording import Wish, dose_words, movement_of, needs_words, tempo_words
from hipgui.ui.figure_pictures import FigurePictures
from hipgui.ui.label import Label
from hipgui.ui.turn import Watch, watch_of, wrapped
from hipgui.ui.wishes import plan_alone, wished_dose
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hipgui.ui.exercise import ExercisePage
    from tests.ui.conftest import Desk

LIBRARY = load_library()
PATIENCE_S = 20.0


@pytest.fixture
def pictures(qapp: QApplication, tmp_path: Path) -> Iterator[FigurePictures]:
    """The real figure, loaded."""
    assert isinstance(qapp, QApplication)
    made = FigurePictures(load_figures, tmp_path / "stills")
    made.warm_up()
    yield made
    made.close()


@pytest.fixture
def open_exercise(open_desk: Callable[..., Desk], pictures: FigurePictures) -> Callable[..., Desk]:
    """Makes a desk with an exercise open whose figure has been painted."""

    def make(exercise: str = "lizard", size: tuple[int, int] = (1280, 720), **settings: object) -> Desk:
        desk = open_desk(pictures=pictures, **settings)
        desk.show(*size)
        desk.window.beyond.open_exercise(exercise)
        wait_for(lambda: page_of(desk).turntable.shown)
        return desk

    return make


def page_of(desk: Desk) -> ExercisePage:
    return desk.window.beyond.browse.exercise


def wait_for(condition: Callable[[], object]) -> None:
    """Let events come until the condition holds; the figure is painted in another thread."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        QApplication.processEvents()
        time.sleep(0.002)


def painted_at(page: ExercisePage, azimuth: float) -> Callable[[], bool]:
    return lambda: page.turntable.shown is not None and abs(page.turntable.shown.angle.azimuth - azimuth) <= 0.5


def turn_for(desk: Desk, ms: float) -> None:
    """Let time pass for the turntable, and let it notice."""
    desk.moving.pass_ms(ms)
    page_of(desk).turntable._on_tick()  # noqa: SLF001  its heartbeat, which no test waits for


def is_moving(page: ExercisePage) -> bool:
    return page.turntable.moving


def wish_of(page: ExercisePage) -> Wish:
    assert page.wish
    return page.wish


# Words.


def test_doses_tempos_and_props_in_words() -> None:
    march, lift, lizard = LIBRARY.exercises
    assert dose_words(march.level(1)) == "2 × 8 each side"
    assert dose_words(march.level(3)) == "3 × 8–12 each side"
    assert dose_words(lizard.level(3)) == "2 × 60 s each side"
    tempo = lift.level(4).tempo
    assert tempo is not None
    assert tempo_words(tempo, 1) == "2 s up, 2 s still, 2 s down"
    assert tempo_words(tempo, 2) == "2 s up, 2 s still, 2 s down, over and back"
    assert needs_words(lift.variant("book"), LIBRARY.words) == "block or book"
    assert needs_words(lift.variant("hips"), LIBRARY.words) == ""


def test_the_figure_steps_over_what_is_at_hand() -> None:
    book = LIBRARY.exercise("lift").variant("book")
    named = {str(prop): prop for group in book.needs for prop in group}
    assert movement_of(book, frozenset({named["block"]})) == "lift_flat"
    assert movement_of(book, frozenset({named["book"]})) == "lift_book"
    assert movement_of(book, frozenset()) == "lift_book"


# Wishes.


def test_a_wish_is_what_is_to_be_next_or_the_bottom_of_its_level() -> None:
    march = LIBRARY.exercise("march")
    ahead = at_level(march, 3, Kit()).with_amount(11)
    choices = Choices(doses={"march": ahead})
    assert wished_dose(march, choices, Wish("march", 3, "bell")) == ahead
    assert wished_dose(march, choices, Wish("march", 3, "body")) == replace(ahead, variant="body", reps=8)
    assert wished_dose(march, choices, Wish("march", 4, "bell")) == at_level(march, 4, Kit())


@pytest.mark.parametrize("exercise", ["march", "lift", "lizard"])
def test_an_exercise_alone_is_planned_as_wished(desk: Desk, exercise: str) -> None:
    variant = LIBRARY.exercise(exercise).variants[0]
    made = plan_alone(LIBRARY, desk.settings.choices(), Wish(exercise, 2, variant.id))
    assert made is not None
    assert {step.exercise.id for step in made.steps} == {exercise}
    assert {step.variant.id for step in made.steps if step.is_work} == {variant.id}
    assert {step.level for step in made.steps} == {2}


# Turning, as numbers.


@given(st.floats(-2000, 2000))
def test_azimuths_go_round(azimuth: float) -> None:
    found = wrapped(azimuth)
    assert -180 <= found < 180
    assert abs((found - azimuth + 180) % 360 - 180) < 1e-6


@given(st.sampled_from(LIBRARY.exercises), st.data())
def test_watching_never_jumps_and_comes_back(exercise: object, data: st.DataObject) -> None:
    one = next(each for each in LIBRARY.exercises if each is exercise)
    variant = data.draw(st.sampled_from(one.variants))
    row = data.draw(st.sampled_from(one.levels))
    watch = watch_of(one, variant, row)
    places = [watch.amount(step / 50) for step in range(int(watch.length_s * 50) + 2)]
    assert max(abs(later - earlier) for earlier, later in pairwise(places)) < 0.06
    assert places[0] == watch.start == places[-1]
    assert {0.0, 1.0} <= {round(place, 6) for place in places}


def test_watching_with_reduced_motion_shows_key_poses_only() -> None:
    watch = Watch(1.0, ((2.0, 0.0), (0.5, 0.0), (2.0, 1.0)))
    assert {watch.amount(step / 10, reduced_motion=True) for step in range(50)} == {0.0, 1.0}


# The page.


def test_it_says_how_what_if_how_much_and_from_where(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    march = LIBRARY.exercise("march")
    shown = texts(page_of(desk))
    wanted = {march.short_name, march.tagline, *march.steps, march.watch, march.frequency, march.easier, march.harder}
    wanted |= {part for fault in march.faults for part in (fault.sign, fault.remedy)}
    wanted |= {"3 × 8–12 each side", "You need: kettlebell", "With the kettlebell, 2–4 kg"}
    assert wanted <= shown
    for source in march.sources:
        assert any(next(one for one in LIBRARY.sources if one.id == source).title in text for text in shown)
    assert any("own judgement" in text for text in shown)


def test_muscles_are_named_and_tied_to_the_figure(open_exercise: Callable[..., Desk]) -> None:
    table = page_of(open_exercise("march")).turntable
    assert {one.title for one in table.callouts.all} == {"Psoas", "Iliacus", "Rectus femoris"}
    assert table.shown is not None
    body = table.shown.bounds
    lines = table.callouts.lines()
    assert len(lines) == 3
    assert all(body.contains(line.last()) for line in lines)
    assert all(not body.contains(line.first()) for line in lines)


def test_lines_follow_the_figure_and_names_stand_behind_its_back(open_exercise: Callable[..., Desk]) -> None:
    page = page_of(open_exercise("march"))
    table = page.turntable
    for azimuth, names_left in ((-80.0, True), (-179.0, True), (80.0, False), (120.0, False)):
        table.setValue(round(-azimuth) % 360)
        wait_for(painted_at(page, azimuth))
        assert table.shown is not None
        lines = table.callouts.lines()
        places = {round(x, 3) for x, _ in table.shown.labels.values()}
        assert {round(line.last().x(), 3) for line in lines} <= places
        assert all((line.first().x() < line.last().x()) is names_left for line in lines)


def test_arrow_keys_turn_sixty_degrees_a_second(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise()
    page = page_of(desk)
    focus = focused()
    assert focus is page.play
    start = page.turntable.azimuth
    QTest.keyPress(focus, Qt.Key.Key_Right)
    assert is_moving(page)
    before = page.turntable.azimuth
    turn_for(desk, 500)
    assert wrapped(before - page.turntable.azimuth) == pytest.approx(30.0)
    turn_for(desk, 1_000)
    assert wrapped(before - page.turntable.azimuth) == pytest.approx(90.0)
    QTest.keyRelease(focus, Qt.Key.Key_Right)
    assert not is_moving(page)
    turn_for(desk, 1_000)
    assert wrapped(before - page.turntable.azimuth) == pytest.approx(90.0)
    QTest.keyClick(focus, Qt.Key.Key_Left)
    assert wrapped(before - page.turntable.azimuth) < 90.0
    QTest.keyClick(focus, Qt.Key.Key_Home)
    assert page.turntable.azimuth == start
    wait_for(painted_at(page, start))


def test_leaving_stops_the_turning(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise()
    QTest.keyPress(focused(), Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Escape)
    assert not is_moving(page_of(desk))


def test_with_reduced_motion_keys_turn_in_steps(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise(reduced_motion=True)
    table = page_of(desk).turntable
    before = table.azimuth
    desk.press(Qt.Key.Key_Left)
    assert wrapped(table.azimuth - before) == pytest.approx(30.0)
    assert not table.moving


def test_dragging_turns_and_the_knob_follows_the_pointer(open_exercise: Callable[..., Desk]) -> None:
    table = page_of(open_exercise()).turntable
    before, middle = table.azimuth, QPoint(table.width() // 2, table.height() // 2)
    QTest.mousePress(table, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(table, middle + QPoint(60, 0))
    assert wrapped(table.azimuth - before) < 0
    QTest.mouseRelease(table, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    after = table.azimuth
    QTest.mouseMove(table, middle)
    assert table.azimuth == after
    ring = table._ring  # noqa: SLF001  where the knob is
    assert ring is not None
    table.turn_home()
    QTest.mousePress(table, Qt.MouseButton.LeftButton, pos=ring.knob(table.azimuth).toPoint())
    aim = ring.centre + QPointF(0.0, ring.box.height() / 2)
    QTest.mouseMove(table, aim.toPoint())
    assert wrapped(table.azimuth) == pytest.approx(0.0, abs=2.0), "pulled to the front, the figure faces the viewer"
    QTest.mouseRelease(table, Qt.MouseButton.LeftButton, pos=aim.toPoint())
    QTest.mouseDClick(table, Qt.MouseButton.LeftButton, pos=middle)
    assert table.azimuth == pytest.approx(before)


def test_the_arrow_caps_turn_while_held(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise()
    page = page_of(desk)
    QTest.mousePress(page.right_key, Qt.MouseButton.LeftButton)
    assert is_moving(page)
    QTest.mouseRelease(page.right_key, Qt.MouseButton.LeftButton)
    assert not is_moving(page)


def test_a_screen_reader_finds_a_dial(open_exercise: Callable[..., Desk]) -> None:
    table = page_of(open_exercise()).turntable
    assert table.accessibleName() == "Turn the figure"
    table.setValue(90)
    assert wrapped(table.azimuth) == pytest.approx(-90.0)
    table.turn_home()
    assert wrapped(-table.value() - table.azimuth) == pytest.approx(0.0, abs=0.5)


def test_a_level_that_was_chosen_is_still_there_when_one_comes_back(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    browse = desk.window.beyond.browse
    browse.exercise.sheet.level_chosen.emit(2)
    desk.press(Qt.Key.Key_Escape)
    browse.open_exercise("march")
    assert wish_of(page_of(desk)).level == 2


def test_watching_shows_one_rep_and_ends(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    page = page_of(desk)
    desk.press(Qt.Key.Key_W)
    assert is_moving(page)
    turn_for(desk, 2_100)
    wait_for(lambda: page.turntable.shown is not None and page.turntable.shown.angle.amount < 0.05)
    turn_for(desk, 10_000)
    assert not is_moving(page)
    wait_for(lambda: page.turntable.shown is not None and page.turntable.shown.angle.amount == 1.0)


def test_a_tile_shows_its_variant_and_makes_it_todays(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    page = page_of(desk)
    tiles = {tile.variant.id: tile for tile in page.sheet.tiles if tile.variant and tile.isVisibleTo(page.sheet)}
    assert list(tiles) == ["wall", "body", "band", "bell"]
    assert [name for name, tile in tiles.items() if tile.today] == ["bell"]
    assert [name for name, tile in tiles.items() if tile.isChecked()] == ["bell"]
    tiles["body"].click()
    assert wish_of(page) == Wish("march", 3, "body")
    assert [name for name, tile in tiles.items() if tile.today] == ["body"]
    wait_for(lambda: page.turntable.shown is not None and page.turntable.shown.angle.movement == "march_body")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")
    desk.press(Qt.Key.Key_Space)
    march = next(step for step in desk.coach.plan.steps if step.is_work)
    assert (march.variant.id, march.load) == ("body", "")


def test_what_is_not_at_hand_is_shown_but_not_todays(open_exercise: Callable[..., Desk]) -> None:
    page = page_of(open_exercise("march", on_foot="nothing"))
    tiles = {tile.variant.id: tile for tile in page.sheet.tiles if tile.variant and tile.isVisibleTo(page.sheet)}
    assert tiles["body"].today
    assert "not at hand" in tiles["bell"].accessibleName()
    tiles["bell"].click()
    assert wish_of(page).variant == "bell"
    assert tiles["bell"].isChecked()
    assert tiles["body"].today


def test_another_level_is_todays_until_today_chooses_anew(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("lizard")
    page = page_of(desk)
    page.sheet.level.segments[0].click()
    assert wish_of(page) == Wish("lizard", 1, "blocks")
    desk.press(Qt.Key.Key_Escape)
    desk.window.beyond.open_exercise("lizard")
    assert wish_of(page) == Wish("lizard", 1, "blocks")
    desk.window.beyond.open("today")
    desk.press(Qt.Key.Key_Space)
    levels = {step.exercise.id: step.level for step in desk.coach.plan.steps}
    assert levels == {"march": 3, "lift": 3, "lizard": 1}
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    desk.window.today.changed.emit({"level": 2})
    desk.window.beyond.open_exercise("lizard")
    assert wish_of(page).level == 2


def test_space_plays_just_this(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("lift")
    desk.press(Qt.Key.Key_Space)
    assert desk.shows("player_page")
    assert {step.exercise.id for step in desk.coach.plan.steps} == {"lift"}
    desk.coach.go_to(len(desk.coach.plan.steps) - 1, 0)
    desk.beat(desk.coach.plan.steps[-1].duration_ms + 1)
    assert desk.is_in(State.FINISHED)
    desk.press(Qt.Key.Key_Return)
    assert desk.shows("today")


def test_a_stopped_exercise_can_be_taken_up_again(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("lizard")
    desk.press(Qt.Key.Key_Return)
    desk.play_to(StepKind.HOLD, 0, 5_000)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    assert desk.shows("today")
    assert desk.window.today.sheet.start.text() == "Go on"


def test_pressing_play_while_another_session_is_stopped_begins_this_one(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    desk.window.beyond.open("today")
    desk.play_to(StepKind.REPS, 0, 12_000)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    desk.window.beyond.open_exercise("lizard")
    desk.press(Qt.Key.Key_R)
    assert Command.REPEAT not in desk.coach.commands
    desk.press(Qt.Key.Key_Space)
    assert desk.coaches[0].closed
    assert {step.exercise.id for step in desk.coach.plan.steps} == {"lizard"}


def test_tab_reaches_everything(open_exercise: Callable[..., Desk]) -> None:
    desk = open_exercise("march")
    page = page_of(desk)
    seen: list[object] = []
    while focused() not in seen:
        seen.append(focused())
        desk.press(Qt.Key.Key_Tab)
    level = next(segment for segment in page.sheet.level.segments if segment.isChecked())
    tiles = [tile for tile in page.sheet.tiles if tile.isVisibleTo(page.sheet)]
    assert {page.turntable, page.watch, page.play, page.read, level, *tiles} <= set(seen)
    assert len(seen) == 5 + len(tiles) + 5


def test_what_has_the_keyboard_is_scrolled_into_view(open_exercise: Callable[..., Desk]) -> None:
    page = page_of(open_exercise("lizard"))
    last = [tile for tile in page.sheet.tiles if tile.isVisibleTo(page.sheet)][-1]
    while focused() is not last:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    view = page.scroller.viewport()
    assert view.rect().contains(last.mapTo(view, last.rect().center()))


def test_without_a_figure_there_is_a_still_and_nothing_to_turn(desk: Desk) -> None:
    desk.window.beyond.open_exercise("lizard")
    page = page_of(desk)
    assert not page.turntable.turns
    assert not page.left_key.isVisible()
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_W)
    assert not is_moving(page)
    assert page.turntable.grab().toImage().pixelColor(page.turntable.width() // 2, page.turntable.height() // 2).alpha()


def test_a_figure_that_comes_later_takes_its_place(
    open_desk: Callable[..., Desk], tmp_path: Path, qapp: QApplication
) -> None:
    assert isinstance(qapp, QApplication)
    late = FigurePictures(load_figures, tmp_path / "stills")
    try:
        desk = open_desk(pictures=late)
        desk.show()
        desk.window.beyond.open_exercise("lizard")
        assert page_of(desk).turntable.shown is None
        late.warm_up()
        wait_for(lambda: page_of(desk).turntable.shown)
        assert page_of(desk).left_key.isVisible()
        desk.window.close()
    finally:
        late.close()


@SIZE_AND_SCALE
@pytest.mark.parametrize("exercise", ["march", "lift", "lizard"])
def test_everything_fits_on_the_page_of_an_exercise(
    open_exercise: Callable[..., Desk], size: tuple[int, int], text_scale: float, exercise: str
) -> None:
    page = page_of(open_exercise(exercise, size, text_scale=text_scale))
    assert trouble(page, min(size[1], size[0] / 0.8) / 100) == []
    assert page.scroller.height() > 0.15 * size[1], "room to read"


@pytest.mark.parametrize("exercise", ["march", "lift", "lizard"])
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (960, 1040)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_names_never_lie_on_the_figure(
    open_exercise: Callable[..., Desk], size: tuple[int, int], exercise: str
) -> None:
    page = page_of(open_exercise(exercise, size))
    table = page.turntable
    for azimuth in range(-180, 180, 45):
        table.setValue(-azimuth % 360)
        wait_for(painted_at(page, wrapped(azimuth)))
        assert table.shown is not None
        image = table.shown.image
        for label in table.findChildren(Label):
            if not label.isVisible():
                continue
            for box in label.ink_boxes():
                around = box.translated(-table.shown.left, -table.shown.top).toRect().intersected(image.rect())
                solid = sum(
                    image.pixelColor(x, y).alphaF() > 0.6
                    for x in range(around.left(), around.right(), 3)
                    for y in range(around.top(), around.bottom(), 3)
                )
                assert solid == 0, (label.text(), azimuth)
