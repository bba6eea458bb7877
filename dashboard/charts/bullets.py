"""Role: all units against their target on one chart, worst at the bottom, each with its status in words."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Attained, Inherited, PhaseRef, Standing, UnitPart, UnitRow

BREAK_AT = Decimal(3)
"""Bars beyond 300% are broken there, with a mark and a note: one of 717% would flatten all others."""


FOLD_FROM = 2
"""From so many units without a target on, one line for all of them."""

MOST_NAMES = 12
"""Names that a hover can hold."""


MOST_LINES = 60
"""Lines that a chart keeps readable; of more the best and the last are drawn, one line stands between."""

PAGE = 40
"""Units drawn at once where a reader can turn to the next ones."""


def spec(
    rows: Sequence[UnitRow],
    phase: PhaseRef,
    *,
    whole_programme: bool = False,
    fold: bool = False,
    page: int | None = None,
) -> ChartSpec:
    """Bullets of ``rows`` (in the order given), against the phase's or the whole programme's target.

    ``fold``: units without a target become one line with their sum, so that all who have one fit in.
    ``page``: only the units of that page (from 0) of ``PAGE`` each. Title and text are of all rows.
    """
    assigned = [row for row in rows if row.part is UnitPart.UNIT and _attained(row, whole_programme).target]
    met = sum(
        _attained(row, whole_programme).standing in (Standing.MET, Standing.EXCEEDED) for row in assigned
    )
    drawn = rows if page is None else rows[page * PAGE : (page + 1) * PAGE]
    shares = [_attained(row, whole_programme).share or Decimal(0) for row in drawn]
    broken = any(value > BREAK_AT for value in shares)
    title = t(
        "charts.bullets.title",
        met=numbers.integer(met),
        of=numbers.integer(len(assigned)),
        phase=wording.inside(phase.name),
    )
    behind = len(assigned) - met
    points = _points(drawn, whole_programme, fold)
    return ChartSpec(
        kind=Kind.BULLET,
        title=title if assigned else t("charts.bullets.no_targets"),
        unit=t("charts.bullets.unit"),
        text=t("charts.bullets.text", title=title, behind=behind),
        series=(Series(t("charts.actual"), Role.ACTUAL, _shortened(points)),),
        reference=1,
        reference_name=t("charts.bullets.target"),
        limit=BREAK_AT if broken else None,
        note=t("charts.bullets.broken", at=numbers.percent(BREAK_AT, 0)) if broken else "",
    )


def pages(rows: Sequence[UnitRow]) -> int:
    """How many pages ``spec`` has for these rows."""
    return -(-len(rows) // PAGE)


def _shortened(points: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(points) <= MOST_LINES:
        return points
    half = MOST_LINES // 2
    between = len(points) - 2 * half
    name = t("charts.bullets.between", n=numbers.integer(between))
    return (*points[:half], Point(x="between", y=None, name=name, hover=name), *points[-half:])


def _attained(row: UnitRow, whole_programme: bool) -> Attained:
    return row.programme if whole_programme else row.phase


def _points(rows: Sequence[UnitRow], whole_programme: bool, fold: bool) -> tuple[Point, ...]:
    without = [
        row for row in rows if row.part is UnitPart.UNIT and not _attained(row, whole_programme).target
    ]
    if not fold or len(without) < FOLD_FROM:
        return tuple(_point(row, whole_programme, in_words=fold) for row in rows)
    shown = [_point(row, whole_programme, in_words=fold) for row in rows if row not in without]
    count = sum(_attained(row, whole_programme).count for row in without)
    name = t("charts.bullets.folded", n=numbers.integer(len(without)))
    folded = Point(
        x="folded",
        name=name,
        y=None,
        label=f"{wording.standing_word(Standing.UNASSIGNED)} · {numbers.integer(count)}",
        hover="\n".join([name, *(row.unit.name for row in without[:MOST_NAMES])]),
        role=Role.ACTUAL,
        label_role=wording.ROLES[Standing.UNASSIGNED],
    )
    return (*shown, folded)


def _point(row: UnitRow, whole_programme: bool, *, in_words: bool = False) -> Point:
    """``in_words``: how much is missing or over stands beside the figures."""
    attained = _attained(row, whole_programme)
    name = t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name
    label = (
        f"{wording.SHAPES[attained.standing]} {wording.share(attained)} · {wording.count_of_target(attained)}"
    )
    if in_words and attained.target:
        label = f"{label} · {wording.difference(attained) or t(f'charts.standing.{attained.standing.value}')}"
    gap = None if whole_programme else row.plan_gap
    return Point(
        x=f"{row.part.value}:{row.unit.unit_id}",
        name=wording.brief(name),
        y=attained.share,
        label=label,
        hover="\n".join(filter(None, _hover(row, name, whole_programme))),
        role=Role.ATTENTION if wording.is_late(attained, gap) else Role.ACTUAL,
        label_role=wording.role(attained, gap),
        ask=ask(row, whole_programme=whole_programme),
    )


def ask(row: UnitRow, *, whole_programme: bool = False) -> str:
    """The question behind a unit's figure.

    None behind one that today's structure changed: no rows are those of a share. Its hover says what it is
    made of.
    """
    regrouped = row.inherited or row.converted or row.gave
    if row.part in (UnitPart.ENDED, UnitPart.UNKNOWN) or regrouped:
        return ""
    if row.part is UnitPart.ITSELF:
        return Question(Figure.COUNT, itself=True).encode()
    if not _attained(row, whole_programme).target:
        return Question(Figure.COUNT, unit=row.unit.code).encode()
    figure = Figure.PROGRAMME_ATTAINMENT if whole_programme else Figure.ATTAINMENT
    return Question(figure, unit=row.unit.code).encode()


def _hover(row: UnitRow, name: str, whole_programme: bool) -> list[str]:
    attained = _attained(row, whole_programme)
    lines = [
        name,
        f"{wording.standing_word(attained.standing)} · {wording.share(attained)}",
        f"{wording.count_of_target(attained)} {t('charts.initiatives')}",
        wording.difference(attained),
    ]
    if not whole_programme and row.programme.target:
        lines.append(
            t(
                "charts.bullets.programme",
                share=wording.share(row.programme),
                counts=wording.count_of_target(row.programme),
            )
        )
    if row.registered and not whole_programme:
        counts = wording.count_of_target(row.registered)
        lines.append(t("charts.bullets.registered", share=wording.share(row.registered), counts=counts))
    if attained.small_target:
        lines.append(t("charts.small_target"))
    if row.converted:
        lines.append(t("charts.bullets.converted"))
    return [*lines, *(_taken(one) for one in row.inherited[:MOST_NAMES])]


def _taken(one: Inherited) -> str:
    share = "" if one.share is None else numbers.percent(one.share)
    return t("charts.bullets.inherited", n=numbers.integer(one.count), unit=one.unit.name, share=share)
