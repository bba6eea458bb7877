"""Role: lets ``python -m dashboard`` be the same as ``sangkien``."""

from dashboard.cli.commands import main

main()
