"""What the coach would like to say in each step, and when: coach.md as code.

Every function answers for one step alone, from the plan around it; `score` decides what finds its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.asks_work import OPENING_MS, hold_asks, reps_asks
from hipgui.core.countdown import LAST_THREE_MS, last_three_tones, three_two_one
from hipgui.core.cue import Ask, Role, Talk
from hipgui.core.pieces import goes_on, is_other_way, is_put_in, work_before
from hipgui.core.plan import StepKind, prop_names
from hipgui.core.sounds import Tone
from hipgui.core.spoken import dose_words, load_words, named, number, switch_words, variant_words

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Phrase

# coach.md's table of numbers.
SETUP_MOST = 3
KEPT_SENTENCES = 2
SETUP_GAP_MS = (3_000, 5_000)
SOON_MS = 10_000

# Judgement: short gaps between what has to be told, a longer one before how it is done.
BETWEEN_FACTS_MS = 300
AFTER_FACTS_MS = 500
WARNING_GAP_MS = 600
CLOSING_MS = 700
BEFORE_LAST_MS = 200

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
    if voice.talk is Talk.TONES:
        return [done]
    closing = voice.calm(voice.pick("closing"))
    words = Ask(Role.PRAISE, closing, (CLOSING_MS,), end_by_ms, "closing words", late_ms=2_000)
    if not voice.tells_of_brief:
        return [done, words]
    brief = voice.calm(voice.pick("closing_brief"))
    brief_ms = CLOSING_MS + voice.length_ms(closing) + BETWEEN_FACTS_MS
    return [done, words, Ask(Role.PRAISE, brief, (brief_ms,), end_by_ms, "fewer words are on offer")]


def lead_in_asks(voice: Voice, length_ms: int) -> list[Ask]:
    """Three, two, one, over the last seconds of a lead-in."""
    spoken = () if voice.talk is Talk.TONES else three_two_one(voice, length_ms)
    return [*last_three_tones(length_ms), *spoken]


def _named_side(step: Step, voice: Voice, key: str) -> str:
    """The side as it is announced, with the hip that stretches where that is the other one."""
    key = f"{key}_stretch" if step.exercise.stretch_words else key
    return voice.pick(key, step.set_number or 0, **named(step.exercise, step.side))


def _prepare(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """What comes, how it is done and on which side it begins; in the middle of a set only what changes.

    What comes and what stands in for a missing prop are always told, the load and what is left out as there is room.
    """
    step, roles = plan.steps[index], ROLES_OF[voice.talk]
    must, more = ([voice.calm(text) for text in texts] for texts in _told(plan, index, voice))
    most = 1 if voice.talk is Talk.BRIEF else SETUP_MOST
    how = [voice.calm(text) for text in _how(step, voice)[:most] if Role.SETUP in roles]
    care = (step.variant.warning or step.exercise.warning) if step.first_time and Role.WARNING in roles else ""
    warning = voice.calm(care) if care else None
    warned_ms = WARNING_GAP_MS + voice.length_ms(warning) if warning else 0
    least_ms = (AFTER_FACTS_MS + voice.length_ms(how[0]) if how else 0) + warned_ms
    must_ms = sum(voice.length_ms(phrase) + BETWEEN_FACTS_MS for phrase in must)
    ending, end_ms = _ending(plan, index, voice, must_ms + least_ms)
    facts, told_ms = _in_a_row(must, more, voice, end_ms - least_ms, step.duration_ms)
    warning_ms = max(told_ms + BETWEEN_FACTS_MS, end_ms - warned_ms + WARNING_GAP_MS)
    return [
        *facts,
        *ending,
        *([Ask(Role.WARNING, warning, (warning_ms,), end_ms, "a warning, once a session", 300)] if warning else []),
        *_set_up(how, voice, told_ms + AFTER_FACTS_MS, end_ms - warned_ms),
    ]


def _ending(plan: Plan, index: int, voice: Voice, needed_ms: int) -> tuple[list[Ask], int]:
    """How a set-up ends: the side and the last three seconds, or, inside of a set, those in words; and from when on.

    The hip that stretches is named where more than `needed_ms` is left for it.
    """
    step = plan.steps[index]
    last_ms = step.duration_ms - LAST_THREE_MS[0] - BEFORE_LAST_MS
    tones = [] if step.open_ended else last_three_tones(step.duration_ms)
    if is_put_in(step) and goes_on(plan.steps, index):
        return [*tones, *([] if step.open_ended else three_two_one(voice, step.duration_ms))], last_ms
    longer = voice.calm(_named_side(step, voice, "side"))
    shorter = voice.calm(voice.pick("side", **named(step.exercise, step.side)))
    fits = last_ms - voice.length_ms(longer) - BETWEEN_FACTS_MS >= needed_ms
    side = longer if fits else shorter
    side_ms = last_ms - voice.length_ms(side)
    named_ask = Ask(Role.SIDE, side, (side_ms,), step.duration_ms, "names the side that begins")
    return [named_ask, *tones], side_ms - BETWEEN_FACTS_MS


def _in_a_row(must: list[Phrase], more: list[Phrase], voice: Voice, by_ms: int, end_ms: int) -> tuple[list[Ask], int]:
    """Sentences close one after another, and when they have been told; of `more` those that end before `by_ms`."""
    wanted: list[Ask] = []
    at_ms = told_ms = 0
    for place, phrase in enumerate((*must, *more)):
        fits = place < len(must) or at_ms + voice.length_ms(phrase) <= by_ms
        spots_ms = (at_ms,) if fits else ()
        wanted.append(Ask(Role.SIDE, phrase, spots_ms, end_ms, "names what comes", late_ms=2_000))
        if fits:
            told_ms = at_ms + voice.length_ms(phrase)
            at_ms = told_ms + BETWEEN_FACTS_MS
    return wanted, told_ms


def _told(plan: Plan, index: int, voice: Voice) -> tuple[list[str], list[str]]:
    """What has to be told in a set-up, and what is told where there is room for it."""
    step, before = plan.steps[index], work_before(plan.steps, index)
    load = [words] if (words := load_words(step, voice)) else []
    if not is_put_in(step):
        intro = voice.pick("intro", name=step.exercise.name, dose=dose_words(plan, index, voice))
        return [intro, *step.notes[-1:]], [*load, *step.notes[:-1]]
    if load and before is not None and before.variant.id == step.variant.id:
        return load, []
    now = voice.pick("note_change", variant=step.variant.name)
    return [now], [] if before is not None and before.load == step.load else load


def _how(step: Step, voice: Voice) -> list[str]:
    """How it is done: the variant's own sentences, or those that a change in the middle of the exercise brings."""
    if step.first_time:
        return [variant_words(text, step, voice) for text in step.variant.setup]
    return [note for note in step.notes if is_put_in(step) and note not in _changes(step, voice)]


