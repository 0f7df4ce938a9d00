"""A plan as JSON and back. Exercises and variants stand in it by their ids; what is at its default is left out."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from hipgui.core.model import Prop, Side, Tempo
from hipgui.core.plan import Plan, Step, StepKind

if TYPE_CHECKING:
    from hipgui.core.model import Library


def encoded(plan: Plan) -> str:
    """The plan's routine, notes and steps."""
    steps = [_step_values(step) for step in plan.steps]
    return json.dumps({"notes": plan.notes, "steps": steps}, ensure_ascii=False, separators=(",", ":"))


def decoded(routine: str, text: str, library: Library) -> Plan:
    """The plan that was encoded. Raises KeyError, TypeError or ValueError where `library` no longer knows it all."""
    found = json.loads(text)
    return Plan(routine, tuple(_step(values, library) for values in found["steps"]), tuple(found["notes"]))


def _step_values(step: Step) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields(step):
        value = getattr(step, field.name)
        if field.default is MISSING or value != field.default:
            values[field.name] = value
    values["exercise"], values["variant"] = step.exercise.id, step.variant.id
    if step.offers:
        values["offers"] = [variant.id for variant in step.offers]
    if step.tempo:
        values["tempo"] = [step.tempo.up_s, step.tempo.hold_s, step.tempo.down_s]
    return values


def _step(values: dict[str, Any], library: Library) -> Step:
    exercise = library.exercise(values["exercise"])
    tempo = values.get("tempo")
    rebuilt = {
        "kind": StepKind(values["kind"]),
        "exercise": exercise,
        "variant": exercise.variant(values["variant"]),
        "side": Side(values["side"]),
        "tempo": Tempo(*tempo) if tempo else None,
        "props": tuple(Prop(prop) for prop in values.get("props", ())),
        "offers": tuple(exercise.variant(offer) for offer in values.get("offers", ())),
        "notes": tuple(values.get("notes", ())),
    }
    return Step(**{**values, **rebuilt})
