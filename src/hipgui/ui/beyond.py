"""What lies beyond Today: the tabs that lead there, the pages behind them, and what is wished for on these."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.ui.tabs import TabBar
from hipgui.ui.wishes import plan_alone, wished_choices, wished_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget, QWidget

    from hipgui.core.model import Library
    from hipgui.core.plan import Choices
    from hipgui.settings import Settings
    from hipgui.ui.browse import Browse
    from hipgui.ui.exercise_wording import Wish
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

TODAY, LIBRARY, LEARN = "today", "library", "learn"
TABS = ((TODAY, "Today"), (LIBRARY, "Library"), (LEARN, "Learn"))
KEYS = {"l": LIBRARY}
"""Keys on Today that lead to a page."""


class Beyond(QObject):
    """Owns the tabs on Today and, once they are wanted, the other pages. `settings` tells those as they now stand.

    `changed` when another page is to be shown, or when what is wished for has changed; `play_asked` carries a Plan.
    """

    changed = Signal()
    play_asked = Signal(object)

    def __init__(
        self,
        window: QWidget,
        pages: QStackedWidget,
        library: Library,
        pictures: Pictures,
        now_ms: Callable[[], float],
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._own_library = window, pages, library
        self._pictures, self._now_ms = pictures, now_ms
        self._settings = settings
        self._look: Look | None = None
        self._is_open = False
        self._wishes: dict[str, Wish] = {}
        self.tabs = TabBar(window, TABS)
        self.tabs.show_open(TODAY)
        self.tabs.asked.connect(self.open)

    @cached_property
    def browse(self) -> Browse:
        """The other pages."""
        from hipgui.ui.browse import Browse  # noqa: PLC0415  start-up

        made = Browse(self._window, self._own_library, self._pictures, self._now_ms, TABS)
        made.asked.connect(self.open)
        made.play_asked.connect(self._on_play_asked)
        made.wish_chosen.connect(self._on_wish_chosen)
        self._pages.addWidget(made)
        return made

    def warm_up(self) -> None:
        """Make the pages now, so that nobody waits for them."""
        if self._look is not None:
            self.browse.exercise.warm_up(self._look)

    @property
    def page(self) -> QWidget | None:
        """What is open instead of Today; None for Today."""
        return self.browse if self._is_open else None

    @property
    def library(self) -> Library:
        """The library as it is wished for today."""
        return wished_library(self._own_library, self._wishes)

    @property
    def choices(self) -> Choices:
        """The person's choices, and what was wished for beyond them."""
        return wished_choices(self._settings(), self._wishes)

    def forget_wishes(self) -> None:
        """Today is as its own choices say."""
        self._wishes = {}

    def open(self, name: str) -> None:
        """Show the page of a tab."""
        self._is_open = name != TODAY
        if self._is_open:
            self._prepare()
            if name == LIBRARY:
                self.browse.open_library()
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
        """Back to Today, without telling: a session begins."""
        self._is_open = False

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self.tabs.dress(look)
        if self._is_open:
            self._prepare()

    def show_tabs(self, *, on_today: bool) -> None:
        """Show the tabs on Today, where they belong to the window; the other pages bring their own."""
        self.tabs.setVisible(on_today)
        if on_today:
            self.tabs.raise_()

    def close_down(self) -> None:
        """End what works in the background."""
        if "browse" in self.__dict__:
            self.browse.close_down()

    def _prepare(self) -> None:
        self.browse.show_choices(self._settings(), self._wishes)
        if self._look is not None:
            self.browse.dress(self._look)

    def _on_play_asked(self, wish: Wish) -> None:
        wanted = plan_alone(self._own_library, self._settings(), wish)
        if wanted is not None:
            self.play_asked.emit(wanted)

    def _on_wish_chosen(self, wish: Wish) -> None:
        self._wishes[wish.exercise] = wish
        self.changed.emit()
