"""The settings: each is kept and works as soon as it is changed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.cue import Talk, Voice
from hipgui.paint.theme import FRAME_MS
from hipgui.settings import Settings
from hipgui.ui.scroller import Scroller
from hipgui.ui.settings_rows import SettingsRows
from hipgui.ui.tabs import height_u
from hipgui.ui.voice_list import VoiceList, voice_options

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from hipgui.ui.deps import Deps
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

STAYS = frozenset({"window", "full_screen", "readiness_seen", "sessions_finished", "routine", "minutes", "level"}) | {
    "brief_offered",
    "build",
    "skin",
    "hair",
    "hair_tone",
    "wardrobe",
}
"""What a reset leaves: how the window stands, what was done and read, what Today asks, whom the figure looks like."""
LOOK_AGAIN_MS = 100


class SettingsPage(QWidget):
    """`changed` carries fields of Settings and their values, `told` a sentence; `safety_asked` opens that page."""

    changed = Signal(dict)
    told = Signal(str)
    safety_asked = Signal()

    def __init__(self, parent: QWidget, deps: Deps, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Settings")
        self._deps, self._speaker = deps, deps.speaker
        self._look: Look | None = None
        self._settings = Settings()
        self._before: Settings | None = None
        self.rows = SettingsRows(deps, pictures)
        self.scroller = Scroller(self, self.rows.form)
        self._voices = VoiceList(self, deps.speaker.voices)
        self._voices.found.connect(self._show_voices)
        self._speaking = QTimer(self)
        self._speaking.setInterval(FRAME_MS)
        self._speaking.timeout.connect(self._on_speaking)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_AGAIN_MS)
        self._looking.timeout.connect(self._show_devices)
        self.rows.changed.connect(self._on_changed)
        self.rows.resized.connect(self._lay_out)
        self.rows.hear.clicked.connect(self._on_hear)
        self.rows.folder.button.clicked.connect(self._on_folder)
        self.rows.safety.button.clicked.connect(self.safety_asked)
        self.rows.reset.wanted.connect(self._on_reset)
        self.rows.reset.taken_back.connect(self._on_taken_back)
        self.rows.reset.changed.connect(self._lay_out)

    def show_settings(self, settings: Settings) -> None:
        """Show them as they now stand."""
        if settings == self._settings and self._before is None and self.rows.shown:
            return
        self._settings = settings
        self.rows.show_settings(settings)
        self._show_voices()
        self._lay_out()

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self._lay_out()
        self.update()

    def take_focus(self) -> None:
        """Let the keyboard begin at the top."""
        self.rows.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        self.rows.repaint_pictures()

    def hush(self) -> None:
        """End the example, if one is heard."""
        if self._speaking.isActive():
            self._speaking.stop()
            self._speaker.end()
            self.rows.hear.show_share(None)

    def close_down(self) -> None:
        """End what works in the background."""
        self.hush()
        self._looking.stop()
        self._voices.close()

    def _lay_out(self) -> None:
        look = self._look
        if look is None:
            return
        top = round(height_u(look) * look.u)
        self.scroller.setGeometry(0, top, round(look.width), round(look.height) - top)
        self.scroller.dress(look)
        self.rows.form.lay_out(look.width, look)

    def _on_changed(self, changed: dict[str, object]) -> None:
        self._before = None
        self.rows.reset.forget()
        if "engine" in changed:
            changed = {**changed, "voice": ""}  # voices have other names in another engine
        self.changed.emit(changed)

    # Voice and device.

    def _show_voices(self) -> None:
        found = self._voices.voices(self._settings.engine) if self.isVisible() else None
        self.rows.offer_voices(voice_options(found or (), self._settings.voice), self._settings.voice)

    def _show_devices(self) -> None:
        names = self._speaker.devices()
        self.rows.offer_devices(names, self._settings.sound_device)
        if names is not None:
            self._looking.stop()

    def _on_hear(self) -> None:
        if self._speaking.isActive():
            self.hush()
            return
        chosen = self._settings
        voice = Voice(self._deps.library.words, Talk(chosen.talk), rate=chosen.rate, tones=chosen.tones)
        self._speaker.begin(self.rows.example.cues(voice))
        self._speaking.start()
        self._on_speaking()

    def _on_speaking(self) -> None:
        share = self._speaker.share()
        self.rows.hear.show_share(share)
        if share is None:
            self._speaking.stop()
            for notice in self._speaker.notices():
                self.told.emit(str(notice))

    # Data.

    def _on_folder(self) -> None:
        folder = self._deps.data_folder
        if folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.told.emit(f"The folder can't be opened from here. It is {folder}.")

    def _on_reset(self) -> None:
        standard, before = Settings(), self._settings
        kept = {field.name: getattr(before, field.name) for field in fields(Settings) if field.name in STAYS}
        self._give(replace(standard, **kept))
        self._before = before

    def _on_taken_back(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._give(before)

    def _give(self, wanted: Settings) -> None:
        names = [field.name for field in fields(Settings) if field.name not in STAYS]
        self.changed.emit({name: getattr(wanted, name) for name in names})

    def showEvent(self, event: QShowEvent) -> None:
        """Show the voices that are known, and look which devices there are now."""
        super().showEvent(event)
        self._show_voices()
        self._speaker.look_for_devices()
        self._looking.start()
        self._show_devices()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be silent, and forget half a reset."""
        super().hideEvent(event)
        self.hush()
        self._looking.stop()
        self._before = None
        self.rows.reset.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(QRectF(event.rect()), self._look.page.ground)
            painter.end()
