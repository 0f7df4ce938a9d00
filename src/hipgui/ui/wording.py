"""Short lines the pages share: doses, minutes, dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hipgui.core.ladder import POUNDS_IN_A_KILO
from hipgui.core.pieces import amount as amount_of
from hipgui.core.pieces import block_of, share_of
from hipgui.core.plan import StepKind
from hipgui.core.spoken import capitalised, side_words
from hipgui.paint.ribbon import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hipgui.core.model import Exercise, Library, Side, Words
    from hipgui.core.plan import Plan, Step
    from hipgui.player import WorkDone

MINUTE_MS = 60_000
NOON, EVENING, NIGHT = 12, 17, 22
MORNING = 4
SKIPPED = "Skipped"


def each_side() -> str:
    """How equal sides are written."""
    return "each side"


def whole_set(plan: Plan, index: int) -> Step:
    """The work of step `index` with the reps or seconds of its whole set, where a change has cut it."""
    step = plan.steps[index]
    whole = share_of(plan.steps, index).whole
    return replace(step, reps=whole) if step.reps else replace(step, duration_ms=whole)


def dose_line(work: Step) -> str:
    """Sets and reps or seconds of one work step's exercise: "3 × 8", "60 s"."""
    if work.kind is StepKind.REPS:
        return f"{work.sets} × {work.reps}"
    seconds = f"{work.duration_ms // 1000} s"
    return seconds if work.sets == 1 else f"{work.sets} × {seconds}"


def minutes(duration_ms: int) -> int:
    """Whole minutes, rounded, at least one."""
    return max(1, round(duration_ms / MINUTE_MS))


def day_line(now: datetime, finished: int) -> str:
    """The day, its part and the number of the session, in words."""
    part = "morning" if MORNING <= now.hour < NOON else "afternoon" if NOON <= now.hour < EVENING else "evening"
    if now.hour >= NIGHT or now.hour < MORNING:
        part = "night"
    number = f"session {finished + 1}" if finished else "first session"
    return f"{now:%A} {part}, {number}"


NUMBERS = r"(\d+(?:\.\d+)?)(?:–(\d+(?:\.\d+)?))?"


def load_line(load: str, words: Words, *, pounds: bool) -> str:
    """A load as a pack or a plan writes it, its kilograms in pounds where these are wanted: "4–9 lb"."""
    kilos, others = words.of("load_kilos")[0], words.of("load_pounds")[0]

    def converted(found: re.Match[str]) -> str:
        both = (f"{float(number) * POUNDS_IN_A_KILO:.0f}" for number in found.groups() if number)
        return others.format(weight="–".join(both))

    return re.sub(re.escape(kilos).replace(re.escape("{weight}"), NUMBERS), converted, load) if pounds else load


class Dose(NamedTuple):
    """What a card says of one exercise; `work` is None where it is left out of the session."""

    exercise: Exercise
    work: Step | None
    duration_ms: int = 0
    load: str = ""
    """As it is shown."""
    why: str = ""
    """Why it is this, in one sentence; "" for nothing to say."""

    @property
    def line(self) -> str:
        """Sets and reps, each side."""
        return f"{dose_line(self.work)} {each_side()}" if self.work else "Left out today, for time"

    @property
    def how(self) -> str:
        """The variant and its load."""
        if self.work is None:
            return ""
        name = capitalised(self.work.variant.name)
        return f"{name}, {self.load}" if self.load else name


def doses(plan: Plan, library: Library, exercises: Sequence[str], *, pounds: bool = False) -> tuple[Dose, ...]:
    """One dose for each of the routine's exercises; its time runs from the rest before it to its last set."""
    found: list[Dose] = []
    for exercise in (library.exercise(exercise_id) for exercise_id in exercises):
        own = [index for index, step in enumerate(plan.steps) if step.exercise.id == exercise.id]
        work = next((plan.steps[index] for index in own if plan.steps[index].is_work), None)
        if work is None:
            found.append(Dose(exercise, None))
        else:
            whole_ms = sum(plan.steps[index].duration_ms for index in own)
            found.append(Dose(exercise, work, whole_ms, load_line(work.load, library.words, pounds=pounds)))
    return tuple(found)


def plan_notes(plan: Plan) -> tuple[str, ...]:
    """What a person should know about this plan before it starts, few words: replaced or left out, and shortened."""
    said = tuple(dict.fromkeys(note for step in plan.steps for note in step.notes))
    shortened = len(plan.notes) > len(said)
    return (*said, "Shortened to fit your minutes.") if shortened else said


