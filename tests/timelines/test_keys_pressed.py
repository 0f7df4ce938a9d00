"""What is heard when somebody presses keys, as cue sheets: seconds since the start, then what is said."""

from __future__ import annotations

from hipgui.core.cue import Talk, Voice
from hipgui.core.session import Command, State
from tests.timelines.small import WORDS, small_plan
from tests.timelines.stage import Stage


def started(routine: str = "march", level: int = 3, talk: Talk = Talk.FULL) -> Stage:
    stage = Stage(small_plan(routine, level=level), Voice(WORDS, talk))
    stage.start()
    return stage


def test_a_pause_in_a_sentence() -> None:
    """The sentence fades, nothing is heard, then three, two, one, and the sentence again."""
    stage = started(level=1)
    stage.run_to(9.2, 0)
    stage.press(Command.PLAY_PAUSE)
    stage.run(30.8)
    stage.press(Command.PLAY_PAUSE)
    stage.run(10)
    assert stage.since(8) == [
        "8.8 say Right knee up. (cut)",
        "40.0 say Three.",
        "41.0 say Two.",
        "42.0 say One.",
        "43.0 say Right knee up.",
        "45.6 say Right leg.",
        "49.8 say Up.",
    ]


def test_a_pause_after_a_sentence_does_not_say_it_again() -> None:
    stage = started(level=1)
    stage.run_to(4.5, 0)
    stage.press(Command.PLAY_PAUSE)
    stage.run(10)
    stage.press(Command.PLAY_PAUSE)
    stage.run(8)
    assert stage.since(2) == [
        "2.8 say Stand tall.",
        "14.5 say Three.",
        "15.5 say Two.",
        "16.5 say One.",
        "21.8 say Right knee up.",
    ]


def test_a_pause_in_a_count() -> None:
    stage = started()
    stage.run_to(7.4, 1)
    stage.press(Command.PLAY_PAUSE)
    stage.run(5)
    stage.press(Command.PLAY_PAUSE)
    stage.run(8)
    assert stage.since(22) == [
        "23.0 say Two. (cut)",
        "28.4 say Three.",
        "29.4 say Two.",
        "30.4 say One.",
        "31.4 say Two.",
        "32.2 say Down.",
        "36.0 say Three.",
    ]


def test_a_pause_between_words_repeats_nothing() -> None:
    stage = started()
    stage.run_to(4.0, 1)
    stage.press(Command.STOP)
    stage.run(60)
    stage.press(Command.READY)
    stage.run(6)
    assert stage.since(20) == ["80.0 say Three.", "81.0 say Two.", "82.0 say One.", "84.0 say Up.", "86.0 say Two."]


def test_a_pause_in_the_lead_in_still_repeats_what_was_cut_first() -> None:
    stage = started(level=1)
    stage.run_to(9.2, 0)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1.5)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    stage.press(Command.PLAY_PAUSE)
    stage.run(4)
    assert stage.since(10) == [
        "10.2 say Three.",
        "11.2 say Two. (cut)",
        "12.7 say Three.",
        "13.7 say Two.",
        "14.7 say One.",
        "15.7 say Right knee up.",
    ]


def test_a_pause_between_entering_a_set_and_its_start_names_the_side_again() -> None:
    stage = started()
    stage.press(Command.NEXT)
    stage.run(0.5)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1.5)
    stage.press(Command.PLAY_PAUSE)
    stage.run(5.5)
    assert stage.since(0) == [
        "0.2 say Right leg. (cut)",
        "2.0 say Right leg.",
        "3.5 say Three.",
        "4.5 say Two.",
        "5.5 say One.",
        "6.5 say Up.",
    ]


def test_fifteen_seconds_more_rest() -> None:
    """Acknowledged at once; the ten seconds and the last three come where the rest now ends."""
    stage = started()
    stage.run_to(7, 4)
    stage.press(Command.MORE_REST)
    stage.run(26)
    assert stage.since(65, tones=True) == [
        "65.0 tone rest",
        "65.3 say Rest. Next: March, right leg.",
        "67.9 say Set two of two, kettlebell.",
        "71.0 say Ten seconds. March, right leg, kettlebell. (cut)",
        "72.0 say Fifteen seconds more.",
        "86.0 say Ten seconds. March, right leg, kettlebell.",
        "93.0 tone last_three",
        "94.0 tone last_three",
        "95.0 tone last_three",
        "96.0 tone start",
        "96.0 say Up.",
        "98.0 say One.",
    ]


def test_ten_seconds_are_told_again_when_the_rest_was_lengthened_after_it() -> None:
    stage = started()
    stage.run_to(9.5, 4)
    stage.press(Command.MORE_REST)
    stage.run(13)
    assert stage.since(70) == [
        "71.0 say Ten seconds. March, right leg, kettlebell.",
        "74.5 say Fifteen seconds more.",
        "86.0 say Ten seconds. March, right leg, kettlebell.",
    ]


