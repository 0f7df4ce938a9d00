"""What the coach would like to say in each step, and when: coach.md as code.

Every function answers for one step alone, from the plan around it; `score` decides what finds its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.asks_work import OPENING_MS, hold_asks, reps_asks
from hipgui.core.countdown import LAST_THREE_MS, last_three_tones, three_two_one
from hipgui.core.cue import Ask, Role, Talk
from hipgui.core.pieces import is_put_in, share_of
from hipgui.core.plan import StepKind, prop_names
from hipgui.core.sounds import Tone
from hipgui.core.spoken import dose_words, named, number, switch_words, variant_words

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.plan import Plan, Step

# coach.md's table of numbers.
SETUP_MOST = 3
SETUP_GAP_MS = (3_000, 5_000)
WARNING_GAP_MS = 700
SOON_MS = 10_000

ROLES_OF = {
    Talk.FULL: frozenset(Role),
    Talk.BRIEF: frozenset(Role) - {Role.PRAISE, Role.PHASE},
    Talk.COUNTS: frozenset({Role.ACK, Role.COUNTDOWN, Role.SIDE, Role.MARK, Role.COUNT}),
    Talk.TONES: frozenset[Role](),
}


def asks(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Everything wanted in step `index`, tones included, the person's amount of talk already applied."""
    step = plan.steps[index]
    wanted = {
        StepKind.PREPARE: _prepare,
        StepKind.REPS: reps_asks,
        StepKind.HOLD: hold_asks,
        StepKind.SWITCH: _switch,
        StepKind.REST: _rest,
    }[step.kind](plan, index, voice)
    return [ask for ask in wanted if isinstance(ask.item, Tone) or ask.role in ROLES_OF[voice.talk]]


def closing_asks(voice: Voice, end_by_ms: int) -> list[Ask]:
    """What is said after the last step."""
    done = Ask(Role.MARK, Tone.DONE, (0,), end_by_ms, "the session is done")
    words = Ask(Role.PRAISE, voice.calm(voice.pick("closing")), (700,), end_by_ms, "closing words", late_ms=2_000)
    return [done, *([words] if voice.talk is not Talk.TONES else [])]


def lead_in_asks(voice: Voice, length_ms: int) -> list[Ask]:
    """Three, two, one, over the last seconds of a lead-in."""
    spoken = () if voice.talk is Talk.TONES else three_two_one(voice, length_ms)
    return [*last_three_tones(length_ms), *spoken]


def _named_side(step: Step, voice: Voice, key: str) -> str:
    """The side as it is announced, with the hip that stretches where that is the other one."""
    key = f"{key}_stretch" if step.exercise.stretch_words else key
    return voice.pick(key, step.set_number or 0, **named(step.exercise, step.side))


