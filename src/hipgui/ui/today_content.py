"""What Today has to say: the plan of the person's choices, or why there is none, and a session to take up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hipgui.core.plan import PlanError, plan
from hipgui.core.session import State
from hipgui.core.spoken import capitalised, side_words
from hipgui.core.weeks import local_time
from hipgui.settings import POUNDS
from hipgui.ui.wording import Dose, doses

if TYPE_CHECKING:
    from datetime import datetime

    from hipgui.core.model import Library
    from hipgui.core.plan import Choices, Plan, Step
    from hipgui.core.unfinished import Unfinished
    from hipgui.core.view import View
    from hipgui.settings import Settings
    from hipgui.ui.course import Course

ROUTINES = ((10, "short"), (15, "middle"), (30, "full"))
"""Minutes on offer, and the routine each stands for."""


class Offer(NamedTuple):
    """A session that was stopped and can be taken up again."""

    title: str
    line: str
    left_ms: int


class Content(NamedTuple):
    """What Today shows. Without a plan, `trouble` says why. What is not `known` yet is left open for a moment."""

    settings: Settings
    doses: tuple[Dose, ...]
    plan: Plan | None
    trouble: str
    before: str
    now: datetime
    offer: Offer | None = None
    level: int | None = None
    """As `Course.level` tells it."""
    proposes: bool = False
    before_run: bool = False
    reminder: str = ""
    known: bool = True

    def value(self, field: str) -> object:
        """What is chosen of an option."""
        return getattr(self if field in {"level", "before_run"} else self.settings, field)

    @property
    def asks_for_brief(self) -> bool:
        """Whether fewer words are on offer: not beside another question."""
        return self.settings.offers_brief and self.offer is None and self.plan is not None


class Planned(NamedTuple):
    """The plan of what was chosen, or in `trouble` the sentence that says why there is none."""

    plan: Plan | None
    trouble: str = ""


def planned(library: Library, settings: Settings, choices: Choices) -> Planned:
    """The session that Start begins."""
    try:
        return Planned(plan(library.routine(settings.routine), library, choices))
    except PlanError as error:
        return Planned(None, str(error))


def content_of(library: Library, settings: Settings, ready: Planned, course: Course, view: View | None) -> Content:
    """Everything Today shows; `view` is the present session's."""
    exercises = library.routine(settings.routine).exercises
    if ready.plan:
        shown = doses(ready.plan, library, exercises, pounds=settings.units == POUNDS)
    else:
        shown = tuple(Dose(library.exercise(exercise_id), None) for exercise_id in exercises)
    whys = {name: one.why for name, one in course.nexts.items()}
    return Content(
        settings=settings,
        doses=tuple(one._replace(why=whys[one.exercise.id]) if one.work else one for one in shown),
        plan=ready.plan,
        trouble=ready.trouble,
        before=library.before,
        now=course.now(),
        offer=_offer_of(course, view),
        level=course.level(exercises),
        proposes=course.proposes,
        before_run=course.before_run,
        reminder=course.reminder(exercises),
        known=course.is_known,
    )


def _offer_of(course: Course, view: View | None) -> Offer | None:
    """A session that was stopped, or was left before this start."""
    if view is None:
        return offer_left(course.left, course.now()) if course.left else None
    return offer_of(view) if view.state is State.STOPPED else None


def offer_of(view: View) -> Offer:
    """A stopped session, offered to be taken up again."""
    return _offer(view.step, view.session.plan.duration_ms - view.session_ms)


def offer_left(left: Unfinished, now: datetime) -> Offer:
    """A session that was left before this start, offered to be gone on with."""
    whole, step = left.plan, left.plan.steps[left.index]
    began = local_time(left.began_ms, left.offset_s)
    when = f"{began:%H:%M}" if began.date() == now.date() else f"{began:%A, %H:%M}"
    found = _offer(step, whole.duration_ms - whole.starts_ms[left.index] - left.position_ms)
    return found._replace(line=f"{found.line} Begun {when}.")


def _offer(step: Step, left_ms: int) -> Offer:
    name = step.exercise.short_name
    number = f", set {step.set_number} of {step.sets}" if step.set_number else ""
    return Offer(
        title=f"Go on with {name[:1].lower()}{name[1:]}",
        line=f"{capitalised(side_words(step.exercise, step.side))}{number}.",
        left_ms=left_ms,
    )
