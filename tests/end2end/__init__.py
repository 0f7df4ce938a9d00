"""Whole sessions, seen and heard as a person would."""
