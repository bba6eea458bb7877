"""Role: units in order, their bands and places in words, and the way down the tree and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import streamlit as st

from dashboard import navigation
from dashboard.domain import ranking
from dashboard.i18n import numbers, t
from dashboard.i18n.text import fold
from dashboard.ui import filters, html, menu
from dashboard.viewmodels.state import Structure
from dashboard.viewmodels.views import (
    Band,
    Places,
    Scope,
    TargetsView,
    TargetVersion,
    UnitPart,
    UnitRef,
    UnitRow,
)

RISEN, FALLEN, STAYED = "▲", "▼", "="


class Order(StrEnum):
    """By what the units are ranked."""

    SHARE = "share"
    COUNT = "count"
    PER_MEMBERS = "per_members"
    MISSING = "missing"


def are_below(rows: Sequence[UnitRow]) -> bool:
    """Whether there is a unit to rank; what is recorded on a union itself is no unit below it."""
    return any(row.part is not UnitPart.ITSELF for row in rows)


def ordered(rows: Sequence[UnitRow], order: Order) -> tuple[UnitRow, ...]:
    """Best first (most missing first for MISSING); what has no such figure after, the remainders last."""
    return tuple(sorted(rows, key=lambda row: (row.part is not UnitPart.UNIT, *_key(row, order))))


def _key(row: UnitRow, order: Order) -> tuple[bool, Decimal]:
    value = {
        Order.SHARE: row.phase.share,
        Order.COUNT: Decimal(row.phase.count),
        Order.PER_MEMBERS: row.per_100_members,
        Order.MISSING: None if row.phase.missing is None else Decimal(row.phase.missing),
    }[order]
    return (value is None, -(value or Decimal(0)))


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed to; None and "" do not narrow."""

    band: Band | None = None
    cluster: str | None = None
    search: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.band is None and self.cluster is None and not self.search.strip()


def narrowed(rows: Sequence[UnitRow], chosen: Chosen) -> tuple[UnitRow, ...]:
    """The rows that fit; names and codes are searched without accents, every word must occur.

    The remainders belong to no band, group or name: they show only in the whole list.
    """
    if chosen.is_all:
        return tuple(rows)
    words = fold(chosen.search).split()
    return tuple(
        row
        for row in rows
        if row.part is UnitPart.UNIT
        and chosen.band in (None, row.band)
        and chosen.cluster in (None, row.cluster)
        and all(word in fold(f"{row.unit.name} {row.unit.code}") for word in words)
    )


def parted(rows: Sequence[UnitRow], order: Order) -> tuple[tuple[UnitRow, ...], tuple[UnitRow, ...]]:
    """Those that can be ranked, and apart those without a target (which still have a count)."""
    if order in (Order.COUNT, Order.PER_MEMBERS):
        return tuple(rows), ()
    with_target = tuple(row for row in rows if row.part is not UnitPart.UNIT or row.phase.target)
    return with_target, tuple(row for row in rows if row.part is UnitPart.UNIT and not row.phase.target)


def place_of(row: UnitRow, order: Order) -> tuple[int | None, bool]:
    """Rank in an order and whether it is shared; what is missing ranks as the share does."""
    if order is Order.COUNT:
        return row.rank_by_count, row.tied_by_count
    if order is Order.PER_MEMBERS:
        return row.rank_by_members, row.tied_by_members
    return row.rank, row.tied


def ranked(rows: Sequence[UnitRow], order: Order) -> int:
    """Among how many a place is."""
    return sum(1 for row in rows if place_of(row, order)[0] is not None)


def place(row: UnitRow, order: Order, of: int) -> str:
    """``3/16``, ``3 (đồng hạng)/16``; a dash without a rank."""
    rank, tied = place_of(row, order)
    if rank is None:
        return "–"
    shared = f" {t('targets.tied')}" if tied else ""
    return f"{numbers.integer(rank)}{shared}/{numbers.integer(of)}"


def moved(row: UnitRow, order: Order) -> str:
    """``▲ lên 2``, ``▼ xuống 1``, ``= giữ hạng``; a dash where there was or is no rank."""
    return move(_former(row.former, order), place_of(row, order)[0])


