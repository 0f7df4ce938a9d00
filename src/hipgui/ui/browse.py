"""The pages one browses: history, library, exercise, learn, settings. Built when they are first opened."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from hipgui.core.plan import Choices
from hipgui.ui.exercise import ExercisePage
from hipgui.ui.learn import LearnPage
from hipgui.ui.learn_sheet import LearnSheet
from hipgui.ui.library import LibraryPage
from hipgui.ui.plates import PlateMaker
from hipgui.ui.tabs import TabBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from hipgui.settings import Settings
    from hipgui.ui.deps import Deps
    from hipgui.ui.history import HistoryPage
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.settings_page import SettingsPage

TODAY, HISTORY, LIBRARY, LEARN = "today", "history", "library", "learn"
EXERCISE, SETTINGS = "exercise", "settings"
PASSED_ON = frozenset({Qt.Key.Key_F, Qt.Key.Key_F11, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
"""Keys that the window understands on every page."""


class Browse(QWidget):
    """One of its pages is open. `asked` tells a tab that is not one of them; a Wish is played, or made today's.

    `told` carries a sentence for the person, `settings_changed` fields of Settings and their values; `safety_asked`
    wants the safety check.
    """

    settings_changed = Signal(dict)
    told = Signal(str)
    safety_asked = Signal()
    asked = Signal(str)
    play_asked = Signal(object)
    wish_chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        deps: Deps,
        pictures: Pictures,
        now_ms: Callable[[], float],
        tabs: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
    ) -> None:
        super().__init__(parent)
        library = deps.library
        self._deps, self._now_ms = deps, now_ms
        self._library, self._pictures = library, pictures
        self._look: Look | None = None
        self._choices = Choices()
        self._open = ""
        self.plates = PlateMaker(pictures)
        self.library = LibraryPage(self, library, pictures)
        self.exercise = ExercisePage(self, library, pictures, now_ms)
        self.learn = LearnPage(self, library, self.plates)
        self._pages = QStackedLayout(self)
        for page in (self.library, self.exercise, self.learn):
            self._add(page)
        self.tabs = TabBar(self, *tabs)
        self.tabs.asked.connect(self._on_tab)
        self.sheet = LearnSheet(self, library, self.plates, now_ms)
        self.sheet.closed.connect(self._on_sheet_closed)
        self.library.opened.connect(self.open_exercise)
        self.learn.read_asked.connect(self.open_card)
        self.exercise.read_asked.connect(self.open_card)
        self.exercise.play_asked.connect(self.play_asked)
        self.exercise.wish_chosen.connect(self.wish_chosen)
        self._back_to: QWidget | None = None
        pictures.tell_when_ready(self._on_picture_ready)

    @cached_property
    def history(self) -> HistoryPage:
        """What was done; its records are asked for when it is first opened."""
        from hipgui.ui.history import HistoryPage  # noqa: PLC0415  start-up

        made = HistoryPage(self, self._library, self._pictures, self._deps.records(), self._deps.now, self._now_ms)
        made.told.connect(self.told)
        self._add(made)
        return made

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings, made when they are first opened: it takes some tenths of a second."""
        from hipgui.ui.settings_page import SettingsPage  # noqa: PLC0415  loaded when it is wanted

        made = SettingsPage(self, self._deps, self._pictures)
        made.changed.connect(self.settings_changed)
        made.told.connect(self.told)
        made.safety_asked.connect(self.safety_asked)
        self._add(made)
        return made

    @property
    def open_page(self) -> str:
        """Which page is open: "history", "library", "exercise", "learn" or "settings"; "" for none yet."""
        return self._open

    def show_choices(self, settings: Settings, choices: Choices) -> None:
        """The settings, and with what is at hand what every exercise is to be next."""
        self._settings, self._choices = settings, choices
        if self._open == SETTINGS:
            self.settings.show_settings(settings)

    def dress(self, look: Look) -> None:
        """Take on a look and size; only the open page is laid out now, the others when they are opened."""
        if look == self._look:
            return
        self._look = look
        self.setGeometry(0, 0, round(look.width), round(look.height))
        self.tabs.dress(look)
        self.sheet.dress(look)
        self._dress_open()

    def open_history(self) -> None:
        """Show what was done, as far as it is known now."""
        self.history.open_up(pounds=self._settings.choices().pounds)
        self._turn_to(HISTORY)
        self.history.take_focus()

    def open_library(self) -> None:
        """Show the library."""
        self._turn_to(LIBRARY)
        if self.library.cards:
            self.library.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_learn(self) -> None:
        """Show what there is to learn."""
        self._turn_to(LEARN)
        if self.learn.tiles:
            self.learn.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_settings(self) -> None:
        """Show the settings."""
        self.settings.show_settings(self._settings)
        self._turn_to(SETTINGS)
        self.settings.take_focus()

    def open_exercise(self, exercise_id: str) -> None:
        """Show an exercise; raises KeyError."""
        exercise = self._library.exercise(exercise_id)
        self.exercise.show_exercise(exercise, self._choices)
        self._turn_to(EXERCISE)
        self.exercise.play.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self, card_id: str) -> None:
        """Show a card over the page that is open; raises KeyError."""
        self._back_to = self.focusWidget()
        self.sheet.open_card(card_id)

    def back(self) -> bool:
        """One step back; False where there is none within these pages."""
        if self.sheet.card is not None:
            self.sheet.leave()
        elif self._open == HISTORY:
            return self.history.back()
        elif self._open == EXERCISE:
            left = self.exercise.exercise
            self._turn_to(LIBRARY)
            for card in self.library.cards:
                if left is not None and card.exercise.id == left.id:
                    card.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def hush(self) -> None:
        """End what is heard."""
        if "settings" in self.__dict__:
            self.settings.hush()

    def close_down(self) -> None:
        """End what works in the background."""
        self.sheet.close_down()
        self.exercise.close_down()
        if "settings" in self.__dict__:
            self.settings.close_down()
        if "history" in self.__dict__:
            self.history.close_down()
        self.plates.close()

    def _add(self, page: QWidget) -> None:
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on bare ground leaves the field that one wrote in
        self._pages.addWidget(page)

    def _turn_to(self, name: str) -> None:
        self.sheet.close_down()
        self._open = name
        self._dress_open()
        self._pages.setCurrentWidget(getattr(self, name))  # each page is called as its attribute
        self.tabs.show_open(LIBRARY if name == EXERCISE else name)
        self.tabs.raise_()

    def _dress_open(self) -> None:
        if self._look is None:
            return
        if self._open == LIBRARY:
            self.library.dress(self._look)
        elif self._open == EXERCISE:
            self.exercise.dress(self._look)
        elif self._open == LEARN:
            self.learn.dress(self._look)
        elif self._open == SETTINGS:
            self.settings.dress(self._look)
        elif self._open == HISTORY:
            self.history.dress(self._look)

    def _on_tab(self, name: str) -> None:
        if name == LIBRARY:
            self.open_library()
        elif name == LEARN:
            self.open_learn()
        elif name == SETTINGS:
            self.open_settings()
        elif name == HISTORY:
            self.open_history()
        else:
            self.asked.emit(name)

    def _on_sheet_closed(self) -> None:
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = None

    def _on_picture_ready(self) -> None:
        if self._open == LIBRARY:
            self.library.repaint_pictures()
        elif self._open == EXERCISE:
            self.exercise.repaint_pictures()
        elif self._open == LEARN:
            self.learn.update()
        elif self._open == SETTINGS:
            self.settings.repaint_pictures()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back; keys of a session do nothing here, for it can't be seen."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            if not self.back():
                self.asked.emit(TODAY)
        elif event.key() in PASSED_ON or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
