"""Whether a window can be shown here, found out without Qt.

Qt ends the whole process where it can't open a display, with a line that misleads. So this asks beforehand what Qt will
ask: is there a Wayland or X server, does it let us in, and are the system's libraries there that Qt's plugin needs?
"""

from __future__ import annotations

import ctypes
import re
import socket
import struct
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.desktop.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PATIENCE_S = 2.0
UNSEEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})
"""Qt platforms that need no display."""
SERVERS = ("wayland", "xcb")
"""What the names of Qt platforms begin with that need a display server; others draw on the screen themselves."""
START = "Start Hipgui from a desktop session, or use `hipgui play --no-window`."
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Debian's packages of what Qt's platform plugins are linked against."""


def missing_library(plugin: str) -> str:
    """The first library that Qt's platform plugin does not find on this system, "" if it finds all."""
    package = find_spec("PySide6")
    if package is None or package.origin is None:
        return ""
    return missing_behind(Path(package.origin).parent / "Qt" / "plugins" / "platforms" / f"libq{plugin}.so")


def missing_behind(library: Path) -> str:
    """The first library that loading `library` does not find; "" if it finds all, or has another trouble."""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        name = re.match(r"(lib[^\s:/]+\.so[\w.]*): cannot open", str(error))
        return name[1] if name else ""
    return ""


def probe(
    environment: Mapping[str, str],
    platform: str = sys.platform,
    missing: Callable[[str], str] = missing_library,
) -> Finding:
    """Whether Qt would get a window up with these environment variables on this platform.

    `missing` names a library that Qt's plugin ("xcb", "wayland") lacks, "" for none.
    """
    forced = environment.get("QT_QPA_PLATFORM", "")
    wanted = [name.partition(":")[0] for name in forced.split(";") if name]
    if wanted and wanted[0] in UNSEEN:
        return Finding(ok=True, found=f"drawing without a screen (QT_QPA_PLATFORM={forced})")
    if wanted and not wanted[0].startswith(SERVERS):
        return Finding(ok=True, found=f"as QT_QPA_PLATFORM={forced} says")
    if platform in {"win32", "darwin"}:
        return Finding(ok=True, found="the system's own")
    findings = []
    for plugin, ask in (("wayland", _wayland), ("xcb", _x11)):
        if wanted and not any(name.startswith(plugin) for name in wanted):
            continue
        if (finding := ask(environment)) is not None:
            if finding.ok:
                finding = _with_libraries(finding, missing(plugin))
            if finding.ok:
                return finding
            findings.append(finding)
    if findings:
        return findings[-1]
    return Finding(ok=False, found="no display (neither WAYLAND_DISPLAY nor DISPLAY is set)", remedy=START)


def _with_libraries(finding: Finding, missing: str) -> Finding:
    if not missing:
        return finding
    package = PACKAGES.get(missing)
    remedy = f"Install {missing}" + (f" (Debian, Ubuntu: sudo apt-get install {package})." if package else ".")
    return Finding(ok=False, found=f"{finding.found}, but {missing} is missing", remedy=remedy)


def _wayland(environment: Mapping[str, str]) -> Finding | None:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return None
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as server:
        server.settimeout(PATIENCE_S)
        try:
            server.connect(str(path))
        except OSError as error:
            return Finding(ok=False, found=f"Wayland at {path} does not answer ({_reason(error)})", remedy=START)
    return Finding(ok=True, found=f"Wayland at {path}")


def _x11(environment: Mapping[str, str]) -> Finding | None:
    display = environment.get("DISPLAY", "")
    if not display:
        return None
    parts = re.fullmatch(r"(?P<host>.*?):(?P<number>\d+)(\.\d+)?", display)
    if parts is None:
        return Finding(ok=False, found=f"DISPLAY={display} is no display", remedy='A display is written ":0".')
    host, number = parts["host"], parts["number"]
    if host and not host.startswith("/") and host not in {"unix", socket.gethostname()}:
        return Finding(ok=True, found=f"X at {display}, over the network and therefore not tried")
    path = host if host.startswith("/") else f"/tmp/.X11-unix/X{number}"  # noqa: S108  where X servers listen
    refusal = "nobody listens"
    for address in (f"\0{path}", path) if sys.platform == "linux" else (path,):
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.settimeout(PATIENCE_S)
                server.connect(address)
                refusal = _greet(server, _cookie(environment, number))
        except OSError as error:
            refusal = _reason(error)
            continue
        if not refusal:
            return Finding(ok=True, found=f"X at {display}")
        break
    return Finding(ok=False, found=f"X at {display} does not let us in ({refusal})", remedy=START)


def _greet(server: socket.socket, cookie: tuple[bytes, bytes]) -> str:
    """Open an X11 connection as far as its first answer: the server's reason against it, "" where it agrees."""
    name, secret = cookie
    hello = struct.pack("<BxHHHH2x", ord("l"), 11, 0, len(name), len(secret))
    server.sendall(hello + b"".join(part + bytes(-len(part) % 4) for part in (name, secret)))
    answer = server.recv(8)
    if answer[:1] == b"\x01":
        return ""
    reason = server.recv(answer[1]) if len(answer) > 1 else b""
    return reason.decode("latin-1").strip() or "no reason given"


def _cookie(environment: Mapping[str, str], number: str) -> tuple[bytes, bytes]:
    """Name and data of what X is shown to let us in; both empty where this person has none for the display."""
    path = Path(environment.get("XAUTHORITY") or Path(environment.get("HOME", ""), ".Xauthority"))
    with suppress(OSError, struct.error):
        for host, display, name, secret in _entries(path.read_bytes()):
            ours = host in {b"", socket.gethostname().encode()}
            if ours and display in {b"", number.encode()} and name == b"MIT-MAGIC-COOKIE-1":
                return name, secret
    return b"", b""


def _entries(data: bytes) -> Iterator[tuple[bytes, ...]]:
    """Address, display, name and data of each entry of an Xauthority file; raises struct.error where it is cut off."""
    at = 0
    while at < len(data):
        at += 2  # the address's family
        fields = []
        for _ in range(4):
            (length,) = struct.unpack_from(">H", data, at)
            fields.append(data[at + 2 : at + 2 + length])
            at += 2 + length
        yield tuple(fields)


def _reason(error: OSError) -> str:
    return error.strerror or "no answer"
