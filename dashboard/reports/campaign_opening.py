"""Role: the opening blocks of a sơ kết: its title, where we stand, the course over time."""

from dashboard.charts import course as course_chart
from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.domain.statements import area_words, counted
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports import formulas
from dashboard.reports.blocks import Block, BlockKind, Chart, Figure, Figures, Paragraphs, Statement
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.views import Attained, Headline
from data_access.vocabulary import WHOLE_PROGRAMME, Measure


def name_of(material: Material) -> str:
    """``Báo cáo sơ kết giai đoạn 1``, ``Báo cáo tổng kết …`` once the programme is over, or of progress."""
    phase = material.overview.scope.phase
    if phase.starts_at is None:
        return t("reports.name.result")
    name = t("reports.name.whole") if phase.number == WHOLE_PROGRAMME else wording.inside(phase.name)
    if not material.closing.over:
        return t("reports.name.progress", phase=name)
    final = phase.number == WHOLE_PROGRAMME
    return t("reports.name.final" if final else "reports.name.review", phase=name)


def subject_of(material: Material) -> str:
    """The programme, and the field when only one is looked at."""
    scope = material.overview.scope
    if scope.field_name is None:
        return scope.programme_name
    return t("reports.title.field", programme=scope.programme_name, field=scope.field_name)


def when_and_where(wishes: ReportWishes) -> str:
    """``Lạng Sơn, ngày 15 tháng 7 năm 2022``; what is not known is left out."""
    day = wishes.held_on
    spoken = t("reports.title.day", day=day.day, month=day.month, year=day.year) if day else ""
    return ", ".join(part for part in (wishes.place, spoken) if part)


def title(material: Material, wishes: ReportWishes) -> Block:
    """The first slide."""
    cutoff = t("reports.title.cutoff", cutoff=numbers.cutoff(material.overview.stamp.as_of))
    lines = (subject_of(material), when_and_where(wishes), cutoff)
    return Block(
        key="title",
        kind=BlockKind.TITLE,
        title=name_of(material),
        parts=(
            Paragraphs((material.overview.scope.unit.name,)),
            Paragraphs(tuple(line for line in lines if line)),
            Figures((_cover_figure(material),)),
        ),
        notes=(formulas.scope(material),),
    )


def _cover_figure(material: Material) -> Figure:
    """The number of the conference: the share of the target, or the count where there is none."""
    view = material.overview
    phase = view.headline.phase
    name = view.scope.phase.name
    if phase.target is None:
        detail = t("reports.title.counted", measure=word(view.scope.measure))
        return Figure(name, numbers.integer(phase.count), detail=detail, exact=phase.count)
    return Figure(name, wording.share(phase), detail=_under(material), exact=phase.share, share=phase.share)


def standing(material: Material, wishes: ReportWishes) -> Block:
    """The one sentence, large, with the figures it rests on."""
    view = material.overview
    head = view.headline
    phase = head.phase
    number = numbers.integer(phase.count) if phase.target is None else wording.share(phase)
    return Block(
        key="standing",
        kind=BlockKind.STANDING,
        title=_standing_title(material),
        parts=(
            Statement(material.closing.result, number, _under(material)),
            Figures(_cards(material)),
        ),
        notes=(
            formulas.attainment(view.scope.phase.name, phase),
            formulas.attainment(t("scope.whole_programme"), head.programme),
            formulas.savings(head.savings),
            t("reports.formula.units_met", met=head.units_met, of=head.units_with_target, units=head.units),
            *_rank_note(head),
        ),
        sentences=(material.closing.result,),
    )


def _standing_title(material: Material) -> str:
    view = material.overview
    area = area_words(view.scope.unit.name)
    phase = view.headline.phase
    if phase.target is None:
        return t("reports.standing.no_target", area=_begin(area), n=counted(phase.count, view.scope.measure))
    key = "exceeded" if phase.excess else "short" if phase.missing else "met"
    return t(
        f"reports.standing.{key}",
        area=_begin(area),
        n=numbers.integer(phase.excess or phase.missing or phase.count),
        phase=wording.inside(view.scope.phase.name),
    )


def _under(material: Material) -> str:
    view = material.overview
    phase = view.headline.phase
    if phase.target is None:
        return counted(phase.count, view.scope.measure)
    return t(
        "reports.standing.under",
        count=numbers.integer(phase.count),
        target=numbers.integer(phase.target),
        measure=word(view.scope.measure),
    )


