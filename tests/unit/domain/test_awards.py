"""Role: award rules suggest by their own thresholds, cite their document, and survive being kept."""

import json

import pytest

from dashboard.domain.awards import (
    DEFAULT_RULES,
    MILLION,
    Award,
    AwardRule,
    Candidate,
    as_json,
    from_json,
    lowest_value,
    rule_for_band,
    rule_for_value,
)
from dashboard.domain.bands import Band


@pytest.mark.parametrize(
    ("millions", "code"),
    [(79, None), (80, "college"), (149, "college"), (150, "university"), (200, "managers")],
)
def test_the_highest_threshold_that_is_reached_is_cited(millions: int, code: str | None) -> None:
    rule = rule_for_value(DEFAULT_RULES, millions * MILLION)
    assert (rule.code if rule else None) == code


def test_a_dong_below_a_threshold_does_not_reach_it() -> None:
    assert rule_for_value(DEFAULT_RULES, 80 * MILLION - 1) is None
    assert lowest_value(DEFAULT_RULES) == 80 * MILLION


@pytest.mark.parametrize(
    ("band", "code"),
    [(Band.PROGRAMME_MET, "programme-met"), (Band.WELL_ABOVE, "well-above"), (Band.ABOVE, None)],
)
def test_collectives_are_suggested_by_band(band: Band, code: str | None) -> None:
    rule = rule_for_band(DEFAULT_RULES, band)
    assert (rule.code if rule else None) == code


def test_every_rule_cites_a_document_and_own_rules_replace_the_usual_ones() -> None:
    assert all(rule.document for rule in DEFAULT_RULES)
    own = (AwardRule("own", Award.GRASSROOTS_CERTIFICATE, Candidate.INDIVIDUAL, "QĐ 12/2026", from_vnd=5),)
    assert rule_for_value(own, 5) == own[0]
    assert rule_for_band(own, Band.PROGRAMME_MET) is None


def test_rules_survive_being_kept_as_json() -> None:
    assert from_json(json.loads(json.dumps(as_json(DEFAULT_RULES)))) == DEFAULT_RULES


@pytest.mark.parametrize("content", [[{"code": "x"}], [{**as_json(DEFAULT_RULES)[0], "bands": []}], [3]])
def test_what_is_no_rule_is_refused(content: list[dict[str, object]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(content)
