"""Role: `sangkien figures` and `check`: the numbers behind Tổng quan, and whether the store is sound."""

from datetime import datetime

import click

from dashboard.cli.frame import database_options, fail, open_store, show
from dashboard.errors import UsageError
from dashboard.i18n import t
from dashboard.viewmodels import figures as view
from dashboard.viewmodels.state import FilterState
from data_access import verification
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import WHOLE_PROGRAMME, ZONE, Measure


@click.command(help=t("cli.help.figures"))
@click.option("--programme", default=None, metavar="CODE", help=t("cli.help.programme"))
@click.option("--phase", default=None, metavar="N|all", help=t("cli.help.phase"))
@click.option("--unit", default=None, metavar="CODE", help=t("cli.help.unit"))
@click.option("--as-of", default=None, metavar="ISO", help=t("cli.help.as_of"))
@click.option("--measure", type=click.Choice([str(m) for m in Measure]), default=str(Measure.SUBMITTED))
@database_options
def figures(
    programme: str | None,
    phase: str | None,
    unit: str | None,
    as_of: str | None,
    measure: str,
    url: str | None,
    as_json: bool,
) -> None:
    """Print the figures of a scope; codes that do not exist are refused, not replaced."""
    state = FilterState(
        programme=programme,
        phase=phase_of(phase),
        unit=unit,
        measure=Measure(measure),
        as_of=instant_of(as_of),
    )
    built = view.build(LOCAL_VIEWER, open_store(url), state, strict=True)
    if as_json:
        show(view.as_json(built))
        return
    for line in view.as_lines(built):
        click.echo(line)


def phase_of(text: str | None) -> int | None:
    """A phase's number, 0 for "all", None when not given."""
    if text is None:
        return None
    if text == "all":
        return WHOLE_PROGRAMME
    if text.isdecimal():
        return int(text)
    raise UsageError("cli.bad_phase", value=text)


def instant_of(text: str | None) -> datetime | None:
    """An instant from ISO text; without a zone it is Vietnamese time, a bare date is the end of that day."""
    if text is None:
        return None
    try:
        return view.parse_as_of(text, ZONE)
    except ValueError as error:
        raise UsageError("cli.bad_as_of", value=text) from error


@click.command(help=t("cli.help.check"))
@database_options
def check(url: str | None, as_json: bool) -> None:
    """Compare rollup and rows, find orphans, verify the audit chain."""
    findings = verification.check(open_store(url))
    if as_json:
        show({"ok": not findings, "findings": [{"code": f.code, **f.details} for f in findings]})
    for finding in findings:
        click.echo(t(f"cli.check.{finding.code}", **finding.details), err=as_json)
    if findings:
        fail(t("cli.check_failed", count=len(findings)), 1)
    if not as_json:
        click.echo(t("cli.check_ok"))
