"""Prints the commands that come from the keyboard, a line each, until it has waited for nothing long enough."""

from __future__ import annotations

import sys

from hipgui.core.keys import command_of
from hipgui.core.session import State
from hipgui.terminal import keyboard


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Read keys; "mute" breaks the program, "stop" ends it."""
    rounds = int(sys.argv[1])
    with keyboard() as keys:
        say(type(keys).__name__)
        for _ in range(rounds):
            asked = [command_of(name, State.PLAYING) for name in keys.pressed(0.05)]
            for command in filter(None, asked):
                say(command)
                if command == "mute":
                    raise ZeroDivisionError
                if command == "stop":
                    return


if __name__ == "__main__":
    main()
