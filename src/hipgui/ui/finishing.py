"""What the last page has to say of each exercise: what was done, and what next time will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.core.course import weeks_of
from hipgui.core.ladder import load_text, rung_above, rung_below, stretch_of
from hipgui.core.model import Purpose
from hipgui.core.progression import Answer, Move, after_session, propose
from hipgui.core.spoken import capitalised
from hipgui.ui.wording import SKIPPED, dose_line, each_side, sides_done, whole_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.course import Memory
    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.model import Exercise, Library, Words
    from hipgui.core.plan import Plan, Step
    from hipgui.core.progression import Outcome, Proposal
    from hipgui.player import WorkDone
    from hipgui.ui.course import Course
    from hipgui.ui.wording import SideDone

ANSWERS = ((Answer.EASY, "Easy"), (Answer.RIGHT, "Just right"), (Answer.HARD, "Hard"), (Answer.HURT, "Hurt"))
WEEKS = 8
NUMBERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")


@dataclass(frozen=True, slots=True)
class Done:
    """A finished session: its plan, and the work carried out."""

    plan: Plan
    work: tuple[WorkDone, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        planned = sum(step.is_work for step in self.plan.steps)
        return len(self.work) == planned and not any(work.skipped for work in self.work)

    @property
    def worked_ms(self) -> int:
        """Milliseconds of work."""
        return sum(work.ms for work in self.work)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs about a dose: `count` of them, it is number `place` (from 0), and what comes at the top in words."""

    count: int
    place: int
    then: str
    is_new: bool
    """Whether the dose is a rung that was not done yet."""


