from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.core.model import Side
from hipgui.core.plan import StepKind
from hipgui.figure.model import Look
from hipgui.figure.names import CHOICES, Appearance
from hipgui.settings import Settings
from hipgui.ui.figure_pictures import FigurePictures
from hipgui.ui.look import look_for
from hipgui.ui.pictures import Course, Moment, Part, Shot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from hipgui.ui.pictures import Picture
    from tests.ui.conftest import Desk

SIZE = QSizeF(120, 150)
MARCH = Shot("march_bell", Side.RIGHT)


@pytest.fixture
def make(qapp: object, tmp_path: Path) -> Iterator[Callable[[], FigurePictures]]:
    """Makes pictures that share one folder, and closes them."""
    assert qapp
    made: list[FigurePictures] = []

    def new() -> FigurePictures:
        made.append(FigurePictures(load_figures, tmp_path / "stills"))
        return made[-1]

    yield new
    for pictures in made:
        pictures.close()


def image_of(picture: Picture, size: QSizeF = SIZE) -> QImage:
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    picture.paint(painter, 0.0, 0.0)
    painter.end()
    return image


def wait_for(qtbot: QtBot, ask: Callable[[], Picture | None]) -> Picture:
    """The picture, once it has come."""
    found: list[Picture] = []

    def came() -> bool:
        picture = ask()
        if picture is not None:
            found.append(picture)
        return bool(found)

    qtbot.waitUntil(came, timeout=20_000)
    return found[0]


