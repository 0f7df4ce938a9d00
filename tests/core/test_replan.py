from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import Talk
from hipgui.core.ladder import Kit, at_level, easier, harder
from hipgui.core.model import Routine, Side
from hipgui.core.plan import Choices, plan
from hipgui.core.replan import replan, without_the_rest
from hipgui.core.score import score
from tests.core.doses import LIFT, LIZARD, MARCH, bells, table
from tests.timelines.small import library, real_plan

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise
    from hipgui.core.plan import Plan, Step

LIBRARY = library()
KIT = Kit()
BELLS = Kit(loads=bells(4, 6))


def laid(routine: str = "full", level: int = 3, *, minutes: float = 60, self_paced: bool = False) -> Plan:
    return real_plan(routine, level=level, minutes=minutes, self_paced=self_paced)


def told(step: Step) -> str:
    """A step as the tables below write it."""
    letter = "R" if step.side is Side.RIGHT else "L"
    number = f" {step.set_number}/{step.sets}" if step.set_number else ""
    reps = f" x{step.reps}" if step.reps else ""
    return f"{step.kind} {step.variant.id} {letter}{number}{reps} {step.duration_s:g}s"


def steps_of(changed: Plan, first: int, last: int) -> list[str]:
    return [told(step) for step in changed.steps[first:last]]


def down(exercise: Exercise, level: int, kit: Kit = KIT) -> Dose:
    dose = easier(exercise, at_level(exercise, level, kit), kit)
    assert dose
    return dose


def up(exercise: Exercise, level: int, kit: Kit = KIT) -> Dose:
    dose = harder(exercise, at_level(exercise, level, kit), kit)
    assert dose
    return dose