@dataclass(frozen=True, slots=True)
class NextTime:
    """What an exercise is to be next: `line` in numbers, `why` in a sentence; a rung `below` and one `above`.

    `instead` is what "same again", or back to what is proposed, leads to; None where there is no such choice.
    """

    dose: Dose
    line: str
    why: str
    ladder: Ladder | None
    below: Dose | None
    above: Dose | None
    instead: Dose | None
    own: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One exercise: its first set, what both sides did, how it felt, and what comes next (None: not known)."""

    exercise: Exercise
    step: Step
    did: str
    sides: tuple[SideDone, ...]
    worked: bool
    answer: Answer | None
    next: NextTime | None


def told(done: Done, course: Course, library: Library) -> tuple[Told, ...]:
    """Every exercise of the session, in its order."""
    review = course.memory.of_present()
    known = {outcome.exercise: outcome for outcome in review.outcomes} if review else {}
    firsts: dict[str, Step] = {}
    for index, step in enumerate(done.plan.steps):
        if step.is_work:
            firsts.setdefault(step.exercise.id, whole_set(done.plan, index))
    found = []
    for name, step in firsts.items():
        sides, outcome = sides_done(done.plan, done.work, step.exercise), known.get(name)
        found.append(
            Told(
                exercise=step.exercise,
                step=step,
                did=_did(step, sides),
                sides=sides,
                worked=any(work.step.exercise.id == name for work in done.work),
                answer=felt(outcome) if outcome else None,
                next=_next(step.exercise, outcome, course, library.words) if outcome else None,
            )
        )
    return tuple(found)


def felt(outcome: Outcome) -> Answer | None:
    """The answer that was given; where pain was reported on the way, that is one."""
    return outcome.answer or (Answer.HURT if outcome.hurt_at else None)


def pain_sentence(memory: Memory, library: Library) -> str:
    """What is to be said where something hurt; "" for nothing."""
    review = memory.of_present()
    return after_session(library, review.outcomes, memory.before_present()) if review else ""


def week_line(memory: Memory, course: Course) -> str:
    """Which session of the week this was; "" where that is not known."""
    if memory.of_present() is None:
        return ""
    number = weeks(course)[-1]
    return f"{NUMBERS[number - 1]} session this week." if number <= len(NUMBERS) else f"Session {number} this week."


def weeks(course: Course) -> tuple[int, ...]:
    """How many sessions each of the last weeks had, the present one last."""
    days = [review.past.began.date() for review in course.memory.reviews if review.past.work_ms]
    return weeks_of(days, course.now().date(), WEEKS)


def often_line(done: Done, words: Words) -> str:
    """How often is enough of what was done."""
    stretch = all(work.step.exercise.purpose is Purpose.STRETCH for work in done.work)
    return words.of("often_stretch" if stretch else "often_enough")[0]


def in_numbers(dose: Dose, sets: int, most: Dose | None = None) -> str:
    """Sets and reps or seconds: "3 × 9", "2 × 60 s"; with `most` from the one to the other: "3 × 9 to 10"."""
    amount = f"{dose.amount:g}" if most is None else f"{dose.amount:g} to {most.amount:g}"
    amount = amount if dose.reps else f"{amount} s"
    return amount if dose.hold_s and sets == 1 else f"{sets} × {amount}"


def _did(step: Step, sides: Sequence[SideDone]) -> str:
    """What was done in one line: as planned, as much with both sides, or what each did."""
    first, *others = sides
    if all(share == 1.0 for side in sides for share in side.sets) and first.even:
        return ", ".join(part for part in (f"{dose_line(step)} {each_side()}", step.load) if part)
    if all(other.line == first.line for other in others):
        return first.line if first.line == SKIPPED else f"{first.line} {each_side()}"
    amounts = ", ".join(f"{side.side} {side.amount}" for side in sides)
    return f"{capitalised(amounts)} of {first.planned}"


def _next(exercise: Exercise, outcome: Outcome, course: Course, words: Words) -> NextTime:
    history, kit = course.memory.outcomes, course.kit
    proposal = propose(exercise, history, kit, words, outcome.dose.level)
    chosen = course.nexts[exercise.id]
    dose = chosen.dose if chosen.own else proposal.dose
    sets = len(outcome.planned) if dose.sets == outcome.dose.sets else dose.sets  # as the minutes leave them
    line, why = in_numbers(dose, sets), chosen.why if chosen.own else proposal.why
    if felt(outcome) is None and not chosen.own:
        line, why = _open(exercise, course, proposal, words, sets), words.of("next_open")[0]
    other = proposal.dose if chosen.own else proposal.instead
    return NextTime(
        dose=dose,
        line=line,
        why=why,
        ladder=_ladder(exercise, dose, kit, words, is_new=_is_above(exercise, outcome, dose, kit, proposal)),
        below=rung_below(exercise, dose, kit),
        above=rung_above(exercise, dose, kit),
        instead=None if other.same_work(dose) else other,
        own=chosen.own,
    )


def _open(exercise: Exercise, course: Course, proposal: Proposal, words: Words, sets: int) -> str:
    """From the least to the most that the answer may lead to, where it is the same way of doing it."""
    name = exercise.id
    doses = [
        propose(exercise, course.memory.answered(name, answer).outcomes, course.kit, words, proposal.dose.level).dose
        for answer in (Answer.RIGHT, Answer.HARD)
    ]
    least, most = (pick(doses, key=lambda dose: dose.amount) for pick in (min, max))
    if least.amount == most.amount or not least.same_way(most):
        return in_numbers(proposal.dose, sets)
    return in_numbers(least, sets, most)


def _is_above(exercise: Exercise, outcome: Outcome, dose: Dose, kit: Kit, proposal: Proposal) -> bool:
    if proposal.move is Move.UP and dose.same_work(proposal.dose):
        return True
    above = rung_above(exercise, outcome.dose, kit) if outcome.dose.variant == dose.variant else None
    return above is not None and above.same_work(dose)


def _ladder(exercise: Exercise, dose: Dose, kit: Kit, words: Words, *, is_new: bool) -> Ladder | None:
    """Where the dose stands; None where it stands beside the ladder, in a way of one's own."""
    rungs, top = stretch_of(exercise, dose, kit)
    place = next((at for at, rung in enumerate(rungs) if rung.same_work(dose)), None)
    if place is None:
        return None
    if top is None:
        return Ladder(len(rungs), place, words.of("ladder_top")[0], is_new)
    if top.variant != dose.variant:
        what = exercise.variant(top.variant).name
    elif top.load != dose.load:
        what = load_text(exercise, top, words, pounds=kit.pounds)
    else:
        what = words.of("ladder_sets")[0].format(sets=str(top.sets))
    return Ladder(len(rungs), place, words.of("ladder_then")[0].format(what=what), is_new)