def ribbon_parts(plan: Plan) -> tuple[Part, ...]:
    """The plan as a ribbon: work thick; rests, switches and set-ups thin, neighbours of these as one."""
    return tuple(part for part, _ in _spans(plan))


def ribbon_progress(plan: Plan, session_ms: int) -> tuple[int, float]:
    """Part under way at `session_ms`, and the share of it that is over."""
    start_ms = 0
    spans = _spans(plan)
    for place, (part, _) in enumerate(spans):
        if session_ms < start_ms + part.duration_ms or place == len(spans) - 1:
            return place, min(1.0, (session_ms - start_ms) / max(1, part.duration_ms))
        start_ms += part.duration_ms
    return 0, 0.0


def _spans(plan: Plan) -> list[tuple[Part, str]]:
    spans: list[tuple[Part, str]] = []
    seen: set[str] = set()
    for step in plan.steps:
        kind = {StepKind.REPS: "move", StepKind.HOLD: "hold"}.get(step.kind, "rest")
        if kind == "rest" and spans and spans[-1][1] == "rest":
            before = spans[-1][0]
            spans[-1] = (Part(before.duration_ms + step.duration_ms, "rest", new=before.new), "rest")
            continue
        new = step.is_work and step.exercise.id not in seen
        if step.is_work:
            seen.add(step.exercise.id)
        spans.append((Part(step.duration_ms, kind, new=new), kind))  # type: ignore[arg-type]  # one of the three
    return spans


class SideDone(NamedTuple):
    """What was done on one side of an exercise: a mark for each planned set, and the sum in words."""

    name: str
    sets: tuple[float, ...]
    """For each planned set the share (0 to 1) of it that was done."""
    line: str
    side: Side
    amount: str
    """What was done of `planned`, both in reps or minutes and seconds."""
    planned: str
    even: bool
    """Whether every set was planned alike."""


def sides_done(plan: Plan, done: Sequence[WorkDone], exercise: Exercise) -> tuple[SideDone, ...]:
    """Both sides of an exercise, in the order in which they were worked; a set in pieces is one set."""
    planned: dict[Side, dict[tuple[int, int | None], list[Step]]] = {}
    for index, step in enumerate(plan.steps):
        if step.is_work and step.exercise.id == exercise.id:
            sets = planned.setdefault(step.side, {})
            sets.setdefault((block_of(plan.steps, index), step.set_number), []).append(step)
    own = [work for work in done if work.step.exercise.id == exercise.id]
    found: list[SideDone] = []
    for side, sets in planned.items():
        works = [
            [work for work in own if (work.step.side, work.block, work.step.set_number) == (side, *key)] for key in sets
        ]
        shares = tuple(_share(steps, pieces) for steps, pieces in zip(sets.values(), works, strict=True))
        every = [step for steps in sets.values() for step in steps]
        amount, whole = _amount(every, [work for pieces in works for work in pieces])
        line = amount if amount == whole else f"{amount.removesuffix(' reps')} of {whole}"
        even = len({sum(amount_of(step) for step in steps) for steps in sets.values()}) == 1
        found.append(
            SideDone(
                name=capitalised(side_words(exercise, side)),
                sets=shares,
                line=line if any(works) else SKIPPED,
                side=side,
                amount=amount.removesuffix(" reps"),
                planned=whole,
                even=even,
            )
        )
    return tuple(found)


def _share(steps: Sequence[Step], works: Sequence[WorkDone]) -> float:
    """How much of a set was done."""
    if works and len(works) == len(steps) and not any(work.skipped for work in works):
        return 1.0
    return min(1.0, sum(work.ms for work in works) / max(1, sum(step.duration_ms for step in steps)))


def _amount(steps: Sequence[Step], works: Sequence[WorkDone]) -> tuple[str, str]:
    """What was done, no more than planned, and what was planned."""
    if steps[0].kind is StepKind.REPS:
        planned = sum(step.reps or 0 for step in steps)
        return f"{min(planned, sum(work.reps for work in works))} reps", f"{planned} reps"
    planned = sum(step.duration_ms for step in steps)
    return _clock(min(planned, sum(work.ms for work in works))), _clock(planned)


def _clock(duration_ms: int) -> str:
    seconds = duration_ms // 1000
    return f"{seconds} s" if seconds < 100 else f"{seconds // 60}:{seconds % 60:02d} min"
