from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.desktop import display

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.rigs import Screen

START = "Start Hipgui from a desktop session, or use `hipgui play --no-window`."


def what_qt_says(environment: dict[str, str]) -> bool:
    """Whether a real QGuiApplication starts with these variables."""
    program = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    inherited = {name: value for name, value in os.environ.items() if name not in {"QT_QPA_PLATFORM", "DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, env={**inherited, **environment}, capture_output=True
    )
    return done.returncode == 0


def nothing(_plugin: str) -> str:
    """No library is missing."""
    return ""


@contextmanager
def guarded_screen(folder: Path) -> Iterator[tuple[str, Path]]:
    """An X server that lets in only who shows its cookie: the display, and a file with the cookie."""
    keys = folder / "server-keys"
    reads, writes = os.pipe()
    subprocess.run(["xauth", "-q", "-f", keys, "add", ":0", ".", secrets.token_hex(16)], check=True)
    command = ["Xvfb", "-displayfd", str(writes), "-auth", str(keys), "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        try:
            with os.fdopen(reads) as answer:
                number = answer.readline().strip()
            cookie = subprocess.check_output(["xauth", "-f", keys, "list"], text=True).split()[-1]
            mine = folder / "my-keys"
            subprocess.run(["xauth", "-q", "-f", mine, "add", f":{number}", ".", cookie], check=True)
            yield f":{number}", mine
        finally:
            server.terminate()


def test_a_screen_that_works_is_found_by_us_and_by_qt(xvfb: Screen) -> None:
    environment = {"DISPLAY": xvfb.display}
    assert display.probe(environment) == (True, f"X at {xvfb.display}", "")
    assert display.probe({"DISPLAY": f"unix{xvfb.display}.0"}).ok
    assert what_qt_says(environment)


def test_a_dead_display_is_told_before_qt_ends_the_process() -> None:
    environment = {"DISPLAY": ":4711"}
    assert display.probe(environment) == (
        False,
        "X at :4711 does not let us in (No such file or directory)",
        START,
    )
    assert not what_qt_says(environment)


def test_a_server_that_wants_a_cookie_is_asked_as_qt_asks_it(tmp_path: Path) -> None:
    with guarded_screen(tmp_path) as (name, keys):
        invited = {"DISPLAY": name, "XAUTHORITY": str(keys)}
        assert display.probe(invited).ok
        assert what_qt_says(invited)
        stranger = {"DISPLAY": name, "XAUTHORITY": str(tmp_path / "none")}
        ok, found, remedy = display.probe(stranger)
        assert not ok
        assert found.startswith(f"X at {name} does not let us in (Authorization required")
        assert remedy == START
        assert not what_qt_says(stranger)
        (tmp_path / "cut").write_bytes(keys.read_bytes()[:-3] + b"\xff")
        assert not display.probe({"DISPLAY": name, "XAUTHORITY": str(tmp_path / "cut")}).ok


def test_what_is_no_display_is_told() -> None:
    assert display.probe({"DISPLAY": "nonsense"}) == (
        False,
        "DISPLAY=nonsense is no display",
        'A display is written ":0".',
    )
    assert display.probe({}) == (False, "no display (neither WAYLAND_DISPLAY nor DISPLAY is set)", START)


def test_a_display_elsewhere_is_believed_for_no_network_is_used() -> None:
    assert display.probe({"DISPLAY": "localhost:10.0"}) == (
        True,
        "X at localhost:10.0, over the network and therefore not tried",
        "",
    )


def test_platforms_without_a_screen_need_none() -> None:
    for name in ("offscreen", "minimal", "vnc:size=800x600"):
        assert display.probe({"QT_QPA_PLATFORM": name}).ok
    for name in ("eglfs", "linuxfb:fb=/dev/fb1"):
        found = display.probe({"QT_QPA_PLATFORM": name})
        assert (found.ok, found.found) == (True, f"as QT_QPA_PLATFORM={name} says")
    assert display.probe({}, "darwin").ok
    assert display.probe({}, "win32").ok


def test_a_wayland_server_is_found(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
        assert display.probe(environment, missing=nothing) == (True, f"Wayland at {tmp_path}/wayland-7", "")
        assert display.probe({"WAYLAND_DISPLAY": str(tmp_path / "wayland-7")}, missing=nothing).ok
    assert display.probe(environment) == (
        False,
        f"Wayland at {tmp_path}/wayland-7 does not answer (Connection refused)",
        START,
    )


def test_with_a_dead_wayland_x_is_taken(tmp_path: Path, xvfb: Screen) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7", "DISPLAY": xvfb.display}
    assert display.probe(environment).found == f"X at {xvfb.display}"
    assert display.probe({**environment, "QT_QPA_PLATFORM": "wayland-egl;xcb"}).ok
    assert not display.probe({**environment, "QT_QPA_PLATFORM": "wayland"}).ok
    assert not display.probe({**environment, "QT_QPA_PLATFORM": "wayland-egl"}).ok


def test_a_server_that_never_answers_is_not_waited_for_long(tmp_path: Path) -> None:
    path = tmp_path / "mute"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{path}:0")
        server.listen()
        assert not display.probe({"DISPLAY": f"{path}:0"}).ok


def test_a_missing_library_is_named_with_its_package(xvfb: Screen) -> None:
    environment = {"DISPLAY": xvfb.display}
    assert display.probe(environment, missing=lambda _plugin: "libxcb-cursor.so.0") == (
        False,
        f"X at {xvfb.display}, but libxcb-cursor.so.0 is missing",
        "Install libxcb-cursor.so.0 (Debian, Ubuntu: sudo apt-get install libxcb-cursor0).",
    )
    assert display.probe(environment, missing=lambda _plugin: "libnew.so.9").remedy == "Install libnew.so.9."


def test_a_plugin_is_asked_for_what_it_lacks(tmp_path: Path) -> None:
    package = find_spec("PySide6")
    assert package
    assert package.origin
    plugin = Path(package.origin).parent / "Qt/plugins/platforms/libqxcb.so"
    lonely = tmp_path / "libqxcb.so"
    lonely.write_bytes(plugin.read_bytes())  # far from Qt's own libraries, which it looks for beside itself
    program = "import sys; from hipgui.desktop.display import missing_behind\nprint(missing_behind(sys.argv[1]))"
    command = [sys.executable, "-c", program, str(lonely)]  # on its own: here Qt's libraries may be loaded already
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.check_output(command, env=environment, text=True).startswith("libQt6")
    assert display.missing_behind(tmp_path / "none.so") == ""
    assert display.missing_library("xcb") == ""
    assert display.missing_library("no-such-plugin") == ""
