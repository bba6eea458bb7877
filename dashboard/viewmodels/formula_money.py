"""Role: the formulas of giá trị làm lợi: sum and median, neither of which may tell a confidential value."""

from dataclasses import replace

from dashboard.domain import secrecy
from dashboard.i18n import numbers, t
from dashboard.viewmodels.formula_basis import Basis, Formula
from data_access.queries import register, row_sources
from data_access.selection import RowFilter


def _confidential(basis: Basis) -> int:
    """Confidential rows among those asked about, whatever their values are."""
    rows = basis.asked.rows
    wanted = replace((rows.rows or RowFilter()).without_value(), confidential=True)
    return register.count(basis.viewer, basis.conn, replace(rows, rows=wanted))


def _telling(basis: Basis, hidden: int) -> int:
    """How many confidential rows, or declared values of them, are so few that a sum tells them; else 0."""
    rows = basis.asked.rows
    wanted = replace(rows, rows=replace(rows.rows or RowFilter(), confidential=True))
    declaring = register.count(basis.asked.counted_by(basis.viewer), basis.conn, wanted)
    return next((n for n in (declaring, hidden) if 0 < n < secrecy.FEWEST), 0)


def of_savings(basis: Basis) -> Formula:
    """Of one or two confidential rows no sum: less the values that are listed it would be theirs."""
    hidden = 0 if basis.viewer.may_read_confidential else _confidential(basis)
    if hidden and not basis.asked.question.readable and (few := _telling(basis, hidden)):
        return Formula(None, (t("explain.would_tell", n=numbers.integer(few)),))
    counting = basis.asked.counted_by(basis.viewer)
    declared, total = row_sources.declared_values(counting, basis.conn, basis.asked.rows)
    lines = [
        t("explain.savings", value=numbers.vnd_exact(total), declared=numbers.integer(declared)),
        t("explain.per_year"),
    ]
    if hidden and basis.asked.question.readable:
        lines.append(t("explain.readable"))
    narrowed = replace(basis.asked.rows, rows=replace(basis.asked.rows.rows or RowFilter(), flagged=True))
    flagged, of_them = row_sources.declared_values(counting, basis.conn, narrowed)
    if flagged and not basis.asked.question.flagged:
        without = numbers.vnd_exact(total - of_them)
        lines.append(t("explain.flagged", n=numbers.integer(flagged), without=without))
    return Formula(total, tuple(lines))


def of_median(basis: Basis) -> Formula:
    """The middle of the declared values, and at which place it stands among them."""
    counting, rows = basis.asked.counted_by(basis.viewer), basis.asked.rows
    middle = row_sources.middle_values(counting, basis.conn, rows)
    if not middle:
        return Formula(None, (t("explain.no_values"),))
    declared, _total = row_sources.declared_values(counting, basis.conn, rows)
    median = (middle[0] + middle[-1] + 1) // 2
    places = {"n": numbers.integer(declared), "place": numbers.integer((declared + 1) // 2)}
    line = (
        t("explain.median_one", value=numbers.vnd_exact(median), **places)
        if len(middle) == 1
        else t(
            "explain.median_two",
            value=numbers.vnd_exact(median),
            low=numbers.vnd_exact(middle[0]),
            high=numbers.vnd_exact(middle[1]),
            **places,
        )
    )
    return Formula(median, (line, t("explain.per_year")))
