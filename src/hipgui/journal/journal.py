"""The journal as the player sees it: it is told what happens, and never keeps anybody waiting."""

from __future__ import annotations

import atexit
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hipgui.journal.entries import Answered, Began, Changed, Chose, Ended, Removed, Replanned, Session, Stood, Worked
from hipgui.journal.steps import encoded, encoded_dose
from hipgui.journal.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hipgui.core.history import Past
    from hipgui.core.ladder import Dose, Load
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan, Step
    from hipgui.core.progression import Answer
    from hipgui.core.unfinished import Unfinished

EVERY_MS = 100
"""How far a session moves on before its place is written again: with how often the player tells, less than a second."""


def local_now() -> datetime:
    """The time of day here."""
    return datetime.now(UTC).astimezone()


class Journal:
    """Keeps sessions in the file at `path`. Call it from one thread, but for `flush`; a thread of its own writes.

    `spares` are folders for what `path` does not take. `now` tells the time of day with its zone.
    """

    def __init__(self, path: Path, spares: Sequence[Path] = (), now: Callable[[], datetime] = local_now) -> None:
        self._writer = Writer(path, spares)
        self._now = now
        self._session: Session | None = None
        self._loads: dict[tuple[str, str], Load | None] = {}
        """What is carried, by exercise and the words that a step has for it."""
        self._last_index = 0
        self._number = 0
        self._pauses = 0
        self._place = (0, 0)
        self._is_finished = False

    @property
    def number(self) -> int:
        """How many sets and changes of the session were told."""
        return self._number

    def began(self, plan: Plan) -> None:
        """A session was started."""
        now = self._now()
        offset = now.utcoffset()
        session = Session(
            uid=uuid.uuid4().hex,
            routine=plan.routine,
            began_ms=_epoch_ms(now),
            offset_s=round(offset.total_seconds()) if offset else 0,
            planned_ms=plan.duration_ms,
            doses=tuple((exercise, encoded_dose(dose)) for exercise, dose in plan.doses.items()),
        )
        self._enter(session, plan, 0, (0, 0))

    def resumed(self, unfinished: Unfinished) -> None:
        """A session that had been left is gone on with: what follows belongs to it."""
        session = Session(
            uid=unfinished.uid,
            routine=unfinished.plan.routine,
            began_ms=unfinished.began_ms,
            offset_s=unfinished.offset_s,
            planned_ms=unfinished.plan.duration_ms,
        )
        self._enter(session, unfinished.plan, unfinished.number, (unfinished.index, unfinished.position_ms))

    def _enter(self, session: Session, plan: Plan, number: int, place: tuple[int, int]) -> None:
        self._session, self._number, self._pauses, self._place = session, number, 0, place
        self._is_finished = False
        self._loads.clear()
        atexit.unregister(self.close)
        atexit.register(self.close)  # whatever ends the program in order does not cost the last set
        self._writer.post(Began(self._follow(session, plan), _epoch_ms(self._now()), *place))

    def _follow(self, session: Session, plan: Plan) -> Session:
        """The session goes on by this plan."""
        self._session = replace(session, steps=encoded(plan))
        self._last_index = len(plan.steps) - 1
        for step in plan.steps:
            dose = plan.doses.get(step.exercise.id)
            if dose and (dose.level, dose.variant) == (step.level, step.variant.id):
                self._loads[step.exercise.id, step.load] = dose.load
        return self._session

    def changed(  # noqa: PLR0913, PLR0917  one report, told in one call
        self, what: str, plan: Plan, index: int, position_ms: int, exercise: str, before: Dose, after: Dose | None
    ) -> None:
        """The person changed the session at `position_ms` of step `index`; from here on it goes by `plan`.

        `what` is "easier", "harder", "deeper", "hurt" or "skipped".
        """
        if self._session is None:
            return
        self._number += 1
        self._place = (index, position_ms)
        entry = Changed(
            session=self._follow(self._session, plan),
            number=self._number,
            what=what,
            index=index,
            position_ms=position_ms,
            exercise=exercise,
            before=encoded_dose(before),
            after=encoded_dose(after) if after else None,
            now_ms=_epoch_ms(self._now()),
        )
        self._writer.post(entry)

    def replanned(self, plan: Plan) -> None:
        """The session goes on by another plan: a longer rest, another side first."""
        if self._session is not None:
            self._writer.post(Replanned(self._follow(self._session, plan), _epoch_ms(self._now())))

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001  as reported
        """One side of a set was done, or left after so many whole reps and milliseconds."""
        if self._session is None:
            return
        self._number += 1
        following = None if index >= self._last_index or self._is_finished else index + 1
        entry = Worked(
            session=self._session,
            number=self._number,
            step=step,
            load=self._loads.get((step.exercise.id, step.load)),
            index=index,
            reps=reps,
            ms=ms,
            skipped=skipped,
            pauses=self._pauses,
            following=following,
            now_ms=_epoch_ms(self._now()),
        )
        self._pauses = 0
        self._place = (following or index, 0)
        self._writer.post(entry)

    def at(self, index: int, position_ms: int) -> None:
        """Where the session stands. Call it as often as you like."""
        last_index, last_ms = self._place
        if index != last_index or abs(position_ms - last_ms) >= EVERY_MS:
            self._stand(index, position_ms)

    def paused(self, index: int, position_ms: int) -> None:
        """The session was paused."""
        self._pauses += 1
        self._stand(index, position_ms)

    def ended(self, finished: bool) -> None:  # noqa: FBT001  a fact, not a switch
        """The session is over: to its end, or before; one that was stopped may go on all the same."""
        if self._session is not None:
            self._is_finished |= finished
            self._writer.post(Ended(self._session, self._is_finished, _epoch_ms(self._now())))

    def answered(self, exercise: str, answer: Answer | None) -> None:
        """How an exercise of the last session felt; None takes the answer back."""
        if self._session is not None:
            self._writer.post(Answered(self._session, exercise, answer, _epoch_ms(self._now())))

    def mended(self, past: Past, exercise: str, answer: Answer | None) -> None:
        """How an exercise of any session felt, told afterwards; None takes the answer back."""
        self._writer.post(Answered(_session_of(past), exercise, answer, _epoch_ms(self._now())))

    def chose(self, exercise: str, dose: Dose | None) -> None:
        """The person chose a dose for the next time of an exercise; None takes the choice back."""
        self._writer.post(Chose(exercise, encoded_dose(dose) if dose else None, _epoch_ms(self._now())))

    @property
    def present(self) -> str:
        """The uid of the session that was told last, "" for none."""
        return self._session.uid if self._session else ""

    def removed(self, past: Past) -> None:
        """A session was deleted; it can be brought back for a day."""
        self._writer.post(Removed(_session_of(past), _epoch_ms(self._now())))

    def restored(self, past: Past) -> None:
        """A deleted session is brought back."""
        self._writer.post(Removed(_session_of(past), None))

    def close(self) -> None:
        """Wait until everything is written, at most some seconds. The journal may be used again afterwards."""
        atexit.unregister(self.close)
        self._writer.close()

    def notices(self) -> list[Notice]:
        """What the person should know, since this was last asked."""
        return self._writer.notices()

    def wake(self) -> None:
        """Get the file ready, if there is one: an older one is brought up to date, what lay elsewhere is brought in."""
        if self._writer.has_work():
            self._writer.start()

    def flush(self, wait_s: float = 5.0) -> bool:
        """Wait until everything so far was tried; whether all of it is on the disk."""
        return self._writer.flush(wait_s)

    def _stand(self, index: int, position_ms: int) -> None:
        if self._session is not None and not self._is_finished:
            self._place = (index, position_ms)
            self._writer.post(Stood(self._session, index, position_ms, _epoch_ms(self._now())))


