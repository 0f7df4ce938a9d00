"""A plan whose exercise was made easier or harder in the middle of it.

What was done is untouched. Work under way is split where it changes: a piece that ends there as it was, and a piece
with the same set number after it. Rules:

* A set of reps changes with the next rep, a hold at once, everything else with the next work.
* The set under way keeps its number of reps or seconds, on both sides: they stay equal, and what was announced
  (halfway, ten seconds) stays true. The new numbers hold from the next set on; there a change on the second side
  reaches the first side as well.
* What the session's minutes had cut stays cut. A set is added only where the minutes allow it. Sets that the new dose
  does not ask for are left out, but never the present one.
* Props take time to fetch and to put down. It is given as a set-up between two reps, or by a longer pause; never in a
  hold. A variant that is new in this session is set up in the last part of the rest before it.
* In a self-paced set nobody counts the reps, so it changes as a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import median_low
from typing import TYPE_CHECKING

from hipgui.core.cue import Voice
from hipgui.core.draft import rep_ms
from hipgui.core.ladder import load_text, offers
from hipgui.core.model import Prop, Side
from hipgui.core.pieces import amount, is_put_in
from hipgui.core.plan import StepKind
from hipgui.core.spoken import variant_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.model import Library, Variant, Words
    from hipgui.core.plan import Plan, Step

LAST_MS = 3_000
"""A hold whose last seconds are being counted does not change any more."""
WORN = frozenset({Prop.KETTLEBELL, Prop.BAND})
"""Props that have to come off before one goes on without them."""


def replan(
    plan: Plan, at: tuple[int, int], dose: Dose, kit: Kit, library: Library, *, minutes: float | None = None
) -> Plan:
    """The plan with the exercise under way at `dose`, as of `at`: a step's index, and milliseconds in it.

    A step under way keeps its index and ends with its present rep, or right there (a hold). Work that was not begun is
    changed as a whole; where props take time, a set-up stands at its index and the work behind it. A set-up that is
    put in has the number of the set it belongs to, other set-ups have none. Of a rest, the exercise is the one that
    follows. `minutes` is the ceiling for sets that are added, None means no ceiling.
    """
    index, position_ms = at
    first, end = _block(plan.steps, index)
    now, last = plan.steps[index], plan.steps[end - 1]  # what is under way may be from before an earlier change
    planned = max(step.set_number or 0 for step in plan.steps[first:end])
    least = max(now.set_number or 1, min(planned, dose.sets))
    most = min(dose.sets, least + dose.sets - last.exercise.level(last.level).sets)
    for sets in range(most, least, -1):
        longer = _replanned(plan, index, position_ms, _change(plan, index, dose, kit, library, sets))
        if minutes is None or longer.duration_ms <= minutes * 60_000:
            return longer
    return _replanned(plan, index, position_ms, _change(plan, index, dose, kit, library, least))


def without_the_rest(plan: Plan, index: int) -> Plan:
    """The plan without what follows step `index` in its exercise: leaving that step then leaves the exercise."""
    _, end = _block(plan.steps, index)
    return replace(plan, steps=(*plan.steps[: index + 1], *plan.steps[end:]))


@dataclass(frozen=True, slots=True)
class _Change:
    """What an exercise is changed to: `reps` and `hold_ms` are those of a whole set, `load` is as it is shown."""

    dose: Dose
    variant: Variant
    props: tuple[Prop, ...]
    load: str
    deeper: tuple[Variant, ...]
    sets: int
    reps: int | None
    hold_ms: int
    is_new: bool
    """The variant was not set up in this session."""
    moves: bool
    """Props have to be fetched, put down or exchanged."""
    set_ups: Mapping[Side, Step]
    """The set-up that teaches the change, for each side."""
    rest_ms: int

    def of(self, step: Step, *, keep: bool = False) -> Step:
        """The step changed; with `keep` its reps or seconds stay."""
        step = replace(
            step,
            variant=self.variant,
            level=self.dose.level,
            load=self.load,
            props=self.props,
            offers=self.deeper,
            sets=self.sets,
        )
        if step.kind is StepKind.HOLD:
            return step if keep else replace(step, duration_ms=self.hold_ms)
        if step.kind is StepKind.REPS and self.dose.tempo:
            reps = step.reps if keep else self.reps
            duration_ms = (reps or 0) * rep_ms(self.dose.tempo, self.variant.ways)
            return replace(step, reps=reps, tempo=self.dose.tempo, duration_ms=duration_ms)
        return step

    def set_up(self, work: Step) -> Step:
        """The set-up before a step, in the middle of its exercise."""
        return replace(self.set_ups[work.side], set_number=work.set_number)

    def before(self, work: Step) -> list[Step]:
        """The time that is needed before going on with work of the same set."""
        return [self.set_up(work)] if self.moves else []

    def pause(self, step: Step, position_ms: int, *, leads_to_set_up: bool) -> list[Step]:
        """A rest, switch or set-up that the change is made in, with time for it."""
        step = self.of(step)
        set_up = self.set_up(step)
        if step.kind is StepKind.REST and leads_to_set_up:
            return [step]
        if step.kind is StepKind.REST and self.is_new:
            rest_ms = max(position_ms, step.duration_ms - set_up.duration_ms)
            return [replace(step, duration_ms=rest_ms), set_up]
        in_time_ms = max(step.duration_ms, position_ms + set_up.duration_ms)
        if is_put_in(step):
            return [replace(set_up, duration_ms=in_time_ms)]
        return [replace(step, duration_ms=in_time_ms) if self.moves else step]


def _change(plan: Plan, index: int, dose: Dose, kit: Kit, library: Library, sets: int) -> _Change:
    now, timing = plan.steps[index], library.timing
    variant = now.exercise.variant(dose.variant)
    props = variant.props_from(kit.props) or ()
    load = load_text(now.exercise, dose, library.words, pounds=kit.pounds)
    had, has = set(now.props), set(props)
    cut = _cut(plan.steps, index)
    hold_ms = _ms(dose.hold_s or 0)
    past = [step for step in plan.steps[: index + 1] if step.exercise.id == now.exercise.id]
    is_new = not any(step.variant.id == variant.id and (step.is_work or step.kind is StepKind.PREPARE) for step in past)
    rests_ms = [step.duration_ms for step in plan.steps if step.kind is StepKind.REST]
    set_up = replace(
        now,
        kind=StepKind.PREPARE,
        duration_ms=_ms(timing.prepare_short_s if is_new else timing.prepare_again_s),
        variant=variant,
        level=dose.level,
        sets=sets,
        reps=None,
        tempo=None,
        load=load,
        props=props,
        offers=offers(now.exercise, dose, kit),
        first_time=is_new and not any(step.first_time and _care(step) == _care(now, variant) for step in past),
        open_ended=any(step.open_ended for step in plan.steps),
    )
    return _Change(
        dose=dose,
        variant=variant,
        props=props,
        load=load,
        deeper=set_up.offers,
        sets=sets,
        reps=min(dose.reps, cut or dose.reps) if dose.reps else None,
        hold_ms=min(hold_ms, cut or hold_ms),
        is_new=is_new,
        moves=bool(has - had or (had - has) & WORN or (dose.load and load != now.load)),
        set_ups={side: _taught(replace(set_up, side=side), library.words, is_new=is_new) for side in Side},
        rest_ms=median_low(rests_ms) if rests_ms else _ms(timing.rest_s),
    )


def _care(step: Step, variant: Variant | None = None) -> str:
    """The warning of a step's variant, or of another one of its exercise."""
    return (variant or step.variant).warning or step.exercise.warning


