from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF

from hipgui.core.notice import Notice
from hipgui.core.plan import StepKind
from hipgui.core.session import Command
from hipgui.ui.answer_buttons import AnswerButton
from hipgui.ui.buttons import BigButton, Button, IconButton, KeyButton, OutlineButton
from hipgui.ui.choice import Segment
from hipgui.ui.finish import Finish
from hipgui.ui.label import Label
from hipgui.ui.tabs import Tab
from hipgui.ui.today import Today
from hipgui.ui.way_row import WayRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from hipgui.ui.window import Window
    from tests.ui.conftest import Desk

SIZES = [(1920, 1080), (1366, 768), (960, 1040), (800, 600), (640, 900)]
SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
SIZE_AND_SCALE = pytest.mark.parametrize(
    ("size", "text_scale"),
    [*((size, 1.0) for size in SIZES), *((size, 2.0) for size in ((1920, 1080), (960, 1040), (800, 600)))],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else f"{value:.0%}",
)
TOUCH = 0.5
"""Pixels that two boxes may share."""
LEAST_TYPE_U = 1.85
"""Nothing is written smaller than look.md's smallest, in u (rounded to whole pixels)."""


def stopped(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 3, 22_000)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)


def paused_in(kind: StepKind, number: int, into_ms: int) -> Callable[[Desk], None]:
    def play(desk: Desk) -> None:
        desk.play_to(kind, number, into_ms)
        desk.window.command(Command.STOP)
        desk.settle()

    return play


def lead_in(desk: Desk) -> None:
    paused_in(StepKind.HOLD, 0, 20_000)(desk)
    desk.window.command(Command.PLAY_PAUSE)
    desk.beat(500)
    desk.settle()


def with_buttons(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 12_300, "lift")
    desk.window.player_page.show_buttons()


def with_notice(desk: Desk) -> None:
    desk.play_to(StepKind.HOLD, 0, 20_000)
    desk.coach.told.append(Notice("No sound device was found, so this session is silent.", "Plug one in."))
    desk.settle()


def muted_in(kind: StepKind, number: int, into_ms: int) -> Callable[[Desk], None]:
    def play(desk: Desk) -> None:
        desk.play_to(kind, number, into_ms)
        desk.window.command(Command.MUTE)
        desk.settle()

    return play


def hurt_in(kind: StepKind, number: int, into_ms: int, exercise: str = "") -> Callable[[Desk], None]:
    def play(desk: Desk) -> None:
        desk.play_to(kind, number, into_ms, exercise)
        desk.window.command(Command.HURTS)
        desk.settle()

    return play


