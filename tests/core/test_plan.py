"""Plans against content.md: doses, sides, cuts, ceilings, for everything that can be asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.ladder import Dose, Load, nearest_variant
from hipgui.core.model import EVERY_PROP, LEVELS, Prop, Routine, Side, Tempo, WorkKind
from hipgui.core.plan import Choices, PlanError, StepKind, plan
from tests.timelines.effort import examples
from tests.timelines.small import NOTHING, library, real_plan, small_library, small_plan

if TYPE_CHECKING:
    from hipgui.core.plan import Plan, Step

ROUTINES = ("full", "middle", "short", "march", "lift", "lizard")
KITS = tuple(frozenset(kit) for count in range(6) for kit in combinations(Prop, count))

# content.md's table of levels: variant with every prop, sets, reps or seconds, tempo, ways.
LEVEL_TABLE: dict[tuple[str, int], tuple[str, int, int, tuple[float, float, float] | None, int]] = {
    ("march", 1): ("wall", 2, 8, (2, 1, 2), 1),
    ("march", 2): ("band", 3, 8, (2, 1, 2), 1),
    ("march", 3): ("bell", 3, 8, (2, 1, 2), 1),
    ("march", 4): ("bell", 4, 8, (2, 2, 3), 1),
    ("march", 5): ("bell", 4, 8, (2, 3, 3), 1),
    ("lift", 1): ("chair", 2, 6, (2, 1, 2), 1),
    ("lift", 2): ("hips", 3, 8, (2, 1, 2), 1),
    ("lift", 3): ("book", 3, 8, (2, 1, 2), 2),
    ("lift", 4): ("flat", 4, 8, (2, 2, 2), 2),
    ("lift", 5): ("edge", 4, 8, (2, 3, 3), 2),
    ("lizard", 1): ("blocks", 2, 30, None, 1),
    ("lizard", 2): ("hands", 2, 45, None, 1),
    ("lizard", 3): ("glide", 2, 60, None, 1),
    ("lizard", 4): ("back", 2, 75, None, 1),
    ("lizard", 5): ("forearms", 2, 90, None, 1),
}


def works(laid: Plan, exercise: str | None = None) -> list[Step]:
    return [step for step in laid.steps if step.is_work and exercise in {None, step.exercise.id}]


def kinds(laid: Plan) -> list[str]:
    return [str(step.kind) for step in laid.steps]


def minutes_of(laid: Plan) -> float:
    return laid.duration_ms / 60_000


@pytest.mark.parametrize(("exercise", "level"), LEVEL_TABLE)
def test_the_dose_is_the_bottom_of_the_level(exercise: str, level: int) -> None:
    variant, sets, amount, tempo, ways = LEVEL_TABLE[exercise, level]
    laid = real_plan(exercise, level=level, minutes=90)
    first = works(laid)[0]
    assert (first.variant.id, first.sets, first.level, first.variant.ways) == (variant, sets, level, ways)
    assert len(works(laid)) == sets * 2
    assert (first.tempo and (first.tempo.up_s, first.tempo.hold_s, first.tempo.down_s)) == tempo
    if tempo is None:
        assert (first.kind, first.duration_s, first.reps, first.ways) == ("hold", amount, None, None)
    else:
        assert (first.reps, first.duration_s, first.ways) == (amount, amount * sum(tempo) * ways, ways)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("routine", ROUTINES)
def test_every_plan_is_sound_whatever_one_has(routine: str, level: int) -> None:
    ceiling_min = library().routine(routine).ceiling_min
    for kit in KITS:
        laid = real_plan(routine, level=level, kit=kit)
        assert minutes_of(laid) <= ceiling_min
        check_shape(laid)
        for step in laid.steps:
            assert step.variant.props_from(kit) == step.props
        for exercise in library().exercises:
            replaced = [step for step in laid.steps if step.exercise is exercise and step.first_time and step.notes]
            wanted = exercise.variant(exercise.level(level).variant)
            if works(laid, exercise.id):
                assert (works(laid, exercise.id)[0].variant is not wanted) == bool(replaced)


def check_shape(laid: Plan) -> None:
    """Steps end to end, prepare once before each exercise, both sides alike, rests and switches where they belong."""
    assert laid.starts_ms[0] == 0
    assert all(
        start_ms + step.duration_ms == after_ms
        for step, (start_ms, after_ms) in zip(laid.steps, pairwise((*laid.starts_ms, laid.duration_ms)), strict=True)
    )
    assert all(step.duration_ms > 0 for step in laid.steps)
    assert laid.steps[0].kind is StepKind.PREPARE
    assert laid.steps[-1].is_work
    follows = {
        StepKind.PREPARE: {"reps", "hold"},
        StepKind.REPS: {"switch", "rest"},
        StepKind.HOLD: {"switch", "rest"},
        StepKind.SWITCH: {"reps", "hold"},
        StepKind.REST: {"prepare", "reps", "hold"},
    }
    assert all(str(after.kind) in follows[before.kind] for before, after in pairwise(laid.steps))
    for before, after in pairwise(laid.steps):
        if before.is_work:
            assert (after.kind is StepKind.SWITCH) == (before.side is Side.RIGHT)
        if after.kind is StepKind.PREPARE:
            assert before.kind is StepKind.REST
        if not before.is_work:
            assert (before.exercise, before.side) == (after.exercise, after.side)
    for exercise in {step.exercise.id for step in laid.steps}:
        right, left = ([step for step in works(laid, exercise) if step.side is side] for side in Side)
        assert [step.duration_ms for step in right] == [step.duration_ms for step in left]
        assert [step.reps for step in right] == [step.reps for step in left]
        assert [step.set_number for step in right] == [step.set_number for step in left]
        assert sum(step.duration_ms for step in right) == sum(step.duration_ms for step in left)


@given(
    routine=st.sampled_from(ROUTINES),
    levels=st.fixed_dictionaries({name: st.sampled_from(LEVELS) for name in ("march", "lift", "lizard")}),
    kit=st.sets(st.sampled_from(Prop)),
    minutes=st.floats(0.01, 120),
    self_paced=st.booleans(),
)
@examples(200)
def test_the_minutes_are_kept_or_the_least_is_named(
    routine: str,
    levels: dict[str, int],
    kit: set[Prop],
    minutes: float,
    self_paced: bool,  # noqa: FBT001  Hypothesis gives it by name
) -> None:
    asked: dict[str, object] = {"levels": MappingProxyType(levels), "kit": frozenset(kit), "self_paced": self_paced}
    laid = plan_or_why_not(routine, minutes, asked)
    if isinstance(laid, PlanError):
        refusal = f"{round(minutes * 60_000) / 60_000:g} min is too short: {routine} needs at least "
        assert str(laid).startswith(refusal)
        assert laid.exit_code == 2
        least_min = float(str(laid).removeprefix(refusal).removesuffix(" min."))
        assert least_min > minutes
        minutes, laid = least_min, real_plan(routine, minutes=least_min, **asked)
        assert least_min - minutes_of(laid) < 0.1 + 1e-9
        assert len({step.exercise.id for step in laid.steps}) == 1
    assert laid.duration_ms <= round(minutes * 60_000)
    check_shape(laid)


def plan_or_why_not(routine: str, minutes: float, asked: dict[str, object]) -> Plan | PlanError:
    try:
        return real_plan(routine, minutes=minutes, **asked)
    except PlanError as error:
        return error


def test_durations_are_those_of_the_table() -> None:
    for kit in (EVERY_PROP, NOTHING):
        assert 20 <= minutes_of(real_plan("full", level=2, kit=kit)) <= 30
        assert 20 <= minutes_of(real_plan("full", level=3, kit=kit)) <= 30
        assert minutes_of(real_plan("full", level=1, kit=kit)) == pytest.approx(14, abs=1)
        for level in LEVELS:
            assert minutes_of(real_plan("full", level=level, kit=kit)) <= 30
            assert minutes_of(real_plan("middle", level=level, kit=kit)) <= 15
            assert minutes_of(real_plan("short", level=level, kit=kit)) <= 10


def test_nothing_is_added_to_fill_the_minutes() -> None:
    assert real_plan("full", minutes=30).steps == real_plan("full", minutes=300).steps
    assert real_plan("middle", minutes=30) == replace(real_plan("full"), routine="middle")


def test_a_chosen_dose_is_done_as_it_stands() -> None:
    chosen = Dose(3, "wall", 3, 10, Tempo(2, 1, 2))
    laid = plan(library().routine("march"), library(), Choices(doses={"march": chosen}, minutes=60))
    assert laid.doses == {"march": chosen}
    assert {(step.variant.id, step.reps, step.sets) for step in works(laid)} == {("wall", 10, 3)}


def test_a_chosen_dose_is_fitted_to_what_is_at_hand_now() -> None:
    bell = Load(Prop.KETTLEBELL, 4)
    chosen = Dose(3, "bell", 3, 10, Tempo(2, 1, 2), load=bell)
    choices = Choices(doses={"march": chosen}, loads=(bell,), minutes=60)
    assert works(plan(library().routine("march"), library(), choices))[0].load == "4 kg"
    other = replace(choices, loads=(Load(Prop.KETTLEBELL, 2),), pounds=True)
    assert works(plan(library().routine("march"), library(), other))[0].load == "4 lb"
    without = plan(library().routine("march"), library(), replace(choices, kit=frozenset({Prop.BAND}), loads=()))
    assert works(without)[0].variant.id == "band"
    assert any("kettlebell" in note for note in without.notes)


def test_a_load_that_is_too_heavy_is_said() -> None:
    heavy = Choices(loads=(Load(Prop.KETTLEBELL, 16),), minutes=60)
    laid = plan(library().routine("march"), library(), heavy)
    assert works(laid)[0].variant.id == "band"
    assert laid.notes == ("No kettlebell light enough, so with the band.",)


def test_before_a_run_the_stretch_is_short() -> None:
    laid = plan(library().routine("full"), library(), Choices(level=4, before_run=True))
    assert sum(step.duration_s for step in works(laid, "lizard") if step.side is Side.RIGHT) == 75
    assert plan(library().routine("march"), library(), Choices(before_run=True)).steps == real_plan("march").steps


def test_standard_lengths() -> None:
    laid = real_plan("full", level=3)
    lengths = {kind: {step.duration_s for step in laid.steps if step.kind == kind} for kind in StepKind}
    assert lengths[StepKind.PREPARE] == {30}
    assert lengths[StepKind.REST] == {60}
    assert lengths[StepKind.SWITCH] == {12}
    chosen = real_plan("full", level=1, rest_s=120, switch_s=15)
    assert {step.duration_s for step in chosen.steps if step.kind is StepKind.REST} == {120}
    assert {step.duration_s for step in chosen.steps if step.kind is StepKind.SWITCH} == {15}


# The order of cuts.


def ladder_of_cuts(routine: str, level: int) -> list[tuple[float, Plan]]:
    """Every plan on the way down to the least, with its minutes: each a tick shorter than the one before."""
    found: list[tuple[float, Plan]] = []
    minutes = 200.0
    while True:
        try:
            laid = real_plan(routine, level=level, minutes=minutes)
        except PlanError:
            return found
        found.append((minutes_of(laid), laid))
        minutes = (laid.duration_ms - 1) / 60_000


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("routine", ["full", "march", "lizard"])
def test_cuts_come_in_order(routine: str, level: int) -> None:
    """A set of the exercise with most, rests, set-up, switch, reps, holds, whole exercises: nothing before its turn."""
    steps = ladder_of_cuts(routine, level)
    stages = []
    for (_, before), (_, after) in pairwise(steps):
        assert after.duration_ms < before.duration_ms
        stage, change = what_was_cut(before, after)
        stages.append(stage)
        if stage == 0:
            assert change == fullest(before)
    assert stages == sorted(stages)
    last = steps[-1][1]
    assert {step.exercise.id for step in last.steps} == {"march", "lizard", "lift"} & {routine} or len(stages) > 0
    assert all(step.sets == 1 for step in last.steps)
    assert all(step.reps in {None, 5} for step in last.steps)
    assert all(step.duration_s == 30 for step in last.steps if step.kind is StepKind.HOLD)
    assert {step.duration_s for step in last.steps if step.kind is StepKind.SWITCH} == {10}
    assert {step.duration_s for step in last.steps if step.kind is StepKind.PREPARE} == {20}


def what_was_cut(before: Plan, after: Plan) -> tuple[int, str]:
    """Stage of the cut in content.md's order, and which exercise lost."""
    if {step.exercise.id for step in before.steps} != {step.exercise.id for step in after.steps}:
        return 6, ""
    for exercise in dict.fromkeys(step.exercise.id for step in before.steps):
        was, now = works(before, exercise)[0], works(after, exercise)[0]
        if now.sets < was.sets:
            assert was.sets - now.sets == 1
            return 0, exercise
        if (now.reps or 0) < (was.reps or 0):
            assert (was.reps or 0) - (now.reps or 0) == 1
            return 4, exercise
        if now.kind is StepKind.HOLD and now.duration_ms < was.duration_ms:
            return 5, exercise
    for stage, kind in ((1, StepKind.REST), (2, StepKind.PREPARE), (3, StepKind.SWITCH)):
        was_s, now_s = (
            max((step.duration_s for step in laid.steps if step.kind is kind), default=0) for laid in (before, after)
        )
        if now_s < was_s:
            assert now_s == {1: 45, 2: 20, 3: 10}[stage]
            return stage, ""
    raise AssertionError("nothing was cut")


