"""What the next session should be, and why, in one sentence (content.md, progression).

* Up one rung: all planned work done on both sides in two sessions running at this dose, answered easy or just right,
  without pain.
* Down, never further than one level row: the weaker side stayed below the range (to its bottom; from there, a row), the
  exercise was hard twice running (a rung where that is the same way or went well before; else a row), or it hurt once
  (a row, and never to what is harder in any way).
* What hurt twice is not proposed again until the person has tried it by themselves and it went well.
* Else the same again: in the usual way, where another one was tried, or the kit was another. A session whose reps or
  seconds the minutes had cut proves nothing: it neither counts nor breaks a run.

All of it is derived from what was done; nothing here remembers what was proposed. So asking twice changes nothing, and
what a person refuses is simply not what they do next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from math import inf
from typing import TYPE_CHECKING

from hipgui.core.ladder import (
    HOLD_STEP_S,
    at_level,
    easier,
    fitted,
    is_gentler,
    load_text,
    rung_above,
    rung_below,
    with_kit,
)
from hipgui.core.model import Purpose, Side
from hipgui.core.spoken import side_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.model import Exercise, Library, Words


class Answer(StrEnum):
    """How an exercise felt."""

    EASY = "easy"
    RIGHT = "right"
    """Just right; the shorter word would be a side."""
    HARD = "hard"
    HURT = "hurt"


class Move(StrEnum):
    """Where a proposal goes on the ladder."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class Verdict(StrEnum):
    """What one session says about its dose."""

    WELL = "well"
    HARD = "hard"
    HURT = "hurt"
    BELOW = "below"
    """The weaker side did not reach the bottom of the range."""
    LEFT_OVER = "left_over"
    SHORTENED = "shortened"
    """Its reps or seconds were planned below the dose, for time."""
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One exercise in one past session.

    `planned`, `right` and `left` are the reps or whole seconds of each set, both sides planned alike; a set that was
    not begun is 0 or missing. `dose` is the one it ended with, `begun` the one it was begun with where the keys changed
    it, `hurt_at` the one at which "it hurts" was pressed.
    """

    exercise: str
    day: date
    dose: Dose
    planned: tuple[int, ...]
    right: tuple[int, ...]
    left: tuple[int, ...]
    answer: Answer | None = None
    begun: Dose | None = None
    hurt_at: Dose | None = None

    @property
    def hurt(self) -> bool:
        """Whether pain was reported."""
        return self.answer is Answer.HURT or self.hurt_at is not None

    @property
    def worked(self) -> bool:
        """Whether anything of it was done."""
        return any((*self.right, *self.left))

    @property
    def weaker(self) -> Side | None:
        """The side that did less; None where both did the same."""
        right, left = sum(self.right), sum(self.left)
        return None if right == left else Side.RIGHT if right < left else Side.LEFT

    @property
    def all_done(self) -> bool:
        """Whether both sides did every set as planned."""
        sides = zip_longest(self.planned, self.right, self.left, fillvalue=0)
        return all(min(right, left) >= planned for planned, right, left in sides)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the exercise should be next time, and why in one sentence. `instead` holds if the person refuses it."""

    exercise: str
    dose: Dose
    move: Move
    why: str
    instead: Dose


def propose(exercise: Exercise, history: Sequence[Outcome], kit: Kit, words: Words, level: int) -> Proposal:
    """The next dose of `exercise`, from what was done of it (oldest first; other exercises are passed over).

    `level` is where one begins who has never done it. The dose fits the kit.
    """
    history = [past for past in history if past.exercise == exercise.id and (past.worked or past.hurt)]
    own = [_as_asked(exercise, past) for past in history]
    says = _Sayings(exercise, kit, words, len(own))
    if not own:
        first = at_level(exercise, level, kit)
        return says.same(first, "next_first", level=str(level))
    last = own[-1]
    told, now = verdict(exercise, last), fitted(exercise, last.dose, kit)
    if told is Verdict.HURT:
        return _after_pain(last, now, says)
    if told is Verdict.BELOW:
        return _to_the_bottom(last, now, says)
    if told is Verdict.HARD and len(_running(own, Verdict.HARD, says)) > 1:
        return _down(own, now, says)
    if (now.variant, now.load) != (last.dose.variant, last.dose.load):
        return _with_other_kit(own, now, says)
    well = _running(own, Verdict.WELL, says)
    return _up(own, well, now, says) if len(well) > 1 else _same(last, told, now, says)


