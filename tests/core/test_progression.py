from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hipgui.core.ladder import Dose, Load, at_level
from hipgui.core.model import Prop, Side
from hipgui.core.progression import Move, Verdict, after_session, day_between, own_choice, propose, verdict
from tests.core.doses import LIFT, LIZARD, MARCH
from tests.core.past import DAY, KIT, NO_BELL, PAUSED, QUICK, SIX, SLOW, E, H, X, band, bell, did, glide
from tests.timelines.small import library

if TYPE_CHECKING:
    from hipgui.core.ladder import Kit
    from hipgui.core.progression import Outcome, Proposal


def next_march(*past: Outcome, kit: Kit = KIT, level: int = 3) -> Proposal:
    return propose(MARCH, past, kit, library().words, level)


def next_lizard(*past: Outcome) -> Proposal:
    return propose(LIZARD, [replace(one, exercise="lizard") for one in past], KIT, library().words, 3)


@pytest.mark.parametrize(
    ("past", "move", "dose", "why"),
    [
        ([], Move.SAME, bell(8), "First time: the gentle end of level 3."),
        # up
        ([did(bell(8))], Move.SAME, bell(8), "Just right: the same again, then on."),
        ([did(bell(8), E)], Move.SAME, bell(8), "Easy: again like this, and on if it stays so."),
        ([did(bell(8)), did(bell(8))], Move.UP, bell(9), "Just right twice: one rep more."),
        ([did(bell(8), E), did(bell(8), E)], Move.UP, bell(9), "Easy twice: one rep more."),
        ([did(bell(8), E), did(bell(8))], Move.UP, bell(9), "All done twice: one rep more."),
        ([did(bell(8)), did(bell(9))], Move.SAME, bell(9), "Just right: one more like this before the next step."),
        ([did(bell(12))] * 2, Move.UP, bell(12, PAUSED), "Just right twice: a longer pause at the top."),
        ([did(bell(12, PAUSED))] * 2, Move.UP, bell(12, SLOW), "Just right twice: slower on the way down."),
        ([did(bell(12, SLOW))] * 2, Move.UP, bell(8, SLOW, level=4), "Just right twice: 4 sets of 8 reps."),
        (
            [did(bell(12, SLOW, level=4), E)] * 2,
            Move.UP,
            bell(8, SLOW, level=4, load=SIX),
            "Easy twice: now 6 kg, 8 reps.",
        ),
        ([did(band(10))] * 2, Move.UP, bell(8), "Just right twice: now with the kettlebell, 8 reps."),
        # the same
        ([did(bell(8)), did(bell(8), H)], Move.SAME, bell(8), "Hard: the same again."),
        ([did(bell(8)), did(bell(8), None)], Move.SAME, bell(8), "No answer: the same again."),
        (
            [did(bell(11)), did(bell(11), left=(11, 11, 10))],
            Move.SAME,
            bell(11),
            "Some was left over with the left leg: the same again.",
        ),
        (
            [did(bell(8)), did(bell(8), right=(8, 8), left=(8, 8))],
            Move.SAME,
            bell(8),
            "Some was left over: the same again.",
        ),
        ([did(bell(9)), did(bell(9), planned=(5, 5))], Move.SAME, bell(9), "Shorter than usual: the same again."),
        (
            [did(bell(9)), did(bell(9), planned=(5, 5)), did(bell(9))],
            Move.UP,
            bell(10),
            "Just right twice: one rep more.",
        ),
        (
            [did(bell(8)), did(bell(8), begun=band(10))],
            Move.SAME,
            bell(8),
            "Made harder on the way: it stays there.",
        ),
        (
            [did(bell(8)), did(band(8), E, begun=bell(8))],
            Move.SAME,
            band(8),
            "Made easier on the way: it starts there.",
        ),
        ([did(band(8), H, begun=bell(8))], Move.SAME, band(8), "Hard: the same again, no hurry."),
        # down
        ([did(bell(11), H)] * 2, Move.DOWN, bell(10), "Hard twice: one rep fewer."),
        (
            [did(bell(11), H), did(bell(11)), did(bell(11), H)],
            Move.SAME,
            bell(11),
            "Hard: the same again, no hurry.",
        ),
        ([did(bell(12, SLOW), H)] * 2, Move.DOWN, bell(12, PAUSED), "Hard twice: quicker on the way down."),
        ([did(bell(12, PAUSED), H)] * 2, Move.DOWN, bell(12), "Hard twice: a shorter pause at the top."),
        ([did(bell(8), H)] * 2, Move.DOWN, band(8), "Hard twice: with the band, 8 reps."),
        (
            [did(band(10)), did(bell(8), H), did(bell(8), H)],
            Move.DOWN,
            band(10),
            "Hard twice: with the band, 10 reps.",
        ),
        (
            [did(bell(11), left=(8, 6, 6))],
            Move.DOWN,
            bell(8),
            "Not quite 8 reps with the left leg: 8 reps.",
        ),
        (
            [did(bell(8), H, right=(6, 6, 5), left=(6, 6, 5))],
            Move.DOWN,
            band(8),
            "Not quite 8 reps: with the band, 8 reps.",
        ),
        (
            [did(bell(8), E, right=(3,), left=())],
            Move.SAME,
            bell(8),
            "Some was left over with the left leg: the same again.",
        ),
        # pain
        (
            [did(bell(8))] * 2 + [did(bell(9), X)],
            Move.DOWN,
            band(8),
            "It hurt, so gentler: with the band, 8 reps.",
        ),
        ([did(bell(9), X), did(band(8))], Move.SAME, band(8), "Just right: one more like this before the next step."),
        (
            [did(band(8), begun=bell(9), hurt_at=bell(9))],
            Move.DOWN,
            band(8),
            "It hurt, so gentler: with the band, 8 reps.",
        ),
        (
            [did(Dose(1, "wall", 2, 8, QUICK), X)],
            Move.SAME,
            Dose(1, "wall", 2, 8, QUICK),
            "It hurt at its gentlest: leave it out while it hurts.",
        ),
    ],
)
def test_the_march_next_time(past: list[Outcome], move: Move, dose: Dose, why: str) -> None:
    proposal = next_march(*past)
    assert (proposal.why, proposal.move, proposal.dose) == (why, move, dose)
    assert proposal.exercise == "march"


