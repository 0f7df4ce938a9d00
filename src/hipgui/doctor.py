"""Tells what works on this machine and what to do about the rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Probe: TypeAlias = Callable[[], tuple[bool, str, str]]

NAMES = ("voice", "sound device", "display", "session bus", "folders", "content")
"""The checks in the order in which they are shown; part of the JSON contract."""
NEEDED = frozenset({"voice", "sound device", "folders", "content"})
"""Without one of these no spoken session can run; a session without a window or a bus can."""


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the machine: whether it works, what was found, and what to do if it does not ("" if it does)."""

    name: str
    ok: bool
    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Examination:
    """All checks."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether a spoken session can run here."""
        return all(check.ok for check in self.checks if check.name in NEEDED)

    def as_json(self) -> dict[str, Any]:
        """`{ok, checks: [{name, ok, found, remedy}]}`."""
        return {"ok": self.ok, "checks": [asdict(check) for check in self.checks]}

    def lines(self) -> list[str]:
        """For people: a line each, a remedy below, and what it comes to."""
        width = max(map(len, NAMES))
        told = []
        for check in self.checks:
            told.append(f"{'works' if check.ok else 'missing':8} {check.name:{width}}  {check.found}")
            if check.remedy:
                told.append(f"{'':8} {'':{width}}  {check.remedy}")
        return [*told, "", "A spoken session can run here." if self.ok else "A spoken session can't run here yet."]


def examine(probes: Mapping[str, Probe]) -> Examination:
    """Run every probe; `probes` holds one for each of `NAMES`, answering (works, found, remedy). Raises KeyError."""
    return Examination(tuple(_check(name, probes[name]) for name in NAMES))


def _check(name: str, probe: Probe) -> Check:
    try:
        ok, found, remedy = probe()
    except Exception as error:  # noqa: BLE001  whatever is broken in one part, the others are told
        found = f"looking at it failed ({type(error).__name__}: {error})"
        return Check(name, ok=False, found=found, remedy="Please report this.")
    return Check(name, ok=ok, found=found, remedy="" if ok else remedy)