def fullest(laid: Plan) -> str:
    """The exercise with most sets; of those the one with most work."""
    sets = {name: works(laid, name)[0].sets for name in dict.fromkeys(step.exercise.id for step in laid.steps)}
    total = {name: sum(step.duration_ms for step in works(laid, name)) for name in sets}
    return max(sets, key=lambda name: (sets[name], total[name]))


def test_what_was_cut_is_said() -> None:
    least = small_plan("mixed", minutes=1)
    assert [step.exercise.id for step in least.steps] == ["march"] * 4
    assert least.steps[0].notes == ("Lizard is left out.", "Lift is left out.", "March is left out.")
    assert least.steps[1].notes == ()
    assert least.notes == (
        *least.steps[0].notes,
        "March: sets cut from 2 to 1.",
        "March: reps cut from 4 to 2.",
        "Rests cut from 16 to 14 seconds.",
        "Set-up cut from 16 to 13 seconds.",
        "Switching cut from 9 to 8 seconds.",
    )


def test_a_note_is_noted_once() -> None:
    laid = small_plan("mixed", kit=NOTHING)
    assert laid.notes == ("No kettlebell, so body weight today.", "No block or book, so hands on hips today.")
    assert [len(step.notes) for step in laid.steps if step.kind == "prepare"] == [1, 0, 1, 0]


