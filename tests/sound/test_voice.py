"""The rendering thread: order, cache, breakdowns, giving up, changing the voice; real processes throughout."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.core.sounds import Phrase
from hipgui.sound.engine import VoiceChoice
from hipgui.sound.engine_pyttsx3 import Pyttsx3Engine
from hipgui.sound.engines import make_engine
from hipgui.sound.notice import NoticeBoard
from hipgui.sound.voice import Limits, Voice
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hipgui.sound.engine import Engine

pytestmark = pytest.mark.timed

WAIT_S = 20.0
QUICK = Limits(phrase_s=0.3, per_letter_s=0, breakdowns=4)


def phrases(*texts: str) -> list[Phrase]:
    return [Phrase(text, 140) for text in texts]


class Stage:
    """Voices that are closed at the end, their notices, and the engines they made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        self.board = NoticeBoard()
        self.engines: list[Engine] = []
        self.voices: list[Voice] = []

    def voice(
        self, fault: str | None = None, *, limits: Limits | None = None, choice: VoiceChoice | None = None
    ) -> Voice:
        """A voice on the real engine, or on a worker with a fault."""

        def engine_for(wanted: VoiceChoice) -> Engine:
            program = str(Path(__file__).with_name("worker_program.py"))
            engine: Engine = make_engine(wanted)
            if fault is not None and wanted == (choice or VoiceChoice()):
                engine = Pyttsx3Engine(wanted, [sys.executable, program, fault, str(self.folder)])
            self.engines.append(engine)
            return engine

        self.voices.append(Voice(choice or VoiceChoice(), self.cache, self.board, engine_for=engine_for, limits=limits))
        return self.voices[-1]

    def spoken(self) -> list[str]:
        """What the worker with a fault was asked, in order."""
        return [file.read_text() for file in sorted(self.folder.glob("phrase-*"))]

    def starts(self) -> int:
        """How often the worker with a fault was started."""
        return len(list(self.folder.glob("start-*")))

    def notices(self) -> list[str]:
        """What was told, each with its remedy there."""
        new = self.board.take()
        assert all(notice.remedy for notice in new)
        return [notice.what for notice in new]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    for voice in stage.voices:
        voice.close()


def come(voice: Voice, wanted: Sequence[Phrase]) -> bool:
    return voice.wait(wanted, WAIT_S) and all(voice.clip(phrase) is not None for phrase in wanted)


def test_the_first_word_is_there_within_three_tenths_of_a_second(stage: Stage) -> None:
    voice = stage.voice()
    voice.prewarm()
    rigs.until(lambda: stage.engines and stage.engines[0].voice_id, what="the engine")
    warm = phrases("warm")
    voice.want(warm)
    assert come(voice, warm)
    first = phrases("Last one", *(f"Number {number}" for number in range(20)))
    begin_s = time.monotonic()
    voice.want(first)
    assert time.monotonic() - begin_s < 0.05
    assert voice.wait(first[:1], WAIT_S)
    assert time.monotonic() - begin_s < 0.3


def test_phrases_come_in_the_order_in_which_they_are_wanted(stage: Stage) -> None:
    voice = stage.voice("none")
    wanted = phrases("e", "d", "c", "b", "a", "d")
    voice.want(wanted)
    assert come(voice, wanted)
    assert stage.spoken() == ["e", "d", "c", "b", "a"]
    assert stage.notices() == []


def test_new_wishes_replace_the_old(stage: Stage) -> None:
    voice = stage.voice("none")
    voice.want(phrases(*(str(number) for number in range(2000))))
    later = phrases("now")
    voice.want(later)
    assert come(voice, later)
    assert len(stage.spoken()) < 100


def test_what_is_cached_is_not_spoken_again_and_comes_before_what_must_be_rendered(stage: Stage) -> None:
    known = phrases("known", "well known", "best known")
    before = stage.voice("none")
    before.want(known)
    assert come(before, known)
    before.close()
    voice = stage.voice("hangs")
    unknown = phrases("new")
    voice.want([known[0], *unknown, *known[1:]])
    assert come(voice, known)
    assert voice.clip(unknown[0]) is None
    assert stage.spoken()[:3] == ["known", "well known", "best known"]
    for phrase in known:
        here, there = voice.clip(phrase), before.clip(phrase)
        assert here is not None
        assert there is not None
        assert np.array_equal(here, there)


def test_an_empty_file_now_and_then_is_asked_for_again(stage: Stage) -> None:
    voice = stage.voice("empty once")
    wanted = phrases("one", "two")
    voice.want(wanted)
    assert come(voice, wanted)
    assert stage.spoken() == ["one", "one", "two"]
    assert stage.notices() == []


@pytest.mark.parametrize("fault", ["empty", "refuses", "writes nothing"])
def test_a_phrase_that_cannot_be_had_fails_and_a_voice_that_gives_none_is_given_up(stage: Stage, fault: str) -> None:
    voice = stage.voice(fault)
    first, rest = phrases("one"), phrases("two", "three", "four", "five", "six")
    voice.want(first)
    assert voice.wait(first, WAIT_S)
    assert voice.failed(first[0])
    assert voice.clip(first[0]) is None
    assert not voice.failed(rest[0])
    assert [what for what in stage.notices() if "one" in what]
    voice.want(rest)
    assert voice.wait(rest, WAIT_S)
    assert all(voice.failed(phrase) for phrase in rest)
    assert any("no sound" in what for what in stage.notices())
    assert "six" not in stage.spoken()


