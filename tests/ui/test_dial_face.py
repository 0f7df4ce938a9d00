from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.content.load import load_library
from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.machine import advance, obey
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command, Session
from hipgui.core.view import Phase, view
from hipgui.paint.dial import Face, Kind
from hipgui.paint.icons import Sign
from hipgui.ui.dial_face import clock_digits, face_of, tempo_arcs

if TYPE_CHECKING:
    from hipgui.core.plan import Plan
    from hipgui.core.view import View

LIBRARY = load_library()
FULL = plan(LIBRARY.routine("full"), LIBRARY, Choices(level=3))
OWN_PACE = plan(LIBRARY.routine("full"), LIBRARY, Choices(level=3, self_paced=True))


def index_of(wanted: Plan, kind: StepKind, exercise: str = "", number: int = 0) -> int:
    found = [
        index
        for index, step in enumerate(wanted.steps)
        if step.kind is kind and (not exercise or step.exercise.id == exercise)
    ]
    return found[number]


def moment(wanted: Plan, index: int, into_ms: int, *commands: Command) -> View:
    """The view `into_ms` into a step, after commands given there."""
    session, _ = obey(Session(wanted), Command.PLAY_PAUSE, 0)
    session = replace(session, index=index)
    now = into_ms * FRAMES_PER_MS
    session, _ = advance(session, now)
    for command in commands:
        session, _ = obey(session, command, now)
    return view(session, now)


@pytest.mark.parametrize(
    ("into_ms", "rep", "kind", "word", "sign"),
    [
        (0, "1", Kind.MOVE, "Lift", Sign.UP),
        (1_999, "1", Kind.MOVE, "Lift", Sign.UP),
        (2_000, "1", Kind.TOP, "Hold", Sign.SQUARE),
        (3_000, "1", Kind.MOVE, "Lower", Sign.DOWN),
        (4_999, "1", Kind.MOVE, "Lower", Sign.DOWN),
        (5_000, "2", Kind.MOVE, "Lift", Sign.UP),
        (39_999, "8", Kind.MOVE, "Lower", Sign.DOWN),
    ],
)
def test_a_set_shows_rep_and_phase(into_ms: int, rep: str, kind: Kind, word: str, sign: Sign) -> None:
    face = face_of(moment(FULL, index_of(FULL, StepKind.REPS, "march"), into_ms))
    assert (face.digits, face.kind, face.word, face.sign) == (rep, kind, word, sign)
    assert (face.rep, face.reps) == (int(rep), 8)


@pytest.mark.parametrize(
    ("into_ms", "arc", "word"),
    [
        (500, 0, "Over"),
        (2_500, 1, "Hold"),
        (4_000, 2, "Lower"),
        (5_500, 3, "Back"),
        (7_500, 4, "Hold"),
        (9_500, 5, "Lower"),
    ],
)
def test_a_two_way_rep_has_both_ways_on_the_ring(into_ms: int, arc: int, word: str) -> None:
    face = face_of(moment(FULL, index_of(FULL, StepKind.REPS, "lift"), into_ms))
    assert (face.arc, face.word, face.digits) == (arc, word, "1")
    assert len(face.arcs) == 6
    assert sum(arc.share for arc in face.arcs) == pytest.approx(1)


@given(st.integers(0, 39_999))
def test_the_arc_follows_the_phase(into_ms: int) -> None:
    now = moment(FULL, index_of(FULL, StepKind.REPS, "march"), into_ms)
    face = face_of(now)
    assert face.arc == {Phase.UP: 0, Phase.TOP: 1, Phase.DOWN: 2}[now.phase]
    assert face.arc_over == pytest.approx(now.phase_ms / now.phase_length_ms, abs=1e-6)


