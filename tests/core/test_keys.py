from __future__ import annotations

from hipgui.core.keys import KEYS
from hipgui.core.session import Command


def test_every_command_has_exactly_one_key() -> None:
    assert sorted(KEYS.values()) == sorted(Command)


def test_keys_are_those_the_coach_names() -> None:
    assert {key: str(command) for key, command in KEYS.items()} == {
        "space": "play_pause",
        "right": "next",
        "left": "back",
        "r": "repeat",
        "t": "time_left",
        "return": "ready",
        "+": "more_rest",
        "m": "mute",
        "escape": "stop",
    }
