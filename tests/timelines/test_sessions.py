"""Whole short sessions as cue sheets: seconds since the start, then what is heard. Turn-around tones are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.cue import Talk, Voice
from hipgui.core.session import Command, State
from tests.timelines.small import NOTHING, WORDS, small_plan
from tests.timelines.stage import Stage

if TYPE_CHECKING:
    from hipgui.core.plan import Plan


def played(plan: Plan, talk: Talk = Talk.FULL) -> Stage:
    """The session from start to end, with nobody touching anything."""
    stage = Stage(plan, Voice(WORDS, talk))
    stage.start()
    stage.finish()
    assert stage.sound.cuts == []
    return stage


def test_a_march() -> None:
    assert played(small_plan("march", level=1)).sheet() == [
        "0.0 say March: one set of two.",
        "2.8 say Stand tall.",
        "8.8 say Right knee up.",
        "11.8 say Right leg.",
        "13.0 tone last_three",
        "14.0 tone last_three",
        "15.0 tone last_three",
        "16.0 tone start",
        "16.0 say Up.",
        "18.0 say One.",
        "19.0 say Down.",
        "21.0 say Up.",
        "23.0 say Last one.",
        "26.0 tone switch",
        "26.3 say Switch sides. Left leg.",
        "29.1 say Other foot in.",
        "32.0 tone last_three",
        "33.0 tone last_three",
        "34.0 tone last_three",
        "35.0 tone start",
        "35.0 say Up.",
        "37.0 say One.",
        "38.0 say Down.",
        "40.0 say Up.",
        "42.0 say Last one.",
        "45.0 tone done",
        "45.7 say All done.",
    ]


def test_two_sets_with_a_prop_a_rest_and_a_form_reminder() -> None:
    sheet = played(small_plan("march", level=3)).sheet(tones=False)
    assert sheet[:17] == [
        "0.0 say March: two sets of four.",
        "2.8 say Right foot in the handle.",
        "10.1 say Bell down first.",
        "11.8 say Right leg.",
        "16.0 say Up.",
        "18.0 say One.",
        "19.0 say Down.",
        "21.0 say Up.",
        "23.0 say Two.",
        "24.0 say Down.",
        "28.0 say Three.",
        "28.9 say Hips level",
        "33.0 say Last one.",
        "36.3 say Switch sides. Left leg.",
        "39.1 say Other foot in.",
        "45.0 say Up.",
        "47.0 say One.",
    ]
    assert [line for line in sheet if 65 <= float(line.split()[0]) < 85] == [
        "65.3 say Rest. Next: March, right leg.",
        "67.9 say Set two of two, kettlebell.",
        "71.0 say Ten seconds. March, right leg, kettlebell.",
        "81.0 say Up.",
        "83.0 say One.",
        "84.0 say Down.",
    ]


def test_a_long_pause_at_the_top_is_voiced() -> None:
    stage = played(small_plan("march", level=5))
    assert [line for line in stage.sheet(tones=False) if 16 <= float(line.split()[0]) < 40] == [
        "16.0 say Up.",
        "18.0 say One.",
        "18.8 say Hold.",
        "21.0 say Down.",
        "24.0 say Up.",
        "26.0 say Two.",
        "26.8 say Hold.",
        "29.0 say Down.",
        "34.0 say Last one.",
    ]


def test_over_and_back_is_one_rep() -> None:
    stage = played(small_plan("lift", level=3))
    assert [line for line in stage.sheet(tones=False) if 2 <= float(line.split()[0]) < 52] == [
        "2.8 say Block outside the right foot.",
        "10.1 say Pad the knee.",
        "11.8 say Right leg.",
        "16.0 say Over.",
        "19.0 say Down.",
        "21.0 say Back.",
        "23.0 say One.",
        "24.0 say Down.",
        "26.0 say Over.",
        "29.0 say Down.",
        "31.0 say Back.",
        "33.0 say Two.",
        "34.0 say Down.",
        "43.0 say Last one.",
        "46.3 say Switch sides. Left leg.",
        "49.1 say Block to the left.",
    ]


def test_a_lizard() -> None:
    stage = played(small_plan("lizard", level=3))
    assert stage.sheet() == [
        "0.0 say Lizard: one hold of 40 seconds.",
        "3.2 say Low lunge.",
        "8.8 say No pinch.",
        "10.1 say Right foot forward. Left hip stretches.",
        "13.0 tone last_three",
        "14.0 tone last_three",
        "15.0 tone last_three",
        "16.0 tone start",
        "16.3 say Hold.",
        "21.0 say No hunching",
        "36.0 tone halfway",
        "36.0 say Halfway.",
        "42.0 say Breathe out.",
        "46.0 say Ten seconds.",
        "53.0 tone last_three",
        "53.0 say Three.",
        "54.0 tone last_three",
        "54.0 say Two.",
        "55.0 tone last_three",
        "55.0 say One.",
        "56.0 tone switch",
        "56.3 say Switch sides. Left foot forward. Right hip stretches.",
        "62.0 tone last_three",
        "63.0 tone last_three",
        "64.0 tone last_three",
        "65.0 tone start",
        "65.3 say Hold.",
        "70.0 say No hunching",
        "85.0 tone halfway",
        "85.0 say Halfway.",
        "91.0 say Breathe out.",
        "95.0 say Ten seconds.",
        "102.0 tone last_three",
        "102.0 say Three.",
        "103.0 tone last_three",
        "103.0 say Two.",
        "104.0 tone last_three",
        "104.0 say One.",
        "105.0 tone done",
        "105.7 say All done.",
    ]


def test_a_deeper_stretch_is_offered_before_the_last_fifteen_seconds() -> None:
    first_hold = [line for line in played(small_plan("lizard", level=5)).sheet(tones=False) if "say" in line][4:9]
    assert first_hold == [
        "16.3 say Hold.",
        "21.0 say Breathe out.",
        "46.0 say Halfway.",
        "58.7 say Maybe heel to seat",
        "66.0 say Ten seconds.",
    ]


def test_one_exercise_after_another() -> None:
    stage = played(small_plan("mixed", kit=NOTHING))
    assert [line for line in stage.sheet(tones=False) if 130 <= float(line.split()[0]) < 165] == [
        "130.3 say Rest. Next: Lizard, right foot forward.",
        "134.5 say March done.",
        "136.0 say Ten seconds. Lizard, right foot forward.",
        "146.0 say Lizard: one hold of 40 seconds.",
        "149.2 say Low lunge.",
        "154.8 say No pinch.",
        "156.1 say Right foot forward. Left hip stretches.",
        "162.3 say Hold.",
    ]
    assert [line for line in stage.sheet(tones=False) if 322 <= float(line.split()[0]) < 349] == [
        "322.3 say Rest. Next: March, right leg.",
        "326.1 say Lift done.",
        "328.0 say Ten seconds. March, right leg.",
        "338.0 say March: two sets of four.",
        "343.8 say Right leg.",
        "348.0 say Up.",
    ]


def test_a_prop_that_comes_next_is_named_in_the_rest() -> None:
    rest = [line for line in played(small_plan("mixed")).sheet(tones=False) if 251 <= float(line.split()[0]) < 260]
    assert rest == [
        "251.3 say Rest. Next: Lift, right leg.",
        "253.9 say Take the block.",
        "257.0 say Ten seconds. Lift, right leg, block.",
    ]


def test_a_missing_prop_is_told() -> None:
    said = [line for line in played(small_plan("march", kit=NOTHING)).sheet(tones=False) if float(line.split()[0]) < 12]
    assert said == [
        "0.0 say March: two sets of four.",
        "2.6 say No kettlebell, so body weight today.",
        "5.8 say Stand tall.",
        "10.1 say Right knee up.",
        "11.8 say Right leg.",
    ]


# How much is said.


def test_brief() -> None:
    assert played(small_plan("march"), Talk.BRIEF).sheet(tones=False)[:9] == [
        "0.0 say March: two sets of four.",
        "2.8 say Right foot in the handle.",
        "10.1 say Bell down first.",
        "11.8 say Right leg.",
        "18.0 say One.",
        "23.0 say Two.",
        "28.0 say Three.",
        "28.9 say Hips level",
        "33.0 say Last one.",
    ]


def test_counts_only() -> None:
    assert played(small_plan("lizard"), Talk.COUNTS).sheet(tones=False) == [
        "0.0 say Lizard: one hold of 40 seconds.",
        "10.1 say Right foot forward. Left hip stretches.",
        "36.0 say Halfway.",
        "46.0 say Ten seconds.",
        "53.0 say Three.",
        "54.0 say Two.",
        "55.0 say One.",
        "56.3 say Switch sides. Left foot forward. Right hip stretches.",
        "85.0 say Halfway.",
        "95.0 say Ten seconds.",
        "102.0 say Three.",
        "103.0 say Two.",
        "104.0 say One.",
        "105.7 say All done.",
    ]


def test_tones_only() -> None:
    stage = played(small_plan("march", level=1), Talk.TONES)
    assert stage.sheet() == [
        "13.0 tone last_three",
        "14.0 tone last_three",
        "15.0 tone last_three",
        "16.0 tone start",
        "26.0 tone switch",
        "32.0 tone last_three",
        "33.0 tone last_three",
        "34.0 tone last_three",
        "35.0 tone start",
        "45.0 tone done",
    ]
    turns = [heard.start - stage.started_at for heard in stage.sound.heard if heard.text == "turn"]
    assert [round(turn / 48_000, 1) for turn in turns][:5] == [18.0, 19.0, 21.0, 23.0, 24.0]


def test_fewer_words_are_offered_after_the_closing_words() -> None:
    ends = []
    for talk in Talk:
        stage = Stage(small_plan("march", level=1), Voice(WORDS, talk, tells_of_brief=True))
        stage.start()
        stage.finish()
        ends.append(stage.since(45, tones=True))
    assert ends[0] == ["45.0 tone done", "45.7 say All done.", "47.0 say Fewer words? See Today."]
    assert ends[-1] == ["45.0 tone done"]


# At one's own pace.


def test_a_self_paced_session_waits_for_the_person() -> None:
    stage = Stage(small_plan("march", level=1, self_paced=True), Voice(WORDS))
    stage.start()
    states = []
    for waits_s, key in ((20, Command.READY), (30, Command.NEXT), (12, Command.NEXT), (9, Command.TIME_LEFT)):
        stage.run(waits_s)
        states.append(stage.state)
        stage.press(key)
    assert states == [State.WAITING, State.WAITING, State.PLAYING, State.FINISHED]
    assert [line for line in stage.sheet() if "last_three" not in line] == [
        "0.0 say March: one set of two.",
        "2.8 say Stand tall.",
        "8.8 say Right knee up.",
        "11.8 say Right leg.",
        "20.0 say Right leg.",
        "21.5 say Three.",
        "22.5 say Two.",
        "23.5 say One.",
        "24.5 tone start",
        "24.8 say Your pace: two reps.",
        "50.0 tone switch",
        "50.0 say Next.",
        "50.7 say Switch sides. Left leg.",
        "53.0 say Other foot in.",
        "59.0 tone start",
        "59.3 say Your pace: two reps.",
        "62.0 tone done",
        "62.7 say All done.",
    ]
