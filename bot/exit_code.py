"""What the process ends with, so that a service manager can tell what is worth another start."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """The exit codes of `fireside`."""

    FINE = 0
    WRONG = 1  # what `doctor` found, or a file that `try` cannot take
    SETTINGS = 2
    DATABASE = 3
    LOGIN = 4
    NETWORK = 5
