"""The window: its pages, the keys, and the session's life from Start to Finish."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hipgui.core.cue import Talk, Voice
from hipgui.core.session import RUNNING, STANDING, Command, State
from hipgui.paint.theme import FRAME_MS
from hipgui.settings import SettingsError
from hipgui.ui.beyond import Beyond
from hipgui.ui.course import Course
from hipgui.ui.look import look_for
from hipgui.ui.notice_line import NoticeLine
from hipgui.ui.session_pages import SessionPages
from hipgui.ui.standing import LEAST_SIZE, stand
from hipgui.ui.taking_on import take_on
from hipgui.ui.today import Today
from hipgui.ui.today_content import content_of, planned
from hipgui.ui.tween import monotonic_ms
from hipgui.ui.window_keys import FULL_SCREEN_KEYS, asked_by, is_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from hipgui.core.plan import Plan
    from hipgui.settings import Settings
    from hipgui.ui.deps import Coach, Deps
    from hipgui.ui.finish import Finish
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.player_page import PlayerPage
    from hipgui.ui.today_content import Planned


def simple_pictures() -> Pictures:
    """What there is to show without a figure."""
    from hipgui.ui.simple_pictures import SimplePictures  # noqa: PLC0415  start-up: seldom wanted

    return SimplePictures()


class Window(QWidget):
    """Shows the page that the session's state asks for; the player alone decides what happens."""

    def __init__(self, deps: Deps, *, now_ms: Callable[[], float] = monotonic_ms) -> None:
        super().__init__()
        self.setWindowTitle("Hipgui")
        self.setMinimumSize(*LEAST_SIZE)
        self._deps, self._now_ms = deps, now_ms
        self._settings = deps.settings
        self._pictures = deps.pictures or simple_pictures()
        self._pictures.dress_body(deps.settings.appearance)
        self._player: Coach | None = None
        self._counted = False
        self._look: Look | None = None
        self.today = Today(self, self._pictures)
        self._page: QWidget = self.today
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.course = Course(self, deps, lambda: self._settings)
        self.course.changed.connect(self._on_course_changed)
        self.course.told.connect(self.tell)
        self.beyond = Beyond(self, self._pages, deps, self._pictures, now_ms, self.course)
        self.beyond.changed.connect(self._show_state)
        self.beyond.play_asked.connect(self.play)
        self.beyond.settings_changed.connect(self._on_set)
        self.beyond.told.connect(self.tell)
        self._session_pages = SessionPages(self, self._pages, deps.library, self._pictures, self.course)
        self._session_pages.asked.connect(self.command)
        self._session_pages.closed.connect(self._on_finish_closed)
        self._ready = self._planned()
        self.notice = NoticeLine(self)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._on_frame)
        self.today.started.connect(self._play_from_here)
        self.today.started_anew.connect(self._on_started_anew)
        self.today.changed.connect(self._on_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._pictures.tell_when_ready(self._on_picture_ready)
        for sentence in deps.sentences:
            self.notice.tell(sentence)
        self._show_state()

    # What others ask of it.

    @property
    def state(self) -> State:
        """Where the session stands; IDLE without one."""
        return self._player.view().state if self._player else State.IDLE

    @property
    def player_page(self) -> PlayerPage:
        """The page of a running session."""
        return self._session_pages.player

    @property
    def finish(self) -> Finish:
        """The page after a session."""
        return self._session_pages.finish

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._page

    @property
    def is_ticking(self) -> bool:
        """Whether it looks thirty times a second: only while a session runs or something moves."""
        return self._frames.isActive()

    @property
    def settings(self) -> Settings:
        """The settings as they now stand."""
        return self._settings

    def open_up(self, *, full_screen: bool | None = None) -> None:
        """Show the window where and as it was last time."""
        stand(self, self._settings.window)
        wanted = self._settings.full_screen if full_screen is None else full_screen
        if wanted:
            self.showFullScreen()
        else:
            self.show()

    def come_forward(self) -> None:
        """A second start asks for this window."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def warm_up(self) -> None:
        """Load what the first frame did not need: first what Today goes by, then the rest."""
        self.course.look_back()
        self.course.when_known(self._warm_up_rest)

    def _warm_up_rest(self) -> None:
        self._pictures.warm_up()
        self._deps.warm_up()
        _ = self.player_page, self.finish  # made now, so that Start need not wait for it
        self.beyond.warm_up()

    def tell(self, text: str) -> None:
        """Show one calm line."""
        self.notice.tell(text)

    def command(self, command: Command) -> None:
        """Do what a key, a button or a remote asks."""
        if self._player is None or (self.state in {State.STOPPED, State.FINISHED} and command is Command.PLAY_PAUSE):
            if command is Command.PLAY_PAUSE:
                self.beyond.leave()
                self._play_from_here()
            return
        self._player.command(command)
        self._show_state()

    def play(self, wanted: Plan) -> None:
        """Begin a session of `wanted` now, in place of any other."""
        self._end_session()
        self._enter(self._deps.begin(wanted))

    # The session.

    def _enter(self, player: Coach) -> None:
        self._player, self._counted = player, False
        self.course.begin()
        self.beyond.leave()
        player.start()
        self._show_state()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play_from_here(self) -> None:
        """Space: start on Today, go on with what was stopped, leave the last page for Today."""
        if self.state is State.FINISHED:
            self._on_finish_closed()
        elif self.state is State.STOPPED and self._player:
            self._player.command(Command.PLAY_PAUSE)
            self._show_state()
        else:
            self.course.when_known(self._begin)

    def _begin(self) -> None:
        """Begin what Today offers."""
        left = self.course.left
        if self._player is None and left is not None and self._deps.go_on is not None:
            self._enter(self._deps.go_on(left))
        elif self._player is None and self._ready.plan is not None:
            self.play(self._ready.plan)

    def _on_started_anew(self) -> None:
        if self._ready.plan is not None:
            self.play(self._ready.plan)

    def _on_finish_closed(self) -> None:
        self._end_session()
        self._show_state()

    def _end_session(self) -> None:
        if self._player is not None:
            self._player.close()
            self.course.run_after(on=False)
        self._player = None

    def _on_frame(self) -> None:
        if self._player is not None:
            self._player.tick()
        self._show_state()

    def _show_state(self) -> None:
        """Bring page, words and frame timer in line with the session."""
        view = self._player.view() if self._player else None
        state = view.state if view else State.IDLE
        page: QWidget = self.beyond.page or self.today
        starting = self._player is not None and self._player.is_starting
        if state in RUNNING | STANDING or starting:
            page = self.player_page
        elif state is State.FINISHED:
            page = self.finish
        fresh = page is not self._page
        if self._look is None:
            return
        if view and self._in_session(page):
            self.player_page.show_view(view, self._voice(), self._now_ms())
        if fresh:
            self._turn_to(page)
        if self._player is not None:
            for notice in self._player.notices():
                self.notice.tell(str(notice))
        moving = page is self.today and self.today.sheet.advance(self._now_ms())
        moving = moving or (self._in_session(page) and self.player_page.advance(self._now_ms()))
        self._run_frames(running=moving or starting or state in RUNNING)

    def _turn_to(self, page: QWidget) -> None:
        assert self._look
        if self._session_pages.is_finish(page) and self._player:
            self._count_session()
            self.course.look_back()
            self._session_pages.show_done(self._player, self._look)
        if page is self.today:
            self.course.look_back()
            self._plan_anew()
        self.beyond.show_tabs(on_today=page is self.today)
        if not self._in_session(page):
            self._session_pages.close_down()
        self._page = page
        self._pages.setCurrentWidget(page)
        if self._session_pages.is_finish(page):
            self.finish.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is self.today:
            self.today.sheet.start.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is not self.beyond.page:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.raise_()

    def _count_session(self) -> None:
        if not self._counted:
            self._counted, done = True, self._settings.finished_one()
            self._keep(sessions_finished=done.sessions_finished, brief_offered=done.brief_offered)

    def _in_session(self, page: QWidget) -> bool:
        return self._session_pages.is_player(page)

    def _run_frames(self, *, running: bool) -> None:
        if running and not self._frames.isActive():
            self._frames.start()
        elif not running and self._frames.isActive():
            self._frames.stop()

    def _voice(self) -> Voice:
        """The wordings of this session, for what is shown before anything was said."""
        own = self._settings
        return Voice(self._deps.library.words, Talk(own.talk), own.sessions_finished, own.rate, tones=own.tones)

    # Today.

    def _on_changed(self, fields: dict[str, object]) -> None:
        self._keep(**self.course.take(fields))
        self._plan_anew()
        self._show_state()

    def _on_course_changed(self) -> None:
        self._plan_anew()
        if self._page is self.today:
            self._show_state()

    def _plan_anew(self) -> None:
        self._ready = self._planned()
        self._show_today()

    def _planned(self) -> Planned:
        return planned(self._deps.library, self._settings, self.course.choices)

    def _show_today(self) -> None:
        if self._look is None:
            return
        view = self._player.view() if self._player else None
        content = content_of(self._deps.library, self._settings, self._ready, self.course, view)
        self.today.show_content(content, self._look)

    # Settings, size, theme.

    def _keep(self, **fields: object) -> None:
        changed = replace(self._settings, **fields)  # type: ignore[arg-type]  # fields of Settings, as they come
        if changed != self._settings:
            self._settings = changed
            self._pictures.dress_body(changed.appearance)
            try:
                self._deps.save_settings(changed)
            except SettingsError as error:
                self.notice.tell(str(error))

    def _dress(self) -> None:
        self._look = look_for(self._settings, QSizeF(self.size()))
        self._session_pages.dress(self._look)
        self.beyond.dress(self._look)
        self.notice.dress(self._look)
        self._show_state()
        if self._page is self.today:  # else it is laid out when it is turned to
            self._show_today()

    def _on_set(self, fields: dict[str, object]) -> None:
        before = self._settings
        self._keep(**fields)
        take_on(before, self._settings, self._deps.speaker, self._player, self._voice())
        if self._settings.full_screen != before.full_screen:
            self.turn_full_screen(on=self._settings.full_screen)
        self._ready = self._planned()
        self._dress()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._look is not None:
            self._dress()

    def _on_picture_ready(self) -> None:
        self.today.sheet.repaint_pictures()
        self._session_pages.repaint_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out for the new size."""
        super().resizeEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """The desktop has changed its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._look is not None:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key of the session, and full screen."""
        command = asked_by(event, self.state)
        if event.isAutoRepeat() or not is_plain(event):
            super().keyPressEvent(event)
        elif self._session_pages.is_finish(self._page) and self.finish.obey(event):
            self.finish.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in FULL_SCREEN_KEYS:
            self.turn_full_screen(on=not self.isFullScreen())
        elif command is Command.STOP and not self._in_session(self._page):
            if self.isFullScreen():
                self.turn_full_screen(on=False)
            elif self._session_pages.is_finish(self._page):
                self._on_finish_closed()
        elif command is Command.PLAY_PAUSE or (command and self._page is not self.today):
            self.command(command)
        elif self._page is not self.today or not self.beyond.open_by_key(event.text().lower()):
            super().keyPressEvent(event)

    def turn_full_screen(self, *, on: bool) -> None:
        """Go to full screen or back."""
        self._keep_geometry()
        (self.showFullScreen if on else self.showNormal)()
        self._keep(full_screen=on)
        self._dress()

    def _keep_geometry(self) -> None:
        if not self.isFullScreen() and not self.isMaximized():
            self._keep(window=self.geometry().getRect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what runs and keep where the window stood."""
        self.course.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self._frames.stop()
        self._end_session()
        self._keep_geometry()
        self._session_pages.close_down()
        self.beyond.close_down()
        self.course.close()
        self.notice.close_down()
        super().closeEvent(event)