def on_offer(then: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """In a hold in which something deeper is on offer."""

    def play(desk: Desk) -> None:
        desk.window._on_changed({"level": 4})  # noqa: SLF001  as the choice on Today tells it
        desk.play_to(StepKind.HOLD, 0, 18_000)
        then(desk)
        desk.settle()

    return play


def buttons_in(kind: StepKind, number: int, into_ms: int) -> Callable[[Desk], None]:
    def play(desk: Desk) -> None:
        desk.play_to(kind, number, into_ms)
        desk.window.player_page.show_buttons()

    return play


def changed_in(kind: StepKind, number: int, into_ms: int, exercise: str) -> Callable[[Desk], None]:
    def play(desk: Desk) -> None:
        desk.play_to(kind, number, into_ms, exercise)
        desk.window.command(Command.EASIER)
        desk.settle()

    return play


MOMENTS: dict[str, Callable[[Desk], None]] = {
    "today": lambda _desk: None,
    "stopped": stopped,
    "asks to say less": lambda desk: desk.window.today.changed.emit({"sessions_finished": 3}),
    "prepare": lambda desk: desk.play_to(StepKind.PREPARE, 0, 9_000),
    "prepare lizard": lambda desk: desk.play_to(StepKind.PREPARE, 2, 9_000),
    "reps": lambda desk: desk.play_to(StepKind.REPS, 2, 20_900),
    "reps over": lambda desk: desk.play_to(StepKind.REPS, 0, 20_900, "lift"),
    "hold": lambda desk: desk.play_to(StepKind.HOLD, 1, 18_000),
    "switch": lambda desk: desk.play_to(StepKind.SWITCH, 0, 4_000),
    "switch lizard": lambda desk: desk.play_to(StepKind.SWITCH, 6, 4_000),
    "rest": lambda desk: desk.play_to(StepKind.REST, 2, 32_000),
    "rest before lizard": lambda desk: desk.play_to(StepKind.REST, 5, 32_000),
    "rest again": lambda desk: desk.play_to(StepKind.REST, 0, 20_000),
    "paused": paused_in(StepKind.HOLD, 0, 18_000),
    "paused in rest": paused_in(StepKind.REST, 2, 18_000),
    "paused at the top": paused_in(StepKind.REPS, 4, 12_000),
    "paused on offer": on_offer(lambda desk: desk.window.command(Command.STOP)),
    "lead-in": lead_in,
    "buttons": with_buttons,
    "buttons in rest": buttons_in(StepKind.REST, 2, 32_000),
    "buttons in switch": buttons_in(StepKind.SWITCH, 0, 4_000),
    "on offer": on_offer(lambda _desk: None),
    "buttons on offer": on_offer(lambda desk: desk.window.player_page.show_buttons()),
    "easier hold": changed_in(StepKind.HOLD, 0, 18_000, "lizard"),
    "easier rep": changed_in(StepKind.REPS, 0, 24_300, "lift"),
    "hurt": hurt_in(StepKind.HOLD, 0, 18_000),
    "hurt in a set": hurt_in(StepKind.REPS, 1, 12_000, "march"),
    "hurt in a rest": hurt_in(StepKind.REST, 2, 12_000),
    "notice": with_notice,
    "voice off": muted_in(StepKind.REPS, 2, 20_900),
    "voice off in rest": muted_in(StepKind.REST, 2, 20_000),
    "finish": lambda desk: desk.finish(),
}
MOMENT = pytest.mark.parametrize("moment", MOMENTS)


def on_window(widget: QWidget, box: QRectF) -> QRectF:
    """A box of a widget's parent, on the window."""
    parent = widget.parentWidget()
    assert parent
    return box.translated(QPointF(parent.mapTo(widget.window(), widget.rect().topLeft() * 0)))


def labels(window: Window) -> list[Label]:
    return [label for label in window.findChildren(Label) if label.isVisible() and label.text()]


def in_notice(window: Window, widget: QWidget) -> bool:
    return window.notice.isAncestorOf(widget)


def parts(window: Window) -> list[tuple[str, QRectF]]:
    """Names and boxes of every text and button that is shown, on the window."""
    found = []
    for label in labels(window):
        if not in_notice(window, label):
            boxes = [on_window(label, box) for box in label.ink_boxes()]
            found.append((label.text(), united(boxes)))
    for button in window.findChildren(Button):
        if button.isVisible():
            face = button.face.translated(QPointF(button.mapTo(window, button.rect().topLeft() * 0)))
            found.append((button.accessibleName(), face))
    return found


def united(boxes: list[QRectF]) -> QRectF:
    whole = QRectF()
    for box in boxes:
        whole = whole.united(box)
    return whole


def room_of(window: Window) -> QRectF:
    """The page: the window, or the sheet that can be scrolled."""
    page = window.page
    return QRectF(page.sheet.rect()) if isinstance(page, Today | Finish) else QRectF(window.rect())


@SIZE_AND_SCALE
@MOMENT
def test_everything_fits(open_desk: Callable[..., Desk], size: tuple[int, int], moment: str, text_scale: float) -> None:
    """Nothing is cut off, no two things overlap, no text runs over its place or into the dial, none is too small."""
    desk = open_desk(text_scale=text_scale)
    window = desk.show(*size)
    MOMENTS[moment](desk)
    assert [*cut_off(window), *overlapping(window), *running_over(window), *in_the_dial(window), *tiny(window)] == []


def cut_off(window: Window) -> list[str]:
    room = room_of(window).adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH)
    return [f"{name!r} is cut off" for name, box in parts(window) if not room.contains(box)]


def overlapping(window: Window) -> list[str]:
    return [
        f"{first!r} lies on {second!r}"
        for (first, one), (second, other) in combinations(parts(window), 2)
        if one.adjusted(TOUCH, TOUCH, -TOUCH, -TOUCH).intersects(other)
    ]


