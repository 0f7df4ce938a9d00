from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.ladder import (
    Dose,
    Kit,
    Load,
    at_level,
    at_variant,
    before_run,
    easier,
    fitted,
    harder,
    is_gentler,
    load_text,
    offers,
    rung_above,
    rung_below,
    rungs,
    stretch_of,
    with_kit,
)
from hipgui.core.model import EVERY_PROP, LEVELS, LoadRange, Prop, Tempo
from tests.core.doses import LIFT, LIZARD, MARCH, NOTHING, bands, bells, exercises, kits, table, told
from tests.timelines.effort import examples
from tests.timelines.small import library, real_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.model import Exercise

SUBSETS = [frozenset(props) for props in chain.from_iterable(combinations(Prop, count) for count in range(6))]


def line(exercise: Exercise, kit: Kit) -> list[str]:
    return [told(rung) for rung in rungs(exercise, kit)]


def test_the_march_climbs_reps_then_tempo_then_the_next_bell() -> None:
    assert line(MARCH, Kit(loads=bells(4, 6, 8))) == table(
        """
        1 wall 2x8 2-1-2
        2 band 3x8 2-1-2
        2 band 3x9 2-1-2
        2 band 3x10 2-1-2
        3 bell 4 3x8 2-1-2
        3 bell 4 3x9 2-1-2
        3 bell 4 3x10 2-1-2
        3 bell 4 3x11 2-1-2
        3 bell 4 3x12 2-1-2
        3 bell 4 3x12 2-2-2
        3 bell 4 3x12 2-2-3
        4 bell 4 4x8 2-2-3
        4 bell 4 4x9 2-2-3
        4 bell 4 4x10 2-2-3
        4 bell 4 4x11 2-2-3
        4 bell 4 4x12 2-2-3
        4 bell 6 4x8 2-2-3
        4 bell 6 4x9 2-2-3
        4 bell 6 4x10 2-2-3
        4 bell 6 4x11 2-2-3
        4 bell 6 4x12 2-2-3
        5 bell 6 4x12 2-3-3
        5 bell 8 4x8 2-3-3
        5 bell 8 4x9 2-3-3
        5 bell 8 4x10 2-3-3
        5 bell 8 4x11 2-3-3
        5 bell 8 4x12 2-3-3
        """
    )


def test_the_lift_slows_down_before_the_block_grows() -> None:
    assert line(LIFT, Kit())[6:20] == table(
        """
        3 book 3x8 2-1-2
        3 book 3x9 2-1-2
        3 book 3x10 2-1-2
        3 book 3x11 2-1-2
        3 book 3x12 2-1-2
        3 book 3x12 2-2-2
        4 flat 4x8 2-2-2
        4 flat 4x9 2-2-2
        4 flat 4x10 2-2-2
        4 flat 4x11 2-2-2
        4 flat 4x12 2-2-2
        4 flat 4x12 2-3-2
        4 flat 4x12 2-3-3
        5 edge 4x8 2-3-3
        """
    )


def test_the_lizard_is_held_longer_before_it_goes_deeper() -> None:
    assert line(LIZARD, Kit()) == table(
        """
        1 blocks 2x30
        1 blocks 2x45
        2 hands 2x45
        2 hands 2x60
        3 glide 2x60
        3 glide 2x75
        4 back 2x75
        4 back 2x90
        5 forearms 2x90
        """
    )


def test_with_nothing_at_hand_rows_of_the_same_movement_are_one_range() -> None:
    assert line(MARCH, NOTHING) == table(
        """
        1 body 2x8 2-1-2
        2 body 3x8 2-1-2
        2 body 3x9 2-1-2
        2 body 3x10 2-1-2
        3 body 3x11 2-1-2
        3 body 3x12 2-1-2
        3 body 3x12 2-2-2
        3 body 3x12 2-2-3
        4 body 4x8 2-2-3
        4 body 4x9 2-2-3
        4 body 4x10 2-2-3
        4 body 4x11 2-2-3
        4 body 4x12 2-2-3
        5 body 4x12 2-3-3
        """
    )


