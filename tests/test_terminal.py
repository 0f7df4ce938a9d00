from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.keys import KEYS
from hipgui.terminal import names
from tests.rigs import until

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).with_name("terminal_program.py")
PLENTY = "1000"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


class Person:
    """Somebody at a terminal in which the program runs."""

    def __init__(self, hand: int, screen: int, process: subprocess.Popen[bytes]) -> None:
        self.hand, self.screen, self.process = hand, screen, process
        self.shown = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.hand, keys.encode())

    def sees(self, words: str) -> bool:
        """Whether the screen has shown `words` by now."""
        while select.select([self.hand], [], [], 0)[0]:
            try:
                self.shown += os.read(self.hand, 4096).decode()
            except OSError:  # all the programs that could write here have ended
                break
        return words in self.shown

    def waits_for(self, words: str) -> None:
        """Until the screen shows `words`."""
        until(lambda: self.sees(words), what=f"{words!r} on the screen")

    @property
    def mode(self) -> list[object]:
        """How the terminal is set."""
        return termios.tcgetattr(self.screen)


def own(screen: int) -> None:
    """Make a terminal this process's own, with Ctrl-C as a terminal has it: whoever runs the tests may ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(screen, termios.TIOCSCTTY, 0)


@contextmanager
def at_a_terminal() -> Iterator[Person]:
    """A terminal of its own with the program in its foreground."""
    hand, screen = pty.openpty()
    before = termios.tcgetattr(screen)
    process = subprocess.Popen(
        [sys.executable, PROGRAM, PLENTY],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env=ENVIRONMENT,
        preexec_fn=lambda: own(screen),  # noqa: PLW1509  no thread runs in the test
    )
    person = Person(hand, screen, process)
    try:
        person.waits_for("_Terminal")
        assert not person.mode[3] & (termios.ICANON | termios.ECHO)  # type: ignore[operator]  # a terminal's flags are numbers
        yield person
        assert process.wait(10) is not None
        assert person.mode == before, "the terminal is as it was"
    finally:
        process.kill()
        process.wait()
        os.close(hand)
        os.close(screen)


def test_keys_are_commands_and_are_not_shown() -> None:
    with at_a_terminal() as person:
        person.type(" ")
        person.waits_for("play_pause")
        person.type("\x1b[C")
        person.waits_for("next")
        person.type("\x1bOD")
        person.waits_for("back")
        person.type("Rt+q")
        person.waits_for("more_rest")
        person.type("\r")
        person.waits_for("ready")
        person.type("\x1b[15~\x1b[1;5Cx")  # F5 and Ctrl-right mean nothing
        person.type("\x1b")
        assert person.process.wait(10) == 0
        person.waits_for("stop")
    assert person.shown.split() == (
        ["_Terminal", "play_pause", "next", "back", "repeat", "time_left", "more_rest", "ready", "stop"]
    )


def test_a_breaking_program_gives_the_terminal_back() -> None:
    with at_a_terminal() as person:
        person.type("m")
        person.waits_for("ZeroDivisionError")
        assert person.process.wait(10) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_asked_to_end_gives_the_terminal_back(number: signal.Signals) -> None:
    with at_a_terminal() as person:
        person.process.send_signal(number)
        assert person.process.wait(10) == 128 + number


def test_control_c_ends_it_and_gives_the_terminal_back() -> None:
    with at_a_terminal() as person:
        person.type("\x03")
        person.waits_for("KeyboardInterrupt")
        assert person.process.wait(10) == -signal.SIGINT


def test_after_a_break_keys_work_again() -> None:
    with at_a_terminal() as person:
        person.process.send_signal(signal.SIGSTOP)
        until(lambda: os.waitid(os.P_PID, person.process.pid, os.WSTOPPED | os.WNOHANG), what="the program to stop")
        cooked = person.mode
        cooked[3] |= termios.ICANON | termios.ECHO  # type: ignore[operator]  # as a shell does
        termios.tcsetattr(person.screen, termios.TCSANOW, cooked)  # type: ignore[arg-type]  # a terminal's attributes, as they were read
        person.process.send_signal(signal.SIGCONT)
        until(lambda: not person.mode[3] & termios.ICANON, what="keys one by one")  # type: ignore[operator]  # a terminal's flags are numbers
        person.type(" \x1b")
        person.waits_for("stop")


def test_a_terminal_that_goes_away_does_not_stop_the_session() -> None:
    hand, screen = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + KEEPS_READING],
        stdin=screen,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=lambda: own(screen),  # noqa: PLW1509  no thread runs in the test
    )
    os.close(screen)
    assert process.stdout
    assert process.stdout.readline() == b"reads\n"
    os.close(hand)
    out, _ = process.communicate(timeout=10)
    assert out == b"[]\n"
    assert process.returncode == 0


KEEPS_READING = """
from hipgui.terminal import _terminal
with _terminal() as keys:
    print("reads", flush=True)
    found = [keys.pressed(0.05) for _ in range(8)]
    print(sum(found, []), flush=True)
"""


@pytest.mark.parametrize("source", [subprocess.DEVNULL, subprocess.PIPE], ids=["nothing", "pipe"])
def test_without_a_terminal_time_passes_and_no_key_comes(source: int) -> None:
    started_s = time.monotonic()
    done = subprocess.Popen([sys.executable, PROGRAM, "4"], stdin=source, stdout=subprocess.PIPE, env=ENVIRONMENT)
    assert done.communicate(b" \x1b" if source == subprocess.PIPE else None, timeout=10)[0] == b"NoKeys\n"
    assert done.returncode == 0
    assert time.monotonic() - started_s >= 4 * 0.05


def test_in_the_background_the_terminal_is_left_alone() -> None:
    hand, screen = pty.openpty()
    before = termios.tcgetattr(screen)
    with subprocess.Popen(
        [sys.executable, PROGRAM, "1"], stdin=screen, stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as done:
        assert done.communicate(timeout=10)[0] == b"NoKeys\n"
    assert termios.tcgetattr(screen) == before
    os.close(hand)
    os.close(screen)


@given(st.text())
def test_no_typing_is_misread_as_more_keys_than_it_has(typed: str) -> None:
    assert len(names(typed)) <= len(typed)


@given(st.lists(st.sampled_from([*" \r+rtmhds", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOC", "\x1bOD"])))
def test_keys_pressed_fast_are_told_apart(pressed: list[str]) -> None:
    one_by_one = [name for key in pressed for name in names(key)]
    assert names("".join(pressed)) == one_by_one
    assert all(name in KEYS for name in one_by_one)
