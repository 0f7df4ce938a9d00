"""Puts the rooms together by constructor calls; no other logic. What the first frame does not need is imported late.

`parts` makes each of them from what is stored, `commands` answers the command line, `window` opens the coach.
"""
