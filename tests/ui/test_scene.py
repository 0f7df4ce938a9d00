from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import Talk, Voice
from hipgui.core.form import focus_of
from hipgui.core.model import Prop, Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command, Session, State
from hipgui.core.view import view
from hipgui.ui.scene import Ground, scene_of
from tests.ui.fakes import Clock, SilentCoach

if TYPE_CHECKING:
    from hipgui.core.model import Library
    from hipgui.ui.scene import Scene


@pytest.fixture
def coach(library: Library) -> SilentCoach:
    return SilentCoach(plan(library.routine("full"), library, Choices()), library.words, Clock())


def at(coach: SilentCoach, kind: StepKind, number: int = 0, into_ms: int = 5_000, exercise: str = "") -> Scene:
    places = [
        index
        for index, step in enumerate(coach.plan.steps)
        if step.kind is kind and (not exercise or step.exercise.id == exercise)
    ]
    coach.go_to(places[number], into_ms)
    return scene_of(coach.view(), Voice(coach.words))


def test_a_set_names_exercise_side_set_and_what_follows(coach: SilentCoach) -> None:
    scene = at(coach, StepKind.REPS)
    assert (scene.name, scene.side_line, scene.side) == ("Hip march", "Right leg", Side.RIGHT)
    assert scene.sub == "Set 1 of 3 · 8 reps"
    assert scene.then == "then left leg"
    assert scene.ground is Ground.PAGE
    assert scene.moving


def test_the_last_set_of_a_side_leads_to_rest_and_the_very_last_to_the_end(coach: SilentCoach) -> None:
    assert at(coach, StepKind.REPS, 1).then == "then rest"
    assert at(coach, StepKind.HOLD, -1).then == "then done"


def test_a_hold_says_which_hip_stretches(coach: SilentCoach) -> None:
    scene = at(coach, StepKind.HOLD)
    assert scene.side_line == "Right foot forward"
    assert scene.sub == "Set 1 of 2 · Left hip stretches"
    assert not scene.moving


def test_before_the_first_reminder_the_caption_is_what_it_will_be_about(coach: SilentCoach) -> None:
    index = next(index for index, step in enumerate(coach.plan.steps) if step.is_work)
    coach.go_to(index, 0)
    scene = scene_of(coach.view(), Voice(coach.words))
    assert scene.caption in focus_of(coach.plan.steps[index], Voice(coach.words)).wordings


def test_a_rest_announces_what_comes_and_what_it_needs(coach: SilentCoach) -> None:
    again = at(coach, StepKind.REST, 0)
    assert (again.eyebrow, again.name, again.side_line) == ("Next:", "Hip march", "Right leg")
    assert again.sub == "Set 2 of 3 · 8 reps"
    assert again.ground is Ground.PANEL
    assert again.more_rest
    new = at(coach, StepKind.REST, 2)
    assert (new.name, new.sub) == ("Leg lift", "You need: block")


def test_a_rest_before_an_exercise_without_props_gives_its_dose(library: Library) -> None:
    bare = plan(library.routine("full"), library, Choices(kit=frozenset({Prop.CHAIR})))
    scene = at(SilentCoach(bare, library.words, Clock()), StepKind.REST, -2)
    assert scene.sub == "2 × 60 s each side"


def test_the_switch_is_a_flood_that_says_how(coach: SilentCoach) -> None:
    scene = at(coach, StepKind.SWITCH, 3)
    assert (scene.name, scene.side_line, scene.side) == ("Switch sides", "Left leg", Side.LEFT)
    assert scene.ground is Ground.FLOOD
    assert scene.caption == "Block outside the left foot"


def test_set_up_shows_dose_props_and_the_sentence_that_is_spoken(coach: SilentCoach) -> None:
    scene = at(coach, StepKind.PREPARE, into_ms=12_000)
    assert scene.sub == "3 × 8 each side · kettlebell"
    assert scene.then == "then 8 reps"
    assert scene.caption
    assert not scene.caption.endswith(".")
    assert at(coach, StepKind.PREPARE, 2).then == "then hold 60 s"


def test_where_nothing_is_spoken_the_set_up_shows_what_is_replaced_and_then_how_it_is_done(library: Library) -> None:
    bare = plan(library.routine("march"), library, Choices(kit=frozenset({Prop.BAND})))
    coach = SilentCoach(bare, library.words, Clock(), talk=Talk.TONES)
    assert at(coach, StepKind.PREPARE, into_ms=2_000).caption == "No kettlebell, so with the band"
    assert at(coach, StepKind.PREPARE, into_ms=20_000).caption == "Loop the band around both feet"


@pytest.mark.parametrize(
    ("kind", "number", "where"),
    [
        (StepKind.REPS, 0, "Hip march, right leg"),
        (StepKind.SWITCH, 0, "Switching: hip march, left leg"),
        (StepKind.REST, 0, "Rest before hip march, right leg"),
        (StepKind.PREPARE, 0, "Setting up: hip march, right leg"),
    ],
)
def test_paused_says_where(coach: SilentCoach, kind: StepKind, number: int, where: str) -> None:
    at(coach, kind, number)
    coach.command(Command.STOP)
    scene = scene_of(coach.view(), Voice(coach.words))
    assert (scene.name, scene.sub) == ("Paused", where)
    assert (Command.MORE_REST in scene.means) == (kind is StepKind.REST)


def test_a_voice_that_is_off_is_told(coach: SilentCoach) -> None:
    assert not at(coach, StepKind.REPS).muted
    coach.command(Command.MUTE)
    assert scene_of(coach.view(), Voice(coach.words)).then == "voice off · then left leg"
    assert at(coach, StepKind.REST).then == "voice off"
    assert at(coach, StepKind.REST).muted


def test_a_change_in_a_set_is_shown_before_it_comes_and_then_is_the_caption(coach: SilentCoach) -> None:
    voice = Voice(coach.words)
    at(coach, StepKind.REPS, 0, 12_300)
    before = scene_of(coach.view(), voice)
    coach.command(Command.EASIER)
    coming = scene_of(coach.view(), voice)
    assert not before.caption.startswith("Next")
    assert (coming.caption, coming.then) == ("Next: with the band", "then with the band")
    assert coming.sub == before.sub


def test_in_a_hold_a_change_is_the_caption_at_once(coach: SilentCoach) -> None:
    voice = Voice(coach.words, Talk.TONES)
    at(coach, StepKind.HOLD, 0, 20_000)
    coach.command(Command.EASIER)
    assert scene_of(coach.view(), voice).caption == "Hands on the mat"


@pytest.mark.parametrize(
    ("level", "index", "means"),
    [
        (1, 1, {Command.HARDER}),
        (3, 1, {Command.EASIER, Command.HARDER}),
        (5, 1, {Command.EASIER}),
        (3, 4, {Command.EASIER, Command.HARDER, Command.MORE_REST}),
    ],
)
def test_a_paused_session_knows_which_changes_there_are(
    library: Library, level: int, index: int, means: set[Command]
) -> None:
    laid = plan(library.routine("march"), library, Choices(level=level, minutes=30))
    shown = scene_of(view(Session(laid, State.PAUSED, index), 0), Voice(library.words))
    assert shown.means == means


def test_what_is_deeper_is_on_offer_while_the_body_works(library: Library) -> None:
    laid = plan(library.routine("lizard"), library, Choices(level=4))
    offered = [
        step.kind
        for index, step in enumerate(laid.steps)
        if scene_of(view(Session(laid, State.PLAYING, index), 0), Voice(library.words)).deeper
    ]
    assert offered == [StepKind.HOLD] * 4
