from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from hipgui.paint.text import fit, wrap
from hipgui.paint.theme import BOLD, text_font

words = st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=14).map(" ".join)


@pytest.fixture(autouse=True)
def fonts(qapp: object) -> None:
    from hipgui.ui.resources import load_resources

    assert qapp
    assert load_resources()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words, st.floats(200, 1200), st.floats(20, 60))
def test_fitted_text_fits(text: str, width: float, pixels: float) -> None:
    fitted = fit(text, width, pixels, pixels * 0.6, weight=BOLD, most_lines=3)
    assert " ".join(fitted.lines) == text
    assert len(fitted.lines) <= 3
    metrics = QFontMetricsF(fitted.font)
    assert fitted.width == max(metrics.horizontalAdvance(line) for line in fitted.lines)
    if fitted.font.pixelSize() > pixels * 0.6 / 3 + 1:
        assert fitted.width <= width


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words, st.floats(200, 900))
def test_wrapped_lines_are_no_more_than_needed(text: str, width: float) -> None:
    font = text_font(24)
    metrics = QFontMetricsF(font)
    lines = wrap(text, width, font)
    assert " ".join(lines) == text
    assert all(metrics.horizontalAdvance(line) <= width or " " not in line for line in lines)


def test_it_shrinks_before_it_wraps() -> None:
    text = "Knee to hip height, ribs down"
    natural = QFontMetricsF(text_font(40)).horizontalAdvance(text)
    assert fit(text, natural + 1, 40, 30).font.pixelSize() == 40
    shrunk = fit(text, natural * 0.9, 40, 30)
    assert shrunk.lines == (text,)
    assert 30 <= shrunk.font.pixelSize() < 40
    wrapped = fit(text, natural * 0.6, 40, 30)
    assert len(wrapped.lines) == 2
    assert wrapped.font.pixelSize() == 30


def test_lines_are_even() -> None:
    lines = wrap("one two three four five six", 200, text_font(24))
    widths = [QFontMetricsF(text_font(24)).horizontalAdvance(line) for line in lines]
    assert len(lines) == 2
    assert max(widths) < 1.5 * min(widths)
