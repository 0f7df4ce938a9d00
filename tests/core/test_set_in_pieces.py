"""A set that was made easier or harder in the middle: voice and dial go on as if it were one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.cue import Role, Talk, Voice
from hipgui.core.ladder import Kit, at_level, easier, harder
from hipgui.core.pieces import pieces_of
from hipgui.core.plan import StepKind
from hipgui.core.replan import replan
from hipgui.core.score import score, violations
from hipgui.core.session import Session, State, frames
from hipgui.core.view import view
from tests.core.doses import LIFT, LIZARD, MARCH, bells
from tests.core.listener import listen
from tests.core.rules import broken, heard, sets
from tests.core.stories import played, stories
from tests.timelines.effort import examples
from tests.timelines.small import library, real_plan

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise
    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.core.view import View
    from tests.core.stories import Story

WORDS = library().words
KIT = Kit()


def told(plan: Plan, talk: Talk = Talk.FULL, seed: int = 0) -> tuple[Score, Voice]:
    return score(plan, WORDS, talk, seed, lambda _item: None), Voice(WORDS, talk, seed)


def shown(plan: Plan, index: int, at_ms: int) -> View:
    return view(Session(plan, State.PLAYING, index), frames(at_ms))


def said(plan: Plan, index: int, talk: Talk = Talk.FULL) -> list[str]:
    """A step as a sheet: seconds from its start, words."""
    settled = told(plan, talk)[0].steps[index]
    return [f"{cue.at_ms / 1000:.1f} {cue.text}" for cue in settled.cues if cue.is_speech]


def down(exercise: Exercise, level: int, kit: Kit = KIT) -> Dose:
    dose = easier(exercise, at_level(exercise, level, kit), kit)
    assert dose
    return dose


def changed(routine: str, level: int, at: tuple[int, int]) -> Plan:
    """A session in which Easier was pressed."""
    exercise = {"march": MARCH, "lift": LIFT, "lizard": LIZARD}[routine]
    return replan(real_plan(routine, level=level, minutes=60), at, down(exercise, level), KIT, library())


# Whatever was pressed.


@given(story=stories, talk=st.sampled_from(Talk), seed=st.integers(0, 20))
@examples(150)
def test_every_rule_holds_over_the_whole_set(story: Story, talk: Talk, seed: int) -> None:
    plan = played(story).after
    finished, voice = told(plan, talk, seed)
    assert broken(finished, voice) == []
    assert violations(finished, voice) == []


@pytest.mark.parametrize("at_ms", range(6_000, 9_000, 200))
def test_a_change_while_form_is_spoken_of_neither_doubles_nor_crowds_it(at_ms: int) -> None:
    for level, change in ((2, harder), (3, easier), (4, harder), (5, easier)):
        dose = change(LIZARD, at_level(LIZARD, level, KIT), KIT)
        assert dose
        plan = replan(real_plan("lizard", level=level), (1, at_ms), dose, KIT, library())
        for seed in range(6):
            assert broken(*told(plan, seed=seed)) == []


@given(story=stories)
@examples(100)
def test_voice_and_dial_show_the_same(story: Story) -> None:
    plan = played(story).after
    numbers = WORDS.of("numbers")
    for index, settled in enumerate(told(plan)[0].steps):
        for cue in settled.cues:
            moment = shown(plan, index, cue.at_ms)
            if cue.role is Role.COUNT:
                word = cue.text.strip(".").lower()
                assert moment.rep == (moment.reps if word == "last one" else numbers.index(word))
            elif cue.text == "Halfway.":
                assert 0 <= moment.length_ms - moment.length_ms // 2 - moment.remaining_ms <= 300
            elif cue.text == "Ten seconds.":
                assert 9_700 <= moment.remaining_ms <= 10_000
            elif cue.role is Role.COUNTDOWN and cue.is_speech and moment.step.kind is StepKind.HOLD:
                seconds = {"Three.": 3, "Two.": 2, "One.": 1}[cue.text]
                assert seconds == -(-moment.remaining_ms // 1000)


@given(story=stories)
@examples(60)
def test_the_dial_goes_on_over_the_border_of_two_pieces(story: Story) -> None:
    plan = played(story).after
    for index, step in enumerate(plan.steps):
        if not step.is_work or step.open_ended:
            continue
        for before, after in zip(pieces_of(plan.steps, index), pieces_of(plan.steps, index)[1:], strict=False):
            last, first = shown(plan, before, plan.steps[before].duration_ms - 1), shown(plan, after, 0)
            assert (last.reps, last.length_ms) == (first.reps, first.length_ms)
            assert last.remaining_ms == first.remaining_ms + 1
            assert first.rep == (last.rep + 1 if step.kind is StepKind.REPS else 0)


@given(story=stories, talk=st.sampled_from((Talk.FULL, Talk.BRIEF, Talk.COUNTS)))
@examples(60)
def test_hearing_only_the_score_one_can_do_the_changed_session(story: Story, talk: Talk) -> None:
    press = played(story)
    if story.self_paced:
        return
    finished, _ = told(press.after, talk)
    names = [exercise.name for exercise in library().exercises]
    understood = listen(heard(finished), names, WORDS.of("numbers"))
    works = [(work.first, work.reps) for work in sets(finished)]
    assert [(work.exercise, work.side) for work in understood.works] == [
        (step.exercise.name, str(step.side)) for step, _ in works
    ]
    assert all(work.closed for work in understood.works)
    assert [work.counted for work in understood.works if work.counted_down < 3] == [
        reps for step, reps in works if step.kind is StepKind.REPS
    ]


# What is heard, for the ear of a person.


def test_the_count_goes_on_after_the_band_was_fetched() -> None:
    plan = changed("march", 3, (1, 21_000))
    assert said(plan, 1)[-2:] == ["17.0 Four.", "22.0 Five."]
    assert said(plan, 2) == [
        "0.0 Now with the band.",
        "2.4 Loop the band around both feet.",
        "10.1 Right knee to hip height, pause, and lower.",
        "17.0 Three.",
        "18.0 Two.",
        "19.0 One.",
    ]
    assert said(plan, 3)[:6] == ["0.0 Up.", "2.0 Six.", "3.0 Down.", "5.0 Up.", "7.0 Seven.", "8.0 Down."]
    assert said(plan, 3)[6:] == ["8.9 No lean to the side", "12.0 Last one."]
    assert next(cue.text for cue in told(plan)[0].steps[3].cues if not cue.is_speech) == "start"


def test_a_focus_that_the_other_way_does_not_know_gives_way_to_its_own() -> None:
    finished, _ = told(changed("march", 3, (1, 21_000)), seed=6)
    form = [[cue.text for cue in finished.steps[index].cues if cue.role is Role.FORM] for index in (1, 3)]
    assert form == [["Pull the toes up"], ["Toes up"]]
    reasons = [cue.reason for index in (1, 3) for cue in finished.steps[index].cues if cue.role is Role.FORM]
    assert reasons == ["form: toes", "form: toes_band"]


def test_a_rep_that_follows_at_once_has_no_second_start() -> None:
    plan = changed("lift", 3, (1, 10_000))
    assert said(plan, 2)[:4] == ["0.0 Hands on hips.", "2.0 Three.", "3.0 Down.", "5.0 Up."]
    assert next(cue.text for cue in told(plan)[0].steps[2].cues if not cue.is_speech) == "turn"
    slower = changed("march", 4, (1, 100))
    assert said(slower, 2)[:3] == ["0.0 Up.", "2.0 Two.", "3.0 Down."]


def test_a_hold_keeps_its_marks() -> None:
    plan = changed("lizard", 3, (1, 20_000))
    assert said(plan, 1) == ["0.3 Hold.", "5.0 Back straight and long"]
    assert said(plan, 2) == [
        "0.0 Hands on the mat.",
        "5.5 Breathe low and slow.",
        "10.0 Halfway.",
        "26.0 No hunching",
        "30.0 Ten seconds.",
        "37.0 Three.",
        "38.0 Two.",
        "39.0 One.",
    ]
    assert said(plan, 2, Talk.COUNTS)[0] == "0.0 Hands on the mat."
    moment = shown(plan, 2, 4_000)
    assert (moment.rep, moment.reps, moment.remaining_ms, moment.length_ms) == (0, 0, 36_000, 60_000)


def test_a_pause_that_leads_to_another_way_says_which_and_how_it_begins() -> None:
    plan = replan(real_plan("lizard", level=2), (2, 4_000), down(LIZARD, 2), KIT, library())
    assert said(plan, 2) == [
        "0.3 Switch to left foot forward, right hip stretches.",
        "4.2 Now hands propped up.",
        "6.5 Low lunge, left foot forward, hands on the block.",
    ]
    assert said(plan, 2, Talk.COUNTS)[1:] == ["4.2 Now hands propped up."]
    assert said(plan, 3)[0] == "0.3 Hands propped up."
    known = replan(plan, (4, 5_000), at_level(LIZARD, 2, KIT), KIT, library())
    assert said(known, 4)[2] == "5.7 Now hands on the mat."


def test_another_bell_is_told_in_the_set_up_and_not_again() -> None:
    kit = Kit(loads=bells(4, 6))
    four = at_level(MARCH, 4, kit)
    six = harder(MARCH, four, kit)
    assert six
    begun = replan(real_plan("march", level=4, minutes=60), (0, 0), four, kit, library())
    plan = replan(begun, (1, 8_000), six, kit, library())
    assert said(plan, 2, Talk.COUNTS)[1:] == ["7.0 Three.", "8.0 Two.", "9.0 One."]
    assert said(plan, 3)[:2] == ["0.0 Up.", "2.0 Three."]