def test_a_still_comes_after_warming_up_and_next_time_at_once(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    first = make()
    assert first.still(MARCH, SIZE, look, 1.0) is None
    first.warm_up()
    picture = wait_for(qtbot, lambda: first.still(MARCH, SIZE, look, 1.0))
    assert first.still(MARCH, SIZE, look, 1.0) == picture
    first.close()
    again = make().still(MARCH, SIZE, look, 1.0)
    assert again is not None
    assert image_of(again) == image_of(picture)


def test_sides_themes_and_places_are_different_pictures(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    pictures = make()
    pictures.warm_up()
    looks = [look_for(Settings(theme=theme), QSizeF(1280, 720)) for theme in ("dark", "light")]
    shots = [MARCH, MARCH._replace(side=Side.LEFT), MARCH._replace(amount=0.0)]
    orders = [(shot, look) for shot in shots for look in looks]
    for shot, look in orders:
        assert pictures.still(shot, SIZE, look, 1.0) is None
    images = [
        image_of(wait_for(qtbot, lambda shot=shot, look=look: pictures.still(shot, SIZE, look, 1.0)))  # type: ignore[misc]  # a default keeps each lambda's own value
        for shot, look in orders
    ]
    assert all(one != other for place, one in enumerate(images) for other in images[place + 1 :])


OTHER = Appearance("sturdy", "umber", "short", "black", "shorts")


def test_another_body_is_another_picture_and_everyone_is_told(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    pictures = make()
    pictures.warm_up()
    before = image_of(wait_for(qtbot, lambda: pictures.still(MARCH, SIZE, look, 1.0)))
    subject = pictures.subject(look)
    told: list[bool] = []
    pictures.tell_when_ready(lambda: told.append(True))
    pictures.dress_body(Appearance())
    assert not told, "nothing changed"
    pictures.dress_body(OTHER)
    assert told
    assert image_of(wait_for(qtbot, lambda: pictures.still(MARCH, SIZE, look, 1.0))) != before
    assert pictures.subject(look) != subject
    pictures.dress_body(Appearance())
    kept = pictures.still(MARCH, SIZE, look, 1.0)
    assert kept is not None, "the first body's picture was kept"
    assert image_of(kept) == before


def test_the_stage_and_the_turntable_follow_the_settings(
    make: Callable[[], FigurePictures], open_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = open_desk(pictures=make())
    desk.show(640, 400)
    desk.window.warm_up()
    desk.window.beyond.open_exercise("lift")
    table = desk.window.beyond.browse.exercise.turntable
    qtbot.waitUntil(lambda: table.shown is not None, timeout=20_000)
    desk.window.today.changed.emit(OTHER._asdict())
    assert desk.saved[-1].appearance == OTHER
    wanted = Look.of("dark", OTHER)
    qtbot.waitUntil(lambda: table.shown is not None and table.shown.angle.look == wanted, timeout=20_000)


@pytest.mark.parametrize("part", Part)
def test_portraits_tell_every_choice_apart(part: Part, make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="light"), QSizeF(1280, 720))
    pictures = make()
    pictures.warm_up()
    differ = ("skin", "hair", "hair_tone") if part is Part.HEAD else tuple(CHOICES)
    for field in differ:
        people = [Appearance()._replace(**{field: name}) for name in CHOICES[field]]
        images = [
            image_of(wait_for(qtbot, lambda who=who: pictures.portrait(who, part, SIZE, look, 1.0)))  # type: ignore[misc]  # a default keeps each lambda's own value
            for who in people
        ]
        assert all(one != other for place, one in enumerate(images) for other in images[place + 1 :])


def test_it_knows_each_movements_shape_also_before_it_is_loaded(make: Callable[[], FigurePictures]) -> None:
    first = make()
    assert first.aspect("march_bell") == 1.0
    first.warm_up()
    aspect = first.aspect("march_bell")
    assert aspect < 1.0 < first.aspect("lizard_glide")
    assert make().aspect("march_bell") == pytest.approx(aspect, abs=1e-3)


def test_a_moving_figure_has_frames_over_one_ground(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    pictures = make()
    pictures.warm_up()
    low, high = MARCH._replace(amount=0.0), MARCH._replace(amount=1.0)
    pictures.expect([(low, SIZE)], look, 1.0)

    def differ() -> Picture | None:
        one, other = (pictures.moving(shot, SIZE, look, 1.0) for shot in (low, high))
        same_ground = one is not None and other is not None and one.on_same_ground(other)
        return one if same_ground and one != other else None

    first = wait_for(qtbot, differ)
    last = pictures.moving(high, SIZE, look, 1.0)
    assert last is not None
    assert image_of(first) != image_of(last)
    for picture in (first, last):
        assert picture.bounds.width() <= SIZE.width()
        assert picture.bounds.height() <= SIZE.height()


def test_on_the_switch_the_other_side_leaves_its_shadow(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    pictures = make()
    pictures.warm_up()
    left = Moment("lizard_glide", Side.RIGHT, 1.0)
    crossing = Shot("lizard_glide", Side.LEFT, amount=0.0, came_from=left, flooded=True)
    plain = Shot("lizard_glide", Side.LEFT, amount=0.0)
    size = QSizeF(200, 120)

    def with_shadow() -> Picture | None:
        picture = pictures.still(crossing, size, look, 1.0)
        return picture if getattr(picture, "shadow", None) is not None else None

    shadowed = image_of(wait_for(qtbot, with_shadow), size)
    light = look_for(Settings(theme="light"), QSizeF(1280, 720))
    alone = image_of(wait_for(qtbot, lambda: pictures.still(plain, size, light, 1.0)), size)
    assert shadowed != alone


def test_a_set_up_is_shown_where_there_is_one(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    pictures = make()
    assert not pictures.sets_up("march_bell"), "not known yet"
    pictures.warm_up()
    assert pictures.sets_up("march_bell")
    assert not pictures.sets_up("march_body")
    waiting = MARCH._replace(course=Course.SET_UP, amount=0.0)
    through = MARCH._replace(course=Course.SET_UP, amount=1.0)

    def differ() -> Picture | None:
        one, other = (pictures.moving(shot, SIZE, look, 1.0) for shot in (waiting, through))
        return one if one is not None and other is not None and one != other else None

    wait_for(qtbot, differ)
    nothing = Shot("march_body", Side.RIGHT, course=Course.SET_UP, amount=0.7)
    begun = Shot("march_body", Side.RIGHT, amount=0.0)
    wait_for(qtbot, lambda: pictures.moving(begun, SIZE, look, 1.0))
    assert pictures.moving(nothing, SIZE, look, 1.0) == pictures.moving(begun, SIZE, look, 1.0)


def test_a_guide_comes_over_and_under_the_figure(make: Callable[[], FigurePictures], qtbot: QtBot) -> None:
    look = look_for(Settings(theme="dark"), QSizeF(1280, 720))
    pictures = make()
    pictures.warm_up()
    begun = MARCH._replace(amount=0.0)
    bare = image_of(wait_for(qtbot, lambda: pictures.moving(begun, SIZE, look, 1.0)))
    guided = begun._replace(guide=True)
    qtbot.waitUntil(lambda: image_of(_there(pictures.moving(guided, SIZE, look, 1.0))) != bare, timeout=20_000)


def _there(picture: Picture | None) -> Picture:
    assert picture is not None
    return picture


def test_the_session_runs_with_the_real_figure(
    make: Callable[[], FigurePictures], open_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = open_desk(pictures=make())
    desk.show(640, 400)
    stage = desk.window.player_page.stage
    desk.window.warm_up()
    empty = desk.window.today.sheet.grab().toImage()
    qtbot.waitUntil(lambda: desk.window.today.sheet.grab().toImage() != empty, timeout=20_000)
    desk.play_to(StepKind.REPS, 0, 6_000)
    bare = QImage(stage.size(), QImage.Format.Format_ARGB32)
    bare.fill(0)
    qtbot.waitUntil(lambda: _painted(stage), timeout=20_000)


def _painted(stage: object) -> bool:
    from hipgui.ui.stage import Stage

    assert isinstance(stage, Stage)
    image = stage.grab().toImage()
    ground = image.pixelColor(0, 0)
    return any(image.pixelColor(image.width() // 2, y) != ground for y in range(image.height()))


def test_constructing_it_loads_nothing_heavy() -> None:
    import subprocess

    program = (
        "import sys; from hipgui.ui.figure_pictures import FigurePictures;"
        "FigurePictures(lambda: None, None); print('numpy' in sys.modules, 'hipgui.figure.model' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["False", "False"]
