"""The machine as a table: every cell, every state, and any sequence of commands and times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hipgui.core.change import What, change_in
from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.machine import (
    ANSWER_MS,
    BACK_WITHIN_MS,
    MORE_REST_MS,
    TRANSITIONS,
    advance,
    changed,
    obey,
    sleep,
)
from hipgui.core.session import (
    NAMING_MS,
    RESUME_MS,
    RUNNING,
    Command,
    Happening,
    Session,
    Signal,
    State,
    frames,
    lead_in_left,
    position,
)
from hipgui.core.sounds import SAMPLE_RATE
from tests.timelines.effort import examples
from tests.timelines.small import small_library, small_plan

if TYPE_CHECKING:
    from hipgui.core.session import (
        Event,
    )

# In small_plan("march"): prepare, right, switch, left, rest, right, switch, left.
PREPARE, FIRST, SWITCH, SECOND, REST, THIRD, _, LAST = range(8)


def at(state: State, index: int = FIRST, position_ms: int = 5_000, *, self_paced: bool = False) -> Session:
    """A session in any state, its step that far in at clock frame 0."""
    session = Session(small_plan("march", self_paced=self_paced), state, index)
    if state in {State.PLAYING, State.WAITING}:
        return replace(session, anchor=-frames(position_ms))
    if state is State.LEAD_IN:
        return replace(session, held=frames(position_ms), lead_in=frames(RESUME_MS))
    return replace(session, held=frames(position_ms))


def happenings(events: tuple[Event, ...]) -> list[str]:
    return [str(event.what) for event in events]


# The table.


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", State)
def test_every_command_has_a_cell_in_every_state(state: State, command: Command) -> None:
    for index in range(8):
        session, _ = obey(at(state, index), command, 0)
        assert session.state in State


# What each command leads to from each state, in the middle of a set of reps; "" where nothing changes.
TABLE = {
    State.IDLE: {Command.PLAY_PAUSE: "playing", Command.READY: "playing"},
    State.LEAD_IN: {
        Command.PLAY_PAUSE: "paused",
        Command.STOP: "paused",
        Command.NEXT: "playing",
        Command.BACK: "lead_in",
        Command.HURTS: "hurt",
        Command.SKIP: "finished",
    },
    State.PLAYING: {
        Command.PLAY_PAUSE: "paused",
        Command.STOP: "paused",
        Command.NEXT: "playing",
        Command.BACK: "lead_in",
        Command.HURTS: "hurt",
        Command.SKIP: "finished",
    },
    State.WAITING: {
        Command.PLAY_PAUSE: "paused",
        Command.STOP: "paused",
        Command.NEXT: "playing",
        Command.BACK: "lead_in",
        Command.HURTS: "hurt",
        Command.SKIP: "finished",
    },
    State.PAUSED: {
        Command.PLAY_PAUSE: "lead_in",
        Command.READY: "lead_in",
        Command.STOP: "stopped",
        Command.HURTS: "hurt",
        Command.SKIP: "finished",
    },
    State.HURT: {Command.SKIP: "finished", Command.STOP: "stopped"},
    State.FINISHED: {Command.BACK: "lead_in"},
    State.STOPPED: {Command.PLAY_PAUSE: "lead_in"},
}


@pytest.mark.parametrize("state", State)
def test_the_table_leads_where_the_picture_says(state: State) -> None:
    for command in Command:
        after, _ = obey(at(state), command, 0)
        assert str(after.state) == TABLE[state].get(command, str(state)), command


def test_there_is_no_cell_for_what_cannot_come_up() -> None:
    signals = {(state, trigger) for state, trigger in TRANSITIONS if isinstance(trigger, Signal)}
    asleep = {(state, Signal.SLEPT) for state in State}
    assert signals == asleep | {(State.LEAD_IN, Signal.LEAD_IN_OVER), (State.PLAYING, Signal.STEP_OVER)}
    with pytest.raises(KeyError):
        TRANSITIONS[State.PAUSED, Signal.STEP_OVER]


def test_every_state_is_reached_and_none_is_dead() -> None:
    """Walk the machine from IDLE with every command, every end of time and a sleep, over all kinds of steps."""
    start = Session(small_plan("march", self_paced=True))
    seen: dict[State, set[State]] = {}
    waiting, known = [start], {(start.state, start.index, 0)}
    while waiting:
        session = waiting.pop()
        for after in successors(session):
            seen.setdefault(session.state, set()).add(after.state)
            key = (after.state, after.index, min(after.held, 1))
            if key not in known:
                known.add(key)
                waiting.append(after)
    assert set().union(*seen.values()) | {State.IDLE} == set(State)
    assert all(after - {state} for state, after in seen.items())
    assert set(seen) == set(State)


def successors(session: Session) -> list[Session]:
    now = session.anchor + frames(1_000)
    late = session.anchor + frames(60_000)
    return [
        *(obey(session, command, now)[0] for command in Command),
        advance(session, late)[0],
        sleep(session, now)[0],
    ]


# Time.


def test_time_alone_carries_a_session_to_its_end() -> None:
    plan = small_plan("mixed")
    session, events = obey(Session(plan), Command.PLAY_PAUSE, 1_000)
    assert happenings(events) == ["began"]
    session, events = advance(session, 1_000 + frames(plan.duration_ms) - 1)
    assert (session.state, session.index) == (State.PLAYING, len(plan.steps) - 1)
    done = [event for event in events if event.what is Happening.DONE]
    assert [(event.index, event.frame - 1_000) for event in done] == [
        (index, frames(plan.starts_ms[index + 1])) for index in range(len(plan.steps) - 1)
    ]
    session, events = advance(session, 1_000 + frames(plan.duration_ms))
    assert happenings(events) == ["done", "finished"]
    assert (session.state, session.anchor) == (State.FINISHED, 1_000 + frames(plan.duration_ms))
    assert advance(session, 10**12) == (session, ())


@pytest.mark.parametrize("look_ms", [7, 33, 1_000, 61_000])
def test_how_often_one_looks_makes_no_difference(look_ms: int) -> None:
    plan = small_plan("mixed")
    session, _ = obey(Session(plan), Command.PLAY_PAUSE, 0)
    all_events: list[Event] = []
    for now_ms in range(0, plan.duration_ms + look_ms, look_ms):
        session, events = advance(session, frames(now_ms))
        all_events += events
    at_once, expected = advance(obey(Session(plan), Command.PLAY_PAUSE, 0)[0], frames(plan.duration_ms))
    assert session == at_once
    assert tuple(all_events) == expected


def test_a_self_paced_set_waits() -> None:
    session = at(State.PLAYING, self_paced=True)
    session, events = advance(session, frames(60_000))
    assert (session.state, events) == (State.WAITING, ())
    assert position(session, frames(70_000)) == frames(75_000)
    session, events = obey(session, Command.READY, frames(70_000))
    assert happenings(events) == ["done", "began"]
    assert (session.state, session.index) == (State.PLAYING, SWITCH)


# Commands.


def test_pause_freezes_to_the_frame() -> None:
    session, events = obey(at(State.PLAYING, FIRST, 5_000), Command.PLAY_PAUSE, 17)
    assert (happenings(events), events[0].position) == (["froze"], frames(5_000) + 17)
    assert position(session, 10**9) == frames(5_000) + 17
    assert advance(session, 10**9) == (session, ())


def test_resume_leads_in_and_goes_on_from_the_same_frame() -> None:
    session, events = obey(at(State.PAUSED, FIRST, 5_000), Command.PLAY_PAUSE, 100)
    assert happenings(events) == ["lead_in"]
    assert [lead_in_left(session, now) for now in (100, 100 + frames(1_000), 100 + frames(9_000))] == [
        frames(3_000),
        frames(2_000),
        0,
    ]
    assert position(session, 100 + frames(2_999)) == frames(5_000)
    session, events = advance(session, 100 + frames(3_010))
    assert happenings(events) == ["began"]
    assert position(session, 100 + frames(3_010)) == frames(5_010)
    assert lead_in_left(session, 0) == 0


def test_work_that_had_not_begun_is_entered_by_name() -> None:
    session, _ = obey(at(State.PAUSED, FIRST, 0), Command.PLAY_PAUSE, 0)
    assert session.lead_in == frames(RESUME_MS + NAMING_MS)
    session, _ = obey(at(State.PAUSED, REST, 0), Command.PLAY_PAUSE, 0)
    assert session.lead_in == frames(RESUME_MS)


def test_next_skips_and_enters_work_by_a_lead_in() -> None:
    session, events = obey(at(State.PLAYING, FIRST, 5_000), Command.NEXT, 0)
    assert happenings(events) == ["skipped", "began"]
    assert [(event.index, event.position) for event in events] == [(FIRST, frames(5_000)), (SWITCH, 0)]
    session, events = obey(session, Command.NEXT, 10)
    assert happenings(events) == ["skipped", "lead_in"]
    assert (session.index, session.held, session.lead_in) == (SECOND, 0, frames(RESUME_MS + NAMING_MS))


@pytest.mark.parametrize("state", [State.LEAD_IN, State.PLAYING, State.PAUSED])
def test_next_in_the_last_step_ends_the_session(state: State) -> None:
    session, events = obey(at(state, LAST, 5_000), Command.NEXT, 77)
    assert happenings(events) == ["skipped", "finished"]
    assert (session.state, session.anchor, events[1].asked) == (State.FINISHED, 77, Command.NEXT)


def test_a_self_paced_set_that_never_began_is_skipped() -> None:
    for state in (State.LEAD_IN, State.PAUSED):
        _, events = obey(at(state, FIRST, 0, self_paced=True), Command.NEXT, 0)
        assert happenings(events)[0] == "skipped"
        _, events = obey(at(state, FIRST, 4_000, self_paced=True), Command.NEXT, 0)
        assert happenings(events)[0] == "done"


@pytest.mark.parametrize(
    ("index", "position_ms", "goes_to"),
    [
        (PREPARE, 9_000, PREPARE),
        (FIRST, BACK_WITHIN_MS, FIRST),
        (FIRST, BACK_WITHIN_MS - 1, PREPARE),
        (SWITCH, 8_000, FIRST),
        (SECOND, 10_000, SECOND),
        (SECOND, 1_000, FIRST),
        (REST, 12_000, SECOND),
    ],
)
def test_back_restarts_the_work_or_within_three_seconds_the_one_before(
    index: int, position_ms: int, goes_to: int
) -> None:
    session, events = obey(at(State.PLAYING, index, position_ms), Command.BACK, 0)
    assert (session.index, session.held) == (goes_to, 0)
    assert events[-1].asked in {None, Command.BACK}
    assert happenings(events) == ["skipped", "lead_in" if session.step.is_work else "began"]
    paused, events = obey(at(State.PAUSED, index, position_ms), Command.BACK, 0)
    assert (paused.state, paused.index, paused.held, happenings(events)) == (
        State.PAUSED,
        goes_to,
        0,
        ["skipped", "moved"],
    )


def test_what_one_goes_back_from_is_left_as_far_as_it_went() -> None:
    for state in (State.PLAYING, State.PAUSED):
        _, events = obey(at(state, SECOND, 10_000), Command.BACK, 0)
        assert (events[0].what, events[0].index, events[0].position) == (Happening.SKIPPED, SECOND, frames(10_000))


def test_of_a_set_at_ones_own_pace_nothing_is_told_on_the_way_back() -> None:
    session = at(State.PLAYING, SECOND, 10_000)
    session = replace(session, plan=session.plan.with_step(SECOND, replace(session.step, open_ended=True)))
    _, events = obey(session, Command.BACK, 0)
    assert happenings(events) == ["lead_in"]


def test_back_from_the_finish_repeats_the_last_set() -> None:
    session, events = obey(at(State.FINISHED, LAST, 20_000), Command.BACK, 0)
    assert (session.state, session.index, session.held, happenings(events)) == (State.LEAD_IN, LAST, 0, ["lead_in"])


def test_ready_ends_only_what_waits_or_rests() -> None:
    for index in (PREPARE, SWITCH, REST):
        session, _ = obey(at(State.PLAYING, index), Command.READY, 0)
        assert (session.state, session.index) == (State.LEAD_IN, index + 1)
    session = at(State.PLAYING, FIRST)
    assert obey(session, Command.READY, 0) == (session, ())


def test_fifteen_seconds_more_lengthen_a_rest_and_nothing_else() -> None:
    for state in (State.PLAYING, State.PAUSED, State.LEAD_IN):
        session, events = obey(at(state, REST), Command.MORE_REST, 0)
        assert happenings(events) == ["lengthened"]
        assert session.step.duration_ms == 16_000 + MORE_REST_MS
        assert session.plan.duration_ms == small_plan("march").duration_ms + MORE_REST_MS
        elsewhere = at(state, SWITCH)
        assert obey(elsewhere, Command.MORE_REST, 0) == (elsewhere, ())


def test_mute_may_be_chosen_at_any_time() -> None:
    for state in State:
        session, events = obey(at(state), Command.MUTE, 0)
        assert (session.muted, happenings(events)) == (True, ["muted"])
        assert obey(session, Command.MUTE, 0)[0].muted is False


def test_questions_change_nothing() -> None:
    for state in (State.LEAD_IN, State.PLAYING, State.PAUSED):
        for command, what in ((Command.REPEAT, "repeat"), (Command.TIME_LEFT, "time_left")):
            session = at(state)
            after, events = obey(session, command, 0)
            assert (after, happenings(events), events[0].asked) == (session, [what], command)


def test_a_machine_that_slept_comes_back_paused_where_it_was() -> None:
    for state in RUNNING:
        session, events = sleep(at(state, FIRST, 5_000), 0)
        assert (session.state, happenings(events)) == (State.PAUSED, ["froze"])
        assert position(session, 10**9) == frames(5_000)
    for state in set(State) - RUNNING:
        session = at(state)
        assert sleep(session, 0) == (session, ())


def test_stopped_may_be_taken_up_again() -> None:
    session, events = obey(at(State.PAUSED, FIRST, 5_000), Command.STOP, 5)
    assert (session.state, happenings(events)) == (State.STOPPED, ["stopped"])
    session, _ = obey(session, Command.PLAY_PAUSE, 6)
    assert (session.state, session.held) == (State.LEAD_IN, frames(5_000))


def test_frames_are_exact() -> None:
    assert frames(1_000) == SAMPLE_RATE
    assert FRAMES_PER_MS * 1_000 == SAMPLE_RATE


# Anything at any time.


class AnyCommands(RuleBasedStateMachine):
    """Commands and jumps of time in any order; what the machine reports must fit together."""

    @initialize(routine=st.sampled_from(("mixed", "march", "lizard")), self_paced=st.booleans())
    def begin(self, routine: str, self_paced: bool) -> None:  # noqa: FBT001  Hypothesis gives it by name
        self.plan = small_plan(routine, self_paced=self_paced)
        self.session = Session(self.plan)
        self.now = 0
        self.went = 0
        self.worked: dict[int, int] = {}

    @rule(command=st.sampled_from(Command))
    def command(self, command: Command) -> None:
        self.take(*advance(self.session, self.now))
        before = self.session
        self.take(*obey(self.session, command, self.now))
        if command in {Command.REPEAT, Command.TIME_LEFT}:
            assert self.session == before
        if command in {Command.PLAY_PAUSE, Command.STOP} and before.state in RUNNING:
            assert position(self.session, self.now + 10**9) == position(before, self.now)

    @rule(gone=st.integers(0, frames(45_000)))
    def time(self, gone: int) -> None:
        before_index, before = self.session.index, position(self.session, self.now)
        self.now += gone
        self.take(*advance(self.session, self.now))
        assert (self.session.index, position(self.session, self.now)) >= (before_index, before)

    @rule(gone=st.integers(0, frames(45_000)))
    def sleep(self, gone: int) -> None:
        ran = self.session.state in RUNNING
        where = position(self.session, self.now)
        self.take(*sleep(self.session, self.now))
        self.now += gone
        assert position(self.session, self.now) == where
        assert not ran or self.session.state is State.PAUSED

    def take(self, session: Session, events: tuple[Event, ...]) -> None:
        self.session = session
        for event in events:
            if event.what is Happening.CHANGE:
                self.change(event)
            if event.what in {Happening.CHANGE, Happening.LEFT_OUT}:
                self.plan = self.session.plan
            assert event.frame <= self.now
            assert event.position >= 0
            step = session.plan.steps[event.index]
            if event.what is Happening.DONE:
                assert step.open_ended or event.position == frames(step.duration_ms)
            if event.what is Happening.SKIPPED:
                assert event.position <= frames(step.duration_ms)
            if event.what in {Happening.DONE, Happening.SKIPPED}:
                self.worked[event.index] = event.position

    def change(self, event: Event) -> None:
        """Lay the rest anew, as the player does."""
        assert event.asked
        session = self.session
        found = change_in(session, What(event.asked), event.position // FRAMES_PER_MS, small_library())
        self.take(*changed(session, found.plan if found else session.plan, self.now))
        self.take(*advance(self.session, self.now))
        assert self.session.state is not State.HURT

    @invariant()
    def place_is_in_the_plan(self) -> None:
        session = self.session
        assert 0 <= session.index < len(session.plan.steps)
        within = position(session, self.now)
        assert session.step.open_ended or 0 <= within <= frames(session.step.duration_ms)
        assert lead_in_left(session, self.now) <= frames(RESUME_MS + NAMING_MS + ANSWER_MS)

    @invariant()
    def only_rests_grow(self) -> None:
        pairs = zip(self.session.plan.steps, self.plan.steps, strict=True)
        assert all(now == before or now.kind == "rest" for now, before in pairs)

    @invariant()
    def a_finished_session_passed_its_last_step(self) -> None:
        if self.session.state is State.FINISHED:
            assert len(self.plan.steps) - 1 in self.worked


AnyCommands.TestCase.settings = examples(150)
TestAnyCommands = AnyCommands.TestCase
