"""The player in trouble: a machine that sleeps, a window that stalls, clips that come late or never."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import FRAMES_PER_MS, Talk
from hipgui.core.score import score
from hipgui.core.session import Command, State
from hipgui.core.sounds import SAMPLE_RATE, Tone
from tests.core.rules import heard
from tests.timelines.small import WORDS, small_plan, started
from tests.timelines.stage import Clips, estimated_s

if TYPE_CHECKING:
    from hipgui.core.sounds import Phrase

# In small_plan("march"): prepare 16 s, right 20 s, switch 9 s, left 20 s, rest 16 s, right, switch, left.
PREPARE, FIRST, SWITCH, SECOND, REST, THIRD, _, LAST = range(8)


def never(_phrase: Phrase) -> int | None:
    return None


@pytest.mark.parametrize("first", ["tick", "key"])
def test_a_machine_that_slept_in_a_hold_comes_back_paused(first: str) -> None:
    stage = started(small_plan("lizard"))
    stage.run_to(17, FIRST)
    before = stage.player.view()
    stage.sound.skip(3_600 * SAMPLE_RATE)
    stage.asleep_s = 3_600
    if first == "tick":
        stage.player.tick()
        assert stage.state is State.PAUSED
    else:
        stage.press(Command.PLAY_PAUSE)
        assert stage.state is State.LEAD_IN
    view = stage.player.view()
    assert (view.index, view.position_ms) == (FIRST, before.position_ms)
    assert [line[0] for line in stage.journal.lines].count("paused") == 1


def test_a_nap_of_a_moment_does_not_pause() -> None:
    stage = started()
    stage.run(3)
    stage.asleep_s = 1.9
    stage.player.tick()
    assert stage.state is State.PLAYING


@pytest.mark.parametrize("stall_s", [1, 5, 11, 40])
def test_a_window_that_stalls_lets_nothing_pile_up(stall_s: float) -> None:
    """What should have been said meanwhile is dropped, not queued; the counts after it are on time."""
    stage = started(small_plan("mixed"))
    stage.run_to(3, FIRST)
    stage.sound.pass_time(round(stall_s * SAMPLE_RATE))
    stage.player.tick()
    stage.finish()
    plan = stage.player.plan
    finished = score(plan, WORDS, Talk.FULL, 0, lambda _item: None)
    planned = {(stage.started_at + at_ms * FRAMES_PER_MS, cue.item) for at_ms, cue in heard(finished)}
    on_time = [(one.start, one.item) in planned for one in stage.sound.heard]
    assert on_time.count(False) <= 2
    assert stage.sound.cuts == []


def test_a_clip_that_comes_late_is_settled_from_its_real_length() -> None:
    """Every clip is twice as long as it was taken to be, and comes when the set runs already."""
    clips = Clips(lambda phrase: estimated_s(phrase) * 1.9, lambda _phrase: 600)
    stage = started(clips=clips)
    stage.finish()
    speech = [one for one in stage.sound.heard if one.is_speech]
    assert all(first.end <= second.start for first, second in pairwise(speech))
    assert len(speech) > 20
    assert stage.sound.missed == []


def test_a_long_clip_that_comes_while_the_window_stalls_is_not_talked_over() -> None:
    def length_s(phrase: Phrase) -> float:
        return estimated_s(phrase) * (3 if "handle" in phrase.text else 1)

    stage = started(clips=Clips(length_s, lambda _phrase: 150))
    stage.sound.pass_time(12 * SAMPLE_RATE)
    stage.player.tick()
    stage.run(8)
    assert stage.spoken()[:2] == ["March: two sets of four.", "Up."]
    speech = [one for one in stage.sound.heard if one.is_speech]
    assert all(first.end <= second.start for first, second in pairwise(speech))


def test_a_voice_that_never_speaks_is_told_and_the_session_goes_on() -> None:
    stage = started(clips=Clips(render_ms=never))
    stage.finish()
    assert [one for one in stage.sound.heard if one.is_speech] == []
    told = [said.cue.text for said in stage.said]
    assert "Switch sides. Left leg." in told
    assert told.count("Last one.") == 4
    assert stage.sound.missed == [said.cue.item for said in stage.said if said.cue.is_speech]
    assert len(stage.player.done()) == 4


def test_a_voice_that_dies_leaves_the_tones() -> None:
    stage = started(small_plan("mixed"), clips=Clips(dies_at_ms=30_000))
    stage.finish()
    assert stage.state is State.FINISHED
    assert Tone.DONE in {one.item for one in stage.sound.heard}


def test_what_a_clip_that_never_comes_would_have_said_is_read() -> None:
    """A mark of the hold, and the answer to a key; a tone tells that there is one."""
    stage = started(small_plan("lizard"), clips=Clips(render_ms=lambda one: None if "half" in one.text.lower() else 10))
    stage.run_to(21, FIRST)
    assert stage.player.view().caption == "Halfway."
    silent = started(small_plan("lizard"), clips=Clips(render_ms=never))
    silent.run_to(15, FIRST)
    silent.press(Command.TIME_LEFT)
    silent.run(0.5)
    assert silent.sound.heard[-1].item is Tone.ACK
    assert silent.player.view().caption == "25 seconds left."


def test_notices_come_from_the_sound_room() -> None:
    assert [str(notice) for notice in started().player.notices()] == ["Nothing is heard. It is a test."]