@pytest.mark.parametrize(("fault", "told"), [("hangs", "no answer"), ("dies", "died"), ("babbles", "died")])
def test_a_voice_that_keeps_breaking_is_tried_and_then_given_up(stage: Stage, fault: str, told: str) -> None:
    voice = stage.voice(fault, limits=QUICK)
    wanted = phrases("one", "two", "three", "four")
    voice.want(wanted)
    assert voice.wait(wanted, WAIT_S)
    assert all(voice.failed(phrase) for phrase in wanted)
    assert stage.spoken() == ["one", "one", "two", "two"]
    assert stage.starts() == 4
    notices = stage.notices()
    assert told in notices[0]
    assert "started again" in notices[0]
    assert "stopped working" in notices[-1]


def test_a_voice_killed_in_mid_session_speaks_on(stage: Stage) -> None:
    voice = stage.voice()
    before = phrases("one", "two")
    voice.want(before)
    assert come(voice, before)
    (engine,) = stage.engines
    assert isinstance(engine, Pyttsx3Engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    after = phrases("three", "four", "five")
    voice.want([*before, *after])
    assert come(voice, after)
    assert not any(voice.failed(phrase) for phrase in after)


def test_a_voice_hanging_in_mid_session_speaks_on(stage: Stage) -> None:
    voice = stage.voice(limits=Limits(phrase_s=1.0, per_letter_s=0))
    before = phrases("one")
    voice.want(before)
    assert come(voice, before)
    (engine,) = stage.engines
    assert isinstance(engine, Pyttsx3Engine)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    after = phrases("two", "three")
    voice.want(after)
    assert come(voice, after)
    (notice,) = stage.notices()
    assert "started again" in notice


def test_without_a_voice_every_phrase_fails_at_once_and_it_is_said_once(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('no eSpeak here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voice = stage.voice()
    wanted = phrases("one", "two")
    voice.want(wanted)
    assert voice.wait(wanted, WAIT_S)
    assert all(voice.failed(phrase) for phrase in wanted)
    later = phrases("three")
    voice.want(later)
    assert voice.failed(later[0])
    (notice,) = stage.notices()
    assert "no voice" in notice
    monkeypatch.delenv("PYTHONPATH")
    voice.choose(VoiceChoice("flite"))
    voice.want(wanted)
    assert come(voice, wanted)


def test_an_engine_nobody_knows_is_told(stage: Stage) -> None:
    voice = stage.voice(choice=VoiceChoice("parrot"))
    wanted = phrases("one")
    voice.want(wanted)
    assert voice.wait(wanted, WAIT_S)
    assert voice.failed(wanted[0])
    (notice,) = stage.notices()
    assert "parrot" in notice


def test_a_failing_start_is_told_before_a_session_needs_it(stage: Stage) -> None:
    voice = stage.voice("mute start", limits=Limits(start_s=0.2, breakdowns=1))
    voice.prewarm()
    assert "did not start" in rigs.until(stage.notices, what="a notice")[0]
    assert voice.failed(Phrase("one", 140))


def test_another_voice_forgets_the_clips_of_the_old(stage: Stage) -> None:
    voice = stage.voice()
    wanted = phrases("Lift your knee")
    voice.want(wanted)
    assert come(voice, wanted)
    old = voice.clip(wanted[0])
    voice.choose(VoiceChoice("flite"))
    assert voice.clip(wanted[0]) is None
    assert come(voice, wanted)
    new = voice.clip(wanted[0])
    assert old is not None
    assert new is not None
    assert not np.array_equal(old, new)
    voice.choose(VoiceChoice())
    assert come(voice, wanted)
    again = voice.clip(wanted[0])
    assert again is not None
    assert np.array_equal(old, again)
    assert stage.notices() == []


def test_memory_is_bounded_by_what_is_wanted(stage: Stage) -> None:
    voice = stage.voice("none", limits=Limits(clip_bytes=100_000))
    early = phrases(*"abcdef")
    voice.want(early)
    assert come(voice, early)
    late = phrases(*"ghij")
    voice.want(late)
    assert come(voice, late)
    kept = [phrase.text for phrase in early if voice.clip(phrase) is not None]
    assert len(kept) < len(early)


@pytest.mark.parametrize("fault", ["hangs", "mute start"])
def test_closing_does_not_wait_for_a_voice_that_hangs(stage: Stage, fault: str) -> None:
    voice = stage.voice(fault)
    voice.want(phrases("one"))
    rigs.until(stage.spoken if fault == "hangs" else stage.starts, what="the worker to be asked")
    begin_s = time.monotonic()
    voice.close()
    assert time.monotonic() - begin_s < 2
    assert stage.notices() == []
    assert not voice.wait(phrases("one"), 0.01)
    voice.want(phrases("two"))
    voice.prewarm()


def test_a_voice_that_was_never_asked_costs_nothing(stage: Stage) -> None:
    stage.voice().close()
    assert stage.engines == []