class NullJournal:
    """Keeps nothing."""

    def began(self, plan: Plan) -> None:
        """Pass over it."""

    def resumed(self, unfinished: Unfinished) -> None:
        """Pass over it."""

    def changed(  # noqa: PLR0913, PLR0917  one report, told in one call
        self, what: str, plan: Plan, index: int, position_ms: int, exercise: str, before: Dose, after: Dose | None
    ) -> None:
        """Pass over it."""

    def replanned(self, plan: Plan) -> None:
        """Pass over it."""

    def answered(self, exercise: str, answer: Answer | None) -> None:
        """Pass over it."""

    def mended(self, past: Past, exercise: str, answer: Answer | None) -> None:
        """Pass over it."""

    def chose(self, exercise: str, dose: Dose | None) -> None:
        """Pass over it."""

    def removed(self, past: Past) -> None:
        """Pass over it."""

    def restored(self, past: Past) -> None:
        """Pass over it."""

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001  the port
        """Pass over it."""

    def at(self, index: int, position_ms: int) -> None:
        """Pass over it."""

    def paused(self, index: int, position_ms: int) -> None:
        """Pass over it."""

    def ended(self, finished: bool) -> None:  # noqa: FBT001  the port
        """Pass over it."""

    def close(self) -> None:
        """There is nothing to close."""

    def notices(self) -> list[Notice]:
        """There is nothing to tell."""
        return []

    def wake(self) -> None:
        """There is nothing to get ready."""

    def flush(self, wait_s: float = 5.0) -> bool:  # noqa: ARG002  like the real one's
        """There is nothing to wait for."""
        return True


def _session_of(past: Past) -> Session:
    return Session(past.uid, past.routine, past.began_ms, past.offset_s, past.planned_ms)


def _epoch_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
