"""How hard the searching tests search: HIPGUI_TEST_EFFORT times as many examples; 1, the default, is for every run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

EFFORT = int(os.environ.get("HIPGUI_TEST_EFFORT", "1"))


def examples(count: int, *, steps: int = 50, shrink: bool = True) -> settings:
    """Settings for so many examples of at most so many steps; a busy machine breaks no deadline.

    Without `shrink` a failure is shown as it was found: for long sessions whose shrinking takes minutes.
    """
    return settings(
        max_examples=count * EFFORT,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[phase for phase in Phase if shrink or phase not in {Phase.shrink, Phase.explain}],
    )
