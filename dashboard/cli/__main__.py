"""Role: lets ``python -m dashboard.cli`` be the same as ``sangkien``."""

from dashboard.cli.commands import main

main()
