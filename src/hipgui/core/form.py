"""What to mind while working: the set's one focus, the breath, and what may be deeper.

Each reminder has its slot in the set, counted from the set's start. Slots depend on nothing that comes after them, so a
change in the middle of a set neither repeats nor crowds what was said before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hipgui.core.cue import Ask, Role, Talk
from hipgui.core.model import Side
from hipgui.core.pieces import amount, is_other_way, pieces_of, time_of
from hipgui.core.plan import StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hipgui.core.cue import Voice
    from hipgui.core.model import Focus
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Phrase

# coach.md's table of numbers.
FORM_MOST = 3
FORM_APART_MS = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}
FORM_LATE_MS = 2_000

# Judgement: the body settles first, and up and down are voiced; the end of a hold belongs to its marks.
FIRST_REP = 3
AFTER_COUNT_MS = 300
SELF_PACED_FROM_MS = 12_000
HOLD_FROM_MS, HOLD_LEAVES_MS = 5_000, 14_000
HOLD_BETWEEN_MS = FORM_APART_MS[StepKind.HOLD] + 500
OFFER_LEAD_MS = 200
NAMED_MS = 2_500
"""What it takes at the most to name another variant at the start of a piece."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A reminder's place: its number in the set, and the spots in its step, each allowing a start `late_ms` later."""

    number: int
    spots_ms: tuple[int, ...]
    late_ms: int = FORM_LATE_MS


def reps_form(plan: Plan, index: int, voice: Voice, counts_ms: Sequence[int]) -> list[Ask]:
    """Reminders in a counted set, each after a count; `counts_ms` is how long the counts of this step take."""
    apart_ms = FORM_APART_MS[StepKind.REPS] + FORM_LATE_MS
    pieces = pieces_of(plan.steps, index)
    reps = sum(amount(plan.steps[piece]) for piece in pieces)
    slots: list[_Slot] = []
    number, done, last_ms = 0, 0, -apart_ms
    for piece in pieces:
        step, begins_ms = plan.steps[piece], time_of(plan.steps, piece).before
        for rep in range(step.reps or 0):
            done += 1
            top_ms = rep * step.rep_ms + _last_top_ms(step)
            if FIRST_REP <= done < reps and begins_ms + top_ms - last_ms >= apart_ms and number < _most(voice):
                if piece == index:
                    slots.append(_Slot(number, (top_ms + counts_ms[rep] + AFTER_COUNT_MS,)))
                number, last_ms = number + 1, begins_ms + top_ms
    return _focused(plan, index, voice, slots)


