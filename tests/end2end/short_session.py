"""Program: plays the short session in a real window, or in the terminal; ends if an internet socket is opened."""

import sys

from hipgui.wiring import commands, window
from tests.end2end.short import short_plan


def refuse_network(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: end at once if an internet socket is opened."""
    if event == "socket.__new__" and str(args[1]) in {"AF_INET", "AF_INET6"}:
        raise SystemExit("an internet socket was opened")


if __name__ == "__main__":
    sys.addaudithook(refuse_network)
    if "--no-window" in sys.argv:
        sys.exit(commands.play_in_terminal(short_plan("lizard"), talk="full", seed=0))
    sys.exit(window.demonstrate_plan(short_plan(), None))
