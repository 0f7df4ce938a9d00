"""coach.md's table of numbers, read a second time: what a score must keep, written without looking at how it is made.

`broken` lists what a score breaks, a line each, so that one look at a failure tells all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hipgui.core.cue import Role, Talk
from hipgui.core.plan import StepKind
from hipgui.core.sounds import Tone
from hipgui.core.spoken import load_words, side_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from hipgui.core.cue import Cue, Voice
    from hipgui.core.model import Focus
    from hipgui.core.plan import Plan, Step
    from hipgui.core.score import Score

    Rule: TypeAlias = Callable[[Plan, int, Sequence[Cue], Voice], Iterator[str]]
    SetRule: TypeAlias = Callable[["Set", Voice], Iterator[str]]

LEAST_SILENCE = {StepKind.REPS: 0.6, StepKind.HOLD: 0.8}
FORM_APART_MS = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}
COUNT_LATE_MS, FORM_LATE_MS = 500, 2_000
VOICED_REPS = 2
SHORT_MS = 20_000
"""A set-up that was cut to its shortest may leave out what is not needed to begin."""
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
            for rule in (*RULES, *RULES_OF.get(step.kind, ()))
            for line in rule(score.plan, index, settled.cues, voice)
        ]
        found += [f"step {index}: {drop.text!r} is dropped for no reason" for drop in settled.drops if not drop.reason]
    for work in sets(score):
        found += [
            f"{work.first.exercise.id}, set {work.first.set_number}, {work.first.side}: {line}"
            for rule in (_silence, _form, *(RULES_OF_SETS[work.first.kind]))
            for line in rule(work, voice)
        ]
    return found


@dataclass(frozen=True)
class Set:
    """One side of a set as it is heard: its steps (several where a change has cut it), and all cues from its start.

    Time is that of the work alone: set-ups that were put in between are left out.
    """

    pieces: tuple[Step, ...]
    cues: tuple[Cue, ...]

    @property
    def first(self) -> Step:
        return self.pieces[0]

    @property
    def duration_ms(self) -> int:
        return sum(step.duration_ms for step in self.pieces)

    @property
    def reps(self) -> int:
        return sum(step.reps or 0 for step in self.pieces)

    @property
    def starts_ms(self) -> tuple[int, ...]:
        return (0, *accumulate(step.duration_ms for step in self.pieces))[: len(self.pieces)]

    @property
    def names(self) -> set[str]:
        """What may be said of a variant that comes in the middle."""
        return {step.variant.name.lower() for step in self.pieces}


def sets(score: Score) -> Iterator[Set]:
    """The sets of a session; pieces of one follow each other, with nothing but set-ups between them."""
    pieces: list[Step] = []
    cues: list[Cue] = []
    at_ms = 0
    for step, settled in zip(score.plan.steps, score.steps, strict=True):
        if pieces and (step.exercise.id, step.set_number, step.side) != (
            pieces[0].exercise.id,
            pieces[0].set_number,
            pieces[0].side,
        ):
            yield Set(tuple(pieces), tuple(cues))
            pieces, cues, at_ms = [], [], 0
        if step.is_work:
            pieces.append(step)
            cues += [replace(cue, at_ms=cue.at_ms + at_ms) for cue in settled.cues]
            at_ms += step.duration_ms
    if pieces:
        yield Set(tuple(pieces), tuple(cues))


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
        last_ms = cue.end_ms if cue.is_speech else cue.at_ms + 1
        if cue.at_ms < 0 or last_ms > duration_ms:
            yield f"{cue.text!r} lies at {cue.at_ms} to {cue.end_ms} of {duration_ms} ms"


def _silence(work: Set, _voice: Voice) -> Iterator[str]:
    """Naming a variant that the person has asked for belongs to the answer, so it does not count."""
    spoken = [cue for cue in work.cues if cue.is_speech and cue.text.rstrip(".").lower() not in work.names]
    spoken_ms = sum(cue.length_ms for cue in spoken)
    if spoken_ms > (1 - LEAST_SILENCE[work.first.kind]) * work.duration_ms:
        yield f"only {1 - spoken_ms / work.duration_ms:.0%} is silent"


def _turn_tones_yield(_plan: Plan, _index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    speech = [cue for cue in cues if cue.is_speech]
    for tone in cues:
        if tone.item is Tone.TURN and any(cue.at_ms < tone.end_ms and tone.at_ms < cue.end_ms for cue in speech):
            yield f"a turn-around tone at {tone.at_ms} lies under speech"


def _form(work: Set, voice: Voice) -> Iterator[str]:
    form = [cue for cue in work.cues if cue.role is Role.FORM]
    if len(form) > 3:
        yield f"{len(form)} reminders of form"
    if len({cue.text for cue in form}) < len(form):
        yield "the same wording twice"
    for first, second in pairwise(form):
        if second.at_ms - first.at_ms < FORM_APART_MS[work.first.kind]:
            yield f"{first.text!r} and {second.text!r} only {second.at_ms - first.at_ms} ms apart"
    offers = {wording for step in work.pieces for variant in step.offers for wording in variant.offer}
    others = {*voice.words.of("breathe"), *offers}
    reminders = {cue.text for cue in form} - others
    foci = [focus for focus in work.first.exercise.foci if reminders & set(focus.wordings)]
    several = {
        step.variant.id for step in work.pieces
    }  # a focus that another variant does not know gives way to its own
    if not any(reminders <= set(focus.wordings) for focus in foci) and reminders and len(several) == 1:
        yield f"more than one focus: {reminders}"
    for step, start_ms in zip(work.pieces, work.starts_ms, strict=True):
        here = {cue.text for cue in form if start_ms <= cue.at_ms < start_ms + step.duration_ms} - others
        if any(not any(text in focus.wordings for focus in foci if fits(focus, step)) for text in here):
            yield f"{here} does not fit {step.variant.id}"


def fits(focus: Focus, step: Step) -> bool:
    """Whether a focus may be spoken of in a step's variant."""
    return not step.variant.foci or focus.id in step.variant.foci


