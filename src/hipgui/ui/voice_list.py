"""Asks engines for their voices, which may take a while, without anyone waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.ui.deps import VoiceInfo


class VoiceList(QObject):
    """`found` tells that an engine has answered; what it said is kept."""

    found = Signal()
    _answered = Signal(str, object)

    def __init__(self, parent: QObject, ask: Callable[[str], Sequence[VoiceInfo]]) -> None:
        super().__init__(parent)
        self._ask = ask
        self._known: dict[str, Sequence[VoiceInfo]] = {}
        self._asked: set[str] = set()
        self._worker: ThreadPoolExecutor | None = None
        self._answered.connect(self._on_answered)

    def voices(self, engine: str) -> Sequence[VoiceInfo] | None:
        """The voices of an engine; None while it is asked for them."""
        if engine not in self._asked:
            self._asked.add(engine)
            if self._worker is None:
                self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voices")
            self._worker.submit(self._find, engine)
        return self._known.get(engine)

    def close(self) -> None:
        """End the thread."""
        if self._worker is not None:
            self._worker.shutdown(cancel_futures=True)
            self._worker = None

    def _find(self, engine: str) -> None:
        self._answered.emit(engine, tuple(self._ask(engine)))

    def _on_answered(self, engine: str, voices: Sequence[VoiceInfo]) -> None:
        self._known[engine] = voices
        self.found.emit()


def voice_options(voices: Sequence[VoiceInfo], chosen: str, language: str = "en") -> list[tuple[str, str]]:
    """Names and ids to choose from: the engine's own choice, then every voice of the language, by name.

    An engine that says nothing of languages offers all it has. A chosen voice that is gone is still listed.
    """
    fitting = [voice for voice in voices if any(one.lower().startswith(language) for one in voice.languages)]
    offered = sorted(((voice.name, voice.id) for voice in fitting or voices), key=lambda option: option[0].casefold())
    if chosen and chosen not in {own for _, own in offered}:
        name = next((voice.name for voice in voices if voice.id == chosen), f"{chosen} (not found)")
        offered.append((name, chosen))
    return [("The best there is", ""), *offered]
