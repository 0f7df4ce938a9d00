"""Errors a person can mend: one plain sentence with what, where and the remedy. Anything else is ours."""


class PersonError(Exception):
    """Shown as one sentence, never as a traceback. `exit_code` is 2 where the arguments were wrong, else 1."""

    exit_code = 1


class WrongUseError(PersonError):
    """The arguments ask for something that does not exist or cannot be."""

    exit_code = 2
