from __future__ import annotations

from hipgui.core.ladder import Kit, at_level, easier
from hipgui.core.pieces import Share, amount, share_of
from hipgui.core.replan import replan
from tests.core.doses import LIZARD, MARCH
from tests.timelines.small import library, real_plan

KIT = Kit()


def test_a_set_that_nobody_touched_is_one_piece() -> None:
    laid = real_plan("full", level=3)
    for index, step in enumerate(laid.steps):
        if step.is_work:
            assert share_of(laid.steps, index) == Share(0, step.reps or step.duration_ms, 0)
        else:
            assert amount(step) == 0


def test_pieces_of_a_set_know_what_is_before_and_after_them() -> None:
    bell = at_level(MARCH, 3, KIT)
    band = easier(MARCH, bell, KIT)
    assert band
    once = replan(real_plan("march", level=3), (1, 11_000), band, KIT, library())
    twice = replan(once, (3, 6_000), bell, KIT, library())
    shares = [share_of(twice.steps, index) for index in (1, 3, 5)]
    assert shares == [Share(0, 3, 5), Share(3, 2, 3), Share(5, 3, 0)]
    assert [share.is_last for share in shares] == [False, False, True]
    assert {share.whole for share in shares} == {8}
    assert share_of(twice.steps, 7) == Share(0, 8, 0)


def test_a_hold_counts_in_milliseconds() -> None:
    gentler = easier(LIZARD, at_level(LIZARD, 3, KIT), KIT)
    assert gentler
    changed = replan(real_plan("lizard", level=3), (3, 20_500), gentler, KIT, library())
    assert share_of(changed.steps, 3) == Share(0, 20_500, 39_500)
    assert share_of(changed.steps, 4) == Share(20_500, 39_500, 0)
