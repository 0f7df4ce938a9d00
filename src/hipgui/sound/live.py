"""The sound of a session: voice, tones, mixer and device behind one face that never makes its caller wait.

Time runs in frames at 48 kHz on one count, which the device drives while it plays and the monotonic clock while none
does. All methods are for one thread, the window's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.sound.clock import FrameClock
from hipgui.sound.desk import Desk
from hipgui.sound.device import Output
from hipgui.sound.engine import VoiceChoice
from hipgui.sound.feed import Feed
from hipgui.sound.notice import NoticeBoard
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
        self._tones: dict[Tone, Clip] = {}
        self._desk = Desk(self._clip)
        self._clock = FrameClock()
        self._output = Output(Feed(self._desk, self._clock, self._load_tones), self._board)
        self._gain = 1.0
        self._muted = False

    @property
    def underruns(self) -> int:
        """Stretches of 3 s in which the device ran dry."""
        return self._clock.dropouts

    @property
    def missed(self) -> int:
        """Placed items whose clip wasn't there when they should have begun."""
        return self._desk.missed

    def prewarm(self) -> None:
        """Start the voice ahead: the first phrase then costs only its rendering."""
        self._voice.prewarm()

    def open(self) -> None:
        """Open the device ahead, asleep: it costs no processor time until `start`."""
        self._output.open()

    def start(self) -> None:
        """Let the device play (silence, as long as nothing is placed)."""
        self._output.start()

    def ready(self) -> bool:
        """Tell whether what is placed now is heard on time: the device plays, or there is none to wait for."""
        return self._clock.joined or self._output.missing

    def stop(self) -> None:
        """Put the device to sleep after a session; time runs on."""
        self._output.stop()

    def close(self) -> None:
        """End every thread and process; at most some seconds."""
        self._voice.close()
        self._output.close()

    def retry_device(self) -> None:
        """Try again to open a device."""
        self._output.retry()

    def look_for_devices(self) -> None:
        """Look which devices there are; returns at once, `devices` tells."""
        self._output.look()

    def devices(self) -> tuple[str, ...] | None:
        """The names `choose_device` takes, as they were last looked for; None as long as that is not known."""
        return self._output.names

    def choose_device(self, name: str) -> None:
        """Play through the device called `name`, or the system's own ("", or where it isn't there). Returns at once."""
        self._output.choose(name)

    def choose_voice(self, choice: VoiceChoice) -> None:
        """Speak with another voice: lengths of all phrases are unknown again until they are rendered anew."""
        self._voice.choose(choice)

    def now(self) -> int:
        """Return the frame being heard at this moment; never less than an earlier answer."""
        frame = self._clock.now()
        if not self._clock.joined:
            self._desk.skip_to(frame)
        return frame

    def head(self) -> int:
        """Return the first frame whose content can still be changed."""
        if not self._clock.joined:
            self.now()
        return self._desk.head

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
        self._desk.place(item, at)

    def clear(self, *, fade: bool) -> None:
        """Forget what hasn't begun; with `fade`, what is sounding fades out in 8 ms: silence within 60 ms."""
        self._desk.clear(fade=fade)

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
        """Mix `items` (start frame, item) offline into `frames` samples with the clips that are there."""
        from hipgui.sound.mixer import render  # noqa: PLC0415 - numpy

        self._load_tones()
        return render(items, frames, self._clip)

    def _apply_gain(self) -> None:
        self._desk.gain = 0.0 if self._muted else self._gain

    def _clip(self, item: Item) -> Clip | None:
        return self._voice.clip(item) if isinstance(item, Phrase) else self._tones.get(item)

    def _load_tones(self) -> None:
        for tone in Tone:
            if tone not in self._tones:
                self._tones[tone] = synthesise(tone)
