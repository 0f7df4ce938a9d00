"""The rules of the house as tests: who may know whom, and which door leads outside (docs/ARCHITECTURE.md).

Every import statement counts, wherever it stands: inside a function and for type checking too.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[1] / "src"

ANYTHING = frozenset({"*"})
MAY_KNOW: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "__main__": frozenset({"cli"}),
    "cli": ANYTHING,
    "wiring": ANYTHING,
    "core": frozenset(),
    "figure": frozenset(),
    "files": frozenset(),
    "player": frozenset({"core"}),
    "content": frozenset({"core", "figure", "files"}),
    "sound": frozenset({"core", "files"}),
    "journal": frozenset({"core", "files"}),
    "listen": frozenset({"core"}),
    "desktop": frozenset({"core"}),
    "settings": frozenset({"core", "figure", "files"}),
    "kept": frozenset({"settings"}),
    "terminal": frozenset(),
    "headless": frozenset({"core", "export", "player"}),
    "doctor": frozenset(),
    "paint": frozenset({"figure"}),
    "export": frozenset({"core", "figure", "files", "sound", "paint"}),
    "ui": frozenset({"core", "figure", "files", "paint", "settings", "player"}),
}
"""Which rooms each room may import, besides itself."""

DOORS = {
    "PySide6.QtWidgets": {"ui"},
    "PySide6.QtSvgWidgets": {"ui"},
    "PySide6.QtGui": {"ui", "paint"},
    "PySide6.QtDBus": {"desktop"},
    "jeepney": {"desktop"},
    "wakepy": {"desktop"},
    "pyttsx3": {"sound"},
    "espeakng_loader": {"sound"},
    "miniaudio": {"sound", "listen"},
    "sqlite3": {"journal"},
}
"""Which rooms may import each of these; nobody else may."""

PURE = {
    *("__future__", "abc", "bisect", "collections", "contextlib", "dataclasses", "datetime", "enum", "fractions"),
    *("functools", "hashlib", "heapq", "itertools", "math", "operator", "random", "re", "statistics", "string"),
    *("types", "typing"),
}
"""The parts of the standard library that core may use: no clock, no thread, no file, no process."""

OFFLINE = {
    "asyncio",
    "ftplib",
    "http",
    "requests",
    "smtplib",
    "socketserver",
    "ssl",
    "urllib",
    "xmlrpc",
    "PySide6.QtWebSockets",
}
"""What would reach out into a network; no room needs it. (A local socket is opened with `socket` or QLocalServer.)"""


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by dotted name."""
    found = {}
    for path in sorted((SOURCES / "hipgui").rglob("*.py")):
        parts = path.relative_to(SOURCES).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """Dotted names of what a module imports: our own down to the module, others as they are written."""
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            names.update(member(base, alias.name) for alias in node.names)
    return frozenset(names)


def member(base: str, name: str) -> str:
    """What `from base import name` depends on: a module of that name if there is one, else `base`."""
    full = f"{base}.{name}"
    a_module = any(reaches(module, full) for module in modules())
    return full if a_module or base == "PySide6" else base


def ours(names: frozenset[str]) -> set[str]:
    """Those that are modules of this package."""
    return {name for name in names if name == "hipgui" or name.startswith("hipgui.")}


def room(module: str) -> str:
    """The room a module lives in: the first name below the package."""
    return module.split(".")[1] if "." in module else "__init__"


def in_room(name: str) -> list[str]:
    """The modules of one room."""
    return [module for module in modules() if room(module) == name]


ROOMS = sorted({room(module) for module in modules()})


def reaches(name: str, door: str) -> bool:
    """Whether importing `name` is importing `door` or a part of it."""
    return name == door or name.startswith(f"{door}.")


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_knows_only_the_rooms_it_may(name: str) -> None:
    assert name in MAY_KNOW, f"{name} is a new room: say in docs/ARCHITECTURE.md and here whom it may know"
    allowed = MAY_KNOW[name] | {name, "__init__"}
    wrong = [
        f"{module} imports {target}"
        for module in in_room(name)
        for target in sorted(ours(imports(module)))
        if room(target) not in allowed and MAY_KNOW[name] is not ANYTHING
    ]
    assert not wrong


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_uses_only_its_own_doors(name: str) -> None:
    wrong = [
        f"{module} imports {target}"
        for module in in_room(name)
        for target in sorted(imports(module))
        for door, rooms in DOORS.items()
        if reaches(target, door) and name not in rooms
    ]
    assert not wrong


@pytest.mark.parametrize("module", in_room("core"))
def test_core_is_pure(module: str) -> None:
    outside = {name for name in imports(module) - ours(imports(module)) if name.split(".")[0] not in PURE}
    assert not outside


@pytest.mark.parametrize("module", in_room("figure"))
def test_the_figure_is_numbers_only(module: str) -> None:
    outside = {name for name in imports(module) - ours(imports(module)) if name.split(".")[0] not in PURE | {"numpy"}}
    assert not outside


@pytest.mark.parametrize("module", in_room("player"))
def test_the_player_reads_no_clock_and_owns_no_thread(module: str) -> None:
    outside = {name for name in imports(module) - ours(imports(module)) if name.split(".")[0] not in PURE}
    assert not outside


@pytest.mark.parametrize("module", in_room("content"))
def test_content_takes_from_the_figure_only_what_is_plain_data(module: str) -> None:
    for target in ours(imports(module)):
        if room(target) == "figure":
            needed = everything_behind(target)
            heavy = {name for name in needed - ours(needed) if name.split(".")[0] not in PURE}
            assert not heavy, f"{target} computes; poses are described with what needs no numpy"


def everything_behind(module: str) -> frozenset[str]:
    """What a module imports, and what those of our own import in turn."""
    seen: set[str] = set()
    waiting = {module}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if name in modules():
            waiting |= imports(name) - seen
    return frozenset(seen)


def test_only_wiring_and_the_command_line_know_the_window() -> None:
    knowing = {room(module) for module in modules() if any(room(target) == "ui" for target in ours(imports(module)))}
    assert knowing <= {"ui", "wiring", "cli"}


@pytest.mark.parametrize("module", modules())
def test_nothing_reaches_into_a_network(module: str) -> None:
    assert not [name for name in imports(module) if any(reaches(name, door) for door in OFFLINE)]


@pytest.mark.parametrize("module", modules())
def test_outside_packages_are_declared(module: str) -> None:
    declared = {
        "PySide6",
        "shiboken6",
        "espeakng_loader",
        "miniaudio",
        "msgspec",
        "numpy",
        "platformdirs",
        "pyttsx3",
        "tomli",
        "tomlkit",
    }
    tops = {name.split(".")[0] for name in imports(module) - ours(imports(module))}
    assert tops <= declared | sys.stdlib_module_names


def test_no_import_goes_in_a_circle() -> None:
    graph = {module: ours(imports(module)) - {module} for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])), pytrace=False)
