from __future__ import annotations

from hipgui.core.keys import KEYS, command_of
from hipgui.core.session import Command, State


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
        "up": "harder",
        "down": "easier",
        "d": "deeper",
        "h": "hurts",
        "s": "skip",
    }


def test_numbers_choose_only_while_it_hurts() -> None:
    assert [command_of(number, State.HURT) for number in "1234"] == ["easier", "skip", "stop", None]
    assert [command_of(number, State.PLAYING) for number in "123"] == [None, None, None]
    assert (command_of("space", State.HURT), command_of("h", State.PAUSED)) == ("play_pause", "hurts")
