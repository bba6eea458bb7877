"""Role: what a person wants of a report: for whom, where, which blocks in which order; kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dashboard.domain import awards
from dashboard.domain.awards import DEFAULT_RULES, AwardRule
from dashboard.i18n import LANGUAGES
from dashboard.reports.blocks import Audience, BlockKind

USUAL_ORDER = tuple(kind for kind in BlockKind if kind not in (BlockKind.TEXT, BlockKind.PICTURE))
"""What a sơ kết says, in its usual order."""


@dataclass(frozen=True)
class BlockWish:
    """One block. Empty ``title``: the message itself; ``lines``: own text (of TEXT, instead of CAUSES').

    ``picture`` names a kept picture; its text equivalent is the title.
    """

    kind: BlockKind
    title: str = ""
    lines: tuple[str, ...] = ()
    picture: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class ReportWishes:
    """All wishes; the defaults make the usual deck. ``rules`` suggest awards.

    ``hide_people`` leaves authors' names out even for readers who may see them.
    """

    audience: Audience = Audience.PUBLIC
    place: str = ""
    held_on: date | None = None
    blocks: tuple[BlockWish, ...] = tuple(BlockWish(kind) for kind in USUAL_ORDER)
    hide_people: bool = False
    language: str = "vi"
    number: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    rules: tuple[AwardRule, ...] = DEFAULT_RULES

    @property
    def pictures(self) -> tuple[str, ...]:
        """Names of the kept pictures that are shown."""
        return tuple(wish.picture for wish in self.blocks if wish.picture and not wish.hidden)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept by name (``SavedKind.DECK``)."""
        content = asdict(self)
        content["held_on"] = self.held_on.isoformat() if self.held_on else None
        content["rules"] = awards.as_json(self.rules)
        return content


def from_json(content: Mapping[str, Any]) -> ReportWishes:
    """Wishes as kept by any version: what is not known is left out, what is missing is the default."""
    wishes = ReportWishes()
    language = _text(content.get("language"))
    known = [_block(each) for each in content.get("blocks") or () if isinstance(each, Mapping)]
    blocks = tuple(block for block in known if block is not None)
    return replace(
        wishes,
        audience=Audience(content["audience"])
        if content.get("audience") in set(Audience)
        else wishes.audience,
        place=_text(content.get("place")),
        language=language if language in LANGUAGES else wishes.language,
        number=_text(content.get("number")),
        signer_title=_text(content.get("signer_title")),
        signer=_text(content.get("signer")),
        held_on=_day(content.get("held_on")),
        blocks=blocks or wishes.blocks,
        hide_people=bool(content.get("hide_people")),
        recipients=_lines(content.get("recipients")),
        rules=_rules(content.get("rules")),
    )


def _block(content: Mapping[str, Any]) -> BlockWish | None:
    if content.get("kind") not in set(BlockKind):
        return None
    return BlockWish(
        kind=BlockKind(content["kind"]),
        title=str(content.get("title") or ""),
        lines=_lines(content.get("lines")),
        picture=str(content.get("picture") or ""),
        hidden=bool(content.get("hidden")),
    )


def _text(content: object) -> str:
    return content if isinstance(content, str) else ""


def _lines(content: object) -> tuple[str, ...]:
    return tuple(str(line) for line in content) if isinstance(content, list | tuple) else ()


def _day(content: object) -> date | None:
    try:
        return date.fromisoformat(content) if isinstance(content, str) else None
    except ValueError:
        return None


def _rules(content: object) -> tuple[AwardRule, ...]:
    try:
        return awards.from_json(content) if isinstance(content, list) else DEFAULT_RULES
    except ValueError:
        return DEFAULT_RULES