def _cards(material: Material) -> tuple[Figure, ...]:
    """At most four beside the large number: what is read from the last row of a hall."""
    view = material.overview
    head = view.headline
    cards = []
    if view.scope.phase.number != WHOLE_PROGRAMME and head.programme.target:
        cards.append(_attained_card(t("scope.whole_programme"), head.programme, head.programme_gap))
    other = Measure.VALID if view.scope.measure is Measure.SUBMITTED else Measure.SUBMITTED
    amount = head.valid if other is Measure.VALID else head.submitted
    cards.append(Figure(label=t(f"ui.filters.measures.{other}"), value=numbers.integer(amount), exact=amount))
    if head.savings.declared:
        cards.append(
            Figure(
                label=t("charts.fields.value"),
                value=numbers.vnd(head.savings.total_vnd),
                detail=coverage(head),
                exact=head.savings.total_vnd,
            )
        )
    if head.units_with_target:
        cards.append(
            Figure(
                label=t("reports.cards.units_met"),
                value=f"{numbers.integer(head.units_met)}/{numbers.integer(head.units_with_target)}",
                exact=head.units_met,
            )
        )
    return tuple(cards)


def coverage(head: Headline) -> str:
    """``khai 1.224/3.001``."""
    return t(
        "reports.cards.coverage",
        declared=numbers.integer(head.savings.declared),
        of=numbers.integer(head.savings.of),
    )


def _attained_card(label: str, attained: Attained, gap: int | None) -> Figure:
    """Short of a target that is not due yet is nothing to warn of as long as the plan line is kept."""
    role = wording.role(attained, gap)
    return Figure(
        label=label,
        value=wording.share(attained),
        detail=wording.count_of_target(attained),
        exact=attained.share,
        share=attained.share,
        role=None if role is Role.PLAN else role,
    )


def _rank_note(head: Headline) -> tuple[str, ...]:
    if head.rank is None:
        return ()
    return (
        t(
            "reports.formula.rank",
            rank=numbers.integer(head.rank.rank),
            of=numbers.integer(head.rank.of),
            source=head.rank.source or t("reports.formula.no_source"),
        ),
    )


def course(material: Material, wishes: ReportWishes) -> Block | None:
    """The cumulative course against the plan; nothing to draw before the first day or without phases."""
    view = material.trend
    if view.course is None or not view.course.days:
        return None
    spec = course_chart.spec(view.course, view.headline.pace, with_events=True)
    return Block(
        key="course",
        kind=BlockKind.COURSE,
        title=_course_title(material),
        parts=(Chart(spec), *_pace_cards(view.headline)),
        notes=(spec.text, *_pace_notes(view.headline)),
        sentences=(spec.text,),
    )


def _course_title(material: Material) -> str:
    view = material.trend
    gap = view.headline.pace.gap
    area = area_words(view.scope.unit.name)
    day = numbers.date(view.course.days[-1].starts_on) if view.course else ""
    if gap is None:
        return t("reports.course.no_plan", area=area, n=numbers.integer(view.headline.phase.count), day=day)
    key = "ahead" if gap > 0 else "behind" if gap < 0 else "on_plan"
    return t(f"reports.course.{key}", area=area, n=numbers.integer(abs(gap)), day=day)


def _pace_cards(head: Headline) -> tuple[Figures, ...]:
    pace = head.pace
    cards = []
    if pace.expected is not None:
        cards.append(Figure(t("reports.cards.expected"), numbers.integer(pace.expected), exact=pace.expected))
    if pace.gap is not None:
        role = Role.ATTENTION if pace.gap < 0 else Role.GOOD
        cards.append(
            Figure(t("reports.cards.gap"), numbers.signed_integer(pace.gap), exact=pace.gap, role=role)
        )
    if pace.recent_per_week is not None:
        cards.append(
            Figure(
                t("reports.cards.recent"), numbers.decimal(pace.recent_per_week), exact=pace.recent_per_week
            )
        )
    if pace.needed_per_week is not None:
        cards.append(
            Figure(
                t("reports.cards.needed"), numbers.integer(pace.needed_per_week), exact=pace.needed_per_week
            )
        )
    return (Figures(tuple(cards)),) if cards else ()


def _pace_notes(head: Headline) -> tuple[str, ...]:
    pace = head.pace
    notes = []
    if pace.expected is not None and pace.gap is not None:
        notes.append(
            t(
                "reports.formula.gap",
                count=numbers.integer(head.phase.count),
                expected=numbers.integer(pace.expected),
                gap=numbers.signed_integer(pace.gap),
            )
        )
    if pace.needed_per_week is not None and pace.days_left:
        notes.append(formulas.needed(head.phase.missing or 0, pace.days_left, pace.needed_per_week))
    return tuple(notes)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
