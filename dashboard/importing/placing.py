"""Role: the unit an initiative is recorded on, from what was typed as CĐCS, its code and its superior.

Policy (decided with S-Thái Nguyên: choosing the wrong superior is a real, named error):
1. A unit code decides; a name decides when it is sure within the superior named beside it.
2. CĐCS sure, but under another superior: the row follows the CĐCS, with a warning naming both – unless the
   named superior has a unit of a similar name, which may be the one meant: then rule 3.
3. CĐCS not sure, superior sure: the row is kept on the superior and the typed CĐCS stays in ``unit_text``.
4. Neither sure: the row is rejected with what may have been meant.
"""

from dataclasses import dataclass

from dashboard.importing.cells.text import one_line
from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.units import How, Resolution, UnitIndex

Finding = tuple[IssueCode, Severity, str, str, dict[str, str]]
"""Code, severity, column key, the value it is about, words for the sentence."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a row goes; ``unit_id`` None: rejected."""

    unit_id: int | None
    unit_text: str
    findings: tuple[Finding, ...] = ()


def place_row(
    index: UnitIndex,
    unit_text: object,
    superior_text: object,
    unit_code: object = "",
    *,
    sheet_unit: int | None = None,
) -> Placement:
    """Apply the policy to one row. ``sheet_unit``: the superior that the sheet's own name says, if any."""
    unit, superior, code = one_line(unit_text), one_line(superior_text), one_line(unit_code)
    above = index.resolve(superior) if superior else Resolution(sheet_unit, How.EXACT)
    if code:
        by_code = index.resolve_code(code)
        if by_code is not None:
            return _follow(index, by_code, unit or code, above, superior)
    if not unit:
        return _without_unit(above, superior, code)
    own = index.resolve(unit, above.unit_id)
    if own.unit_id is not None and own.unit_id == above.unit_id:
        return Placement(own.unit_id, unit)
    if own.unit_id is not None:
        if above.unit_id is None or index.is_under(own.unit_id, above.unit_id):
            return Placement(own.unit_id, unit, _superior_findings(above, superior))
        if own.how is not How.CODE and _has_similar(index, unit, above.unit_id):
            return Placement(above.unit_id, unit, (_on_superior(unit, own, index, above.unit_id),))
        return _follow(index, own.unit_id, unit, above, superior)
    if above.unit_id is not None:
        return Placement(above.unit_id, unit, (_on_superior(unit, own, index, above.unit_id),))
    return _rejected(own, unit, above, superior)


def _follow(index: UnitIndex, unit_id: int, unit: str, above: Resolution, superior: str) -> Placement:
    if above.unit_id is None or index.is_under(unit_id, above.unit_id):
        return Placement(unit_id, unit, _superior_findings(above, superior))
    real = index[unit_id].parent_id
    words = {
        "unit": index[unit_id].name,
        "typed": index[above.unit_id].name,
        "real": index[real].name if real is not None else index[unit_id].name,
    }
    finding = (IssueCode.UNIT_OTHER_SUPERIOR, Severity.WARNING, "superior", superior, words)
    return Placement(unit_id, unit, (finding,))


def _without_unit(above: Resolution, superior: str, code: str) -> Placement:
    if above.unit_id is not None and not code:
        return Placement(above.unit_id, "")
    if above.unit_id is not None:
        words = {"superior": superior, "suggestions": ""}
        return Placement(
            above.unit_id, code, ((IssueCode.UNIT_ON_SUPERIOR, Severity.NOTICE, "unit_code", code, words),)
        )
    if not superior and not code:
        return Placement(None, "", ((IssueCode.UNIT_MISSING, Severity.ERROR, "unit", "", {}),))
    if not superior:
        return Placement(None, code, ((IssueCode.UNIT_UNKNOWN, Severity.ERROR, "unit_code", code, {}),))
    return _rejected(above, superior, above, "", column="superior")


def _has_similar(index: UnitIndex, unit: str, superior_id: int) -> bool:
    """Whether the named superior has a unit of nearly this name."""
    return any(index.is_under(candidate, superior_id) for candidate in index.similar(unit, superior_id))


def _on_superior(unit: str, own: Resolution, index: UnitIndex, superior_id: int) -> Finding:
    words = {"superior": index[superior_id].name, "suggestions": ", ".join(own.suggestions)}
    return IssueCode.UNIT_ON_SUPERIOR, Severity.NOTICE, "unit", unit, words


def _superior_findings(above: Resolution, superior: str) -> tuple[Finding, ...]:
    if above.unit_id is not None or not superior:
        return ()
    return ((IssueCode.SUPERIOR_UNKNOWN, Severity.NOTICE, "superior", superior, {}),)


_CODES = {How.SUGGESTION: IssueCode.UNIT_SUGGESTED, How.AMBIGUOUS: IssueCode.UNIT_AMBIGUOUS}


def _rejected(
    own: Resolution, unit: str, above: Resolution, superior: str, *, column: str = "unit"
) -> Placement:
    suggestions = own.suggestions or above.suggestions
    words = {"suggestions": "; ".join(suggestions), "superior": superior}
    code = _CODES.get(own.how, IssueCode.UNIT_UNKNOWN)
    if code is not IssueCode.UNIT_UNKNOWN and not own.suggestions:
        code = IssueCode.UNIT_UNKNOWN
    return Placement(None, unit, ((code, Severity.ERROR, column, unit, words),))
