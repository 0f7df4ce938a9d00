"""What the tests of ladder, progression and replan share: the exercises, loads, and doses written as short lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hipgui.core.ladder import Kit, Load
from hipgui.core.model import Prop
from tests.timelines.small import library

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose

MARCH, LIFT, LIZARD = (library().exercise(name) for name in ("march", "lift", "lizard"))
NOTHING = Kit(frozenset())

exercises = st.sampled_from((MARCH, LIFT, LIZARD))
kits = st.builds(
    Kit,
    st.frozensets(st.sampled_from(Prop)),
    st.lists(
        st.one_of(
            st.builds(Load, st.just(Prop.KETTLEBELL), st.sampled_from((1.0, 2.0, 2.27, 4.0, 4.54, 6.0, 8.0, 12.0))),
            st.builds(Load, st.just(Prop.BAND), st.sampled_from((1.0, 2.0, 3.0))),
        ),
        unique=True,
    ).map(tuple),
)


def bells(*kilos: float) -> tuple[Load, ...]:
    """Kettlebells of so many kilos."""
    return tuple(Load(Prop.KETTLEBELL, kilo) for kilo in kilos)


def bands(*strengths: float) -> tuple[Load, ...]:
    """Bands of strengths 1 to 3."""
    return tuple(Load(Prop.BAND, strength) for strength in strengths)


def told(dose: Dose | None) -> str:
    """A dose as the tables write it: level, variant, load, sets and reps or seconds, tempo."""
    if dose is None:
        return "none"
    load = f" {dose.load.amount:g}" if dose.load else ""
    tempo = f" {dose.tempo.up_s:g}-{dose.tempo.hold_s:g}-{dose.tempo.down_s:g}" if dose.tempo else ""
    return f"{dose.level} {dose.variant}{load} {dose.sets}x{dose.amount:g}{tempo}"


def table(text: str) -> list[str]:
    """The lines of a table."""
    return [entry.strip() for entry in text.strip().split("\n")]
