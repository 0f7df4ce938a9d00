"""What the coach would like to say while the body works: counts, marks, and what to mind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.countdown import last_three_tones, three_two_one
from hipgui.core.cue import Ask, Role, Talk
from hipgui.core.model import Side
from hipgui.core.plan import StepKind
from hipgui.core.sounds import Tone
from hipgui.core.spoken import capitalised, number

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.model import Focus
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Phrase

# coach.md's table of numbers.
FORM_MOST = 3
FORM_APART_MS = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}
COUNT_LATE_MS, FORM_LATE_MS, PHASE_LATE_MS = 500, 2_000, 400
SILENCE = {StepKind.REPS: 0.60, StepKind.HOLD: 0.80}
VOICED_REPS = 2
HOLD_VOICED_MS = 2_000
MARKED_HOLD_MS = 30_000
TEN_MS = 10_000

# Judgement: a breath before the first word of a step, so that the tone that opens it is heard.
OPENING_MS = 300
SELF_PACED_FORM_MS = 12_000


def reps_asks(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Up, down and the count of every rep; at one's own pace only how many there are to do."""
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


def hold_asks(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Halfway, ten seconds, three, two, one; between them form, the breath, and what may be deeper."""
    step = plan.steps[index]
    duration_ms = step.duration_ms
    wanted = [
        Ask(Role.SIDE, Tone.START, (0,), duration_ms, "the hold begins"),
        _phase(voice, "hold", OPENING_MS, duration_ms),
        *last_three_tones(duration_ms),
        *three_two_one(voice, duration_ms),
    ]
    if duration_ms >= MARKED_HOLD_MS:
        half_ms, ten_ms = duration_ms // 2, duration_ms - TEN_MS
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