@pytest.mark.parametrize(
    ("past", "move", "dose", "why"),
    [
        ([did(glide(60))] * 2, Move.UP, glide(75), "Just right twice: 15 seconds more."),
        (
            [did(glide(75))] * 2,
            Move.UP,
            Dose(4, "back", 2, hold_s=75),
            "Just right twice: now leg further back, 75 seconds.",
        ),
        ([did(glide(75), H)] * 2, Move.DOWN, glide(60), "Hard twice: 15 seconds less."),
        (
            [did(glide(60), right=(60, 55))],
            Move.SAME,
            glide(60),
            "Some was left over with the right foot forward: the same again.",
        ),
        (
            [did(glide(60), right=(50, 50))],
            Move.DOWN,
            Dose(2, "hands", 2, hold_s=45),
            "Not quite 60 seconds with the right foot forward: hands on the mat, 45 seconds.",
        ),
        (
            [did(Dose(1, "blocks", 2, hold_s=30), right=(10, 10))],
            Move.SAME,
            Dose(1, "blocks", 2, hold_s=30),
            "Not quite 30 seconds with the right foot forward: this is the gentlest there is, take your time.",
        ),
        (
            [did(Dose(1, "blocks", 2, hold_s=30), H)] * 2,
            Move.SAME,
            Dose(1, "blocks", 2, hold_s=30),
            "Hard twice: this is the gentlest there is, take your time.",
        ),
        (
            [did(Dose(5, "forearms", 2, hold_s=90))],
            Move.SAME,
            Dose(5, "forearms", 2, hold_s=90),
            "Just right: nothing harder to come, stay with it.",
        ),
        (
            [did(Dose(5, "forearms", 2, hold_s=90), E)] * 2,
            Move.SAME,
            Dose(5, "forearms", 2, hold_s=90),
            "Easy twice: all the way up, and worth keeping.",
        ),
    ],
)
def test_the_lizard_next_time(past: list[Outcome], move: Move, dose: Dose, why: str) -> None:
    proposal = next_lizard(*past)
    assert (proposal.why, proposal.move, proposal.dose) == (why, move, dose)


