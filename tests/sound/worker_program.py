"""A voice process with one fault, speaking the worker's protocol: python worker_program.py FAULT FOLDER VOICE LANGUAGE.

FOLDER counts its starts and its phrases across restarts. Faults: "empty once" writes one file without sound, then
good ones; "empty" writes only such; "dies" ends at each phrase; "hangs" never answers a phrase; "mute start" never
says hello; "babbles" answers with what is no JSON; "refuses" reports an error for each phrase; "writes nothing";
"none".
"""

from __future__ import annotations

import json
import math
import sys
import time
import wave
from array import array
from pathlib import Path


def main(fault: str, folder: Path) -> None:
    (folder / f"start-{time.monotonic_ns()}").touch()
    if fault == "mute start":
        time.sleep(60)
    reply({"driver": "espeak", "voice": "test"})
    for line in sys.stdin:
        request = json.loads(line)
        spoken = len(list(folder.glob("phrase-*")))
        (folder / f"phrase-{time.monotonic_ns()}").write_text(request["text"])
        answer: dict[str, object] = {"id": request["id"]}
        if fault == "dies":
            sys.exit(3)
        elif fault == "hangs":
            time.sleep(60)
        elif fault == "babbles":
            sys.stdout.write("Audio saved to somewhere\n")
            sys.stdout.flush()
            continue
        elif fault == "refuses":
            answer["error"] = "ValueError: no"
        elif fault != "writes nothing":
            write(request["path"], 0.0 if fault == "empty" or (fault == "empty once" and not spoken) else 0.3)
        reply(answer)


def reply(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def write(path: str, seconds: float) -> None:
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        tune = (int(12_000 * math.sin(index / 9)) for index in range(int(seconds * 22_050)))
        file.writeframes(array("h", tune).tobytes())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
