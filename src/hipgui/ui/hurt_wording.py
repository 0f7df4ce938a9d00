"""The three ways on when it hurts, each with what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.core.change import What, change_in
from hipgui.core.machine import changed
from hipgui.core.plan import StepKind
from hipgui.core.replan import without_the_rest
from hipgui.core.session import frames
from hipgui.core.spoken import capitalised
from hipgui.ui.exercise_wording import way_words

if TYPE_CHECKING:
    from hipgui.core.change import Change
    from hipgui.core.model import Library
    from hipgui.core.plan import Step
    from hipgui.core.session import Session


@dataclass(frozen=True, slots=True)
class WayOn:
    """What is chosen, and what follows then."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """Easier, skip and end, in that order, and the step that easier goes on with."""

    ways: tuple[WayOn, WayOn, WayOn]
    goes_on_with: Step


def ways_on(session: Session, position_ms: int, library: Library) -> WaysOn:
    """What can be chosen in a session that has stopped so many milliseconds into its step because it hurt."""
    found = change_in(session, What.EASIER, position_ms, library)
    work, left = _goes_on_with(session, found)
    if found is None:
        easier = WayOn("Go on gently", f"There is nothing easier: as it was, {left}")
    else:
        easier = WayOn("Easier version", f"{capitalised(way_words(work, _worked(session)))}, {left}")
    name = session.step.exercise.short_name
    skip = WayOn(f"Skip {name[:1].lower()}{name[1:]}", _after_skipping(session))
    return WaysOn((easier, skip, WayOn("End session", "Everything you did is saved")), work)


def _worked(session: Session) -> Step:
    """The work it is in, or the one that it leads to."""
    return session.step if session.step.is_work else session.plan.next_work(session.index) or session.step


def _goes_on_with(session: Session, found: Change | None) -> tuple[Step, str]:
    """The first work that is done as it was changed to, and how much of it there is to do."""
    plan = found.plan if found else session.plan
    after, _ = changed(session, plan, 0)
    steps = [(index, step) for index, step in enumerate(plan.steps) if index >= after.index and step.is_work]
    meant = (found.after.variant, found.after.level) if found else None
    index, step = next(((at, step) for at, step in steps if meant in {None, (step.variant.id, step.level)}), steps[0])
    return step, _left_of(step, after.held if index == after.index else 0)


def _left_of(step: Step, held: int) -> str:
    """Reps or seconds from so many frames on."""
    if step.kind is StepKind.HOLD:
        return f"{-(-(frames(step.duration_ms) - held) // frames(1000))} s"
    reps = (step.reps or 0) - (held // frames(step.rep_ms) if step.rep_ms and not step.open_ended else 0)
    return "1 rep" if reps == 1 else f"{reps} reps"


def _after_skipping(session: Session) -> str:
    following = without_the_rest(session.plan, session.index).next_work(session.index)
    if following is None:
        return "Nothing left after it, so straight to the end"
    return f"{following.exercise.short_name} comes next"
