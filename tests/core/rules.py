"""coach.md's table of numbers, read a second time: what a score must keep, written without looking at how it is made.

`broken` lists what a score breaks, a line each, so that one look at a failure tells all.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from hipgui.core.cue import Role, Talk
from hipgui.core.plan import StepKind
from hipgui.core.sounds import Tone
from hipgui.core.spoken import side_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from hipgui.core.cue import Cue, Voice
    from hipgui.core.plan import Plan
    from hipgui.core.score import Score

    Rule: TypeAlias = Callable[[Plan, int, Sequence[Cue], Voice], Iterator[str]]

LEAST_SILENCE = {StepKind.REPS: 0.6, StepKind.HOLD: 0.8}
FORM_APART_MS = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}
COUNT_LATE_MS, FORM_LATE_MS = 500, 2_000
VOICED_REPS = 2
TALKS_OF_FORM = frozenset({Talk.FULL, Talk.BRIEF})

# Judgement of these tests: "at" a moment of a hold means within a third of a second.
AT_MS = 300


def broken(score: Score, voice: Voice) -> list[str]:
    """Every rule of coach.md that `score`, told by `voice`, does not keep."""
    found = [*_across_the_session(score, voice)]
    for index, settled in enumerate(score.steps):
        step = score.plan.steps[index]
        found += [
            f"step {index} ({step.kind} {step.exercise.id}): {line}"
            for rule in (*RULES, *RULES_OF[step.kind])
            for line in rule(score.plan, index, settled.cues, voice)
        ]
        found += [f"step {index}: {drop.text!r} is dropped for no reason" for drop in settled.drops if not drop.reason]
    return found


def heard(score: Score) -> list[tuple[int, Cue]]:
    """Every cue with its millisecond from the session's start, in order."""
    placed = [
        (start_ms + cue.at_ms, cue)
        for settled, start_ms in zip(score.steps, score.plan.starts_ms, strict=True)
        for cue in settled.cues
    ]
    return [*placed, *((score.plan.duration_ms + cue.at_ms, cue) for cue in score.closing.cues)]


def _across_the_session(score: Score, voice: Voice) -> Iterator[str]:
    speech = [(at_ms, cue) for at_ms, cue in heard(score) if cue.is_speech]
    for (first_ms, first), (second_ms, second) in pairwise(speech):
        if first_ms + first.length_ms > second_ms:
            yield f"{first.text!r} and {second.text!r} overlap"
    warnings = Counter(cue.text for _, cue in speech if cue.role is Role.WARNING)
    yield from (f"the warning {text!r} is said {times} times" for text, times in warnings.items() if times > 1)
    if voice.talk in TALKS_OF_FORM and any(step.kind is StepKind.HOLD for step in score.plan.steps):
        breathe = {wording.lower() for wording in voice.words.of("breathe")}
        unsaid = [drop.reason for settled in score.steps for drop in settled.drops if drop.text.lower() in breathe]
        # At the slowest rates the countdown alone takes the fifth of a short hold in which there may be speech.
        silent = voice.rate < 1 and "the silence of the set" in unsaid
        if not silent and not any(cue.text.lower() in breathe for _, cue in speech):
            yield "nobody says to breathe"
    if voice.talk is Talk.TONES and speech:
        yield "tones only, and yet it speaks"
    if any(cue.end_ms > 8_000 for cue in score.closing.cues):
        yield "the closing words take more than eight seconds"


