"""Role: a document as an official letter: head, numbered sections, foot; drawn alike as Word and as PDF.

The form is that of Nghị định 30/2020/NĐ-CP: quốc hiệu, issuing body, number, place and date, kind and
subject, sections, "Nơi nhận", signature. What nobody said is left as dots, to be filled in by hand.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.i18n import numbers, t
from dashboard.reports.blocks import (
    Annex,
    Block,
    BlockKind,
    Chart,
    Document,
    Paragraphs,
    Part,
    Picture,
    Statement,
    Table,
)

SECTIONS: dict[BlockKind, str] = {
    BlockKind.STANDING: "results",
    BlockKind.COURSE: "results",
    BlockKind.UNITS: "results",
    BlockKind.EXCEEDED: "results",
    BlockKind.NEED_HELP: "results",
    BlockKind.FORMER_PHASE: "results",
    BlockKind.FIELDS: "content",
    BlockKind.VALUE: "content",
    BlockKind.AWARDS: "awards",
    BlockKind.CAUSES: "causes",
    BlockKind.NEXT_PHASE: "tasks",
}
"""Block → section; a person's own text or picture stays in the section before it."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
TWO_DIGIT_MONTHS = 2
"""Days below 10 and the months 1 and 2 are written with a nought (Nghị định 30/2020, phụ lục I)."""


@dataclass(frozen=True)
class Item:
    """One block: ``1. Heading``, its sentences, then what is shown."""

    heading: str
    sentences: tuple[str, ...]
    shown: tuple[Chart | Table | Picture, ...]


@dataclass(frozen=True)
class Section:
    """``I. HEADING`` and what stands under it."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Letter:
    """Finished words of every part, in the order of the page."""

    superior: str
    issuer: str
    nation: str
    motto: str
    number: str
    place_and_date: str
    kind: str
    subject: str
    sections: tuple[Section, ...]
    recipients_heading: str
    recipients: tuple[str, ...]
    signer_title: str
    signer: str
    annexes: tuple[Annex, ...]
    origin: str


def letter(document: Document) -> Letter:
    """The letter of a document, in the document's language (which must be the current one)."""
    official = document.official
    return Letter(
        superior=official.superior.upper(),
        issuer=(official.issuer or document.unit_name).upper(),
        nation=t("letter.nation"),
        motto=t("letter.motto"),
        number=t("letter.number", number=official.number or t("letter.number_blank")),
        place_and_date=_place_and_date(document.place, document.held_on),
        kind=t("letter.kind"),
        subject=document.title,
        sections=_sections(document.blocks),
        recipients_heading=t("letter.recipients"),
        recipients=official.recipients or (t("letter.recipient_blank"), t("letter.recipient_file")),
        signer_title=(official.signer_title or t("letter.signer_title")).upper(),
        signer=official.signer,
        annexes=document.annexes,
        origin=document.provenance.line,
    )


def _place_and_date(place: str, day: date | None) -> str:
    where = place or t("letter.place_blank")
    if day is None:
        return t("letter.place_date_blank", place=where)
    month = numbers.two_digits(day.month) if day.month <= TWO_DIGIT_MONTHS else str(day.month)
    return t("letter.place_date", place=where, day=f"{day.day:02d}", month=month, year=day.year)


def _sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Blocks that follow each other under one heading make one section."""
    grouped: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            continue
        key = SECTIONS.get(block.kind) or (grouped[-1][0] if grouped else "results")
        if not grouped or grouped[-1][0] != key:
            grouped.append((key, []))
        grouped[-1][1].append(block)
    return tuple(
        Section(
            heading=f"{ROMAN[place % len(ROMAN)]}. {t(f'letter.sections.{key}')}",
            items=tuple(_item(number, block) for number, block in enumerate(found, 1)),
        )
        for place, (key, found) in enumerate(grouped)
    )


def _item(number: int, block: Block) -> Item:
    return Item(
        heading=f"{number}. {block.title}",
        sentences=block.sentences or _said(block.parts, block.title),
        shown=tuple(part for part in block.parts if isinstance(part, Chart | Table | Picture)),
    )


def _said(parts: tuple[Part, ...], title: str) -> tuple[str, ...]:
    """Running text of a block that brings no sentences of its own; its title is not said twice."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Paragraphs):
            lines += [f"- {line}" if part.listed else line for line in part.lines]
        elif isinstance(part, Statement):
            lines += [part.sentence]
    return tuple(line for line in lines if line and line != title)
