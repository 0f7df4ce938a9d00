"""Sessions of the past for the window's tests: written into a real journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hipgui.core.plan import Choices, plan
from hipgui.journal.journal import Journal
from tests.ui.conftest import SUNDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.progression import Answer


def keep(
    file: Path,
    one: Plan,
    days_ago: float,
    answers: Sequence[Answer | None] = (),
    *,
    last: int | None = None,
    at_ms: int = 0,
) -> None:
    """A session of some days ago with its exercises' answers.

    Everything was done, or all before step `last`, in which it was cut off at `at_ms`.
    """
    journal = Journal(file, now=lambda: SUNDAY - timedelta(days=days_ago))
    journal.began(one)
    for index, step in enumerate(one.steps[:last]):
        if step.is_work:
            journal.worked(step, index, step.reps or 0, step.duration_ms, skipped=False)
    if last is None:
        journal.ended(finished=True)
    else:
        journal.at(last, at_ms)
    for exercise, answer in zip(one.doses, answers, strict=False):
        journal.answered(exercise, answer)
    journal.close()


def full(library: Library) -> Plan:
    """All three exercises, at the standard level."""
    return plan(library.routine("full"), library, Choices())
