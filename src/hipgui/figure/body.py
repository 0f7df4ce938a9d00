"""The whole body's clay, put together from its pieces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hipgui.figure.arms import add_arm, add_hand, add_sleeve
from hipgui.figure.builds import BUILD
from hipgui.figure.head import add_head
from hipgui.figure.legs import add_foot, add_leg
from hipgui.figure.props import add_props
from hipgui.figure.sculpture import Sculptor
from hipgui.figure.trunk import add_trunk

if TYPE_CHECKING:
    from hipgui.figure.model import Body
    from hipgui.figure.sculpture import Sculpture


@lru_cache(maxsize=16)
def sculpture(body: Body) -> Sculpture:
    """The clay of a body together with all props that may hang on it."""
    maker = Sculptor()
    build = BUILD[body.build]
    add_trunk(maker, build)
    add_head(maker, body)
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        add_leg(maker, build, body, tail, sign)
        add_foot(maker, tail, sign)
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        add_arm(maker, build, tail, sign)
        add_hand(maker, tail, sign)
        add_sleeve(maker, build, tail, sign)
    add_props(maker)
    return maker.finished()
