"""A session without a window: the transcript appears as it is spoken, keys come from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hipgui.core.keys import command_of
from hipgui.core.session import State
from hipgui.export.text import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hipgui.core.cue import Cue
    from hipgui.player import Player

TICK_S = 0.02
CLOSING_LIMIT_TICKS = round(10 / TICK_S)


TOLD = {
    State.PAUSED: "(paused: Space goes on, Esc ends)",
    State.WAITING: "(waiting: Enter goes on)",
    State.HURT: "(stopped: 1 easier, 2 skip this exercise, 3 end)",
}


class Keyboard(Protocol):
    """The terminal's keys."""

    def pressed(self, wait_s: float) -> Iterable[str]:
        """Names of the keys that were pressed, in order. Waits for one, but no longer than `wait_s` seconds."""


class Transcript:
    """Shows what is spoken as it begins to be heard, with its place in the session."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self.player: Player | None = None

    def said(self, cue: Cue) -> None:
        """One cue has begun."""
        if self.player is None or not cue.is_speech:
            return
        now = self.player.view()
        self._show(f"{clock_text(now.session_ms, tenths=True):>8}  {cue.text}")


def run(player: Player, keyboard: Keyboard, show: Callable[[str], None]) -> bool:
    """Play to the end or until it is stopped; tell whether it was finished."""
    player.start()
    last_state: State | None = None
    closing_ticks = 0
    while True:
        for name in keyboard.pressed(TICK_S):
            command = command_of(name, player.view().state)
            if command is not None:
                player.command(command)
        player.tick()
        for notice in player.notices():
            show(str(notice))
        state = player.view().state
        if state is not last_state and state in TOLD:
            show(TOLD[state])
        last_state = state
        if state is State.STOPPED:
            return False
        if state is State.FINISHED:
            closing_ticks += 1
            if player.all_heard or closing_ticks > CLOSING_LIMIT_TICKS:
                return True
