"""What lies beyond Today: the tabs that lead there, the pages behind them, and what is played from these."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.ui.tabs import TabBar
from hipgui.ui.wishes import plan_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget, QWidget

    from hipgui.ui.browse import Browse
    from hipgui.ui.course import Course
    from hipgui.ui.deps import Deps
    from hipgui.ui.exercise_wording import Wish
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.readiness import Readiness

TODAY, HISTORY, LIBRARY, LEARN, SETTINGS = "today", "history", "library", "learn", "settings"
TABS = ((TODAY, "Today"), (HISTORY, "History"), (LIBRARY, "Library"), (LEARN, "Learn"))
APART = ((SETTINGS, "Settings"),)
KEYS = {"h": HISTORY, "l": LIBRARY, "s": SETTINGS}
"""Keys on Today that lead to a page."""


class Beyond(QObject):
    """Owns the tabs on Today and, once they are wanted, the other pages. `course` takes what is wished for there.

    `changed` when another page is to be shown; `play_asked` carries a Plan, `settings_changed` fields of Settings,
    `told` a sentence.
    """

    changed = Signal()
    play_asked = Signal(object)
    settings_changed = Signal(dict)
    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        pages: QStackedWidget,
        deps: Deps,
        pictures: Pictures,
        now_ms: Callable[[], float],
        course: Course,
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._deps = window, pages, deps
        self._pictures, self._now_ms = pictures, now_ms
        self._course = course
        self._look: Look | None = None
        self._is_open = self._is_asking = False
        self.tabs = TabBar(window, TABS, APART)
        self.tabs.show_open(TODAY)
        self.tabs.asked.connect(self.open)

    @cached_property
    def browse(self) -> Browse:
        """The other pages."""
        from hipgui.ui.browse import Browse  # noqa: PLC0415  start-up

        made = Browse(self._window, self._deps, self._pictures, self._now_ms, (TABS, APART))
        made.asked.connect(self.open)
        made.play_asked.connect(self._on_play_asked)
        made.wish_chosen.connect(self._course.wish)
        made.settings_changed.connect(self.settings_changed)
        self._course.changed.connect(self._show_choices)
        made.told.connect(self.told)
        made.safety_asked.connect(self.welcome)
        self._pages.addWidget(made)
        return made

    @cached_property
    def readiness(self) -> Readiness:
        """What to know before the first session."""
        from hipgui.ui.readiness import Readiness  # noqa: PLC0415  start-up: it is seldom read

        made = Readiness(self._window, self._deps.library, self._pictures, lambda: self._course.settings.appearance)
        made.read.connect(self._on_read)
        self._pages.addWidget(made)
        if self._look is not None:
            made.dress(self._look)
        return made

    def welcome(self) -> None:
        """Ask what has to be asked before a first session; afterwards all is as it was."""
        self._is_asking = True
        self.readiness.take_focus()
        self.changed.emit()

    def warm_up(self) -> None:
        """Make the pages now, so that nobody waits for them."""
        if self._look is not None:
            self.browse.exercise.warm_up(self._look)
            _ = self.browse.history

    @property
    def page(self) -> QWidget | None:
        """What is open instead of Today; None for Today."""
        if self._is_asking:
            return self.readiness
        return self.browse if self._is_open else None

    def open(self, name: str) -> None:
        """Show the page of a tab."""
        self._is_open = name != TODAY
        if self._is_open:
            self._prepare()
            if name == LIBRARY:
                self.browse.open_library()
            elif name == SETTINGS:
                self.browse.open_settings()
            elif name == HISTORY:
                self.browse.open_history()
            else:
                self.browse.open_learn()
        self.changed.emit()

    def open_exercise(self, exercise_id: str) -> None:
        """Show an exercise; raises KeyError."""
        self._is_open = True
        self._prepare()
        self.browse.open_exercise(exercise_id)
        self.changed.emit()

    def open_by_key(self, key: str) -> bool:
        """Show the page that a key (what it types, in lower case) leads to; whether there is one."""
        if key not in KEYS:
            return False
        self.open(KEYS[key])
        return True

    def leave(self) -> None:
        """Back to Today and silent, without telling: a session begins or goes on."""
        self._is_open = self._is_asking = False
        if "browse" in self.__dict__:
            self.browse.hush()

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self.tabs.dress(look)
        if self._is_open:
            self._prepare()
        if self._is_asking:
            self.readiness.dress(look)

    def show_tabs(self, *, on_today: bool) -> None:
        """Show the tabs on Today, where they belong to the window; the other pages bring their own."""
        self.tabs.setVisible(on_today)
        if on_today:
            self.tabs.raise_()

    def close_down(self) -> None:
        """End what works in the background."""
        if "browse" in self.__dict__:
            self.browse.close_down()

    def _show_choices(self) -> None:
        self.browse.show_choices(self._course.settings, self._course.choices)

    def _prepare(self) -> None:
        self._show_choices()
        if self._look is not None:
            self.browse.dress(self._look)

    def _on_play_asked(self, wish: Wish) -> None:
        wanted = plan_alone(self._deps.library, self._course.choices, wish)
        if wanted is not None:
            self.play_asked.emit(wanted)

    def _on_read(self) -> None:
        self._is_asking = False
        self.settings_changed.emit({"readiness_seen": True})
        if self._is_open:
            self.browse.settings.take_focus()