def test_bands_are_a_ladder_of_their_own_where_there_is_no_bell() -> None:
    kit = Kit(frozenset({Prop.BAND}), bands(1, 2, 3))
    steps = [told(rung) for rung in rungs(MARCH, kit) if rung.reps == 8]
    assert steps == table(
        """
        1 body 2x8 2-1-2
        2 band 1 3x8 2-1-2
        2 band 2 3x8 2-1-2
        4 band 2 4x8 2-2-3
        4 band 3 4x8 2-2-3
        """
    )


@pytest.mark.parametrize(
    ("level", "loads", "wanted"),
    [
        (3, bells(2, 4, 8), "3 bell 2 3x8 2-1-2"),
        (3, bells(4.54), "3 bell 4.54 3x8 2-1-2"),
        (3, bells(1), "3 bell 1 3x8 2-1-2"),
        (3, bells(8), "3 band 3x8 2-1-2"),
        (3, (*bells(8), *bands(3)), "3 body 3x8 2-1-2"),
        (2, bands(2), "2 band 2 3x8 2-1-2"),
        (5, bells(2, 4), "5 bell 4 4x8 2-3-3"),
        (5, bells(2, 6, 8), "5 bell 6 4x8 2-3-3"),
        (5, bells(12), "5 band 4x8 2-3-3"),
    ],
)
def test_a_row_takes_the_persons_own_load_that_fits_and_none_that_is_too_heavy(
    level: int, loads: tuple[Load, ...], wanted: str
) -> None:
    assert told(at_level(MARCH, level, Kit(loads=loads))) == wanted


def test_a_load_is_kept_where_the_row_allows_it() -> None:
    kit = Kit(loads=bells(2, 4, 6, 8))
    four = at_level(MARCH, 3, kit, Load(Prop.KETTLEBELL, 4))
    assert told(four) == "3 bell 4 3x8 2-1-2"
    assert told(harder(MARCH, four, kit)) == "4 bell 4 4x8 2-2-3"
    heavy = Dose(4, "bell", 4, 8, Tempo(2, 2, 3), load=Load(Prop.KETTLEBELL, 6))
    assert told(easier(MARCH, heavy, kit)) == "3 bell 4 3x8 2-1-2"
    assert told(at_level(MARCH, 3, kit, Load(Prop.BAND, 3))) == "3 bell 2 3x8 2-1-2"


@pytest.mark.parametrize(
    ("exercise", "kit", "down_from_the_top"),
    [
        (
            LIFT,
            Kit(),
            ["5 edge 4x8 2-3-3", "4 flat 4x8 2-2-2", "3 book 3x8 2-1-2", "2 hips 3x8 2-1-2", "1 chair 2x6 2-1-2"],
        ),
        (LIZARD, Kit(), ["5 forearms 2x90", "4 back 2x75", "3 glide 2x60", "2 hands 2x45", "1 blocks 2x30"]),
        (MARCH, NOTHING, ["5 body 4x8 2-3-3", "4 body 4x8 2-2-3", "3 body 3x8 2-1-2", "1 body 2x8 2-1-2"]),
    ],
)
def test_the_keys_move_a_row_and_pass_over_one_that_is_the_same(
    exercise: Exercise, kit: Kit, down_from_the_top: list[str]
) -> None:
    dose: Dose | None = at_level(exercise, 5, kit)
    found = []
    while dose is not None:
        found.append(told(dose))
        dose = easier(exercise, dose, kit)
    assert found == down_from_the_top


def test_at_the_ends_the_keys_still_find_what_is_left() -> None:
    assert told(easier(LIZARD, replace(at_level(LIZARD, 1, Kit()), hold_s=45), Kit())) == "1 blocks 2x30"
    kit = Kit(loads=bells(6, 8))
    six = at_level(MARCH, 5, kit)
    assert told(harder(MARCH, six, kit)) == "5 bell 8 4x8 2-3-3"
    assert harder(MARCH, at_level(MARCH, 5, kit, Load(Prop.KETTLEBELL, 8)), kit) is None
    more_reps = Dose(2, "body", 3, 10, Tempo(2, 1, 2))
    assert told(harder(MARCH, more_reps, NOTHING)) == "4 body 4x8 2-2-3"


