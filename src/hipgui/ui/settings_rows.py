"""The rows of the settings page: what each is called, what it offers and which field it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from hipgui.core.cue import RATE_LEAST, RATE_MOST, Talk, Voice
from hipgui.core.spoken import capitalised
from hipgui.figure.names import CHOICES
from hipgui.settings import KILOS, POUNDS
from hipgui.ui.form import Form, Pair, Section, Told, Wide, Words
from hipgui.ui.hear import HearButton
from hipgui.ui.loads import BANDS, LoadsRow, bells_offered, weight_words
from hipgui.ui.picker import PickerRow
from hipgui.ui.pictures import Part
from hipgui.ui.reset import Reset
from hipgui.ui.row import PillRow, Row, SwitchRow
from hipgui.ui.slider import SliderRow
from hipgui.ui.talk_examples import Example, quoted
from hipgui.ui.tiles import PortraitTile, TalkTile, ThemeTile, TilesRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from hipgui.settings import Settings
    from hipgui.ui.deps import Deps
    from hipgui.ui.pictures import Pictures

AnyRow = TypeVar("AnyRow", bound=Row)

TALKS = ((Talk.FULL, "Full"), (Talk.BRIEF, "Brief"), (Talk.COUNTS, "Counts"), (Talk.TONES, "Tones"))
TONES_ALONE = "Signals at starts, turns and ends"
SAMPLE_U = 4.6
SYSTEM_DEVICE = "The system's own"
FIGURE = {
    "build": ("Build", Part.BODY, 16.0),
    "wardrobe": ("Clothes", Part.BODY, 16.0),
    "skin": ("Skin", Part.HEAD, 8.0),
    "hair": ("Hair", Part.HEAD, 8.0),
    "hair_tone": ("Hair colour", Part.HEAD, 8.0),
}
"""Label, part of the body and height of the portraits in u, for each field of an appearance."""


class SettingsRows(QObject):
    """`changed` carries one field of Settings and its value; `resized` when rows need another place."""

    changed = Signal(dict)
    resized = Signal()

    def __init__(self, deps: Deps, pictures: Pictures) -> None:
        super().__init__()
        self._library = deps.library
        self.example = Example(deps.library)
        self._engines = deps.speaker.engines()
        self._pictures = pictures
        self._fields: dict[str, Row] = {}
        self.shown = False
        self.form = Form()
        self.hear_block = Wide(self.form, HearButton)
        self.hear = self.hear_block.button
        self._engine_note = Words(self.form)
        self._sample = Words(self.form, deps.library.exercises[0].foci[0].wordings[0], SAMPLE_U)
        self.folder = Told(self.form, f"Your sessions lie in {deps.data_folder}.", "Open the folder")
        self.safety = Told(self.form, "Before the first session you were asked a few things.", "Read them again")
        self.reset = Reset(self.form)
        self._voice = self._voice_section()
        screen = self._screen_section()
        self._figure = self._figure_section()
        left = (self._voice, self._session_section(), self._kit_section())
        data = Section("Your data", [self.folder, self.safety, self.reset])
        self.form.hold([left, (screen, self._figure, data)])

    def __getitem__(self, field: str) -> Row:
        """The row that sets a field."""
        return self._fields[field]

    @property
    def fields(self) -> Sequence[str]:
        """The fields that can be set here."""
        return tuple(self._fields)

    @property
    def first(self) -> QWidget:
        """What the keyboard comes to first."""
        engine = self._fields["engine"]
        assert isinstance(engine, PillRow)
        chosen = [segment for segment in engine.choice.segments if segment.isChecked()]
        return (chosen or engine.choice.segments)[0]

    def show_settings(self, settings: Settings) -> None:
        """Show every setting as it stands."""
        self.shown = True
        self._sample.scale = None
        bells = self._fields["kettlebells"]
        assert isinstance(bells, LoadsRow)
        offered = bells_offered(settings.kettlebells, settings.units)
        bells.offer([(weight_words(kilos, settings.units), kilos) for kilos in offered])
        shown = {**{field: getattr(settings, field) for field in self._fields}, **settings.appearance._asdict()}
        for field, row in self._fields.items():
            if not isinstance(row, PickerRow):
                row.choose(shown[field])
        better = [one.title for one in self._engines if one.recommended_for and one.name != settings.engine]
        self._engine_note.text = f"{better[0]} is the clearest for English." if better else ""
        for field in FIGURE:
            row = self._fields[field]
            assert isinstance(row, TilesRow)
            for tile, name in zip(row.tiles, CHOICES[field], strict=True):
                assert isinstance(tile, PortraitTile)
                tile.show_someone(settings.appearance._replace(**{field: name}))
        talk = self._fields["talk"]
        assert isinstance(talk, TilesRow)
        silent = talk.tiles[-1]
        assert isinstance(silent, TalkTile)
        silent.tell(TONES_ALONE if settings.tones else "Silence: the screen alone leads")
        self.hear.setEnabled(settings.tones or settings.talk != Talk.TONES)

    def offer_voices(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """The voices there are, and which is chosen."""
        self._offer("voice", options, chosen)

    def offer_devices(self, names: Sequence[str] | None, chosen: str) -> None:
        """The sound devices there are (None: not known yet), and which is chosen; one that is gone stays chosen."""
        gone = chosen if names is None else f"{chosen} (not there now)"
        missing = [(gone, chosen)] if chosen and chosen not in (names or ()) else []
        self._offer("sound_device", [(SYSTEM_DEVICE, ""), *((name, name) for name in names or ()), *missing], chosen)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for tile in self.form.findChildren(PortraitTile):
            tile.update()

    def _offer(self, field: str, options: Sequence[tuple[str, object]], chosen: object) -> None:
        row = self._fields[field]
        assert isinstance(row, PickerRow)
        row.offer(options)
        row.choose(chosen)

    # The sections.

    def _set(self, field: str, row: AnyRow) -> AnyRow:
        self._fields[field] = row
        row.chosen.connect(lambda value: self.changed.emit({field: value}))
        return row

    def _pill(self, field: str, label: str, options: Sequence[tuple[str, object]]) -> Row:
        return self._set(field, PillRow(self.form, label, options))

    def _switch(self, field: str, label: str, words: str) -> Row:
        return self._set(field, SwitchRow(self.form, label, words))

    def _slider(
        self, field: str, label: str, span: tuple[float, float, float], words: Callable[[float], str]
    ) -> SliderRow:
        return self._set(field, SliderRow(self.form, label, *span, words))

    def _voice_section(self) -> Section:
        talk = self._set("talk", TilesRow(self.form, "How much talk"))
        for amount, name in TALKS:
            example = quoted(self.example.cues(Voice(self._library.words, amount)))
            talk.add(TalkTile(talk, "How much talk", name, example or TONES_ALONE), amount.value)
        return Section(
            "Voice",
            [
                self._pill("engine", "Engine", [(one.title, one.name) for one in self._engines]),
                self._engine_note,
                self._set("voice", PickerRow(self.form, "Voice")),
                self._slider("rate", "Speed", (RATE_LEAST, RATE_MOST, 0.1), lambda rate: f"{rate:.1f} ×"),
                self._slider("volume", "Volume", (0.0, 1.0, 0.05), lambda volume: f"{volume:.0%}".replace("%", " %")),
                talk,
                self.hear_block,
                self._switch("tones", "Tones", TONES_ALONE),
                self._set("sound_device", PickerRow(self.form, "Sound device")),
            ],
        )

    def _session_section(self) -> Section:
        return Section(
            "Session",
            [
                self._slider("rest_s", "Rest", (45, 120, 5), seconds),
                self._slider("switch_s", "Switch sides", (10, 15, 1), seconds),
                self._slider("lead_in_s", "After a pause", (3, 10, 1), lambda one: f"in {seconds(one)}"),
                self._switch("self_paced", "Own pace", "No counting: Enter ends a set"),
            ],
        )

    def _screen_section(self) -> Section:
        theme = self._set("theme", TilesRow(self.form, "Theme", above=False))
        for value, name in (("dark", "Dark"), ("light", "Light"), ("system", "System")):
            theme.add(ThemeTile(theme, "Theme", name, value), value)
        size = self._slider("text_scale", "Text size", (1.0, 2.0, 0.1), lambda scale: f"{scale:.0%}".replace("%", " %"))
        size.moved.connect(self._show_sample)
        return Section(
            "Screen",
            [
                theme,
                self._switch("dim", "Dim", "Softer rests and switches when dark"),
                size,
                self._sample,
                self._switch("reduced_motion", "Still figure", "Poses without movement"),
                self._switch("full_screen", "Full screen", "F turns it on and off, anywhere"),
            ],
        )

    def _figure_section(self) -> Section:
        rows: dict[str, TilesRow] = {}
        for field, (label, part, tall_u) in FIGURE.items():
            row = rows[field] = self._set(field, TilesRow(self.form, label))
            for name in CHOICES[field]:
                row.add(PortraitTile(row, capitalised(name), self._pictures, part, tall_u), name)
        return Section("Figure", [Pair(rows["build"], rows["wardrobe"]), rows["skin"], rows["hair"], rows["hair_tone"]])

    def _kit_section(self) -> Section:
        bands = self._set("bands", LoadsRow(self.form, "Bands you own"))
        bands.offer(BANDS)
        return Section(
            "Kit",
            [
                self._pill("units", "Weights in", [("Kilograms", KILOS), ("Pounds", POUNDS)]),
                self._set("kettlebells", LoadsRow(self.form, "Kettlebells you own")),
                bands,
            ],
        )

    def _show_sample(self, scale: float) -> None:
        """What text will look like, while one still chooses."""
        self._sample.scale = scale
        self.resized.emit()


def seconds(count: float) -> str:
    """So many seconds."""
    return f"{count:.0f} s"
