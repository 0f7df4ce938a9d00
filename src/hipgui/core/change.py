"""What becomes of a plan when the person asks for something easier, harder or deeper in the middle of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.core.ladder import at_level, easier, harder
from hipgui.core.plan import StepKind
from hipgui.core.replan import LAST_MS, replan
from hipgui.core.session import State

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Library, Variant
    from hipgui.core.plan import Plan
    from hipgui.core.session import Session


class What(StrEnum):
    """What was asked for on the way, as the journal keeps it."""

    EASIER = "easier"
    HARDER = "harder"
    DEEPER = "deeper"
    HURT = "hurt"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Change:
    """A change of one exercise: its dose before and after, and the plan as of then."""

    what: What
    exercise: str
    before: Dose
    after: Dose
    plan: Plan


def change(what: What, plan: Plan, at: tuple[int, int], library: Library) -> Change | None:
    """The change that `what` asks for at a step's index and milliseconds in it; None where there is nothing to go to.

    In a rest the exercise is the one that follows. After pain, ask with `after_pain`'s milliseconds.
    """
    index, _ = at
    exercise = plan.steps[index].exercise
    before = dose_of(plan, index)
    after = _asked_for(what, plan, index, before)
    if after is None:
        return None
    laid = _deeper_at_the_end(plan, at, exercise.variant(after.variant)) if what is What.DEEPER else None
    if laid == plan:
        return None
    if laid is None:
        laid = replan(plan, at, after, plan.kit, library, minutes=plan.minutes)
        laid = replace(laid, doses=MappingProxyType({**plan.doses, exercise.id: after}))
    return Change(what, exercise.id, before, after, laid)


def change_in(session: Session, what: What, position_ms: int, library: Library) -> Change | None:
    """The change that `what` makes in a session as it stands, so many milliseconds into its step."""
    at = session.index, position_ms
    return change(what, session.plan, after_pain(session.plan, at) if session.state is State.HURT else at, library)


def is_possible(what: What, plan: Plan, index: int) -> bool:
    """Whether there is anything to go to from a step."""
    return _asked_for(what, plan, index, dose_of(plan, index)) is not None


def after_pain(plan: Plan, at: tuple[int, int]) -> tuple[int, int]:
    """The place to change at where the rep under way is not to be finished: the end of the one before."""
    index, position_ms = at
    step = plan.steps[index]
    if step.rep_ms and not step.open_ended:
        return index, max(0, position_ms // step.rep_ms * step.rep_ms - 1)
    return at


def dose_of(plan: Plan, index: int) -> Dose:
    """The dose that the exercise of a step is done at."""
    step = plan.steps[index]
    return plan.doses.get(step.exercise.id) or at_level(step.exercise, step.level, plan.kit)


def _asked_for(what: What, plan: Plan, index: int, dose: Dose) -> Dose | None:
    step = plan.steps[index]
    if what is What.DEEPER:
        return replace(dose, variant=step.offers[0].id) if step.offers else None
    if what is What.HARDER:
        return harder(step.exercise, dose, plan.kit)
    return _without_offer(step.exercise, dose, plan) or easier(step.exercise, dose, plan.kit)


def _without_offer(exercise: Exercise, dose: Dose, plan: Plan) -> Dose | None:
    """Who took up a deeper variant goes back from it first."""
    if dose.variant not in exercise.level(dose.level).offers:
        return None
    return at_level(exercise, dose.level, plan.kit, dose.load).with_amount(dose.amount)


def _deeper_at_the_end(plan: Plan, at: tuple[int, int], variant: Variant) -> Plan | None:
    """The plan with a variant for the last seconds of a hold, in this hold alone; None for other variants."""
    index, position_ms = at
    step = plan.steps[index]
    if variant.offer_last_s is None or step.kind is not StepKind.HOLD:
        return None
    begins_ms = max(position_ms, step.duration_ms - round(variant.offer_last_s * 1000))
    left_ms = step.duration_ms - begins_ms
    if left_ms < LAST_MS:
        return plan
    props = variant.props_from(plan.kit.props) or ()
    piece = replace(step, duration_ms=left_ms, variant=variant, props=props, offers=())
    before = replace(step, duration_ms=begins_ms, offers=())
    return replace(plan, steps=(*plan.steps[:index], before, piece, *plan.steps[index + 1 :]))
