"""A session short enough for a test: every kind of step, both sides, in well under a minute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.plan import Choices, plan

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, Library
    from hipgui.core.plan import Plan


def short_library(hold_s: float = 5) -> Library:
    """The built-in pack with two reps a set, short holds and hardly a pause."""
    library = load_library()
    exercises = tuple(_short(exercise, hold_s) for exercise in library.exercises)
    timing = replace(library.timing, prepare_s=7, rest_s=4, switch_s=4)
    return replace(library, exercises=exercises, timing=timing)


def _short(exercise: Exercise, hold_s: float) -> Exercise:
    rows = tuple(
        replace(row, sets=1, reps=(2, 2) if row.reps else None, hold_s=hold_s if row.hold_s else None)
        for row in exercise.levels
    )
    return replace(exercise, levels=rows)


def short_plan(*exercises: str, hold_s: float = 5) -> Plan:
    """One set of each exercise; of a march and a lizard if none is named."""
    library = short_library(hold_s)
    routine = replace(library.routine("full"), exercises=exercises or ("march", "lizard"))
    return plan(routine, library, Choices())
