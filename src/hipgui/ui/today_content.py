"""What Today has to say: the plan of the person's choices, or why there is none, and a session to take up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hipgui.core.plan import PlanError, plan
from hipgui.core.spoken import capitalised, side_words
from hipgui.settings import POUNDS
from hipgui.ui.wording import Dose, doses

if TYPE_CHECKING:
    from datetime import datetime

    from hipgui.core.model import Library
    from hipgui.core.plan import Choices, Plan
    from hipgui.core.view import View
    from hipgui.settings import Settings

ROUTINES = ((10, "short"), (15, "middle"), (30, "full"))
"""Minutes on offer, and the routine each stands for."""


class Offer(NamedTuple):
    """A session that was stopped and can be taken up again."""

    title: str
    line: str
    left_ms: int


class Content(NamedTuple):
    """What Today shows. Without a plan, `trouble` says why."""

    settings: Settings
    doses: tuple[Dose, ...]
    plan: Plan | None
    trouble: str
    before: str
    now: datetime
    offer: Offer | None = None

    @property
    def asks_for_brief(self) -> bool:
        """Whether fewer words are on offer: not beside another question."""
        return self.settings.offers_brief and self.offer is None and self.plan is not None


class Planned(NamedTuple):
    """The plan of what was chosen, or in `trouble` the sentence that says why there is none."""

    plan: Plan | None
    trouble: str = ""


def planned(library: Library, settings: Settings, choices: Choices | None = None) -> Planned:
    """The session that Start begins; `choices` stand for those of the settings."""
    try:
        return Planned(plan(library.routine(settings.routine), library, choices or settings.choices()))
    except PlanError as error:
        return Planned(None, str(error))


def content_of(library: Library, settings: Settings, ready: Planned, now: datetime, offer: Offer | None) -> Content:
    """Everything Today shows."""
    exercises = library.routine(settings.routine).exercises
    if ready.plan:
        shown = doses(ready.plan, library, exercises, pounds=settings.units == POUNDS)
    else:
        shown = tuple(Dose(library.exercise(exercise_id), None) for exercise_id in exercises)
    return Content(settings, shown, ready.plan, ready.trouble, library.before, now, offer)


def offer_of(view: View) -> Offer:
    """A stopped session, offered to be taken up again."""
    step, whole = view.step, view.session.plan
    name = step.exercise.short_name
    number = f", set {step.set_number} of {step.sets}" if step.set_number else ""
    return Offer(
        title=f"Go on with {name[:1].lower()}{name[1:]}",
        line=f"{capitalised(side_words(step.exercise, step.side))}{number}.",
        left_ms=whole.duration_ms - view.session_ms,
    )
