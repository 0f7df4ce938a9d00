"""The sound of a session: voice, tones, mixer and device behind one face that never makes its caller wait.

Time runs in frames at 48 kHz on one count, which the device drives while it plays and the monotonic clock while none
does. All methods are for one thread, the window's; what plays is a process of its own (playback.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.sound.engine import VoiceChoice
from hipgui.sound.messages import Verb
from hipgui.sound.notice import NoticeBoard
from hipgui.sound.playback_link import Playback
from hipgui.sound.tones import synthesise, tone_frames
from hipgui.sound.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from hipgui.core.notice import Notice
    from hipgui.core.sounds import Item
    from hipgui.sound.clip import Clip


class Sound:
    """Speaks phrases and plays tones at exact frames.

    `cache_folder` keeps finished clips (None: no cache). Nothing is loaded, opened or started before it is asked for.
    """

    def __init__(self, cache_folder: Path | None, choice: VoiceChoice | None = None) -> None:
        self._board = NoticeBoard()
        self._voice = Voice(choice or VoiceChoice(), cache_folder, self._board)
        self._playback = Playback(self._board, self._clip)
        self._never_placed = 0
        self._gain = 1.0
        self._muted = False

    @property
    def dropouts(self) -> int:
        """Stretches of 3 s in which the device ran dry."""
        return self._playback.dropouts

    @property
    def lost_s(self) -> float:
        """The time that was lost by it, in seconds."""
        return self._playback.lost_s

    @property
    def playback_pid(self) -> int | None:
        """The process that plays, while it runs."""
        return self._playback.pid

    @property
    def missed(self) -> int:
        """Words that should have been heard and weren't, for their clip did not come in time."""
        return self._playback.missed + self._never_placed

    def prewarm(self) -> None:
        """Start the voice ahead: the first phrase then costs only its rendering."""
        self._voice.prewarm()

    def open(self) -> None:
        """Open the device ahead, asleep: it costs no processor time until `start`."""
        self._playback.ask(Verb.OPEN)

    def start(self) -> None:
        """Let the device play (silence, as long as nothing is placed)."""
        self._playback.ask(Verb.START)

    def ready(self) -> bool:
        """Tell whether what is placed now is heard on time: the device plays, or there is none to wait for."""
        return self._playback.joined or self._playback.missing

    def stop(self) -> None:
        """Put the device to sleep after a session; time runs on."""
        self._playback.ask(Verb.STOP)

    def close(self) -> None:
        """End every thread and process; at most some seconds."""
        self._voice.close()
        self._playback.close()

    def retry_device(self) -> None:
        """Try again to open a device."""
        self._playback.ask(Verb.RETRY)

    def look_for_devices(self) -> None:
        """Look which devices there are; returns at once, `devices` tells."""
        self._playback.look()

    def devices(self) -> tuple[str, ...] | None:
        """The names `choose_device` takes, as they were last looked for; None as long as that is not known."""
        return self._playback.names

    def choose_device(self, name: str) -> None:
        """Play through the device called `name`, or the system's own ("", or where it isn't there). Returns at once."""
        self._playback.choose(name)

    def choose_voice(self, choice: VoiceChoice) -> None:
        """Speak with another voice: lengths of all phrases are unknown again until they are rendered anew."""
        self._voice.choose(choice)

    def now(self) -> int:
        """Return the frame being heard at this moment; never less than an earlier answer."""
        return self._playback.now()

    def head(self) -> int:
        """Return the first frame whose content can still be changed."""
        return self._playback.head()

    def want(self, phrases: Sequence[Phrase]) -> None:
        """Render `phrases` in this order; replaces earlier wishes. Returns at once."""
        self._voice.want(phrases)

    def length_s(self, item: Item) -> float | None:
        """Return the exact length of `item` in seconds, None as long as its clip isn't there."""
        if isinstance(item, Tone):
            return tone_frames(item) / SAMPLE_RATE
        clip = self._voice.clip(item)
        return None if clip is None else len(clip) / SAMPLE_RATE

    def failed(self, phrase: Phrase) -> bool:
        """Tell whether `phrase` will not come."""
        return self._voice.failed(phrase)

    def place(self, item: Item, at: int) -> None:
        """Let `item` begin exactly at frame `at`, or at the head if that has passed.

        If its clip isn't there at that moment it is left out and counted in `missed`.
        """
        self._playback.place(item, at)

    def miss(self, phrase: Phrase) -> None:  # noqa: ARG002 - the port
        """Count a phrase that was never placed, for its clip did not come."""
        self._never_placed += 1

    def clear(self, *, fade: bool) -> None:
        """Forget what hasn't begun; with `fade`, what is sounding fades out in 8 ms: silence within 60 ms."""
        self._playback.clear(fade=fade)

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001 - a setter; the contract with the player
        """Silence everything, or let it be heard again; time and placed items run on."""
        self._muted = muted
        self._apply_gain()

    def set_gain(self, gain: float) -> None:
        """Set the loudness, linear: 1.0 is full."""
        self._gain = max(0.0, gain)
        self._apply_gain()

    def notices(self) -> list[Notice]:
        """Return what has happened since the last call, each thing once."""
        return self._board.take()

    def wait_for(self, phrases: Sequence[Phrase], limit_s: float) -> bool:
        """Wait (unlike everything else here) until all `phrases` have come or failed; False after `limit_s`."""
        return self._voice.wait(phrases, limit_s)

    def render(self, items: Sequence[tuple[int, Item]], frames: int) -> npt.NDArray[np.int16]:
        """Mix `items` (start frame, item) offline into `frames` samples; one without a clip leaves its place silent."""
        from hipgui.sound.mixer import render  # noqa: PLC0415 - numpy

        clips = ((at, synthesise(item) if isinstance(item, Tone) else self._clip(item)) for at, item in items)
        return render([(at, clip) for at, clip in clips if clip is not None], frames)

    def _apply_gain(self) -> None:
        self._playback.set_gain(0.0 if self._muted else self._gain)

    def _clip(self, item: Item) -> Clip | None:
        return self._voice.clip(item) if isinstance(item, Phrase) else None
