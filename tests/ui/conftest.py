"""A window on a clock that the test turns, with the real pack and a coach that makes no sound."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.core.plan import StepKind
from hipgui.core.session import Command
from hipgui.journal.journal import Journal, NullJournal
from hipgui.journal.recall import Keeper
from hipgui.settings import Settings
from hipgui.ui.app import make_application
from hipgui.ui.deps import Deps, NoKeeper
from hipgui.ui.records import NoRecords
from hipgui.ui.window import Window
from tests import rigs
from tests.ui.fakes import Clock, SilentCoach, SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import Qt

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.session import State
    from hipgui.core.unfinished import Unfinished
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.records import Records

SUNDAY = datetime(2025, 11, 23, 18, 30, tzinfo=UTC)


@dataclass
class Desk:
    """A window and everything around it."""

    library: Library
    settings: Settings = field(default_factory=lambda: Settings(theme="dark"))
    pictures: Pictures | None = None
    records: Callable[[], Records] = NoRecords
    sentences: tuple[str, ...] = ()
    clock: Clock = field(default_factory=Clock)
    moving: Clock = field(default_factory=Clock)
    """The clock of what moves by itself."""
    coaches: list[SilentCoach] = field(default_factory=list)
    saved: list[Settings] = field(default_factory=list)
    now: datetime = SUNDAY
    save: Callable[[Settings], None] | None = None
    first_word_ms: float = 0.0
    speaker: SilentSpeaker = field(default_factory=SilentSpeaker)
    data_folder: Path | None = None
    journal_file: Path | None = None
    """Where what is done is kept; None: nowhere."""

    def __post_init__(self) -> None:
        file = self.journal_file
        self.journal = Journal(file, now=self._now) if file else NullJournal()
        self.window = Window(
            Deps(
                library=self.library,
                settings=self.settings,
                save_settings=self.save or self.saved.append,
                begin=self._begin,
                go_on=lambda left: self._begin(left.plan, left),
                keeper=self._keeper,
                has_past=lambda: file is not None and file.exists(),
                speaker=self.speaker,
                data_folder=self.data_folder,
                pictures=self.pictures,
                records=self.records,
                now=self._now,
                sentences=self.sentences,
            ),
            now_ms=self.moving,
        )

    def _begin(self, plan: Plan, left: Unfinished | None = None) -> SilentCoach:
        coach = SilentCoach(plan, self.library.words, self.clock, self.journal, left, self.first_word_ms)
        self.coaches.append(coach)
        return coach

    def _keeper(self) -> Keeper | NoKeeper:
        if self.journal_file is None or isinstance(self.journal, NullJournal):
            return NoKeeper()
        return Keeper(self.journal, self.journal_file, self.library, self._now)

    def _now(self) -> datetime:
        """The time of day: sessions take theirs."""
        return self.now + timedelta(milliseconds=self.clock.ms)

    def look_back(self) -> None:
        """Let the window look back, as it does after its first frame, and wait for it."""
        self.window.course.look_back()
        self.remember()

    def remember(self) -> None:
        """Wait until the window knows what it has asked for."""
        rigs.until(self._has_recalled, what="what was done before")

    def _has_recalled(self) -> bool:
        QApplication.processEvents()
        return not self.window.course.is_looking_back

    @property
    def coach(self) -> SilentCoach:
        """The coach of the present session."""
        return self.coaches[-1]

    def show(self, width: int = 1280, height: int = 720) -> Window:
        """Open the window in that size."""
        self.window.resize(width, height)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        QApplication.processEvents()
        return self.window

    def is_in(self, state: State) -> bool:
        """Whether the session stands there."""
        return self.window.state is state

    def shows(self, name: str) -> bool:
        """Whether the page of that name (`today`, `player_page`, `finish`) is shown."""
        return self.window.page is getattr(self.window, name)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def beat(self, ms: float = 0.0) -> None:
        """Let time pass for session and motion, and the window notice."""
        self.clock.pass_ms(ms)
        self.moving.pass_ms(ms)
        self.window._on_frame()  # noqa: SLF001  its heartbeat, which no test waits for

    def settle(self) -> None:
        """Let motion come to its end while the session stands."""
        for _ in range(3):
            self.moving.pass_ms(500)
            self.window._on_frame()  # noqa: SLF001  its heartbeat, which no test waits for

    def play_to(self, kind: StepKind, number: int = 0, into_ms: int = 0, exercise: str = "") -> None:
        """Start, and play up to the `number`th step of a kind."""
        if not self.coaches:
            self.window.command(Command.PLAY_PAUSE)
        places = [
            index
            for index, step in enumerate(self.coach.plan.steps)
            if step.kind is kind and (not exercise or step.exercise.id == exercise)
        ]
        self.coach.go_to(places[number], into_ms)
        self.settle()

    def finish(self) -> None:
        """Play to the very end."""
        self.play_to(StepKind.HOLD, -1)
        self.beat(self.coach.plan.steps[-1].duration_ms + 1)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def open_desk(qapp: QApplication, library: Library) -> Iterator[Callable[..., Desk]]:
    """Makes desks; keyword arguments that `Desk` does not know are settings. Their windows close after the test."""
    assert qapp is make_application()
    desks: list[Desk] = []

    def make(**given: object) -> Desk:
        own = ("pictures", "records", "sentences", "save", "now", "speaker", "data_folder", "journal_file")
        known = {name: given.pop(name) for name in own if name in given}
        settings = replace(Settings(theme="dark"), **given)  # type: ignore[arg-type]  # their own fields
        desks.append(Desk(library, settings, **known))  # type: ignore[arg-type]  # their own fields
        return desks[-1]

    yield make
    for desk in desks:
        desk.window.close()
        desk.window.deleteLater()
        desk.journal.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """One window, shown at 1280 by 720, on Today."""
    made = open_desk()
    made.show()
    return made
