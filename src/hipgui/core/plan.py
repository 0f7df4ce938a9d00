"""What the body does, in order: `plan(routine, library, choices)` lays a routine out as steps end to end.

Times are whole milliseconds, so that both sides of a set are equal to the millisecond and nothing drifts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.core.draft import Block, Draft, cut, in_ms, rep_ms
from hipgui.core.errors import WrongUseError
from hipgui.core.ladder import Kit, at_level, before_run, load_text, offers, with_kit
from hipgui.core.model import EVERY_PROP, STANDARD_LEVEL, Side, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hipgui.core.ladder import Dose, Load
    from hipgui.core.model import Exercise, Library, Prop, Routine, Tempo, Variant, Words

FIRST_SIDE = Side.RIGHT


class PlanError(WrongUseError):
    """The minutes asked for hold not even one exercise; the message names the minimum."""


class StepKind(StrEnum):
    """What a step is."""

    PREPARE = "prepare"
    REPS = "reps"
    HOLD = "hold"
    SWITCH = "switch"
    REST = "rest"


WORK = frozenset({StepKind.REPS, StepKind.HOLD})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan.

    `side` is the working side (of a prepare: the side that begins, of a switch: the side to come). A rest carries the
    exercise, variant, side and set of the work that follows it. `set_number` counts from 1. `notes` are sentences
    that must be said in this step.
    """

    kind: StepKind
    duration_ms: int
    exercise: Exercise
    variant: Variant
    side: Side
    level: int
    sets: int
    set_number: int | None = None
    reps: int | None = None
    tempo: Tempo | None = None
    load: str = ""
    props: tuple[Prop, ...] = ()
    offers: tuple[Variant, ...] = ()
    """Deeper variants that may be offered in this step, never forced."""
    first_time: bool = False
    """Of a prepare: the exercise was not set up before in this session."""
    notes: tuple[str, ...] = ()
    open_ended: bool = False
    """It ends on a command, not by itself; `duration_ms` is then what it is taken to last."""

    @property
    def duration_s(self) -> float:
        """Seconds."""
        return self.duration_ms / 1000

    @property
    def movement(self) -> str:
        """The figure's motion, with the prop that is used."""
        variant = self.variant
        return next(
            (variant.movement_with[prop] for prop in self.props if prop in variant.movement_with), variant.movement
        )

    @property
    def is_work(self) -> bool:
        """Whether the body works in it."""
        return self.kind in WORK

    @property
    def ways(self) -> int | None:
        """How often the tempo runs in one rep; None outside sets of reps."""
        return self.variant.ways if self.kind is StepKind.REPS else None

    @property
    def rep_ms(self) -> int:
        """Milliseconds of one rep, both ways together; 0 where nothing is counted."""
        return rep_ms(self.tempo, self.ways) if self.tempo and self.ways else 0


