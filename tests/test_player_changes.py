"""Easier, harder, deeper, it hurts, leaving out and going on later: what the person hears, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import Talk, Voice
from hipgui.core.model import Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command, State
from hipgui.core.unfinished import Kept, Unfinished
from tests.timelines.small import library, real_plan
from tests.timelines.stage import Stage

if TYPE_CHECKING:
    from hipgui.core.plan import Plan

PREPARE, FIRST, SWITCH, SECOND, REST = range(5)
ANSWERED_S = 0.3


def playing(laid: Plan, index: int, position_s: float, talk: Talk = Talk.FULL) -> Stage:
    stage = Stage(laid, Voice(library().words, talk))
    stage.start()
    stage.run_to(position_s, index)
    return stage


def answers(stage: Stage, command: Command) -> list[str]:
    """What is said or sounds within a third of a second of a command."""
    pressed_at = stage.sound.now()
    stage.press(command)
    stage.run(ANSWERED_S, tick_ms=10)
    return [heard.text for heard in stage.sound.heard if heard.start >= pressed_at]


def told(stage: Stage) -> list[tuple[object, ...]]:
    return [line for line in stage.journal.lines if line[0] == "changed"]


def test_a_hold_gets_easier_at_once_and_keeps_its_end() -> None:
    stage = playing(real_plan("lizard", level=3), FIRST, 20)
    assert "Easier." in answers(stage, Command.EASIER)
    view = stage.player.view()
    assert (view.step.variant.id, view.step.level, view.state) == ("hands", 2, State.PLAYING)
    assert view.remaining_ms == pytest.approx(40_000 - ANSWERED_S * 1000, abs=100)
    assert told(stage) == [("changed", "easier", FIRST, pytest.approx(20_000, abs=100), "lizard", 3, 2)]
    assert stage.journal.plans == [stage.player.plan]
    stage.finish()
    left, right = (sum(done.ms for done in stage.player.done() if done.step.side is side) for side in Side)
    assert left == right


def test_a_set_gets_harder_with_the_next_rep() -> None:
    stage = playing(real_plan("lift", level=2), FIRST, 11)
    assert "Harder." in answers(stage, Command.HARDER)
    assert stage.player.view().step.variant.id == "hips"
    stage.run_to(0.1, stage.player.view().index + 1)
    assert stage.player.plan.doses["lift"].level == 3
    reps = [step.reps for step in stage.player.plan.steps if step.is_work and step.set_number == 1]
    assert reps[:2] == [3, 5]


@pytest.mark.parametrize(
    ("routine", "level", "command", "says"),
    [
        ("march", 1, Command.EASIER, "Easiest already."),
        ("march", 5, Command.HARDER, "Hardest already."),
        ("march", 3, Command.DEEPER, "Nothing deeper here."),
    ],
)
def test_at_the_end_of_the_ladder_it_says_so_and_nothing_changes(
    routine: str, level: int, command: Command, says: str
) -> None:
    laid = real_plan(routine, level=level)
    stage = playing(laid, FIRST, 12)
    assert says in answers(stage, command)
    assert stage.player.plan == laid
    assert told(stage) == []


def test_with_tones_only_a_change_is_answered_by_a_tone() -> None:
    assert "ack" in answers(playing(real_plan("lizard"), FIRST, 20, Talk.TONES), Command.EASIER)


def test_in_a_rest_and_on_the_paused_page_the_next_work_changes() -> None:
    stage = playing(real_plan("march"), REST, 5)
    assert "Easier." in answers(stage, Command.EASIER)
    assert stage.player.view().step.kind is StepKind.REST
    work = stage.player.plan.next_work(REST)
    assert work is not None
    assert work.variant.id == "band"
    paused = playing(real_plan("lizard"), FIRST, 20)
    paused.press(Command.PLAY_PAUSE)
    assert "Easier." in answers(paused, Command.EASIER)
    view = paused.player.view()
    assert (view.state, view.step.variant.id, view.position_ms) == (State.PAUSED, "hands", 0)
    paused.press(Command.PLAY_PAUSE)
    paused.finish()
    assert not any(done.skipped for done in paused.player.done())


def test_an_offer_is_taken_up_and_given_back() -> None:
    stage = playing(real_plan("lizard", level=4), FIRST, 20)
    assert "Deeper." in answers(stage, Command.DEEPER)
    assert stage.player.view().step.variant.id == "forearms_block"
    assert stage.player.plan.doses["lizard"].variant == "forearms_block"
    assert "Easier." in answers(stage, Command.EASIER)
    view = stage.player.view()
    assert (view.step.variant.id, view.step.level) == ("back", 4)


def test_the_heel_kick_is_for_the_end_of_this_hold_alone() -> None:
    stage = playing(real_plan("lizard", level=5), FIRST, 20)
    assert "Deeper." in answers(stage, Command.DEEPER)
    steps = stage.player.plan.steps
    assert [(step.variant.id, step.duration_s) for step in steps[FIRST : FIRST + 4]] == [
        ("forearms", 75),
        ("kick", 15),
        ("forearms", 12),
        ("forearms", 90),
    ]
    stage.run_to(10, FIRST + 1)
    assert "Nothing deeper here." in answers(stage, Command.DEEPER)
    late = playing(real_plan("lizard", level=5), FIRST, 88)
    before = late.player.plan
    assert "Nothing deeper here." in answers(late, Command.DEEPER)
    assert late.player.plan == before
    assert told(late) == []


# It hurts.


def test_it_hurts_is_silence_then_the_choices_are_named_once() -> None:
    stage = playing(real_plan("lizard"), FIRST, 20)
    assert answers(stage, Command.HURTS) == []
    assert stage.state is State.HURT
    assert told(stage) == [("changed", "hurt", FIRST, pytest.approx(20_000, abs=100), "lizard", 3, None)]
    said = len(stage.sound.heard)
    stage.run(60)
    assert [heard.text for heard in stage.sound.heard[said:]] == ["Easier, skip or end?"]
    assert stage.state is State.HURT


@pytest.mark.parametrize("command", [Command.EASIER, Command.PLAY_PAUSE, Command.READY])
def test_after_pain_it_goes_on_easier_with_time_to_get_ready(command: Command) -> None:
    stage = playing(real_plan("lizard"), FIRST, 20)
    stage.press(Command.HURTS)
    stage.run(5)
    assert "Easier." in answers(stage, command)
    view = stage.player.view()
    assert (view.state, view.step.variant.id, view.position_ms) == (State.LEAD_IN, "hands", 0)
    stage.run_to(1, view.index)
    words = [said.cue.text for said in stage.said if said.cue.is_speech]
    expected = ["Easier.", "Right foot forward.", "Three.", "Two.", "One."]
    assert [word for word in words[words.index("Easier.") :] if word in expected] == expected
    first = stage.player.done()[0]
    assert first.ms == pytest.approx(20_000, abs=100)
    assert not first.skipped


def test_the_rep_that_hurt_does_not_count_and_is_not_finished() -> None:
    stage = playing(real_plan("lift", level=2), FIRST, 12)
    stage.press(Command.HURTS)
    stage.press(Command.EASIER)
    steps = stage.player.plan.steps
    assert [(step.variant.id, step.reps) for step in steps if step.is_work and step.set_number == 1][:2] == [
        ("hips", 2),
        ("chair", 6),
    ]
    assert stage.player.done()[0].reps == 2


def test_pain_in_the_first_rep_changes_the_whole_set() -> None:
    stage = playing(real_plan("lift", level=2), FIRST, 2)
    stage.press(Command.HURTS)
    stage.press(Command.EASIER)
    assert {step.variant.id for step in stage.player.plan.steps if step.is_work} == {"chair"}
    stage.finish()
    assert stage.state is State.FINISHED


def test_at_the_gentlest_it_goes_on_as_it_was() -> None:
    stage = playing(real_plan("lizard", level=1), FIRST, 10)
    stage.press(Command.HURTS)
    assert "Easiest already." in answers(stage, Command.EASIER)
    stage.finish()
    assert stage.state is State.FINISHED


def test_at_the_gentlest_the_rep_that_hurt_is_done_from_its_start() -> None:
    stage = playing(real_plan("march", level=1), FIRST, 12)
    stage.press(Command.HURTS)
    stage.press(Command.EASIER)
    view = stage.player.view()
    assert (view.state, view.position_ms, view.rep) == (State.LEAD_IN, 10_000, 3)
    stage.finish()
    assert [(work.reps, work.ms) for work in stage.player.done()] == [(8, 40_000)] * 4


def test_the_exercise_that_hurts_can_be_left_out() -> None:
    stage = playing(real_plan("full"), FIRST, 12)
    stage.press(Command.HURTS)
    assert "Skipped." in answers(stage, Command.SKIP)
    view = stage.player.view()
    assert view.step.kind is StepKind.REST
    assert view.next_work is not None
    assert view.next_work.exercise.id == "lift"
    assert [line[1] for line in told(stage)] == ["hurt", "skipped"]
    (first,) = stage.player.done()
    assert (first.reps, first.skipped) == (2, True)


def test_after_pain_in_the_last_exercise_leaving_it_out_ends_the_session() -> None:
    stage = playing(real_plan("lizard"), FIRST, 20)
    stage.press(Command.HURTS)
    stage.press(Command.SKIP)
    assert stage.state is State.FINISHED


def test_pain_can_end_the_session() -> None:
    stage = playing(real_plan("lizard"), FIRST, 20)
    stage.press(Command.HURTS)
    stage.press(Command.STOP)
    assert stage.state is State.STOPPED
    assert stage.journal.lines[-1] == ("ended", False)
    assert stage.player.done()[0].ms == pytest.approx(20_000, abs=100)


# Gone on with later.


def test_a_session_is_taken_up_where_it_was_left() -> None:
    laid = plan(library().routine("march"), library(), Choices())
    done = (Kept(FIRST, 8, 40_000, skipped=False),)
    stage = Stage(laid, Voice(library().words), taken_up=Unfinished("", laid, SECOND, 12_000, 0, 0, 0, 1, done))
    stage.sound.device_at_ms = 1_000
    states = [stage.state]
    stage.player.start()
    while stage.player.is_starting:
        seen = stage.player.view()
        assert (seen.state, seen.index, seen.position_ms) == (State.LEAD_IN, SECOND, 12_000)
        assert seen.lead_in_ms == 3_000, "it leads in, and waits for its first word"
        stage.run(0.05)
    assert [*states, stage.state] == [State.PAUSED, State.LEAD_IN]
    stage.run_to(12.2, SECOND)
    assert stage.journal.lines[0] == ("resumed", SECOND, 12_000)
    assert "began" not in {line[0] for line in stage.journal.lines}
    stage.finish()
    assert [(work.reps, work.ms) for work in stage.player.done()] == [(8, 40_000)] * 6


def test_what_is_about_to_go_on_goes_on_muted() -> None:
    laid = real_plan("march")
    stage = Stage(laid, Voice(library().words), taken_up=Unfinished("", laid, SECOND, 12_000, 0, 0, 0))
    stage.sound.device_at_ms = 1_000
    stage.player.start()
    stage.player.command(Command.MUTE)
    states = [stage.player.is_starting]
    while stage.player.is_starting:
        stage.run(0.02)
    assert [*states, stage.player.view().session.muted] == [True, True]


def test_what_is_about_to_go_on_can_still_be_stopped() -> None:
    laid = real_plan("march")
    stage = Stage(laid, Voice(library().words), taken_up=Unfinished("", laid, SECOND, 12_000, 0, 0, 0))
    stage.sound.device_at_ms = 1_000
    stage.player.start()
    states = []
    for command in (Command.PLAY_PAUSE, Command.STOP):
        stage.press(command)
        states.append(stage.state)
    stage.run(3)
    assert [*states, stage.state] == [State.LEAD_IN, State.STOPPED, State.STOPPED]


def test_leaving_out_the_only_exercise_is_answered_and_followed_by_the_closing_words() -> None:
    stage = playing(real_plan("march"), FIRST, 12)
    assert "Skipped." in answers(stage, Command.SKIP)
    stage.run(8)
    assert stage.spoken()[-1] in library().words.of("closing")


def test_nobody_is_praised_for_an_exercise_that_was_left_out_before_it_began() -> None:
    stage = playing(real_plan("full"), PREPARE, 12)
    stage.press(Command.SKIP)
    stage.run(30)
    assert "Rest. Next, Kneeling leg lift, right leg." in stage.spoken()
    assert [text for text in stage.spoken() if "Hip march" in text] == ["Hip march: three sets of eight."]


def test_made_harder_while_setting_up_the_new_way_is_set_up() -> None:
    stage = playing(real_plan("lizard"), PREPARE, 12)
    stage.press(Command.HARDER)
    stage.run_to(0.1, FIRST)
    assert "Low lunge, right foot forward, left knee far back." in stage.spoken()
