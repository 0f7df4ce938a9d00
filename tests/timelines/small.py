"""A library whose sessions last a minute or two and still hold every kind of step."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hipgui.content.load import load_library
from hipgui.core.model import EVERY_PROP, Exercise, Library, Prop, Routine
from hipgui.core.plan import Choices, Plan, plan

NOTHING: frozenset[Prop] = frozenset()


@cache
def library() -> Library:
    """The built-in pack, read once."""
    return load_library()


@cache
def small_library() -> Library:
    """Two sets of three reps, holds of thirty seconds, rests of sixteen; `mixed` comes back to its first exercise."""
    whole = library()
    timing = replace(
        whole.timing,
        rest_s=16,
        rest_short_s=14,
        prepare_s=14,
        prepare_short_s=12,
        prepare_again_s=10,
        switch_s=8,
        switch_short_s=7,
    )
    routines = (
        Routine("mixed", "Mixed", ("march", "lizard", "lift", "march"), 30),
        Routine("march", "March", ("march",), 30),
        Routine("lizard", "Lizard", ("lizard",), 30),
        Routine("lift", "Lift", ("lift",), 30),
    )
    return replace(whole, timing=timing, routines=routines, exercises=tuple(map(_small, whole.exercises)))


def _small(exercise: Exercise) -> Exercise:
    rows = (
        replace(row, sets=2 if exercise.id == "march" else 1, reps=row.reps and (3, 4), hold_s=row.hold_s and 30)
        for row in exercise.levels
    )
    return replace(exercise, levels=tuple(rows))


def small_plan(routine: str = "march", *, level: int = 3, self_paced: bool = False) -> Plan:
    """A plan of the small library, every prop at hand."""
    whole = small_library()
    choices = Choices(level=level, kit=EVERY_PROP, self_paced=self_paced)
    return plan(whole.routine(routine), whole, choices)


def real_plan(routine: str, **choices: object) -> Plan:
    """A plan of the built-in pack; `choices` are the fields of Choices."""
    return plan(library().routine(routine), library(), Choices(**choices))  # type: ignore[arg-type]
