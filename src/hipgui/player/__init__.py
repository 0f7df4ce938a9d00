"""Runs a plan in real time: the machine decides, the score speaks, the sound room keeps the clock."""

from hipgui.player.player import Player, WorkDone
from hipgui.player.ports import Journal, Sound

__all__ = ["Journal", "Player", "Sound", "WorkDone"]
