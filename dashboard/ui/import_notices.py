"""Role: findings of an import grouped by kind with their counts; each says where, what, and what to do."""

from collections.abc import Mapping, Sequence

from dashboard.i18n import numbers, t
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.ui import html, show
from dashboard.ui.html import NOTHING, Markup, element, text

SHOWN_PER_KIND = 50
OPEN_UP_TO = 3
"""Kinds of findings that stand open at once; more stay folded, so that one sees how many there are."""

_PLACES = ("cell", "row", "line_cell", "line", "sheet")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def draw(issues: Sequence[Issue], counts: Mapping[IssueCode, int]) -> None:
    """All of them, the worst first. ``counts``: how many there are in all, also those not kept."""
    if not issues:
        show.note(t("upload.no_issues"))
        return
    groups: dict[IssueCode, list[Issue]] = {}
    for issue in sorted(issues, key=lambda one: _ORDER.index(one.severity)):
        groups.setdefault(issue.code, []).append(issue)
    opened = len(groups) <= OPEN_UP_TO
    html.show(
        element("div", "groups", *(_group(code, found, counts, opened) for code, found in groups.items()))
    )


def place(issue: Issue, *, with_sheet: bool = True) -> str:
    """``Sáng kiến · dòng 12 · Ngày gửi``."""
    row = t("upload.row", n=issue.row) if issue.row else ""
    return " · ".join(filter(None, (issue.sheet if with_sheet else "", row, issue.column or "")))


def severity(issue: Issue) -> str:
    """``■ Lỗi``."""
    return t(f"upload.severity.{issue.severity.value}")


def remedy(issue: Issue) -> str:
    """What is wrong and what to do, without the place, which stands beside it."""
    words = {"sheet": issue.sheet, "row": issue.row, "column": issue.column}
    for kind in _PLACES:
        prefix = t(f"issues.place.{kind}", **words)
        if issue.message.startswith(prefix):
            rest = issue.message.removeprefix(prefix)
            return rest[:1].upper() + rest[1:]
    return issue.message


def _group(code: IssueCode, issues: Sequence[Issue], counts: Mapping[IssueCode, int], opened: bool) -> Markup:
    total = max(counts.get(code, 0), len(issues))
    name = t("upload.issues.group", n=numbers.integer(total), name=t(f"problems.{code.value}"))
    worst = min(issues, key=lambda one: _ORDER.index(one.severity))
    summary = element(
        "summary",
        "",
        element("span", "", text(f"{severity(worst)} · ")),
        text(name),
        NOTHING if opened else element("span", "", text(_example(issues[0]))),
    )
    more = total - min(len(issues), SHOWN_PER_KIND)
    rest = element("p", "note", text(t("upload.more_issues", n=numbers.integer(more)))) if more else NOTHING
    given = {"open": ""} if opened else {}
    return element("details", "group", summary, _table(issues[:SHOWN_PER_KIND]), rest, role=None, **given)


def _example(issue: Issue) -> str:
    """The first place, so that a folded kind says what it is about."""
    where = place(issue, with_sheet=False) or issue.sheet
    value = f"“{issue.value}”" if issue.value else ""
    return "".join(f" · {part}" for part in (where, value) if part)


def _table(issues: Sequence[Issue]) -> Markup:
    heads = ("place", "value", "message")
    head = element(
        "tr", "", *(element("th", "", text(t(f"upload.issues.{name}")), scope="col") for name in heads)
    )
    return element("table", "table", element("thead", "", head), element("tbody", "", *map(_row, issues)))


def _row(issue: Issue) -> Markup:
    cells = (place(issue), issue.value or "", remedy(issue))
    return element("tr", "", *(element("td", "", text(cell)) for cell in cells))
