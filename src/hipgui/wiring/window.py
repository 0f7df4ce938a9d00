"""The coach's window, and what is shown in it."""

from __future__ import annotations

import gc
import os
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from hipgui.core.errors import PersonError
from hipgui.core.plan import Choices, plan
from hipgui.desktop import paths
from hipgui.wiring.parts import (
    journal_file,
    kept_settings,
    known_figures,
    known_library,
    make_keeper,
    make_player,
    make_records,
    make_voice,
    open_journal,
    open_sound,
    places_aside,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.cue import Cue
    from hipgui.core.plan import Plan
    from hipgui.core.unfinished import Unfinished
    from hipgui.journal.journal import Journal
    from hipgui.kept import Kept
    from hipgui.player import Player
    from hipgui.sound.live import Sound
    from hipgui.ui.window import Window

INSTANCE = "hipgui"
DEMO_MIN = 1.5
"""One short set of marches on each side."""
LISTEN_AFTER_MS = 200
"""From when on another start is answered: the first frame goes first, and whoever asks is patient."""


def play_in_window(plan_: Plan, *, talk: str | None = None, seed: int | None = None) -> int:
    """The window, with a session that starts at once."""
    return show(plan_, talk=talk, seed=seed)


def demonstrate(picture: str | None) -> int:
    """A short session in the window, demonstrated; the picture goes to the data folder unless a file is named."""
    from pathlib import Path

    library = known_library()
    plan_ = plan(library.routine("march"), library, Choices(minutes=DEMO_MIN))
    return demonstrate_plan(plan_, Path(picture) if picture else paths.data_dir().path / "demonstration.png")


def demonstrate_plan(plan_: Plan, picture: Path | None) -> int:
    """A session in the window: its transcript is printed, a picture may be kept, and it ends by itself.

    Nobody did it, so nothing of it is kept.
    """
    from hipgui import headless
    from hipgui.ui.demo import Demonstration

    demonstration = Demonstration(picture and picture.absolute(), say)
    transcript = headless.Transcript(say)

    def said(cue: Cue) -> None:
        transcript.said(cue)
        demonstration.said(cue)

    def watch(player: Player) -> None:
        transcript.player = player

    return show(plan_, talk="full", said=said, began=watch, attach=demonstration.attach, keeps=False)


def show(  # noqa: PLR0913  whatever a window may be opened for
    plan_: Plan | None = None,
    *,
    talk: str | None = None,
    seed: int | None = None,
    said: Callable[[Cue], None] = lambda _cue: None,
    began: Callable[[Player], None] = lambda _player: None,
    attach: Callable[[Window], None] = lambda _window: None,
    keeps: bool = True,
) -> int:
    """The window, until it is closed; `attach` gets it before it runs, `said` each cue as it is heard.

    Unless it `keeps`, neither what is done nor what is chosen is written down.
    """
    from hipgui.desktop import display

    shown = display.probe(os.environ)
    if not shown.ok:
        raise PersonError(f"No window can be opened: {shown.found}. {shown.remedy}")
    from PySide6.QtCore import QTimer

    from hipgui.desktop.instance import SingleInstance
    from hipgui.sound.choosing import Choosing
    from hipgui.ui.app import make_application, run
    from hipgui.ui.crash import CrashGuard
    from hipgui.ui.deps import Deps, NoKeeper, no_records
    from hipgui.ui.figure_pictures import FigurePictures

    gc.disable()  # until there is a Collector: what Qt owns must not be ended by a thread that happens to allocate
    application = make_application()
    instance = SingleInstance.first(INSTANCE)
    if instance is None:
        say("Hipgui is open already; its window was asked to come forward.")
        return 0
    kept, library = kept_settings(), known_library()
    kept.draw_figure()
    late = _Late(kept, keeps=keeps)

    def begin(wanted: Plan, left: Unfinished | None = None) -> Player:
        from hipgui.journal.journal import NullJournal

        as_asked = wanted is plan_  # sessions after it go by the settings
        voice = make_voice(library, kept.settings, talk if as_asked else None, seed if as_asked else None)
        journal = late.journal if keeps else NullJournal()
        late.player = make_player(wanted, voice, late.sound, journal, said, kept.settings.lead_in_s * 1000, left)
        began(late.player)
        return late.player

    def attach_all(window: Window) -> None:
        QTimer.singleShot(LISTEN_AFTER_MS, window, lambda: instance.listen(window.come_forward))
        attach(window)

    cache, log, runtime = places_aside()
    guard = CrashGuard(log.path, {"the sound": late.silence, "your sets": late.close})
    guard.install()
    deps = Deps(
        library=library,
        settings=kept.settings,
        save_settings=kept.save,
        begin=begin,
        go_on=lambda left: begin(left.plan, left),
        keeper=lambda: make_keeper(late.journal, library),
        has_past=journal_file().exists,
        speaker=Choosing(lambda: late.sound),
        data_folder=paths.data_dir().path,
        warm_up=late.warm_up,
        pictures=FigurePictures(known_figures, cache.path / "stills"),
        records=lambda: make_records(late.journal, library),
        sentences=(*kept.sentences, *(place.trouble for place in (cache, log, runtime) if place.trouble)),
    )
    if not keeps:
        deps = replace(deps, save_settings=lambda _: None, go_on=None, has_past=lambda: False)
        deps = replace(deps, keeper=NoKeeper, records=no_records)
    try:
        return run(deps, attach=attach_all, autostart=plan_)
    finally:
        late.close()
        guard.uninstall()
        instance.close()
        del application  # kept until here: Qt's sockets end before Qt does


class _Late:
    """What the first frame does not wait for: sound and journal, made when they are first asked for."""

    def __init__(self, kept: Kept, *, keeps: bool) -> None:
        self._kept, self._keeps = kept, keeps
        self._stack = ExitStack()
        self.player: Player | None = None

    @cached_property
    def sound(self) -> Sound:
        return self._stack.enter_context(open_sound(self._kept.settings, warm=False))

    @cached_property
    def journal(self) -> Journal:
        return self._stack.enter_context(open_journal())

    def warm_up(self) -> None:
        """Make the start of a session cost nothing: voice and device are got ready."""
        from PySide6.QtCore import QCoreApplication

        from hipgui.ui.garbage import Collector

        if self._keeps:
            self._kept.keep_figure()
        self.sound.prewarm()
        self.sound.open()
        if (application := QCoreApplication.instance()) is not None:
            Collector(application)

    def silence(self) -> None:
        """End the session, if there is one."""
        if self.player is not None:
            self.player.close()

    def close(self) -> None:
        """End what was made."""
        self._stack.close()
