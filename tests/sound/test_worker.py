"""The real pyttsx3 with the real eSpeak NG in the real worker process, and a guard for each of its pitfalls."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.sound.clip import SilentError, speech_clip
from hipgui.sound.engine import EngineBrokeError, EngineMissingError, PhraseFailedError, VoiceChoice
from hipgui.sound.engine_pyttsx3 import Pyttsx3Engine
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT_S = 20.0
COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
SENTENCE = "Kneel on the mat with your right knee behind the block"


@pytest.fixture
def engine() -> Iterator[Pyttsx3Engine]:
    engine = Pyttsx3Engine(VoiceChoice())
    yield engine
    engine.close()


@pytest.fixture
def faulty(tmp_path: Path) -> Iterator[Callable[[str], Pyttsx3Engine]]:
    made: list[Pyttsx3Engine] = []

    def make(fault: str) -> Pyttsx3Engine:
        program = Path(__file__).with_name("worker_program.py")
        made.append(Pyttsx3Engine(VoiceChoice(), [sys.executable, str(program), fault, str(tmp_path)]))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def spoken_s(engine: Pyttsx3Engine, text: str, wpm: int = 140) -> float:
    return len(speech_clip(engine.render(text, wpm, LIMIT_S).read_bytes())) / 48_000


def test_many_phrases_in_a_row_are_all_there_and_each_is_itself(engine: Pyttsx3Engine) -> None:
    """Of queued calls pyttsx3 does only the last, repeats it when asked for nothing, and leaves empty files."""
    alone = {text: spoken_s(engine, text) for text in COUNTS}
    assert len({round(seconds, 2) for seconds in alone.values()}) > 5
    for _ in range(4):
        for text in COUNTS:
            assert spoken_s(engine, text) == pytest.approx(alone[text], abs=0.02)


def test_a_change_of_rate_holds_from_the_very_next_phrase(engine: Pyttsx3Engine) -> None:
    """Told carelessly, eSpeak speaks the next phrase at the old rate, or not at all."""
    seconds = {wpm: spoken_s(engine, SENTENCE, wpm) for wpm in (100, 125, 140, 200)}
    for wpm, _ in product((200, 100, 140, 125), range(3)):
        assert spoken_s(engine, "Lift.", wpm) > 0.1
        assert spoken_s(engine, SENTENCE, wpm) == pytest.approx(seconds[wpm], abs=0.05)


def test_the_rate_is_about_what_is_asked(engine: Pyttsx3Engine) -> None:
    """ESpeak counts a word as a long one; coaching words are short, so a sentence comes somewhat faster."""
    words = len(SENTENCE.split())
    for wpm in (100, 140, 200):
        assert 0.9 * wpm < words / spoken_s(engine, SENTENCE, wpm) * 60 < 1.6 * wpm
    assert spoken_s(engine, SENTENCE, 100) / spoken_s(engine, SENTENCE, 200) == pytest.approx(2, rel=0.1)


def test_what_pyttsx3_prints_reaches_nobody(engine: Pyttsx3Engine, capfd: pytest.CaptureFixture[str]) -> None:
    for text in COUNTS[:3]:
        spoken_s(engine, text)
    assert capfd.readouterr() == ("", "")


def test_a_text_without_words_is_a_file_without_sound_and_the_next_is_well(engine: Pyttsx3Engine) -> None:
    with pytest.raises(SilentError):
        speech_clip(engine.render("...", 140, LIMIT_S).read_bytes())
    assert spoken_s(engine, "one") > 0.2


def test_no_text_is_an_error_and_the_next_is_well(engine: Pyttsx3Engine) -> None:
    with pytest.raises(PhraseFailedError):
        engine.render("", 140, LIMIT_S)
    assert spoken_s(engine, "one") > 0.2


def test_a_worker_killed_in_the_middle_of_a_phrase_is_told_and_comes_back(engine: Pyttsx3Engine) -> None:
    engine.start(LIMIT_S)
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    killing = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
    killing.start()
    with pytest.raises(EngineBrokeError, match="died"):
        engine.render(SENTENCE, 140, LIMIT_S)
    killing.join()
    assert spoken_s(engine, SENTENCE) > 1


def test_a_worker_killed_between_phrases_comes_back(engine: Pyttsx3Engine) -> None:
    whole_s = spoken_s(engine, SENTENCE)
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert spoken_s(engine, SENTENCE) == pytest.approx(whole_s, abs=0.02)
    assert engine.pid != first


def test_a_worker_that_hangs_is_cut_off_at_the_limit(engine: Pyttsx3Engine) -> None:
    engine.start(LIMIT_S)
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(EngineBrokeError, match="no answer"):
        engine.render("one", 140, 0.2)
    assert _is_gone(first)
    assert spoken_s(engine, "one") > 0.2


def test_closing_ends_a_hanging_worker_and_removes_its_files(faulty: Callable[[str], Pyttsx3Engine]) -> None:
    engine = faulty("hangs")
    engine.start(LIMIT_S)
    pid = engine.pid
    assert pid is not None
    engine.close()
    assert _is_gone(pid)
    with pytest.raises(EngineBrokeError):
        engine.render("one", 140, LIMIT_S)
    engine.close()


@pytest.mark.parametrize("fault", ["dies", "babbles"])
def test_a_worker_that_breaks_says_so_at_once(faulty: Callable[[str], Pyttsx3Engine], fault: str) -> None:
    with pytest.raises(EngineBrokeError, match="died"):
        faulty(fault).render("one", 140, LIMIT_S)


def test_a_worker_that_never_starts_is_cut_off(faulty: Callable[[str], Pyttsx3Engine]) -> None:
    with pytest.raises(EngineBrokeError, match="did not start"):
        faulty("mute start").start(0.5)


def test_without_room_for_its_files_it_is_told_plainly(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))  # its own setting
    with pytest.raises(EngineMissingError, match="can't be started"):
        engine.start(LIMIT_S)


def test_a_command_that_is_missing_is_told_plainly() -> None:
    engine = Pyttsx3Engine(VoiceChoice(), ["/nowhere/python"])
    with pytest.raises(EngineMissingError, match="can't be started") as caught:
        engine.start(LIMIT_S)
    assert caught.value.remedy
    engine.close()


def test_the_data_folder_may_lie_very_deep(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ESpeak's C library ends the process at a path of about 150 characters."""
    import espeakng_loader

    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", str(deep))
    assert spoken_s(engine, "one") > 0.2


