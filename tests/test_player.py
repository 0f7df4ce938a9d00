"""The player as its users see it: a window that looks in, a person with keys, a journal, a sound room that may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import FRAMES_PER_MS, Role, Talk, Voice
from hipgui.core.score import score
from hipgui.core.session import Command, State
from hipgui.core.sounds import SAMPLE_RATE
from tests.core.rules import heard
from tests.timelines.small import WORDS, library, real_plan, small_plan, started
from tests.timelines.stage import Clips, Stage

if TYPE_CHECKING:
    from hipgui.core.sounds import Phrase

# In small_plan("march"): prepare 16 s, right 20 s, switch 9 s, left 20 s, rest 16 s, right, switch, left.
PREPARE, FIRST, SWITCH, SECOND, REST, THIRD, _, LAST = range(8)


def never(_phrase: Phrase) -> int | None:
    return None


# The start.


def test_a_start_waits_for_the_first_word() -> None:
    stage = started(clips=Clips(render_ms=lambda _phrase: 400))
    assert stage.sound.now() == pytest.approx(400 * FRAMES_PER_MS, abs=40 * FRAMES_PER_MS)
    stage.run(0.1)
    assert stage.sheet() == ["0.0 say March: two sets of four."]
    assert stage.sound.playing


@pytest.mark.parametrize(
    ("clips", "waits_s"), [(Clips(render_ms=lambda _phrase: 9_000), 2.5), (Clips(render_ms=never), 0.0)]
)
def test_a_start_does_not_wait_for_ever(clips: Clips, waits_s: float) -> None:
    stage = started(clips=clips)
    assert stage.sound.now() == pytest.approx(waits_s * SAMPLE_RATE, abs=50 * FRAMES_PER_MS)
    stage.finish()
    assert stage.state is State.FINISHED


def test_a_start_waits_for_the_device() -> None:
    stage = Stage(small_plan(), Voice(WORDS))
    stage.sound.device_at_ms = 1_200
    stage.start()
    assert stage.sound.now() == pytest.approx(1_200 * FRAMES_PER_MS, abs=40 * FRAMES_PER_MS)


def test_tones_need_no_voice_to_start() -> None:
    stage = Stage(small_plan(), Voice(WORDS, Talk.TONES))
    stage.player.start()
    assert stage.state is State.PLAYING


def test_start_is_the_same_as_play_and_only_the_first_counts() -> None:
    stage = Stage(small_plan(), Voice(WORDS))
    stage.press(Command.TIME_LEFT)
    assert stage.player.view().session.state == "idle"
    for _ in range(3):
        stage.press(Command.PLAY_PAUSE)
    stage.player.start()
    stage.run(0.2)
    stage.player.start()
    assert stage.state is State.PLAYING
    assert stage.journal.lines == [("began", "march")]


# To the frame.


def test_half_an_hour_drifts_by_no_frame() -> None:
    plan = real_plan("full", rest_s=90)
    assert 28 <= plan.duration_ms / 60_000 <= 30
    words = library().words
    stage = Stage(plan, Voice(words, seed=3))
    stage.start()
    stage.finish()
    finished = score(plan, words, Talk.FULL, 3, lambda _item: None)
    expected = [(stage.started_at + at_ms * FRAMES_PER_MS, cue.item) for at_ms, cue in heard(finished)]
    assert [(one.start, one.item) for one in stage.sound.heard] == expected
    assert stage.player.view().session.anchor == stage.started_at + plan.duration_ms * FRAMES_PER_MS
    assert [said.cue.item for said in stage.said] == [item for _, item in expected]
    assert stage.sound.cuts == []


def test_both_sides_work_the_same_and_nothing_is_lost() -> None:
    plan = small_plan("mixed")
    stage = started(plan)
    stage.finish()
    works = [step for step in plan.steps if step.is_work]
    assert [(done.step, done.reps, done.ms, done.skipped) for done in stage.player.done()] == [
        (step, step.reps or 0, step.duration_ms, False) for step in works
    ]
    right, left = ([done.ms for done in stage.player.done() if done.step.side == side] for side in ("right", "left"))
    assert right == left
    lines = [line for line in stage.journal.lines if line[0] != "at"]
    assert lines[0] == ("began", "mixed")
    assert [line[1] for line in lines[1:-1]] == [index for index, step in enumerate(plan.steps) if step.is_work]
    assert lines[-1] == ("ended", True)
    assert stage.player.all_heard


def test_the_journal_hears_where_the_session_stands_before_a_second_is_lost() -> None:
    stage = started()
    stage.run(5)
    at_ms = [line[2] for line in stage.journal.lines if line[0] == "at"]
    assert len(at_ms) == 6
    assert all(
        isinstance(one, int) and one == pytest.approx(760 * count, abs=120) for count, one in enumerate(at_ms, 1)
    )


# Pause.


def test_pause_freezes_to_the_millisecond_and_silences_within_a_block() -> None:
    stage = started()
    stage.run_to(5.3, FIRST)
    pressed_at = stage.sound.head()
    stage.press(Command.PLAY_PAUSE)
    before = stage.player.view()
    stage.run(60)
    after = stage.player.view()
    assert after.state is State.PAUSED
    assert (after.position_ms, after.rep, after.phase, after.session_ms) == (
        before.position_ms,
        before.rep,
        before.phase,
        before.session_ms,
    )
    assert stage.sound.cuts[-1].end == pressed_at
    assert not [one for one in stage.sound.heard if one.start > pressed_at]
    assert ("paused", FIRST, after.position_ms) in stage.journal.lines


def test_what_was_carried_out_does_not_depend_on_pauses() -> None:
    stage = started()
    for index in (PREPARE, FIRST, SECOND, REST, THIRD):
        stage.run_to(4.321, index)
        stage.press(Command.PLAY_PAUSE)
        stage.run(7.7)
        stage.press(Command.PLAY_PAUSE)
    stage.finish()
    assert [(done.reps, done.ms, done.skipped) for done in stage.player.done()] == [(4, 20_000, False)] * 4
    ended_at = (stage.player.view().session.anchor - stage.started_at) / SAMPLE_RATE
    assert ended_at == pytest.approx(130 + 5 * (7.7 + 3), abs=0.001)


def test_in_the_lead_in_nothing_sounds_but_the_countdown() -> None:
    stage = started()
    stage.run_to(7.4, FIRST)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    resumed_at = stage.sound.head()
    stage.press(Command.PLAY_PAUSE)
    stage.run(3.5)
    led_in = [one.text for one in stage.sound.heard if resumed_at <= one.start < resumed_at + 3 * SAMPLE_RATE]
    assert led_in == ["last_three", "Three.", "last_three", "Two.", "last_three", "One."]


def test_in_the_lead_in_the_dial_counts_down_and_the_position_stands() -> None:
    stage = started()
    stage.run_to(5, FIRST)
    stage.press(Command.PLAY_PAUSE)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    view = stage.player.view()
    assert view.state is State.LEAD_IN
    assert view.lead_in_ms == pytest.approx(2_000, abs=21)
    assert view.position_ms == pytest.approx(5_000, abs=60)


# Answers.


ANSWERED = (Command.NEXT, Command.BACK, Command.TIME_LEFT, Command.REPEAT, Command.MORE_REST)


@pytest.mark.parametrize("render_ms", [10, 100, 5_000, None])
@pytest.mark.parametrize("command", ANSWERED)
def test_every_change_is_answered_within_a_third_of_a_second(command: Command, render_ms: int | None) -> None:
    stage = started(clips=Clips(render_ms=lambda _phrase: render_ms))
    stage.run_to(8, REST)
    pressed_at = stage.sound.now()
    begun = len(stage.said)
    stage.press(command)
    stage.run(0.3, tick_ms=10)
    sounding = [one for one in stage.sound.heard if one.start >= pressed_at]
    said_at_all = command is not Command.REPEAT or render_ms is not None
    assert bool(sounding) or not said_at_all or command is Command.REPEAT
    acks = [said.cue for said in stage.said[begun:] if said.cue.role is Role.ACK]
    assert acks
    assert all(len(cue.text.split()) <= 4 for cue in acks if command is not Command.REPEAT)


def test_an_answer_whose_clip_must_be_made_is_a_tone_first() -> None:
    stage = started(small_plan("lizard"))
    stage.run_to(12.5, FIRST)
    stage.press(Command.TIME_LEFT)
    stage.run(2)
    answers = [line.split(maxsplit=1)[1] for line in stage.since(28, tones=True)]
    assert answers == ["tone ack", "say 28 seconds left."]
    assert stage.sound.missed == []


@pytest.mark.parametrize(
    ("routine", "index", "at_s", "answer"),
    [
        ("mixed", FIRST, 5, "eight minutes left."),
        ("march", FIRST, 5, "two minutes left."),
        ("march", SECOND, 15, "one minute left."),
        ("march", LAST, 12, "eight seconds left."),
        ("march", LAST, 19.5, "two seconds left."),
        ("march", REST, 8.2, "eight seconds left."),
        ("lizard", FIRST, 30.5, "ten seconds left."),
        ("lizard", FIRST, 10, "30 seconds left."),
    ],
)
def test_the_time_left(routine: str, index: int, at_s: float, answer: str) -> None:
    stage = started(small_plan(routine))
    stage.run_to(at_s, index)
    stage.press(Command.TIME_LEFT)
    stage.run(1)
    assert answer in [text.lower() for text in stage.spoken()[-3:]]


def test_the_time_left_may_be_asked_in_a_pause() -> None:
    stage = started(small_plan("lizard"))
    stage.run_to(30.5, FIRST)
    stage.press(Command.PLAY_PAUSE)
    stage.run(100)
    stage.press(Command.TIME_LEFT)
    stage.run(2)
    assert stage.spoken()[-1] == "Ten seconds left."
    assert stage.state is State.PAUSED


def test_a_dead_voice_answers_by_tones() -> None:
    stage = started(clips=Clips(render_ms=never))
    stage.run_to(5, FIRST)
    for command in (Command.TIME_LEFT, Command.PLAY_PAUSE, Command.TIME_LEFT):
        stage.press(command)
        stage.run(0.5)
    assert [one.text for one in stage.sound.heard].count("ack") == 2


def test_repeat_says_the_last_cue_again_and_never_an_answer() -> None:
    stage = started()
    stage.press(Command.REPEAT)
    assert stage.said == []
    stage.run_to(7.5, PREPARE)
    stage.press(Command.TIME_LEFT)
    stage.run(2)
    stage.press(Command.REPEAT)
    stage.run(0.5)
    assert stage.spoken()[-2:] == ["Two minutes left.", "Right foot in the handle."]
    stage.finish()
    stage.press(Command.REPEAT)
    stage.run(2)
    assert stage.spoken()[-2:] == ["All done.", "All done."]


def test_answers_leave_the_counts_that_have_room_where_they_are() -> None:
    stage = started()
    for at_s in (0.5, 9.0, 14.2):
        stage.run_to(at_s, FIRST)
        stage.press(Command.TIME_LEFT)
    stage.run_to(1, SWITCH)
    counts = [said.cue for said in stage.said if said.cue.role is Role.COUNT]
    assert [cue.text for cue in counts] == ["One.", "Two.", "Three.", "Last one."]
    assert all(0 <= cue.at_ms - (2_000 + 5_000 * rep) <= 500 for rep, cue in enumerate(counts))


def test_mute_leaves_everything_in_time() -> None:
    stage = started()
    stage.press(Command.MUTE)
    muted = [stage.sound.muted]
    assert stage.player.view().session.muted
    stage.run(5)
    stage.press(Command.MUTE)
    assert [*muted, stage.sound.muted] == [True, False]
    stage.finish()
    assert stage.sound.cuts == []
    assert len(stage.said) == len(stage.sound.heard)


# Skipping, going back, stopping.


def test_what_is_skipped_is_recorded_as_skipped() -> None:
    stage = started()
    stage.run_to(12, FIRST)
    stage.press(Command.NEXT)
    done = stage.player.done()
    assert [(one.reps, one.skipped) for one in done] == [(2, True)]
    assert done[0].ms == pytest.approx(12_000, abs=60)
    assert stage.journal.lines[-1][0:3] == ("worked", FIRST, 2)


def test_what_was_not_begun_is_not_recorded() -> None:
    stage = started()
    for _ in range(4):
        stage.press(Command.NEXT)
    assert stage.player.done() == ()


def test_done_again_counts_once_and_the_better_counts() -> None:
    stage = started(small_plan("march", level=1))
    stage.run_to(1, SWITCH)
    stage.press(Command.BACK)
    stage.run_to(6, FIRST)
    stage.press(Command.NEXT)
    assert [(one.reps, one.ms, one.skipped) for one in stage.player.done()] == [(2, 10_000, False)]


@pytest.mark.parametrize("paused", [False, True])
def test_what_was_under_way_before_back_is_not_lost(paused: bool) -> None:  # noqa: FBT001  both ways
    stage = started(small_plan("march", level=1))
    stage.run_to(9, FIRST)
    if paused:
        stage.press(Command.PLAY_PAUSE)
    stage.press(Command.BACK)
    stage.press(Command.STOP)
    stage.press(Command.STOP)
    (done,) = stage.player.done()
    assert (done.reps, done.skipped) == (1, True)
    assert done.ms == pytest.approx(9_000, abs=60)
    assert next(line[0:3] for line in stage.journal.lines if line[0] == "worked") == ("worked", FIRST, 1)


def test_a_closed_session_stands_whoever_goes_on_asking() -> None:
    stage = started()
    stage.run_to(5, FIRST)
    stage.player.close()
    lines, view = list(stage.journal.lines), stage.player.view()
    stage.sound.pass_time(300 * SAMPLE_RATE)
    stage.player.tick()
    stage.player.command(Command.NEXT)
    stage.player.close()
    assert stage.journal.lines == lines
    assert (stage.player.view().index, stage.player.done()) == (view.index, ())


def test_a_self_paced_set_is_done_when_the_person_says_so() -> None:
    stage = started(small_plan("march", level=1, self_paced=True))
    stage.press(Command.READY)
    stage.run_to(14, FIRST)
    assert stage.state is State.WAITING
    stage.press(Command.READY)
    (done,) = stage.player.done()
    assert (done.reps, done.skipped) == (2, False)
    assert done.ms == pytest.approx(14_000, abs=60)


def test_a_self_paced_set_left_before_it_began_is_not_done() -> None:
    stage = started(small_plan("march", level=1, self_paced=True))
    stage.press(Command.NEXT)
    stage.run(1)
    stage.press(Command.NEXT)
    assert stage.player.done() == ()


def test_stopping_keeps_what_was_done_so_far_and_it_may_be_taken_up() -> None:
    stage = started(small_plan("march", level=1))
    stage.run_to(6, FIRST)
    stage.press(Command.STOP)
    stage.press(Command.STOP)
    assert stage.state is State.STOPPED
    assert [(one.reps, one.skipped) for one in stage.player.done()] == [(1, True)]
    assert stage.journal.lines[-1] == ("ended", False)
    stage.run(5)
    stage.press(Command.PLAY_PAUSE)
    stage.finish()
    assert [(one.reps, one.skipped) for one in stage.player.done()] == [(2, False), (2, False)]
    assert stage.journal.lines[-1] == ("ended", True)


@pytest.mark.parametrize("pressed", [(), (Command.PLAY_PAUSE,)])
def test_closing_in_the_middle_ends_the_record_and_the_sound(pressed: tuple[Command, ...]) -> None:
    stage = started()
    stage.run_to(1.2, PREPARE)
    for command in pressed:
        stage.press(command)
    stage.player.close()
    assert stage.journal.lines[-1] == ("ended", False)
    assert stage.sound.sounding() == []
    assert not stage.sound.playing


def test_closing_before_the_first_word_ends_the_record_too() -> None:
    stage = Stage(small_plan(), Voice(WORDS), Clips(render_ms=lambda _phrase: 900))
    stage.player.start()
    stage.player.close()
    assert stage.journal.lines == [("began", "march"), ("ended", False)]


def test_closing_what_is_over_or_never_began_says_nothing_more() -> None:
    idle = Stage(small_plan(), Voice(WORDS))
    idle.player.close()
    assert idle.journal.lines == []
    stage = started(small_plan("march", level=1))
    stage.finish()
    lines = list(stage.journal.lines)
    stage.player.close()
    assert stage.journal.lines == lines
