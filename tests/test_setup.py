"""From a fresh clone to a program that starts: the script at the top, and what its locks protect from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import hipgui

ROOT = Path(__file__).resolve().parents[1]
PIP_CACHE = Path(
    os.environ.get("PIP_CACHE_DIR", Path.home() / ".cache" / "pip")
)  # the person's, read before tests move


def dev(*arguments: str, at: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py as a person would, with what it says."""
    env = {**os.environ, "PIP_CACHE_DIR": str(PIP_CACHE), **environment}
    command = [sys.executable, "dev.py", *arguments]
    return subprocess.run(command, cwd=at, env=env, capture_output=True, text=True, check=False)


# What it says before it does anything


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_tells_the_three_commands(flag: str) -> None:
    done = dev(flag)
    assert done.returncode == 0
    assert all(f"dev.py {command}" in done.stdout for command in ("setup", "run", "test"))


@pytest.mark.parametrize("arguments", [[], ["jump"], ["setup", "now"], ["--version"]], ids=" ".join)
def test_wrong_arguments_are_one_line_and_exit_2(arguments: list[str]) -> None:
    done = dev(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "setup" in done.stderr


def test_without_apt_it_names_what_is_missing(tmp_path: Path) -> None:
    done = dev("test", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "Xvfb" in done.stderr
    assert "pulseaudio" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_apt_that_cannot_help_ends_in_plain_words(tmp_path: Path) -> None:
    for name, body in {
        "env": 'while case $1 in *=*) ;; *) exit 9;; esac; do shift; done; "$@"',
        "apt-get": "exit 100",
    }.items():
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o755)
    done = dev("test", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "missing on this system:" in done.stdout
    assert "xvfb" in done.stderr  # as root: what apt-get did not bring; else: the line to type
    assert "Traceback" not in done.stderr


# A fresh clone


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A fresh clone in which the README's test command has been given, and what that said."""
    place = tmp_path_factory.mktemp("fresh") / "hipgui"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place)], check=True)
    done = dev("test", "tests/test_packaging.py", at=place)
    assert done.returncode == 0, done.stdout + done.stderr
    return place, done.stdout


@pytest.mark.timeout(600)  # whoever comes first waits for the clone's packages
def test_a_fresh_clone_tests_itself(clone: tuple[Path, str]) -> None:
    _, said = clone
    assert "making .venv" in said
    assert " passed in " in said.splitlines()[-1]


@pytest.mark.timeout(600)
def test_a_fresh_clone_runs_what_was_cloned(clone: tuple[Path, str]) -> None:
    place, _ = clone
    done = dev("run", "--version", at=place)
    assert (done.returncode, done.stdout.strip()) == (0, f"hipgui {hipgui.__version__}")
    assert (place / "src" / "hipgui" / "resources.rcc").exists()


@pytest.mark.timeout(600)
def test_setting_up_again_has_nothing_left_to_do(clone: tuple[Path, str]) -> None:
    place, _ = clone
    done = dev("setup", at=place)
    assert done.stdout.splitlines() == ["dev.py: ready; start with: python3 dev.py run"]


@pytest.mark.timeout(600)
def test_what_has_changed_is_installed_again(clone: tuple[Path, str]) -> None:
    place, _ = clone
    drawing = place / "assets" / "icons" / "x.svg"
    drawing.write_bytes(drawing.read_bytes().replace(b"</svg>", b"<!-- another --></svg>"))
    said = dev("setup", at=place).stdout
    assert "installing Hipgui from this folder" in said
    assert "installing the packages" not in said
    assert b"<!-- another -->" in (place / "src" / "hipgui" / "resources.rcc").read_bytes()


@pytest.mark.timeout(600)
def test_without_arguments_it_checks_all_and_names_what_failed(clone: tuple[Path, str]) -> None:
    place, _ = clone
    dev("test", "--version", at=place)  # nothing is left to be set up
    python = place / ".venv" / "bin" / "python"
    kept = python.rename(python.with_name("kept"))
    python.write_text('#!/bin/sh\necho "ran $*"\n[ "$2" != mypy ]\n', encoding="utf-8")
    python.chmod(0o755)
    done = dev("test", at=place)
    kept.replace(python)
    ran = [line.removeprefix("ran -m ") for line in done.stdout.splitlines() if line.startswith("ran ")]
    assert ran[:2] == ["ruff check", "ruff format --check"]
    assert ran[3] == "mypy"
    assert ran[2].removeprefix("pytest -q -m ").startswith("timed ")
    assert ran[4].removeprefix("pytest -q -m ").startswith("not timed ")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "dev.py: failed: mypy"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("alone", [0, 1])
def test_what_failed_beside_the_rest_is_measured_once_more_alone(clone: tuple[Path, str], alone: int) -> None:
    place, _ = clone
    dev("test", "--version", at=place)
    python = place / ".venv" / "bin" / "python"
    kept = python.rename(python.with_name("kept"))
    script = f'case "$*" in *last-failed*) exit {alone};; *"-m timed"*) exit 1;; esac'
    python.write_text(f'#!/bin/sh\necho "ran $*"\n{script}\n', encoding="utf-8")
    python.chmod(0o755)
    done = dev("test", at=place)
    kept.replace(python)
    assert "--last-failed" in [line for line in done.stdout.splitlines() if line.startswith("ran ")][-1]
    assert done.returncode == alone


# What the locks protect from


def test_qt_gives_back_every_none_it_borrows() -> None:
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    # PySide6 6.12.0 on Python 3.11 ends 500 lower here, and a window that paints dies within seconds.
    assert abs(sys.getrefcount(None) - before) < 100
