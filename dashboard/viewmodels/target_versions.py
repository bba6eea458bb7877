"""Role: every version of a unit's targets: how much, by which document, since when, and which is in force."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from dashboard.i18n import t
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut
from dashboard.viewmodels.views import TargetVersion
from data_access.queries import campaign
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, TargetBasis


def versions(viewer: Viewer, conn: Connection, cut: Cut, unit_id: int) -> tuple[TargetVersion, ...]:
    """By phase (the whole programme last), assigned before registered, the newest version first."""
    names = {phase.number: phase.name for phase in cut.programme.phases}
    names[WHOLE_PROGRAMME] = t("scope.whole_programme")
    frame = campaign.target_versions(viewer, conn, cut.programme_id, unit_id)
    found = [
        TargetVersion(
            phase_number=int(row.phase_number),
            phase_name=names.get(int(row.phase_number), str(row.phase_number)),
            basis=TargetBasis(row.basis),
            version=int(row.version),
            amount=None if pd.isna(row.amount) else int(row.amount),
            member_share=_share(row.member_share_ppm),
            document=row.document,
            effective_on=row.effective_on,
            in_force=False,
        )
        for row in reading.records(frame)
    ]
    found.sort(
        key=lambda one: (one.phase_number == WHOLE_PROGRAMME, one.phase_number, one.basis, -one.version)
    )
    return tuple(_marked(found))


def _marked(ordered: list[TargetVersion]) -> list[TargetVersion]:
    seen: set[tuple[int, TargetBasis]] = set()
    marked = []
    for one in ordered:
        key = one.phase_number, one.basis
        marked.append(replace(one, in_force=key not in seen))
        seen.add(key)
    return marked


def _share(ppm: Any) -> Decimal | None:
    return None if ppm is None or pd.isna(ppm) else Decimal(int(str(ppm))) / reading.PPM
