"""Plans and scores as text and JSON: the keys are a contract with scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hipgui.core.cue import Role, Talk
from hipgui.core.model import EVERY_PROP
from hipgui.core.score import score
from hipgui.export.text import clock_text, plan_json, plan_table, script_json, transcript
from tests.timelines.small import NOTHING, WORDS, real_plan, small_plan

STEP_KEYS = {
    *("kind", "exercise", "variant", "side", "set", "sets", "reps", "tempo", "ways", "start_s", "duration_s", "props"),
}


def as_read(value: dict[str, Any]) -> Any:
    """What a script reads back."""
    return json.loads(json.dumps(value, allow_nan=False))


def told(talk: Talk = Talk.FULL, routine: str = "march", **choices: Any) -> Any:
    return as_read(script_json(score(small_plan(routine, **choices), WORDS, talk, 0, lambda _item: None)))


def test_a_plan_as_json() -> None:
    plan = as_read(plan_json(small_plan("lift")))
    assert plan == {
        "routine": "lift",
        "duration_s": 85.0,
        "notes": [],
        "steps": [
            {
                "kind": "prepare",
                "exercise": "lift",
                "variant": "block",
                "side": "right",
                "set": None,
                "sets": None,
                "reps": None,
                "tempo": None,
                "ways": None,
                "start_s": 0.0,
                "duration_s": 16.0,
                "props": ["block"],
            },
            {
                "kind": "reps",
                "exercise": "lift",
                "variant": "block",
                "side": "right",
                "set": 1,
                "sets": 1,
                "reps": 3,
                "tempo": [2, 1, 2],
                "ways": 2,
                "start_s": 16.0,
                "duration_s": 30.0,
                "props": ["block"],
            },
            {
                "kind": "switch",
                "exercise": "lift",
                "variant": "block",
                "side": "left",
                "set": None,
                "sets": None,
                "reps": None,
                "tempo": None,
                "ways": None,
                "start_s": 46.0,
                "duration_s": 9.0,
                "props": ["block"],
            },
            {
                "kind": "reps",
                "exercise": "lift",
                "variant": "block",
                "side": "left",
                "set": 1,
                "sets": 1,
                "reps": 3,
                "tempo": [2, 1, 2],
                "ways": 2,
                "start_s": 55.0,
                "duration_s": 30.0,
                "props": ["block"],
            },
        ],
    }


@pytest.mark.parametrize("routine", ["full", "middle", "short", "march", "lift", "lizard"])
def test_every_plan_keeps_the_contract(routine: str) -> None:
    for kit in (NOTHING, EVERY_PROP):
        plan = as_read(plan_json(real_plan(routine, kit=kit)))
        assert set(plan) == {"routine", "duration_s", "notes", "steps"}
        end_s = 0.0
        for step in plan["steps"]:
            assert set(step) == STEP_KEYS
            assert step["start_s"] == pytest.approx(end_s)
            end_s = step["start_s"] + step["duration_s"]
            assert (step["side"] is None) == (step["exercise"] is None) == (step["kind"] == "rest")
            assert (step["set"] is None) == (step["sets"] is None) == (step["kind"] not in {"reps", "hold"})
            assert (
                (step["reps"] is None) == (step["tempo"] is None) == (step["ways"] is None) == (step["kind"] != "reps")
            )
        assert plan["duration_s"] == pytest.approx(end_s)
        assert all(isinstance(note, str) for note in plan["notes"])


def test_a_plan_as_a_table() -> None:
    assert list(plan_table(small_plan("lizard", level=1))) == [
        "lizard: 1:25",
        "  0:00  prepare  Lizard (hands on the mat), right first",
        "  0:16  hold     Lizard (hands on the mat), right, set 1 of 1, 30 s",
        "  0:46  switch   to left",
        "  0:55  hold     Lizard (hands on the mat), left, set 1 of 1, 30 s",
    ]
    lines = list(plan_table(small_plan("mixed", kit=NOTHING)))
    assert lines[2] == "  0:16  reps     March (body weight), right, set 1 of 2, 4 reps, 2-1-2"
    assert lines[5] == "  1:05  rest     16 s"
    assert lines[-1] == "Note: No block or book, so hands on hips today."
    over = list(plan_table(small_plan("lift")))
    assert over[2] == "  0:16  reps     Lift (over the block), right, set 1 of 1, 3 reps, 2-1-2 each way"


def test_a_script_as_json() -> None:
    script = told(level=1)
    assert set(script) == {"duration_s", "cues", "dropped"}
    assert script["duration_s"] == 45.0
    assert script["cues"][0] == {
        "at_s": 0.0,
        "length_s": 2.293,
        "kind": "speech",
        "role": "side",
        "text": "March: one set of two.",
        "step": 0,
    }
    assert script["cues"][-1]["step"] is None
    assert 45 < script["cues"][-1]["at_s"] < 53
    assert {cue["kind"] for cue in script["cues"]} == {"speech", "tone"}
    assert {cue["role"] for cue in script["cues"]} <= {str(role) for role in Role}
    times = [cue["at_s"] for cue in script["cues"]]
    assert times == sorted(times)
    assert all(set(drop) == {"at_s", "text", "reason"} and drop["reason"] for drop in script["dropped"])
    assert "turn" in {drop["text"] for drop in script["dropped"]}


def test_cues_lie_in_the_step_they_name() -> None:
    for talk in Talk:
        plan = as_read(plan_json(small_plan("mixed")))["steps"]
        for cue in told(talk, "mixed")["cues"]:
            if cue["step"] is not None:
                step = plan[cue["step"]]
                assert step["start_s"] <= cue["at_s"]
                assert cue["at_s"] + cue["length_s"] <= step["start_s"] + step["duration_s"] + 1e-9


def test_a_transcript() -> None:
    finished = score(small_plan("march", level=1), WORDS, Talk.FULL, 0, lambda _item: None)
    assert list(transcript(finished))[:8] == [
        "-- prepare: March (body weight), right first",
        "  0:00.0  March: one set of two.",
        "  0:02.7  Stand tall.",
        "  0:08.8  Right knee up.",
        "  0:11.7  Right leg.",
        "-- reps: March (body weight), right, set 1 of 1, 2 reps, 2-1-2",
        "  0:16.0  Up.",
        "  0:18.0  One.",
    ]
    assert list(transcript(finished))[-2:] == ["-- end", "  0:45.7  All done."]


@pytest.mark.parametrize(
    ("duration_ms", "tenths", "text"),
    [
        (0, False, "0:00"),
        (59_999, False, "0:59"),
        (61_000, False, "1:01"),
        (3_600_000, False, "60:00"),
        (61_040, True, "1:01.0"),
        (59_960, True, "0:59.9"),
        (59_999, True, "0:59.9"),
    ],
)
def test_clock(duration_ms: int, tenths: bool, text: str) -> None:  # noqa: FBT001  a row of the table above
    assert clock_text(duration_ms, tenths=tenths) == text
