"""The rendering thread: wished phrases become clips, in the order in which they are needed.

Clips found in the cache come before anything has to be rendered, except that the very first wish is always served
first. A phrase that hangs or kills the engine costs its time limit, then the engine is started anew and the phrase
tried once more. A phrase that never comes is given up, and after several breakdowns in a row so is the voice.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hipgui.core.notice import Notice
from hipgui.sound.engine import EngineBrokeError, EngineMissingError, PhraseFailedError
from hipgui.sound.engines import make_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hipgui.core.sounds import Phrase
    from hipgui.sound.cache import ClipCache
    from hipgui.sound.clip import Clip
    from hipgui.sound.engine import Engine, VoiceChoice
    from hipgui.sound.notice import NoticeBoard

_CLOSE_LIMIT_S: Final = 5.0
_SHOWN: Final = "Cues are shown and tones sound."


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient the rendering thread is; seconds and counts."""

    start_s: float = 15.0
    phrase_s: float = 3.0
    per_letter_s: float = 0.05
    """System voices render slower the longer the text."""
    tries: int = 2
    breakdowns: int = 4
    """In a row, before the voice is given up; each is a death or a hang."""
    silences: int = 4
    """Phrases without sound in a row, before the voice is given up."""
    clip_bytes: int = 64 * 1024 * 1024
    """Clips kept in memory beyond the present wishes."""


