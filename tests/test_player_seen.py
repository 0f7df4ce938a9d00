"""What a face sees of a player: the same rep as the voice counts, the caption, the rest of the time."""

from __future__ import annotations

import pytest

from hipgui.core.cue import Role
from hipgui.core.plan import StepKind
from hipgui.core.session import Command
from hipgui.core.view import Phase
from tests.timelines.small import WORDS, small_plan, started

# In small_plan("march"): prepare 16 s, right 20 s, switch 9 s, left 20 s, rest 16 s, right, switch, left.
PREPARE, FIRST, SWITCH, SECOND, REST, THIRD, _, LAST = range(8)


def test_voice_and_dial_show_the_same_rep() -> None:
    numbers = WORDS.of("numbers")
    for routine in ("march", "lift"):
        stage = started(small_plan(routine))
        stage.finish()
        counts = [said for said in stage.said if said.cue.role is Role.COUNT]
        for said in counts:
            last = said.cue.text == "Last one."
            assert said.rep == (counts[-1].rep if last else numbers.index(said.cue.text.strip(".").lower()))


def test_the_caption_is_what_was_said_last_of_what_matters() -> None:
    stage = started()
    stage.run_to(4, PREPARE)
    assert stage.player.view().caption == "Right foot in the handle."
    stage.run_to(12.5, PREPARE)
    assert stage.player.view().caption == "Right leg."
    stage.run_to(0.01, FIRST)
    assert stage.player.view().caption == ""
    stage.run_to(13.5, FIRST)
    assert stage.player.view().caption == "Hips level"
    for key in (Command.PLAY_PAUSE, Command.TIME_LEFT):
        stage.press(key)
        assert stage.player.view().caption == "Hips level"


def test_the_view_of_a_hold_and_of_a_rest() -> None:
    stage = started(small_plan("lizard"))
    assert stage.player.view().next_work is stage.player.plan.steps[1]
    stage.run_to(10, FIRST)
    view = stage.player.view()
    assert (view.phase, view.rep, view.step.kind) == (Phase.HOLD, 0, StepKind.HOLD)
    assert view.remaining_ms == pytest.approx(30_000, abs=60)
    assert view.lead_in_ms is None