def test_one_who_refuses_keeps_what_they_had_and_is_asked_again_after_the_next_good_session() -> None:
    up = next_march(did(bell(8)), did(bell(8)))
    assert (up.dose, up.instead) == (bell(9), bell(8))
    assert next_march(did(bell(8)), did(bell(8)), did(bell(8))).dose == bell(9)
    same = next_march(did(bell(8)))
    assert same.instead == same.dose


def test_a_bell_left_at_home_and_found_again() -> None:
    away = next_march(did(bell(11)), did(bell(11)), kit=NO_BELL)
    assert (away.move, away.dose) == (Move.SAME, band(11, level=3))
    assert away.why == "For the kit you have: with the band, 11 reps."
    home = next_march(did(bell(11)), did(band(11, level=3)))
    assert (home.dose, home.why) == (bell(11), "Back to the usual way: with the kettlebell, 11 reps.")
    new = next_march(did(band(11, level=3)))
    assert (new.dose, new.why) == (bell(8), "Back to the usual way: with the kettlebell, 8 reps.")


def test_another_way_that_was_tried_goes_back_to_the_usual_one() -> None:
    tried = next_march(did(bell(11)), did(replace(bell(8), variant="body", load=None)))
    assert (tried.move, tried.dose) == (Move.SAME, bell(11))
    assert tried.why == "Back to the usual way: with the kettlebell, 11 reps."


def test_who_took_up_what_was_offered_did_what_was_asked_for() -> None:
    back = Dose(4, "back", 2, hold_s=75)
    deeper = did(replace(back, variant="forearms_block"), begun=back)
    once = next_lizard(deeper)
    assert (once.move, once.dose) == (Move.SAME, back)
    twice = next_lizard(did(back), deeper)
    assert (twice.move, twice.dose, twice.why) == (Move.UP, back.with_amount(90), "Just right twice: 15 seconds more.")


def test_what_a_person_chose_is_told_beside_what_was_done() -> None:
    def told(dose: Dose, *past: Outcome) -> str:
        return own_choice(MARCH, past, dose, KIT, library().words)

    assert told(bell(9)) == "Your own choice."
    assert told(bell(9), did(bell(8), right=(), left=()), did(glide(60), exercise="lizard")) == "Your own choice."
    assert told(bell(9), did(bell(8))) == "Your own choice: one rep more."
    assert told(bell(9), did(bell(9, level=4))) == "Your own choice: 3 sets of 9 reps."
    assert told(band(8), did(bell(9))) == "Your own choice: with the band, 8 reps."
    assert told(bell(9), did(bell(9))) == "Your own choice: the same again."


def test_a_load_that_was_named_or_forgotten_since_is_no_step() -> None:
    unnamed = replace(bell(10), load=None)
    named = next_march(did(unnamed))
    assert (named.move, named.dose) == (Move.SAME, bell(8))
    assert named.why == "For the kit you have: 4 kg, 8 reps."
    medium = replace(band(9), load=Load(Prop.BAND, 2))
    forgotten = next_march(did(medium))
    assert (forgotten.dose, forgotten.why) == (band(9), "For the kit you have: 9 reps.")


def test_pain_in_pounds_and_with_a_lighter_bell() -> None:
    kit = replace(KIT, pounds=True)
    proposal = propose(MARCH, [did(bell(9, SLOW, level=4, load=SIX), X)], kit, library().words, 3)
    assert (proposal.dose, proposal.why) == (bell(8), "It hurt, so gentler: 9 lb, 3 sets of 8 reps.")


def test_after_pain_nothing_is_harder_even_where_the_kit_has_grown() -> None:
    body = Dose(4, "body", 4, 9, SLOW)
    proposal = next_march(did(body, X))
    assert (proposal.move, proposal.dose) == (Move.DOWN, Dose(1, "wall", 2, 8, QUICK))
    unknown = next_march(did(Dose(4, "sled", 4, 9, SLOW), X))
    assert (unknown.move, unknown.dose) == (Move.DOWN, bell(8))


def test_what_hurt_twice_is_not_proposed_again_until_it_was_tried_and_went_well() -> None:
    hurt = did(bell(8), X, exercise="march")
    twice_well = [did(band(10)), did(band(10))]
    once = next_march(hurt, *twice_well)
    assert (once.move, once.dose) == (Move.UP, bell(8))
    again = next_march(hurt, hurt, *twice_well)
    assert (again.move, again.dose) == (Move.SAME, band(10))
    assert again.why == "Just right twice: higher up it hurt twice, so stay until someone has looked at it."
    lower = next_march(hurt, hurt, did(band(8)), did(band(8)))
    assert (lower.move, lower.dose) == (Move.UP, band(9))
    tried = next_march(hurt, hurt, did(bell(8)), *twice_well)
    assert (tried.move, tried.dose) == (Move.UP, bell(8))
    eased = did(band(8), begun=bell(8), hurt_at=bell(8))
    assert next_march(eased, eased, *twice_well).move is Move.SAME


