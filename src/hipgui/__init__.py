"""Hipgui: a coach for hip-flexor work, led by voice and picture, offline."""

__version__ = "0.1.0"
