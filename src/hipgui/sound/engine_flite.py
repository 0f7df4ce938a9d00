"""The `flite` program, where it is installed: one process a phrase, far clearer English than eSpeak."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hipgui.sound.engine import (
    FLITE,
    EngineBrokeError,
    EngineMissingError,
    PhraseFailedError,
    VoiceInfo,
)

if TYPE_CHECKING:
    from hipgui.sound.engine import VoiceChoice

DEFAULT_VOICE: Final = "rms"

NATURAL_WPM: Final = {"rms": 167, "slt": 186, "awb": 177, "kal": 176, "kal16": 179}
"""Rate of each voice at its natural speed, in eSpeak's measure: at this wpm both need the same time for the
built-in pack's sentences (benchmarks/bench_sound.py)."""

_USUAL_WPM: Final = 175
_CLEAREST_FIRST: Final = ("rms", "awb", "slt", "kal16", "kal")
_ACCENTED: Final = {"awb_time"}


class FliteEngine:
    """One run of `flite` for each phrase; see the port in engine.py. `program` is a name or a path."""

    def __init__(self, choice: VoiceChoice, program: str = FLITE) -> None:
        self._program = program
        self._voice = choice.voice or DEFAULT_VOICE
        self._folder: Path | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._known: tuple[VoiceInfo, ...] = ()

    @property
    def voice_id(self) -> str:
        """See the port."""
        return f"{FLITE} {self._voice}"

    def start(self, limit_s: float) -> None:
        """See the port."""
        if self._folder is not None:
            return
        known = self.voices(limit_s)
        if self._voice not in {voice.id for voice in known}:
            raise EngineMissingError(
                f"flite has no voice called {self._voice!r}.",
                f"Choose one of: {', '.join(voice.id for voice in known)}.",
            )
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="hipgui-"))
        except OSError as error:
            raise EngineMissingError(
                f"flite has no place to write to ({error.strerror or error}).", "Make room in the temporary folder."
            ) from error

    def render(self, text: str, wpm: int, limit_s: float) -> Path:
        """See the port."""
        self.start(limit_s)
        assert self._folder is not None
        path = self._folder / "phrase.wav"
        path.unlink(missing_ok=True)
        stretch = NATURAL_WPM.get(self._voice, _USUAL_WPM) / wpm
        self._run(
            ["-voice", self._voice, "--setf", f"duration_stretch={stretch:.3f}", "-o", str(path), "-t", text], limit_s
        )
        if not path.exists():
            raise PhraseFailedError("flite wrote no file")
        return path

    def voices(self, limit_s: float) -> tuple[VoiceInfo, ...]:
        """See the port."""
        if not self._known:
            names = self._run(["-lv"], limit_s).partition(":")[2].split()
            order = {name: place for place, name in enumerate(_CLEAREST_FIRST)}
            usable = sorted((name for name in names if name not in _ACCENTED), key=lambda name: order.get(name, 99))
            self._known = tuple(VoiceInfo(name, f"flite {name}", ("en",)) for name in usable)
        return self._known

    def close(self) -> None:
        """See the port."""
        self._closed = True
        if (running := self._running) is not None:
            with suppress(ProcessLookupError):
                running.kill()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _run(self, arguments: list[str], limit_s: float) -> str:
        program = shutil.which(self._program)
        if program is None:
            raise EngineMissingError(
                "The program flite isn't installed.", "Install the package flite, or choose the built-in voice."
            )
        if self._closed:
            raise EngineBrokeError("flite was cut off")
        try:
            process = subprocess.Popen(
                [program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise EngineMissingError(
                f"The program flite can't be started ({error.strerror or error}).",
                "Install the package flite again, or choose the built-in voice.",
            ) from error
        with process:
            self._running = process
            try:
                output, _ = process.communicate(timeout=limit_s)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise EngineBrokeError(f"flite did not finish within {limit_s:.0f} s") from error
            finally:
                self._running = None
        if process.returncode != 0:
            raise EngineBrokeError(f"flite ended with code {process.returncode}")
        return output.decode(errors="replace")
