"""Past sessions for the tests of progression: doses of the march and the lizard, and what was done of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hipgui.core.ladder import Dose, Kit, Load
from hipgui.core.model import EVERY_PROP, Prop, Tempo
from hipgui.core.progression import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUR, SIX = Load(Prop.KETTLEBELL, 4), Load(Prop.KETTLEBELL, 6)
KIT = Kit(loads=(FOUR, SIX))
NO_BELL = Kit(EVERY_PROP - {Prop.KETTLEBELL})
QUICK, PAUSED, SLOW = Tempo(2, 1, 2), Tempo(2, 2, 2), Tempo(2, 2, 3)
E, R, H, X = Answer.EASY, Answer.RIGHT, Answer.HARD, Answer.HURT
DAY = date(2025, 11, 24)


def bell(reps: int, tempo: Tempo = QUICK, *, level: int = 3, load: Load = FOUR) -> Dose:
    return Dose(level, "bell", 3 if level == 3 else 4, reps, tempo, load=load)


def band(reps: int, level: int = 2) -> Dose:
    return Dose(level, "band", 3, reps, QUICK)


def glide(hold_s: float) -> Dose:
    return Dose(3, "glide", 2, hold_s=hold_s)


def did(
    dose: Dose,
    answer: Answer | None = R,
    *,
    exercise: str = "march",
    right: Sequence[int] | None = None,
    left: Sequence[int] | None = None,
    planned: Sequence[int] | None = None,
    begun: Dose | None = None,
    hurt_at: Dose | None = None,
    day: date = DAY,
) -> Outcome:
    whole = tuple(planned or (int(dose.amount),) * dose.sets)
    return Outcome(
        exercise,
        day,
        dose,
        whole,
        whole if right is None else tuple(right),
        whole if left is None else tuple(left),
        answer,
        begun,
        hurt_at,
    )
