"""Renders every page in both themes and many sizes into a folder, for the docs and for eyes.

python tools/screenshots.py FOLDER [--sizes 1920x1080,960x1040] [--themes dark] [--pages hold,rest] [--ratio 1.5]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.core.history import Span
from hipgui.core.notice import Notice
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command
from hipgui.export.history import write_history
from hipgui.journal.journal import Journal, NullJournal
from hipgui.journal.recall import Keeper
from hipgui.journal.records import Records
from hipgui.settings import Settings
from hipgui.ui.app import make_application
from hipgui.ui.deps import Deps, NoKeeper
from hipgui.ui.figure_pictures import FigurePictures
from hipgui.ui.history_words import SPANS
from hipgui.ui.window import Window
from tests.ui.fakes import Clock, SilentCoach, SilentSpeaker
from tools.kept_life import Life

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.plan import Plan
    from hipgui.core.unfinished import Unfinished

QUIET_S, LONGEST_S = 0.4, 4.0
SIZES = "1920x1080,1366x768,1280x800,960x1040,800x600"
WHEN = datetime(2025, 11, 23, 18, 30, tzinfo=UTC)


class Shoot:
    """A window on a hand-turned clock."""

    def __init__(self, settings: Settings, past: Path | None = None) -> None:
        self.clock, self.moving = Clock(), Clock()
        self.library = load_library()
        self.coach: SilentCoach | None = None
        self.at_last: Callable[[], None] = lambda: None
        """Called just before the picture is taken."""
        self.patience_s = 0.0
        """How much longer than others this page takes, which has threads of its own."""
        self.pictures = FigurePictures(load_figures, Path(tempfile.gettempdir()) / "hipgui-screenshots")
        self.pictures.warm_up()
        self.journal = Journal(past, now=lambda: WHEN) if past else NullJournal()
        self._keeper = (
            Keeper(self.journal, past, self.library, lambda: WHEN)
            if past and isinstance(self.journal, Journal)
            else NoKeeper()
        )
        deps = Deps(
            library=self.library,
            settings=settings,
            save_settings=lambda _settings: None,
            begin=self._begin,
            go_on=lambda left: self._begin(left.plan, left),
            keeper=lambda: self._keeper,
            speaker=SilentSpeaker(),
            data_folder=Path("/home/anna/.local/share/hipgui"),
            pictures=self.pictures,
            records=self._records,
            now=lambda: WHEN,
        )
        self.window: Window = Window(deps, now_ms=self.moving)

    def _records(self) -> Records:
        """Two months that were lived up to now."""
        file = Path(tempfile.gettempdir()) / "hipgui-screenshots" / f"life-{WHEN:%Y-%m-%d}.sqlite3"
        if not file.exists():
            Life(file, self.library).write(WHEN.date())
        return Records(file, Journal(file), self.library, write_history)

    def _begin(self, wanted: Plan, left: Unfinished | None = None) -> SilentCoach:
        self.coach = SilentCoach(wanted, self.library.words, self.clock, self.journal, left)
        return self.coach

    def start(self) -> SilentCoach:
        """Press Start."""
        self.window.command(Command.PLAY_PAUSE)
        assert self.coach
        return self.coach

    def settle(self) -> None:
        """Let every motion come to its end."""
        for _ in range(4):
            self.window._on_frame()  # noqa: SLF001  the window's own heartbeat, on our clock
            self.moving.pass_ms(400)

    def look_back(self) -> None:
        """Let the window remember what was done."""
        self.window.course.look_back()
        while self.window.course.is_looking_back:
            QApplication.processEvents()

    def wait_for_pictures(self, application: QApplication) -> None:
        """Let the painting threads finish what is shown."""
        quiet_since = time.monotonic()

        def on_ready() -> None:
            nonlocal quiet_since
            quiet_since = time.monotonic()

        self.pictures.tell_when_ready(on_ready)
        quiet_since += self.patience_s
        limit = time.monotonic() + LONGEST_S
        while time.monotonic() - quiet_since < QUIET_S and time.monotonic() < limit:
            application.processEvents()
            time.sleep(0.005)

    def wait_for(self, there: Callable[[], bool]) -> None:
        """Let threads find what is shown."""
        limit = time.monotonic() + LONGEST_S
        while not there() and time.monotonic() < limit:
            QApplication.processEvents()
            time.sleep(0.005)

    def at(self, kind: StepKind, number: int, into_ms: int, exercise: str = "") -> None:
        """Play up to the `number`th step of a kind."""
        coach = self.start()
        places = [
            index
            for index, step in enumerate(coach.plan.steps)
            if step.kind is kind and (not exercise or step.exercise.id == exercise)
        ]
        coach.go_to(places[number], into_ms)


def today(shoot: Shoot) -> None:
    """The first page."""


def stopped(shoot: Shoot) -> None:
    """Today with a session to take up again."""
    shoot.at(StepKind.REPS, 3, 22_000)
    shoot.window.command(Command.STOP)
    shoot.window.command(Command.STOP)


def brief(shoot: Shoot) -> None:
    """Today, asking whether the coach shall say less."""
    shoot.window.today.changed.emit({"brief_offered": False})


def notice(shoot: Shoot) -> None:
    """A notice over a set."""
    shoot.at(StepKind.REPS, 2, 21_000)
    assert shoot.coach
    shoot.coach.told.append(
        Notice("No sound device was found, so this session is silent.", "Plug one in: it is taken up by itself.")
    )


def buttons(shoot: Shoot) -> None:
    """The mouse has moved."""
    shoot.at(StepKind.REPS, 0, 12_300, "lift")
    shoot.at_last = shoot.window.player_page.show_buttons


def offered(shoot: Shoot) -> None:
    """A hold in which something deeper is on offer."""
    shoot.window._on_changed({"level": 4})  # noqa: SLF001  as the choice on Today tells it
    shoot.at(StepKind.HOLD, 0, 18_000)


def offered_buttons(shoot: Shoot) -> None:
    """The mouse has moved in it."""
    offered(shoot)
    shoot.at_last = shoot.window.player_page.show_buttons


def rest_buttons(shoot: Shoot) -> None:
    """The mouse has moved in a rest."""
    shoot.at(StepKind.REST, 2, 32_300)
    shoot.at_last = shoot.window.player_page.show_buttons


def paused(shoot: Shoot) -> None:
    """Paused in a hold."""
    shoot.at(StepKind.HOLD, 0, 18_000)
    shoot.window.command(Command.STOP)


def hurt(kind: StepKind, number: int, into_ms: int, exercise: str = "") -> Callable[[Shoot], None]:
    """A page function: it hurts at that place."""

    def show(shoot: Shoot) -> None:
        shoot.at(kind, number, into_ms, exercise)
        shoot.window.command(Command.HURTS)

    return show


def hurt_chosen(shoot: Shoot) -> None:
    """It hurt, and it goes on easier."""
    hurt(StepKind.HOLD, 0, 18_000)(shoot)
    shoot.settle()
    shoot.window.command(Command.EASIER)
    shoot.clock.pass_ms(1_500)


def easier(shoot: Shoot) -> None:
    """A hold made easier in the middle."""
    shoot.at(StepKind.HOLD, 0, 18_000)
    shoot.window.command(Command.EASIER)
    shoot.clock.pass_ms(400)


def easier_rep(shoot: Shoot) -> None:
    """A set made easier in its third rep."""
    shoot.at(StepKind.REPS, 0, 24_300, "lift")
    shoot.window.command(Command.EASIER)


def lead_in(shoot: Shoot) -> None:
    """Taking it up again."""
    paused(shoot)
    shoot.settle()
    shoot.window.command(Command.PLAY_PAUSE)
    shoot.clock.pass_ms(1_400)


def finish(shoot: Shoot) -> None:
    """The end of a first session, with one set cut short."""
    coach = shoot.start()
    coach.go_to(5, 20_000)
    shoot.window.command(Command.NEXT)
    to_the_end(shoot, coach)


def to_the_end(shoot: Shoot, coach: SilentCoach) -> None:
    """Play what is left."""
    coach.go_to(len(coach.plan.steps) - 1, 5_000)
    shoot.clock.pass_ms(200_000)
    shoot.window._on_frame()  # noqa: SLF001  its heartbeat, turned by hand
    shoot.look_back()


def known(shoot: Shoot) -> None:
    """Today after two months."""
    shoot.look_back()


KEYS = {"up": Qt.Key.Key_Up}


def answered(*keys: str) -> Callable[[Shoot], None]:
    """A page function: the end of a session after two months, with keys pressed."""

    def show(shoot: Shoot) -> None:
        shoot.look_back()
        to_the_end(shoot, shoot.start())
        for key in keys:
            QTest.keyClick(shoot.window, KEYS.get(key) or Qt.Key(ord(key)))

    return show


def hurting(shoot: Shoot) -> None:
    """The end of a session in which something hurt."""
    shoot.look_back()
    coach = shoot.start()
    place = next(at for at, step in enumerate(coach.plan.steps) if step.kind is StepKind.HOLD)
    coach.go_to(place, 20_000)
    shoot.window.command(Command.HURTS)
    shoot.window.command(Command.EASIER)
    to_the_end(shoot, coach)
    QTest.keyClick(shoot.window, Qt.Key.Key_1)


def left(shoot: Shoot) -> None:
    """Today after a session was cut off."""
    shoot.look_back()


def cut_off(past: Path) -> None:
    """Leave a session in the journal that nobody ended."""
    library_, journal = load_library(), Journal(past, now=lambda: WHEN - timedelta(minutes=12))
    one = plan(library_.routine("full"), library_, Choices(level=4))
    journal.began(one)
    hold = next(at for at, step in enumerate(one.steps) if step.kind is StepKind.HOLD)
    for index, step in enumerate(one.steps[:hold]):
        if step.is_work:
            journal.worked(step, index, step.reps or 0, step.duration_ms, skipped=False)
    journal.at(hold, 30_000)
    journal.close()


def library(shoot: Shoot) -> None:
    """All exercises."""
    shoot.window.beyond.open("library")


def searched(shoot: Shoot) -> None:
    """The library, with a search and a filter."""
    library(shoot)
    shoot.window.beyond.browse.library.search.setText("block")


def exercise(exercise_id: str, azimuth: float | None = None, down: float = 0.0) -> Callable[[Shoot], None]:
    """A page function: one exercise, turned to an azimuth, its text scrolled down by a share."""

    def show(shoot: Shoot) -> None:
        shoot.patience_s = 1.0
        shoot.window.beyond.open_exercise(exercise_id)
        page = shoot.window.beyond.browse.exercise
        if azimuth is not None:
            page.turntable.setValue(round(-azimuth) % 360)
        bar = page.scroller.verticalScrollBar()
        bar.setValue(round(bar.maximum() * down))

    return show


def history(span: Span, down: float = 0.0) -> Callable[[Shoot], None]:
    """A page function: what was done in a span, scrolled down by a share."""

    def show(shoot: Shoot) -> None:
        shoot.window.beyond.open("history")
        page = shoot.window.beyond.browse.history
        next(chip for chip in page.sheet.spans.chips if chip.text() == dict(SPANS)[span]).click()
        shoot.wait_for(lambda: page.sheet.shows(span))
        bar = page.scroller.verticalScrollBar()
        bar.setValue(round(bar.maximum() * down))

    return show


def session(shoot: Shoot) -> None:
    """A session of the past."""
    history(Span.YEAR)(shoot)
    page = shoot.window.beyond.browse.history
    page.open_past(page.sheet.sessions.sessions.pasts[2])
    shoot.wait_for(lambda: page.session.is_open)


def deleted(shoot: Shoot) -> None:
    """A session was deleted."""
    session(shoot)
    page = shoot.window.beyond.browse.history
    page.undo.offer("The session of Friday 21 November 2025 is deleted.")
    page.session.close_down()


def learn(shoot: Shoot) -> None:
    """All cards."""
    shoot.patience_s = 1.5
    shoot.window.beyond.open("learn")


def card(card_id: str) -> Callable[[Shoot], None]:
    """A page function: a card to read."""

    def show(shoot: Shoot) -> None:
        learn(shoot)
        shoot.window.beyond.browse.open_card(card_id)

    return show


def settings(down: float = 0.0) -> Callable[[Shoot], None]:
    """A page function: the settings, scrolled down by a share."""

    def show(shoot: Shoot) -> None:
        shoot.patience_s = 2.5
        shoot.window.beyond.open("settings")
        bar = shoot.window.beyond.browse.settings.scroller.verticalScrollBar()
        bar.setValue(round(bar.maximum() * down))

    return show


PAGES: dict[str, Callable[[Shoot], None]] = {
    "today": today,
    "stopped": stopped,
    "brief": brief,
    "prepare": lambda shoot: shoot.at(StepKind.PREPARE, 0, 11_000),
    "reps": lambda shoot: shoot.at(StepKind.REPS, 2, 20_900),
    "top": lambda shoot: shoot.at(StepKind.REPS, 1, 27_600, "lift"),
    "hold": lambda shoot: shoot.at(StepKind.HOLD, 0, 18_000),
    "switch": lambda shoot: shoot.at(StepKind.SWITCH, 6, 4_200),
    "rest": lambda shoot: shoot.at(StepKind.REST, 2, 32_300),
    "rest-same": lambda shoot: shoot.at(StepKind.REST, 0, 20_000),
    "paused": paused,
    "hurt": hurt(StepKind.HOLD, 0, 18_000),
    "hurt-chosen": hurt_chosen,
    "hurt-reps": hurt(StepKind.REPS, 0, 24_300, "lift"),
    "offered": offered,
    "offered-buttons": offered_buttons,
    "rest-buttons": rest_buttons,
    "easier": easier,
    "easier-rep": easier_rep,
    "lead-in": lead_in,
    "buttons": buttons,
    "notice": notice,
    "left": left,
    "known": known,
    "finish": finish,
    "next-open": answered(),
    "next": answered("2", "2"),
    "next-own": answered("2", "3", "2", "up", "+", "+"),
    "next-hurt": hurting,
    "library": library,
    "searched": searched,
    "march": exercise("march"),
    "lift": exercise("lift"),
    "lizard": exercise("lizard"),
    "behind": exercise("lizard", azimuth=150.0),
    "ways": exercise("lizard", down=0.5),
    "history": history(Span.THREE_MONTHS),
    "history-weeks": history(Span.FOUR_WEEKS),
    "history-year": history(Span.YEAR),
    "history-all": history(Span.ALL),
    "history-below": history(Span.THREE_MONTHS, down=1.0),
    "session": session,
    "deleted": deleted,
    "learn": learn,
    "settings": settings(),
    "settings-middle": settings(down=0.5),
    "settings-end": settings(down=1.0),
    "readiness": lambda shoot: shoot.window.beyond.welcome(),
    "card": card("flexors"),
    "card-stride": card("runners"),
}


WITH_PAST = {"left", "known", "next-open", "next", "next-own", "next-hurt"}
"""Pages of somebody who has used Hipgui for two months."""


def lived(life: Path) -> Path:
    """A copy of the journal of a life."""
    copy = life.with_name("journal.sqlite")
    for part in ("", "-wal", "-shm"):
        copy.with_name(copy.name + part).unlink(missing_ok=True)
    shutil.copyfile(life, copy)
    return copy


def main() -> None:
    """Render what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--themes", default="dark,light")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--ratio", default="1")
    parser.add_argument("--text-scale", type=float, default=1.0)
    asked = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = asked.ratio
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    life = asked.folder / "life.sqlite"
    if WITH_PAST & {*asked.pages.split(",")}:
        life.unlink(missing_ok=True)
        Life(life, load_library()).write((WHEN - timedelta(days=1)).date())
    for theme in asked.themes.split(","):
        for page in asked.pages.split(","):
            for size in asked.sizes.split(","):
                width, height = (int(side) for side in size.split("x"))
                settings = Settings(
                    theme=theme,
                    sessions_finished=30,
                    brief_offered=True,
                    text_scale=asked.text_scale,
                    kettlebells=(4.0, 6.0, 8.0) if page in WITH_PAST else (),
                )
                past = lived(life) if page in WITH_PAST else None
                if page == "left" and past:
                    cut_off(past)
                shoot = Shoot(settings, past)
                shoot.window.resize(width, height)
                shoot.window.show()
                application.processEvents()
                PAGES[page](shoot)
                shoot.settle()
                shoot.wait_for_pictures(application)
                shoot.at_last()
                shoot.window.grab().save(str(asked.folder / f"{page}-{theme}-{size}.png"))
                shoot.window.close()
                shoot.journal.close()
                shoot.pictures.close()


if __name__ == "__main__":
    main()