def _inside(plan: Plan, index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    duration_ms = plan.steps[index].duration_ms
    for cue in cues:
        if cue.at_ms < 0 or cue.end_ms > duration_ms:
            yield f"{cue.text!r} lies at {cue.at_ms} to {cue.end_ms} of {duration_ms} ms"


def _silence(plan: Plan, index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    spoken_ms = sum(cue.length_ms for cue in cues if cue.is_speech)
    if step.kind in LEAST_SILENCE and spoken_ms > (1 - LEAST_SILENCE[step.kind]) * step.duration_ms:
        yield f"only {1 - spoken_ms / step.duration_ms:.0%} is silent"


def _turn_tones_yield(_plan: Plan, _index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    speech = [cue for cue in cues if cue.is_speech]
    for tone in cues:
        if tone.item is Tone.TURN and any(cue.at_ms < tone.end_ms and tone.at_ms < cue.end_ms for cue in speech):
            yield f"a turn-around tone at {tone.at_ms} lies under speech"


def _form(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    form = [cue for cue in cues if cue.role is Role.FORM]
    if form and not step.is_work:
        yield "form is spoken of outside work"
    if len(form) > 3:
        yield f"{len(form)} reminders of form"
    if len({cue.text for cue in form}) < len(form):
        yield "the same wording twice"
    for first, second in pairwise(form):
        if second.at_ms - first.at_ms < FORM_APART_MS[step.kind]:
            yield f"{first.text!r} and {second.text!r} only {second.at_ms - first.at_ms} ms apart"
    others = {*voice.words.of("breathe"), *(wording for variant in step.offers for wording in variant.offer)}
    reminders = {cue.text for cue in form} - others
    if reminders and not any(reminders <= set(focus.wordings) for focus in step.exercise.foci):
        yield f"more than one focus: {reminders}"


def _counting(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    counts = [cue for cue in cues if cue.role is Role.COUNT]
    if step.open_ended or step.tempo is None or voice.talk is Talk.TONES:
        if counts:
            yield "counted where nothing is to be counted"
        return
    reps, tempo = step.reps or 0, step.tempo
    numbers = voice.words.of("numbers")
    expected = [f"{numbers[rep].capitalize()}." for rep in range(1, reps)]
    if [cue.text for cue in counts[:-1]] != expected or counts[-1].text not in voice.words.of("last_one"):
        yield f"counted {[cue.text for cue in counts]}"
        return
    way_ms = round((tempo.up_s + tempo.hold_s + tempo.down_s) * 1000)
    ways = step.variant.ways
    for rep, cue in enumerate(counts):
        top_ms = (rep * ways + ways - 1) * way_ms + round(tempo.up_s * 1000)
        if not 0 <= cue.at_ms - top_ms <= COUNT_LATE_MS:
            yield f"{cue.text!r} is {cue.at_ms - top_ms} ms from the top"


def _phases(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    for cue in (cue for cue in cues if cue.role is Role.PHASE and cue.is_speech):
        if step.kind is StepKind.REPS and cue.at_ms >= VOICED_REPS * step.rep_ms:
            yield f"{cue.text!r} is voiced after the second rep"
        if cue.text in voice.words.of("hold") and step.tempo and step.tempo.hold_s < 2:
            yield f"{cue.text!r} in a pause of {step.tempo.hold_s} s"


def _countdown(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    duration_ms = plan.steps[index].duration_ms
    tones = [cue.at_ms for cue in cues if cue.item is Tone.LAST_THREE]
    if tones != [duration_ms - 3_000, duration_ms - 2_000, duration_ms - 1_000]:
        yield f"tones of the last three seconds at {tones}"
    if voice.talk is Talk.TONES:
        return
    marks = [
        *([("halfway", duration_ms // 2), ("ten", duration_ms - 10_000)] if duration_ms >= 30_000 else []),
        *(("three", duration_ms - 3_000), ("two", duration_ms - 2_000), ("one", duration_ms - 1_000)),
    ]
    spoken = [cue for cue in cues if cue.role in {Role.MARK, Role.COUNTDOWN} and cue.is_speech]
    if len(spoken) != len(marks):
        yield f"of {len(marks)} marks it says {[cue.text for cue in spoken]}"
    for cue, (key, at_ms) in zip(spoken, marks, strict=False):
        if cue.text not in voice.words.of(key) or not abs(cue.at_ms - at_ms) <= AT_MS:
            yield f"{cue.text!r} at {cue.at_ms} instead of {key} at {at_ms}"


def _setting_up(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    speech = [cue for cue in cues if cue.is_speech]
    if voice.talk is Talk.TONES:
        return
    if step.exercise.name not in speech[0].text or speech[0].at_ms > 500:
        yield f"{speech[0].text!r} does not name the exercise at once"
    if str(step.side) not in speech[-1].text.lower():
        yield f"{speech[-1].text!r} does not name the side that begins"
    yield from (f"{cue.text!r} has more than twelve words" for cue in speech if len(cue.text.split()) > 12)


def _set_up_sentences(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    sentences = [cue for cue in cues if cue.role is Role.SETUP]
    if len(sentences) > (1 if voice.talk is Talk.BRIEF else 3):
        yield f"{len(sentences)} set-up sentences"
    for first, second in pairwise(sentences):
        if not 3_000 <= second.at_ms - first.end_ms <= 5_000:
            yield f"{second.at_ms - first.end_ms} ms between {first.text!r} and {second.text!r}"
    care = step.variant.warning or step.exercise.warning
    warned = {cue.text for cue in cues if cue.role is Role.WARNING}
    due = step.first_time and voice.talk in TALKS_OF_FORM
    if care and due != (care in warned):
        yield f"the warning {care!r} is {'not said' if due else 'said'}"


def _announcing(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    if voice.talk is Talk.TONES:
        return
    step, work = plan.steps[index], plan.next_work(index)
    speech = [cue for cue in cues if cue.is_speech]
    assert work is not None
    side = side_words(work.exercise, work.side)
    if not speech or side.lower() not in speech[0].text.lower() or speech[0].at_ms > 1_500:
        yield f"{[cue.text for cue in speech]} does not name {side!r} at once"
    if step.kind is StepKind.REST:
        if plan.steps[index + 1].kind is StepKind.PREPARE:
            wanted = [work.exercise.name, *(voice.words.of(f"prop_{prop}")[0] for prop in work.props)]
            yield from (f"{speech[0].text!r} lacks {word!r}" for word in wanted if word not in speech[0].text)
        soon = [cue for cue in speech if cue.at_ms == step.duration_ms - 10_000]
        if step.duration_ms >= 20_000 and not (soon and side in soon[0].text):
            yield "it is not said again ten seconds before the end"


def _short_enough(plan: Plan, index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    """Words a cue; the seconds of the shipped wordings are measured where the pack is tested."""
    works = plan.steps[index].is_work
    for cue in (cue for cue in cues if cue.is_speech and cue.role is not Role.SIDE):
        if works and len(cue.text.split()) > 5:
            yield f"{cue.text!r} has more than five words"


RULES: tuple[Rule, ...] = (_inside, _silence, _turn_tones_yield, _form, _phases, _short_enough)
RULES_OF: dict[StepKind, tuple[Rule, ...]] = {
    StepKind.PREPARE: (_setting_up, _set_up_sentences),
    StepKind.REPS: (_counting,),
    StepKind.HOLD: (_countdown,),
    StepKind.SWITCH: (_announcing,),
    StepKind.REST: (_announcing,),
}
