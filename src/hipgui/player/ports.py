"""What the player needs of others: a sound room, a journal, and sentences for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.ladder import Dose
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Item, Phrase
    from hipgui.core.unfinished import Unfinished


class Sound(Protocol):
    """What the player needs of the sound room: a clock in frames, and clips placed on it. No call may block."""

    def now(self) -> int:
        """The frame that is being heard."""

    def head(self) -> int:
        """The first frame that can still be changed."""

    def want(self, phrases: Sequence[Phrase], /) -> None:
        """Render these, in this order; earlier wishes are forgotten."""

    def start(self) -> None:
        """Let the device play, for the whole of a session."""

    def ready(self) -> bool:
        """Whether what is placed now is heard on time: the device plays, or there is none to wait for."""

    def stop(self) -> None:
        """Let it sleep again."""

    def length_s(self, item: Item, /) -> float | None:
        """Exact seconds of a clip, None while there is none."""

    def failed(self, phrase: Phrase, /) -> bool:
        """Whether the clip will not come."""

    def place(self, item: Item, at: int, /) -> None:
        """Start a clip exactly at a frame, or at the head where that is past."""

    def miss(self, phrase: Phrase, /) -> None:
        """Count a phrase that should be heard by now and was never placed, for its clip did not come."""

    def clear(self, *, fade: bool) -> None:
        """Forget what has not begun; with `fade`, silence what has."""

    def set_muted(self, muted: bool, /) -> None:  # noqa: FBT001  a plain setter
        """Silence, while the clock goes on."""

    def notices(self) -> Sequence[Notice]:
        """What a person should be told, each once."""


class Journal(Protocol):
    """What the player tells whoever keeps the record. No call may block."""

    def began(self, plan: Plan) -> None:
        """A session was started."""

    def resumed(self, unfinished: Unfinished) -> None:
        """A session that had been left is gone on with, in place of `began`: what follows belongs to it."""

    def changed(  # noqa: PLR0913, PLR0917  one report, told in one call
        self, what: str, plan: Plan, index: int, position_ms: int, exercise: str, before: Dose, after: Dose | None
    ) -> None:
        """The person changed the session at `position_ms` of step `index`; from here on it goes by `plan`.

        `what` is a `core.change.What`; where it hurts, or the exercise is left out, there is no dose after it.
        What is under way may be told by `worked` afterwards.
        """

    def replanned(self, plan: Plan) -> None:
        """The session goes on by another plan with the same doses: a longer rest, another side first."""

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001  a fact
        """One side of a set was done, or left after so many whole reps and milliseconds.

        The same side of a set may be told again, when it was taken up again.
        """

    def at(self, index: int, position_ms: int) -> None:
        """Where the session stands, more than once a second."""

    def paused(self, index: int, position_ms: int) -> None:
        """The session was paused."""

    def ended(self, finished: bool) -> None:  # noqa: FBT001  a fact, not a switch
        """The session is over: to its end, or before. A person may go on all the same: then it ends once more."""

    def notices(self) -> Sequence[Notice]:
        """What a person should be told, each once."""
