"""Role: `sangkien report`: deck, report, annexes, card and offline page without a browser."""

from datetime import date, datetime
from pathlib import Path

import click

from dashboard.auth.identity import local_user
from dashboard.cli.figures import instant_of, phase_of
from dashboard.cli.frame import database_options, open_store, show
from dashboard.errors import InvalidInputError, RefusedError, UsageError
from dashboard.i18n import LANGUAGES, numbers, t
from dashboard.reports.blocks import Audience
from dashboard.reports.render import FORMATS, Order, make
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels import scope
from dashboard.viewmodels.state import FilterState
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import ZONE, Measure


@click.command(help=t("cli.help.report"))
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help=t("cli.help.format"))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=t("cli.help.output"))
@click.option("--programme", default=None, metavar="CODE", help=t("cli.help.programme"))
@click.option("--phase", default=None, metavar="N|all", help=t("cli.help.phase"))
@click.option("--unit", default=None, metavar="CODE", help=t("cli.help.unit"))
@click.option("--as-of", default=None, metavar="ISO", help=t("cli.help.as_of"))
@click.option("--measure", type=click.Choice([str(m) for m in Measure]), default=str(Measure.SUBMITTED))
@click.option(
    "--audience", type=click.Choice([str(a) for a in Audience]), default=str(Audience.PUBLIC),
    help=t("cli.help.audience"),
)  # fmt: skip
@click.option("--template", type=click.Path(path_type=Path), default=None, help=t("cli.help.template"))
@click.option("--place", default="", help=t("cli.help.place"))
@click.option("--held-on", default=None, metavar="ISO", help=t("cli.help.held_on"))
@click.option("--user", default=None, metavar="NAME", help=t("cli.help.user"))
@click.option("--hide-people", is_flag=True, help=t("cli.help.hide_people"))
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="vi", help=t("cli.help.language"))
@database_options
def report(
    name: str,
    output: Path,
    programme: str | None,
    phase: str | None,
    unit: str | None,
    as_of: str | None,
    measure: str,
    audience: str,
    template: Path | None,
    place: str,
    held_on: str | None,
    user: str | None,
    hide_people: bool,
    language: str,
    url: str | None,
    as_json: bool,
) -> None:
    """Write one document; a folder as output gets a file with a speaking name. Unknown codes are refused."""
    if template is not None and not FORMATS[name].takes_template:
        raise UsageError("cli.no_template", format=name)
    order = Order(
        viewer=LOCAL_VIEWER,
        db=open_store(url),
        state=FilterState(
            programme=programme,
            phase=phase_of(phase),
            unit=unit,
            measure=Measure(measure),
            as_of=instant_of(as_of),
        ),
        wishes=ReportWishes(
            audience=Audience(audience),
            place=place,
            held_on=_day(held_on),
            hide_people=hide_people,
            language=language,
        ),
        made_by=user or local_user(),
        made_at=datetime.now(ZONE),
        template=_read(template),
    )
    scope.check(order.viewer, order.db, order.state)  # unknown codes are refused, not replaced by a default
    made = make(order, name)
    file = output / f"{made.slug}.{name}" if output.is_dir() else output
    _write(file, made.data)
    if as_json:
        found = {"file": str(file), "format": name, "bytes": len(made.data)}
        show(found if made.slides is None else {**found, "slides": made.slides})
    else:
        click.echo(t("cli.report_written", file=file, size=numbers.integer(-(-len(made.data) // 1024))))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("cli.bad_day", value=text) from error


def _read(template: Path | None) -> bytes | None:
    try:
        return None if template is None else template.read_bytes()
    except OSError as error:
        raise InvalidInputError("cli.unreadable_template", file=template) from error


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all: a deck half written would be found at the conference."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RefusedError("cli.cannot_write_file", file=file, reason=error.strerror or "") from error
