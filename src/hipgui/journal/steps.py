"""A plan, and a dose, as JSON and back. Exercises and variants stand by their ids; defaults are left out."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

from hipgui.core.ladder import Dose, Kit, Load
from hipgui.core.model import Prop, Side, Tempo
from hipgui.core.plan import Plan, Step, StepKind

if TYPE_CHECKING:
    from hipgui.core.model import Library


def encoded(plan: Plan) -> str:
    """The plan, but for its routine."""
    return _text(
        {
            "notes": plan.notes,
            "steps": [_step_values(step) for step in plan.steps],
            "doses": {exercise: _values(dose) for exercise, dose in plan.doses.items()},
            "kit": {**_values(plan.kit), "props": sorted(plan.kit.props)},
            "minutes": plan.minutes,
        }
    )


def decoded(routine: str, text: str, library: Library) -> Plan:
    """The plan that was encoded. Raises KeyError, TypeError or ValueError where `library` no longer knows it all."""
    found = json.loads(text)
    doses, kit = found.get("doses", {}), found.get("kit", {})  # older journals know neither
    return Plan(
        routine,
        tuple(_step(values, library) for values in found["steps"]),
        tuple(found["notes"]),
        {exercise: _dose(values) for exercise, values in doses.items()},
        Kit(**{**kit, "props": frozenset(map(Prop, kit["props"])), "loads": _loads(kit)}) if kit else Kit(),
        found.get("minutes"),
    )


def encoded_dose(dose: Dose) -> str:
    """The dose."""
    return _text(_values(dose))


def decoded_dose(text: str) -> Dose:
    """The dose that was encoded. Raises KeyError, TypeError or ValueError for anything else."""
    return _dose(json.loads(text))


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _dose(values: dict[str, Any]) -> Dose:
    tempo, load = values.get("tempo"), values.get("load")
    rebuilt = {"tempo": Tempo(*tempo) if tempo else None, "load": Load(Prop(load[0]), load[1]) if load else None}
    return Dose(**{**values, **rebuilt})


def _loads(values: dict[str, Any]) -> tuple[Load, ...]:
    return tuple(Load(Prop(prop), amount) for prop, amount in values.get("loads", ()))


def _values(thing: Dose | Kit | Step) -> dict[str, Any]:
    """The fields that are not at their default; a tempo or a load as the list of its own."""
    values: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.default is MISSING or value != field.default:
            values[field.name] = _plain(value)
    return values


def _plain(value: object) -> object:
    if isinstance(value, Tempo):
        return [value.up_s, value.hold_s, value.down_s]
    if isinstance(value, Load):
        return [value.prop, value.amount]
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _step_values(step: Step) -> dict[str, Any]:
    values = _values(replace(step, offers=()))
    values["exercise"], values["variant"] = step.exercise.id, step.variant.id
    if step.offers:
        values["offers"] = [variant.id for variant in step.offers]
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