def _no_form_outside_work(plan: Plan, index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    if not plan.steps[index].is_work and any(cue.role is Role.FORM for cue in cues):
        yield "form is spoken of outside work"


def _counting(work: Set, voice: Voice) -> Iterator[str]:
    counts = [cue for cue in work.cues if cue.role is Role.COUNT]
    if work.first.open_ended or work.first.tempo is None or voice.talk is Talk.TONES:
        if counts:
            yield "counted where nothing is to be counted"
        return
    numbers = voice.words.of("numbers")
    expected = [f"{numbers[rep].capitalize()}." for rep in range(1, work.reps)]
    if [cue.text for cue in counts[:-1]] != expected or counts[-1].text not in voice.words.of("last_one"):
        yield f"counted {[cue.text for cue in counts]}"
        return
    for cue, top_ms in zip(counts, _tops_ms(work), strict=True):
        if not 0 <= cue.at_ms - top_ms <= COUNT_LATE_MS:
            yield f"{cue.text!r} is {cue.at_ms - top_ms} ms from the top"


def _tops_ms(work: Set) -> Iterator[int]:
    """Where each rep of a set is at its (returning) top."""
    for step, start_ms in zip(work.pieces, work.starts_ms, strict=True):
        assert step.tempo
        way_ms = round(step.tempo.total_s * 1000)
        for rep in range(step.reps or 0):
            yield start_ms + ((rep + 1) * step.variant.ways - 1) * way_ms + round(step.tempo.up_s * 1000)


def _phases(work: Set, voice: Voice) -> Iterator[str]:
    """Up and down are voiced in the first two reps of a movement: of the set, or of a piece that moves otherwise."""
    begins_ms, before = 0, work.first
    for step, start_ms in zip(work.pieces, work.starts_ms, strict=True):
        if (step.variant.id, step.tempo) != (before.variant.id, before.tempo):
            begins_ms = start_ms
        before = step
        cues = [cue for cue in work.cues if start_ms <= cue.at_ms < start_ms + step.duration_ms]
        for cue in (cue for cue in cues if cue.role is Role.PHASE and cue.is_speech):
            if step.rep_ms and cue.at_ms >= begins_ms + VOICED_REPS * step.rep_ms:
                yield f"{cue.text!r} is voiced after the second rep"
            if cue.text in voice.words.of("hold") and step.tempo and step.tempo.hold_s < 2:
                yield f"{cue.text!r} in a pause of {step.tempo.hold_s} s"


def _countdown(work: Set, voice: Voice) -> Iterator[str]:
    duration_ms = work.duration_ms
    tones = [cue.at_ms for cue in work.cues if cue.item is Tone.LAST_THREE]
    if tones != [duration_ms - 3_000, duration_ms - 2_000, duration_ms - 1_000]:
        yield f"tones of the last three seconds at {tones}"
    if voice.talk is Talk.TONES:
        return
    marks = [
        *([("halfway", duration_ms // 2), ("ten", duration_ms - 10_000)] if duration_ms >= 30_000 else []),
        *(("three", duration_ms - 3_000), ("two", duration_ms - 2_000), ("one", duration_ms - 1_000)),
    ]
    # A word that would reach over the moment of a change is not begun: the answer to the key is heard there.
    ends_ms = [start_ms + step.duration_ms for step, start_ms in zip(work.pieces, work.starts_ms, strict=True)][:-1]
    marks = [
        (key, at_ms)
        for key, at_ms in marks
        if not any(at_ms <= end_ms < at_ms + _length_ms(key, voice) for end_ms in ends_ms)
    ]
    spoken = [cue for cue in work.cues if cue.role in {Role.MARK, Role.COUNTDOWN} and cue.is_speech]
    if len(spoken) != len(marks):
        yield f"of {len(marks)} marks it says {[cue.text for cue in spoken]}"
    for cue, (key, at_ms) in zip(spoken, marks, strict=False):
        if cue.text not in voice.words.of(key) or not abs(cue.at_ms - at_ms) <= AT_MS:
            yield f"{cue.text!r} at {cue.at_ms} instead of {key} at {at_ms}"


def _length_ms(key: str, voice: Voice) -> int:
    return max(voice.length_ms(voice.working(text)) for text in voice.words.of(key))


def _setting_up(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    speech = [cue for cue in cues if cue.is_speech]
    if voice.talk is Talk.TONES:
        return
    name = step.exercise.name if step.set_number is None else step.variant.name
    with_another_load = step.set_number is not None and speech[0].text == load_words(step, voice)
    if (name not in speech[0].text and not with_another_load) or speech[0].at_ms > 500:
        yield f"{speech[0].text!r} does not name {name!r} at once"
    before = next((earlier for earlier in reversed(plan.steps[:index]) if earlier.is_work), None)
    if (
        before
        and before.exercise.id == step.exercise.id
        and step.side == before.side
        and step.set_number == before.set_number
    ):
        words = [cue.text for cue in speech[-3:]]
        due = [] if step.open_ended else [voice.words.of(key)[0] for key in ("three", "two", "one")]
        if due and words != due:
            yield f"{words} leads into the set that goes on"
    elif str(step.side) not in speech[-1].text.lower():
        yield f"{speech[-1].text!r} does not name the side that begins"
    yield from (f"{cue.text!r} has more than twelve words" for cue in speech if len(cue.text.split()) > 12)


def _place_of(step: Step) -> tuple[object, ...]:
    return step.exercise.id, step.set_number, step.side


def _set_up_sentences(plan: Plan, index: int, cues: Sequence[Cue], voice: Voice) -> Iterator[str]:
    step = plan.steps[index]
    sentences = [cue for cue in cues if cue.role is Role.SETUP]
    if len(sentences) > (1 if voice.talk is Talk.BRIEF else 3):
        yield f"{len(sentences)} set-up sentences"
    for first, second in pairwise(sentences):
        if not 3_000 <= second.at_ms - first.end_ms <= 5_000:
            yield f"{second.at_ms - first.end_ms} ms between {first.text!r} and {second.text!r}"
    care = step.variant.warning or step.exercise.warning
    said = [cue.text for cue in cues if cue.is_speech]
    short = step.duration_ms <= SHORT_MS
    if voice.talk is not Talk.TONES:
        notes = step.notes[-1:] if short else step.notes
        yield from (f"{note!r} is not said" for note in notes if step.set_number is None and note not in said)
        if step.load and step.set_number is None and not short and load_words(step, voice) not in said:
            yield f"the load {step.load!r} is not said"
    if voice.talk in TALKS_OF_FORM and step.first_time and not sentences and not (short and voice.rate < 1):
        yield f"nobody says how {step.variant.id} is done"
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
        yield from _resting(plan, index, speech, voice)


def _resting(plan: Plan, index: int, speech: Sequence[Cue], voice: Voice) -> Iterator[str]:
    """At the start of a rest: exercise, side, props, and the set where it goes on; all but the set again at its end."""
    step, work = plan.steps[index], plan.next_work(index)
    assert work is not None
    following = plan.steps[index + 1]
    props = [voice.words.of(f"prop_{prop}")[0] for prop in work.props]
    moves_on = following.kind is StepKind.PREPARE and following.set_number is None
    numbers = voice.words.of("numbers")
    of_set = [] if moves_on else [f"et {numbers[work.set_number or 0]} of {numbers[work.sets]}"]
    name = work.exercise.name if moves_on else work.exercise.short_name
    at_once = " ".join(cue.text for cue in speech if cue.at_ms < step.duration_ms - 10_000)
    yield from (f"{at_once!r} lacks {word!r}" for word in (name, *props, *of_set) if word not in at_once)
    soon = [cue.text for cue in speech if cue.at_ms == step.duration_ms - 10_000]
    wanted = (work.exercise.short_name, side_words(work.exercise, work.side), *props)
    if step.duration_ms >= 25_000 and not (soon and all(word in soon[0] for word in wanted)):
        yield f"{soon} ten seconds before the end"


def _short_enough(plan: Plan, index: int, cues: Sequence[Cue], _voice: Voice) -> Iterator[str]:
    """Words a cue; the seconds of the shipped wordings are measured where the pack is tested."""
    works = plan.steps[index].is_work
    for cue in (cue for cue in cues if cue.is_speech and cue.role is not Role.SIDE):
        if works and len(cue.text.split()) > 5:
            yield f"{cue.text!r} has more than five words"


RULES: tuple[Rule, ...] = (_inside, _turn_tones_yield, _no_form_outside_work, _short_enough)
RULES_OF: dict[StepKind, tuple[Rule, ...]] = {
    StepKind.PREPARE: (_setting_up, _set_up_sentences),
    StepKind.SWITCH: (_announcing,),
    StepKind.REST: (_announcing,),
}
RULES_OF_SETS: dict[StepKind, tuple[SetRule, ...]] = {
    StepKind.REPS: (_counting, _phases),
    StepKind.HOLD: (_countdown,),
}
