"""How things are called aloud: sides, numbers, doses, and a pack's sentences with what belongs in their braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.pieces import share_of
from hipgui.core.plan import prop_names

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.core.model import Exercise, Side
    from hipgui.core.plan import Plan, Step


def side_words(exercise: Exercise, side: Side) -> str:
    """How a side is called in an exercise: "right leg", "left foot forward"."""
    return exercise.side_words.format(**_sides(side))


def stretch_words(exercise: Exercise, side: Side) -> str:
    """The hip that stretches while `side` is forward: "left hip stretches"; empty where it is the side itself."""
    return exercise.stretch_words.format(**_sides(side))


def variant_words(text: str, step: Step, voice: Voice) -> str:
    """A sentence of a variant with its sides and its prop filled in."""
    prop = prop_names(voice.words, step.props[:1])
    return text.format(**_sides(step.side), prop=prop, Prop=capitalised(prop))


def switch_words(step: Step, voice: Voice) -> str:
    """What has to be done to change to the side of `step`."""
    return variant_words(step.variant.switch_words or step.exercise.switch_words, step, voice)


def capitalised(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def _sides(side: Side) -> dict[str, str]:
    return {"side": side, "other": side.other, "Side": side.capitalize(), "Other": side.other.capitalize()}


def named(exercise: Exercise, side: Side) -> dict[str, str]:
    """The placeholders of the general words that name a side, bare and as a sentence begins."""
    words, stretch = side_words(exercise, side), stretch_words(exercise, side)
    return {"side": words, "Side": capitalised(words), "stretch": stretch, "Stretch": capitalised(stretch)}


def number(voice: Voice, count: int) -> str:
    """A number as a word."""
    numbers = voice.words.of("numbers")
    return numbers[count] if count < len(numbers) else str(count)


def dose_words(plan: Plan, index: int, voice: Voice) -> str:
    """The dose of the exercise that step `index` belongs to, as words: three sets of eight."""
    at = next((at for at in range(index, len(plan.steps)) if plan.steps[at].is_work), None)
    if at is None:
        return ""
    work, whole = plan.steps[at], share_of(plan.steps, at).whole
    kind = "dose_reps" if work.reps else "dose_hold"
    return voice.pick(
        kind if work.sets > 1 else f"{kind}_one",
        sets=number(voice, work.sets),
        reps=number(voice, whole),
        seconds=number(voice, whole // 1000),
    )


def load_words(step: Step, voice: Voice) -> str:
    """What is carried, as a sentence; "" where nothing is. `load` of a step is as it is shown (`ladder.load_text`)."""
    row = step.exercise.level(step.level)
    if step.load in {"", row.load}:
        return row.load_spoken if step.load else ""
    for shown, said in (("load_kilos", "load_kilos_said"), ("load_pounds", "load_pounds_said")):
        before, after = voice.words.of(shown)[0].split("{weight}")
        if step.load.startswith(before) and step.load.endswith(after):
            weight = step.load.removeprefix(before).removesuffix(after)
            return voice.pick(said, weight=number(voice, int(weight)) if weight.isdecimal() else weight)
    return voice.pick("load_said", load=step.load)
