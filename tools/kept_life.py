"""Writes the two months of `two_months.py` into a journal, as the player would have told them.

    python tools/kept_life.py FILE [--until 2025-11-23] [--seed 7]

Nothing is put into the file but by the journal itself, so it is what a person's own would be after these sessions.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from hipgui.content.load import load_library
from hipgui.core.model import Routine, Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.replan import replan
from hipgui.journal.journal import Journal
from tools.two_months import JOURNEY, SESSIONS, Line, born, live

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.progression import Outcome

EVENING = time(18, 30, tzinfo=UTC)
LONG_MIN = 120


class Life:
    """A journal, and the clock of whoever writes it."""

    def __init__(self, path: Path, library: Library, seed: int = 7) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self._library = library
        self._person = born(library, seed=seed)
        self._journal = Journal(path, now=lambda: self._now)

    def write(self, until: date) -> None:
        """Live, so that the last session is on that day."""
        lines = (line for line in live(self._person, until - timedelta(days=SESSIONS - 1)) if isinstance(line, Line))
        for _, session in groupby(lines, lambda line: line.session):
            self._session(list(session))
            self._journal.flush()
        self._journal.close()

    def _session(self, lines: list[Line]) -> None:
        outcomes = [line.outcome for line in lines]
        self._now = datetime.combine(outcomes[0].day, EVENING)
        exercises = tuple(outcome.exercise for outcome in outcomes)
        routine = "full" if len(exercises) > 1 else exercises[0]
        kit = self._person.kit
        doses = {outcome.exercise: outcome.begun or outcome.dose for outcome in outcomes}
        cut = {outcome.exercise: _cut(doses[outcome.exercise], outcome) for outcome in outcomes}
        away = lines[0].session in JOURNEY
        own = kit.props - {load.prop for load in kit.loads} if away else kit.props
        one = plan(
            Routine(routine, routine, exercises, LONG_MIN),
            self._library,
            Choices(doses=cut, kit=own, loads=() if away else kit.loads),
        )
        one = replace(one, doses=doses)
        self._journal.began(one)
        for outcome in outcomes:
            one = self._exercise(one, outcome)
        self._now += timedelta(minutes=1)
        self._journal.ended(finished=True)
        for outcome in outcomes:
            if outcome.answer:
                self._journal.answered(outcome.exercise, outcome.answer)

    def _exercise(self, one: Plan, outcome: Outcome) -> Plan:
        """Tell what was done of one exercise; the plan as it then is."""
        exercise = self._library.exercise(outcome.exercise)
        first = next(at for at, step in enumerate(one.steps) if step.is_work and step.exercise is exercise)
        if outcome.hurt_at:
            self._journal.changed("hurt", one, first, 0, exercise.id, outcome.hurt_at, None)
        if outcome.begun:
            easier = replan(one, (first, 0), outcome.dose, one.kit, self._library)
            easier = replace(easier, doses={**one.doses, exercise.id: outcome.dose})
            self._journal.changed("easier", easier, first, 0, exercise.id, outcome.begun, outcome.dose)
            one = easier
        for index, step in enumerate(one.steps):
            if step.exercise is not exercise:
                continue
            self._now += timedelta(milliseconds=step.duration_ms)
            if not step.is_work:
                continue
            done = outcome.right if step.side is Side.RIGHT else outcome.left
            number = (step.set_number or 1) - 1
            amount = done[number] if number < len(done) else 0
            planned = step.reps or step.duration_ms // 1000
            if amount:
                ms = step.rep_ms * amount if step.kind is StepKind.REPS else amount * 1000
                reps = min(amount, planned) if step.reps else 0
                self._journal.worked(step, index, reps, min(ms, step.duration_ms), skipped=amount < planned)
        return one


def _cut(dose: Dose, outcome: Outcome) -> Dose:
    """What the minutes left of a dose."""
    most = max(outcome.planned, default=0)
    return replace(dose.with_amount(most), sets=len(outcome.planned)) if most < int(outcome.dose.amount) else dose


def main() -> None:
    """Write the life that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2025, 11, 23))
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    Life(asked.file, load_library(), asked.seed).write(asked.until)


if __name__ == "__main__":
    main()
