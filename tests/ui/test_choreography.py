"""What the figure does at every moment of a session: in step with the clock, and without a jump."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.ladder import easier, harder
from hipgui.core.machine import advance
from hipgui.core.model import Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.replan import replan
from hipgui.core.session import Session, State
from hipgui.core.view import view
from hipgui.figure.motion import path_amount
from hipgui.ui.choreography import (
    GLIDE_MS,
    IN_MS,
    OUT_MS,
    SET_UP_MS,
    STAY_MS,
    SWAP_MS,
    UNDO_MS,
    shot_of,
    shots_ahead,
    smooth,
)
from hipgui.ui.pictures import Course, Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.model import Exercise
    from hipgui.core.plan import Plan, Step
    from hipgui.core.view import View
    from hipgui.ui.pictures import Shot

LIBRARY = load_library()
FIGURES = load_figures()
FULL = plan(LIBRARY.routine("full"), LIBRARY, Choices())
OWN_PACE = plan(LIBRARY.routine("full"), LIBRARY, Choices(self_paced=True))


def sets_up(movement: str) -> bool:
    return bool(FIGURES.movement(movement).set_up)


def at(kind: StepKind, into_ms: float, exercise: str = "march", wanted: Plan = FULL, number: int = 0) -> Shot:
    """What is shown so far into the `number`th step of a kind of an exercise."""
    steps = [i for i, step in enumerate(wanted.steps) if step.kind is kind and step.exercise.id == exercise]
    return in_step(steps[number], into_ms, wanted)


def in_step(index: int, into_ms: float, wanted: Plan = FULL, *, reduced_motion: bool = False) -> Shot:
    return shot_of(moment(index, into_ms, wanted), sets_up, reduced_motion=reduced_motion)


def moment(index: int, into_ms: float, wanted: Plan = FULL, state: State = State.PLAYING) -> View:
    """The view so far into a step."""
    session = Session(wanted, state, index, held=int(into_ms) * FRAMES_PER_MS)
    return view(session, int(into_ms) * FRAMES_PER_MS)


@given(st.integers(0, 39_999), st.sampled_from(["march", "lift"]))
def test_the_figure_is_where_the_tempo_is(into_ms: int, exercise: str) -> None:
    index = next(i for i, step in enumerate(FULL.steps) if step.kind is StepKind.REPS and step.exercise.id == exercise)
    step = FULL.steps[index]
    assert step.tempo
    shot = in_step(index, into_ms)
    tempo = (step.tempo.up_s, step.tempo.hold_s, step.tempo.down_s)
    wanted = path_amount(tempo, step.variant.ways, into_ms % step.rep_ms / 1000)
    assert shot.amount == pytest.approx(wanted, abs=0.002)
    within_s = into_ms % (step.rep_ms // step.variant.ways) / 1000
    assert (shot.still_s is not None) == (tempo[0] <= within_s < tempo[0] + tempo[1])
    assert shot.course is Course.PATH


def place_of(shot: Shot) -> tuple[object, ...]:
    """Where the body is: shots at the ends of two courses that stand in the same place are equal in this."""
    if shot.course is Course.ENTRY and shot.amount >= 1.0:
        return ("set up" if sets_up(shot.movement) else "begin", shot.movement, shot.side)
    if shot.course is Course.SET_UP and shot.amount <= 0.0:
        return ("set up" if sets_up(shot.movement) else "begin", shot.movement, shot.side)
    if (shot.course is Course.SET_UP and shot.amount >= 1.0) or (shot.course is Course.PATH and shot.amount <= 0.0):
        return ("begin", shot.movement, shot.side)
    if shot.course is Course.ENTRY and shot.amount <= 0.0:
        return ("rest",)  # where one movement and side is left for another, the picture is turned round
    return (shot.course, shot.movement, shot.side, shot.amount)


def at_its_ends(shot: Shot) -> Shot:
    """A swap at its beginning or end as the movement's own moment that it is there."""
    if shot.course is not Course.SWAP or shot.came_from is None or 0.04 < shot.amount < 0.96:
        return shot
    if shot.amount <= 0.04:
        movement, side, amount = shot.came_from
        return shot._replace(course=Course.PATH, movement=movement, side=side, amount=amount)
    return shot._replace(course=Course.PATH, amount=smooth(shot.toward[1]) / shot.ways)