def test_a_data_path_left_in_the_environment_does_no_harm(
    engine: Pyttsx3Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESPEAK_DATA_PATH", "/nowhere/" + "n" * 300)
    assert spoken_s(engine, "one") > 0.2


def test_a_machine_without_a_voice_is_told_plainly(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('you probably do not have eSpeak installed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(EngineMissingError, match="no voice") as caught:
        engine.start(LIMIT_S)
    assert "eSpeak installed" in caught.value.what
    assert caught.value.remedy


def test_a_library_without_its_data_ends_only_the_worker(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import espeakng_loader

    (tmp_path / "espeakng_loader.py").write_text(
        textwrap.dedent(f"""
            def get_library_path(): return {espeakng_loader.get_library_path()!r}
            def get_data_path(): return {str(tmp_path / "espeak-ng-data")!r}
        """)
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises((EngineBrokeError, EngineMissingError)):
        engine.start(LIMIT_S)


def test_the_worker_ends_with_the_program_that_started_it() -> None:
    program = (
        "from hipgui.sound.engine_pyttsx3 import Pyttsx3Engine as E; from hipgui.sound.engine import VoiceChoice\n"
    )
    program += "e = E(VoiceChoice()); e.start(20); print(e.pid, flush=True); import time; time.sleep(60)"
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    rigs.until(lambda: _is_gone(worker), what="the worker to end")


def test_the_clearest_variant_speaks_by_default_and_others_can_be_chosen(engine: Pyttsx3Engine) -> None:
    voices = {voice.id: voice for voice in engine.voices(LIMIT_S)}
    assert engine.voice_id == "pyttsx3 en-us+f5"
    assert len(voices) > 50
    assert voices["gmw/de"].languages == ("de",)
    chosen = Pyttsx3Engine(VoiceChoice(voice="gmw/en-us"))
    german = Pyttsx3Engine(VoiceChoice(language="de"))
    try:
        other = speech_clip(chosen.render("one", 140, LIMIT_S).read_bytes())
        own = speech_clip(engine.render("one", 140, LIMIT_S).read_bytes())
        assert not np.array_equal(own[:4000], other[:4000])
        german.start(LIMIT_S)
        assert german.voice_id == "pyttsx3 de"
        assert spoken_s(german, "Achtung") > 0.2
    finally:
        chosen.close()
        german.close()


def test_a_voice_nobody_has_is_told_plainly() -> None:
    engine = Pyttsx3Engine(VoiceChoice(voice="no such voice"))
    with pytest.raises(EngineMissingError, match="no such voice"):
        engine.start(LIMIT_S)
    engine.close()


def _is_gone(pid: int) -> bool:
    """Whether a process has ended (a zombie has)."""
    try:
        return Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
