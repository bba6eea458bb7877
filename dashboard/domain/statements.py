"""Role: the official sentences of a báo cáo sơ kết, from the campaign's own numbers.

Wording after the article of LĐLĐ tỉnh Lạng Sơn of 22/7/2022. Public sentences name the good units and not
the weak ones; the internal ones name all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.attainment import Attainment, AttainmentStatus, initiatives
from dashboard.domain.bands import PUBLIC_BANDS, Band, Thresholds, by_band
from dashboard.domain.campaign import Phase
from dashboard.domain.pace import Pace, PhaseState, state_at
from dashboard.domain.savings import SavingsSummary
from dashboard.i18n import t
from dashboard.i18n.numbers import compact_decimal, cutoff, date, integer, two_digits, vnd
from dashboard.i18n.text import fold
from dashboard.i18n.words import word
from data_access.vocabulary import WHOLE_PROGRAMME, Measure

_AREAS = (
    ("tong ldld viet nam", "country"),
    ("tong lien doan", "country"),
    ("ldld tinh", "province"),
    ("lien doan lao dong tinh", "province"),
    ("ldld thanh pho", "city"),
    ("lien doan lao dong thanh pho", "city"),
    ("ldld huyen", "district"),
    ("lien doan lao dong huyen", "district"),
)


@dataclass(frozen=True)
class PublishedPlace:
    """A published rank; never computed from own rows."""

    rank: int
    of: int


def area_words(unit_name: str) -> str:
    """How a report speaks of a unit's whole area: ``toàn tỉnh``; other units by their name."""
    folded = fold(unit_name)
    for beginning, area in _AREAS:
        if folded == beginning or folded.startswith(f"{beginning} "):
            return t(f"domain.area.{area}")
    return unit_name


def result_sentence(
    phase: Phase,
    unit_name: str,
    attainment: Attainment,
    as_of: datetime,
    *,
    measure: Measure | None = None,
    place: PublishedPlace | None = None,
    places: int = 1,
    with_counts: bool = True,
) -> str:
    """ "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến, đạt 150% so với kế hoạch, đứng thứ 45/82 …".

    Before the phase is over it begins "Tính đến 24h ngày …". ``with_counts`` adds "(vượt …%, … sáng kiến)".
    """
    over = state_at(phase, as_of) is PhaseState.OVER
    when = "domain.result.over" if over else "domain.result.running"
    parts = [
        t(
            "domain.result.counted",
            when=t(when, phase=_phase_words(phase), cutoff=cutoff(as_of)),
            area=area_words(unit_name),
            initiatives=counted(attainment.count, measure),
        ),
        _attained(attainment, places, with_counts),
    ]
    if place:
        parts.append(t("domain.result.place", rank=integer(place.rank), of=integer(place.of)))
    return f"{', '.join(parts)}."


def counted(count: int, measure: Measure | None) -> str:
    """``3.001 sáng kiến đã gửi``: the measure is written beside the figure."""
    words = initiatives(count)
    return words if measure is None else t("domain.measured", initiatives=words, measure=word(measure))


def good_units_sentences(
    units: Sequence[tuple[str, Band]], thresholds: Thresholds, *, at_most: int | None = None
) -> tuple[str, ...]:
    """For public texts: one sentence per good band, naming its units in the given order; no weak unit."""
    return _band_sentences(units, PUBLIC_BANDS, thresholds, at_most)


def all_units_sentences(units: Sequence[tuple[str, Band]], thresholds: Thresholds) -> tuple[str, ...]:
    """For internal use: one sentence per band that has units, the weak ones included."""
    return _band_sentences(units, tuple(Band), thresholds, None)


def value_sentence(savings: SavingsSummary) -> str:
    """ "Ước tính giá trị làm lợi khoảng 15 tỷ đồng (1.860/3.001 sáng kiến có khai giá trị)."."""
    if not savings.declared:
        return f"{savings.statement()}."
    total, coverage = vnd(savings.total_vnd), savings.coverage_statement()
    return t("domain.savings.sentence", total=total, coverage=coverage)


def awards_phrase(collectives: int, individuals: int) -> str:
    """``07 tập thể, 35 cá nhân``: two digits below ten; what is none is left out."""
    parts = []
    if collectives:
        parts.append(t(f"domain.awards.collectives_{_number(collectives)}", n=two_digits(collectives)))
    if individuals:
        parts.append(t(f"domain.awards.individuals_{_number(individuals)}", n=two_digits(individuals)))
    return ", ".join(parts)


def next_phase_sentence(phase: Phase, target: int | None, pace: Pace | None) -> str:
    """ "Giai đoạn 2 (1/6/2022 – 30/9/2023): chỉ tiêu 2.100 sáng kiến, cần 31 sáng kiến/tuần …"."""
    span = {"phase": phase.name, "first": date(phase.first_day), "last": date(phase.last_day)}
    if not target:
        return t("domain.next_phase.unassigned", **span)
    goal = initiatives(target)
    if pace is None or pace.needed_per_week is None:
        return t("domain.next_phase.target", **span, target=goal)
    return t("domain.next_phase.pace", **span, target=goal, per_week=initiatives(pace.needed_per_week))


def pace_sentence(pace: Pace | None, phase: Phase) -> str | None:
    """ "Còn thiếu 37 sáng kiến, cần 5 sáng kiến/tuần để hoàn thành trước …"; None when nothing is missing."""
    if pace is None or not pace.missing:
        return None
    missing = initiatives(pace.missing)
    if pace.needed_per_week is None:
        return t("domain.pace.over", missing=missing, deadline=cutoff(phase.ends_at))
    return t(
        "domain.pace.needed",
        missing=missing,
        per_week=initiatives(pace.needed_per_week),
        days=integer(pace.days_left),
        deadline=cutoff(phase.ends_at),
    )


def _attained(attainment: Attainment, places: int, with_counts: bool) -> str:
    status = attainment.status
    short_form = not with_counts and status is not AttainmentStatus.UNASSIGNED
    difference = (attainment.excess or 0) + (attainment.missing or 0)
    return t(
        "domain.result.plain" if short_form else f"domain.result.{status.value}",
        percent=attainment.shown_percent(places),
        excess_percent=attainment.shown_excess_percent(places),
        initiatives=initiatives(difference),
    )


def _band_sentences(
    units: Sequence[tuple[str, Band]], bands: Sequence[Band], thresholds: Thresholds, at_most: int | None
) -> tuple[str, ...]:
    groups = by_band((band, name) for name, band in units)
    return tuple(
        t(
            f"domain.band_sentence.{band.value}",
            n=two_digits(len(groups[band])),
            names=_names(groups[band], at_most),
            well_above=compact_decimal(thresholds.well_above * 100),
            near=compact_decimal(thresholds.near * 100),
        )
        for band in bands
        if groups[band]
    )


def _names(names: Sequence[str], at_most: int | None) -> str:
    if at_most is None or len(names) <= at_most:
        return ", ".join(names)
    rest = two_digits(len(names) - at_most)
    return t("domain.and_others", names=", ".join(names[:at_most]), n=rest)


def _phase_words(phase: Phase) -> str:
    if phase.number == WHOLE_PROGRAMME:
        return t("domain.result.programme")
    return phase.name[:1].lower() + phase.name[1:]


def _number(count: int) -> str:
    return "one" if count == 1 else "many"