def test_a_cut_hold_is_said() -> None:
    laid = small_plan("lizard", minutes=1.1)
    assert [step.duration_s for step in works(laid)] == [20, 20]
    assert "Lizard: holds cut from 40 to 20 seconds." in laid.notes


def test_an_exercise_that_comes_back_is_set_up_in_short() -> None:
    laid = small_plan("mixed")
    prepares = [(step.exercise.id, step.first_time, step.duration_s) for step in laid.steps if step.kind == "prepare"]
    assert prepares == [("march", True, 16), ("lizard", True, 16), ("lift", True, 16), ("march", False, 10)]


# What is at hand.


def test_the_nearest_variant_stands_in_and_it_is_said() -> None:
    laid = real_plan("full", level=3, kit=NOTHING)
    variants = {step.exercise.id: step.variant.id for step in laid.steps}
    assert variants == {"march": "body", "lift": "hips", "lizard": "glide"}
    assert [step.notes for step in laid.steps if step.kind == "prepare"] == [laid.notes[:1], laid.notes[1:], ()]
    assert "kettlebell" in laid.notes[0]
    assert all(word in laid.notes[1] for word in ("block", "book"))


def test_of_two_equally_near_variants_the_easier_stands_in() -> None:
    exercise = small_library().exercise("lift")
    easy, middle = exercise.variants
    hard = replace(easy, id="hard")
    three = replace(exercise, variants=(easy, middle, hard))
    assert nearest_variant(three, middle, NOTHING) is easy
    assert nearest_variant(three, hard, NOTHING) is hard


