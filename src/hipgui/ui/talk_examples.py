"""What the voice says of one rep: an example of an amount of talk, in the packs' own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.score import settle

if TYPE_CHECKING:
    from hipgui.core.cue import Cue, Voice
    from hipgui.core.model import Library

REP = 2
"""The first one with all there is to say: phases, its number, and what to mind."""


def rep_cues(library: Library, voice: Voice) -> tuple[Cue, ...]:
    """The cues of the second rep of the first set there is, in milliseconds from its start; none without any set."""
    for routine in library.routines:
        whole = plan(routine, library, Choices())
        for index, step in enumerate(whole.steps):
            if step.kind is StepKind.REPS and (step.reps or 0) > REP:
                begin, end = (REP - 1) * step.rep_ms, REP * step.rep_ms
                heard = [cue for cue in settle(whole, index, voice).cues if begin <= cue.at_ms < end]
                return tuple(replace(cue, at_ms=cue.at_ms - begin) for cue in heard)
    return ()


def quoted(cues: tuple[Cue, ...]) -> str:
    """The words of these cues as a quotation; empty where nothing is said."""
    said = " ".join(cue.text if cue.text.endswith(".") else f"{cue.text}." for cue in cues if cue.is_speech)
    return f"“{said}”" if said else ""
