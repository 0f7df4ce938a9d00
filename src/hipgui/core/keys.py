"""Which key means what: one table for the window, the terminal and whatever else has keys (coach.md, commands)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.core.session import Command, State

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Mapping[str, Command] = MappingProxyType(
    {
        "space": Command.PLAY_PAUSE,
        "right": Command.NEXT,
        "left": Command.BACK,
        "r": Command.REPEAT,
        "t": Command.TIME_LEFT,
        "return": Command.READY,
        "+": Command.MORE_REST,
        "m": Command.MUTE,
        "escape": Command.STOP,
        "up": Command.HARDER,
        "down": Command.EASIER,
        "d": Command.DEEPER,
        "h": Command.HURTS,
        "s": Command.SKIP,
    }
)
"""Commands by the key's name: what it types in lower case, or "space", "return", "escape" and the arrows' ways."""
CHOICES: Mapping[str, Command] = MappingProxyType({"1": Command.EASIER, "2": Command.SKIP, "3": Command.STOP})
"""What the numbers choose while it hurts."""


def command_of(name: str, state: State) -> Command | None:
    """What the key of that name asks for in a state; None for keys that mean nothing there."""
    return CHOICES.get(name) or KEYS.get(name) if state is State.HURT else KEYS.get(name)
