"""Any commands in any order: the page that is shown is the one the machine's state asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.core.plan import Choices, plan
from hipgui.core.session import RUNNING, STANDING, Command, State
from hipgui.core.view import view
from hipgui.ui.dial_face import face_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk

LIBRARY = load_library()

moves = st.lists(
    st.one_of(st.sampled_from(list(Command)), st.integers(1, 90_000)),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("self_paced", [False, True], ids=["tempo", "own pace"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_the_page_follows_the_machine(
    open_desk: Callable[..., Desk], moves: list[Command | int], *, self_paced: bool
) -> None:
    desk = open_desk(self_paced=self_paced, routine="lizard")
    desk.show(960, 600)
    window = desk.window
    for move in moves:
        if isinstance(move, Command):
            window.command(move)
        else:
            desk.beat(float(move))
        state = window.state
        if state in RUNNING:
            assert desk.shows("player_page")
            assert not window.player_page.paused.isVisible()
        elif state in STANDING:
            assert desk.shows("player_page")
            assert window.player_page.paused.isVisible() == (state is State.PAUSED)
            assert window.player_page.hurt.isVisible() == (state is State.HURT)
        elif state is State.FINISHED:
            assert desk.shows("finish")
        else:
            assert desk.shows("today")
        ticking = window.is_ticking
        assert ticking or state not in RUNNING, "a running session has a heartbeat"
        if state in RUNNING | STANDING:
            assert window.player_page.dial.face == face_of(desk.coach.view())
            assert window.player_page.scene is not None
        desk.settle()
        assert window.is_ticking == (state in RUNNING), "nothing beats while nothing moves"
    window.close()


def test_a_finished_session_counts_once(desk: Desk) -> None:
    desk.finish()
    assert desk.saved[-1].sessions_finished == 1
    desk.window.command(Command.BACK)
    assert desk.shows("player_page")
    desk.beat(100_000)
    assert desk.shows("finish")
    assert [kept.sessions_finished for kept in desk.saved].count(1) == 1


def test_an_ended_session_does_not_count(desk: Desk) -> None:
    desk.window.command(Command.PLAY_PAUSE)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    assert desk.shows("today")
    assert not desk.saved


def test_the_real_machine_has_a_face_in_every_state() -> None:
    from hipgui.core.session import Session

    wanted = plan(LIBRARY.routine("lizard"), LIBRARY, Choices())
    for state in State:
        session = replace(Session(wanted), state=state, lead_in=1000)
        assert face_of(view(session, 500)).word


def test_after_three_sessions_today_asks_once_whether_to_say_less(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(sessions_finished=3)
    desk.show()
    sheet = desk.window.today.sheet
    assert sheet.brief.isVisible()
    sheet.brief.click()
    assert (desk.saved[-1].talk, desk.saved[-1].brief_offered) == ("brief", True)
    assert not sheet.brief.isVisible()


def test_who_does_not_answer_is_not_asked_again(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(sessions_finished=3)
    desk.show()
    desk.finish()
    assert desk.saved[-1].brief_offered
    desk.window.command(Command.PLAY_PAUSE)
    assert desk.shows("today")
    assert not desk.window.today.sheet.brief.isVisible()


def test_the_question_waits_while_a_session_can_be_gone_on_with(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(sessions_finished=3)
    desk.show()
    desk.window.command(Command.PLAY_PAUSE)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    assert desk.window.today.sheet.anew.isVisible()
    assert not desk.window.today.sheet.brief.isVisible()