def test_fifteen_seconds_more_while_a_rest_is_taken_up() -> None:
    stage = started()
    stage.run_to(5, 4)
    stage.press(Command.PLAY_PAUSE)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    stage.press(Command.MORE_REST)
    stage.run(30)
    assert stage.since(70) == [
        "70.0 say Three.",
        "71.0 say Fifteen seconds more.",
        "73.0 say Set two of two, kettlebell.",
        "89.0 say Ten seconds. March, right leg, kettlebell.",
        "99.0 say Up.",
        "101.0 say One.",
    ]


def test_skipping_through() -> None:
    stage = started()
    stage.run_to(6, 1)
    stage.press(Command.NEXT)
    stage.run(3)
    stage.press(Command.NEXT)
    stage.run(6)
    assert stage.since(20) == [
        "21.0 say Up.",
        "22.0 say Next.",
        "22.7 say Switch sides. Left leg.",
        "25.0 say Left leg.",
        "26.5 say Three.",
        "27.5 say Two.",
        "28.5 say One.",
        "29.5 say Up.",
    ]


def test_going_back_says_it_all_again() -> None:
    """Back in the second set of four: that set is entered anew, and all that follows speaks as it did before."""
    stage = started(level=1)
    stage.run_to(1, 3)
    stage.press(Command.BACK)
    stage.finish()
    assert stage.since(35) == [
        "35.0 say Up.",
        "36.0 say Right leg.",
        "37.5 say Three.",
        "38.5 say Two.",
        "39.5 say One.",
        "40.5 say Up.",
        "42.5 say One.",
        "43.5 say Down.",
        "45.5 say Up.",
        "47.5 say Last one.",
        "50.8 say Switch sides. Left leg.",
        "53.6 say Other foot in.",
        "59.5 say Up.",
        "61.5 say One.",
        "62.5 say Down.",
        "64.5 say Up.",
        "66.5 say Last one.",
        "70.2 say All done.",
    ]


def test_going_back_to_the_very_beginning() -> None:
    stage = started(level=1)
    stage.run_to(5, 0)
    stage.press(Command.BACK)
    stage.run(8)
    assert stage.since(5) == ["5.0 say Again.", "5.7 say March: one set of two.", "8.3 say Stand tall."]


def test_back_again_from_the_end() -> None:
    stage = started(level=1)
    stage.finish()
    assert stage.player.all_heard
    stage.press(Command.BACK)
    stage.finish()
    assert stage.since(45) == [
        "45.7 say All done.",
        "55.0 say Left leg.",
        "56.5 say Three.",
        "57.5 say Two.",
        "58.5 say One.",
        "59.5 say Up.",
        "61.5 say One.",
        "62.5 say Down.",
        "64.5 say Up.",
        "66.5 say Last one.",
        "70.2 say All done.",
    ]


def test_the_side_is_named_when_the_place_moves_in_a_pause() -> None:
    stage = started()
    stage.run_to(6, 1)
    stage.press(Command.PLAY_PAUSE)
    stage.run(2)
    for _ in range(2):
        stage.press(Command.NEXT)
        stage.run(0.5)
    assert (stage.state, stage.player.view().index) == (State.PAUSED, 3)
    stage.run(2)
    stage.press(Command.PLAY_PAUSE)
    stage.run(6)
    assert stage.since(22) == [
        "24.0 say Left leg. (cut)",
        "24.5 say Left leg.",
        "27.0 say Left leg.",
        "28.5 say Three.",
        "29.5 say Two.",
        "30.5 say One.",
        "31.5 say Up.",
    ]


def test_ending_early_is_followed_by_the_closing_words() -> None:
    stage = started(level=1)
    stage.run_to(3.5, 3)
    stage.press(Command.NEXT)
    stage.run(9)
    assert stage.state is State.FINISHED
    assert stage.since(38, tones=True) == ["38.0 say Down. (cut)", "38.5 tone done", "39.2 say All done."]


def test_an_answer_at_the_end_of_a_step_is_not_talked_over() -> None:
    stage = started()
    stage.run_to(15.5, 4)
    stage.press(Command.MORE_REST)
    stage.run_to(30.6, 4)
    stage.press(Command.REPEAT)
    stage.run(3)
    said = stage.since(95)  # "Up." at 96.0 has no place
    assert said == ["95.6 say Ten seconds. March, right leg, kettlebell.", "98.5 say One."]


def test_asked_twice_it_answers_once() -> None:
    stage = started()
    stage.run_to(6, 1)
    stage.press(Command.TIME_LEFT)
    stage.run(0.1)
    stage.press(Command.TIME_LEFT)
    stage.run(2.5)
    assert stage.since(21.9, tones=True) == ["22.0 tone ack", "22.1 say Two minutes left.", "24.0 say Down."]


def test_tones_answer_where_nothing_is_spoken() -> None:
    stage = started(talk=Talk.TONES)
    stage.run_to(6, 1)
    stage.press(Command.TIME_LEFT)
    stage.run(0.5)
    stage.press(Command.NEXT)
    stage.run(0.5)
    assert stage.since(21.9, tones=True) == ["22.0 tone ack", "22.5 tone ack", "22.5 tone switch"]
