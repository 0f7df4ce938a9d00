from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.core.model import Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.settings import Settings
from hipgui.ui.look import look_for
from hipgui.ui.pictures import Shot
from hipgui.ui.simple_pictures import SimplePictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QEvent

    from hipgui.core.model import Library
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Picture
    from tests.ui.conftest import Desk


@pytest.mark.parametrize("movement", ["march_bell", "lift_book", "lizard_glide", "something_new"])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.usefixtures("qapp")
def test_the_simple_drawing_stays_in_its_box_and_mirrors(movement: str, side: Side) -> None:
    pictures, look = SimplePictures(), look_for(Settings(theme="dark"), QSizeF(800, 600))
    size = QSizeF(300 * pictures.aspect(movement), 300)

    def drawn(side: Side) -> QImage:
        image = QImage(round(size.width()) + 40, 340, QImage.Format.Format_RGB32)
        image.fill(QColor("#000000"))
        painter = QPainter(image)
        picture = pictures.still(Shot(movement, side), size, look, 1.0)
        assert picture
        picture.paint(painter, 20, 20)
        assert picture.bounds == QRectF(0, 0, size.width(), size.height())
        painter.end()
        return image

    image = drawn(side)
    for x in range(image.width()):
        assert image.pixelColor(x, 2) == QColor("#000000")
    lit = [x for x in range(image.width()) for y in range(0, 340, 4) if image.pixelColor(x, y) != QColor("#000000")]
    assert min(lit) >= 15
    assert max(lit) <= image.width() - 15
    other = drawn(side.other)
    assert other != image


def test_only_what_changes_is_painted_anew(desk: Desk) -> None:
    """In a hold the page outside the dial's head and the figure is left alone."""
    desk.play_to(StepKind.HOLD, 0, 20_300)
    page = desk.window.player_page
    painted: list[QRectF] = []
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(QRectF(event.region().boundingRect()))
            return False

    watch = Watch()
    QApplication.processEvents()
    for widget in (page.dial, page.ribbon):
        widget.installEventFilter(watch)
    desk.beat(33)
    QApplication.processEvents()
    dial_area = page.dial.width() * page.dial.height()
    assert painted
    assert all(box.width() * box.height() < 0.05 * dial_area for box in painted)


class Expecting(SimplePictures):
    """Notes what was expected and what was shown, each with the size of its box."""

    def __init__(self) -> None:
        super().__init__()
        self.expected: set[tuple[Shot, float, float]] = set()
        self.times = 0
        self.shown: list[tuple[Shot, float, float]] = []

    def expect(self, shots: Sequence[tuple[Shot, QSizeF]], look: Look, ratio: float) -> None:
        super().expect(shots, look, ratio)
        self.expected = {_way(shot, size) for shot, size in shots}
        self.times += 1

    def moving(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        self.shown.append(_way(shot, size))
        return super().moving(shot, size, look, ratio)


def _way(shot: Shot, size: QSizeF) -> tuple[Shot, float, float]:
    """What all pictures of one way have in common."""
    return shot._replace(amount=0.0, still_s=None, guide=False, came_from=None), size.width(), size.height()


@pytest.mark.parametrize("size", [(1280, 720), (960, 1040)])
def test_every_way_is_expected_in_the_box_it_will_fill(
    open_desk: Callable[..., Desk], library: Library, size: tuple[int, int]
) -> None:
    pictures = Expecting()
    desk = open_desk(pictures=pictures)
    desk.show(*size)
    laid = plan(library.routine("full"), library, Choices())
    desk.window.play(laid)
    for index, step in enumerate(laid.steps[1:], 1):
        desk.coach.go_to(index - 1, laid.steps[index - 1].duration_ms - 20)
        desk.beat()
        wanted = pictures.expected
        desk.coach.go_to(index - 1, laid.steps[index - 1].duration_ms)
        pictures.shown.clear()
        for into_ms in range(0, min(step.duration_ms, 8_000), 400):
            desk.coach.go_to(index, into_ms)
            desk.beat()
        assert set(pictures.shown) <= wanted, (index, step.kind)
        assert set(pictures.shown) <= pictures.expected, (index, step.kind)


def test_what_is_expected_follows_size_and_look_and_is_told_once(
    open_desk: Callable[..., Desk], library: Library
) -> None:
    pictures = Expecting()
    desk = open_desk(pictures=pictures)
    desk.show(1280, 720)
    desk.window.play(plan(library.routine("full"), library, Choices()))
    desk.coach.go_to(1, 500)
    desk.beat()
    before, times = pictures.expected, pictures.times
    desk.coach.go_to(1, 900)
    desk.beat()
    assert pictures.times == times
    desk.show(1920, 1080)
    desk.beat()
    assert pictures.times > times
    assert not pictures.expected & before
