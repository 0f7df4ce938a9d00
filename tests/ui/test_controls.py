"""The buttons that come with the mouse, and the keys of the paused page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hipgui.core.plan import StepKind
from hipgui.core.session import Command, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.ui.buttons import Button
    from hipgui.ui.controls import Controls
    from tests.ui.conftest import Desk

SIZES = pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (960, 1040), (800, 600), (640, 900)], ids=str)


def deep(open_desk: Callable[..., Desk], width: int = 1280, height: int = 720) -> Desk:
    """In a hold of level 4, where something deeper is on offer."""
    desk = open_desk(level=4, routine="lizard")
    desk.show(width, height)
    desk.play_to(StepKind.HOLD, 0, 18_000)
    return desk


def controls(desk: Desk) -> Controls:
    return desk.window.player_page.controls


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("easier", Command.EASIER),
        ("harder", Command.HARDER),
        ("hurts", Command.HURTS),
        ("back", Command.BACK),
        ("pause", Command.PLAY_PAUSE),
        ("next", Command.NEXT),
    ],
)
def test_each_button_asks_for_its_command(desk: Desk, name: str, command: Command) -> None:
    desk.play_to(StepKind.REPS, 2, 12_000)
    QTest.mouseMove(desk.window.player_page, QPoint(40, 300))
    click(getattr(controls(desk), name))
    assert desk.coach.commands[-1] is command


def test_what_is_deeper_is_hinted_at_while_it_is_on_offer_and_can_be_clicked(open_desk: Callable[..., Desk]) -> None:
    desk = deep(open_desk)
    hint = controls(desk).deeper
    assert hint.isVisible()
    click(hint)
    desk.beat(100)
    assert desk.coach.view().step.variant.name == "forearms propped up"
    assert not hint.isVisible(), "nothing deeper is left"


def test_where_nothing_is_on_offer_there_is_no_hint(desk: Desk) -> None:
    desk.play_to(StepKind.HOLD, 0, 18_000)
    assert not controls(desk).deeper.isVisible()


@SIZES
def test_all_buttons_are_large_enough_for_a_finger(open_desk: Callable[..., Desk], size: tuple[int, int]) -> None:
    desk = deep(open_desk, *size)
    page = desk.window.player_page
    page.show_buttons()
    unit = min(size[1], size[0] / 0.8) / 100
    shown = [box for box in controls(desk).boxes() if box.height() < 4.2 * unit - 1 or box.width() < 4.2 * unit - 1]
    assert shown == []
    assert len(controls(desk).boxes()) == 7


def test_a_caption_stands_aside_for_the_buttons_and_comes_back(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.show(960, 1040)
    desk.play_to(StepKind.REST, 2, 32_000)
    page = desk.window.player_page
    caption = page._caption  # noqa: SLF001  what is looked at
    seen = [caption.isVisible()]
    page.show_buttons()
    seen.append(caption.isVisible())
    controls(desk).leave()
    seen.append(caption.isVisible())
    assert seen == [True, False, True]


def paused_keys(desk: Desk) -> dict[Command, bool]:
    """The keys on the paused page: whether each can be pressed."""
    desk.window.command(Command.STOP)
    assert desk.is_in(State.PAUSED)
    return {command: key.isEnabled() for key, command in desk.window.player_page.paused.keys if key.isVisible()}


def test_the_paused_page_offers_only_what_means_something(open_desk: Callable[..., Desk]) -> None:
    gentlest = open_desk(level=1, routine="lizard")
    gentlest.show()
    gentlest.play_to(StepKind.HOLD, 0, 10_000)
    keys = paused_keys(gentlest)
    assert (keys[Command.EASIER], keys[Command.HARDER]) == (False, True)
    assert not {Command.DEEPER, Command.MORE_REST} & set(keys)
    assert {Command.HURTS, Command.SKIP} <= set(keys)
    before = len(gentlest.coach.commands)
    faint = next(key for key, command in gentlest.window.player_page.paused.keys if command is Command.EASIER)
    click(faint)
    assert len(gentlest.coach.commands) == before
    assert paused_keys(deep(open_desk))[Command.DEEPER]


def test_a_change_on_the_paused_page_takes_away_what_is_left_of_it(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(level=2, routine="lizard")
    desk.show()
    desk.play_to(StepKind.HOLD, 0, 10_000)
    easier = next(key for key, command in desk.window.player_page.paused.keys if command is Command.EASIER)
    assert paused_keys(desk)[Command.EASIER]
    click(easier)
    assert desk.coach.view().step.variant.name == "hands propped up"
    assert not easier.isEnabled()