def _taught(set_up: Step, words: Words, *, is_new: bool) -> Step:
    """The set-up with the sentences that it does not bring by itself; a warning is not said twice in a session."""
    if set_up.first_time:
        return replace(set_up, notes=())
    if not is_new:
        return replace(set_up, notes=(words.of("note_change")[0].format(variant=set_up.variant.name),))
    return replace(set_up, notes=tuple(variant_words(text, set_up, Voice(words)) for text in set_up.variant.setup))


def _cut(steps: Sequence[Step], index: int) -> int | None:
    """The reps (or milliseconds) of the exercise's sets where they were cut below its row's range, else None."""
    first, end = _block(steps, index)
    row = steps[index].exercise.level(steps[end - 1].level)
    amounts: Counter[tuple[int | None, Side]] = Counter()
    for step in steps[first:end]:
        if step.is_work:
            amounts[step.set_number, step.side] += amount(step)
    most = max(amounts.values(), default=0)
    return most if most < (row.reps[0] if row.reps else _ms(row.hold_s or 0)) else None


def _replanned(plan: Plan, index: int, position_ms: int, change: _Change) -> Plan:
    steps = plan.steps
    first, end = _block(steps, index)
    now, *rest = _without_put_in(steps[index:end])
    begun = _has_begun(steps[first:end], index - first, position_ms)
    rest = [
        change.of(step, keep=begun and step.set_number == now.set_number)
        for step in rest
        if (step.set_number or 0) <= change.sets
    ]
    following = rest[0] if rest else None
    if now.is_work:
        here = _split(now, position_ms, change, begun=begun)
    else:
        here = change.pause(now, position_ms, leads_to_set_up=following is not None and not following.is_work)
    if here == [now] and following:  # nothing is left of it, so the change is made in what comes next
        rest[:1] = (
            [*change.before(following), following]
            if following.is_work
            else change.pause(following, 0, leads_to_set_up=False)
        )
    more = _sets_more(steps[first:end], change)
    return replace(plan, steps=(*steps[:index], *_joined([*here, *rest]), *more, *_later(steps[end:], now, change)))


