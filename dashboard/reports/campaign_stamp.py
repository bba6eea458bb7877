"""Role: what every output carries about where its figures come from, and a file name that speaks."""

import re
import unicodedata
from datetime import datetime, timedelta

from dashboard.domain.campaign import local_day
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports.blocks import Provenance
from dashboard.reports.material import Material
from dashboard.viewmodels.views import OverviewView
from data_access.vocabulary import WHOLE_PROGRAMME

LONGEST_UNIT = 60
"""Characters of a unit's name in a file name: old Windows programs take 260 for the whole path."""

_STROKED = {0x0111: "d", 0x0110: "D"}
"""The letter that has no accent to take off."""

_TAKEN_FOR_GRANTED = {"tinh"}
"""Of "LĐLĐ tỉnh Lạng Sơn" in a file name; huyện and thành phố tell units apart and stay."""


def provenance(view: OverviewView, *, made_by: str, now: datetime) -> Provenance:
    """As-of, measure, import, version, who and when, also as one line for a footer."""
    stamp = view.stamp
    measure = t("reports.stamp.measure", measure=word(view.scope.measure))
    parts = [
        t("reports.stamp.cutoff", cutoff=numbers.cutoff(stamp.as_of)),
        measure,
        t("reports.stamp.version", version=stamp.version)
        if stamp.batch_id is None
        else t("reports.stamp.batch", batch=stamp.batch_id, version=stamp.version),
        t("reports.stamp.made", who=made_by, when=numbers.cutoff(now.replace(second=0, microsecond=0))),
    ]
    brief = [t("reports.stamp.short_cutoff", cutoff=numbers.cutoff(stamp.as_of)), measure]
    if stamp.batch_id is not None:
        brief.append(t("reports.stamp.short_batch", batch=stamp.batch_id))
    if stamp.is_illustration:
        parts.insert(0, t("reports.stamp.illustration"))
        brief.insert(0, t("reports.stamp.illustration"))
    return Provenance(
        as_of=stamp.as_of,
        measure=measure,
        batch_id=stamp.batch_id,
        version=stamp.version,
        made_by=made_by,
        made_at=now,
        is_illustration=stamp.is_illustration,
        line=" · ".join(parts),
        short=" · ".join(brief),
    )


def slug(material: Material) -> str:
    """``Bao-cao-so-ket-GD1_LDLD-Lang-Son_2022-05-31``: plain letters, whatever the system or the mail."""
    view = material.overview
    phase = view.scope.phase
    if phase.starts_at is None:
        kind = t("reports.slug.result")
    elif material.closing.over:
        final = phase.number == WHOLE_PROGRAMME
        kind = t("reports.slug.final" if final else "reports.slug.review", phase=phase.number)
    elif phase.number == WHOLE_PROGRAMME:
        kind = t("reports.slug.progress_whole")
    else:
        kind = t("reports.slug.progress", phase=phase.number)
    unit = [word for word in plain(view.scope.unit.name).split("-") if word not in _TAKEN_FOR_GRANTED]
    day = local_day(view.stamp.as_of - timedelta(seconds=1))
    return "_".join([kind, "-".join(unit)[:LONGEST_UNIT].strip("-"), day.isoformat()])


def plain(text: str) -> str:
    """Letters and digits without accents, everything else a hyphen."""
    flat = unicodedata.normalize("NFKD", text).translate(_STROKED)
    letters = "".join(character for character in flat if not unicodedata.combining(character))
    return re.sub("[^A-Za-z0-9]+", "-", letters).strip("-")
