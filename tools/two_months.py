"""Lives two months of sessions and prints what is proposed after each, to be read as a physiotherapist would.

    python tools/two_months.py [--seed 7] [--level 3] [--bells 4,6,8] [--exercise march]

The person is a law: for each exercise they can do so much of the ladder, which grows by training and shrinks by days
off; the left side is a little behind. What they answer follows from how far a dose is from that. Events of a real life
are sprinkled in: pain, a journey without the bell, a short session, a forgotten answer, a key pressed, a refusal.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from hipgui.content.load import load_library
from hipgui.core.ladder import Kit, Load, easier, fitted, load_text, rungs
from hipgui.core.model import EVERY_PROP, Prop
from hipgui.core.progression import Answer, Move, Outcome, after_session, day_between, propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Library
    from hipgui.core.progression import Proposal

START = date(2025, 9, 29)
SESSIONS = 60
JOURNEY = range(24, 29)
PAIN = {("lizard", 16): True, ("march", 32): False, ("lizard", 40): True}
"""Exercise and session in which something hurts; whether the key Easier is then pressed."""
REFUSED = {("lift", 11), ("march", 16)}
SHORT, FORGOTTEN, KEYED = {9, 38}, {21}, {("lift", 46)}
EXTRA = 43
"""A session with all exercises the day after another one."""
LEARNS = {"march": 0.34, "lift": 0.26, "lizard": 0.13}
"""Rungs gained by a session."""
EASY, HARD, TOO_MUCH, FAR_TOO_MUCH = -1.2, 1.2, 2.2, 3.2
"""Rungs above what one can do."""


@dataclass
class Person:
    """How far up each ladder they can go, in rungs, and what they remember."""

    library: Library
    level: int
    kit: Kit
    chance: random.Random
    able: dict[str, float] = field(default_factory=dict)
    history: list[Outcome] = field(default_factory=list)
    chosen: dict[str, Dose] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One exercise of one session, and what was proposed after it."""

    session: int
    outcome: Outcome
    proposal: Proposal
    remark: str = ""


def live(person: Person, start: date = START) -> Iterator[Line | str]:
    """Every line of the two months, with sentences for reminders and pain between them."""
    for session in range(SESSIONS):
        day = start + timedelta(days=session)
        exercises = ("march", "lift", "lizard") if day.weekday() in {0, 2, 4} or session == EXTRA else ("lizard",)
        reminder = day_between(person.library, exercises, person.history, day)
        if reminder:
            yield f"{day:%a %d %b}  ({reminder})"
        before, today = list(person.history), []
        for name in exercises:
            line = exercised(person, person.library.exercise(name), session, day)
            today.append(line.outcome)
            yield line
        if said := after_session(person.library, today, before):
            yield f"{day:%a %d %b}  ({said})"


def exercised(person: Person, exercise: Exercise, session: int, day: date) -> Line:
    """Do one exercise of one session and hear what is proposed."""
    kit = replace(person.kit, props=EVERY_PROP - {Prop.KETTLEBELL}, loads=()) if session in JOURNEY else person.kit
    own = [past for past in person.history if past.exercise == exercise.id]
    proposal = propose(exercise, own, kit, person.library.words, person.level)
    dose = person.chosen.pop(exercise.id, proposal.dose)
    outcome, remark = outcome_of(person, exercise, dose, session, day)
    person.history.append(outcome)
    following = propose(exercise, [*own, outcome], person.kit, person.library.words, person.level)
    if (exercise.id, session) in REFUSED and following.move is Move.UP:
        person.chosen[exercise.id] = following.instead
        remark += " (refuses it)"
    return Line(session, outcome, following, remark)


