from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.core.ladder import Kit, Load
from hipgui.core.model import EVERY_PROP, LEVELS, Prop
from hipgui.core.plan import Choices, PlanError, plan
from hipgui.journal.steps import decoded, decoded_dose, encoded, encoded_dose

if TYPE_CHECKING:
    from hipgui.core.model import Library

LIBRARY = load_library()


def test_every_routine_at_every_level_comes_back_as_it_was(library: Library) -> None:
    for routine, level, self_paced in product(library.routines, LEVELS, (False, True)):
        one = plan(routine, library, Choices(level=level, self_paced=self_paced))
        assert decoded(one.routine, encoded(one), library) == one


@given(st.frozensets(st.sampled_from(sorted(EVERY_PROP))), st.integers(6, 40), st.sampled_from(LIBRARY.routines))
def test_what_was_replaced_and_cut_comes_back_too(kit: frozenset[Prop], minutes: int, routine: object) -> None:
    try:
        one = plan(routine, LIBRARY, Choices(kit=kit, minutes=minutes))  # type: ignore[arg-type]  # drawn from the same types
    except PlanError:
        return
    assert decoded(one.routine, encoded(one), LIBRARY) == one


def test_loads_and_doses_come_back_too(library: Library) -> None:
    loads = (Load(Prop.KETTLEBELL, 4.54), Load(Prop.BAND, 2))
    one = plan(library.routine("full"), library, Choices(loads=loads, pounds=True))
    assert decoded(one.routine, encoded(one), library) == one
    assert one.doses["march"].load == loads[0]
    assert all(decoded_dose(encoded_dose(dose)) == dose for dose in one.doses.values())


def test_a_plan_from_before_doses_were_kept(library: Library) -> None:
    one = plan(library.routine("short"), library, Choices())
    old = json.dumps({name: json.loads(encoded(one))[name] for name in ("notes", "steps")})
    found = decoded("short", old, library)
    assert (found.steps, found.doses, found.kit, found.minutes) == (one.steps, {}, Kit(), None)


def test_a_plan_is_small_enough_for_ten_years_of_them(library: Library) -> None:
    one = plan(library.routine("full"), library, Choices(level=5))
    assert len(encoded(one)) < 8000


def test_an_exercise_that_is_gone_is_told(library: Library) -> None:
    one = plan(library.routine("short"), library, Choices())
    text = encoded(one).replace('"exercise":"march"', '"exercise":"gone"')
    with pytest.raises(KeyError, match="gone"):
        decoded("short", text, library)
