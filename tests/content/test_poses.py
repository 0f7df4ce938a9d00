"""Pose files: what is wrong in them is told with file, key, what was found and what is allowed."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from hipgui.content.errors import ContentError, PackError
from hipgui.content.poses import load_figures, read_figures
from hipgui.figure.limits import impossible
from hipgui.figure.model import Body, FreeLeg
from hipgui.figure.scene import frame

MOVEMENTS = {
    *("march_wall", "march_body", "march_band", "march_bell", "march_setup"),
    *("lift_chair", "lift_hips", "lift_book", "lift_flat", "lift_edge"),
    *("lizard_blocks", "lizard_hands", "lizard_glide", "lizard_back", "lizard_forearms_block"),
    *("lizard_forearms", "lizard_kick"),
    *("muscles", "stride", "sitting"),
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the built-in pose files."""
    for entry in (files("hipgui.content") / "builtin").iterdir():
        if entry.name.startswith("figure"):
            shutil.copy(str(entry), tmp_path / entry.name)
    return tmp_path


def guide_example(folder: Path) -> Path:
    """The figure file that docs/packs.md shows, in a folder of its own."""
    text = (Path(__file__).parents[2] / "docs/packs.md").read_text(encoding="utf-8")
    example = text.split("`figure_raises.toml`", 1)[1].split("```toml", 1)[1].split("```", 1)[0]
    folder.mkdir()
    (folder / "figure_raises.toml").write_text(example, encoding="utf-8")
    return folder


