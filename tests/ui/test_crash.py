from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.ui.crash import LOG_BYTES, LOGGED, LOGS_KEPT, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.rigs import Screen

PROGRAM = Path(__file__).with_name("crash_program.py")
TOLD = (
    "labels Something in Hipgui broke, so it has to close. | Your sets and settings are saved. "
    "You can start it again right away. | These details help to mend it. They are also in "
)


def run(way: str, folder: Path, environment: Mapping[str, str] = os.environ) -> subprocess.CompletedProcess[str]:
    """The program that breaks in one way, run to its end."""
    return subprocess.run(
        [sys.executable, PROGRAM, way, folder],
        check=False,
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("way", ["slot", "paint", "thread", "start", "repeatedly"])
def test_wherever_it_breaks_all_is_saved_shown_and_ended(way: str, tmp_path: Path, xvfb: Screen) -> None:
    done = run(way, tmp_path, xvfb.env)
    assert done.stdout.splitlines() == [
        "sets saved",
        "settings saved",
        "visible ['CrashDialog']",
        f"{TOLD}{tmp_path}/hipgui.log",
        "copied True ZeroDivisionError: the sets of nobody",
    ]
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    log = (tmp_path / "hipgui.log").read_text()
    assert "CRITICAL hipgui: Hipgui 0" in log
    assert log.count("ZeroDivisionError: the sets of nobody") >= (5 if way == "repeatedly" else 1)


def test_what_could_not_be_saved_is_named(tmp_path: Path) -> None:
    done = run("unsaved", tmp_path)
    assert "Not everything could be saved: your settings (OSError: [Errno 28] No space left on device)." in done.stdout
    assert done.returncode == 1


def test_without_a_place_for_the_log_the_crash_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("slot", tmp_path / "file")
    assert "visible ['CrashDialog']" in done.stdout
    assert "They are also in" not in done.stdout
    assert done.returncode == 1


def test_a_person_who_interrupts_gets_no_dialog(tmp_path: Path) -> None:
    done = run("interrupt", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_all_well_leaves_no_trace(tmp_path: Path) -> None:
    done = run("well", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "fault.log").read_text() == ""
    assert not (tmp_path / "hipgui.log").exists()


def test_the_log_stays_small(tmp_path: Path) -> None:
    for turn in range(LOGS_KEPT + 2):
        (tmp_path / "hipgui.log").write_text("x" * (LOG_BYTES - 100))
        run("slot", tmp_path)
        assert len(list(tmp_path.glob("hipgui.log*"))) == min(turn + 2, LOGS_KEPT + 1)
    assert all(path.stat().st_size <= LOG_BYTES for path in tmp_path.glob("hipgui.log*"))


def test_what_breaks_again_and_again_leaves_the_first_in_the_log(tmp_path: Path) -> None:
    run("repeatedly", tmp_path)
    told = (tmp_path / "hipgui.log").read_text(encoding="utf-8")
    assert told.count("ZeroDivisionError: ") == LOGGED


def test_details_do_not_name_the_person(own_places: Path) -> None:
    told = report(FileNotFoundError(2, "No such file", str(own_places / "secret.toml")))
    assert "'~/secret.toml'" in told
    assert str(own_places) not in told
    assert "PySide6 6" in told