def _prepare(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """What comes, how it is done and on which side it begins; in the middle of a set only what changes."""
    step = plan.steps[index]
    opening = voice.calm(_opening_words(plan, index, voice))
    leads_on = is_put_in(step) and share_of(plan.steps, min(index + 1, len(plan.steps) - 1)).before > 0
    if leads_on:
        ending, end_ms = three_two_one(voice, step.duration_ms), step.duration_ms - LAST_THREE_MS[0]
    else:
        side = voice.calm(_named_side(step, voice, "side"))
        end_ms = step.duration_ms - LAST_THREE_MS[0] - 200 - voice.length_ms(side)
        ending = [Ask(Role.SIDE, side, (end_ms,), step.duration_ms, "names the side that begins")]
    wanted = [
        Ask(Role.SIDE, opening, (0,), end_ms, "names what comes", late_ms=2_000),
        *([] if step.open_ended and leads_on else ending),
        *([] if step.open_ended else last_three_tones(step.duration_ms)),
    ]
    sentences = [note for note in step.notes if note != opening.text]
    chain_end_ms = end_ms - 300
    if step.first_time:
        sentences += [variant_words(text, step, voice) for text in step.variant.setup]
        care = step.variant.warning or step.exercise.warning
        if care:
            warning = voice.calm(care)
            warning_ms = chain_end_ms - voice.length_ms(warning)
            spots_ms = (warning_ms,) if warning_ms > voice.length_ms(opening) else ()
            wanted.append(Ask(Role.WARNING, warning, spots_ms, end_ms, "a warning, once a session", late_ms=300))
            chain_end_ms = warning_ms - WARNING_GAP_MS
    most = 1 if voice.talk is Talk.BRIEF else SETUP_MOST
    return wanted + _set_up(sentences[:most], voice, voice.length_ms(opening) + 500, chain_end_ms)


def _opening_words(plan: Plan, index: int, voice: Voice) -> str:
    """The exercise and its dose; of a set-up that a change has put in, the variant."""
    step = plan.steps[index]
    if is_put_in(step):
        return voice.pick("note_change", variant=step.variant.name)
    return voice.pick("intro", name=step.exercise.name, dose=dose_words(plan, index, voice))


def _set_up(sentences: list[str], voice: Voice, from_ms: int, to_ms: int) -> list[Ask]:
    """Sentences one after another, three to five seconds apart; what finds no room is left to be reported."""
    phrases = [voice.calm(sentence) for sentence in sentences]
    fitting = list(phrases)
    least, most = SETUP_GAP_MS

    def spare_ms() -> int:
        return to_ms - from_ms - sum(map(voice.length_ms, fitting)) - least * (len(fitting) - 1)

    while fitting and spare_ms() < 0:
        fitting.pop()
    gap_ms = min(most, least + max(0, spare_ms()) // max(1, len(fitting) - 1))
    wanted: list[Ask] = []
    at_ms = from_ms
    for place, phrase in enumerate(phrases):
        spots_ms = (at_ms,) if place < len(fitting) else ()
        wanted.append(Ask(Role.SETUP, phrase, spots_ms, to_ms, "sets the exercise up", late_ms=most, margin_ms=250))
        at_ms += voice.length_ms(phrase) + gap_ms
    return wanted


def _switch(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    end_ms = step.duration_ms - LAST_THREE_MS[0]
    side = voice.calm(_named_side(step, voice, "switch"))
    how = voice.calm(switch_words(step, voice))
    return [
        Ask(Role.SIDE, Tone.SWITCH, (0,), step.duration_ms, "the sides switch"),
        Ask(Role.SIDE, side, (OPENING_MS,), end_ms, "names the side to come", late_ms=1_000),
        Ask(Role.SETUP, how, (OPENING_MS + voice.length_ms(side) + 900,), end_ms, "how to switch", late_ms=2_000),
        *last_three_tones(step.duration_ms),
    ]


def _rest(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step, work = plan.steps[index], plan.next_work(index)
    duration_ms = step.duration_ms
    if work is None:
        return [Ask(Role.SIDE, Tone.REST, (0,), duration_ms, "a rest begins")]
    sides = named(work.exercise, work.side)
    following = plan.steps[index + 1]
    sets_up = following.kind is StepKind.PREPARE
    moves_on = sets_up and not is_put_in(following)
    if moves_on:
        props = prop_names(voice.words, work.props)
        key = "rest_new" if props else "rest_new_bare"
        next_words = voice.pick(key, index, name=work.exercise.name, props=props, **sides)
    else:
        set_word, sets_word = number(voice, work.set_number or 0), number(voice, work.sets or 0)
        next_words = voice.pick(
            "rest_same", index, name=work.exercise.short_name, set=set_word, sets=sets_word, **sides
        )
    announced = voice.calm(next_words)
    praise_ms = OPENING_MS + voice.length_ms(announced) + 1_500
    soon_ms = duration_ms - SOON_MS
    done = plan.steps[index - 1].exercise
    praise_key = "praise_exercise" if moves_on else "praise_set"
    praise = voice.pick(praise_key, index, name=done.name)
    wanted = [
        Ask(Role.SIDE, Tone.REST, (0,), duration_ms, "a rest begins"),
        Ask(Role.SIDE, announced, (OPENING_MS,), duration_ms, "what comes after the rest", late_ms=1_000),
        Ask(Role.PRAISE, voice.calm(praise), (praise_ms,), soon_ms, "praise"),
        *([] if sets_up else last_three_tones(duration_ms)),
    ]
    if soon_ms > praise_ms:
        soon = voice.pick("soon", name=work.exercise.short_name, **sides)
        end_ms = duration_ms - (0 if sets_up else LAST_THREE_MS[0])
        reason = "ten seconds before the end"
        wanted.append(Ask(Role.SIDE, voice.calm(soon), (soon_ms,), end_ms, reason, timed=True))
    return wanted