def _without_put_in(steps: Sequence[Step]) -> list[Step]:
    """The present step and the rest of its exercise, without what an earlier change had put in or taken from a rest."""
    kept = [steps[0]]
    for step in steps[1:]:
        if is_put_in(step):
            if kept[-1].kind is StepKind.REST:
                kept[-1] = replace(kept[-1], duration_ms=kept[-1].duration_ms + step.duration_ms)
        elif len(kept) > 1 and _is_of_one_set(kept[-1], step):
            kept[-1] = _together(kept[-1], step)
        else:
            kept.append(step)
    return kept


def _joined(steps: Sequence[Step]) -> list[Step]:
    """The steps, with pieces of a set as one where nothing changes between them any more."""
    found: list[Step] = []
    for step in steps:
        if found and _is_of_one_set(found[-1], step) and _way(found[-1]) == _way(step):
            found[-1] = _together(found[-1], step)
        else:
            found.append(step)
    return found


def _is_of_one_set(step: Step, other: Step) -> bool:
    """Whether both are work in the same set on the same side."""
    return step.is_work and other.is_work and (step.set_number, step.side) == (other.set_number, other.side)


def _way(step: Step) -> tuple[object, ...]:
    return step.variant.id, step.level, step.tempo, step.load


def _together(step: Step, other: Step) -> Step:
    reps = step.reps + other.reps if step.reps and other.reps else None
    return replace(step, reps=reps, duration_ms=step.duration_ms + other.duration_ms)


def _has_begun(block: Sequence[Step], at: int, position_ms: int) -> bool:
    """Whether the set of step `at` was begun: on either side, or by an earlier change that split it."""
    now, past = block[at], block[:at]
    if now.is_work and position_ms:
        return True
    pieces = [step for step in block if step.is_work and (step.set_number, step.side) == (now.set_number, now.side)]
    return len(pieces) > 1 or any(step.is_work and step.set_number == now.set_number for step in past)


def _split(now: Step, position_ms: int, change: _Change, *, begun: bool) -> list[Step]:
    """Work in two: what stays as it is and what is changed, with time between them where it is needed."""
    changed = change.of(now, keep=begun)
    if not position_ms:
        return [*change.before(changed), changed]
    if now.open_ended:
        return [changed]
    if now.kind is StepKind.HOLD:
        left_ms = now.duration_ms - position_ms
        if left_ms < LAST_MS:
            return [now]
        return [replace(now, duration_ms=position_ms), replace(changed, duration_ms=left_ms)]
    done = position_ms // now.rep_ms + 1
    left = (now.reps or 0) - done
    if left <= 0:
        return [now]
    piece = change.of(replace(now, reps=left), keep=True)
    return [replace(now, reps=done, duration_ms=done * now.rep_ms), *change.before(piece), piece]


def _sets_more(block: Sequence[Step], change: _Change) -> list[Step]:
    """The sets that the exercise has not got yet, each after a rest."""
    planned = max(step.set_number or 0 for step in block)
    work = next((change.of(step) for step in block if step.is_work), None)
    switch = next((change.of(step) for step in block if step.kind is StepKind.SWITCH), None)
    if work is None or switch is None:
        return []
    other = replace(work, side=work.side.other)
    rest = replace(work, kind=StepKind.REST, duration_ms=change.rest_ms, reps=None, tempo=None, open_ended=False)
    a_set = (rest, work, replace(switch, side=other.side), other)
    return [replace(step, set_number=number) for number in range(planned + 1, change.sets + 1) for step in a_set]


def _later(steps: Sequence[Step], now: Step, change: _Change) -> list[Step]:
    """What follows the exercise; where it comes back in the session, it is changed as well."""
    found: list[Step] = []
    for step in steps:
        if step.exercise.id != now.exercise.id:
            found.append(step)
        elif (step.set_number or 0) <= change.dose.sets:
            found.append(replace(change.of(step), sets=min(step.sets, change.dose.sets)))
    return found


def _block(steps: Sequence[Step], index: int) -> tuple[int, int]:
    """Where the exercise of a step begins, with the rest that leads to it, and where it ends."""
    openings = [at for at in range(len(steps)) if _opens(steps, at)]
    first = max(at for at in openings if at <= index)
    return first, min((at for at in openings if at > index), default=len(steps))


def _opens(steps: Sequence[Step], at: int) -> bool:
    """Whether an exercise begins here: with the rest before its set-up or, where there is none, with the set-up."""
    before, step, after = steps[at - 1] if at else None, steps[at], steps[at + 1] if at + 1 < len(steps) else None
    if step.kind is StepKind.REST:
        return after is not None and after.kind is StepKind.PREPARE and not is_put_in(after)
    return (
        step.kind is StepKind.PREPARE and not is_put_in(step) and (before is None or before.kind is not StepKind.REST)
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
