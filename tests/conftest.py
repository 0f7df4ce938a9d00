"""The ground every test stands on: offscreen Qt, folders of its own, no network, nothing left behind."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

GRACE_S = 3.0  # for what a test has asked to stop and did not wait for
BORROWED = {"own_pulse", "pulse", "xvfb"}
homes = itertools.count()
HELPERS = (b"resource_tracker",)  # Python's own, started once and kept on purpose


def refuse_network(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: Hipgui is offline, so a test that opens an internet socket is wrong or has found a bug."""
    if event == "socket.__new__" and args[1] in {socket.AF_INET, socket.AF_INET6}:
        raise RuntimeError("a test opened an internet socket")


sys.addaudithook(refuse_network)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What borrows Linux's sound server or X is marked as timed.

    Off Linux it is left out; the count is in pytest's closing line.
    """
    borrowing = [item for item in items if BORROWED & set(getattr(item, "fixturenames", ()))]
    for item in borrowing:
        item.add_marker(pytest.mark.timed)
    if sys.platform != "linux":
        config.hook.pytest_deselected(items=borrowing)
        items[:] = [item for item in items if item not in borrowing]


def pytest_collection_finish() -> None:
    """Take what is loaded by now out of the collector's way: a collection then looks at one test's things only."""
    gc.collect()
    gc.freeze()
    gc.disable()  # see collecting_here


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test, and no way to the person's desktop, bus or sound server; the home."""
    home = tmp_path_factory.getbasetemp() / f"home{next(homes)}"  # mktemp would read through all earlier ones each time
    runtime = home / "run"
    runtime.mkdir(mode=0o700, parents=True)
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "localappdata",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_RUNTIME_DIR": runtime,
        "XDG_STATE_HOME": home / ".local/state",
    }
    for name, place in places.items():
        monkeypatch.setenv(name, str(place))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{runtime}/no-sound-server")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={runtime}/no-bus")
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return home


@pytest.fixture(autouse=True)
def collecting_here() -> None:
    """Garbage is collected before a test, in its thread: whoever allocates must not end another test's widgets."""
    from hipgui.ui.garbage import collect_if_due

    collect_if_due()


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a child process, a running timer or an unexpected warning in the log."""
    threads = set(threading.enumerate())
    children = set(child_processes())
    log = WarningLog()
    logging.getLogger().addHandler(log)
    yield
    logging.getLogger().removeHandler(log)
    if "caplog" not in request.fixturenames:  # a test that looks at the log decides itself what belongs there
        assert not log.lines, "unexpected in the log"
    try:
        rigs.until(lambda: not leftovers(threads, children), what="threads and processes to end", patience_s=GRACE_S)
    except TimeoutError:
        pytest.fail(f"left behind: {', '.join(leftovers(threads, children))}", pytrace=False)
    if "qapp" in request.fixturenames:
        timers = stopped_timers()
        assert not timers, "timers left running"


class WarningLog(logging.Handler):
    """Keeps what is logged at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def leftovers(threads: set[threading.Thread], children: set[int]) -> list[str]:
    """Names of threads and command lines of children that are there now and were not before."""
    names = [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads]
    for pid, command in child_processes().items():
        if pid not in children | rigs.lasting and not any(helper in command for helper in HELPERS):
            names.append(
                f"process {pid} {command.replace(bytes(1), b' ').decode(errors='replace') or '(not waited for)'}"
            )
    return names


def child_processes() -> dict[int, bytes]:
    """Children of this process by id, zombies with an empty command line; on systems without /proc, none."""
    found: dict[int, bytes] = {}
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            pids = task.read_text().split()
        except OSError:  # that thread ended meanwhile
            continue
        for pid in pids:
            try:
                found[int(pid)] = Path("/proc", pid, "cmdline").read_bytes()
            except OSError:  # ended and reaped meanwhile
                continue
    return found


def stopped_timers() -> list[str]:
    """Stop every QTimer known to Python that still runs, lest another test is blamed for it; which they were."""
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and isValid(thing) and thing.isActive()]
    for timer in timers:
        timer.stop()
    return [f"{timer!r} every {timer.interval()} ms, child of {timer.parent()!r}" for timer in timers]


@pytest.fixture(scope="session")
def shared_pulse() -> Iterator[rigs.Pulse]:
    """The sound server that tests share; ask for `pulse` instead."""
    with rigs.running_pulse() as pulse:
        yield pulse


@pytest.fixture
def pulse(shared_pulse: rigs.Pulse, own_places: Path, monkeypatch: pytest.MonkeyPatch) -> rigs.Pulse:
    """A PulseAudio server with a null sink, set as PULSE_SERVER; `pulse.recording()` records what it plays."""
    assert own_places.exists()  # it sets PULSE_SERVER too and has to come first
    monkeypatch.setenv("PULSE_SERVER", shared_pulse.server)
    return shared_pulse


@pytest.fixture
def own_pulse(own_places: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[rigs.Pulse]:
    """Like `pulse`, for one test alone, which may unplug its sink or kill it."""
    assert own_places.exists()
    with rigs.running_pulse() as pulse:
        monkeypatch.setenv("PULSE_SERVER", pulse.server)
        yield pulse


@pytest.fixture(scope="session")
def xvfb() -> Iterator[rigs.Screen]:
    """A virtual screen; start programs on it with `env=xvfb.env`."""
    with rigs.running_screen() as screen:
        yield screen