def test_a_prop_that_is_used_is_the_first_one_owned() -> None:
    assert {step.props for step in real_plan("lift", kit=frozenset({Prop.BOOK})).steps} == {(Prop.BOOK,)}
    assert {step.props for step in real_plan("lift", kit=EVERY_PROP).steps} == {(Prop.BLOCK,)}


def test_the_load_belongs_to_the_variant_that_was_meant() -> None:
    assert {step.load for step in small_plan("march").steps} == {"4 kg"}
    assert {step.load for step in small_plan("march", kit=NOTHING).steps} == {""}


def test_deeper_variants_are_offered_only_from_what_was_meant_and_what_one_has() -> None:
    assert {tuple(variant.id for variant in step.offers) for step in small_plan("lizard", level=5).steps} == {("kick",)}
    offered = {kit: real_plan("lizard", level=4, kit=kit).steps[1].offers for kit in (EVERY_PROP, NOTHING)}
    assert [variant.id for variant in offered[EVERY_PROP]] == ["forearms_block"]
    assert offered[NOTHING] == ()


# Levels and pace.


def test_each_exercise_may_have_its_own_level() -> None:
    laid = real_plan("full", levels=MappingProxyType({"lift": 1, "lizard": 5}), minutes=90)
    assert {step.exercise.id: step.level for step in laid.steps} == {"march": 3, "lift": 1, "lizard": 5}
    with pytest.raises(KeyError):
        real_plan("full", level=6)