@pytest.mark.parametrize(
    ("dose", "kit", "below"),
    [
        (Dose(3, "bell", 3, 12, Tempo(2, 2, 3)), Kit(), "3 bell 3x12 2-2-2"),
        (Dose(3, "bell", 3, 12, Tempo(2, 2, 2)), Kit(), "3 bell 3x12 2-1-2"),
        (Dose(3, "bell", 3, 12, Tempo(2.5, 1, 2)), Kit(), "3 bell 3x12 2-1-2"),
        (Dose(3, "bell", 3, 9, Tempo(2, 1, 2)), Kit(), "3 bell 3x8 2-1-2"),
        (Dose(3, "bell", 3, 8, Tempo(2, 1, 2)), Kit(), "2 band 3x10 2-1-2"),
        (Dose(3, "body", 3, 8, Tempo(2, 1, 2)), NOTHING, "1 body 2x8 2-1-2"),
        (Dose(5, "bell", 4, 8, Tempo(2, 3, 3)), Kit(), "4 bell 4x12 2-2-3"),
        (Dose(1, "wall", 2, 8, Tempo(2, 1, 2)), Kit(), "none"),
    ],
)
def test_the_rung_before(dose: Dose, kit: Kit, below: str) -> None:
    assert told(rung_below(MARCH, dose, kit)) == below


@given(exercises, kits)
@examples(100)
def test_a_rung_is_one_thing_harder_than_the_one_before(exercise: Exercise, kit: Kit) -> None:
    for lower, upper in pairwise(rungs(exercise, kit)):
        tempo_moved = lower.tempo != upper.tempo
        new_way = (lower.variant, lower.load, lower.sets) != (upper.variant, upper.load, upper.sets)
        amount_moved = lower.amount != upper.amount
        if new_way:
            assert upper.amount == at_level(exercise, upper.level, kit, upper.load).amount
        else:
            assert tempo_moved != amount_moved
        if amount_moved and not new_way:
            assert upper.amount - lower.amount == (1 if upper.reps else 15)
        if tempo_moved and not new_way:
            assert upper.tempo
            assert lower.tempo
            assert upper.tempo.total_s - lower.tempo.total_s == 1
        assert upper.level - lower.level in {0, 1}
        assert not is_gentler(exercise, upper, lower)


@given(exercises, kits)
@examples(100)
def test_nothing_on_the_ladder_asks_for_what_is_not_owned(exercise: Exercise, kit: Kit) -> None:
    keyed = (change(exercise, rung, kit) for rung in rungs(exercise, kit) for change in (easier, harder))
    for dose in (*rungs(exercise, kit), *(dose for dose in keyed if dose)):
        assert exercise.variant(dose.variant).props_from(kit.props) is not None
        assert dose.load is None or dose.load in kit.loads
        assert fitted(exercise, dose, kit) == dose


@given(exercises, kits)
@examples(100)
def test_down_from_a_rung_is_the_rung_before_or_a_rep_less(exercise: Exercise, kit: Kit) -> None:
    line_up = rungs(exercise, kit)
    assert rung_above(exercise, line_up[-1], kit) is None
    assert rung_below(exercise, line_up[0], kit) is None
    for lower, upper in pairwise(line_up):
        below = rung_below(exercise, upper, kit)
        assert below
        assert below.same_work(lower) or (below.same_way(upper) and below.amount == upper.amount - 1)