def own_choice(exercise: Exercise, history: Sequence[Outcome], dose: Dose, kit: Kit, words: Words) -> str:
    """What a dose that the person chose is, beside what was done last, in one sentence."""
    own = [past for past in history if past.exercise == exercise.id and past.worked]
    says = _Sayings(exercise, kit, words, len(own))
    last = own[-1].dose if own else None
    if last is None or last.same_work(dose):
        return says.words_for("next_chosen_same" if last else "next_chosen")
    return says.change(Move.SAME, says.words_for("reason_chosen"), last, dose).why


def verdict(exercise: Exercise, outcome: Outcome) -> Verdict:
    """What an outcome says. An exercise that was easy and left early was interrupted, not too much."""
    if outcome.hurt:
        return Verdict.HURT
    if outcome.answer is not Answer.EASY and _is_below(exercise, outcome):
        return Verdict.BELOW
    if outcome.answer is Answer.HARD:
        return Verdict.HARD
    if max(outcome.planned, default=0) < int(outcome.dose.amount):
        return Verdict.SHORTENED
    if not outcome.all_done:
        return Verdict.LEFT_OVER
    return Verdict.UNANSWERED if outcome.answer is None else Verdict.WELL


def after_session(library: Library, today: Sequence[Outcome], before: Iterable[Outcome]) -> str:
    """What is said after a session in which something hurt; to see a clinician, where it had hurt before. Else ""."""
    hurting = {outcome.exercise for outcome in today if outcome.hurt}
    if not hurting:
        return ""
    again = any(outcome.hurt and outcome.exercise in hurting for outcome in before)
    return library.pain_again if again else library.pain


def day_between(library: Library, exercises: Iterable[str], history: Iterable[Outcome], today: date) -> str:
    """A gentle reminder where strength or control work would be done on two days running; else ""."""
    done = {(outcome.exercise, (today - outcome.day).days) for outcome in history if outcome.worked}
    planned = [library.exercise(exercise_id) for exercise_id in exercises]
    resting = [exercise for exercise in planned if exercise.purpose is not Purpose.STRETCH]
    for key, days_ago in (("days_today", 0), ("days_yesterday", 1)):
        names = [one.name[:1].lower() + one.name[1:] for one in resting if (one.id, days_ago) in done]
        if names:
            return library.words.of(key)[0].format(names=f" {library.words.of('and')[0]} ".join(names))
    return ""


