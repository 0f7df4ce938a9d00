from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journal.killing import kill

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.model import Library

KILLS = 25


def test_a_kill_at_any_moment_costs_no_set_and_no_second(path: Path, library: Library) -> None:
    deaths = kill(path, library, KILLS)
    assert deaths.kills == KILLS
    assert deaths.resumed > KILLS // 3
    assert deaths.entries > KILLS