def test_in_a_set_it_changes_with_the_next_rep_after_time_to_put_down_the_bell() -> None:
    changed = replan(laid("march"), (1, 21_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(changed, 0, 10) == table(
        """
        prepare bell R 30s
        reps bell R 1/3 x5 25s
        prepare band R 1/3 20s
        reps band R 1/3 x3 15s
        switch band L 1/3 12s
        reps band L 1/3 x8 40s
        rest band R 2/3 60s
        reps band R 2/3 x8 40s
        switch band L 2/3 12s
        reps band L 2/3 x8 40s
        """
    )
    put_in = changed.steps[2]
    assert (put_in.first_time, put_in.notes, put_in.reps, put_in.tempo) == (True, (), None, None)


def test_without_props_to_move_the_next_rep_follows_at_once() -> None:
    changed = replan(laid("march", 4), (1, 100), down(MARCH, 4), KIT, LIBRARY)
    assert steps_of(changed, 1, 4) == ["reps bell R 1/4 x1 7s", "reps bell R 1/3 x7 35s", "switch bell L 1/3 12s"]
    assert len([step for step in changed.steps if step.is_work]) == 7
    lift = replan(laid("lift", 3), (1, 10_000), down(LIFT, 3), KIT, LIBRARY)
    assert steps_of(lift, 1, 3) == ["reps book R 1/3 x2 20s", "reps hips R 1/3 x6 30s"]


def test_a_hold_changes_at_once_and_keeps_its_end_on_both_sides() -> None:
    changed = replan(laid("lizard"), (1, 20_000), down(LIZARD, 3), KIT, LIBRARY)
    assert steps_of(changed, 0, 9) == table(
        """
        prepare glide R 30s
        hold glide R 1/2 20s
        hold hands R 1/2 40s
        switch hands L 1/2 12s
        hold hands L 1/2 60s
        rest hands R 2/2 60s
        hold hands R 2/2 45s
        switch hands L 2/2 12s
        hold hands L 2/2 45s
        """
    )


def test_a_change_on_the_second_side_reaches_the_first_in_the_next_set() -> None:
    changed = replan(laid("lizard"), (3, 50_000), up(LIZARD, 3), KIT, LIBRARY)
    assert steps_of(changed, 1, 8) == table(
        """
        hold glide R 1/2 60s
        switch glide L 1/2 12s
        hold glide L 1/2 50s
        hold back L 1/2 10s
        rest back R 2/2 60s
        hold back R 2/2 75s
        switch back L 2/2 12s
        """
    )
    assert [variant.id for variant in changed.steps[4].offers] == ["forearms_block"]


def test_the_last_seconds_of_a_hold_stay_and_the_switch_after_it_gives_time_for_the_block() -> None:
    changed = replan(laid("lizard", 2), (1, 43_000), down(LIZARD, 2), KIT, LIBRARY)
    assert steps_of(changed, 1, 4) == ["hold hands R 1/2 45s", "switch blocks L 1/2 20s", "hold blocks L 1/2 45s"]


def test_in_the_last_rep_the_change_is_made_in_what_comes_next() -> None:
    changed = replan(laid("march"), (3, 39_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(changed, 3, 7) == table(
        """
        reps bell L 1/3 x8 40s
        rest band R 2/3 40s
        prepare band R 2/3 20s
        reps band R 2/3 x8 40s
        """
    )
    to_the_end = laid("march")
    last = len(to_the_end.steps) - 1
    assert replan(to_the_end, (last, 39_000), down(MARCH, 3), KIT, LIBRARY) == to_the_end


def test_in_a_rest_the_next_set_changes_and_a_new_variant_is_set_up_in_the_last_part_of_it() -> None:
    plan_ = laid("march")
    assert steps_of(replan(plan_, (4, 10_000), down(MARCH, 3), KIT, LIBRARY), 4, 7) == table(
        """
        rest band R 2/3 40s
        prepare band R 2/3 20s
        reps band R 2/3 x8 40s
        """
    )
    assert steps_of(replan(plan_, (4, 55_000), down(MARCH, 3), KIT, LIBRARY), 4, 6) == table(
        """
        rest band R 2/3 55s
        prepare band R 2/3 20s
        """
    )


def test_in_a_switch_there_is_time_to_fetch_what_is_needed() -> None:
    changed = replan(laid("march"), (2, 11_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(changed, 1, 5) == table(
        """
        reps bell R 1/3 x8 40s
        switch band L 1/3 31s
        reps band L 1/3 x8 40s
        rest band R 2/3 60s
        """
    )


def test_in_the_first_set_up_everything_changes_and_what_has_to_be_fetched_lengthens_it() -> None:
    plan_ = laid("march")
    early = replan(plan_, (0, 5_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(early, 0, 2) == ["prepare band R 30s", "reps band R 1/3 x8 40s"]
    assert early.steps[0].first_time
    late = replan(plan_, (0, 25_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(late, 0, 2) == ["prepare band R 45s", "reps band R 1/3 x8 40s"]
    lizard = replan(laid("lizard"), (0, 25_000), up(LIZARD, 3), KIT, LIBRARY)
    assert steps_of(lizard, 0, 2) == ["prepare back R 30s", "hold back R 1/2 75s"]


def test_in_the_rest_before_an_exercise_it_is_that_exercise_that_changes() -> None:
    plan_ = laid()
    rest = next(at for at, step in enumerate(plan_.steps) if step.exercise is LIFT)
    changed = replan(plan_, (rest, 30_000), down(LIFT, 3), KIT, LIBRARY)
    assert steps_of(changed, rest, rest + 3) == ["rest hips R 1/3 60s", "prepare hips R 30s", "reps hips R 1/3 x8 40s"]
    assert changed.steps[:rest] == plan_.steps[:rest]


def test_work_that_was_entered_but_not_begun_changes_as_a_whole() -> None:
    plan_ = laid("march")
    changed = replan(plan_, (5, 0), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(changed, 5, 9) == table(
        """
        prepare band R 2/3 20s
        reps band R 2/3 x8 40s
        switch band L 2/3 12s
        reps band L 2/3 x8 40s
        """
    )
    second_side = replan(laid("lizard"), (3, 0), up(LIZARD, 3), KIT, LIBRARY)
    assert steps_of(second_side, 1, 4) == ["hold glide R 1/2 60s", "switch glide L 1/2 12s", "hold back L 1/2 60s"]
    whole = replan(laid("lizard"), (5, 0), up(LIZARD, 3), KIT, LIBRARY)
    assert steps_of(whole, 5, 8) == ["hold back R 2/2 75s", "switch back L 2/2 12s", "hold back L 2/2 75s"]


def test_there_and_back_again_drops_what_was_put_in_and_names_the_variant_that_is_known() -> None:
    there = replan(laid("march"), (1, 21_000), down(MARCH, 3), KIT, LIBRARY)
    bell = at_level(MARCH, 3, KIT)
    assert replan(there, (1, 22_000), bell, KIT, LIBRARY).steps[:7] == laid("march").steps[:7]
    back = replan(there, (3, 6_000), bell, KIT, LIBRARY)
    assert steps_of(back, 1, 6) == table(
        """
        reps bell R 1/3 x5 25s
        prepare band R 1/3 20s
        reps band R 1/3 x2 10s
        prepare bell R 1/3 10s
        reps bell R 1/3 x1 5s
        """
    )
    assert (back.steps[4].notes, back.steps[4].first_time) == (("Now with the kettlebell.",), False)
    meanwhile = replan(there, (2, 5_000), bell, KIT, LIBRARY)
    assert steps_of(meanwhile, 1, 4) == ["reps bell R 1/3 x5 25s", "prepare bell R 1/3 20s", "reps bell R 1/3 x3 15s"]
    further = replan(there, (1, 22_000), down(MARCH, 2), KIT, LIBRARY)
    assert steps_of(further, 1, 4) == ["reps bell R 1/3 x5 25s", "prepare wall R 1/2 20s", "reps wall R 1/2 x3 15s"]


def test_there_and_back_again_has_as_many_sets_as_before() -> None:
    plan_ = laid("march", 2)
    fewer = replan(plan_, (1, 21_000), down(MARCH, 2), KIT, LIBRARY)
    assert [told(step) for step in fewer.steps if step.is_work][-1] == "reps wall L 2/2 x8 40s"
    back = replan(fewer, (1, 22_000), at_level(MARCH, 2, KIT), KIT, LIBRARY)
    assert [told(step) for step in back.steps if step.is_work][-1] == "reps band L 3/3 x8 40s"
    assert back.duration_ms == plan_.duration_ms


def test_a_piece_that_is_begun_again_keeps_its_reps() -> None:
    there = replan(laid("march"), (1, 21_000), down(MARCH, 3), KIT, LIBRARY)
    again = replan(there, (1, 0), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(again, 1, 4) == ["prepare band R 1/3 20s", "reps band R 1/3 x8 40s", "switch band L 1/3 12s"]


def test_from_an_earlier_set_again_a_set_that_was_split_becomes_whole() -> None:
    there = replan(laid("march"), (5, 21_000), down(MARCH, 3), KIT, LIBRARY)
    again = replan(there, (3, 21_000), down(MARCH, 2), KIT, LIBRARY)
    assert steps_of(again, 3, 9) == table(
        """
        reps bell L 1/3 x5 25s
        prepare wall L 1/2 20s
        reps wall L 1/2 x3 15s
        rest wall R 2/2 60s
        reps wall R 2/2 x8 40s
        switch wall L 2/2 12s
        """
    )


def test_a_rest_gets_back_the_time_that_an_earlier_change_had_taken() -> None:
    there = replan(laid("march"), (4, 10_000), down(MARCH, 3), KIT, LIBRARY)
    back = replan(there, (4, 20_000), at_level(MARCH, 3, KIT), KIT, LIBRARY)
    assert steps_of(back, 4, 6) == ["rest bell R 2/3 60s", "reps bell R 2/3 x8 40s"]


def test_a_warning_is_not_said_twice_but_the_new_variant_is_still_set_up() -> None:
    plan_ = laid("lift")
    changed = replan(plan_, (4, 10_000), up(LIFT, 3), KIT, LIBRARY)
    put_in = changed.steps[5]
    assert told(put_in) == "prepare flat R 2/4 20s"
    assert not put_in.first_time
    assert put_in.notes == (
        "Kneel on the left knee, block outside the right foot.",
        "Flat, a few inches away. Hands on hips.",
        "Foot over and back is one rep.",
    )
    bell = replan(laid("march", 2), (4, 10_000), up(MARCH, 2), KIT, LIBRARY)
    assert (bell.steps[5].first_time, bell.steps[5].notes) == (True, ())


def test_another_bell_is_a_change_of_props() -> None:
    plan_ = laid("march", 4)
    four = at_level(MARCH, 4, BELLS)
    on_four = replan(plan_, (0, 0), four, BELLS, LIBRARY)
    six = replan(on_four, (1, 8_000), at_level(MARCH, 5, BELLS), BELLS, LIBRARY)
    assert [(told(step), step.load) for step in six.steps[1:4]] == [
        ("reps bell R 1/4 x2 14s", "4 kg"),
        ("prepare bell R 1/4 10s", "6 kg"),
        ("reps bell R 1/4 x6 48s", "6 kg"),
    ]


def test_sets_that_are_not_asked_for_are_left_out_but_never_the_present_one() -> None:
    first = replan(laid("march", 2), (1, 1_000), down(MARCH, 2), KIT, LIBRARY)
    assert [told(step) for step in first.steps if step.is_work][-1] == "reps wall L 2/2 x8 40s"
    third = laid("march", 2)
    at = next(at for at, step in enumerate(third.steps) if step.set_number == 3)
    kept = replan(third, (at, 10_000), down(MARCH, 2), KIT, LIBRARY)
    assert [told(step) for step in kept.steps if step.is_work][-1] == "reps wall L 3/3 x8 40s"


def test_a_set_is_added_only_where_the_minutes_allow_it() -> None:
    plan_ = laid("lift")
    longer = replan(plan_, (4, 0), up(LIFT, 3), KIT, LIBRARY)
    assert [told(step) for step in longer.steps[-4:]] == table(
        """
        rest flat R 4/4 60s
        reps flat R 4/4 x8 96s
        switch flat L 4/4 12s
        reps flat L 4/4 x8 96s
        """
    )
    within = replan(plan_, (4, 0), up(LIFT, 3), KIT, LIBRARY, minutes=plan_.duration_ms / 60_000)
    assert [told(step) for step in within.steps[-1:]] == ["reps flat L 3/3 x8 96s"]
    enough = replan(plan_, (4, 0), up(LIFT, 3), KIT, LIBRARY, minutes=longer.duration_ms / 60_000)
    assert enough == longer


def test_what_the_minutes_had_cut_stays_cut() -> None:
    short = laid("march", minutes=4)
    work = [step for step in short.steps if step.is_work]
    assert {(step.sets, step.reps) for step in work} == {(1, 8)}
    changed = replan(short, (1, 1_000), up(MARCH, 3), KIT, LIBRARY, minutes=4)
    assert [told(step) for step in changed.steps if step.is_work][-1] == "reps bell L 1/1 x8 56s"
    shorter = laid("lift", minutes=2.7)
    assert {(step.sets, step.reps) for step in shorter.steps if step.is_work} == {(1, 6)}
    one = replan(shorter, (0, 1_000), up(LIFT, 3), KIT, LIBRARY, minutes=2.7)
    assert [told(step) for step in one.steps if step.is_work] == ["reps flat R 1/1 x6 72s", "reps flat L 1/1 x6 72s"]
    held = laid("lizard", 5, minutes=1.5)
    assert {step.duration_s for step in held.steps if step.is_work} == {30}
    down_one = replan(held, (0, 0), down(LIZARD, 5), KIT, LIBRARY)
    assert [told(step) for step in down_one.steps if step.is_work] == ["hold back R 1/1 30s", "hold back L 1/1 30s"]


def test_a_set_at_ones_own_pace_changes_as_a_whole() -> None:
    plan_ = laid("march", self_paced=True)
    changed = replan(plan_, (1, 21_000), down(MARCH, 3), KIT, LIBRARY)
    assert steps_of(changed, 1, 3) == ["reps band R 1/3 x8 40s", "switch band L 1/3 12s"]
    assert changed.steps[1].open_ended
    in_rest = replan(plan_, (4, 10_000), up(MARCH, 3), KIT, LIBRARY)
    assert [step.open_ended for step in in_rest.steps[4:6]] == [False, True]
    fetched = replan(plan_, (5, 0), down(MARCH, 3), KIT, LIBRARY)
    assert [step.open_ended for step in fetched.steps[5:7]] == [True, True]


def test_an_exercise_that_comes_back_later_in_the_session_is_changed_there_too() -> None:
    twice = Routine("twice", "Twice", ("march", "lizard", "march"), 90)
    plan_ = plan(twice, LIBRARY, Choices(level=2))
    changed = replan(plan_, (1, 1_000), down(MARCH, 2), KIT, LIBRARY)
    blocks = [list(steps) for _, steps in groupby(changed.steps, key=lambda step: step.exercise.id)]
    assert [told(step) for step in blocks[2]][:3] == [
        "rest wall R 1/2 60s",
        "prepare wall R 10s",
        "reps wall R 1/2 x8 40s",
    ]
    assert blocks[1] == [step for step in plan_.steps if step.exercise is LIZARD]
    assert [told(step) for step in blocks[2]][-1] == "reps wall L 2/2 x8 40s"


def test_skipping_what_is_left_of_an_exercise() -> None:
    plan_ = laid()
    changed = without_the_rest(plan_, 3)
    assert steps_of(changed, 2, 6) == table(
        """
        switch bell L 1/3 12s
        reps bell L 1/3 x8 40s
        rest book R 1/3 60s
        prepare book R 30s
        """
    )
    last = without_the_rest(laid("lizard"), 2)
    assert steps_of(last, 1, 9) == ["hold glide R 1/2 60s", "switch glide L 1/2 12s"]
    assert replan(last, (2, 1_000), up(LIZARD, 3), KIT, LIBRARY).steps[-1].variant.id == "back"
    left = without_the_rest(laid("march"), 0)
    assert steps_of(replan(left, (0, 0), up(MARCH, 3), KIT, LIBRARY), 0, 9) == ["prepare bell R 30s"]


@pytest.mark.parametrize("press", ["easier", "harder"])
def test_the_new_plan_can_be_spoken(press: str) -> None:
    for level in (2, 3, 4):
        for exercise in LIBRARY.exercises:
            plan_ = laid(exercise.id, level)
            dose = down(exercise, level) if press == "easier" else up(exercise, level)
            for index, position_ms in (
                (0, 9_000),
                (1, 1),
                (1, 21_000),
                (1, 55_000),
                (2, 4_000),
                (3, 12_000),
                (4, 30_000),
            ):
                changed = replan(plan_, (index, position_ms), dose, KIT, LIBRARY)
                spoken = score(changed, LIBRARY.words, Talk.FULL, 0, lambda _item: None)
                for step, settled in zip(changed.steps, spoken.steps, strict=True):
                    assert all(cue.end_ms <= step.duration_ms for cue in settled.cues if cue.is_speech)
                said = [cue.text for settled in spoken.steps for cue in settled.cues if cue.role == "warning"]
                assert len(said) == len(set(said))