@given(exercises, kits, st.data())
@examples(100)
def test_the_keys_lead_from_end_to_end_and_never_do_nothing(exercise: Exercise, kit: Kit, data: st.DataObject) -> None:
    dose = data.draw(st.sampled_from(rungs(exercise, kit)))
    for change in (easier, harder):
        at: Dose | None = dose
        presses = 0
        while at is not None:
            following = change(exercise, at, kit)
            assert following is None or not following.same_work(at)
            at = following
            presses += 1
        assert presses <= len(LEVELS) + len(kit.loads) + 1


@given(exercises, kits, kits, st.data())
@examples(100)
def test_fitting_to_another_kit_is_done_once_and_never_keeps_reps_for_what_is_harder(
    exercise: Exercise, kit: Kit, other: Kit, data: st.DataObject
) -> None:
    dose = data.draw(st.sampled_from(rungs(exercise, kit)))
    fit = fitted(exercise, dose, other)
    assert fitted(exercise, fit, other) == fit
    assert fit.level == dose.level
    if is_gentler(exercise, dose, fit):
        assert fit == at_level(exercise, dose.level, other, dose.load)


def test_what_the_rows_no_longer_know_is_brought_back_into_them() -> None:
    odd = Dose(3, "sled", 9, 40, Tempo(2, 1, 2))
    assert told(fitted(MARCH, odd, Kit())) == "3 bell 3x8 2-1-2"
    assert told(fitted(MARCH, replace(odd, variant="bell"), Kit())) == "3 bell 3x12 2-1-2"
    assert told(fitted(LIZARD, Dose(3, "glide", 1, hold_s=20), Kit())) == "3 glide 2x60"


def test_a_bell_that_stays_at_home_keeps_the_reps_and_coming_back_to_it_does_not() -> None:
    with_bell = Dose(3, "bell", 3, 11, Tempo(2, 1, 2), load=Load(Prop.KETTLEBELL, 4))
    away = fitted(MARCH, with_bell, Kit(EVERY_PROP - {Prop.KETTLEBELL}))
    assert told(away) == "3 band 3x11 2-1-2"
    assert told(fitted(MARCH, away, Kit(loads=bells(4)))) == "3 bell 4 3x8 2-1-2"


@pytest.mark.parametrize("props", SUBSETS, ids=lambda props: "+".join(sorted(props)) or "nothing")
@pytest.mark.parametrize("level", LEVELS)
def test_without_named_loads_the_bottom_of_a_level_is_what_a_plan_lays(level: int, props: frozenset[Prop]) -> None:
    laid = real_plan("full", level=level, kit=props, minutes=180)
    for step in (step for step in laid.steps if step.is_work):
        dose = at_level(step.exercise, level, Kit(props))
        assert (dose.variant, dose.sets, dose.reps, dose.tempo) == (step.variant.id, step.sets, step.reps, step.tempo)
        assert dose.amount == (step.reps or step.duration_s)
        assert load_text(step.exercise, dose, library().words) == step.load
        assert offers(step.exercise, dose, Kit(props)) == step.offers


def names(variants: Iterable[object]) -> list[str]:
    return [getattr(variant, "id", "") for variant in variants]


def test_deeper_variants_are_offered_where_their_row_and_the_kit_allow_it() -> None:
    assert names(offers(LIZARD, at_level(LIZARD, 4, Kit()), Kit())) == ["forearms_block"]
    assert names(offers(LIZARD, at_level(LIZARD, 4, NOTHING), NOTHING)) == []
    assert names(offers(LIZARD, at_level(LIZARD, 5, Kit()), Kit())) == ["kick"]
    assert names(offers(LIZARD, Dose(5, "back", 2, hold_s=90), Kit())) == []


@pytest.mark.parametrize(
    ("level", "hold_s", "wanted"),
    [
        (1, 30, "1 blocks 2x30"),
        (2, 45, "2 hands 2x45"),
        (3, 60, "3 glide 1x60"),
        (4, 90, "4 back 1x90"),
        (5, 120, "5 forearms 1x90"),
    ],
)
def test_before_a_run_a_hip_gets_ninety_seconds_at_most(level: int, hold_s: float, wanted: str) -> None:
    dose = replace(at_level(LIZARD, level, Kit()), hold_s=hold_s)
    assert told(before_run(LIZARD, dose)) == wanted
    march = at_level(MARCH, 3, Kit())
    assert before_run(MARCH, march) == march


