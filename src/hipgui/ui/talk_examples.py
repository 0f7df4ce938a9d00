"""What the voice says of one rep: an example of an amount of talk, in the packs' own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.score import settle

if TYPE_CHECKING:
    from hipgui.core.cue import Cue, Voice
    from hipgui.core.model import Library
    from hipgui.core.plan import Step

REP = 2
"""The first one with all there is to say: phases, its number, and what to mind."""


class Example:
    """The second rep of the first set of reps there is."""

    def __init__(self, library: Library) -> None:
        plans = (plan(routine, library, Choices()) for routine in library.routines)
        places = ((whole, index) for whole in plans for index in range(len(whole.steps)))
        self._place = next(((whole, index) for whole, index in places if _is_set(whole.steps[index])), None)

    def cues(self, voice: Voice) -> tuple[Cue, ...]:
        """What `voice` says of it, in milliseconds from its start; nothing where no pack has reps."""
        if self._place is None:
            return ()
        whole, index = self._place
        rep_ms = whole.steps[index].rep_ms
        begin, end = (REP - 1) * rep_ms, REP * rep_ms
        heard = [cue for cue in settle(whole, index, voice).cues if begin <= cue.at_ms < end]
        return tuple(replace(cue, at_ms=cue.at_ms - begin) for cue in heard)


def _is_set(step: Step) -> bool:
    return step.kind is StepKind.REPS and (step.reps or 0) > REP


def quoted(cues: tuple[Cue, ...]) -> str:
    """The words of these cues as a quotation; empty where nothing is said."""
    said = " ".join(cue.text if cue.text.endswith(".") else f"{cue.text}." for cue in cues if cue.is_speech)
    return f"“{said}”" if said else ""
