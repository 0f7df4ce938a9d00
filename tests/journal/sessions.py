"""What journal tests do: let a session be played, and look into the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.plan import Plan
    from hipgui.journal.journal import Journal


def play(journal: Journal, plan: Plan, *, first: int = 0, last: int | None = None) -> int:
    """Do steps `first` to `last` of a plan as the player reports them; how many sets that were."""
    done = 0
    steps = plan.steps if last is None else plan.steps[: last + 1]
    if not first:
        journal.began(plan)
    for index, step in list(enumerate(steps))[first:]:
        journal.at(index, step.duration_ms // 2)
        if step.is_work:
            journal.worked(step, index, step.reps or 0, step.duration_ms, skipped=False)
            done += 1
    if last is None:
        journal.ended(finished=True)
    return done


def rows(path: Path, question: str) -> list[tuple[Any, ...]]:
    """What the file answers."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def finished(path: Path) -> int:
    """How many sessions were carried through to their end."""
    ((count,),) = rows(path, "SELECT count(*) FROM past WHERE outcome = 'finished'")
    return int(count)
