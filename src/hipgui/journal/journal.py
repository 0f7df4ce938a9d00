"""The journal as the player sees it: it is told what happens, and never keeps anybody waiting."""

from __future__ import annotations

import atexit
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hipgui.journal.entries import Began, Ended, Session, Stood, Worked
from hipgui.journal.steps import encoded
from hipgui.journal.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan, Step

OPEN_WAIT_S = 1.0
EVERY_MS = 500
"""How far a session moves on before its place is written again."""


def local_now() -> datetime:
    """The time of day here."""
    return datetime.now(UTC).astimezone()


class Journal:
    """Keeps sessions in the file at `path`. Call it from one thread; a thread of its own does the writing.

    `spares` are folders for what `path` does not take. `now` tells the time of day with its zone.
    """

    def __init__(self, path: Path, spares: Sequence[Path] = (), now: Callable[[], datetime] = local_now) -> None:
        self._writer = Writer(path, spares)
        self._now = now
        self._session: Session | None = None
        self._last_index = 0
        self._number = 0
        self._pauses = 0
        self._place = (0, 0)
        self._is_finished = False

    def began(self, plan: Plan) -> None:
        """A session was started."""
        now = self._now()
        offset = now.utcoffset()
        self._session = Session(
            uid=uuid.uuid4().hex,
            routine=plan.routine,
            began_ms=_epoch_ms(now),
            offset_s=round(offset.total_seconds()) if offset else 0,
            planned_ms=plan.duration_ms,
            steps=encoded(plan),
        )
        self._last_index = len(plan.steps) - 1
        self._number, self._pauses, self._place, self._is_finished = 0, 0, (0, 0), False
        atexit.unregister(self.close)
        atexit.register(self.close)  # whatever ends the program in order does not cost the last set
        self._writer.post(Began(self._session))

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

    def close(self) -> None:
        """Wait until everything is written, at most some seconds. The journal may be used again afterwards."""
        atexit.unregister(self.close)
        self._writer.close()

    def notices(self) -> list[Notice]:
        """What the person should know, since this was last asked."""
        return self._writer.notices()

    def finished_sessions(self) -> int:
        """How many sessions were carried through to their end; 0 where the file can't be read."""
        return self._writer.finished_sessions(OPEN_WAIT_S)

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

    def finished_sessions(self) -> int:
        """None were kept."""
        return 0

    def flush(self, wait_s: float = 5.0) -> bool:  # noqa: ARG002  like the real one's
        """There is nothing to wait for."""
        return True


def _epoch_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