def change(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_builtin_pack_has_every_movement() -> None:
    assert set(load_figures().movements) == MOVEMENTS


def test_the_guides_example_is_a_movement_that_a_body_can_do(tmp_path: Path) -> None:
    figures = load_figures(guide_example(tmp_path / "raises"))
    assert set(figures.movements) == MOVEMENTS | {"raise_seat"}
    assert impossible(figures) == []
    drawn = frame(figures, "raise_seat", "left", 1.0, Body())
    assert {"psoas", "iliacus", "rectus_femoris"} == set(drawn.labels)


def test_a_set_up_has_to_lead_to_where_the_movement_begins(pack: Path) -> None:
    change(pack, "figure_march.toml", 'set_up = "march_setup"', 'set_up = "march_body"')
    with pytest.raises(ContentError, match=r"movement\.march_bell\.set_up: found march_body, allowed is a movement"):
        read_figures(pack)


def test_a_set_up_has_to_be_there(pack: Path) -> None:
    change(pack, "figure_march.toml", 'set_up = "march_setup"', 'set_up = "march_nowhere"')
    with pytest.raises(ContentError, match=r"movement\.march_bell\.set_up: found 'march_nowhere'"):
        read_figures(pack)


def test_a_new_exercise_needs_no_code(pack: Path) -> None:
    (pack / "figure_own.toml").write_text(
        """
[pose.deep]
like = "march_top"
right_leg = { kind = "free", flexion = 110, abduction = 3, knee = 100, ankle = 4 }

[movement.own]
keys = [{ at = 0, pose = "march_top" }, { at = 1, pose = "deep" }]
camera = [-60, 8]
view = { centre = [0.05, 0.0, 0.5], width = 0.74, height = 1.1 }
""",
        encoding="utf-8",
    )
    leg = read_figures(pack).movement("own").keys[1].pose.right_leg
    assert isinstance(leg, FreeLeg)
    assert leg.flexion == 110


WRONG = [
    ("figure_march.toml", "flexion = 57", 'flexion = "much"', "pose.march_bell_low.right_leg.flexion", "str", "float"),
    ("figure_march.toml", "flexion = 57", "flexion = 400", "pose.march_bell_low.right_leg.flexion", "400", "float"),
    ("figure_march.toml", "flexion = 57", "bend = 57", "pose.march_bell_low.right_leg", "bend", "docs/packs.md"),
    (
        "figure_march.toml",
        'like = "march_stand"',
        'like = "march_sit"',
        "pose.march_foot_low.like",
        "march_sit",
        "march_stand",
    ),
    ("figure_march.toml", 'kind = "placed", ankle', 'kind = "glued", ankle', "pose.march_", "glued", "docs/packs.md"),
    (
        "figure_march.toml",
        '{ at = 1, pose = "march_top" }',
        '{ at = 0.9, pose = "march_top" }',
        "movement.march_body.keys",
        "0.9",
        "from 0 to 1",
    ),
    (
        "figure_march.toml",
        '{ at = 1, pose = "march_top" }',
        '{ at = 1, pose = "top" }',
        "movement.march_body.keys[1].pose",
        "top",
        "march_top",
    ),
    (
        "figure_march.toml",
        '{ at = 1, pose = "march_top" }',
        '{ at = 1, pose = "lizard_hands" }',
        "movement.march_body.keys",
        "several",
        "one",
    ),
    ("figure_march.toml", 'rest = "march_rest"', 'rest = "sofa"', "movement.march_body.rest", "sofa", "march_rest"),
    ("figure_march.toml", '"psoas", ', '"soleus", ', "movement.march_body.muscles", "soleus", "psoas"),
    ("figure_march.toml", 'props = ["wall"]', 'props = ["door"]', "movement.march_wall.props", "door", "wall"),
    ("figure_march.toml", 'bone = "shank_r"', 'bone = "tail"', "movement.march_body.ghost", "tail", "shank_r"),
    ("figure_march.toml", "[movement.march_body]", "[sound.march_body]", "sound", "unknown", "movement"),
    (
        "figure_lizard.toml",
        "[pose.lizard_hands_high]",
        "[pose.lizard_hands_high]\nreach = 0.0",
        "movement.lizard_hands.keys",
        "several anchors",
        "one anchor",
    ),
    ("figure_lift.toml", "[pose.kneel_in]", "[pose.march_stand]", "pose.march_stand", "same id", "once"),
    ("figure_lizard.toml", "reach = 0.333", "reach = 0.5", "pose.lizard_hands.reach", "0.5", "float"),
    ("figure_muscles.toml", '["lumbar", 1.0, 0.018', '["spleen", 1.0, 0.018', "muscle.psoas.label", "spleen", "lumbar"),
    (
        "figure_muscles.toml",
        '["lumbar", 1.0, 0.018',
        '["lumbar", 0.9, 0.018',
        "muscle.psoas.label",
        "0.9",
        "add up to 1",
    ),
    ("figure_muscles.toml", "radii = [0.003, ", "radii = [", "muscle.psoas.fibres[0].radii", "4 numbers", "5 points"),
    ("figure_props.toml", 'kind = "band"', 'kind = "rope"', "prop.band.kind", "rope", "docs/packs.md"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong[3]} {wrong[4]}")
def test_an_error_says_where_and_what(pack: Path, wrong: tuple[str, str, str, str, str, str]) -> None:
    name, old, new, key, found, allowed = wrong
    change(pack, name, old, new)
    with pytest.raises(ContentError) as caught:
        read_figures(pack)
    said = str(caught.value)
    assert said.startswith(str(pack))
    assert key in caught.value.key
    assert found in caught.value.found
    assert allowed in caught.value.allowed


def test_a_circle_of_poses_is_named(pack: Path) -> None:
    change(pack, "figure_march.toml", "[pose.march_stand]", '[pose.march_stand]\nlike = "march_top"')
    with pytest.raises(ContentError, match="circle"):
        read_figures(pack)


def test_a_file_that_is_not_toml_is_named(pack: Path) -> None:
    (pack / "figure_own.toml").write_text("[pose", encoding="utf-8")
    with pytest.raises(PackError, match=r"figure_own\.toml is not TOML"):
        read_figures(pack)


def test_a_file_that_cannot_be_read_is_named(pack: Path) -> None:
    (pack / "figure_own.toml").mkdir()
    with pytest.raises(PackError, match=r"figure_own\.toml can't be read"):
        read_figures(pack)
