"""Role: the list of commands; each is a few lines that call what the screens call."""

import click

from dashboard.cli import data, figures, history, reports, serving, watching
from dashboard.cli.frame import run_guarded
from dashboard.i18n import t


@click.group(help=t("cli.help.main"), context_settings={"help_option_names": ["-h", "--help"]})
def sangkien() -> None:
    """The group; its words are in the catalogue."""


for command in (
    serving.serve,
    serving.demo,
    data.sample,
    data.import_files,
    history.imports,
    history.undo,
    history.redo,
    history.original,
    watching.watch,
    figures.figures,
    reports.report,
    figures.check,
):
    sangkien.add_command(command)


def main() -> None:
    """Entry of ``sangkien``, ``python -m dashboard`` and ``python -m dashboard.cli``."""
    run_guarded(sangkien)