@given(st.integers(0, 59_999))
def test_a_hold_counts_down_and_empties(into_ms: int) -> None:
    face = face_of(moment(FULL, index_of(FULL, StepKind.HOLD), into_ms))
    assert face.kind is Kind.HOLD
    assert face.digits == str(-(-(60_000 - into_ms) // 1000))
    assert face.left == pytest.approx(1 - into_ms / 60_000)
    assert face.halfway
    assert (face.swell > 0) <= (into_ms >= 57_000)


@pytest.mark.parametrize(
    ("kind", "word", "sign"),
    [
        (StepKind.REST, "Rest", Sign.DOT),
        (StepKind.SWITCH, "Switch", Sign.SWITCH),
        (StepKind.PREPARE, "Set up", Sign.RING),
    ],
)
def test_pauses_are_rings_with_their_own_word(kind: StepKind, word: str, sign: Sign) -> None:
    face = face_of(moment(FULL, index_of(FULL, kind), 4_000))
    assert (face.kind, face.word, face.sign) == (Kind.RING, word, sign)
    assert not face.halfway


def test_paused_says_what_is_left() -> None:
    hold = face_of(moment(FULL, index_of(FULL, StepKind.HOLD), 18_000, Command.STOP))
    assert (hold.kind, hold.word) == (Kind.PAUSED, "42 s left")
    assert hold.left == pytest.approx(0.7)
    reps = face_of(moment(FULL, index_of(FULL, StepKind.REPS), 21_000, Command.STOP))
    assert reps.word == "Rep 5 of 8"


def test_lead_in_counts_three_two_one() -> None:
    index = index_of(FULL, StepKind.HOLD)
    session, _ = obey(Session(FULL), Command.PLAY_PAUSE, 0)
    session = replace(session, index=index)
    session, _ = obey(session, Command.STOP, 18_000 * FRAMES_PER_MS)
    session, _ = obey(session, Command.PLAY_PAUSE, 20_000 * FRAMES_PER_MS)
    shown = [face_of(view(session, (20_000 + ms) * FRAMES_PER_MS)) for ms in (0, 1, 999, 1_000, 2_000, 2_999)]
    assert [face.digits for face in shown] == ["3", "3", "3", "2", "1", "1"]
    assert {face.word for face in shown} == {"Get ready"}
    assert shown[0].left == 1.0
    lefts = [face.left for face in shown]
    assert lefts == sorted(lefts, reverse=True)


def test_at_ones_own_pace_the_ring_stands_and_shows_the_goal() -> None:
    index = index_of(OWN_PACE, StepKind.REPS)
    first, later = (face_of(moment(OWN_PACE, index, ms)) for ms in (1_000, 20_000))
    assert first == later
    assert (first.digits, first.word) == ("8", "Reps")


def test_waiting_asks_for_enter() -> None:
    step = OWN_PACE.steps[0]
    face = face_of(moment(OWN_PACE, 0, step.duration_ms + 100))
    assert (face.kind, face.word) == (Kind.WAITING, "Enter when ready")
    paused = face_of(moment(OWN_PACE, index_of(OWN_PACE, StepKind.REPS), 2_000, Command.STOP))
    assert paused.word == "8 reps"


@pytest.mark.parametrize(
    ("remaining_ms", "digits"),
    [
        (0, "0"),
        (1, "1"),
        (1_000, "1"),
        (59_001, "60"),
        (99_000, "99"),
        (99_001, "1:40"),
        (100_000, "1:40"),
        (605_000, "10:05"),
    ],
)
def test_digits_are_seconds_then_minutes(remaining_ms: int, digits: str) -> None:
    assert clock_digits(remaining_ms) == digits


def test_a_rep_without_a_pause_has_no_arc_for_it() -> None:
    step = FULL.steps[index_of(FULL, StepKind.REPS, "march")]
    assert step.tempo
    quick = replace(step, tempo=replace(step.tempo, hold_s=0.0))
    assert [arc.still for arc in tempo_arcs(quick)] == [False, False]
    assert tempo_arcs(FULL.steps[0]) == ()


@given(st.integers(0, 3_000_000), st.sampled_from([FULL, OWN_PACE]), st.sampled_from([None, *Command]))
def test_there_is_a_face_for_every_moment(at_ms: int, wanted: Plan, command: Command | None) -> None:
    session, _ = obey(Session(wanted), Command.PLAY_PAUSE, 0)
    now = at_ms * FRAMES_PER_MS
    session, _ = advance(session, now)
    if command:
        session, _ = obey(session, command, now)
    face = face_of(view(session, now))
    assert isinstance(face, Face)
    assert 0 <= face.left <= 1
    assert 0 <= face.arc_over <= 1
    assert face.word
    assert len(face.digits) <= 5


@pytest.mark.parametrize("resume_ms", [3_000, 8_000])
def test_a_lead_in_of_any_length_begins_with_a_full_ring(resume_ms: int) -> None:
    session, _ = obey(Session(FULL, resume_ms=resume_ms), Command.PLAY_PAUSE, 0)
    now = FULL.steps[0].duration_ms // 2 * FRAMES_PER_MS
    session, _ = obey(obey(session, Command.PLAY_PAUSE, now)[0], Command.PLAY_PAUSE, now)
    faces = [face_of(view(session, now + into_ms * FRAMES_PER_MS)) for into_ms in (0, resume_ms // 2)]
    assert [(face.digits, face.left) for face in faces] == [
        (str(resume_ms // 1000), 1.0),
        (str(-(-resume_ms // 2000)), 0.5),
    ]
