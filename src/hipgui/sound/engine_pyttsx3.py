"""The default engine: pyttsx3, in a process of its own that may be killed and started again at any time."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from hipgui.sound import worker
from hipgui.sound.engine import (
    PYTTSX3,
    EngineBrokeError,
    EngineMissingError,
    PhraseFailedError,
    VoiceInfo,
)
from hipgui.sound.own_process import launch, module_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.sound.engine import VoiceChoice

_QUIT_LIMIT_S: Final = 2.0
_SYSTEM_REMEDY: Final = "Add a voice in the system's speech settings; until then cues are shown and tones sound."
_REMEDIES: Final = {
    "linux": "Install the package libespeak-ng1, or the program flite; until then cues are shown and tones sound.",
}


class Pyttsx3Engine:
    """Renders through the worker process; see the port in engine.py. `command` starts the worker."""

    def __init__(self, choice: VoiceChoice, command: Sequence[str] | None = None) -> None:
        self._choice = choice
        self._command = list(command) if command is not None else module_command(worker.__name__)
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self._folder: Path | None = None
        self._voice: str | None = choice.voice or None
        self._number = 0
        self._lock = threading.Lock()
        self._closed = False

    @property
    def voice_id(self) -> str | None:
        """See the port."""
        return None if self._voice is None else f"{PYTTSX3} {self._voice}"

    @property
    def pid(self) -> int | None:
        """The worker's process id while it runs."""
        return None if self._process is None else self._process.pid

    def start(self, limit_s: float) -> None:
        """See the port."""
        if self._process is not None and self._process.poll() is None:
            return
        self._cut_off()
        with self._lock:
            if self._closed:
                raise EngineBrokeError("the voice was closed")
            self._launch()
        hello = self._reply(limit_s, "did not start")
        if "missing" in hello:
            self._cut_off()
            raise EngineMissingError(
                f"This machine has no voice ({hello['missing']}).", _REMEDIES.get(sys.platform, _SYSTEM_REMEDY)
            )
        if "unknown" in hello:
            self._cut_off()
            raise EngineMissingError(
                f"There is no voice called {hello['unknown']!r} on this machine.", "Choose another voice in Settings."
            )
        self._voice = hello["voice"]

    def render(self, text: str, wpm: int, limit_s: float) -> Path:
        """See the port."""
        self.start(limit_s)
        assert self._folder is not None
        path = self._folder / f"phrase-{self._number % 2}.wav"
        path.unlink(missing_ok=True)
        self._ask({"text": text, "wpm": wpm, "path": str(path)}, limit_s)
        return path

    def voices(self, limit_s: float) -> tuple[VoiceInfo, ...]:
        """See the port."""
        self.start(limit_s)
        reply = self._ask({"voices": True}, limit_s)
        return tuple(VoiceInfo(voice, name, tuple(languages)) for voice, name, languages in reply["voices"])

    def close(self) -> None:
        """See the port."""
        with self._lock:
            self._closed = True
        self._cut_off()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self) -> None:
        self._replies = queue.SimpleQueue()
        try:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="hipgui-"))
            process = launch([*self._command, self._choice.voice, self._choice.language])
        except OSError as error:
            raise EngineMissingError(
                f"The voice's process can't be started ({error.strerror or error}).",
                "Make room in the temporary folder, or reinstall Hipgui.",
            ) from error
        self._process = process
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._replies), name="hipgui-voice-replies", daemon=True
        )
        self._reader.start()

    def _ask(self, request: dict[str, Any], limit_s: float) -> dict[str, Any]:
        self._number += 1
        process = self._process
        if process is None or process.stdin is None:
            raise EngineBrokeError("the voice was closed")
        try:
            process.stdin.write(json.dumps(request | {"id": self._number}).encode() + b"\n")
            process.stdin.flush()
        except (OSError, ValueError) as error:
            self._cut_off()
            raise EngineBrokeError("the voice's process died") from error
        deadline_s = time.monotonic() + limit_s
        while (reply := self._reply(deadline_s - time.monotonic(), f"gave no answer in {limit_s:.0f} s")).get(
            "id"
        ) != self._number:
            pass
        if "error" in reply:
            raise PhraseFailedError(reply["error"])
        return reply

    def _reply(self, limit_s: float, trouble: str) -> dict[str, Any]:
        """Return the worker's next reply; cuts it off and raises EngineBrokeError if none comes in time."""
        try:
            reply = self._replies.get(timeout=max(0.0, limit_s))
        except queue.Empty:
            self._cut_off()
            raise EngineBrokeError(f"the voice's process {trouble}") from None
        if reply is None:
            self._cut_off()
            raise EngineBrokeError("the voice's process died")
        return reply

    def _cut_off(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            reader, self._reader = self._reader, None
        if process is None:
            return
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_QUIT_LIMIT_S)
        if reader is not None:
            reader.join(_QUIT_LIMIT_S)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _read(source: IO[bytes], replies: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    """Pass replies on; None when there will be no more."""
    with suppress(ValueError, OSError):
        for line in source:
            replies.put(json.loads(line))
    replies.put(None)
