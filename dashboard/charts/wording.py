"""Role: how charts, cards and tables write a standing, a share, a change: a shape and a word each time."""

from decimal import Decimal

from dashboard.charts.spec import Role
from dashboard.domain.attainment import Attainment
from dashboard.domain.secrecy import Together
from dashboard.i18n import numbers, t
from dashboard.viewmodels.views import Attained, Standing

SHAPES = {
    Standing.EXCEEDED: "▲",
    Standing.MET: "●",
    Standing.NEAR: "◐",
    Standing.BEHIND: "○",
    Standing.UNASSIGNED: "–",
}

ROLES = {
    Standing.EXCEEDED: Role.GOOD,
    Standing.MET: Role.GOOD,
    Standing.NEAR: Role.PLAN,
    Standing.BEHIND: Role.ATTENTION,
    Standing.UNASSIGNED: Role.PLAN,
}

LONGEST_NAME = 30
"""Letters of a unit's name that fit beside a bar; the whole name stands on hover."""


def is_late(attained: Attained, gap: int | None) -> bool:
    """Short of its target and below its plan line (``gap`` < 0); before the deadline short is no fault.

    Without a plan line (``gap`` None) whoever is short is late.
    """
    return attained.standing is Standing.BEHIND and (gap is None or gap < 0)


def role(attained: Attained, gap: int | None) -> Role:
    """What a figure against its target is marked as: a warning only when it is late."""
    if attained.standing is Standing.BEHIND and not is_late(attained, gap):
        return Role.PLAN
    return ROLES[attained.standing]


def standing_word(standing: Standing) -> str:
    """``▲ vượt``."""
    return f"{SHAPES[standing]} {t(f'charts.standing.{standing.value}')}"


def share(attained: Attained) -> str:
    """``150,1%``, or ``chưa giao`` without a target.

    By the domain's rule: a count below its target never reads 100%.
    """
    return Attainment(attained.count, attained.target).shown_percent() or t("charts.standing.unassigned")


def count_of_target(attained: Attained) -> str:
    """``3.001/2.000``, or only the count without a target."""
    if not attained.target:
        return numbers.integer(attained.count)
    return f"{numbers.integer(attained.count)}/{numbers.integer(attained.target)}"


def difference(attained: Attained) -> str:
    """``vượt 1.001`` or ``còn thiếu 37``; empty without a target or exactly on it."""
    if attained.excess:
        return t("charts.exceeds_by", n=numbers.integer(attained.excess))
    if attained.missing:
        return t("charts.missing_by", n=numbers.integer(attained.missing))
    return ""


def attainment(attained: Attained) -> str:
    """``▲ 150,1% · vượt 1.001``, ``○ 73,2% · còn thiếu 1.099``, ``● 100,0% · đạt``, ``– chưa giao``."""
    if attained.share is None:
        return standing_word(attained.standing)
    words = difference(attained) or t(f"charts.standing.{attained.standing.value}")
    return f"{SHAPES[attained.standing]} {share(attained)} · {words}"


def inside(name: str) -> str:
    """A phase's name inside a sentence: ``Giai đoạn 1`` → ``giai đoạn 1``, but ``GĐ1`` stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def short_name(name: str, letters: int = LONGEST_NAME) -> str:
    """A name cut at a word, with an ellipsis, to fit beside a bar."""
    if len(name) <= letters:
        return name
    cut = name[:letters]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def brief(name: str, letters: int = LONGEST_NAME) -> str:
    """A long name with the abbreviations that official texts use; what is still long is written in full."""
    if len(name) > letters:
        for pair in t("charts.abbreviations").split(";"):
            long, short = pair.split("=")
            name = name.replace(long, short)
    return name


def money(vnd: int) -> str:
    """``15 tỷ đồng``."""
    return numbers.vnd(vnd)


def part(value: Decimal | None) -> str:
    """A part of a whole, ``12,3%``; a dash when there is no whole."""
    return "–" if value is None else numbers.percent(value)


def secret(beside: Together) -> str:
    """``12 sáng kiến bí mật, cộng 340 triệu đồng``, or that their value is not stated."""
    n = numbers.integer(beside.n)
    if beside.sum_vnd is None:
        return t("charts.secret.few", n=n)
    return t("charts.secret.sum", n=n, sum=money(beside.sum_vnd))
