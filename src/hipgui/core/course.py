"""What each exercise is to be next, from what is remembered: the one rule that Today goes by.

A dose that the person chose goes first, until the exercise has been done since; then what is proposed from what was
done; and where nothing was done yet, the bottom of the level that is set.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.core.ladder import at_level, with_kit
from hipgui.core.weeks import WEEK, monday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from hipgui.core.history import Review
    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.model import Exercise, Library, Words
    from hipgui.core.progression import Answer, Outcome
    from hipgui.core.unfinished import Unfinished

MEMORY = timedelta(days=366)
"""What is older decides nothing any more."""
GO_ON_WITHIN = timedelta(hours=12)
"""A session that was left longer ago is not gone on with: the body is not where it was then."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The dose that a person chose for the next time of an exercise, at `chosen_ms` since 1970 in UTC."""

    dose: Dose
    chosen_ms: int


@dataclass(frozen=True)
class Memory:
    """What is remembered: sessions, oldest first, doses chosen since (by exercise), and a session that was left.

    `present` names (by uid) the session that was told last since the start, "" for none; `sentences` are what the
    person should know about all this. Where nothing can be read it is not `there`.
    """

    reviews: tuple[Review, ...] = ()
    chosen: Mapping[str, Chosen] = field(default_factory=lambda: MappingProxyType({}))
    unfinished: Unfinished | None = None
    present: str = ""
    sentences: tuple[str, ...] = ()
    there: bool = True

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every exercise of every session, oldest first."""
        return tuple(outcome for review in self.reviews for outcome in review.outcomes)

    def chosen_dose(self, exercise_id: str) -> Dose | None:
        """What was chosen for an exercise and has not been done since."""
        found = self.chosen.get(exercise_id)
        if found is None:
            return None
        since = (review for review in self.reviews if review.past.began_ms >= found.chosen_ms)
        done = any(one.exercise == exercise_id and one.worked for review in since for one in review.outcomes)
        return None if done else found.dose

    def with_chosen(self, doses: Mapping[str, Dose | None], now_ms: int) -> Memory:
        """With other choices; None takes one back."""
        kept = {name: one for name, one in self.chosen.items() if name not in doses}
        fresh = {name: Chosen(dose, now_ms) for name, dose in doses.items() if dose is not None}
        return replace(self, chosen=kept | fresh)

    def answered(self, exercise_id: str, answer: Answer | None) -> Memory:
        """With another answer in the present session."""
        return replace(
            self,
            reviews=tuple(
                replace(review, outcomes=tuple(_answered(one, exercise_id, answer) for one in review.outcomes))
                if review.past.uid == self.present
                else review
                for review in self.reviews
            ),
        )

    def of_present(self) -> Review | None:
        """The present session, once there is something of it to remember."""
        return next((review for review in self.reviews if self.present and review.past.uid == self.present), None)

    def before_present(self) -> tuple[Outcome, ...]:
        """What was done in all sessions but the present one."""
        earlier = (review for review in self.reviews if review.past.uid != self.present)
        return tuple(outcome for review in earlier for outcome in review.outcomes)

    def to_go_on_with(self, now: datetime) -> Unfinished | None:
        """The session that was left, unless that is too long ago; `now` has a zone."""
        left = self.unfinished
        if left is None or left.uid == self.present:
            return None
        ago = timedelta(milliseconds=now.timestamp() * 1000 - left.written_ms)
        return left if ago <= GO_ON_WITHIN else None


@dataclass(frozen=True, slots=True)
class Next:
    """What an exercise is to be next. `why` is one sentence, "" where nothing is known of it; `own`: it was chosen."""

    dose: Dose
    why: str = ""
    own: bool = False


def next_of(exercise: Exercise, memory: Memory, kit: Kit, words: Words, level: int) -> Next:
    """The next dose of one exercise; `level` is where one begins. It fits the kit."""
    chosen = memory.chosen_dose(exercise.id)
    if chosen is None and not any(one.exercise == exercise.id and (one.worked or one.hurt) for one in memory.outcomes):
        return Next(at_level(exercise, level, kit))
    from hipgui.core.progression import own_choice, propose  # noqa: PLC0415  start-up: the first frame knows no past

    if chosen is not None:
        dose = with_kit(exercise, chosen, kit)
        return Next(dose, own_choice(exercise, memory.outcomes, dose, kit, words), own=True)
    proposal = propose(exercise, memory.outcomes, kit, words, level)
    return Next(proposal.dose, proposal.why)


def nexts(library: Library, memory: Memory, kit: Kit, level: int) -> dict[str, Next]:
    """The next dose of every exercise, by its id."""
    return {one.id: next_of(one, memory, kit, library.words, level) for one in library.exercises}


def at_bottom(chosen: Iterable[tuple[Exercise, Dose | None]], kit: Kit) -> int | None:
    """The level that was chosen for all these exercises alike, at its bottom; None for any other mixture."""
    found = list(chosen)
    levels = {dose.level for _, dose in found if dose}
    alike = len(levels) == 1 and all(dose and dose.same_work(at_level(one, dose.level, kit)) for one, dose in found)
    return levels.pop() if alike else None


def weeks_of(days: Sequence[date], today: date, count: int) -> tuple[int, ...]:
    """How many sessions each of the last `count` weeks had, the present one last; `days` are theirs."""
    first = monday(today) - (count - 1) * WEEK
    found = [0] * count
    for day in days:
        place = (monday(day) - first).days // 7
        if 0 <= place < count:
            found[place] += 1
    return tuple(found)


def _answered(outcome: Outcome, exercise_id: str, answer: Answer | None) -> Outcome:
    return replace(outcome, answer=answer) if outcome.exercise == exercise_id else outcome
