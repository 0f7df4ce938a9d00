"""Sessions in which the keys for easier and harder were pressed somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hipgui.core.ladder import Kit, at_level, easier, harder
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.replan import replan
from tests.core.doses import bands, bells
from tests.timelines.small import library

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise
    from hipgui.core.plan import Plan, Step


@dataclass(frozen=True)
class Key:
    """A press of a key: how far into the session and into the step (per mille), and which key."""

    where: int
    position: int
    harder: bool
    minutes: float | None


@dataclass(frozen=True)
class Story:
    """A session and the keys pressed in it."""

    routine: str
    level: int
    minutes: float
    self_paced: bool
    kit: Kit
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Press:
    """The last press of a story: the plans before and after it, where it was, and the dose it led to."""

    before: Plan
    after: Plan
    index: int
    position_ms: int
    dose: Dose
    kit: Kit

    @property
    def now(self) -> Step:
        return self.before.steps[self.index]

    @property
    def exercise(self) -> Exercise:
        return self.now.exercise


owned = st.sampled_from(((), bells(4, 6), bands(2)))
per_mille = st.integers(0, 999)
stories = st.builds(
    Story,
    st.sampled_from(("full", "march", "lift", "lizard")),
    st.integers(1, 5),
    st.sampled_from((12.0, 60.0)),
    st.sampled_from((False, False, True)),
    st.builds(Kit, st.frozensets(st.sampled_from(Prop)), owned),
    st.lists(
        st.builds(Key, per_mille, per_mille, st.booleans(), st.sampled_from((None, 30.0))), min_size=1, max_size=3
    ).map(tuple),
)


def played(story: Story) -> Press:
    kit = story.kit
    choices = Choices(level=story.level, kit=kit.props, minutes=story.minutes, self_paced=story.self_paced)
    after = plan(library().routine(story.routine), library(), choices)
    doses = {step.exercise.id: at_level(step.exercise, story.level, kit) for step in after.steps}
    found: list[Press] = []
    for key in story.keys:
        at = len(after.steps) * key.where // 1000
        now = after.steps[at]
        position_ms = now.duration_ms * key.position // 1000
        before, change = after, harder if key.harder else easier
        dose = change(now.exercise, doses[now.exercise.id], kit) or doses[now.exercise.id]
        doses[now.exercise.id] = dose
        after = replan(before, (at, position_ms), dose, kit, library(), minutes=key.minutes)
        found.append(Press(before, after, at, position_ms, dose, kit))
    return found[-1]
