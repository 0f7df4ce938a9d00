"""A plan as a table or JSON, a score as a transcript or JSON. The JSON keys are a contract with scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hipgui.core.plan import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.cue import Cue
    from hipgui.core.plan import Plan, Step
    from hipgui.core.score import Score


def plan_json(plan: Plan) -> dict[str, Any]:
    """`{routine, duration_s, notes, steps}`; what does not apply to a step is null."""
    steps = [_step_json(step, start_ms / 1000) for step, start_ms in zip(plan.steps, plan.starts_ms, strict=True)]
    return {
        "routine": plan.routine,
        "duration_s": plan.duration_ms / 1000,
        "notes": list(plan.notes),
        "steps": steps,
    }


def _step_json(step: Step, start_s: float) -> dict[str, Any]:
    rests = step.kind is StepKind.REST
    tempo = step.tempo
    return {
        "kind": str(step.kind),
        "exercise": None if rests else step.exercise.id,
        "variant": None if rests else step.variant.id,
        "side": None if rests else str(step.side),
        "set": step.set_number if step.is_work else None,
        "sets": step.sets if step.is_work else None,
        "reps": step.reps,
        "tempo": [tempo.up_s, tempo.hold_s, tempo.down_s] if tempo else None,
        "ways": step.ways,
        "start_s": start_s,
        "duration_s": step.duration_s,
        "props": [] if rests else [str(prop) for prop in step.props],
    }


def plan_table(plan: Plan) -> Iterator[str]:
    """A line a step: when, what, how much; then the notes."""
    yield f"{plan.routine}: {clock_text(plan.duration_ms)}"
    for step, start_ms in zip(plan.steps, plan.starts_ms, strict=True):
        yield f"{clock_text(start_ms):>6}  {step.kind:<8} {_what(step)}".rstrip()
    yield from (f"Note: {note}" for note in plan.notes)


def _what(step: Step) -> str:
    if step.kind is StepKind.REST:
        return f"{step.duration_s:g} s"
    named = f"{step.exercise.short_name} ({step.variant.name})"
    if not step.is_work:
        return f"{named}, {step.side} first" if step.kind is StepKind.PREPARE else f"to {step.side}"
    dose = f"{step.reps} reps" if step.reps else f"{step.duration_s:g} s"
    tempo = f", {step.tempo.up_s:g}-{step.tempo.hold_s:g}-{step.tempo.down_s:g}" if step.tempo else ""
    ways = " each way" if step.ways and step.ways > 1 else ""
    return f"{named}, {step.side}, set {step.set_number} of {step.sets}, {dose}{tempo}{ways}"


def script_json(score: Score) -> dict[str, Any]:
    """`{duration_s, cues, dropped}`; times count from the session's start, closing words have step null."""
    plan = score.plan
    cues = [_cue_json(cue, at_ms, step) for at_ms, cue, step in _heard(score)]
    dropped = [
        {"at_s": (start_ms + drop.at_ms) / 1000, "text": drop.text, "reason": drop.reason}
        for settled, start_ms in zip(score.steps, plan.starts_ms, strict=True)
        for drop in settled.drops
    ]
    return {"duration_s": plan.duration_ms / 1000, "cues": cues, "dropped": dropped}


def _cue_json(cue: Cue, at_ms: int, step: int | None) -> dict[str, Any]:
    return {
        "at_s": at_ms / 1000,
        "length_s": cue.length_ms / 1000,
        "kind": "speech" if cue.is_speech else "tone",
        "role": str(cue.role),
        "text": cue.text,
        "step": step,
    }


def _heard(score: Score) -> Iterator[tuple[int, Cue, int | None]]:
    """Every cue with its time from the session's start and the index of its step."""
    for index, (settled, start_ms) in enumerate(zip(score.steps, score.plan.starts_ms, strict=True)):
        yield from ((start_ms + cue.at_ms, cue, index) for cue in settled.cues)
    yield from ((score.plan.duration_ms + cue.at_ms, cue, None) for cue in score.closing.cues)


def transcript(score: Score) -> Iterator[str]:
    """A line for everything spoken, under a line for every step."""
    shown: int | None = -1
    for at_ms, cue, step in _heard(score):
        if step != shown:
            shown = step
            yield f"-- {score.plan.steps[step].kind}: {_what(score.plan.steps[step])}" if step is not None else "-- end"
        if cue.is_speech:
            yield f"{clock_text(at_ms, tenths=True):>8}  {cue.text}"


def clock_text(duration_ms: int, *, tenths: bool = False) -> str:
    """Minutes and seconds, "12:30"; with tenths "12:30.5"."""
    minutes, rest_ms = divmod(duration_ms, 60_000)
    whole = f"{minutes}:{rest_ms // 1000:02}"
    return f"{whole}.{rest_ms % 1000 // 100}" if tenths else whole
