"""The built-in voice's own process: pyttsx3 renders here, one phrase a run, and may hang or die without harm.

Requests are JSON lines on standard input, replies JSON lines on what was standard output when the process began;
pyttsx3 prints to standard output, so that name is pointed elsewhere before it is loaded. First comes a reply about
the start: {"driver", "voice"}, {"missing"} (why) or {"unknown"} (voice); then for each request {"id", "text", "wpm",
"path"} a reply {"id"} or {"id", "error"}, and for {"id", "voices": true} a reply {"id", "voices"}.

What pyttsx3 2.99 does, and what is done about it:

* Of several queued calls only the last is carried out, and an empty queue repeats the last phrase: one
  `save_to_file` a run, and no run without one.
* On eSpeak `runAndWait` returns before the file is written, and cancels whatever eSpeak still has to do, even a
  change of rate: nothing begins before eSpeak is idle.
* `say` after `save_to_file` writes into that file: `say` is never called.
* Two threads on one engine hang: the second thread here reads requests and nothing else. When the program that
  started the worker is gone it ends the process, even out of a hang.
* The C library ends the process where it finds no data, and at a path of about 150 characters: the data folder of
  espeakng-loader is given by a relative path, from a working directory beside it.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLEAREST: Final = {"en": "en-us+f5"}
"""eSpeak NG: the variant a recogniser trained on people understood best (58 % of words wrong instead of 78 %)."""

_IDLE_POLL_S: Final = 0.001


def main(arguments: list[str]) -> int:
    """Serve until standard input ends; `arguments` are the wanted voice ("" for the best) and the language."""
    replies = _private_replies()
    wanted, language = arguments
    requests = _requests(sys.stdin.buffer)
    try:
        speaker = _Speaker(wanted, language)
    except _UnknownVoiceError:
        replies.write(_line({"unknown": wanted}))
        return 1
    except Exception as error:  # noqa: BLE001 - drivers raise anything; whatever it is, this machine has no voice
        replies.write(_line({"missing": f"{type(error).__name__}: {error}"}))
        return 1
    replies.write(_line({"driver": speaker.driver, "voice": speaker.voice}))
    for request in requests:
        reply: dict[str, Any] = {"id": request["id"]}
        try:
            if request.get("voices"):
                reply["voices"] = speaker.voices()
            else:
                speaker.render(request["text"], request["wpm"], request["path"])
        except Exception as error:  # noqa: BLE001 - the phrase is lost, not the voice
            reply["error"] = f"{type(error).__name__}: {error}"
        replies.write(_line(reply))
    return 0


def _private_replies() -> BinaryIO:
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return replies


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode() + b"\n"


def _requests(source: BinaryIO) -> Iterator[dict[str, Any]]:
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for line in source:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield json.loads(lines.get())


class _UnknownVoiceError(Exception):
    """The wanted voice isn't there."""


class _Speaker:
    """One pyttsx3 engine."""

    def __init__(self, wanted: str, language: str) -> None:
        _load_bundled_espeak()
        import pyttsx3  # noqa: PLC0415 - after its library, and after standard output is out of its reach

        self._engine = pyttsx3.init()
        self.driver: str = self._engine.driver_name
        # A new engine only queues what it is told until it has run once.
        self._engine.proxy.setBusy(busy=False)
        # What goes wrong inside is only told this way.
        self._errors: list[Exception] = []
        self._engine.connect("error", lambda name, exception: self._errors.append(exception))  # noqa: ARG005 - by name
        voice = wanted or self._best_voice(language)
        if voice:
            self._engine.setProperty("voice", voice)
            self._settle()
            if self._errors:
                raise _UnknownVoiceError
        self._wpm: int | None = None
        self.voice = voice or str(self._engine.getProperty("voice"))

    def render(self, text: str, wpm: int, path: str) -> None:
        self._errors.clear()
        if wpm != self._wpm:
            self._engine.setProperty("rate", wpm)
            self._settle()
            self._wpm = wpm
        self._engine.save_to_file(text, path)
        self._engine.runAndWait()
        self._settle()
        if self._errors:
            raise self._errors.pop()
        if not Path(path).exists():
            raise RuntimeError("no file was written")

    def voices(self) -> list[tuple[str, str, list[str]]]:
        return [
            (str(voice.id), str(voice.name), [str(language) for language in voice.languages or []])
            for voice in self._engine.getProperty("voices")
        ]

    def _best_voice(self, language: str) -> str:
        if self.driver == "espeak":
            return _CLEAREST.get(language, language)
        own = str(self._engine.getProperty("voice"))
        fitting = [voice for voice, _, spoken in self.voices() if any(_speaks(code, language) for code in spoken)]
        return own if own in fitting or not fitting else fitting[0]

    def _settle(self) -> None:
        if self.driver == "espeak":
            from pyttsx3.drivers import _espeak  # noqa: PLC0415 - only where the driver is eSpeak's

            while _espeak.IsPlaying():
                time.sleep(_IDLE_POLL_S)


def _speaks(code: str, language: str) -> bool:
    return code.replace("_", "-").lower().split("-")[0] == language


def _load_bundled_espeak() -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        import espeakng_loader  # noqa: PLC0415 - a packager may leave it out where the system has eSpeak NG
    except ImportError:
        return
    import ctypes  # noqa: PLC0415 - only for the library

    data = Path(espeakng_loader.get_data_path())
    # pyttsx3 asks for the library by a name that the system's loader then finds in memory.
    ctypes.CDLL(espeakng_loader.get_library_path())
    os.chdir(data.parent)
    os.environ["ESPEAK_DATA_PATH"] = data.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