def running_over(window: Window) -> list[str]:
    found = []
    for label in labels(window):
        box = QRectF(label.geometry()).adjusted(-1, -1, 1, 1)
        if not all(box.contains(ink) for ink in label.ink_boxes()):
            found.append(f"{label.text()!r} runs over")
    for button in window.findChildren(Button):
        if button.isVisible() and not isinstance(button, IconButton):
            wanted, there = text_room(button)
            if wanted > there + 1:
                found.append(f"{button.accessibleName()!r} has {there:.0f} pixels for {wanted:.0f}")
    return found


def text_room(button: Button) -> tuple[float, float]:
    """Pixels a button's content wants, and pixels it has."""
    if isinstance(button, BigButton):
        return button.measures()[3], button.face.right()
    if isinstance(button, Segment):
        return button.least_width(), button.face.width()
    if isinstance(button, WayRow):
        width, height = button.wanted()
        assert height <= button.face.height(), f"{button.accessibleName()!r} is higher than its row"
        return width, button.face.width()
    if isinstance(button, AnswerButton):
        assert button.look
        return button.natural_width(button.look, button.share, caps=button.open), button.face.width()
    assert isinstance(button, OutlineButton | KeyButton | Tab)
    return button.natural_width(), button.face.width()


def in_the_dial(window: Window) -> list[str]:
    if window.page is not window.player_page or not window.player_page.dial.isVisible():
        return []
    dial = window.player_page.dial
    centre, radius = QPointF(dial.geometry().center()), 33.0 * dial.unit
    found = []
    for name, box in parts(window):
        x, y = min(max(centre.x(), box.left()), box.right()), min(max(centre.y(), box.top()), box.bottom())
        if math.hypot(x - centre.x(), y - centre.y()) < radius - 1:
            found.append(f"{name!r} lies on the dial")
    return found


def tiny(window: Window) -> list[str]:
    least = int(LEAST_TYPE_U * min(window.height(), window.width() / 0.8) / 100)
    return [
        f"{label.text()!r} is written in {label.fitted.font.pixelSize()} pixels"
        for label in labels(window)
        if label.fitted.font.pixelSize() < least
    ]


@SIZE
def test_the_dial_never_moves(open_desk: Callable[..., Desk], size: tuple[int, int]) -> None:
    places = set()
    for moment in ("prepare", "reps", "hold", "switch", "rest", "paused", "lead-in"):
        desk = open_desk()
        window = desk.show(*size)
        MOMENTS[moment](desk)
        places.add(window.player_page.dial.geometry().getRect())
    assert len(places) == 1


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (960, 1040)], ids=["wide", "mid", "narrow"])
def test_the_figure_stays_where_it_is_through_an_exercise(
    open_desk: Callable[..., Desk], size: tuple[int, int]
) -> None:
    desk = open_desk()
    desk.show(*size)
    places = set()
    for kind, number in ((StepKind.PREPARE, 0), (StepKind.REPS, 0), (StepKind.SWITCH, 0), (StepKind.REST, 0)):
        desk.play_to(kind, number, 3_000)
        places.add(desk.window.player_page.stage.geometry().getRect())
    assert len(places) == 1


@pytest.mark.parametrize("level", [1, 5])
@pytest.mark.parametrize("minutes", [10, 30])
@pytest.mark.parametrize("kit", ["nothing", "all"])
@pytest.mark.parametrize("size", [(1920, 1080), (960, 1040), (800, 600)], ids=["wide", "narrow", "small"])
def test_today_holds_whatever_was_chosen(
    open_desk: Callable[..., Desk], level: int, minutes: int, kit: str, size: tuple[int, int]
) -> None:
    routine = {10: "short", 30: "full"}[minutes]
    nothing = {"on_foot": "nothing", "beside": "nothing", "chair": False} if kit == "nothing" else {}
    desk = open_desk(level=level, minutes=minutes, routine=routine, **nothing)
    window = desk.show(*size)
    assert [*cut_off(window), *overlapping(window), *running_over(window), *tiny(window)] == []


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (960, 1040), (800, 600)], ids=str)
def test_today_needs_no_scrolling_at_normal_text(open_desk: Callable[..., Desk], size: tuple[int, int]) -> None:
    for sessions in (0, 3):  # after the third one there is one more button
        window = open_desk(sessions_finished=sessions).show(*size)
        assert window.today.sheet.height() <= window.height()