def test_self_paced_sets_and_set_ups_wait_for_the_person() -> None:
    laid = small_plan("mixed", self_paced=True)
    assert {step.kind for step in laid.steps if step.open_ended} == {StepKind.PREPARE, StepKind.REPS}
    assert not any(step.open_ended for step in small_plan("mixed").steps)


def test_a_step_knows_what_it_is() -> None:
    laid = small_plan("lift")
    prepare, first, switch, _ = laid.steps
    assert (prepare.duration_s, prepare.rep_ms, prepare.ways, prepare.set_number) == (16.0, 0, None, None)
    assert (first.rep_ms, first.ways, first.set_number, first.sets) == (10_000, 2, 1, 1)
    assert (switch.side, switch.reps, switch.tempo) == (Side.LEFT, None, None)
    assert laid.next_work(0) is first
    assert laid.next_work(3) is None
    assert first.side.other is Side.LEFT
    assert first.side.other.other is Side.RIGHT


def test_a_routine_may_be_anything() -> None:
    twice = Routine("twice", "Twice", ("lizard", "lizard"), 30)
    laid = plan(twice, small_library(), Choices(level=1))
    assert kinds(laid) == [*["prepare", "hold", "switch", "hold", "rest"] * 2][:-1]
    assert [step.duration_s for step in laid.steps if step.kind == "prepare"] == [16, 10]
    check_shape(laid)


def test_a_hold_is_a_hold_and_reps_are_reps() -> None:
    for step in real_plan("full").steps:
        if step.is_work:
            assert (step.kind is StepKind.HOLD) == (step.exercise.kind is WorkKind.HOLD)


def test_the_figure_moves_with_the_prop_that_is_used() -> None:
    for prop in (Prop.BLOCK, Prop.BOOK):
        step = real_plan("lift", kit=frozenset({prop})).steps[1]
        assert step.movement == step.variant.movement_with.get(prop, step.variant.movement)
    assert real_plan("lift", kit=NOTHING).steps[1].movement == "lift_hips"
    moves = {real_plan("lift", kit=frozenset({prop})).steps[1].movement for prop in (Prop.BLOCK, Prop.BOOK)}
    assert len(moves) == 2


def test_what_is_not_in_the_library_is_a_key_error() -> None:
    for look in (library().routine, library().exercise, library().exercise("march").variant):
        with pytest.raises(KeyError, match="swim"):
            look("swim")