def move(before: int | None, now: int | None) -> str:
    """The same of two ranks."""
    climbed = ranking.climbed(before, now)
    if climbed is None:
        return "–"
    if climbed == 0:
        return f"{STAYED} {t('targets.moved.stayed')}"
    key = "risen" if climbed > 0 else "fallen"
    return f"{RISEN if climbed > 0 else FALLEN} {t(f'targets.moved.{key}', n=numbers.integer(abs(climbed)))}"


def _former(places: Places | None, order: Order) -> int | None:
    if places is None:
        return None
    return {Order.COUNT: places.by_count, Order.PER_MEMBERS: places.by_members}.get(order, places.by_share)


def band_name(band: Band, near_share: Decimal, well_above_share: Decimal) -> str:
    """A band with the threshold it begins at, as in force."""
    return t(
        f"targets.bands.{band.value}",
        well_above=numbers.percent(well_above_share, 0),
        near=numbers.percent(near_share, 0),
    )


def thresholds(view: TargetsView) -> str:
    """What the bands mean, with the thresholds in force and where they come from."""
    source = t("targets.thresholds_default")
    if view.changed_settings:
        source = t("targets.thresholds_changed", names=", ".join(view.changed_settings))
    return t(
        "targets.thresholds",
        well_above=numbers.percent(view.well_above_share, 0),
        near=numbers.percent(view.near_share, 0),
        small=numbers.integer(view.small_target_below),
        source=source,
    )


def counted_members(rows: Sequence[UnitRow]) -> str:
    """Of which year the đoàn viên are that counts are compared with; empty when none are known."""
    years = sorted({row.members_year for row in rows if row.members_year is not None})
    return t("targets.members_of", years=", ".join(map(str, years))) if years else ""


def targets_of(view: TargetsView) -> str:
    """The unit's own targets in force, each with its document."""
    return " · ".join(map(source_of, view.versions))


def compared(view: TargetsView) -> str:
    """With what the places are compared; empty when they are not."""
    if view.compared_batch is not None:
        return t("targets.compared_import", batch=view.compared_batch)
    if view.compared_as_of is not None:
        return t("targets.compared_day", moment=numbers.cutoff(view.compared_as_of))
    return t("targets.compared_not")


def regrouped(scope: Scope, rows: Sequence[UnitRow]) -> str:
    """What today's structure did to the list; empty for names as they were."""
    if scope.structure is not Structure.TODAY:
        return ""
    taken = [one for row in rows if row.part is UnitPart.UNIT for one in row.inherited]
    if not taken:
        return ""
    count = numbers.integer(sum(one.count for one in taken))
    return t("structure.note", n=count, units=numbers.integer(len({one.unit.unit_id for one in taken})))


def source_of(version: TargetVersion) -> str:
    """``Giai đoạn 1, giao 2.000 theo 12/KH-LĐLĐ ngày 14/1/2022``."""
    words = [t(f"unit.bases.{version.basis.value}", amount=amount(version), phase=version.phase_name)]
    if version.document:
        words.append(t("unit.by_document", document=version.document))
    if version.effective_on:
        words.append(t("unit.of_day", day=numbers.date(version.effective_on)))
    return " ".join(words)


def amount(version: TargetVersion) -> str:
    """``2.000``, ``10% đoàn viên``, or that it was withdrawn."""
    if version.amount:
        return numbers.integer(version.amount)
    if version.member_share is not None:
        return t("unit.of_members", share=numbers.percent(version.member_share, 0))
    return t("unit.withdrawn")


def breadcrumb(scope: Scope, to: navigation.Entry | None = None) -> None:
    """The way from the root to the unit; each step goes back to it. ``to``: the unit on another page."""
    root = scope.ancestors[0].code if scope.ancestors else scope.unit.code
    with st.container(horizontal=True, vertical_alignment="center", key="plain-breadcrumb", gap="small"):
        for unit in scope.ancestors:
            step(unit, root, " ›")
        html.show(html.element("p", "lead", html.text(scope.unit.name)), tight=True)
        if to is not None:
            st.page_link(menu.page(to), label=t(f"unit.to.{to.key}"))


def step(unit: UnitRef, root_code: str, after: str = "") -> None:
    """A unit's name; pressed, the page is about that unit."""
    st.button(
        f"{filters.plain(unit.name)}{after}",
        key=f"crumb-{unit.code}",
        type="tertiary",
        on_click=filters.choose_unit,
        args=(unit.code, root_code),
    )