def test_how_a_load_is_shown() -> None:
    words = library().words
    two_and_a_half = Dose(3, "bell", 3, 8, Tempo(2, 1, 2), load=Load(Prop.KETTLEBELL, 2.5))
    assert load_text(MARCH, two_and_a_half, words) == "2.5 kg"
    assert load_text(MARCH, replace(two_and_a_half, load=Load(Prop.KETTLEBELL, 4.08)), words, pounds=True) == "9 lb"
    assert load_text(MARCH, Dose(2, "band", 3, 8, load=Load(Prop.BAND, 2)), words) == "medium band"
    assert load_text(MARCH, at_level(MARCH, 3, Kit()), words) == "2–4 kg"
    assert load_text(MARCH, at_level(MARCH, 3, NOTHING), words) == ""


def test_a_stretch_of_the_ladder_and_what_comes_after_it() -> None:
    kit = Kit(loads=bells(4, 6))
    around, after = stretch_of(MARCH, Dose(3, "bell", 3, 10, Tempo(2, 1, 2), load=Load(Prop.KETTLEBELL, 4)), kit)
    assert [told(rung) for rung in around] == line(MARCH, kit)[4:11]
    assert told(after) == "4 bell 4 4x8 2-2-3"
    top, nothing = stretch_of(LIZARD, at_level(LIZARD, 5, Kit()), Kit())
    assert ([told(rung) for rung in top], nothing) == (["5 forearms 2x90"], None)


def test_a_slower_way_up_comes_last_and_a_kind_of_load_without_a_range_may_weigh_anything() -> None:
    free = replace(MARCH.level(3), loads=(LoadRange(Prop.BAND, 1, 1),))
    slow = replace(MARCH.level(4), tempo=Tempo(3, 1, 2), loads=())
    exercise = replace(MARCH, levels=(*MARCH.levels[:2], free, slow, MARCH.levels[4]))
    kit = Kit(loads=bells(20))
    assert told(at_level(exercise, 3, kit)) == "3 bell 20 3x8 2-1-2"
    top = Dose(3, "bell", 3, 12, Tempo(2, 1, 2), load=Load(Prop.KETTLEBELL, 20))
    assert told(rung_above(exercise, top, kit)) == "3 bell 20 3x12 3-1-2"
    assert told(rung_below(exercise, replace(top, tempo=Tempo(3, 1, 2)), kit)) == "3 bell 20 3x12 2-1-2"


def test_a_dose_stays_as_it_is_where_everything_is_at_hand() -> None:
    own = Load(Prop.KETTLEBELL, 4)
    body = replace(at_level(MARCH, 3, Kit()), variant="body", reps=11)
    assert with_kit(MARCH, body, Kit()) == body, "another variant than the row's"
    bell = replace(at_level(MARCH, 3, Kit(loads=(own,))), reps=11)
    assert with_kit(MARCH, bell, Kit(loads=(own,))) == bell
    assert with_kit(MARCH, bell, Kit(frozenset())).variant == "body"
    assert with_kit(MARCH, bell, Kit(loads=(Load(Prop.KETTLEBELL, 2),))).load == Load(Prop.KETTLEBELL, 2)
    assert with_kit(MARCH, replace(bell, variant="sled"), Kit(loads=(own,))).variant == "bell"


def test_a_level_in_a_variant_of_one_s_own() -> None:
    assert at_variant(MARCH, 3, "bell", Kit()) == at_level(MARCH, 3, Kit())
    own = at_variant(MARCH, 3, "body", Kit(loads=(Load(Prop.KETTLEBELL, 4),)))
    assert (own.variant, own.load, own.reps, own.sets) == ("body", None, 8, 3)
    with pytest.raises(KeyError):
        at_variant(MARCH, 3, "sled", Kit())
