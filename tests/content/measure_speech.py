"""Run as a program: how long eSpeak NG speaks each phrase, through pyttsx3 as the product does.

Arguments: words a minute, a file with a JSON list of phrases, a file to write the JSON list of seconds to. One rate a
process, because a change of rate may reach eSpeak a phrase late; standard output is no channel, pyttsx3 prints there.
"""

import ctypes
import json
import os
import sys
import tempfile
import wave
from pathlib import Path

import espeakng_loader
import numpy as np

VOICE = "gmw/en-us+f5"
SILENT_BELOW = 10 ** (-50 / 20) * 32768
ATTEMPTS = 5


def main(wpm: str, phrases_path: str, seconds_path: str) -> None:
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3

    engine = pyttsx3.init("espeak")
    engine.setProperty("voice", VOICE)
    engine.setProperty("rate", int(wpm))
    phrases = json.loads(Path(phrases_path).read_text())
    with tempfile.TemporaryDirectory() as folder:
        seconds = [spoken_s(engine, text, Path(folder) / f"{index}.wav") for index, text in enumerate(phrases)]
    Path(seconds_path).write_text(json.dumps(seconds))


def spoken_s(engine: object, text: str, path: Path) -> float:
    """Seconds from the first to the last sound of `text`."""
    for _ in range(ATTEMPTS):
        engine.save_to_file(text, str(path))  # type: ignore[attr-defined]  # pyttsx3 ships no types
        engine.runAndWait()  # type: ignore[attr-defined]
        if path.exists() and path.stat().st_size > 44:
            break
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > SILENT_BELOW)
        return int(loud[-1] - loud[0] + 1) / int(file.getframerate())


if __name__ == "__main__":
    main(*sys.argv[1:])
