from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.paint.ribbon import GAP, GAP_EXERCISE, Part, layout

parts = st.lists(
    st.builds(Part, st.integers(1, 600_000), st.sampled_from(["move", "hold", "rest"]), new=st.booleans()),
    min_size=1,
    max_size=40,
)


@given(parts, st.floats(500, 4000), st.floats(5, 20))
def test_segments_fill_the_width_in_order(session: list[Part], width: float, unit: float) -> None:
    segments = layout(session, width, unit)
    assert [segment.part for segment in segments] == session
    assert segments[0].left == 0
    assert segments[-1].left + segments[-1].width == pytest.approx(width)
    for before, after in itertools.pairwise(segments):
        gap = GAP_EXERCISE if after.part.new else GAP
        assert after.left - before.left - before.width == pytest.approx(gap * unit)
        assert after.width > 0


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_longer_is_wider(first_ms: int, second_ms: int) -> None:
    one, other = layout([Part(first_ms, "move"), Part(second_ms, "move")], 1000, 10)
    assert (one.width > other.width) == (first_ms > second_ms) or one.width == pytest.approx(other.width)
