"""What a face shows of a moment, checked millisecond by millisecond."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.cue import Cue, Role
from hipgui.core.plan import StepKind
from hipgui.core.session import Session, State, frames
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.view import Phase, phase_at, view
from tests.timelines.effort import examples
from tests.timelines.small import real_plan, small_plan


@pytest.mark.parametrize(
    ("position_ms", "expected"),
    [
        (0, (Phase.UP, 0, 2_000, 1, 1)),
        (1_999, (Phase.UP, 1_999, 2_000, 1, 1)),
        (2_000, (Phase.TOP, 0, 1_000, 1, 1)),
        (3_000, (Phase.DOWN, 0, 2_000, 1, 1)),
        (4_999, (Phase.DOWN, 1_999, 2_000, 1, 1)),
        (5_000, (Phase.UP, 0, 2_000, 1, 2)),
        (9_999, (Phase.DOWN, 1_999, 2_000, 1, 2)),
        (10_000, (Phase.UP, 0, 2_000, 2, 1)),
        (29_999, (Phase.DOWN, 1_999, 2_000, 3, 2)),
        (30_000, (Phase.DOWN, 2_000, 2_000, 3, 2)),
    ],
)
def test_a_two_way_rep(position_ms: int, expected: tuple[Phase, int, int, int, int]) -> None:
    assert phase_at(small_plan("lift").steps[1], position_ms) == expected


def test_a_rep_without_a_pause_has_no_top() -> None:
    step = small_plan("lift", level=1).steps[1]
    assert {phase_at(step, position_ms)[0] for position_ms in range(0, step.duration_ms, 100)} == {Phase.UP, Phase.DOWN}


def test_what_is_not_counted() -> None:
    plan = small_plan("lizard")
    assert [phase_at(step, 4_000) for step in plan.steps] == [
        (Phase.PREPARE, 4_000, 16_000, 0, 1),
        (Phase.HOLD, 4_000, 40_000, 0, 1),
        (Phase.SWITCH, 4_000, 9_000, 0, 1),
        (Phase.HOLD, 4_000, 40_000, 0, 1),
    ]
    rest = small_plan("march").steps[4]
    assert phase_at(rest, 99_000) == (Phase.REST, 16_000, 16_000, 0, 1)
    own_pace = small_plan("march", self_paced=True).steps[1]
    assert phase_at(own_pace, 7_000) == (Phase.UP, 7_000, 20_000, 1, 1)


@given(level=st.integers(1, 5), data=st.data())
@examples(60)
def test_phases_lie_end_to_end_at_every_level(level: int, data: st.DataObject) -> None:
    """Passed and length belong together, reps never go back, and a phase's end is the next one's start."""
    steps = [step for step in real_plan("full", level=level).steps if step.kind is StepKind.REPS]
    step = data.draw(st.sampled_from(steps))
    position_ms = data.draw(st.integers(0, step.duration_ms - 1))
    phase, passed_ms, length_ms, rep, way = phase_at(step, position_ms)
    assert 0 <= passed_ms < length_ms
    assert 1 <= rep <= (step.reps or 0)
    assert 1 <= way <= (step.ways or 0)
    after = phase_at(step, position_ms - passed_ms + length_ms)
    begins_ms = phase_at(step, position_ms - passed_ms)
    assert (begins_ms[0], begins_ms[1]) == (phase, 0)
    assert after[1] == 0 or position_ms - passed_ms + length_ms == step.duration_ms
    assert after[3:] >= (rep, way)


def cue(at_ms: int, text: str, role: Role) -> Cue:
    return Cue(at_ms, 500, Phrase(text, 140), role, "")


def test_a_moment_of_a_session() -> None:
    session = Session(small_plan("march"), State.PLAYING, 1, anchor=frames(100))
    cues = (
        Cue(0, 200, Tone.START, Role.SIDE, ""),
        cue(0, "Up.", Role.PHASE),
        cue(2_000, "One.", Role.COUNT),
        cue(4_000, "Hips level", Role.FORM),
        cue(9_000, "No lean", Role.FORM),
    )
    shown = view(session, frames(7_100), cues)
    assert (shown.position_ms, shown.remaining_ms, shown.session_ms) == (7_000, 13_000, 23_000)
    assert (shown.phase, shown.rep, shown.caption, shown.lead_in_ms) == (Phase.TOP, 2, "Hips level", None)
    assert (shown.index, shown.state, shown.step) == (1, State.PLAYING, session.step)
    assert shown.next_work is session.plan.steps[3]
    assert view(session, frames(3_000), cues).caption == ""
    assert view(session, frames(50)).position_ms == 0


def test_a_lead_in_counts_down_in_whole_milliseconds() -> None:
    session = Session(small_plan("march"), State.LEAD_IN, 1, held=frames(7_000), lead_in=frames(3_000))
    assert [view(session, now).lead_in_ms for now in (0, 1, frames(2_999) + 1, frames(3_000))] == [3_000, 3_000, 1, 0]
    assert view(session, frames(2_000)).position_ms == 7_000


def test_a_step_that_waits_shows_its_end() -> None:
    session = Session(small_plan("march", self_paced=True), State.WAITING, 1)
    shown = view(session, frames(60_000))
    assert (shown.position_ms, shown.remaining_ms, shown.session_ms) == (60_000, 0, 16_000 + 20_000)


def test_the_end_of_a_session() -> None:
    plan = small_plan("march")
    finished = Session(plan, State.FINISHED, len(plan.steps) - 1, held=frames(20_000))
    shown = view(finished, 10**10)
    assert (shown.session_ms, shown.remaining_ms, shown.next_work) == (plan.duration_ms, 0, None)
    assert view(replace(finished, state=State.IDLE, index=0, held=0), 10**10).session_ms == 0


def test_what_cannot_be_heard_is_read() -> None:
    """But not what the dial shows by itself."""
    session = Session(small_plan("lizard"), State.PLAYING, 1)
    cues = (cue(2_000, "Back long", Role.FORM), cue(4_000, "Halfway.", Role.MARK), cue(6_000, "Three.", Role.COUNTDOWN))
    assert view(session, frames(7_000), cues).caption == "Back long"
    assert view(session, frames(7_000), cues, lambda _phrase: True).caption == "Halfway."
    assert view(session, frames(3_000), cues, lambda _phrase: True).caption == "Back long"
