"""What the player page says at one moment: every word on it and the ground it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hipgui.core.change import What, is_possible
from hipgui.core.form import focus_of
from hipgui.core.pieces import is_other_way
from hipgui.core.plan import StepKind, prop_names
from hipgui.core.session import STANDING, Command, State
from hipgui.core.spoken import capitalised, side_words, stretch_words, switch_words, variant_words
from hipgui.ui.exercise_wording import way_words
from hipgui.ui.wording import dose_line, each_side

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.model import Side
    from hipgui.core.plan import Plan, Step
    from hipgui.core.view import View

SILENT = "voice off"
CHANGES = {Command.EASIER: What.EASIER, Command.HARDER: What.HARDER, Command.DEEPER: What.DEEPER}


class Ground(StrEnum):
    """What lies under the dial."""

    PAGE = "page"
    PANEL = "panel"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Scene:
    """The words of one moment. `eyebrow` stands before the name; `then` is what follows this step."""

    ground: Ground
    name: str
    side: Side
    side_line: str
    sub: str
    caption: str
    eyebrow: str = ""
    then: str = ""
    moving: bool = True
    """Whether the accent is the colour of moving, else of holding."""
    more_rest: bool = False
    long_words: bool = False
    """Whether the caption holds whole sentences, for which its type may be smaller."""
    muted: bool = False
    paused: bool = False
    hurt: bool = False
    deeper: bool = False
    """Whether a deeper variant is on offer."""
    means: frozenset[Command] = frozenset()
    """Of a paused session: what would change something, of what does not always."""

    @property
    def stands(self) -> bool:
        """Whether a page of its own is shown instead of the exercise."""
        return self.paused or self.hurt


def scene_of(view: View, voice: Voice) -> Scene:
    """The words for `view`; `voice` gives the session's wordings where the voice itself has said nothing yet."""
    scene = _scene(view, voice)
    if not view.session.muted:
        return scene
    return replace(scene, muted=True, then=" · ".join(filter(None, (SILENT, scene.then))))


def _scene(view: View, voice: Voice) -> Scene:
    step = view.step
    side_line = capitalised(side_words(step.exercise, step.side))
    work = step if step.is_work else view.next_work or step
    moving = work.kind is StepKind.REPS
    if view.state is State.HURT:
        return Scene(Ground.PAGE, "Stopped.", step.side, "", "", "", moving=moving, hurt=True)
    if view.state in STANDING:
        where = f"{step.exercise.short_name}, {side_words(step.exercise, step.side)}"
        before = {StepKind.REST: "Rest before ", StepKind.SWITCH: "Switching: ", StepKind.PREPARE: "Setting up: "}
        sub = f"{before[step.kind]}{where[:1].lower()}{where[1:]}" if step.kind in before else where
        means = _means(view.session.plan, view.index)
        return Scene(Ground.PAGE, "Paused", step.side, "", sub, "", moving=moving, paused=True, means=means)
    if step.kind is StepKind.SWITCH:
        caption = switch_words(step, voice)
        return Scene(
            Ground.FLOOD, "Switch sides", step.side, side_line, "", _plain(caption), moving=moving, long_words=True
        )
    if step.kind is StepKind.REST:
        return Scene(
            Ground.PANEL,
            step.exercise.short_name,
            step.side,
            side_line,
            _rest_sub(view, work, voice),
            _plain(_rest_caption(view, work, voice)),
            eyebrow="Next:",
            moving=moving,
            more_rest=True,
            long_words=True,
        )
    if step.kind is StepKind.PREPARE:
        return Scene(
            Ground.PAGE,
            step.exercise.short_name,
            step.side,
            side_line,
            _set_up_sub(work, voice),
            _plain(view.caption or _unsaid(view, voice)),
            then=f"then {_work_words(work)}",
            moving=moving,
            long_words=True,
        )
    return Scene(
        Ground.PAGE,
        step.exercise.short_name,
        step.side,
        side_line,
        _work_sub(step, view.reps),
        _plain(_change_to_come(view) or view.caption or _change_or_focus(view, voice)),
        then=_then(view.session.plan, view.index),
        moving=moving,
        deeper=bool(step.offers),
    )


def _means(plan: Plan, index: int) -> frozenset[Command]:
    found = {command for command, what in CHANGES.items() if is_possible(what, plan, index)}
    if plan.steps[index].kind is StepKind.REST:
        found.add(Command.MORE_REST)
    return frozenset(found)


def _change_to_come(view: View) -> str:
    """In the last rep before it: how the exercise goes on, where that was changed on the way."""
    step, work = view.step, view.next_work
    if work is None or not step.rep_ms or step.open_ended or step.exercise.id != work.exercise.id:
        return ""
    if (step.variant.id, step.tempo, step.load) == (work.variant.id, work.tempo, work.load):
        return ""
    return f"Next: {way_words(work, step)}" if view.position_ms >= step.duration_ms - step.rep_ms else ""


def _change_or_focus(view: View, voice: Voice) -> str:
    """What the voice is about to say: the variant where it was changed on the way, else what to mind."""
    if is_other_way(view.session.plan.steps, view.index):
        return capitalised(view.step.variant.name)
    return _first_focus(view.step, voice)


def _plain(sentence: str) -> str:
    """A caption stands without its full stop."""
    return sentence.removesuffix(".")


def _work_sub(step: Step, reps: int) -> str:
    number = f"Set {step.set_number} of {step.sets}"
    if step.kind is StepKind.HOLD:
        stretch = capitalised(stretch_words(step.exercise, step.side))
        return f"{number} · {stretch}" if stretch else number
    return f"{number} · {reps} reps"


def _unsaid(view: View, voice: Voice) -> str:
    """What nobody says while one sets up: what is replaced or left out, then how it is done."""
    step = view.step
    sentences = (*step.notes, variant_words(step.variant.setup[0], step, voice))
    part_ms = max(1, step.duration_ms // len(sentences))
    return sentences[min(view.position_ms // part_ms, len(sentences) - 1)]


def _set_up_sub(work: Step, voice: Voice) -> str:
    props = prop_names(voice.words, work.props)
    return f"{dose_line(work)} {each_side()}" + (f" · {props}" if props else "")


def _rest_sub(view: View, work: Step, voice: Voice) -> str:
    following = view.session.plan.steps[min(view.index + 1, len(view.session.plan.steps) - 1)]
    if following.kind is not StepKind.PREPARE:
        return _work_sub(work, work.reps or 0)
    props = prop_names(voice.words, work.props)
    return f"You need: {props}" if props else _set_up_sub(work, voice)


def _rest_caption(view: View, work: Step, voice: Voice) -> str:
    following = view.session.plan.steps[min(view.index + 1, len(view.session.plan.steps) - 1)]
    if following.kind is StepKind.PREPARE:
        return variant_words(work.variant.setup[0], work, voice)
    return _first_focus(work, voice)


def _first_focus(step: Step, voice: Voice) -> str:
    focus = focus_of(step, voice)
    return focus.wordings[(voice.seed + (step.set_number or 0)) % len(focus.wordings)]


def _work_words(work: Step) -> str:
    return f"{work.reps} reps" if work.kind is StepKind.REPS else f"hold {work.duration_ms // 1000} s"


def _then(plan: Plan, index: int) -> str:
    if index + 1 >= len(plan.steps):
        return "then done"
    step, following = plan.steps[index], plan.steps[index + 1]
    if following.kind is StepKind.REST:
        return "then rest"
    if (following.set_number, following.side) == (step.set_number, step.side):  # a change on the way
        return f"then {way_words(following, step)}"
    return f"then {side_words(following.exercise, following.side)}"
