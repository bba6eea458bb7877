"""Role: who could be proposed for an award: rules as data that cite their document and only suggest.

The rule in force (QĐ 999/QĐ-TLĐ of 29/5/2024) could not be read, so nothing here is a decision. The default
thresholds for individuals were published with QĐ 1564/QĐ-TLĐ of 2014, article 16; those for collectives
follow the bands that reports name (LĐLĐ tỉnh Lạng Sơn, 22/7/2022).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from dashboard.domain.bands import Band

MILLION = 1_000_000


class Award(StrEnum):
    """Hình thức khen thưởng."""

    GRASSROOTS_CERTIFICATE = "grassroots_certificate"  # giấy khen
    PROVINCIAL_CERTIFICATE = "provincial_certificate"  # bằng khen
    CREATIVE_LABOUR = "creative_labour"  # Bằng Lao động sáng tạo


class Candidate(StrEnum):
    """Whom a rule is about."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


@dataclass(frozen=True)
class AwardRule:
    """One rule. A collective needs one of ``bands``; an individual ``from_vnd`` in one initiative a year.

    ``document`` is cited beside every suggestion. ``condition`` names what the data cannot tell and a
    person must check (a key of the catalogue, or own words).
    """

    code: str
    award: Award
    candidate: Candidate
    document: str
    bands: tuple[Band, ...] = ()
    from_vnd: int | None = None
    condition: str = ""

    def __post_init__(self) -> None:
        """A rule without a criterion would suggest everybody."""
        if self.candidate is Candidate.COLLECTIVE and not self.bands:
            raise ValueError("a rule for collectives names the bands")
        if self.candidate is Candidate.INDIVIDUAL and not (self.from_vnd and self.from_vnd > 0):
            raise ValueError("a rule for individuals names a value")


DOCUMENT_2014 = "decision_2014"
DOCUMENT_OWN = "own_practice"

DEFAULT_RULES = (
    AwardRule(
        "programme-met", Award.PROVINCIAL_CERTIFICATE, Candidate.COLLECTIVE, DOCUMENT_OWN,
        bands=(Band.PROGRAMME_MET,),
    ),
    AwardRule(
        "well-above", Award.GRASSROOTS_CERTIFICATE, Candidate.COLLECTIVE, DOCUMENT_OWN,
        bands=(Band.WELL_ABOVE,),
    ),
    AwardRule(
        "managers", Award.CREATIVE_LABOUR, Candidate.INDIVIDUAL, DOCUMENT_2014, from_vnd=200 * MILLION,
        condition="all",
    ),
    AwardRule(
        "university", Award.CREATIVE_LABOUR, Candidate.INDIVIDUAL, DOCUMENT_2014, from_vnd=150 * MILLION,
        condition="no_manager",
    ),
    AwardRule(
        "college", Award.CREATIVE_LABOUR, Candidate.INDIVIDUAL, DOCUMENT_2014, from_vnd=80 * MILLION,
        condition="up_to_college",
    ),
)  # fmt: skip
"""In order of precedence: the first rule that fits is the one a suggestion cites."""


def rule_for_band(rules: Sequence[AwardRule], band: Band) -> AwardRule | None:
    """The first rule for collectives that names the band."""
    return next((r for r in rules if r.candidate is Candidate.COLLECTIVE and band in r.bands), None)


def rule_for_value(rules: Sequence[AwardRule], value_vnd: int) -> AwardRule | None:
    """The rule for individuals with the highest threshold that a value a year reaches."""
    reached = [
        rule for rule in rules
        if rule.candidate is Candidate.INDIVIDUAL and rule.from_vnd is not None and value_vnd >= rule.from_vnd
    ]  # fmt: skip
    return max(reached, key=lambda rule: rule.from_vnd or 0, default=None)


def lowest_value(rules: Sequence[AwardRule]) -> int | None:
    """The value from which any rule for individuals applies; None when there is none."""
    return min((rule.from_vnd for rule in rules if rule.from_vnd is not None), default=None)


def as_json(rules: Sequence[AwardRule]) -> list[dict[str, Any]]:
    """The rules as plain values, to be kept and edited."""
    return [asdict(rule) for rule in rules]


def from_json(content: Collection[Mapping[str, Any]]) -> tuple[AwardRule, ...]:
    """The rules of plain values. Raises ValueError for what is no rule."""
    try:
        return tuple(
            AwardRule(
                code=str(each["code"]),
                award=Award(each["award"]),
                candidate=Candidate(each["candidate"]),
                document=str(each["document"]),
                bands=tuple(Band(band) for band in each.get("bands", ())),
                from_vnd=None if each.get("from_vnd") is None else int(each["from_vnd"]),
                condition=str(each.get("condition", "")),
            )
            for each in content
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a list of award rules") from error