def _changes(step: Step, voice: Voice) -> set[str]:
    return {words.format(variant=step.variant.name) for words in voice.words.of("note_change")}


def _set_up(phrases: list[Phrase], voice: Voice, from_ms: int, to_ms: int) -> list[Ask]:
    """Sentences one after another, three to five seconds apart; what finds no room is left to be reported.

    The first says how to stand, the last how to move: what lies between them goes first. All may come later than
    planned, where something was changed in the middle of the set-up.
    """
    fitting = list(phrases)
    least, most = SETUP_GAP_MS

    def spare_ms() -> int:
        return to_ms - from_ms - sum(map(voice.length_ms, fitting)) - least * (len(fitting) - 1)

    while fitting and spare_ms() < 0:
        fitting.pop(1 if len(fitting) > KEPT_SENTENCES else -1)
    gap_ms = min(most, least + max(0, spare_ms()) // max(1, len(fitting) - 1))
    wanted: list[Ask] = []
    at_ms, before_ms = from_ms, 0
    for phrase in phrases:
        ask = Ask(Role.SETUP, phrase, (), to_ms, "sets the exercise up", to_ms, before_ms, margin_ms=250)
        if phrase in fitting:
            ask = replace(ask, spots_ms=(at_ms,))
            before_ms = voice.length_ms(phrase) + least
            at_ms += voice.length_ms(phrase) + gap_ms
        wanted.append(ask)
    return wanted


def _switch(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    end_ms = step.duration_ms - LAST_THREE_MS[0]
    side = voice.calm(_named_side(step, voice, "switch"))
    how_ms = OPENING_MS + voice.length_ms(side) + 900
    how = Ask(Role.SETUP, voice.calm(switch_words(step, voice)), (how_ms,), end_ms, "how to switch", late_ms=2_000)
    other_way = _other_way(plan, index, voice, OPENING_MS + voice.length_ms(side) + BETWEEN_FACTS_MS, end_ms)
    return [
        Ask(Role.SIDE, Tone.SWITCH, (0,), step.duration_ms, "the sides switch"),
        Ask(Role.SIDE, side, (OPENING_MS,), end_ms, "names the side to come", late_ms=1_000),
        *(other_way or [how]),
        *last_three_tones(step.duration_ms),
    ]


def _other_way(plan: Plan, index: int, voice: Voice, from_ms: int, end_ms: int) -> list[Ask]:
    """In a pause that leads to another variant than was done before it: which, and how it begins."""
    work = next((at for at in range(index + 1, len(plan.steps)) if plan.steps[at].is_work), None)
    if work is None or not is_other_way(plan.steps, work):
        return []
    step = plan.steps[index]
    now = voice.calm(voice.pick("note_change", variant=step.variant.name))
    how = voice.calm(variant_words(step.variant.setup[0], step, voice))
    how_ms = from_ms + voice.length_ms(now) + AFTER_FACTS_MS
    return [
        Ask(Role.SIDE, now, (from_ms,), end_ms, "names the other variant", late_ms=end_ms),
        Ask(Role.SETUP, how, (how_ms,), end_ms, "how it begins", late_ms=end_ms),
    ]


def _rest(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step, work = plan.steps[index], plan.next_work(index)
    duration_ms = step.duration_ms
    if work is None:
        return [Ask(Role.SIDE, Tone.REST, (0,), duration_ms, "a rest begins")]
    following = plan.steps[index + 1]
    sets_up = following.kind is StepKind.PREPARE
    moves_on = sets_up and not is_put_in(following)
    sides, props = named(work.exercise, work.side), prop_names(voice.words, work.props)
    name = work.exercise.name if moves_on else work.exercise.short_name
    announced = voice.calm(voice.pick("rest", index, name=name, **sides))
    more = _rest_more(work, voice, props, moves_on=moves_on)
    told_ms = OPENING_MS + voice.length_ms(announced)
    more_ms = told_ms + BETWEEN_FACTS_MS
    told_ms = more_ms + voice.length_ms(more) if more else told_ms
    other_way = _other_way(plan, index, voice, told_ms + AFTER_FACTS_MS, duration_ms - SOON_MS)
    praise_ms = told_ms + 1_500
    soon_ms = duration_ms - SOON_MS
    praise_key = "praise_exercise" if moves_on else "praise_set"
    praise = voice.calm(voice.pick(praise_key, index, name=plan.steps[index - 1].exercise.name))
    wanted = [
        Ask(Role.SIDE, Tone.REST, (0,), duration_ms, "a rest begins"),
        Ask(Role.SIDE, announced, (OPENING_MS,), duration_ms, "what comes after the rest", late_ms=1_000),
        *([Ask(Role.SIDE, more, (more_ms,), duration_ms, "set and props to come", late_ms=2_000)] if more else []),
        *other_way,
        *([Ask(Role.PRAISE, praise, (praise_ms,), soon_ms, "praise")] if plan.steps[index - 1].is_work else []),
        *([] if sets_up else last_three_tones(duration_ms)),
    ]
    if soon_ms >= told_ms:
        soon_key = "soon_with" if props else "soon"
        soon = voice.calm(voice.pick(soon_key, name=work.exercise.short_name, props=props, **sides))
        end_ms = duration_ms - (0 if sets_up else LAST_THREE_MS[-1])
        wanted.append(Ask(Role.SIDE, soon, (soon_ms,), end_ms, "ten seconds before the end", timed=True))
    return wanted


def _rest_more(work: Step, voice: Voice, props: str, *, moves_on: bool) -> Phrase | None:
    """What else to know of the work after a rest: what it needs, and which set of the same exercise it is."""
    if moves_on:
        return voice.calm(voice.pick("rest_need", props=props)) if props else None
    set_word, sets_word = number(voice, work.set_number or 0), number(voice, work.sets)
    key = "rest_set_with" if props else "rest_set"
    return voice.calm(voice.pick(key, set=set_word, sets=sets_word, props=props))
