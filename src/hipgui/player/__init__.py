"""Runs a plan in real time: the machine decides, the score speaks, the sound room keeps the clock."""

from hipgui.player.player import Player
from hipgui.player.ports import Journal, Sound
from hipgui.player.record import WorkDone

__all__ = ["Journal", "Player", "Sound", "WorkDone"]