@dataclass(frozen=True, slots=True)
class _Sayings:
    """Makes proposals of one exercise, with their sentences; `turn` moves on through equal wordings."""

    exercise: Exercise
    kit: Kit
    words: Words
    turn: int

    def words_for(self, key: str, **values: str) -> str:
        """A wording, filled in."""
        wordings = self.words.of(key)
        return wordings[self.turn % len(wordings)].format(**values)

    def same(self, dose: Dose, key: str, **values: str) -> Proposal:
        """The same again."""
        return Proposal(self.exercise.id, dose, Move.SAME, self.words_for(key, **values), dose)

    def change(self, move: Move, reason: str, old: Dose, new: Dose, *, instead: Dose | None = None) -> Proposal:
        """Another dose, and what is different in it."""
        why = self.words_for("next_change", reason=reason, change=", ".join(self._differences(move, old, new)))
        return Proposal(self.exercise.id, new, move, why, instead or new)

    def work(self, dose: Dose) -> str:
        """Reps or seconds in words."""
        amount = f"{dose.amount:g}"
        return self.words_for("work_reps", reps=amount) if dose.reps else self.words_for("work_seconds", seconds=amount)

    def _differences(self, move: Move, old: Dose, new: Dose) -> list[str]:
        """The new variant or load, then sets, reps or seconds, then the tempo."""
        what = ""
        if new.variant != old.variant:
            what = self.exercise.variant(new.variant).name
        elif new.load != old.load:
            what = load_text(self.exercise, new, self.words, pounds=self.kit.pounds)
        named = [self.words_for("change_now", what=what) if move is Move.UP else what] if what else []
        if new.sets != old.sets:
            return [*named, self.words_for("work_sets", sets=str(new.sets), work=self.work(new))]
        if what:
            return [*named, self.work(new)]
        return [*self._amount(old, new), *self._tempo(old, new)] or [self.work(new)]

    def _amount(self, old: Dose, new: Dose) -> list[str]:
        more = new.amount - old.amount
        if not more:
            return []
        which = "more" if more > 0 else "fewer"
        if new.hold_s:
            return [self.words_for(f"change_seconds_{which}", seconds=f"{abs(more):g}")]
        return [self.words_for(f"change_rep_{which}") if abs(more) == 1 else self.work(new)]

    def _tempo(self, old: Dose, new: Dose) -> list[str]:
        if old.tempo is None or new.tempo is None:
            return []
        names = (("hold_s", "pause", "longer", "shorter"), ("down_s", "down", "slower", "quicker"))
        found: list[str] = []
        for name, way, longer, shorter in (*names, ("up_s", "up", "slower", "quicker")):
            more = getattr(new.tempo, name) - getattr(old.tempo, name)
            if more:
                found.append(self.words_for(f"change_{way}_{longer if more > 0 else shorter}"))
        return found


def _running(own: Sequence[Outcome], wanted: Verdict, says: _Sayings) -> list[Outcome]:
    """The last sessions that all went this way at the last dose, two of them at most.

    What was changed on the way does not count as gone well at the dose it ended with.
    """
    found: list[Outcome] = []
    for past in reversed(own):
        told = verdict(says.exercise, past)
        if told is Verdict.SHORTENED and past is not own[-1]:
            continue
        whole = wanted is Verdict.HARD or past.begun in {None, past.dose}
        if told is not wanted or not whole or not past.dose.same_work(own[-1].dose):
            break
        found.append(past)
    return found[:2]


def _as_asked(exercise: Exercise, past: Outcome) -> Outcome:
    """Who took up a deeper variant that was offered did what was asked for, and more."""
    row = exercise.level(past.dose.level)
    return replace(past, dose=replace(past.dose, variant=row.variant)) if past.dose.variant in row.offers else past


def _with_other_kit(own: Sequence[Outcome], now: Dose, says: _Sayings) -> Proposal:
    """What was done before with this variant and load at this level goes on where it was left; else it begins anew."""
    alike = (past.dose for past in reversed(own) if past.dose.level == now.level)
    left_at = next((dose for dose in alike if (dose.variant, dose.load) == (now.variant, now.load)), now)
    last = own[-1].dose
    tried = now.variant != last.variant and with_kit(says.exercise, last, says.kit) == last
    reason = "reason_usual" if tried else "reason_kit"
    return says.change(Move.SAME, says.words_for(reason), last, left_at)


def _up(own: Sequence[Outcome], well: Sequence[Outcome], now: Dose, says: _Sayings) -> Proposal:
    answers = {past.answer for past in well}
    key = "reason_well_twice" if len(answers) > 1 else f"reason_{answers.pop()}_twice"
    above = rung_above(says.exercise, now, says.kit)
    if above is None:
        return says.same(now, "next_top", reason=says.words_for(key))
    if above.level >= _sore_level(own, says.exercise):
        return says.same(now, "next_held", reason=says.words_for(key))
    return says.change(Move.UP, says.words_for(key), now, above, instead=now)


