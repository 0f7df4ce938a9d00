"""The command line as a script uses it: names, JSON keys and exit codes are a contract."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from hipgui import __version__
from hipgui.cli import main
from hipgui.desktop import paths
from hipgui.settings import Settings, save

ROUTINES = ("full", "middle", "short", "march", "lift", "lizard")
STEP_KEYS = {"kind", "exercise", "variant", "side", "set", "sets", "reps", "tempo", "ways"} | {
    "start_s",
    "duration_s",
    "props",
}
CUE_KEYS = {"at_s", "length_s", "kind", "role", "text", "step"}
ROLES = {"setup", "warning", "side", "phase", "count", "form", "mark", "countdown", "praise", "ack"}

Told = dict[str, Any]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Told:
    """What a command prints as JSON."""
    assert main([*arguments, "--json"]) == 0
    found: Told = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("routine", ROUTINES)
def test_plan_as_json(routine: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = told(capsys, "plan", routine)
    assert set(plan) == {"routine", "duration_s", "notes", "steps"}
    assert plan["routine"] == routine
    at_s = 0.0
    for step in plan["steps"]:
        assert set(step) == STEP_KEYS
        assert step["kind"] in {"prepare", "reps", "hold", "switch", "rest"}
        assert step["side"] in {"left", "right", None}
        assert step["exercise"] in {"march", "lift", "lizard"} or (step["kind"], step["exercise"]) == ("rest", None)
        assert step["start_s"] == pytest.approx(at_s)
        at_s += step["duration_s"]
        if step["kind"] == "reps":
            assert len(step["tempo"]) == 3
            assert step["ways"] in {1, 2}
            assert step["duration_s"] == pytest.approx(sum(step["tempo"]) * step["ways"] * step["reps"])
        else:
            assert (step["reps"], step["tempo"], step["ways"]) == (None, None, None)
    assert plan["duration_s"] == pytest.approx(at_s)
    sides = [step["duration_s"] for step in plan["steps"] if step["kind"] in {"reps", "hold"}]
    assert sum(sides[::2]) == pytest.approx(sum(sides[1::2]))


def test_plan_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "lizard"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if "hold" in line]) == 4


def test_the_defaults_are_full_level_three_and_every_prop(capsys: pytest.CaptureFixture[str]) -> None:
    every = "kettlebell,band,block,book,chair"
    plain = told(capsys, "plan")
    assert plain == told(capsys, "plan", "full", "--level", "3", "--have", every)
    assert plain["notes"] == []


def test_what_is_stored_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    plan, script = told(capsys, "plan", "lizard"), told(capsys, "script", "lizard", "--session", "4")
    stored = Settings(level=1, on_foot="nothing", beside="nothing", chair=False, minutes=10, talk="tones")
    save(paths.config_file().path, stored)
    save(paths.config_file().path, Settings(**{**_fields(stored), "rest_s": 45, "switch_s": 15, "self_paced": True}))
    assert told(capsys, "plan", "lizard") == plan
    assert told(capsys, "script", "lizard", "--session", "4") == script


def _fields(settings: Settings) -> Told:
    return {name: getattr(settings, name) for name in Settings.__slots__}


def test_no_prop_at_all_and_few_minutes_are_said_in_notes(capsys: pytest.CaptureFixture[str]) -> None:
    plan = told(capsys, "plan", "--have", "none", "--minutes", "12")
    assert plan["duration_s"] <= 12 * 60
    assert all(step["props"] == [] for step in plan["steps"])
    assert any("kettlebell" in note for note in plan["notes"])
    assert any("sets cut" in note for note in plan["notes"])


@pytest.mark.parametrize("talk", ["full", "brief", "counts", "tones"])
def test_script_as_json(talk: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = told(capsys, "plan", "lizard", "--level", "1")
    script = told(capsys, "script", "lizard", "--level", "1", "--talk", talk, "--session", "7")
    assert set(script) == {"duration_s", "cues", "dropped"}
    assert script["duration_s"] == plan["duration_s"]
    end_s = 0.0
    for cue in script["cues"]:
        assert set(cue) == CUE_KEYS
        assert cue["kind"] in {"speech", "tone"}
        assert cue["role"] in ROLES
        if cue["step"] is None:
            assert script["duration_s"] <= cue["at_s"] <= cue["at_s"] + cue["length_s"] <= script["duration_s"] + 8
        else:
            step = plan["steps"][cue["step"]]
            assert step["start_s"] <= cue["at_s"] <= step["start_s"] + step["duration_s"]
        if cue["kind"] == "speech":
            assert cue["at_s"] >= end_s, "no two at once"
            end_s = cue["at_s"] + cue["length_s"]
    assert {cue["kind"] for cue in script["cues"]} == ({"tone"} if talk == "tones" else {"speech", "tone"})
    assert all(set(drop) == {"at_s", "text", "reason"} for drop in script["dropped"])


def test_the_wordings_turn_from_session_to_session(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, later = (
        [cue["text"] for cue in told(capsys, "script", "lizard", "--session", number)["cues"]]
        for number in ("3", "3", "4")
    )
    assert first == again != later


def test_script_as_a_transcript(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "lizard", "--session", "0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("Halfway." in line for line in lines)
    assert any(line.strip().startswith("0:00.") for line in lines)


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, expected in ((["--version"], f"hipgui {__version__}"), (["--help"], "COMMAND")):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
        assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "squat"],
        ["plan", "--level", "6"],
        ["plan", "--level", "three"],
        ["plan", "--have", "sofa"],
        ["plan", "--have", "none,band"],
        ["plan", "--minutes", "0"],
        ["plan", "--minutes", "1"],
        ["script", "--talk", "loud"],
        ["script", "--session", "-1"],
        ["play", "squat", "--no-window"],
        ["dance"],
        ["plan", "--weight", "4"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_told_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "hipgui" in err


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    import subprocess

    command = f"{sys.executable} -m hipgui plan | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
