from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from hipgui.paint.theme import (
    DARK,
    LIGHT,
    flood_surface,
    mixed,
    mixed_surface,
    numeral_font,
    page_surface,
    palette,
    panel_surface,
)

if TYPE_CHECKING:
    from hipgui.paint.theme import (
        Palette,
    )

BOTH = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
READABLE, SEEN = 4.5, 3.0
"""WCAG 2: least contrast of text, and of shapes that mean something."""


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(first: QColor | str, second: QColor | str) -> float:
    dark, light = sorted((luminance(QColor(first)), luminance(QColor(second))))
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("role", ["text", "text2", "move_text", "hold_text"])
@pytest.mark.parametrize("ground", ["ground", "raised", "raised2"])
def test_every_text_can_be_read_on_every_ground(tokens: Palette, role: str, ground: str) -> None:
    assert contrast(getattr(tokens, role), getattr(tokens, ground)) >= READABLE


@BOTH
@pytest.mark.parametrize("role", ["move_ring", "hold_ring", "to_come", "outline"])
def test_every_shape_stands_out_from_the_ground(tokens: Palette, role: str) -> None:
    assert contrast(getattr(tokens, role), tokens.ground) >= SEEN


@BOTH
def test_ink_can_be_read_on_start_disc_flood_and_panel(tokens: Palette) -> None:
    assert contrast(tokens.start_ink, tokens.start) >= READABLE
    assert contrast(tokens.disc_ink, tokens.hold_disc) >= READABLE
    assert contrast(tokens.flood_text, tokens.flood) >= 2 * READABLE
    assert contrast(tokens.panel_text, tokens.panel) >= 2 * READABLE


@pytest.mark.parametrize(
    ("tokens", "role", "measured"),
    [
        (DARK, "text", 16.4),
        (DARK, "text2", 10.0),
        (DARK, "move_text", 9.1),
        (DARK, "hold_text", 8.0),
        (DARK, "to_come", 3.2),
        (DARK, "outline", 4.2),
        (LIGHT, "text", 16.7),
        (LIGHT, "text2", 8.2),
        (LIGHT, "move_text", 7.2),
        (LIGHT, "move_ring", 3.2),
        (LIGHT, "hold_text", 9.0),
        (LIGHT, "hold_ring", 4.4),
        (LIGHT, "to_come", 3.0),
        (LIGHT, "outline", 3.6),
    ],
)
def test_contrast_is_what_the_design_measured(tokens: Palette, role: str, measured: float) -> None:
    assert contrast(getattr(tokens, role), tokens.ground) == pytest.approx(measured, abs=0.06)


@BOTH
def test_what_lies_on_panel_and_flood_can_be_read(tokens: Palette) -> None:
    for surface in (panel_surface(tokens), flood_surface(tokens), page_surface(tokens)):
        assert contrast(surface.text, surface.ground) >= READABLE
        assert contrast(surface.text2, surface.ground) >= READABLE
        assert contrast(surface.text, surface.track) >= SEEN


def test_dim_darkens_what_is_brightest_and_stays_readable() -> None:
    dim = palette(dark=True, dim=True)
    assert dim.panel == "#C9C6BF"
    assert luminance(QColor(dim.flood)) < luminance(QColor(DARK.flood)) / 1.8
    assert contrast(dim.flood_text, dim.flood) >= READABLE
    assert contrast(dim.panel_text, dim.panel) >= READABLE
    assert palette(dark=False, dim=True) == LIGHT


@BOTH
def test_high_contrast_leaves_no_faint_text(tokens: Palette) -> None:
    strong = palette(dark=tokens.dark, high_contrast=True)
    assert contrast(strong.text2, strong.ground) >= 16
    assert contrast(strong.outline, strong.ground) >= 16
    assert contrast(strong.to_come, strong.ground) >= contrast(tokens.to_come, tokens.ground)


def test_mixing_ends_at_both_ends() -> None:
    first, last = page_surface(DARK), flood_surface(DARK)
    assert mixed_surface(first, last, 0.0) is first
    assert mixed_surface(first, last, 1.0) is last
    half = mixed_surface(first, last, 0.5).ground
    assert luminance(first.ground) < luminance(half) < luminance(last.ground)
    assert mixed(QColor("#000000"), QColor("#ffffff"), 0.5).name() in {"#7f7f7f", "#808080"}


@pytest.mark.usefixtures("qapp")
def test_digits_are_equally_wide() -> None:
    from PySide6.QtGui import QFontMetricsF

    from hipgui.ui.resources import load_resources

    assert "Barlow Condensed" in load_resources()
    metrics = QFontMetricsF(numeral_font(200))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1
    assert metrics.tightBoundingRect("0").height() == pytest.approx(0.72 * 200, rel=0.03)
