"""The two pages of a session, made when they are first wanted: the first frame does not need them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.core.session import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from hipgui.core.model import Library
    from hipgui.ui.course import Course
    from hipgui.ui.deps import Coach
    from hipgui.ui.finish import Finish
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.player_page import PlayerPage


class SessionPages(QObject):
    """Owns the player page and Finish. `asked` tells a command, `closed` that Finish was left."""

    asked = Signal(Command)
    closed = Signal()

    def __init__(
        self, window: QWidget, pages: QStackedWidget, library: Library, pictures: Pictures, course: Course
    ) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._library, self._pictures, self._course = library, pictures, course
        self._look: Look | None = None

    @cached_property
    def player(self) -> PlayerPage:
        """The page of a running session."""
        from hipgui.ui.player_page import PlayerPage  # noqa: PLC0415  start-up

        page = PlayerPage(self._window, self._pictures, self._library)
        page.asked.connect(self.asked)
        self._add(page)
        return page

    @cached_property
    def finish(self) -> Finish:
        """The page after a session."""
        from hipgui.ui.finish import Finish  # noqa: PLC0415  start-up

        page = Finish(self._window, self._pictures, self._library, self._course)
        page.closed.connect(self.closed)
        self._add(page)
        return page

    def is_player(self, page: QWidget) -> bool:
        """Whether that page is the player's."""
        return self._has("player") and page is self.player

    def is_finish(self, page: QWidget) -> bool:
        """Whether that page is the last one."""
        return self._has("finish") and page is self.finish

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        if self._has("player"):
            self.player.dress(look)
        if self._has("finish"):
            self.finish.dress(look)

    def show_done(self, coach: Coach, look: Look) -> None:
        """Let the last page show what was done."""
        from hipgui.ui.finishing import Done  # noqa: PLC0415  start-up

        self.finish.show_done(Done(coach.plan, coach.done()), look)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        if self._has("finish"):
            self.finish.repaint_pictures()

    def close_down(self) -> None:
        """End what works in the background."""
        if self._has("player"):
            self.player.close_down()

    def _add(self, page: PlayerPage | Finish) -> None:
        self._pages.addWidget(page)
        if self._look is not None:
            page.dress(self._look)

    def _has(self, name: str) -> bool:
        return name in self.__dict__
