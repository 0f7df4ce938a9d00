from __future__ import annotations

import re
import resource
import stat
import tempfile
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.ladder import Kit, Load
from hipgui.core.model import Prop
from hipgui.figure.names import CHOICES, Appearance
from hipgui.settings import TABLES, Settings, SettingsError, load, save
from tests.permissions import forbidden, open_folder
from tests.timelines.effort import examples

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

KEYS = {key: rule for rules in TABLES.values() for key, rule in rules.items()}

whatever = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
    | st.booleans()
    | st.integers(-200, 200)
    | st.floats(-2, 2)
    | st.sampled_from(["full", "dark", "band", "flite", 10, 15, 60, [1, 2, 800, 600]]),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=5,
)


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    """Settings with any allowed value in any place."""
    values: dict[str, object] = {}
    for key, rule in KEYS.items():
        value = rule.read(draw(strategy(key)))
        if value is not None:
            values[key] = value
    return Settings(**values)  # type: ignore[arg-type]  # Settings' own fields


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def strategy(key: str) -> SearchStrategy[object]:
    """Values that the key may hold."""
    named = {
        "routine": st.sampled_from(["full", "middle", "short", "march", "lift", "lizard"]),
        "voice": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        "sound_device": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        "rest_s": st.integers(45, 120),
        "switch_s": st.integers(10, 15),
        "lead_in_s": st.integers(3, 10),
        "level": st.integers(1, 5),
        "minutes": st.sampled_from([10, 15, 30]),
        "on_foot": st.sampled_from(["kettlebell", "band", "nothing"]),
        "beside": st.sampled_from(["block", "book", "nothing"]),
        "engine": st.sampled_from(["pyttsx3", "flite"]),
        "talk": st.sampled_from(["full", "brief", "counts", "tones"]),
        "theme": st.sampled_from(["system", "dark", "light"]),
        **{name: st.sampled_from(among) for name, among in CHOICES.items()},
        "rate": st.floats(0.6, 1.6),
        "volume": st.floats(0, 1),
        "text_scale": st.floats(1, 2),
        "kettlebells": st.lists(st.floats(0.5, 60), max_size=5),
        "bands": st.lists(st.integers(1, 3), max_size=5),
        "units": st.sampled_from(["kg", "lb"]),
        "window": st.lists(st.integers(1, 5000), min_size=4, max_size=4),
        "sessions_finished": st.integers(0, 10_000),
    }
    if isinstance(getattr(Settings(), key), bool):
        return st.booleans()
    return named[key]


def test_every_setting_has_its_place_in_the_file() -> None:
    assert sorted(KEYS) == sorted(field.name for field in fields(Settings))
    assert len(KEYS) == sum(len(rules) for rules in TABLES.values())
    for field in fields(Settings):
        value = getattr(Settings(), field.name)
        assert value is None or KEYS[field.name].read(value) == value


def test_without_a_file_everything_is_standard(tmp_path: Path) -> None:
    assert load(tmp_path / "none" / "settings.toml") == (Settings(), [])


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "settings.toml"
    chosen = Settings(minutes=15, on_foot="band", chair=False, rate=1.25, voice="Äänetön", window=(-4, 0, 960, 1040))
    save(path, chosen)
    assert load(path) == (chosen, [])
    assert names(path.parent) == ["settings.toml"]


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings(theme="dark"))
    assert tomllib.loads(path.read_text()) == {"look": {"theme": "dark"}}
    save(path, Settings())
    assert tomllib.loads(path.read_text()) == {"look": {"theme": "system"}}, "what was chosen once stays a choice"


def test_a_window_that_has_no_place_any_more_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings(window=(1, 2, 3, 4)))
    save(path, Settings())
    assert "window" not in path.read_text()


def test_comments_and_unknown_keys_survive(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        "# my own words\n"
        'future = "kept"\n\n'
        "[voice]\n"
        "rate = 1.1 # slower at night\n"
        "whisper = true\n\n"
        "[robot]\n"
        "legs = [1, 2]\n"
    )
    settings, sentences = load(path)
    assert sentences == []
    save(path, replace(settings, rate=1.3, theme="light"))
    written = path.read_text()
    assert "# my own words" in written
    assert "# slower at night" in written
    assert tomllib.loads(written) == {
        "future": "kept",
        "voice": {"rate": 1.3, "whisper": True},
        "robot": {"legs": [1, 2]},
        "look": {"theme": "light"},
    }