def follows(one: Shot, other: Shot) -> bool:
    """Whether one shot can follow another a sixtieth of a second later without a jump."""
    if one.course is not other.course:
        one, other = at_its_ends(one), at_its_ends(other)
    if (one.course, one.movement, one.side) == (other.course, other.movement, other.side):
        return abs(one.amount - other.amount) < 0.04
    near = {"one": one, "other": other}
    for name, shot in near.items():
        for end in (0.0, 1.0):
            if abs(shot.amount - end) < 0.04:
                near[name] = shot._replace(amount=end)
    return place_of(near["one"]) == place_of(near["other"])


@pytest.mark.parametrize("wanted", [FULL, plan(LIBRARY.routine("short"), LIBRARY, Choices(minutes=10, level=1))])
def test_a_whole_session_goes_without_a_jump(wanted: Plan) -> None:
    """All moments of every step, and from each step to the next."""
    before: Shot | None = None
    for index, step in enumerate(wanted.steps):
        for into_ms in (*range(0, min(step.duration_ms, 40_000), 16), step.duration_ms - 1):
            shot = in_step(index, into_ms, wanted)
            far_end = into_ms == step.duration_ms - 1
            assert before is None or far_end or follows(before, shot), (index, into_ms, before, shot)
            before = shot


def test_with_reduced_motion_only_key_poses_are_shown() -> None:
    for index, step in enumerate(FULL.steps):
        for into_ms in range(0, min(step.duration_ms, 12_000), 700):
            shot = in_step(index, into_ms, reduced_motion=True)
            assert shot.course is Course.PATH
            assert shot.still_s is None, "it does not even breathe"
            assert shot.amount in {0.0, 0.5, 1.0}


