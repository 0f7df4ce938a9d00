"""Whether the session bus can be reached: what keep-awake and the desktop's media keys go through."""

from __future__ import annotations

import re
import socket
import sys
from typing import TYPE_CHECKING

from hipgui.desktop.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE_S = 1.0
NOTHING_LOST = "Sessions run without it; only media keys and keeping the screen awake need it."


def probe(environment: Mapping[str, str], platform: str = sys.platform) -> Finding:
    """Whether a session bus answers, and which one."""
    if platform in {"win32", "darwin"}:
        return Finding(ok=True, found="not used on this system")
    tried = list(local_addresses(environment))
    for address in tried:
        if connects(address):
            return Finding(ok=True, found=shown(address))
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named and not tried:
        remedy = f"Hipgui opens no network connection. {NOTHING_LOST}"
        return Finding(ok=False, found=f"{named} is not on this machine", remedy=remedy)
    found = f"nobody answers at {', '.join(map(shown, tried))}" if tried else "DBUS_SESSION_BUS_ADDRESS is not set"
    return Finding(ok=False, found=found, remedy=f"Log in to a desktop session. {NOTHING_LOST}")


def local_addresses(environment: Mapping[str, str]) -> Iterator[str]:
    """Unix sockets of the session bus, as `socket` takes them: those named, else the usual place."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    for entry in named.split(";"):
        transport, _, rest = entry.partition(":")
        values = dict(pair.partition("=")[::2] for pair in rest.split(","))
        if transport == "unix" and "path" in values:
            yield _unescaped(values["path"])
        elif transport == "unix" and "abstract" in values:
            yield f"\0{_unescaped(values['abstract'])}"
    if not named and environment.get("XDG_RUNTIME_DIR"):
        yield f"{environment['XDG_RUNTIME_DIR']}/bus"


def connects(address: str) -> bool:
    """Whether somebody listens at a Unix socket."""
    with socket.socket(socket.AF_UNIX) as probing:
        probing.settimeout(PATIENCE_S)
        try:
            probing.connect(address)
        except (OSError, ValueError):  # nobody there, or a path longer than a socket's may be
            return False
        return True


def shown(address: str) -> str:
    """An address as people write it: "@" for an abstract one."""
    return address.replace("\0", "@", 1)


def _unescaped(text: str) -> str:
    """The D-Bus specification's way to write bytes of an address: %20 for a space."""
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())
    return raw.decode(errors="surrogateescape")
