"""Role: all units against their target on one chart, worst at the bottom, each with its status in words."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.viewmodels.views import Attained, PhaseRef, Standing, UnitPart, UnitRow

BREAK_AT = Decimal(3)
"""Bars beyond 300% are broken there, with a mark and a note: one of 717% would flatten all others."""


FOLD_FROM = 2
"""From so many units without a target on, one line for all of them."""

MOST_NAMES = 12
"""Names that a hover can hold."""


def spec(
    rows: Sequence[UnitRow], phase: PhaseRef, *, whole_programme: bool = False, fold: bool = False
) -> ChartSpec:
    """Bullets of ``rows`` (in the order given), against the phase's or the whole programme's target.

    ``fold``: units without a target become one line with their sum, so that all who have one fit in.
    """
    assigned = [row for row in rows if row.part is UnitPart.UNIT and _attained(row, whole_programme).target]
    met = sum(
        _attained(row, whole_programme).standing in (Standing.MET, Standing.EXCEEDED) for row in assigned
    )
    shares = [_attained(row, whole_programme).share or Decimal(0) for row in assigned]
    broken = any(value > BREAK_AT for value in shares)
    title = t("charts.bullets.title", met=met, of=len(assigned), phase=wording.inside(phase.name))
    behind = len(assigned) - met
    return ChartSpec(
        kind=Kind.BULLET,
        title=title if assigned else t("charts.bullets.no_targets"),
        unit=t("charts.bullets.unit"),
        text=t("charts.bullets.text", title=title, behind=behind),
        series=(
            Series(
                t("charts.actual"),
                Role.ACTUAL,
                _points(rows, whole_programme, fold),
            ),
        ),
        reference=1,
        reference_name=t("charts.bullets.target"),
        limit=BREAK_AT if broken else None,
        note=t("charts.bullets.broken", at=numbers.percent(BREAK_AT, 0)) if broken else "",
    )


def _attained(row: UnitRow, whole_programme: bool) -> Attained:
    return row.programme if whole_programme else row.phase


def _points(rows: Sequence[UnitRow], whole_programme: bool, fold: bool) -> tuple[Point, ...]:
    without = [
        row for row in rows if row.part is UnitPart.UNIT and not _attained(row, whole_programme).target
    ]
    if not fold or len(without) < FOLD_FROM:
        return tuple(_point(row, whole_programme) for row in rows)
    shown = [_point(row, whole_programme) for row in rows if row not in without]
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


def _point(row: UnitRow, whole_programme: bool) -> Point:
    attained = _attained(row, whole_programme)
    name = t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name
    shape = wording.SHAPES[attained.standing]
    # Short of the target, but on its plan line while the phase is running: nothing to warn of.
    late = attained.standing is Standing.BEHIND and (
        whole_programme or row.plan_gap is None or row.behind_plan
    )
    on_plan = attained.standing is Standing.BEHIND and not late
    return Point(
        x=f"{row.part.value}:{row.unit.unit_id}",
        name=name,
        y=attained.share,
        label=f"{shape} {wording.share(attained)} · {wording.count_of_target(attained)}",
        hover="\n".join(filter(None, _hover(row, name, whole_programme))),
        role=Role.ATTENTION if late else Role.ACTUAL,
        label_role=Role.PLAN if on_plan else wording.ROLES[attained.standing],
    )


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
    if attained.small_target:
        lines.append(t("charts.small_target"))
    return lines
