"""Role: units in order, their bands, and the way down the tree and back."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

import streamlit as st

from dashboard.i18n import numbers, t
from dashboard.ui import filters, html
from dashboard.viewmodels.views import Band, Scope, TargetsView, UnitPart, UnitRow


class Order(StrEnum):
    """By what the units are ranked."""

    SHARE = "share"
    COUNT = "count"
    PER_MEMBERS = "per_members"
    MISSING = "missing"


def are_below(rows: Sequence[UnitRow]) -> bool:
    """Whether there is a unit to rank; what is recorded on a union itself is no unit below it."""
    return any(row.part is UnitPart.UNIT for row in rows)


def ordered(rows: Sequence[UnitRow], order: Order) -> tuple[UnitRow, ...]:
    """Best first (most missing first for MISSING); what has no such figure after, the remainder last."""
    return tuple(sorted(rows, key=lambda row: (row.part is UnitPart.ITSELF, *_key(row, order))))


def _key(row: UnitRow, order: Order) -> tuple[bool, Decimal]:
    value = {
        Order.SHARE: row.phase.share,
        Order.COUNT: Decimal(row.phase.count),
        Order.PER_MEMBERS: row.per_100_members,
        Order.MISSING: None if row.phase.missing is None else Decimal(row.phase.missing),
    }[order]
    return (value is None, -(value or Decimal(0)))


def bands(counts: Sequence[tuple[Band, int]]) -> list[tuple[str, str]]:
    """How many units stand in each band, the empty ones left out."""
    return [(t(f"targets.bands.{band.value}"), numbers.integer(count)) for band, count in counts if count]


def thresholds(view: TargetsView) -> str:
    """What the bands mean, with the thresholds in force."""
    return t(
        "targets.thresholds",
        well_above=numbers.percent(view.well_above_share, 0),
        near=numbers.percent(view.near_share, 0),
        small=numbers.integer(view.small_target_below),
    )


def breadcrumb(scope: Scope) -> None:
    """The way from the root to the unit; each step goes back to it."""
    root = scope.ancestors[0].code if scope.ancestors else scope.unit.code
    with st.container(horizontal=True, vertical_alignment="center", key="plain-breadcrumb", gap="small"):
        for unit in scope.ancestors:
            st.button(
                f"{filters.plain(unit.name)} ›",
                key=f"crumb-{unit.code}",
                type="tertiary",
                on_click=filters.choose_unit,
                args=(unit.code, root),
            )
        html.show(html.element("p", "lead", html.text(scope.unit.name)), tight=True)