@dataclass(frozen=True)
class Plan:
    """The steps of a session, end to end, and what was replaced or cut to make it fit.

    `doses` are what each exercise (by id) is done at: as it was begun, or as it was changed to since. Changes on the
    way have to keep to `kit` and `minutes` (its ceiling, None: none).
    """

    routine: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    doses: Mapping[str, Dose] = field(default_factory=lambda: MappingProxyType({}))
    kit: Kit = field(default_factory=Kit)
    minutes: float | None = None

    @cached_property
    def starts_ms(self) -> tuple[int, ...]:
        """Milliseconds from the session's start to each step's start."""
        return (0, *accumulate(step.duration_ms for step in self.steps))[: len(self.steps)]

    @cached_property
    def duration_ms(self) -> int:
        """Milliseconds of the whole session."""
        return sum(step.duration_ms for step in self.steps)

    def next_work(self, index: int) -> Step | None:
        """The first work step after step `index`, or None."""
        return next((step for step in self.steps[index + 1 :] if step.is_work), None)

    def with_step(self, index: int, step: Step) -> Plan:
        """The same plan with another step at `index`."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


@dataclass(frozen=True)
class Choices:
    """What the person chose: a level (one for all, or by exercise id), what is at hand, and the time there is.

    `doses` (by exercise id) go before levels. `loads` are the person's own. `minutes` replaces the routine's ceiling,
    up or down. Lengths of None are the pack's. `before_run` keeps short what should not be long before a run.
    """

    level: int = STANDARD_LEVEL
    levels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    kit: frozenset[Prop] = EVERY_PROP
    minutes: float | None = None
    self_paced: bool = False
    rest_s: float | None = None
    switch_s: float | None = None
    doses: Mapping[str, Dose] = field(default_factory=lambda: MappingProxyType({}))
    loads: tuple[Load, ...] = ()
    pounds: bool = False
    before_run: bool = False

    @property
    def whole_kit(self) -> Kit:
        """Props and loads together."""
        return Kit(self.kit, self.loads, self.pounds)

    def dose_of(self, exercise: Exercise) -> Dose:
        """What was chosen for one exercise, with what is at hand. Raises KeyError for a level that it has not got."""
        kit = self.whole_kit
        dose = self.doses.get(exercise.id)
        if dose is None:
            return at_level(exercise, self.levels.get(exercise.id, self.level), kit)
        return with_kit(exercise, dose, kit)

    def wanted_variant(self, exercise: Exercise) -> Variant:
        """The variant it would be if everything were at hand."""
        if exercise.id in self.doses:
            return exercise.variant(self.doses[exercise.id].variant)
        return exercise.variant(exercise.level(self.levels.get(exercise.id, self.level)).variant)


def plan(routine: Routine, library: Library, choices: Choices) -> Plan:
    """The session: the routine's exercises at the chosen levels, with what is at hand, within the minutes.

    Raises PlanError where the minutes hold not even one exercise, KeyError for a level that no exercise has.
    """
    timing = library.timing
    ceiling_ms = round((routine.ceiling_min if choices.minutes is None else choices.minutes) * 60_000)
    full = Draft(
        blocks=tuple(_block(library.exercise(exercise_id), library, choices) for exercise_id in routine.exercises),
        timing=timing,
        prepare_ms=in_ms(timing.prepare_s),
        rest_ms=in_ms(timing.rest_s if choices.rest_s is None else choices.rest_s),
        switch_ms=in_ms(timing.switch_s if choices.switch_s is None else choices.switch_s),
        self_paced=choices.self_paced,
    )
    draft = full
    while _length_ms(draft) > ceiling_ms:
        shorter = cut(draft)
        if shorter is None:
            least_min = -(-_length_ms(draft) // 6_000) / 10
            message = f"{ceiling_ms / 60_000:g} min is too short: {routine.id} needs at least {least_min:g} min."
            raise PlanError(message)
        draft = shorter
    spoken = tuple(_say(library, "note_cut_exercise", name=exercise.name) for exercise in draft.left_out)
    steps = _lay(draft, spoken)
    replaced = (block.note for block in draft.blocks if block.note)
    notes = dict.fromkeys((*replaced, *spoken, *_cut_notes(full, draft, library)))
    return Plan(
        routine.id,
        steps,
        tuple(notes),
        MappingProxyType({block.exercise.id: block.dose for block in draft.blocks}),
        choices.whole_kit,
        ceiling_ms / 60_000,
    )


def _block(exercise: Exercise, library: Library, choices: Choices) -> Block:
    dose, wanted = choices.dose_of(exercise), choices.wanted_variant(exercise)
    variant = exercise.variant(dose.variant)
    note = ""
    if variant is not wanted and wanted.needs:
        missing = next((group for group in wanted.needs if not choices.kit.intersection(group)), None)
        names = prop_names(library.words, missing or wanted.needs[0], joined_by="or")
        note = _say(library, "note_replaced" if missing else "note_too_heavy", prop=names, variant=variant.name)
    today = before_run(exercise, dose) if choices.before_run else dose
    return Block(
        exercise=exercise,
        dose=dose,
        props=variant.props_from(choices.kit) or (),
        load=load_text(exercise, dose, library.words, pounds=choices.pounds),
        sets=today.sets,
        reps=today.reps,
        hold_ms=in_ms(today.hold_s or 0),
        offers=offers(exercise, dose, choices.whole_kit),
        note=note,
    )


def prop_names(words: Words, props: Iterable[Prop], *, joined_by: str = "and") -> str:
    """How props are called aloud: "block and chair"."""
    return f" {words.of(joined_by)[0]} ".join(words.of(f"prop_{prop}")[0] for prop in props)


def _say(library: Library, key: str, **values: str) -> str:
    return library.words.of(key)[0].format(**values)


def _length_ms(draft: Draft) -> int:
    return sum(step.duration_ms for step in _lay(draft, ()))


def _lay(draft: Draft, spoken: tuple[str, ...]) -> tuple[Step, ...]:
    steps: list[Step] = []
    seen: set[str] = set()
    for block in draft.blocks:
        any_work = _work(block, self_paced=draft.self_paced)
        if steps:
            steps.append(_rest(any_work, 1, draft))
        first_time = block.exercise.id not in seen
        prepare = replace(
            any_work,
            kind=StepKind.PREPARE,
            duration_ms=draft.prepare_ms if first_time else in_ms(draft.timing.prepare_again_s),
            reps=None,
            tempo=None,
            first_time=first_time,
            notes=(*(() if seen else spoken), *((block.note,) if block.note and first_time else ())),
            open_ended=draft.self_paced,
        )
        seen.add(block.exercise.id)
        steps.append(prepare)
        for set_number in range(1, block.sets + 1):
            if set_number > 1:
                steps.append(_rest(any_work, set_number, draft))
            work = replace(any_work, set_number=set_number)
            other = replace(work, side=FIRST_SIDE.other)
            steps += [work, _between(other, StepKind.SWITCH, draft.switch_ms), other]
    return tuple(steps)


def _rest(work: Step, set_number: int, draft: Draft) -> Step:
    return _between(replace(work, set_number=set_number), StepKind.REST, draft.rest_ms)


def _between(work: Step, kind: StepKind, duration_ms: int) -> Step:
    """The switch or the rest that leads to `work`."""
    return replace(work, kind=kind, duration_ms=duration_ms, reps=None, tempo=None, open_ended=False)


def _work(block: Block, *, self_paced: bool) -> Step:
    return Step(
        StepKind.REPS if block.exercise.kind is WorkKind.REPS else StepKind.HOLD,
        block.work_ms,
        block.exercise,
        block.variant,
        FIRST_SIDE,
        block.dose.level,
        block.sets,
        reps=block.reps,
        tempo=block.dose.tempo,
        load=block.load,
        props=block.props,
        offers=block.offers,
        open_ended=self_paced and block.reps is not None,
    )


def _cut_notes(full: Draft, draft: Draft, library: Library) -> tuple[str, ...]:
    """One sentence for each thing that was shortened."""
    notes: list[str] = []
    before = {block.exercise.id: block for block in full.blocks}
    for block in draft.blocks:
        name, whole = block.exercise.name, before[block.exercise.id]
        if block.sets < whole.sets:
            notes.append(_say(library, "note_sets", name=name, sets=str(block.sets), planned=str(whole.sets)))
        if block.reps != whole.reps:
            notes.append(_say(library, "note_reps", name=name, reps=str(block.reps), planned=str(whole.reps)))
        if block.hold_ms < whole.hold_ms:
            seconds, planned = (f"{ms / 1000:g}" for ms in (block.hold_ms, whole.hold_ms))
            notes.append(_say(library, "note_holds", name=name, seconds=seconds, planned=planned))
    for key, was, now in (
        ("note_rests", full.rest_ms, draft.rest_ms),
        ("note_prepare", full.prepare_ms, draft.prepare_ms),
        ("note_switch", full.switch_ms, draft.switch_ms),
    ):
        if now < was:
            notes.append(_say(library, key, seconds=f"{now / 1000:g}", planned=f"{was / 1000:g}"))
    return tuple(notes)
