"""Role: the closing blocks: the former phase, awards, what comes next, causes and proposals."""

from dashboard.charts import course as course_chart
from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.domain.awards import AwardRule, Candidate
from dashboard.domain.statements import awards_phrase
from dashboard.i18n import numbers, t
from dashboard.reports import formulas, table_cells
from dashboard.reports.blocks import (
    Block,
    BlockKind,
    Chart,
    Column,
    Figure,
    Figures,
    Paragraphs,
    Statement,
    Table,
)
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.closing import Ahead

CAUSES = ("focus", "communication", "turnover", "secrets")
"""The four that conferences of the programme named (VnEconomy and others, 2022), each with its remedy."""

NAMES_ON_SLIDE = 6


def former_phase(material: Material, wishes: ReportWishes) -> Block | None:
    """The phase before on the same number of days; nothing when there is none or nothing came in yet."""
    former, view = material.closing.former, material.trend
    if former is None or former.days == 0 or view.course is None or not view.course.days:
        return None
    spec = course_chart.spec(
        view.course, view.headline.pace, former=view.former, former_phase=view.former_phase
    )
    key = "reports.former.title" if former.then else "reports.former.title_none"
    title = t(
        key,
        days=numbers.integer(former.days),
        now=numbers.integer(former.now),
        share=wording.share(former.share),
        then=numbers.integer(former.then),
        name=wording.inside(former.name),
    )
    cards = (
        Figure(
            t("reports.former.now", days=numbers.integer(former.days)),
            numbers.integer(former.now),
            exact=former.now,
        ),
        Figure(
            t("reports.former.then", name=former.name, days=numbers.integer(former.days)),
            numbers.integer(former.then),
            exact=former.then,
        ),
        Figure(
            t("reports.former.whole", name=former.name),
            wording.count_of_target(former.whole),
            detail=wording.attainment(former.whole),
            exact=former.whole.count,
        ),
    )
    return Block(
        key="former_phase",
        kind=BlockKind.FORMER_PHASE,
        title=title,
        parts=(Chart(spec), Figures(cards)),
        notes=(
            t("reports.formula.former", days=numbers.integer(former.days)),
            formulas.attainment(former.name, former.whole),
        ),
        sentences=(f"{title}.",),
    )


def awards(material: Material, wishes: ReportWishes) -> Block | None:
    """How many collectives and individuals the rules suggest, by rule with its document and reason."""
    view = material.awards
    phrase = awards_phrase(len(view.collectives), view.people)
    if not phrase:
        return None
    title = t("reports.awards.title", phrase=phrase)
    columns = (
        Column(t("reports.column.award")),
        Column(t("reports.column.proposed")),
        Column(t("reports.column.reason")),
    )
    rows = tuple(
        (table_cells.words(award_name(rule)), table_cells.words(found), table_cells.words(criterion(rule)))
        for rule in view.rules
        if (found := _proposed(material, rule))
    )
    suggested = t("reports.awards.only_suggested")
    notes = [f"{_documents(material)} {suggested}", t("reports.awards.counted")]
    if view.qualifying > len(view.individuals):
        notes.append(
            t(
                "reports.awards.more",
                listed=numbers.integer(len(view.individuals)),
                all=numbers.integer(view.qualifying),
            )
        )
    return Block(
        key="awards",
        kind=BlockKind.AWARDS,
        title=title,
        parts=(Table(columns, rows, note=suggested),),
        notes=tuple(notes),
        sentences=(f"{title}.", notes[0]),
    )


def award_name(rule: AwardRule) -> str:
    """``Bằng khen``."""
    return t(f"reports.award.{rule.award}")


def document_name(rule: AwardRule) -> str:
    """The document a rule cites: one of ours by its key, else as the rule writes it."""
    known = {
        "decision_2014": t("reports.award.document.decision_2014"),
        "own_practice": t("reports.award.document.own_practice"),
    }
    return known.get(rule.document, rule.document)


def _documents(material: Material) -> str:
    """The documents of the rules that suggest somebody, once each."""
    names: dict[str, list[str]] = {}
    for rule in material.awards.rules:
        if _proposed(material, rule) and award_name(rule) not in names.setdefault(document_name(rule), []):
            names[document_name(rule)].append(award_name(rule))
    cited = [
        t("reports.awards.by_document", awards=", ".join(awards), document=document)
        for document, awards in names.items()
    ]
    return " ".join(cited)


def reason(rule: AwardRule) -> str:
    """The criterion with what a person must still check, and the document."""
    return f"{criterion(rule)} – {document_name(rule)}"


