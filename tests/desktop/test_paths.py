from __future__ import annotations

import stat
import tempfile
from typing import TYPE_CHECKING

import pytest

from hipgui.desktop import paths
from tests.permissions import forbidden, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.desktop.paths import Place

VARIABLES = {
    paths.config_file: "XDG_CONFIG_HOME",
    paths.cache_dir: "XDG_CACHE_HOME",
    paths.log_dir: "XDG_STATE_HOME",
    paths.data_dir: "XDG_DATA_HOME",
}
REPLACED = [paths.config_file, paths.cache_dir, paths.log_dir]


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders go in this test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(params=REPLACED, ids=lambda ask: ask.__name__)
def homeless(request: pytest.FixtureRequest, temp: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Place]:
    """What asks for a place that can't be had."""
    (temp / "a file").write_text("")
    monkeypatch.setenv(VARIABLES[request.param], str(temp / "a file"))
    ask: Callable[[], Place] = request.param
    return ask


def folder_of(place: Place) -> Path:
    return place.path.parent if place.path.suffix else place.path


@pytest.mark.parametrize("ask", VARIABLES)
def test_each_folder_is_made_when_it_is_asked_for(own_places: Path, ask: Callable[[], Place]) -> None:
    place = ask()
    folder = folder_of(place)
    assert place.trouble == ""
    assert folder.is_dir()
    assert "hipgui" in folder.parts
    assert folder.is_relative_to(own_places)
    assert ask() == place


def test_what_has_no_place_gets_a_temporary_one_and_says_so(temp: Path, homeless: Callable[[], Place]) -> None:
    place = homeless()
    folder = folder_of(place)
    assert folder.parent == temp
    assert place.trouble.startswith(f"{temp / 'a file'}/hipgui")
    assert "can't be written (Not a directory). " in place.trouble
    assert place.trouble.endswith(f", in {folder}. Make it writable.")


def test_the_temporary_one_is_the_same_at_every_call_and_nobody_elses(homeless: Callable[[], Place]) -> None:
    place = homeless()
    assert homeless() == place
    assert stat.S_IMODE(folder_of(place).stat().st_mode) == 0o700
    folder_of(place).chmod(0o777)  # somebody else could have made it so
    assert homeless() != place


def test_a_folder_without_the_right_to_write_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder() as home:
        (home / "hipgui").mkdir()
        monkeypatch.setenv("XDG_CACHE_HOME", str(home))
        with forbidden(home):
            place = paths.cache_dir()
        assert place.path.parent != home
        assert "Permission denied" in place.trouble
        place.path.rmdir()


def test_the_journal_never_goes_where_it_would_be_swept_away(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = temp / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    place = paths.data_dir()
    assert place.path == blocked / "hipgui"
    assert place.trouble == f"{place.path}: sessions can't be kept here (Not a directory). Make it writable."


def test_with_no_place_at_all_the_sentence_names_the_first(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = temp / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(blocked))
    assert paths.cache_dir() == paths.Place(
        blocked / "hipgui", f"{blocked}/hipgui: can't be written (Not a directory). Make it writable."
    )


def test_sockets_lie_where_only_this_person_can_reach_them(own_places: Path) -> None:
    place = paths.runtime_dir()
    assert place == paths.Place(own_places / "run" / "hipgui")
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o700


def test_without_a_runtime_folder_there_is_a_private_one_in_the_temporary_folder(
    temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    place = paths.runtime_dir()
    assert place.trouble == ""
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o700
    assert temp.exists()


def test_a_runtime_folder_that_can_not_be_made_is_told(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (temp / "run").mkdir(mode=0o700)
    (temp / "run" / "hipgui").write_text("")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(temp / "run"))
    assert "so a second start is not noticed" in paths.runtime_dir().trouble


def test_the_doctor_hears_where_the_folders_are(own_places: Path) -> None:
    ok, found, remedy = paths.probe()
    assert (ok, remedy) == (True, "")
    assert f"settings in {own_places}/.config/hipgui" in found
    assert len(found.split(", ")) == 4


def test_the_doctor_hears_which_folder_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    assert paths.probe() == (
        False,
        f"{blocked}/hipgui for sessions can't be written (Not a directory)",
        "Make it writable for you.",
    )
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert paths.probe()[2] == "Make them writable for you."
