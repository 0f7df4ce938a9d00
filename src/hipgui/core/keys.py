"""Which key means what: one table for the window, the terminal and whatever else has keys (coach.md, commands)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.core.session import Command

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
    }
)
"""Commands by the key's name: what it types in lower case, or "space", "return", "escape", "left", "right"."""