def outcome_of(person: Person, exercise: Exercise, dose: Dose, session: int, day: date) -> tuple[Outcome, str]:
    """What becomes of a dose: everything done and easy, or less and harder, as the person is able."""
    able = person.able.setdefault(exercise.id, place(exercise, dose, person.kit) + 1.0)
    far = place(exercise, dose, person.kit) - able + person.chance.gauss(0, 0.7)
    person.able[exercise.id] = able + LEARNS[exercise.id]
    planned = (int(dose.amount),) * dose.sets
    outcome = Outcome(exercise.id, day, dose, planned, planned, planned, answer(far))
    if far > TOO_MUCH:
        weak = int(dose.amount - (1 if dose.reps else 15) * (1 + (far > FAR_TOO_MUCH) * 3))
        outcome = replace(outcome, left=(*planned[:-2], weak, weak))
    if session in SHORT:
        less = tuple(5 if dose.reps else 30 for _ in planned[:2])
        return replace(outcome, planned=less, right=less, left=less), "ten minutes only"
    if session in FORGOTTEN:
        return replace(outcome, answer=None), "no answer"
    if (exercise.id, session) in PAIN:
        person.able[exercise.id] -= 3
        gentler = easier(exercise, dose, person.kit) if PAIN[exercise.id, session] else None
        if gentler:
            return replace(
                outcome, dose=gentler, begun=dose, hurt_at=dose, answer=Answer.RIGHT
            ), "hurts, goes on easier"
        return replace(outcome, left=planned[:1], answer=Answer.HURT), "hurts, skips the rest"
    if (exercise.id, session) in KEYED and (gentler := easier(exercise, dose, person.kit)):
        return replace(outcome, dose=gentler, begun=dose, answer=Answer.RIGHT), "presses Easier"
    return outcome, ""


def place(exercise: Exercise, dose: Dose, kit: Kit) -> int:
    """How high a dose stands on the ladder of the whole kit."""
    line = rungs(exercise, kit)
    wanted = fitted(exercise, dose, kit)
    return next((at for at, rung in enumerate(line) if rung.same_work(wanted)), 0)


def answer(far: float) -> Answer:
    """How it feels so many rungs above what one can do."""
    return Answer.EASY if far < EASY else Answer.RIGHT if far < HARD else Answer.HARD


def shown(exercise: Exercise, dose: Dose, library: Library) -> str:
    """A dose in one line."""
    amount = f"{dose.sets} × {dose.amount:g}" + ("" if dose.reps else " s")
    tempo = f" {dose.tempo.up_s:g}-{dose.tempo.hold_s:g}-{dose.tempo.down_s:g}" if dose.tempo else ""
    how = exercise.variant(dose.variant).name
    return ", ".join(part for part in (f"{amount}{tempo}", how, load_text(exercise, dose, library.words)) if part)


def done(outcome: Outcome) -> str:
    """What the sides did, where it is less than planned."""
    if outcome.all_done:
        return ""
    return f" R {'-'.join(map(str, outcome.right))} L {'-'.join(map(str, outcome.left))}"


def born(library: Library, level: int = 3, kilos: str = "4,6,8", seed: int = 7) -> Person:
    """Somebody who begins at a level, with bells of so many kilos."""
    bells = tuple(Load(Prop.KETTLEBELL, float(one)) for one in kilos.split(",") if one)
    props = EVERY_PROP if bells else EVERY_PROP - {Prop.KETTLEBELL}
    return Person(library, level, Kit(props, bells), random.Random(seed))  # noqa: S311  a life, no secret


def main() -> None:
    """Print the life that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--level", type=int, default=3)
    parser.add_argument("--bells", default="4,6,8", help="kilos of the bells that are owned")
    parser.add_argument("--exercise", help="show this one alone")
    asked = parser.parse_args()
    library = load_library()
    for line in live(born(library, asked.level, asked.bells, asked.seed)):
        if isinstance(line, str):
            sys.stdout.write(f"{'':10}{line}\n")
            continue
        exercise = library.exercise(line.outcome.exercise)
        if asked.exercise not in {None, exercise.id}:
            continue
        felt = line.outcome.answer or "-"
        sys.stdout.write(
            f"{line.session + 1:3} {line.outcome.day:%a %d %b} {exercise.short_name:9} "
            f"{shown(exercise, line.outcome.dose, library)}{done(line.outcome)}: {felt}"
            f"{'; ' + line.remark if line.remark else ''}\n"
            f"{'':14}{line.proposal.move:>5}  {shown(exercise, line.proposal.dose, library)}\n"
            f"{'':21}“{line.proposal.why}”\n"
        )


if __name__ == "__main__":
    main()
