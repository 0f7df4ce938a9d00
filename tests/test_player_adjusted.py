"""Settings that change while a session stands still, and those that change how it sounds as a whole."""

from __future__ import annotations

import pytest

from hipgui.core.cue import FRAMES_PER_MS, Talk, Voice
from hipgui.core.session import Command, State
from hipgui.core.sounds import Phrase
from tests.timelines.small import WORDS, small_plan, started
from tests.timelines.stage import Clips, Stage

REPS = 1


def stopped_stage(into_s: float = 5.3, voice: Voice | None = None) -> Stage:
    """A session that was paused in its first set."""
    stage = Stage(small_plan("mixed"), voice or Voice(WORDS))
    stage.start()
    stage.run_to(into_s, REPS)
    stage.press(Command.PLAY_PAUSE)
    stage.run(1)
    return stage


def resumed(stage: Stage, voice: Voice, lead_in_ms: int = 3_000) -> int:
    """Adjust and go on; how much had been heard before."""
    stage.player.adjust(voice, lead_in_ms)
    before = len(stage.sound.heard)
    stage.press(Command.PLAY_PAUSE)
    return before


def test_without_tones_a_session_is_speech_alone() -> None:
    stage = Stage(small_plan("mixed"), Voice(WORDS, tones=False))
    stage.start()
    stage.finish()
    full = started(small_plan("mixed"))
    full.finish()
    assert [heard.item for heard in stage.sound.heard if not heard.is_speech] == []
    assert stage.spoken() == full.spoken()


@pytest.mark.parametrize("talk", [Talk.FULL, Talk.TONES])
def test_without_tones_and_voice_an_answer_is_silent(talk: Talk) -> None:
    stage = Stage(small_plan(), Voice(WORDS, talk, tones=False), Clips(render_ms=lambda _phrase: None))
    stage.start()
    stage.run(2)
    stage.press(Command.TIME_LEFT)
    stage.run(1)
    assert stage.sound.heard == []


def test_less_talk_holds_from_the_next_word_on() -> None:
    stage = stopped_stage()
    before = resumed(stage, Voice(WORDS, Talk.COUNTS))
    stage.finish()
    later = [heard.text for heard in stage.sound.heard[before:] if heard.is_speech]
    only_counts = Stage(small_plan("mixed"), Voice(WORDS, Talk.COUNTS))
    only_counts.start()
    only_counts.finish()
    lead_in = {"Three.", "Two.", "One."}
    assert set(later) <= {*only_counts.spoken(), *lead_in}
    assert len(later) > 10


def test_no_talk_at_all_silences_the_word_that_was_cut() -> None:
    stage = stopped_stage()
    before = resumed(stage, Voice(WORDS, Talk.TONES))
    stage.finish()
    assert not [heard for heard in stage.sound.heard[before:] if heard.is_speech]
    assert stage.state is State.FINISHED


def test_another_rate_holds_from_the_next_word_on() -> None:
    stage = stopped_stage()
    before = resumed(stage, Voice(WORDS, rate=1.5))
    stage.finish()
    paces = {heard.item.wpm for heard in stage.sound.heard[before:] if isinstance(heard.item, Phrase)}
    assert paces == {round(125 * 1.5), round(140 * 1.5)}
    # Gone on with in the very moment of the change: the first word of the lead-in has no clip yet.
    assert [one.text for one in stage.sound.missed if isinstance(one, Phrase)] == ["Three."]


@pytest.mark.parametrize("seconds", [3, 5, 10])
def test_the_lead_in_is_as_long_as_wished(seconds: int) -> None:
    stage = stopped_stage()
    frame = stage.sound.head()
    before = resumed(stage, Voice(WORDS), seconds * 1000)
    while stage.state is State.LEAD_IN:
        stage.run(0.033)
    session = stage.player.view().session
    assert session.anchor + session.held - frame == seconds * 1000 * FRAMES_PER_MS
    words = [heard for heard in stage.sound.heard[before:] if heard.is_speech][:3]
    assert [heard.text for heard in words] == ["Three.", "Two.", "One."]
    assert words[0].start - frame == pytest.approx((seconds - 3) * 1000 * FRAMES_PER_MS, abs=200 * FRAMES_PER_MS)


def test_work_that_is_entered_has_the_same_lead_in_and_its_side_first() -> None:
    stage = Stage(small_plan("mixed"), Voice(WORDS))
    stage.player.adjust(Voice(WORDS), 6_000)
    stage.start()
    stage.press(Command.NEXT)
    assert stage.player.view().lead_in_ms == pytest.approx(7_500, abs=40)
    stage.run(2)
    assert "Right leg." in stage.spoken()


def test_adjusting_a_running_session_never_breaks_it() -> None:
    stage = started(small_plan("mixed"))
    for talk in (*Talk, *Talk):
        stage.run(4.7)
        stage.player.adjust(Voice(WORDS, talk, rate=1.2, tones=talk is not Talk.BRIEF), 4_000)
    stage.player.adjust(Voice(WORDS), 3_000)
    stage.finish()
    assert stage.state is State.FINISHED
    assert stage.sound.missed == []