def _sore_level(own: Sequence[Outcome], exercise: Exercise) -> float:
    """The level row that hurt last, of an exercise that hurt twice and was not done well there since; else infinity."""
    hurt = [at for at, past in enumerate(own) if past.hurt]
    if len(hurt) < len(("once", "again")):
        return inf
    level = (own[hurt[-1]].hurt_at or own[hurt[-1]].dose).level
    since = own[hurt[-1] + 1 :]
    tried = any(past.dose.level >= level and verdict(exercise, past) is Verdict.WELL for past in since)
    return inf if tried else level


def _down(own: Sequence[Outcome], now: Dose, says: _Sayings) -> Proposal:
    reason = says.words_for("reason_hard_twice")
    below = rung_below(says.exercise, now, says.kit)
    if below is None:
        return says.same(now, "next_bottom", reason=reason)
    one_less = (below.variant, below.load, below.sets) == (now.variant, now.load, now.sets)
    went_well = any(past.dose.same_work(below) and verdict(says.exercise, past) is Verdict.WELL for past in own)
    if not one_less and not went_well:
        below = easier(says.exercise, now, says.kit) or below
    return says.change(Move.DOWN, reason, now, below, instead=now)


def _to_the_bottom(last: Outcome, now: Dose, says: _Sayings) -> Proposal:
    """Below the range: to its bottom, or a row down for one who is there."""
    bottom = at_level(says.exercise, now.level, says.kit, now.load)
    weaker = last.weaker
    reason = (
        says.words_for("reason_below_side", work=says.work(bottom), side=side_words(says.exercise, weaker))
        if weaker
        else says.words_for("reason_below", work=says.work(bottom))
    )
    target = easier(says.exercise, now, says.kit) if bottom.same_work(now) else bottom
    if target is None:
        return says.same(now, "next_bottom", reason=reason)
    return says.change(Move.DOWN, reason, now, target, instead=now)


def _after_pain(last: Outcome, now: Dose, says: _Sayings) -> Proposal:
    """A row below what hurt, or where the exercise was eased to already; nothing about it may be harder."""
    hurt_at = last.hurt_at or last.dose
    target = easier(says.exercise, hurt_at, says.kit)
    while target and is_gentler(says.exercise, hurt_at, target):
        target = easier(says.exercise, target, says.kit)
    if target is None:
        return says.same(at_level(says.exercise, says.exercise.levels[0].level, says.kit), "next_hurt_bottom")
    if now.level <= target.level and not now.same_work(hurt_at):
        target = now
    return says.change(Move.DOWN, says.words_for("reason_hurt"), hurt_at, target, instead=now)


def _same(last: Outcome, told: Verdict, now: Dose, says: _Sayings) -> Proposal:
    """Why it stays as it is."""
    if told is Verdict.HARD:
        return says.same(now, "next_hard_once")
    if last.begun and last.begun.level != last.dose.level:
        return says.same(now, "next_made_easier" if last.dose.level < last.begun.level else "next_made_harder")
    if told is Verdict.WELL:
        if rung_above(says.exercise, now, says.kit) is None:
            return says.same(now, "next_top", reason=says.words_for(f"reason_{last.answer}"))
        return says.same(now, f"next_{last.answer}_once")
    if told is Verdict.LEFT_OVER and last.weaker:
        return says.same(now, "next_left_over_side", side=side_words(says.exercise, last.weaker))
    return says.same(now, f"next_{told}")


def _is_below(exercise: Exercise, outcome: Outcome) -> bool:
    """Whether a side stayed below the range in the sets it began: on average, rounded to reps or to 15 s."""
    row = exercise.level(outcome.dose.level)
    least = row.reps[0] if row.reps else int(row.hold_s or 0)
    unit = 1 if row.reps else HOLD_STEP_S
    for side in (outcome.right, outcome.left):
        begun = [(done, min(planned, least)) for done, planned in zip(side, outcome.planned, strict=False) if done]
        did, wanted = (sum(column) for column in zip(*begun, strict=True)) if begun else (0, 0)
        if begun and int(did / len(begun) / unit + 0.5) < int(wanted / len(begun) / unit + 0.5):
            return True
    return False