def test_what_was_made_easier_on_the_way_does_not_count_as_gone_well() -> None:
    eased = did(band(8), E, begun=bell(8))
    assert next_march(eased, did(band(8), E)).move is Move.SAME
    assert next_march(did(band(8), E), did(band(8), E, begun=band(8))).move is Move.UP


def test_an_exercise_that_was_left_out_says_nothing() -> None:
    left_out = did(bell(8), None, right=(), left=())
    other = did(glide(60), exercise="lizard")
    assert next_march(did(bell(8)), left_out, other, did(bell(8))).move is Move.UP
    assert next_march(left_out).why == "First time: the gentle end of level 3."
    assert next_march(replace(left_out, hurt_at=bell(8))).move is Move.DOWN


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (did(bell(8)), Verdict.WELL),
        (did(bell(8), right=(9, 9, 9)), Verdict.WELL),
        (did(bell(8), H, left=(8, 8)), Verdict.HARD),
        (did(bell(8), H, planned=(5, 5)), Verdict.HARD),
        (did(bell(8), right=(8, 8, 7)), Verdict.LEFT_OVER),
        (did(bell(8), right=(8, 7, 7)), Verdict.BELOW),
        (did(bell(8), E, right=(8, 7, 7)), Verdict.LEFT_OVER),
        (did(bell(8), planned=(5, 5), right=(5, 3)), Verdict.BELOW),
        (did(bell(8), planned=(5, 5)), Verdict.SHORTENED),
        (did(bell(8), planned=(8, 8)), Verdict.WELL),
        (did(bell(8), right=()), Verdict.LEFT_OVER),
        (did(bell(8), None), Verdict.UNANSWERED),
        (did(bell(8), E, hurt_at=bell(8)), Verdict.HURT),
    ],
)
def test_what_a_session_says(outcome: Outcome, wanted: Verdict) -> None:
    assert verdict(MARCH, outcome) is wanted


def test_the_weaker_side() -> None:
    assert did(bell(8), left=(8, 8, 7)).weaker is Side.LEFT
    assert did(bell(8), right=(8, 8, 7)).weaker is Side.RIGHT
    assert did(bell(8)).weaker is None


def test_after_a_session_pain_is_spoken_of_once_and_when_it_comes_back_of_a_clinician() -> None:
    hurt, well = did(bell(8), X), did(bell(8))
    other = did(glide(60), X, exercise="lizard")
    assert after_session(library(), [well], [hurt]) == ""
    assert after_session(library(), [hurt], [well, other]) == library().pain
    assert after_session(library(), [hurt, other], [well, other]) == library().pain_again


def test_march_and_lift_on_two_days_running_get_a_gentle_reminder() -> None:
    every = ("march", "lift", "lizard")
    yesterday = DAY - timedelta(days=1)
    march, lift = did(bell(8), day=yesterday), did(Dose(3, "book", 3, 8, QUICK), exercise="lift", day=yesterday)
    lizard = did(glide(60), exercise="lizard", day=yesterday)
    both = day_between(library(), every, [march, lift, lizard], DAY)
    assert both == "Yesterday already had hip march and kneeling leg lift. A day between does more."
    assert day_between(library(), ("march",), [march, lift], DAY) == (
        "Yesterday already had hip march. A day between does more."
    )
    assert day_between(library(), every, [march, replace(march, day=DAY)], DAY) == (
        "Today already had hip march. A day between does more."
    )
    for quiet in ([], [lizard], [replace(march, day=DAY - timedelta(days=2))], [replace(march, right=(), left=())]):
        assert day_between(library(), every, quiet, DAY) == ""


def test_the_bottom_is_where_one_begins() -> None:
    for level in range(1, 6):
        first = propose(LIFT, [], KIT, library().words, level)
        assert (first.dose, first.move, first.instead) == (at_level(LIFT, level, KIT), Move.SAME, first.dose)