def self_paced_form(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Reminders in a set that nobody counts."""
    step = plan.steps[index]
    every_ms = FORM_APART_MS[StepKind.REPS] + FORM_LATE_MS
    spots = range(SELF_PACED_FROM_MS, step.duration_ms, every_ms)[: _most(voice)]
    return _focused(plan, index, voice, [_Slot(number, (at_ms,)) for number, at_ms in enumerate(spots)])


def hold_form(plan: Plan, index: int, voice: Voice, room_ms: int) -> list[Ask]:
    """Reminders in a hold: form, the breath (in at most `room_ms`), and an offer of something deeper."""
    share = time_of(plan.steps, index)
    first = plan.steps[pieces_of(plan.steps, index)[0]]
    offer = _offer(first, voice, share.whole)
    slots = _hold_slots(share.whole, voice, offer)
    free = [slot for slot in slots if offer is None or slot.number != offer.number]
    first_hold = first.set_number == 1 and first.side is Side.RIGHT
    breath = free[min(1, len(free) - 1)] if len(free) > 1 or first_hold else None

    def asked(slot: _Slot, piece: int) -> Ask:
        step = plan.steps[piece]
        if offer is not None and slot.number == offer.number:
            return _reminder(offer.phrase, slot, step, "offers what is deeper")
        return _breath(step, voice, slot, room_ms) if slot is breath else _focused(plan, piece, voice, [slot])[0]

    wanted: list[Ask] = []
    for slot in slots:
        lengths_ms = {piece: voice.length_ms(asked(slot, piece).item) for piece in pieces_of(plan.steps, index)}
        if _owner(plan, lengths_ms, slot) == index:
            spots_ms = tuple(at_ms - share.before for at_ms in slot.spots_ms if at_ms >= share.before)
            wanted.append(replace(asked(slot, index), spots_ms=spots_ms))
    return wanted


def _owner(plan: Plan, lengths_ms: Mapping[int, int], slot: _Slot) -> int | None:
    """The piece of a hold that a slot is for: the first one in which what it says there can be said in time.

    `lengths_ms` is how long that takes in each of the pieces.
    """
    for piece, length_ms in lengths_ms.items():
        share = time_of(plan.steps, piece)
        from_ms = share.before + (NAMED_MS if is_other_way(plan.steps, piece) else 0)
        last_ms = share.before + share.own - length_ms
        if any(from_ms <= at_ms <= last_ms for at_ms in slot.spots_ms):
            return piece
    return next((at for at in reversed(lengths_ms) if time_of(plan.steps, at).before <= slot.spots_ms[0]), None)


def focus_of(step: Step, voice: Voice) -> Focus:
    """The one thing to mind in this set; it moves on from set to set and from session to session."""
    fitting = [focus for focus in step.exercise.foci if _fits(focus, step)]
    return fitting[(voice.seed + (step.set_number or 1) - 1) % len(fitting)]


def _fits(focus: Focus, step: Step) -> bool:
    return not step.variant.foci or focus.id in step.variant.foci


def _most(voice: Voice) -> int:
    return 1 if voice.talk is Talk.BRIEF else FORM_MOST


def _last_top_ms(step: Step) -> int:
    """Where in a rep its last way is at the top."""
    assert step.tempo
    return step.rep_ms - step.rep_ms // step.variant.ways + round(step.tempo.up_s * 1000)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A deeper variant that is offered, in the slot of that number; at a fixed time, or at any (None) of that slot."""

    number: int
    phrase: Phrase
    at_ms: int | None = None


def _offer(step: Step, voice: Voice, whole_ms: int) -> _Offer | None:
    """Deeper variants are offered once a side, in the last set, where there is room for more than the breath."""
    variant = next((variant for variant in step.offers[:1] if variant.offer), None)
    if variant is None or step.set_number != step.sets or voice.talk is Talk.BRIEF:
        return None
    phrase = voice.working(variant.offer[voice.seed % len(variant.offer)])
    at_ms = None
    if variant.offer_last_s is not None:
        at_ms = whole_ms - round(variant.offer_last_s * 1000) - OFFER_LEAD_MS - voice.length_ms(phrase)
    number = _hold_number(whole_ms - HOLD_LEAVES_MS if at_ms is None else at_ms)
    place = 1 if at_ms is None else number - 1
    return _Offer(place, phrase, at_ms) if number > 1 else None


def _hold_number(last_ms: int) -> int:
    """How many reminders a hold takes of which the last one begins at `last_ms`."""
    return min(FORM_MOST, 1 + max(0, last_ms - HOLD_FROM_MS) // HOLD_BETWEEN_MS)


def _hold_slots(whole_ms: int, voice: Voice, offer: _Offer | None) -> list[_Slot]:
    """Slots spread evenly over a hold, each with the freedom that leaves them far enough apart."""
    fixed_ms = offer.at_ms if offer else None
    last_ms = max(HOLD_FROM_MS, whole_ms - HOLD_LEAVES_MS if fixed_ms is None else fixed_ms)
    number = min(_most(voice), _hold_number(last_ms))
    every_ms = (last_ms - HOLD_FROM_MS) // (number - 1) if number > 1 else whole_ms - 2 * HOLD_FROM_MS
    freedom_ms = max(0, every_ms - FORM_APART_MS[StepKind.HOLD] if number > 1 else every_ms)
    late_ms = min(FORM_LATE_MS, freedom_ms)
    slots = [
        _Slot(place, tuple(range(at_ms, at_ms + freedom_ms - late_ms + 1, 1_000)), late_ms)
        for place, at_ms in enumerate(HOLD_FROM_MS + every_ms * place for place in range(number))
    ]
    return slots if fixed_ms is None else [*slots[:-1], _Slot(number - 1, (fixed_ms,), late_ms)]


def _focused(plan: Plan, index: int, voice: Voice, slots: list[_Slot]) -> list[Ask]:
    """Reminders of the set's one focus, each in another wording."""
    step = plan.steps[index]
    focus = focus_of(plan.steps[pieces_of(plan.steps, index)[0]], voice)
    if not _fits(focus, step):
        focus = focus_of(step, voice)
    first = voice.seed + _turn(step)
    return [
        _reminder(
            voice.working(focus.wordings[(first + slot.number) % len(focus.wordings)]),
            slot,
            step,
            f"form: {focus.id}",
        )
        for slot in slots
    ]


def _breath(step: Step, voice: Voice, slot: _Slot, room_ms: int) -> Ask:
    """A reminder to breathe: the next wording that leaves the hold its silence. It goes before what can give way."""
    wordings = voice.words.of("breathe")
    in_turn = [voice.working(voice.pick("breathe", _turn(step) + more)) for more in range(len(wordings))]
    shortest = min(in_turn, key=voice.length_ms)
    phrase = next((phrase for phrase in in_turn if voice.length_ms(phrase) <= room_ms), shortest)
    return replace(_reminder(phrase, slot, step, "the breath"), rank=Role.COUNT)


def _turn(step: Step) -> int:
    """How far the wordings have moved on within the session."""
    return 3 * (step.side is Side.LEFT) + (step.set_number or 0)


def _reminder(phrase: Phrase, slot: _Slot, step: Step, reason: str) -> Ask:
    apart_ms = FORM_APART_MS[step.kind]
    return Ask(Role.FORM, phrase, slot.spots_ms, step.duration_ms, reason, slot.late_ms, apart_ms, margin_ms=300)
