"""Role: fixed views of the units' screens: ranking with movement, groups with quarters, a unit's profile."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.domain.groups import Basis, Outcome
from dashboard.viewmodels.groups import (
    Group,
    GroupQuarter,
    GroupsView,
    Member,
    QuarterRow,
    QuarterUnit,
)
from dashboard.viewmodels.profile import Below, Facts, Kin, Place, ProfileView, Quality
from dashboard.viewmodels.ranks import Compared
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import (
    Band,
    Inherited,
    Places,
    TargetsView,
    TargetVersion,
    UnitPart,
    UnitRef,
    UnitRow,
)
from data_access.vocabulary import TargetBasis
from tests.app import demo_views as demo

VERSIONS = (
    TargetVersion(
        1, "Giai đoạn 1", TargetBasis.ASSIGNED, 2, 2000, None, "12/KH-LĐLĐ", date(2022, 3, 1), True
    ),
    TargetVersion(
        1, "Giai đoạn 1", TargetBasis.ASSIGNED, 1, 1800, None, "02/KH-LĐLĐ", date(2022, 1, 14), False
    ),
    TargetVersion(1, "Giai đoạn 1", TargetBasis.REGISTERED, 1, 4000, None, "", None, True),
    TargetVersion(2, "Giai đoạn 2", TargetBasis.ASSIGNED, 1, None, Decimal("0.1"), "", None, True),
)
COMPARED = Compared({}, as_of=demo.AS_OF)


def rows() -> tuple[UnitRow, ...]:
    """The demo's units, the first three in groups; the second climbed two places, the third fell."""
    listed = list(demo.unit_rows())
    for place, (cluster, former) in enumerate((("Cụm 1", 1), ("Cụm 1", 4), ("Cụm 2", 2))):
        listed[place] = replace(listed[place], cluster=cluster, former=Places(former, former, None))
    listed[0] = replace(listed[0], registered=demo.attained(listed[0].phase.count, 1300))
    return tuple(listed)


def targets_view(state: FilterState) -> TargetsView:
    """Chỉ tiêu theo đơn vị; a unit has no subordinates here."""
    view = demo.targets_view(state)
    listed = () if state.unit else rows()
    return replace(view, units=listed, compared_as_of=demo.AS_OF, versions=VERSIONS[:1])


def groups_view(state: FilterState) -> GroupsView:
    """Two groups; the first has a winner in the first quarter and none in the second."""
    first, second, third = rows()[:3]
    names = {"Cụm 1": (first, second), "Cụm 2": (third,)}
    grouped = tuple(
        Group(
            name,
            tuple(Member(row, place, False, len(members)) for place, row in enumerate(members, 1)),
            demo.attained(sum(row.phase.count for row in members), 100),
            len(members),
            len(members),
        )
        for name, members in names.items()
    )
    won = QuarterUnit(first.unit, 40, 30)
    tied = (QuarterUnit(first.unit, 9, 30), QuarterUnit(second.unit, 9, None))
    quarters = (
        QuarterRow(
            2022, 1, date(2022, 1, 8), date(2022, 3, 31), Basis.PLAN_LINE,
            (
                GroupQuarter("Cụm 1", Outcome.WON, (won,), (won,)),
                GroupQuarter("Cụm 2", Outcome.NOTHING, (), ()),
            ),
        ),
        QuarterRow(
            2022, 2, date(2022, 4, 1), date(2022, 5, 31), Basis.MILESTONE,
            (
                GroupQuarter("Cụm 1", Outcome.NOT_ABOVE, tied, ()),
                GroupQuarter("Cụm 2", Outcome.NO_TARGET, tied[1:], ()),
            ),
        ),
    )  # fmt: skip
    return GroupsView(demo.STAMP, demo.scope(state), grouped, quarters)


def profile_view(state: FilterState) -> ProfileView:
    """The province with everything a unit can have; with ``don-vi`` a unit that ended, without children."""
    row = rows()[1]
    north = UnitRef(91, "XB", "Công đoàn xã Bắc")
    heirs = (Kin(north, Decimal("0.6"), 0, date(2025, 7, 1), None),)
    leaf = bool(state.unit)
    return ProfileView(
        stamp=demo.STAMP,
        scope=demo.scope(state),
        headline=demo.headline(),
        registered=demo.attained(3001, 4000),
        registered_programme=demo.attained(3001, 8000),
        course=demo.course(),
        weeks=demo.grouped(7),
        fields=demo.fields(),
        beside=None,
        facts=Facts(
            "Cụm 1", None, date(2025, 6, 30) if leaf else None, leaf, ("LĐLĐ H. Tràng Định",), ((2022, 1234),)
        ),
        place=Place(replace(row, tied=True, rank=2), demo.ROOT, 15, 16, 16) if leaf else None,
        compared=COMPARED if leaf else None,
        versions=VERSIONS,
        predecessors=() if leaf else (Kin(north, Decimal(1), 12, None, date(2020, 1, 1)),),
        successors=heirs if leaf else (),
        remainder=Decimal("0.4") if leaf else None,
        quality=Quality(3001, 1710, 3, 140, 200, 7, 12, 5, 12),
        below=Below((), ()) if leaf else Below(rows(), ((Band.WELL_ABOVE, 7),)),
        near_share=Decimal("0.9"),
        well_above_share=Decimal("1.3"),
    )


def taken(row: UnitRow) -> UnitRow:
    """A row of today's structure that took over 120 initiatives."""
    source = UnitRef(7, "CU", "LĐLĐ huyện Cũ")
    return replace(row, inherited=(Inherited(source, 120, Decimal("0.6")),), converted=True)


def rest() -> UnitRow:
    """What has no successor."""
    return replace(
        demo.unit_rows()[-1], part=UnitPart.ENDED, unit=UnitRef(0, "", "Đơn vị đã kết thúc hoạt động")
    )
