"""Single keys from the terminal, for a session without a window.

The terminal is put into a mode in which keys come one by one and are not shown, and is given back as it was, whatever
way the session ends. Without a terminal, or in the background, there are no keys, and nothing else changes.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ESCAPE_WAIT_S = 0.05
"""A terminal sends an arrow as several bytes that begin with Escape; a lone Escape has none behind it."""

NAMED = {
    " ": "space",
    "\r": "return",
    "\n": "return",
    "\x1b": "escape",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
}
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[ -~]|\x1b[ -~]|.", re.DOTALL)
"""A control sequence, a key with Alt, or a single character (ECMA-48)."""


class Keys(Protocol):
    """Where keys come from."""

    def pressed(self, wait_s: float) -> list[str]:
        """The names of the keys that were pressed, in order. Waits for one, but no longer than `wait_s` seconds."""


def names(typed: str) -> list[str]:
    """The names of the keys that send these characters, as the table of keys writes them."""
    found = []
    for sequence in SEQUENCE.findall(typed):
        plain = sequence.replace("\x1bO", "\x1b[") if len(sequence) == 3 else sequence  # noqa: PLR2004  ESC O C
        found.append(NAMED.get(plain, plain.lower()))
    return found


class NoKeys:
    """No terminal: time passes and nothing is asked for."""

    def pressed(self, wait_s: float) -> list[str]:
        """Wait."""
        time.sleep(wait_s)
        return []


@contextmanager
def keyboard() -> Iterator[Keys]:
    """The keys of the terminal this process runs in the foreground of; none where it does not."""
    with _end_in_order(), _terminal() as keys:
        yield keys


@contextmanager
def _end_in_order() -> Iterator[None]:
    """Turn a request to end (SIGTERM, a closed terminal) into an exit that passes through every `finally`."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, leave) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if sys.platform == "win32":
    import msvcrt

    POLL_S = 0.01
    ARROWS = {"H": "\x1b[A", "P": "\x1b[B", "M": "\x1b[C", "K": "\x1b[D"}

    class _Console:
        """The Windows console."""

        def pressed(self, wait_s: float) -> list[str]:
            deadline = time.monotonic() + wait_s
            while not msvcrt.kbhit():
                if time.monotonic() >= deadline:
                    return []
                time.sleep(POLL_S)
            typed = ""
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                typed += ARROWS.get(msvcrt.getwch(), "") if key in {"\0", "\xe0"} else key
                if key == "\x03":
                    raise KeyboardInterrupt
            return names(typed)

    @contextmanager
    def _terminal() -> Iterator[Keys]:
        yield _Console() if sys.stdin is not None and sys.stdin.isatty() else NoKeys()

else:
    import os
    import select
    import termios
    import tty

    READ_BYTES = 1024

    class _Terminal:
        """A POSIX terminal in cbreak mode."""

        def __init__(self, descriptor: int) -> None:
            self._descriptor: int | None = descriptor

        def pressed(self, wait_s: float) -> list[str]:
            typed = self._read(wait_s)
            if typed.endswith("\x1b"):
                typed += self._read(ESCAPE_WAIT_S)
            return names(typed)

        def _read(self, wait_s: float) -> str:
            """Characters that arrive within `wait_s`; once the terminal is gone, only time passes."""
            if self._descriptor is None:
                time.sleep(wait_s)
                return ""
            try:
                if not select.select([self._descriptor], [], [], wait_s)[0]:
                    return ""
                data = os.read(self._descriptor, READ_BYTES)
            except OSError:
                data = b""
            if not data:
                self._descriptor = None
            return data.decode(errors="replace")

    @contextmanager
    def _terminal() -> Iterator[Keys]:
        descriptor = _foreground_terminal()
        if descriptor is None:
            yield NoKeys()
            return
        before = termios.tcgetattr(descriptor)

        def take(_number: int = 0, _frame: FrameType | None = None) -> None:
            with suppress(termios.error):  # it is gone
                tty.setcbreak(descriptor, termios.TCSANOW)

        continued = signal.signal(signal.SIGCONT, take)  # the shell had it meanwhile, after Ctrl-Z
        take()
        try:
            yield _Terminal(descriptor)
        finally:
            signal.signal(signal.SIGCONT, continued)
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def _foreground_terminal() -> int | None:
        """Standard input, if it is a terminal that this process may read from."""
        try:
            descriptor = sys.stdin.fileno()
            is_ours = os.isatty(descriptor) and os.tcgetpgrp(descriptor) == os.getpgrp()
        except (AttributeError, OSError, ValueError):  # no standard input, or one that is closed or no file
            return None
        return descriptor if is_ours else None
