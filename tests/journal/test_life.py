"""A life of two months that went through the journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hipgui.core.history import Span
from hipgui.core.progression import propose, verdict
from hipgui.journal.outcomes import outcomes
from hipgui.journal.sessions import history
from tools.kept_life import Life
from tools.two_months import SESSIONS, Line, born, live

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library

UNTIL = date(2025, 11, 23)


def test_what_is_proposed_from_the_journal_is_what_is_proposed_from_life_itself(path: Path, library: Library) -> None:
    Life(path, library).write(UNTIL)
    person = born(library)
    lived = [line for line in live(person, UNTIL - timedelta(days=SESSIONS - 1)) if isinstance(line, Line)]
    kept = outcomes(path, library)
    for number, line in enumerate(lived):
        exercise = library.exercise(line.outcome.exercise)
        assert (kept[number].exercise, kept[number].day) == (line.outcome.exercise, line.outcome.day)
        assert verdict(exercise, kept[number]) is verdict(exercise, line.outcome)
        proposal = propose(exercise, kept[: number + 1], person.kit, library.words, person.level)
        assert proposal == line.proposal, line
    assert len(kept) == len(lived)
    assert history(path, Span.THREE_MONTHS, UNTIL).sessions == SESSIONS
