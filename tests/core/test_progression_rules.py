"""What holds of a proposal whatever people do."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.ladder import Kit, Load, easier, fitted, is_gentler, rung_above, rungs
from hipgui.core.model import Prop, Side
from hipgui.core.progression import Move, Verdict, propose, verdict
from tests.core.doses import exercises
from tests.core.past import DAY, FOUR, SIX, E, H, R, X, did
from tests.timelines.effort import examples
from tests.timelines.small import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise
    from hipgui.core.progression import Outcome

amounts = st.sampled_from(("all", "all", "all", "all", "a rep less", "half", "none", "one set"))
answers = st.sampled_from((R, R, R, E, E, H, H, X, None))


def side_done(planned: tuple[int, ...], how: str) -> tuple[int, ...]:
    return {
        "all": planned,
        "a rep less": (*planned[:-1], planned[-1] - 1),
        "half": tuple(amount // 2 for amount in planned),
        "none": (),
        "one set": planned[:1],
    }[how]


@st.composite
def lives(draw: st.DrawFn) -> tuple[Exercise, Kit, list[Outcome]]:
    """An exercise, a kit, and sessions of someone who mostly does what is proposed."""
    exercise = draw(exercises)
    loads = st.sampled_from(((), (FOUR,), (FOUR, SIX), (Load(Prop.BAND, 1), Load(Prop.BAND, 2), SIX)))
    kit = Kit(draw(st.frozensets(st.sampled_from(Prop))), draw(loads))
    past: list[Outcome] = []
    for number in range(draw(st.integers(1, 9))):
        proposal = propose(exercise, past, kit, library().words, draw(st.integers(1, 5)))
        any_rung = st.sampled_from(rungs(exercise, kit))
        dose = draw(st.one_of(st.just(proposal.dose), st.just(proposal.dose), st.just(proposal.instead), any_rung))
        planned = (int(dose.amount),) * draw(st.integers(1, dose.sets))
        if draw(st.integers(0, 9)) == 0:
            planned = tuple(max(1, amount // 2) for amount in planned)
        right, left = (side_done(planned, draw(amounts)) for _ in Side)
        gentler = easier(exercise, dose, kit)
        eased = gentler is not None and draw(st.integers(0, 5)) == 0
        outcome = did(
            gentler if eased and gentler else dose,
            draw(answers),
            exercise=exercise.id,
            planned=planned,
            right=right,
            left=left,
            begun=dose if eased else None,
            hurt_at=dose if draw(st.integers(0, 9)) == 0 else None,
            day=DAY + timedelta(days=number),
        )
        past.append(outcome)
    return exercise, kit, past


def height(dose: Dose) -> tuple[float, ...]:
    tempo_s = dose.tempo.total_s if dose.tempo else 0
    return dose.level, dose.load.amount if dose.load else 0, dose.amount, tempo_s


def counted(exercise: Exercise, past: Sequence[Outcome]) -> list[Outcome]:
    done = [one for one in past if one.worked or one.hurt]
    return [one for one in done if verdict(exercise, one) is not Verdict.SHORTENED]


@given(lives())
@examples(100)
def test_up_is_one_rung_and_only_after_two_sessions_that_went_well(life: tuple[Exercise, Kit, list[Outcome]]) -> None:
    exercise, kit, past = life
    proposal = propose(exercise, past, kit, library().words, 3)
    if proposal.move is Move.UP:
        last_two = counted(exercise, past)[-2:]
        assert proposal.dose == rung_above(exercise, last_two[-1].dose, kit)
        for one in last_two:
            assert one.all_done
            assert one.answer in {E, R}
            assert not one.hurt
            assert one.dose == last_two[0].dose


@given(lives())
@examples(100)
def test_never_up_after_pain_and_down_is_never_further_than_a_row(life: tuple[Exercise, Kit, list[Outcome]]) -> None:
    exercise, kit, past = life
    proposal = propose(exercise, past, kit, library().words, 3)
    done = [one for one in past if one.worked or one.hurt]
    if not done:
        return
    last = done[-1]
    if last.hurt:
        hurting = last.hurt_at or last.dose
        assert proposal.move is not Move.UP
        assert height(proposal.dose) <= height(hurting)
        assert not is_gentler(exercise, hurting, proposal.dose)
    if proposal.move is Move.DOWN:
        start = last.hurt_at or last.dose
        row_down = easier(exercise, start, kit)
        assert row_down
        assert height(proposal.dose) < height(start)
        assert proposal.dose.level >= min(row_down.level, last.dose.level)
    if proposal.move is Move.SAME and not last.hurt:
        assert proposal.dose == fitted(exercise, last.dose, kit)


@given(lives())
@examples(100)
def test_a_proposal_fits_the_kit_is_one_sentence_and_is_the_same_when_asked_again(
    life: tuple[Exercise, Kit, list[Outcome]],
) -> None:
    exercise, kit, past = life
    proposal = propose(exercise, past, kit, library().words, 3)
    assert propose(exercise, list(past), kit, library().words, 3) == proposal
    for dose in (proposal.dose, proposal.instead):
        assert fitted(exercise, dose, kit) == dose
    assert proposal.why[0] in string.ascii_uppercase
    assert proposal.why.endswith(".")
    assert not set(proposal.why[:-1].replace("2.5", "")) & set(".{}!")
    assert len(proposal.why) <= 110


@given(lives())
@examples(100)
def test_the_sides_are_alike_and_the_weaker_one_decides(life: tuple[Exercise, Kit, list[Outcome]]) -> None:
    exercise, kit, past = life
    proposal = propose(exercise, past, kit, library().words, 3)
    mirrored = [replace(one, right=one.left, left=one.right) for one in past]
    swapped = propose(exercise, mirrored, kit, library().words, 3)
    assert (swapped.dose, swapped.move) == (proposal.dose, proposal.move)
    last = past[-1]
    sides = [(right, left) for _, right, left in zip_longest(last.planned, last.right, last.left, fillvalue=0)]
    weaker = tuple(min(pair) for pair in sides)
    if any(weaker) and weaker in {tuple(side) for side in zip(*sides, strict=True)}:
        both_weak = propose(exercise, [*past[:-1], replace(last, right=weaker, left=weaker)], kit, library().words, 3)
        assert (both_weak.dose, both_weak.move) == (proposal.dose, proposal.move)
