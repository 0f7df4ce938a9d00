"""What a person wishes of a single exercise, as a plan understands it: another level, another variant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.ladder import at_variant
from hipgui.core.model import Routine
from hipgui.core.plan import PlanError, plan

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Library
    from hipgui.core.plan import Choices, Plan
    from hipgui.ui.exercise_wording import Wish

ALONE_MIN = 30.0
"""Ceiling of an exercise alone where the pack has no routine for that, in minutes."""


def wished_dose(exercise: Exercise, choices: Choices, wish: Wish) -> Dose:
    """What is wished for: as it is to be next where that is the same way, else from the bottom of the level."""
    found = choices.dose_of(exercise)
    if (found.level, found.variant) == (wish.level, wish.variant):
        return found
    return at_variant(exercise, wish.level, wish.variant, choices.whole_kit)


def plan_alone(library: Library, choices: Choices, wish: Wish) -> Plan | None:
    """A session of nothing but the wished exercise; None where it can't be done with what is at hand."""
    exercise = library.exercise(wish.exercise)
    own = next((one for one in library.routines if one.exercises == (exercise.id,)), None)
    routine = own or Routine(exercise.id, exercise.name, (exercise.id,), ALONE_MIN)
    doses = {exercise.id: wished_dose(exercise, choices, wish)}
    try:
        return plan(routine, library, replace(choices, doses=doses, minutes=None))
    except PlanError:
        return None
