"""A session short enough for a test: every kind of step, both sides, in well under a minute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.plan import Choices, plan

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, Library
    from hipgui.core.plan import Plan


def short_library() -> Library:
    """The built-in pack with two reps a set, holds of five seconds and hardly a pause."""
    library = load_library()
    exercises = tuple(_short(exercise) for exercise in library.exercises)
    timing = replace(library.timing, prepare_s=7, rest_s=4, switch_s=4)
    return replace(library, exercises=exercises, timing=timing)


def _short(exercise: Exercise) -> Exercise:
    rows = tuple(
        replace(row, sets=1, reps=(2, 2) if row.reps else None, hold_s=5 if row.hold_s else None)
        for row in exercise.levels
    )
    return replace(exercise, levels=rows)


def short_plan(*exercises: str) -> Plan:
    """One set of each exercise; of a march and a lizard if none is named."""
    library = short_library()
    routine = replace(library.routine("full"), exercises=exercises or ("march", "lizard"))
    return plan(routine, library, Choices())
