"""Easier and harder pressed at any moment of a set: what was heard of it from start to end is still one set."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.cue import FRAMES_PER_MS, Role, Voice
from hipgui.core.plan import StepKind
from hipgui.core.session import Command
from hipgui.core.sounds import SAMPLE_RATE
from tests.timelines.effort import examples
from tests.timelines.small import library, real_plan
from tests.timelines.stage import Stage

if TYPE_CHECKING:
    from tests.timelines.stage import Said

FIRST = 1
ANSWERED_MS = 6_000
"""Later in a hold the answer would take the place of the countdown."""
presses = st.lists(
    st.tuples(st.floats(0.3, 12), st.sampled_from((Command.EASIER, Command.HARDER))), min_size=1, max_size=3
)


def was_cut(stage: Stage, said: Said) -> bool:
    """Whether an answer faded it: then it may be said again."""
    near = 0.1 * SAMPLE_RATE
    return any(cut.text == said.cue.text and abs(cut.start - said.frame) < near for cut in stage.sound.cuts)


@given(
    routine=st.sampled_from(("march", "lift", "lizard")),
    level=st.integers(1, 5),
    seed=st.integers(0, 9),
    presses=presses,
)
@examples(25, shrink=False)
def test_a_set_that_is_changed_while_it_runs_is_heard_as_one(
    routine: str, level: int, seed: int, presses: list[tuple[float, Command]]
) -> None:
    words = library().words
    stage = Stage(real_plan(routine, level=level, minutes=60), Voice(words, seed=seed))
    stage.start()
    stage.run_to(0.1, FIRST)
    kind = stage.player.view().step.kind
    for wait_s, command in presses:
        stage.run(wait_s)
        view = stage.player.view()
        if view.step.kind is not StepKind.SWITCH and view.remaining_ms > ANSWERED_MS:
            stage.press(command)
    while stage.player.view().step.kind is not StepKind.SWITCH:
        stage.run(0.5)
    start_s = 30.0
    in_the_set = [said for said in stage.said if said.frame / FRAMES_PER_MS / 1000 >= start_s]
    form = [said for said in in_the_set if said.cue.role is Role.FORM and not was_cut(stage, said)]
    texts = [said.cue.text for said in form]
    assert len(texts) <= 3
    assert len(set(texts)) == len(texts)
    apart_ms = {StepKind.REPS: 15_000, StepKind.HOLD: 20_000}[kind]
    assert all(second.frame - first.frame >= (apart_ms - 40) * FRAMES_PER_MS for first, second in pairwise(form))
    numbers = words.of("numbers")
    counted = [said for said in in_the_set if said.cue.role is Role.COUNT]
    for said in counted:
        if said.cue.text not in words.of("last_one"):
            assert said.rep == numbers.index(said.cue.text.strip(".").lower()), "voice and dial show the same rep"
    reps = [said.rep for said in counted]
    assert reps == sorted(set(reps)), "no rep is counted twice"
    if kind is StepKind.HOLD:
        marks = [said.cue.text for said in in_the_set if said.cue.role is Role.COUNTDOWN and said.cue.is_speech]
        assert marks == ["Three.", "Two.", "One."]
