"""The flite program as an engine, where it is installed (tests need it)."""

from __future__ import annotations

import stat
import tempfile
import threading
from typing import TYPE_CHECKING

import pytest

from hipgui.sound.clip import speech_clip
from hipgui.sound.engine import (
    EngineBrokeError,
    EngineMissingError,
    PhraseFailedError,
    VoiceChoice,
)
from hipgui.sound.engine_flite import FliteEngine
from hipgui.sound.engines import engines, make_engine
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMIT_S = 20.0
SENTENCE = "Kneel on the mat with your right knee behind the block"


@pytest.fixture
def flite() -> Iterator[Callable[..., FliteEngine]]:
    made: list[FliteEngine] = []

    def make(voice: str = "", program: str = "flite") -> FliteEngine:
        made.append(FliteEngine(VoiceChoice("flite", voice), program))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def spoken_s(engine: FliteEngine, text: str, wpm: int = 140) -> float:
    return len(speech_clip(engine.render(text, wpm, LIMIT_S).read_bytes())) / 48_000


def test_it_speaks_at_the_rate_that_is_asked(flite: Callable[..., FliteEngine]) -> None:
    engine = flite()
    slow, fast = spoken_s(engine, SENTENCE, 100), spoken_s(engine, SENTENCE, 200)
    assert slow / fast == pytest.approx(2, rel=0.15)
    assert engine.voice_id == "flite rms"


def test_a_text_that_looks_like_an_option_is_spoken(flite: Callable[..., FliteEngine]) -> None:
    assert spoken_s(flite(), "--help me up; rm -rf $HOME") > 1


def test_it_is_offered_where_it_is_found_and_recommended_for_english(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = {info.name: info for info in engines()}
    assert list(offered) == ["pyttsx3", "flite"]
    assert offered["flite"].recommended_for == ("en",)
    assert isinstance(make_engine(VoiceChoice("flite")), FliteEngine)
    monkeypatch.setenv("PATH", "/nowhere")
    assert [info.name for info in engines()] == ["pyttsx3"]


def test_its_voices_are_listed_the_clearest_first(flite: Callable[..., FliteEngine]) -> None:
    voices = [voice.id for voice in flite().voices(LIMIT_S)]
    assert voices[0] == "rms"
    assert {"awb", "slt", "kal"} <= set(voices)


def test_a_voice_it_has_not_and_a_program_that_is_missing_are_told(flite: Callable[..., FliteEngine]) -> None:
    with pytest.raises(EngineMissingError, match="'nobody'") as caught:
        flite("nobody").start(LIMIT_S)
    assert "rms" in caught.value.remedy
    with pytest.raises(EngineMissingError, match="isn't installed"):
        flite(program="/nowhere/flite").start(LIMIT_S)


def test_a_program_that_hangs_fails_or_writes_nothing_is_told(
    flite: Callable[..., FliteEngine], tmp_path: Path
) -> None:
    voices = 'if [ "$1" = -lv ]; then echo "Voices available: rms"; exit; fi;'
    hanging = flite(program=script(tmp_path / "hangs", voices + "exec sleep 60"))
    with pytest.raises(EngineBrokeError, match="did not finish"):
        hanging.render("one", 140, 0.3)
    with pytest.raises(EngineBrokeError, match="code 7"):
        flite(program=script(tmp_path / "fails", voices + "exit 7")).render("one", 140, LIMIT_S)
    with pytest.raises(PhraseFailedError):
        flite(program=script(tmp_path / "idle", voices)).render("one", 140, LIMIT_S)


def test_a_program_that_cannot_be_run_or_has_no_room_is_told(
    flite: Callable[..., FliteEngine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "flite"
    broken.write_text("no program")
    broken.chmod(0o755)
    with pytest.raises(EngineMissingError, match="can't be started"):
        flite(program=str(broken)).start(LIMIT_S)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))  # its own setting
    with pytest.raises(EngineMissingError, match="no place to write"):
        flite().start(LIMIT_S)


def test_closing_cuts_a_running_phrase_off(flite: Callable[..., FliteEngine], tmp_path: Path) -> None:
    mark = tmp_path / "running"
    voices = 'if [ "$1" = -lv ]; then echo "Voices available: rms"; exit; fi;'
    engine = flite(program=script(tmp_path / "hangs", f"{voices} touch {mark}; exec sleep 60"))
    engine.start(LIMIT_S)
    told: list[Exception] = []

    def speak() -> None:
        try:
            engine.render("one", 140, LIMIT_S)
        except EngineBrokeError as error:
            told.append(error)

    thread = threading.Thread(target=speak)
    thread.start()
    rigs.until(mark.exists, what="the program to run")
    engine.close()
    thread.join()
    assert len(told) == 1
