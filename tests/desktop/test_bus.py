from __future__ import annotations

import socket
import subprocess
from typing import TYPE_CHECKING

from hipgui.desktop import bus

if TYPE_CHECKING:
    from pathlib import Path


def test_a_real_session_bus_is_found(own_places: Path) -> None:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:dir={own_places / 'run'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            assert daemon.stdout
            address = daemon.stdout.readline().strip()
            ok, found, remedy = bus.probe({"DBUS_SESSION_BUS_ADDRESS": address})
        finally:
            daemon.terminate()
    assert (ok, remedy) == (True, "")
    assert found in address


def test_a_dead_address_is_told_with_what_it_costs(own_places: Path) -> None:
    path = own_places / "run" / "bus"
    with socket.socket(socket.AF_UNIX) as abandoned:
        abandoned.bind(str(path))
    assert bus.probe({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path}"}) == (
        False,
        f"nobody answers at {path}",
        "Log in to a desktop session. Sessions run without it; only media keys and keeping the screen awake need it.",
    )


def test_without_an_address_the_usual_place_is_tried(own_places: Path) -> None:
    run = own_places / "run"
    assert bus.probe({"XDG_RUNTIME_DIR": str(run)}).found == f"nobody answers at {run}/bus"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(run / "bus"))
        server.listen()
        assert bus.probe({"XDG_RUNTIME_DIR": str(run)}) == (True, f"{run}/bus", "")
    assert bus.probe({}).found == "DBUS_SESSION_BUS_ADDRESS is not set"


def test_the_first_address_that_answers_is_taken(own_places: Path) -> None:
    path = own_places / "run" / "my bus"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        address = f"unix:abstract=/nobody,guid=1;tcp:host=far,port=1;unix:path={str(path).replace(' ', '%20')},guid=2"
        assert bus.probe({"DBUS_SESSION_BUS_ADDRESS": address}) == (True, str(path), "")


def test_an_abstract_socket_is_written_with_an_at_sign() -> None:
    assert bus.probe({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/hipgui/nobody"}).found == (
        "nobody answers at @/hipgui/nobody"
    )


def test_no_network_is_used_to_look_for_a_bus() -> None:
    ok, found, remedy = bus.probe({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"})
    assert not ok
    assert "is not on this machine" in found
    assert "opens no network connection" in remedy


def test_a_path_too_long_for_a_socket_is_no_bus() -> None:
    assert not bus.probe({"DBUS_SESSION_BUS_ADDRESS": f"unix:path=/{'x' * 200}"}).ok


def test_systems_without_a_bus_miss_nothing() -> None:
    assert bus.probe({}, "darwin").ok
    assert bus.probe({}, "win32").ok