def test_a_stretch_is_glided_into_and_then_breathes() -> None:
    early, middle, late = (at(StepKind.HOLD, ms, "lizard") for ms in (0, GLIDE_MS // 2, GLIDE_MS + 3_000))
    assert (early.amount, middle.amount, late.amount) == (0.0, 0.5, 1.0)
    assert early.still_s is None
    assert late.still_s == pytest.approx(3.0)


def test_a_paused_stretch_stands() -> None:
    hold = next(i for i, step in enumerate(FULL.steps) if step.kind is StepKind.HOLD)
    shot = shot_of(moment(hold, 30_000, state=State.PAUSED), sets_up)
    assert (shot.amount, shot.still_s) == (1.0, None)


def test_the_switch_goes_out_of_one_side_and_into_the_other() -> None:
    shots = [at(StepKind.SWITCH, ms) for ms in range(0, 11_000, 250)]
    courses = [(course, side) for (course, side), _ in itertools.groupby(shots, lambda shot: (shot.course, shot.side))]
    assert courses == [
        (Course.SET_UP, Side.RIGHT),
        (Course.ENTRY, Side.RIGHT),
        (Course.ENTRY, Side.LEFT),
        (Course.SET_UP, Side.LEFT),
    ]
    assert all(shot.flooded for shot in shots)
    assert {shot.came_from for shot in shots if shot.side is Side.LEFT} == {Moment("march_bell", Side.RIGHT, 0.0)}
    assert STAY_MS + UNDO_MS + OUT_MS + IN_MS + SET_UP_MS < 10_000, "even the shortest switch has room for it"


def test_a_stretch_is_left_the_way_it_was_gone_into() -> None:
    shots = [at(StepKind.SWITCH, ms, "lizard") for ms in (0, STAY_MS + 600, STAY_MS + 1_300)]
    assert shots[0].amount == 1.0
    assert 0.0 < shots[1].amount < 1.0
    assert (shots[2].course, shots[2].side) == (Course.ENTRY, Side.RIGHT)


def test_the_first_set_up_goes_into_the_exercise_and_into_the_bell() -> None:
    shots = [at(StepKind.PREPARE, ms) for ms in (0, IN_MS // 2, IN_MS + 100, IN_MS + SET_UP_MS + 100)]
    assert [shot.course for shot in shots] == [Course.ENTRY, Course.ENTRY, Course.SET_UP, Course.PATH]


@pytest.mark.parametrize("exercise", ["march", "lift", "lizard"])
def test_set_up_shows_the_movement_in_whole_reps_and_ends_where_it_begins(exercise: str) -> None:
    index = next(
        i for i, step in enumerate(FULL.steps) if step.kind is StepKind.PREPARE and step.exercise.id == exercise
    )
    shots = [in_step(index, ms) for ms in range(0, FULL.steps[index].duration_ms, 100)]
    shown = [shot for shot in shots if shot.course is Course.PATH]
    assert max(shot.amount for shot in shown) > 0.99
    assert all(shot.guide for shot in shown)
    assert shots[-1].amount == 0.0
    assert shots[-1].still_s is not None


def test_at_ones_own_pace_the_movement_is_shown_too() -> None:
    amounts = {at(StepKind.REPS, ms, wanted=OWN_PACE).amount for ms in range(0, 7_000, 500)}
    assert len(amounts) > 3
    assert {at(StepKind.REPS, ms, wanted=OWN_PACE).guide for ms in range(0, 7_000, 500)} == {False}


def test_rests_lead_to_what_comes_and_there_it_breathes() -> None:
    index = next(i for i, step in enumerate(FULL.steps) if step.kind is StepKind.REST and step.exercise.id == "lift")
    before, step = FULL.steps[index - 1], FULL.steps[index]
    first, late = in_step(index, 0), in_step(index, 30_000)
    assert (first.movement, first.side) == (before.movement, before.side)
    assert (late.movement, late.side, late.amount, late.course) == (step.movement, step.side, 0.0, Course.PATH)
    assert late.guide
    assert late.still_s is not None
    assert late.still_s > 20


def test_before_a_set_up_the_foot_waits_beside_the_bell() -> None:
    """A march that comes after something else is set up in its own step, so the rest stops short of the bell."""
    march = next(step for step in FULL.steps if step.exercise.id == "march" and step.kind is StepKind.PREPARE)
    lift = next(step for step in FULL.steps if step.exercise.id == "lift" and step.is_work)
    work = next(step for step in FULL.steps if step.exercise.id == "march" and step.is_work)
    rest = replace(march, kind=StepKind.REST, duration_ms=60_000)
    turned_round = replace(FULL, steps=(lift, rest, march, work))
    waiting = in_step(1, 40_000, turned_round)
    assert (waiting.course, waiting.amount, waiting.movement) == (Course.SET_UP, 0.0, "march_bell")
    begun = in_step(2, 0, turned_round)
    assert (begun.course, begun.amount) == (Course.SET_UP, 0.0)
    assert in_step(2, SET_UP_MS + 10, turned_round).course is Course.PATH


def swapped(step: Step, variant: str, **changed: object) -> Plan:
    """A session whose step is split: the first piece as it was, the second with another variant."""
    other = replace(step, variant=step.exercise.variant(variant), props=(), **changed)  # type: ignore[arg-type]  # Step's own fields
    return replace(FULL, steps=(step, other))


def test_a_movement_that_changes_in_mid_set_is_eased_into_while_it_goes_on() -> None:
    step = next(one for one in FULL.steps if one.kind is StepKind.REPS)
    assert step.tempo
    changed = swapped(step, "body")
    shots = [in_step(1, ms, changed) for ms in range(0, 4_000, 50)]
    easing = [shot for shot in shots if shot.course is Course.SWAP]
    assert [shot.course for shot in shots[: len(easing)]] == [Course.SWAP] * len(easing)
    assert {shot.came_from for shot in easing} == {Moment(step.movement, step.side, 0.0)}
    assert easing[0].amount == 0.0
    assert easing[-1].amount > 0.9
    assert len(easing) * 50 == pytest.approx(SWAP_MS, abs=50)
    (toward,) = {shot.toward for shot in easing}
    after = shots[len(easing)]
    assert after.amount == pytest.approx(path_amount((toward[1], 0.0, 1.0), 1, 0) + after.amount)
    top_ms = step.tempo.up_s * 1000
    assert in_step(1, top_ms + 1, changed).amount == 1.0, "the foot is up exactly while the dial says hold"


def test_a_stretch_that_changes_does_not_begin_anew() -> None:
    step = next(one for one in FULL.steps if one.kind is StepKind.HOLD)
    first = replace(step, duration_ms=20_000)
    changed = replace(swapped(first, step.exercise.variants[0].id), steps=(first, replace(step, duration_ms=40_000)))
    assert in_step(1, 0, changed).amount == 1.0, "the same movement goes on"
    other = next(one.id for one in step.exercise.variants if one.movement != step.movement)
    shots = [in_step(1, ms, swapped(first, other)) for ms in (0, SWAP_MS, 3 * SWAP_MS)]
    assert [shot.course for shot in shots] == [Course.SWAP, Course.SWAP, Course.PATH]
    assert shots[0].toward == (1.0, 1.0)
    assert shots[0].came_from == Moment(step.movement, step.side, 1.0)
    assert shots[2].amount == 1.0


EXERCISES = ["march", "lift", "lizard"]


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("way", [easier, harder])
@pytest.mark.parametrize("into_ms", [0, 7_300, 16_000])
def test_made_easier_or_harder_in_a_set_it_goes_on_without_a_jump(
    exercise: str, way: Callable[[Exercise, Dose, Kit], Dose | None], into_ms: int
) -> None:
    """As the plan is then changed: with the next rep, at once in a hold, or after a set-up for the props."""
    index = next(i for i, step in enumerate(FULL.steps) if step.is_work and step.exercise.id == exercise)
    dose = way(FULL.steps[index].exercise, FULL.doses[exercise], FULL.kit)
    assert dose
    changed = replan(FULL, (index, into_ms), dose, FULL.kit, LIBRARY)
    before: Shot | None = None
    for place in range(index, index + 3):
        step = changed.steps[place]
        for ms in range(into_ms if place == index else 0, min(step.duration_ms, 14_000), 16):
            shot = in_step(place, ms, changed)
            assert before is None or follows(before, shot), (place, ms, before, shot)
            before = shot
        before = in_step(place, step.duration_ms - 1, changed)


@pytest.mark.parametrize("kind", [StepKind.HOLD, StepKind.REPS])
def test_what_was_changed_in_a_stop_is_taken_up_in_the_lead_in(kind: StepKind) -> None:
    """The figure is in its new place when the set goes on, and stays there."""
    step = next(one for one in FULL.steps if one.kind is kind)
    other = next(one.id for one in step.exercise.variants if one.movement != step.movement)
    session = Session(swapped(step, other), State.LEAD_IN, 1, lead_in=6_000 * FRAMES_PER_MS)
    shots = []
    for ms in range(0, 10_000, 16):
        session, _ = advance(session, ms * FRAMES_PER_MS)
        shots.append(shot_of(view(session, ms * FRAMES_PER_MS), sets_up))
    assert all(follows(one, after) for one, after in itertools.pairwise(shots))
    assert (shots[0].course, shots[0].amount) == (Course.SWAP, 0.0)
    assert {shot.course for shot in shots[2 * SWAP_MS // 16 + 1 :]} == {Course.PATH}


def test_a_new_set_is_no_swap() -> None:
    step = next(one for one in FULL.steps if one.kind is StepKind.REPS)
    assert in_step(1, 100, swapped(step, "body", set_number=2)).course is Course.PATH


def test_what_will_be_seen_next_is_known_ahead() -> None:
    """Every picture that a step will need is among those that were announced while the step before it ran."""
    for index in range(len(FULL.steps) - 1):
        ahead = {shot._replace(amount=0.0) for shot in shots_ahead(FULL, index, sets_up)}
        kinds = {(shot.course, shot.movement, shot.side, shot.flooded) for shot in ahead}
        for into_ms in range(0, min(FULL.steps[index + 1].duration_ms, 12_000), 400):
            shot = in_step(index + 1, into_ms)
            assert (shot.course, shot.movement, shot.side, shot.flooded) in kinds
    assert shots_ahead(FULL, len(FULL.steps) - 1, sets_up) == []
