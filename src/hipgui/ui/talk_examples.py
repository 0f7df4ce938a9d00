"""What the voice says in a set of reps: an example of an amount of talk, in the packs' own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.score import settle

if TYPE_CHECKING:
    from hipgui.core.cue import Cue, Voice
    from hipgui.core.model import Library
    from hipgui.core.plan import Step

FIRST, LAST = 2, 3
"""Phases are voiced in the second rep for the last time, what to mind is said from the third on."""


class Example:
    """From the top of the second rep to the end of the third, in the first set of reps there is."""

    def __init__(self, library: Library) -> None:
        plans = (plan(routine, library, Choices()) for routine in library.routines)
        places = ((whole, index) for whole in plans for index in range(len(whole.steps)))
        self._place = next(((whole, index) for whole, index in places if _is_set(whole.steps[index])), None)

    def cues(self, voice: Voice) -> tuple[Cue, ...]:
        """What `voice` says of it, in milliseconds from its start; nothing where no pack has reps."""
        if self._place is None:
            return ()
        whole, index = self._place
        step = whole.steps[index]
        up_ms = round(step.tempo.up_s * 1000) if step.tempo else 0
        begin, end = (FIRST - 1) * step.rep_ms + up_ms, LAST * step.rep_ms
        heard = [cue for cue in settle(whole, index, voice).cues if begin <= cue.at_ms < end]
        return tuple(replace(cue, at_ms=cue.at_ms - begin) for cue in heard)


def _is_set(step: Step) -> bool:
    return step.kind is StepKind.REPS and (step.reps or 0) > LAST


def quoted(cues: tuple[Cue, ...]) -> str:
    """The words of these cues as a quotation; empty where nothing is said."""
    said = " ".join(cue.text if cue.text.endswith(".") else f"{cue.text}." for cue in cues if cue.is_speech)
    return f"“{said}”" if said else ""
