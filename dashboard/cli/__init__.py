"""Role: the command line: a stable contract for scripts, and the way to do everything without a screen."""

from dashboard.cli.commands import main

__all__ = ["main"]