def criterion(rule: AwardRule) -> str:
    """What the rule saw, and what a person must still check."""
    known = {
        "": "",
        "all": t("reports.award.condition.all"),
        "no_manager": t("reports.award.condition.no_manager"),
        "up_to_college": t("reports.award.condition.up_to_college"),
    }
    if rule.candidate is Candidate.COLLECTIVE:
        seen = t("reports.award.by_band", bands=", ".join(t(f"vocabulary.band.{b}") for b in rule.bands))
    else:
        seen = t("reports.award.by_value", value=numbers.vnd(rule.from_vnd or 0))
    condition = known.get(rule.condition, rule.condition)
    return " – ".join(part for part in (seen, condition) if part)


def _proposed(material: Material, rule: AwardRule) -> str:
    view = material.awards
    if rule.candidate is Candidate.COLLECTIVE:
        names = [each.row.unit.name for each in view.collectives if each.rule == rule]
        if not names:
            return ""
        shown = ", ".join(names[:NAMES_ON_SLIDE])
        more = len(names) - NAMES_ON_SLIDE
        listed = t("domain.and_others", names=shown, n=numbers.two_digits(more)) if more > 0 else shown
        return f"{awards_phrase(len(names), 0)}: {listed}"
    found = [each for each in view.individuals if each.rule == rule]
    people = sum(each.people for each in found)
    if not found:
        return ""
    count = t("domain.initiatives.many", n=numbers.integer(len(found)))
    return t("reports.awards.people", people=awards_phrase(0, people) or "–", initiatives=count)


def next_phase(material: Material, wishes: ReportWishes) -> Block | None:
    """What comes next: target, deadline, needed pace; nothing when no phase is left."""
    ahead = material.closing.ahead
    if ahead is None:
        return None
    title = _ahead_title(ahead)
    number = "" if ahead.needed_per_week is None else numbers.integer(ahead.needed_per_week)
    notes = []
    if ahead.needed_per_week is not None and ahead.attained.missing:
        notes.append(formulas.needed(ahead.attained.missing, ahead.days, ahead.needed_per_week))
    programme = material.overview.headline.programme
    notes.append(formulas.attainment(t("scope.whole_programme"), programme))
    return Block(
        key="next_phase",
        kind=BlockKind.NEXT_PHASE,
        title=title,
        parts=(
            Statement(ahead.sentence, number, t("reports.next.per_week") if number else ""),
            Figures(_ahead_cards(material, ahead)),
        ),
        notes=tuple(notes),
        sentences=(ahead.sentence,),
    )


def _ahead_title(ahead: Ahead) -> str:
    words = {"name": ahead.name, "day": numbers.date(ahead.last_day)}
    if ahead.attained.target is None:
        return t("reports.next.title_no_target", **words)
    if ahead.needed_per_week is None:
        key = "reports.next.title_met" if not ahead.attained.missing else "reports.next.title_target"
        return t(key, **words, target=numbers.integer(ahead.attained.target))
    return t("reports.next.title", **words, per_week=numbers.integer(ahead.needed_per_week))


def _ahead_cards(material: Material, ahead: Ahead) -> tuple[Figure, ...]:
    target = ahead.attained.target
    programme = material.overview.headline.programme
    cards = [
        Figure(
            t("reports.cards.target"),
            t("charts.standing.unassigned") if target is None else numbers.integer(target),
            exact=target,
        ),
        Figure(t("reports.cards.deadline"), numbers.date(ahead.last_day), exact=ahead.last_day),
    ]
    if programme.missing:
        cards.append(
            Figure(
                t("reports.cards.programme_missing"),
                numbers.integer(programme.missing),
                detail=wording.count_of_target(programme),
                exact=programme.missing,
                role=Role.PLAN,
            )
        )
    return tuple(cards)


def causes(material: Material, wishes: ReportWishes) -> Block:
    """The causes known from conferences beside what helped, to be filled in by a person."""
    columns = (Column(t("reports.column.cause")), Column(t("reports.column.proposal")))
    rows = tuple(
        (
            table_cells.words(t(f"reports.causes.{cause}")),
            table_cells.words(t(f"reports.causes.{cause}_remedy")),
        )
        for cause in CAUSES
    )
    return Block(
        key="causes",
        kind=BlockKind.CAUSES,
        title=t("reports.causes.title"),
        parts=(Table(columns, rows),),
        notes=(t("reports.causes.fill_in"),),
    )


def own_words(kind: BlockKind, title: str, lines: tuple[str, ...]) -> Block:
    """A block of a person: text, or causes in own words."""
    return Block(kind.value, kind, title, (Paragraphs(lines, listed=len(lines) > 1),))
