"""What the coach would like to say in each step, and when: coach.md as code.

Every function answers for one step alone, from the plan around it; `score` decides what finds its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.cue import Ask, Role, Talk
from hipgui.core.model import Side
from hipgui.core.plan import StepKind, prop_names
from hipgui.core.sounds import Tone

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.model import Exercise, Focus
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Phrase

# coach.md's table of numbers.
SETUP_MOST = 3
SETUP_GAP_MS = (3_000, 5_000)
WARNING_GAP_MS = 700
FORM_MOST = 3
FORM_APART_MS = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}
COUNT_LATE_MS, FORM_LATE_MS, PHASE_LATE_MS = 500, 2_000, 400
SILENCE = {StepKind.REPS: 0.60, StepKind.HOLD: 0.80}
VOICED_REPS = 2
HOLD_VOICED_MS = 2_000
MARKED_HOLD_MS = 30_000
SOON_MS = 10_000
LAST_THREE_MS = (3_000, 2_000, 1_000)
COUNTDOWN_MARGIN_MS = 20

# Judgement: a breath before the first word of a step, so that the tone that opens it is heard.
OPENING_MS = 300
SELF_PACED_FORM_MS = 12_000

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
        StepKind.REPS: _reps,
        StepKind.HOLD: _hold,
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
    spoken = () if voice.talk is Talk.TONES else _three_two_one(voice, length_ms)
    return [*_last_three_tones(length_ms), *spoken]


def side_words(exercise: Exercise, side: Side) -> str:
    """How a side is called in an exercise: "right leg", "left foot forward"."""
    return exercise.side_words.format(**_sides(side))


def stretch_words(exercise: Exercise, side: Side) -> str:
    """The hip that stretches while `side` is forward: "left hip stretches"; empty where it is the side itself."""
    return exercise.stretch_words.format(**_sides(side))


def variant_words(text: str, step: Step, voice: Voice) -> str:
    """A sentence of a variant with its sides and its prop filled in."""
    prop = prop_names(voice.words, step.props[:1])
    return text.format(**_sides(step.side), prop=prop, Prop=capitalised(prop))


def switch_words(step: Step, voice: Voice) -> str:
    """What has to be done to change to the side of `step`."""
    return variant_words(step.variant.switch_words or step.exercise.switch_words, step, voice)


def capitalised(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def _sides(side: Side) -> dict[str, str]:
    return {"side": side, "other": side.other, "Side": side.capitalize(), "Other": side.other.capitalize()}


def _named(exercise: Exercise, side: Side) -> dict[str, str]:
    """The placeholders of the general words that name a side, bare and as a sentence begins."""
    words, stretch = side_words(exercise, side), stretch_words(exercise, side)
    return {"side": words, "Side": capitalised(words), "stretch": stretch, "Stretch": capitalised(stretch)}


def number(voice: Voice, count: int) -> str:
    """A number as a word."""
    numbers = voice.words.of("numbers")
    return numbers[count] if count < len(numbers) else str(count)


def dose_words(plan: Plan, index: int, voice: Voice) -> str:
    """The dose of the exercise that step `index` belongs to, as words: three sets of eight."""
    work = plan.steps[index] if plan.steps[index].is_work else plan.next_work(index)
    if work is None:
        return ""
    kind = "dose_reps" if work.reps else "dose_hold"
    return voice.pick(
        kind if work.sets > 1 else f"{kind}_one",
        sets=number(voice, work.sets),
        reps=number(voice, work.reps or 0),
        seconds=number(voice, work.duration_ms // 1000),
    )


def _last_three_tones(duration_ms: int) -> list[Ask]:
    return [
        Ask(Role.COUNTDOWN, Tone.LAST_THREE, (duration_ms - before_ms,), duration_ms, "the last three seconds")
        for before_ms in LAST_THREE_MS
        if before_ms <= duration_ms
    ]


def _three_two_one(voice: Voice, duration_ms: int) -> list[Ask]:
    """Each word at its second, or as much earlier as a slow voice needs to be done in time."""
    wanted: list[Ask] = []
    by_ms = duration_ms
    for key, before_ms in reversed(list(zip(("three", "two", "one"), LAST_THREE_MS, strict=True))):
        word = voice.working(voice.pick(key))
        at_ms = min(duration_ms - before_ms, by_ms - voice.length_ms(word))
        reason = "the last three seconds"
        wanted.insert(0, Ask(Role.COUNTDOWN, word, (at_ms,), duration_ms, reason, 150, margin_ms=COUNTDOWN_MARGIN_MS))
        by_ms = at_ms - COUNTDOWN_MARGIN_MS
    return wanted


def _named_side(step: Step, voice: Voice, key: str) -> str:
    """The side as it is announced, with the hip that stretches where that is the other one."""
    key = f"{key}_stretch" if step.exercise.stretch_words else key
    return voice.pick(key, step.set_number or 0, **_named(step.exercise, step.side))


def _prepare(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    side_item = voice.calm(_named_side(step, voice, "side"))
    side_ms = step.duration_ms - LAST_THREE_MS[0] - 200 - voice.length_ms(side_item)
    intro_text = voice.pick("intro", name=step.exercise.name, dose=dose_words(plan, index, voice))
    intro = voice.calm(intro_text)
    wanted = [
        Ask(Role.SIDE, intro, (0,), side_ms, "names the exercise and its dose", late_ms=2_000),
        Ask(Role.SIDE, side_item, (side_ms,), step.duration_ms, "names the side that begins"),
        *([] if step.open_ended else _last_three_tones(step.duration_ms)),
    ]
    sentences = list(step.notes)
    chain_end_ms = side_ms - 300
    if step.first_time:
        most = 1 if voice.talk is Talk.BRIEF else SETUP_MOST
        sentences = [*sentences, *(variant_words(text, step, voice) for text in step.variant.setup)][:most]
        care = step.variant.warning or step.exercise.warning
        if care:
            warning = voice.calm(care)
            warning_ms = chain_end_ms - voice.length_ms(warning)
            spots_ms = (warning_ms,) if warning_ms > voice.length_ms(intro) else ()
            wanted.append(Ask(Role.WARNING, warning, spots_ms, side_ms, "a warning, once a session", late_ms=300))
            chain_end_ms = warning_ms - WARNING_GAP_MS
    return wanted + _set_up(sentences, voice, voice.length_ms(intro) + 500, chain_end_ms)


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
    named = voice.calm(_named_side(step, voice, "switch"))
    how = voice.calm(switch_words(step, voice))
    return [
        Ask(Role.SIDE, Tone.SWITCH, (0,), step.duration_ms, "the sides switch"),
        Ask(Role.SIDE, named, (OPENING_MS,), end_ms, "names the side to come", late_ms=1_000),
        Ask(Role.SETUP, how, (OPENING_MS + voice.length_ms(named) + 900,), end_ms, "how to switch", late_ms=2_000),
        *_last_three_tones(step.duration_ms),
    ]


def _rest(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step, work = plan.steps[index], plan.next_work(index)
    duration_ms = step.duration_ms
    if work is None:
        return [Ask(Role.SIDE, Tone.REST, (0,), duration_ms, "a rest begins")]
    named = _named(work.exercise, work.side)
    moves_on = plan.steps[index + 1].kind is StepKind.PREPARE
    if moves_on:
        props = prop_names(voice.words, work.props)
        key = "rest_new" if props else "rest_new_bare"
        next_words = voice.pick(key, index, name=work.exercise.name, props=props, **named)
    else:
        set_word, sets_word = number(voice, work.set_number or 0), number(voice, work.sets or 0)
        next_words = voice.pick(
            "rest_same", index, name=work.exercise.short_name, set=set_word, sets=sets_word, **named
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
        *([] if moves_on else _last_three_tones(duration_ms)),
    ]
    if soon_ms > praise_ms:
        soon = voice.pick("soon", name=work.exercise.short_name, **named)
        end_ms = duration_ms - (0 if moves_on else LAST_THREE_MS[0])
        reason = "ten seconds before the end"
        wanted.append(Ask(Role.SIDE, voice.calm(soon), (soon_ms,), end_ms, reason, timed=True))
    return wanted


def _reps(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    if step.open_ended or step.tempo is None:
        return _self_paced(step, voice)
    duration_ms, reps, ways = step.duration_ms, step.reps or 0, step.variant.ways
    up_ms, hold_ms, way_ms = round(step.tempo.up_s * 1000), round(step.tempo.hold_s * 1000), step.rep_ms // ways
    wanted = [Ask(Role.SIDE, Tone.START, (0,), duration_ms, "the set begins")]
    form_spots: list[int] = []
    for rep, way in ((rep, way) for rep in range(1, reps + 1) for way in range(1, ways + 1)):
        start_ms = (rep - 1) * step.rep_ms + (way - 1) * way_ms
        top_ms, down_ms = start_ms + up_ms, start_ms + up_ms + hold_ms
        turns = (start_ms, top_ms, down_ms) if hold_ms else (start_ms, top_ms)
        wanted += [Ask(Role.PHASE, Tone.TURN, (at_ms,), duration_ms, "turn-around") for at_ms in turns if at_ms]
        count_ms = 0
        if way == ways:
            text = voice.pick("last_one") if rep == reps else capitalised(number(voice, rep)) + "."
            count = Ask(Role.COUNT, voice.working(text), (top_ms,), duration_ms, "rep", late_ms=COUNT_LATE_MS)
            count_ms = voice.length_ms(count.item)
            wanted.append(count)
            if 1 < rep < reps:
                form_spots.append(top_ms + count_ms + 300)
        if rep <= VOICED_REPS:
            up = "up" if ways == 1 else ("over", "back")[way - 1]
            wanted.append(_phase(voice, up, start_ms, duration_ms))
            wanted.append(_phase(voice, "down", down_ms, duration_ms))
            if hold_ms >= HOLD_VOICED_MS:
                wanted.append(_phase(voice, "hold", top_ms + (count_ms + 120 if count_ms else 0), duration_ms))
    return wanted + _form(step, voice, tuple(form_spots))


def _phase(voice: Voice, key: str, at_ms: int, end_by_ms: int) -> Ask:
    return Ask(Role.PHASE, voice.working(voice.pick(key)), (at_ms,), end_by_ms, "phase", late_ms=PHASE_LATE_MS)


def _self_paced(step: Step, voice: Voice) -> list[Ask]:
    text = voice.pick("self_paced", reps=number(voice, step.reps or 0))
    spots = tuple(range(SELF_PACED_FORM_MS, step.duration_ms, FORM_APART_MS[StepKind.REPS]))
    return [
        Ask(Role.SIDE, Tone.START, (0,), step.duration_ms, "the set begins"),
        Ask(Role.SIDE, voice.calm(text), (OPENING_MS,), step.duration_ms, "reps at one's own pace"),
        *_form(step, voice, spots),
    ]


def _hold(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    duration_ms = step.duration_ms
    wanted = [
        Ask(Role.SIDE, Tone.START, (0,), duration_ms, "the hold begins"),
        _phase(voice, "hold", OPENING_MS, duration_ms),
        *_last_three_tones(duration_ms),
        *_three_two_one(voice, duration_ms),
    ]
    if duration_ms >= MARKED_HOLD_MS:
        half_ms, ten_ms = duration_ms // 2, duration_ms - SOON_MS
        wanted += [
            Ask(Role.MARK, Tone.HALFWAY, (half_ms,), duration_ms, "halfway"),
            Ask(Role.MARK, voice.working(voice.pick("halfway")), (half_ms,), duration_ms, "halfway", late_ms=300),
            Ask(Role.MARK, voice.working(voice.pick("ten")), (ten_ms,), duration_ms, "ten seconds", late_ms=300),
        ]
    spots = tuple(range(5_000, duration_ms - 5_000, 1_000))
    offers = _offers(step, voice, spots)
    reminders = _form(step, voice, spots)[: FORM_MOST - len(offers)]
    apart_ms = max(FORM_APART_MS[StepKind.HOLD], (duration_ms - 10_000) // len(reminders))
    if len(reminders) > 1 or (step.set_number == 1 and step.side is Side.RIGHT):
        marks = [ask.item for ask in wanted if ask.role in {Role.MARK, Role.COUNTDOWN}]
        marks_ms = sum(voice.length_ms(item) for item in marks if not isinstance(item, Tone))
        room_ms = round((1 - SILENCE[StepKind.HOLD]) * duration_ms) - marks_ms
        later = () if offers else tuple(spot_ms for spot_ms in spots if spot_ms >= spots[0] + apart_ms)
        reminders[min(1, len(reminders) - 1)] = _breath(step, voice, (*later, *spots), room_ms)
    return [*wanted, *offers, *(replace(reminder, apart_ms=apart_ms) for reminder in reminders)]


def _offers(step: Step, voice: Voice, spots: tuple[int, ...]) -> list[Ask]:
    """Deeper variants are offered once a side, in the last set; they count as reminders of form."""
    if step.set_number != step.sets or voice.talk is Talk.BRIEF:
        return []
    wanted: list[Ask] = []
    for variant in (variant for variant in step.offers[:1] if variant.offer):
        phrase = voice.working(variant.offer[voice.seed % len(variant.offer)])
        if variant.offer_last_s is not None:
            begins_ms = step.duration_ms - round(variant.offer_last_s * 1000)
            spots = (begins_ms - 200 - voice.length_ms(phrase),)
        wanted.append(_reminder(phrase, spots, step, f"offers {variant.id}"))
    return wanted


def _form(step: Step, voice: Voice, spots: tuple[int, ...]) -> list[Ask]:
    """The set's one focus in different wordings, as far apart as the kind of work asks."""
    focus = focus_of(step, voice)
    room = 1 if voice.talk is Talk.BRIEF else FORM_MOST
    slots = min(room, max(1, step.duration_ms // FORM_APART_MS[step.kind]))
    first = voice.seed + _turn(step)
    wordings = [focus.wordings[(first + slot) % len(focus.wordings)] for slot in range(slots)]
    return [_reminder(voice.working(text), spots, step, f"form: {focus.id}") for text in wordings]


def _breath(step: Step, voice: Voice, spots: tuple[int, ...], room_ms: int) -> Ask:
    """A reminder to breathe: the next wording that leaves the hold its silence. It goes before what can give way."""
    wordings = voice.words.of("breathe")
    in_turn = [voice.working(voice.pick("breathe", _turn(step) + more)) for more in range(len(wordings))]
    phrase = next((phrase for phrase in in_turn if voice.length_ms(phrase) <= room_ms), in_turn[0])
    return replace(_reminder(phrase, spots, step, "the breath"), rank=Role.COUNT)


def _turn(step: Step) -> int:
    """How far the wordings have moved on within the session."""
    return 3 * (step.side is Side.LEFT) + (step.set_number or 0)


def _reminder(phrase: Phrase, spots: tuple[int, ...], step: Step, reason: str) -> Ask:
    apart_ms = FORM_APART_MS[step.kind]
    return Ask(Role.FORM, phrase, spots, step.duration_ms, reason, FORM_LATE_MS, apart_ms, margin_ms=300)


def focus_of(step: Step, voice: Voice) -> Focus:
    """The one thing to mind in this set; it moves on from set to set and from session to session."""
    fitting = [focus for focus in step.exercise.foci if not step.variant.foci or focus.id in step.variant.foci]
    return fitting[(voice.seed + (step.set_number or 1) - 1) % len(fitting)]