class Voice:
    """Phrases to clips in a thread of its own; no method waits for speech, except `wait` and `close`.

    `cache_folder` may be None. `engine_for` makes the engine of a choice.
    """

    def __init__(
        self,
        choice: VoiceChoice,
        cache_folder: Path | None,
        board: NoticeBoard,
        *,
        engine_for: Callable[[VoiceChoice], Engine] = make_engine,
        limits: Limits | None = None,
    ) -> None:
        self._choice = choice
        self._cache_folder = cache_folder
        self._board = board
        self._engine_for = engine_for
        self._limits = limits or Limits()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._prewarm = False
        self._wishes: tuple[Phrase, ...] = ()
        self._clips: dict[Phrase, Clip] = {}
        self._failed: set[Phrase] = set()
        self._down = False
        self._engine: Engine | None = None
        # What follows is the thread's own.
        self._uncached: set[Phrase] = set()
        self._breakdowns = 0
        self._silences = 0

    def prewarm(self) -> None:
        """Start the engine ahead, so that the first phrase costs only its rendering."""
        with self._changed:
            self._prewarm = True
            self._wake()

    def want(self, phrases: Sequence[Phrase]) -> None:
        """Render `phrases` in this order; replaces earlier wishes."""
        with self._changed:
            self._wishes = tuple(dict.fromkeys(phrases))
            self._wake()

    def choose(self, choice: VoiceChoice) -> None:
        """Speak with another voice from now on: clips of the old one are forgotten, what had failed is tried again."""
        with self._changed:
            self._choice = choice
            self._clips.clear()
            self._failed.clear()
            self._down = False
            engine, self._engine = self._engine, None
            self._prewarm = True
            self._board.mended("voice")
            self._wake()
        if engine is not None:  # which may be busy, and whoever chooses is the window
            threading.Thread(target=engine.close, name="hipgui-voice-leaving", daemon=True).start()

    def clip(self, phrase: Phrase) -> Clip | None:
        """Return the clip of `phrase`, or None while it isn't there."""
        return self._clips.get(phrase)

    def failed(self, phrase: Phrase) -> bool:
        """Tell whether `phrase` will not come."""
        return self._down or phrase in self._failed

    def wait(self, phrases: Sequence[Phrase], limit_s: float) -> bool:
        """Wait until every one of `phrases` has come or failed; tell whether that was within `limit_s` seconds."""
        with self._changed:
            return self._changed.wait_for(
                lambda: all(phrase in self._clips or self.failed(phrase) for phrase in phrases), limit_s
            )

    def close(self) -> None:
        """End the thread and the engine, whatever they are doing."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            thread, engine = self._thread, self._engine
        if engine is not None:
            engine.close()
        if thread is not None:
            thread.join(_CLOSE_LIMIT_S)

    def _wake(self) -> None:
        if (self._thread is None or not self._thread.is_alive()) and not self._closing:
            self._thread = threading.Thread(target=self._run, name="hipgui-voice", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _run(self) -> None:
        from hipgui.sound.cache import ClipCache  # noqa: PLC0415 - numpy, which the first window mustn't wait for

        cache = ClipCache(self._cache_folder, self._board)
        while (engine := self._ready_engine()) is not None:
            phrase = self._next_phrase()
            if phrase is None:
                continue
            if engine.voice_id is not None and phrase not in self._uncached:
                clip = cache.get(engine.voice_id, phrase)
                if clip is None:
                    self._uncached.add(phrase)
                else:
                    self._keep(engine, phrase, clip)
            else:
                self._render(engine, phrase, cache)
        if self._engine is not None:
            self._engine.close()

    def _ready_engine(self) -> Engine | None:
        """Wait for something to do and return the engine to do it with; None when all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or (not self._down and (self._prewarm or self._open())))
            if self._closing:
                return None
            if self._engine is None:
                self._engine = self._new_engine()
            engine, prewarm, self._prewarm = self._engine, self._prewarm, False
        if prewarm or engine.voice_id is None:
            try:
                engine.start(self._limits.start_s)
            except EngineMissingError as missing:
                self._give_up(engine, missing.what, missing.remedy)
            except EngineBrokeError as broke:
                self._broke(engine, str(broke))
        return engine

    def _new_engine(self) -> Engine:
        self._uncached.clear()
        self._breakdowns = self._silences = 0
        return self._engine_for(self._choice)

    def _open(self) -> list[Phrase]:
        return [phrase for phrase in self._wishes if phrase not in self._clips and phrase not in self._failed]

    def _next_phrase(self) -> Phrase | None:
        with self._changed:
            if self._down:
                return None
            left = self._open()
            if not left or left[0] == self._wishes[0]:
                return left[0] if left else None
            return next((phrase for phrase in left if phrase not in self._uncached), left[0])

    def _render(self, engine: Engine, phrase: Phrase, cache: ClipCache) -> None:
        from hipgui.sound.clip import SilentError, speech_clip  # noqa: PLC0415 - numpy, as above
        from hipgui.sound.decode import NotAudioError  # noqa: PLC0415 - as above

        limit_s = self._limits.phrase_s + self._limits.per_letter_s * len(phrase.text)
        why = ""
        for _ in range(self._limits.tries):
            try:
                engine.start(self._limits.start_s)
                clip = speech_clip(engine.render(phrase.text, phrase.wpm, limit_s).read_bytes())
            except EngineMissingError as missing:
                self._give_up(engine, missing.what, missing.remedy)
            except EngineBrokeError as broke:
                why = str(broke)
                self._broke(engine, why)
            except (PhraseFailedError, NotAudioError, SilentError, OSError) as error:
                why = str(error)
            else:
                self._breakdowns = self._silences = 0
                if self._keep(engine, phrase, clip) and engine.voice_id is not None:
                    cache.put(engine.voice_id, phrase, clip)
                return
            if self._down or self._engine is not engine:
                return
        self._lose(engine, phrase, why)

    def _keep(self, engine: Engine, phrase: Phrase, clip: Clip) -> bool:
        with self._changed:
            if self._engine is not engine:
                return False
            self._clips[phrase] = clip
            self._drop_oldest()
            self._changed.notify_all()
            return True

    def _drop_oldest(self) -> None:
        size = sum(clip.nbytes for clip in self._clips.values())
        if size > self._limits.clip_bytes:
            wanted = set(self._wishes)
            for phrase in [phrase for phrase in self._clips if phrase not in wanted]:
                size -= self._clips.pop(phrase).nbytes
                if size <= self._limits.clip_bytes:
                    break

    def _lose(self, engine: Engine, phrase: Phrase, why: str) -> None:
        self._silences += 1
        if self._silences >= self._limits.silences:
            self._give_up(engine, f"The voice makes no sound: {why}.", f"{_SHOWN} Choose another voice in Settings.")
            return
        notice = Notice(
            f"The voice can't say “{phrase.text}”: {why}.",
            "It is shown instead. If this happens often, choose another voice in Settings.",
        )
        with self._changed:
            if self._engine is engine and not self._closing:
                # Told before it is known to have failed: who waits for the one finds the other.
                self._board.post("phrase", notice)
                self._failed.add(phrase)
                self._changed.notify_all()

    def _broke(self, engine: Engine, why: str) -> None:
        self._breakdowns += 1
        if self._breakdowns >= self._limits.breakdowns:
            self._give_up(engine, f"The voice stopped working: {why}.", f"{_SHOWN} Choose another voice in Settings.")
        elif self._engine is engine and not self._closing:
            self._board.post(
                "restart",
                Notice(
                    f"The voice had to be started again: {why}.",
                    "Nothing has to be done. If this happens often, choose another voice in Settings.",
                ),
            )

    def _give_up(self, engine: Engine, what: str, remedy: str) -> None:
        with self._changed:
            if self._engine is not engine or self._closing:
                return
            self._board.post("voice", Notice(what, remedy))
            self._down = True
            self._changed.notify_all()
        engine.close()
