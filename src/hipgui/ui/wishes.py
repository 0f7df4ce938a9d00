"""What a person wished of single exercises, as a plan understands it: another level, another variant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.model import Routine
from hipgui.core.plan import PlanError, plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipgui.core.model import Exercise, LevelRow, Library
    from hipgui.core.plan import Choices, Plan
    from hipgui.settings import Settings
    from hipgui.ui.exercise_wording import Wish

ALONE_MIN = 30.0
"""Ceiling of an exercise alone where the pack has no routine for that, in minutes."""


def wished_library(library: Library, wishes: Mapping[str, Wish]) -> Library:
    """The library in which the wished level of an exercise (by id) is done in the wished variant."""
    if not wishes:
        return library
    return replace(library, exercises=tuple(_wished(one, wishes.get(one.id)) for one in library.exercises))


def _wished(exercise: Exercise, wish: Wish | None) -> Exercise:
    if wish is None:
        return exercise
    rows = tuple(_in_variant(row, wish.variant) if row.level == wish.level else row for row in exercise.levels)
    return replace(exercise, levels=rows)


def _in_variant(row: LevelRow, variant: str) -> LevelRow:
    """The same dose in another variant: what was said of the old one's load and offers no longer fits."""
    if row.variant == variant:
        return row
    return replace(row, variant=variant, load="", load_spoken="", loads=(), offers=())


def wished_choices(settings: Settings, wishes: Mapping[str, Wish]) -> Choices:
    """The person's choices, with the wished levels."""
    return replace(settings.choices(), levels={wish.exercise: wish.level for wish in wishes.values()})


def plan_alone(library: Library, settings: Settings, wish: Wish) -> Plan | None:
    """A session of nothing but the wished exercise; None where it can't be done with what is at hand."""
    wishes = {wish.exercise: wish}
    wished = wished_library(library, wishes)
    exercise = wished.exercise(wish.exercise)
    own = next((one for one in wished.routines if one.exercises == (exercise.id,)), None)
    routine = own or Routine(exercise.id, exercise.name, (exercise.id,), ALONE_MIN)
    try:
        return plan(routine, wished, replace(wished_choices(settings, wishes), minutes=None))
    except PlanError:
        return None