@pytest.mark.parametrize(
    "written",
    [
        "voice = { rate = 0.9, pitch = 3 }\n",
        "voice.rate = 0.9\nvoice.pitch = 3\n",
        "[voice]\r\nrate=0.9\r\npitch=3\r\n",
    ],
    ids=["inline", "dotted", "windows"],
)
def test_any_way_to_write_a_table_is_kept(tmp_path: Path, written: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(written.encode("utf-8-sig"))  # as Windows' editor does
    settings, sentences = load(path)
    assert (settings.rate, sentences) == (0.9, [])
    chosen = replace(settings, talk="brief", dim=True)
    save(path, chosen)
    assert load(path) == (chosen, [])
    assert tomllib.loads(path.read_text())["voice"] == {"rate": 0.9, "pitch": 3, "talk": "brief"}


def test_one_wrong_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[voice]\nrate = 7\ntones = "yes"\nvolume = 0.5\n[session]\nminutes = 20\nlevel = true\n')
    settings, sentences = load(path)
    assert settings == Settings(volume=0.5)
    assert sentences == [
        f"{path}: [session] level: found true, allowed is a whole number from 1 to 5. The standard setting is used.",
        f"{path}: [session] minutes: found 20, allowed is 10, 15 or 30. The standard setting is used.",
        f"{path}: [voice] rate: found 7, allowed is a number from 0.6 to 1.6. The standard setting is used.",
        f'{path}: [voice] tones: found "yes", allowed is true or false. The standard setting is used.',
    ]
    save(path, settings)
    assert load(path) == (settings, [])


def test_a_value_where_a_table_belongs_is_told_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("look = 3\n")
    settings, sentences = load(path)
    assert settings == Settings()
    assert sentences == [f"{path}: look: found 3, allowed is a table, [look]. The standard setting is used."]
    save(path, Settings(dim=True))
    assert load(path) == (Settings(dim=True), [])


@pytest.mark.parametrize(
    "damage", [b"[voice\nrate=1", b"\xff\xfe\x00", b"a = 1\na = 2\n"], ids=["cut", "bytes", "twice"]
)
def test_a_damaged_file_is_set_aside_not_lost(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.toml"
    for turn in range(3):
        path.write_bytes(damage)
        settings, [sentence] = load(path)
        assert settings == Settings()
        [name] = re.findall(r"kept as (\S+),", sentence)
        assert name.startswith("settings.toml.damaged-2")
        assert (tmp_path / name).read_bytes() == damage
        assert len(names(tmp_path)) == turn + 1
    save(path, Settings(dim=True))
    assert load(path) == (Settings(dim=True), [])


def test_a_file_damaged_while_the_program_runs_is_set_aside_by_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("half of a li")
    save(path, Settings(dim=True))
    assert load(path) == (Settings(dim=True), [])
    [aside] = set(names(tmp_path)) - {"settings.toml"}
    assert (tmp_path / aside).read_text() == "half of a li"


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.mkdir()
    settings, [sentence] = load(path)
    assert settings == Settings()
    assert sentence == f"{path}: can't be read (Is a directory), so the standard settings are used."
    with pytest.raises(SettingsError, match="settings can't be saved"):
        save(path, Settings(dim=True))
    assert names(tmp_path) == ["settings.toml"], "nothing half-written is left"


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"settings\.toml: the settings can't be saved"):
        save(tmp_path / "file" / "settings.toml", Settings())


def test_a_damaged_file_that_can_not_be_moved_is_left_where_it_is() -> None:
    with open_folder() as folder:
        path = folder / "settings.toml"
        path.write_text("half of a li")
        with forbidden(folder):
            settings, [sentence] = load(path)
            with pytest.raises(SettingsError, match=r"can't be saved \(Permission denied\)"):
                save(path, Settings(dim=True))
        assert settings == Settings()
        assert "can't be set aside (Permission denied), so the standard settings are used" in sentence
        assert path.read_text() == "half of a li"


def test_a_full_disk_costs_the_change_but_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings(dim=True))
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, unlimited[1]))
    try:
        with pytest.raises(SettingsError, match=r"settings\.toml: the settings can't be saved \(File too large\)"):
            save(path, Settings(theme="dark"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert load(path) == (Settings(dim=True), [])
    assert names(tmp_path) == ["settings.toml"]


def test_a_linked_file_stays_linked(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_text("# mine\n")
    link.symlink_to(real)
    save(link, Settings(dim=True))
    assert link.is_symlink()
    assert load(real)[0].dim


def test_what_a_person_wrote_stays_as_readable_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("")
    path.chmod(0o640)
    save(path, Settings(dim=True))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_what_a_person_owns_is_written_readably_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    chosen = Settings(kettlebells=(4.0, 6.5), bands=(1, 3), units="lb")
    save(path, chosen)
    assert path.read_text() == ('[kit]\nkettlebells = [4.0, 6.5]\nbands = [1, 3]\nunits = "lb"\n')
    assert load(path) == (chosen, [])


@pytest.mark.parametrize("written", ["kettlebells = [4, 100]", "bands = [0]", "bands = [1.5]", "bands = 2"])
def test_one_wrong_weight_costs_its_list_alone(tmp_path: Path, written: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'[kit]\n{written}\nunits = "lb"\n')
    settings, [sentence] = load(path)
    assert settings == Settings(units="lb")
    assert "allowed is a list of at most 24, each a" in sentence


def test_loads_of_ones_own_come_lightest_first() -> None:
    owned = Settings(kettlebells=(8.0, 4.0, 8.0), bands=(3, 1), units="lb", beside="nothing").choices()
    assert owned.whole_kit == Kit(
        frozenset({Prop.KETTLEBELL, Prop.CHAIR}),
        (Load(Prop.KETTLEBELL, 4.0), Load(Prop.KETTLEBELL, 8.0), Load(Prop.BAND, 1.0), Load(Prop.BAND, 3.0)),
        pounds=True,
    )
    assert Settings().choices().whole_kit == Kit(Settings().kit)


def test_kit_and_choices_say_what_a_plan_needs() -> None:
    assert Settings().kit == {Prop.KETTLEBELL, Prop.BLOCK, Prop.CHAIR}
    assert Settings(on_foot="nothing", beside="nothing", chair=False).kit == frozenset()
    choices = Settings(minutes=10, level=2, beside="book", self_paced=True, rest_s=45, switch_s=15).choices()
    assert (choices.minutes, choices.level, choices.self_paced) == (10, 2, True)
    assert (choices.rest_s, choices.switch_s) == (45, 15)
    assert choices.kit == {Prop.KETTLEBELL, Prop.BOOK, Prop.CHAIR}


@examples(25)  # every save waits for the disk
@given(any_settings(), any_settings())
def test_whatever_was_there_a_save_brings_exactly_what_is_chosen(before: Settings, chosen: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.toml")
        save(path, before)
        save(path, chosen)
        assert load(path) == (chosen, [])


@examples(100)
@given(st.binary(max_size=60) | st.text("[]=\"'\n.#{}, avoicertk1", max_size=60).map(str.encode))
def test_no_file_can_stop_the_program(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.toml")
        path.write_bytes(content)
        settings, _ = load(path)
        save(path, settings)
        assert load(path) == (settings, [])


@examples(100)
@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), whatever))
def test_every_value_is_either_taken_or_told(values: dict[str, object]) -> None:
    from tomlkit import dumps

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.toml")
        tables = {table: {key: values[key] for key in rules.keys() & values.keys()} for table, rules in TABLES.items()}
        path.write_text(dumps(tables), encoding="utf-8")
        settings, sentences = load(path)
        for key in KEYS.keys() & values.keys():
            told = any(f"] {key}: found " in sentence for sentence in sentences)
            given_value = tuple(value) if isinstance(value := values[key], list) else value
            assert told == (getattr(settings, key) != given_value) or (told and given_value == getattr(Settings(), key))


def test_a_figure_is_drawn_once_and_what_was_chosen_stays() -> None:
    fresh = Settings(hair="curls")
    assert fresh.appearance == Appearance(hair="curls"), "until then it is the standard figure"
    drawn = fresh.with_figure(lambda among: among[-1])
    assert drawn.appearance == Appearance("sturdy", "espresso", "curls", "grey", "shorts")
    assert drawn.with_figure(lambda among: among[0]) == drawn


@pytest.mark.parametrize("field", CHOICES)
def test_only_figures_that_there_are_can_be_chosen(field: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for name in CHOICES[field]:
        save(path, replace(Settings(), **{field: name}))  # type: ignore[arg-type]  # texts, all of them
        settings, sentences = load(path)
        assert (getattr(settings, field), sentences) == (name, [])
    path.write_text(f'[figure]\n{field} = "plaid"\n')
    settings, sentences = load(path)
    assert getattr(settings, field) == ""
    assert f"[figure] {field}" in sentences[0]


def test_fewer_words_are_offered_once_after_the_third_session() -> None:
    kept, asked, told = Settings(), [], []
    for _ in range(6):
        told.append(kept.tells_of_brief)
        kept = kept.finished_one()
        asked.append(kept.offers_brief)
    assert told == [False, False, True, False, False, False], "the third session ends with a word on it"
    assert asked == [False, False, True, False, False, False], "Today asks until the next one"
    assert not replace(Settings(sessions_finished=3), talk="brief").offers_brief
    assert not replace(Settings(sessions_finished=2), talk="counts").tells_of_brief
    assert Settings(sessions_finished=40).offers_brief
    assert not Settings(sessions_finished=40, brief_offered=True).offers_brief
