"""What the coach would like to say while the body works: counts, marks, and what to mind.

Where a change has cut a set in pieces, all of it holds of the whole set: the count goes on, and the marks of a hold
stay where they were.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.countdown import last_three_tones, three_two_one
from hipgui.core.cue import Ask, Role
from hipgui.core.form import hold_form, reps_form, self_paced_form
from hipgui.core.pieces import is_other_way, share_of, time_of, work_before
from hipgui.core.plan import StepKind
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.spoken import capitalised, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.cue import Voice
    from hipgui.core.pieces import Share
    from hipgui.core.plan import Plan

# coach.md's table of numbers.
COUNT_LATE_MS, PHASE_LATE_MS = 500, 400
SILENCE = {StepKind.REPS: 0.60, StepKind.HOLD: 0.80}
VOICED_REPS = 2
HOLD_VOICED_MS = 2_000
MARKED_HOLD_MS = 30_000
TEN_MS = 10_000

# Judgement: a breath before the first word of a step, so that the tone that opens it is heard.
OPENING_MS = 300
OTHER_WAY_LATE_MS = 3_000


def reps_asks(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Up, down and the count of every rep; at one's own pace only how many there are to do."""
    step = plan.steps[index]
    if step.open_ended or step.tempo is None:
        return _self_paced(plan, index, voice)
    duration_ms, reps, ways = step.duration_ms, step.reps or 0, step.variant.ways
    up_ms, hold_ms, way_ms = round(step.tempo.up_s * 1000), round(step.tempo.hold_s * 1000), step.rep_ms // ways
    share = share_of(plan.steps, index)
    voiced = VOICED_REPS if _moves_anew(plan, index) else VOICED_REPS - share.before
    wanted = _opening(plan, index, "the set begins")
    counts_ms: list[int] = []
    for rep, way in ((rep, way) for rep in range(1, reps + 1) for way in range(1, ways + 1)):
        start_ms = (rep - 1) * step.rep_ms + (way - 1) * way_ms
        top_ms, down_ms = start_ms + up_ms, start_ms + up_ms + hold_ms
        turns = (start_ms, top_ms, down_ms) if hold_ms else (start_ms, top_ms)
        wanted += [Ask(Role.PHASE, Tone.TURN, (at_ms,), duration_ms, "turn-around") for at_ms in turns if at_ms]
        count_ms = 0
        if way == ways:
            is_last = share.is_last and rep == reps
            text = voice.pick("last_one") if is_last else capitalised(number(voice, share.before + rep)) + "."
            count = Ask(Role.COUNT, voice.working(text), (top_ms,), duration_ms, "rep", late_ms=COUNT_LATE_MS)
            count_ms = voice.length_ms(count.item)
            counts_ms.append(count_ms)
            wanted.append(count)
        if rep <= voiced:
            up = "up" if ways == 1 else ("over", "back")[way - 1]
            wanted.append(_phase(voice, up, start_ms, duration_ms))
            wanted.append(_phase(voice, "down", down_ms, duration_ms))
            if hold_ms >= HOLD_VOICED_MS:
                wanted.append(_phase(voice, "hold", top_ms + (count_ms + 120 if count_ms else 0), duration_ms))
    return [*wanted, *other_way(plan, index, voice), *reps_form(plan, index, voice, counts_ms)]


def hold_asks(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """Halfway, ten seconds, three, two, one; between them form, the breath, and what may be deeper."""
    duration_ms, share = plan.steps[index].duration_ms, time_of(plan.steps, index)
    marks = _marks(voice, share.whole)
    countdown = [*last_three_tones(duration_ms), *three_two_one(voice, duration_ms)]
    last = three_two_one(voice, share.whole)
    due = (*marks, *last, _phase(voice, "hold", 0, 0))
    marks_ms = sum(voice.length_ms(ask.item) for ask in due if isinstance(ask.item, Phrase))
    room_ms = round((1 - SILENCE[StepKind.HOLD]) * share.whole) - marks_ms
    named = other_way(plan, index, voice)
    begins = not share.before and not named
    return [
        *_opening(plan, index, "the hold begins"),
        *([_phase(voice, "hold", OPENING_MS, duration_ms)] if begins else []),
        *(countdown if share.is_last else []),
        *_within(marks, share),
        *named,
        *hold_form(plan, index, voice, room_ms),
    ]


def _marks(voice: Voice, whole_ms: int) -> list[Ask]:
    """Halfway and ten seconds of a long hold, from its start."""
    if whole_ms < MARKED_HOLD_MS:
        return []
    half_ms, ten_ms = whole_ms // 2, whole_ms - TEN_MS
    return [
        Ask(Role.MARK, Tone.HALFWAY, (half_ms,), whole_ms, "halfway"),
        Ask(Role.MARK, voice.working(voice.pick("halfway")), (half_ms,), whole_ms, "halfway", late_ms=300),
        Ask(Role.MARK, voice.working(voice.pick("ten")), (ten_ms,), whole_ms, "ten seconds", late_ms=300),
    ]


def _within(asks: Iterable[Ask], share: Share) -> list[Ask]:
    """Those of a whole hold's asks that lie in one piece of it, from the piece's start."""
    moved = (replace(ask, spots_ms=(ask.spots_ms[0] - share.before,), end_by_ms=share.own) for ask in asks)
    return [ask for ask in moved if 0 <= ask.spots_ms[0] < share.own]


def _opening(plan: Plan, index: int, reason: str) -> list[Ask]:
    """The tone that opens work: a start, or where the body is at it already a turn-around."""
    goes_on = index > 0 and plan.steps[index - 1].is_work
    tone, role = (Tone.TURN, Role.PHASE) if goes_on else (Tone.START, Role.SIDE)
    return [Ask(role, tone, (0,), plan.steps[index].duration_ms, "the movement changes" if goes_on else reason)]


def other_way(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    """The name of a variant that nobody has set up: it was changed in the middle of its exercise."""
    step = plan.steps[index]
    if not is_other_way(plan.steps, index):
        return []
    words = voice.working(capitalised(step.variant.name) + ".")
    at_ms = 0 if plan.steps[index - 1].is_work else OPENING_MS
    end_ms, reason = step.duration_ms, "names the other variant"
    return [Ask(Role.SIDE, words, (at_ms,), end_ms, reason, OTHER_WAY_LATE_MS, rank=Role.COUNT)]


def _moves_anew(plan: Plan, index: int) -> bool:
    """Whether the movement is new here: as a set begins, or after a change of variant or tempo in it."""
    step, before = plan.steps[index], work_before(plan.steps, index)
    begins = not share_of(plan.steps, index).before
    return begins or before is None or (before.variant.id, before.tempo) != (step.variant.id, step.tempo)


def _phase(voice: Voice, key: str, at_ms: int, end_by_ms: int) -> Ask:
    return Ask(Role.PHASE, voice.working(voice.pick(key)), (at_ms,), end_by_ms, "phase", late_ms=PHASE_LATE_MS)


def _self_paced(plan: Plan, index: int, voice: Voice) -> list[Ask]:
    step = plan.steps[index]
    text = voice.pick("self_paced", reps=number(voice, step.reps or 0))
    return [
        *_opening(plan, index, "the set begins"),
        Ask(Role.SIDE, voice.calm(text), (OPENING_MS,), step.duration_ms, "reps at one's own pace"),
        *self_paced_form(plan, index, voice),
    ]
