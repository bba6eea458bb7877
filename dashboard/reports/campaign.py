"""Role: a sơ kết from the screens' views: the wished blocks in the wished order, annexes, provenance."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from dashboard.actions import saving
from dashboard.errors import RefusedError
from dashboard.i18n import t, use_language
from dashboard.reports import campaign_opening, campaign_outlook, campaign_units, campaign_value, material
from dashboard.reports.blocks import Block, BlockKind, Document, Official, Paragraphs, Picture
from dashboard.reports.campaign_annexes import annexes
from dashboard.reports.campaign_stamp import provenance, slug
from dashboard.reports.material import Material
from dashboard.reports.wishes import BlockWish, ReportWishes
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.viewer import Viewer
from data_access.vocabulary import SavedKind

Composer = Callable[[Material, ReportWishes], Block | None]

COMPOSERS: dict[BlockKind, Composer] = {
    BlockKind.TITLE: campaign_opening.title,
    BlockKind.STANDING: campaign_opening.standing,
    BlockKind.COURSE: campaign_opening.course,
    BlockKind.UNITS: campaign_units.units,
    BlockKind.EXCEEDED: campaign_units.exceeded,
    BlockKind.NEED_HELP: campaign_units.need_help,
    BlockKind.FIELDS: campaign_value.fields,
    BlockKind.VALUE: campaign_value.value,
    BlockKind.FORMER_PHASE: campaign_outlook.former_phase,
    BlockKind.AWARDS: campaign_outlook.awards,
    BlockKind.NEXT_PHASE: campaign_outlook.next_phase,
    BlockKind.CAUSES: campaign_outlook.causes,
}


def build(
    viewer: Viewer, db: Database, state: FilterState, wishes: ReportWishes, *, made_by: str, now: datetime
) -> Document:
    """Read and compose. Raises RefusedError while the database holds no programme or no unit."""
    with use_language(wishes.language):
        found = material.build(viewer, db, state, wishes.rules)
        return compose(found, wishes, made_by=made_by, now=now, pictures=kept_pictures(db, wishes))


def kept_pictures(db: Database, wishes: ReportWishes) -> dict[str, bytes]:
    """The wished pictures that are (still) kept, by name."""
    found = {}
    for name in wishes.pictures:
        try:
            found[name] = saving.load(db, SavedKind.PICTURE, name).file or b""
        except RefusedError:
            continue  # the slide says that it is gone; a conference goes on without it
    return found


def compose(
    found: Material,
    wishes: ReportWishes,
    *,
    made_by: str,
    now: datetime,
    pictures: Mapping[str, bytes] | None = None,
) -> Document:
    """The document of material already read; speaks the wishes' language, in which the material must be."""
    with use_language(wishes.language):
        scope = found.overview.scope
        stamp = provenance(found.overview, made_by=made_by, now=now)
        return Document(
            title=campaign_opening.name_of(found),
            subtitle=campaign_opening.subject_of(found),
            unit_name=scope.unit.name,
            place=wishes.place,
            held_on=wishes.held_on,
            audience=wishes.audience,
            blocks=_blocks(found, wishes, pictures or {}),
            annexes=annexes(found, wishes),
            provenance=stamp,
            slug=slug(found),
            official=Official(
                superior=scope.ancestors[-1].name if scope.ancestors else "",
                issuer=scope.unit.name,
                number=wishes.number,
                signer_title=wishes.signer_title,
                signer=wishes.signer,
                recipients=wishes.recipients,
            ),
            language=wishes.language,
        )


def _blocks(found: Material, wishes: ReportWishes, pictures: Mapping[str, bytes]) -> tuple[Block, ...]:
    blocks = []
    seen: Counter[BlockKind] = Counter()
    for wish in wishes.blocks:
        block = None if wish.hidden else _block(found, wishes, wish, pictures)
        if block is None:
            continue
        seen[wish.kind] += 1
        number = seen[wish.kind]
        key = wish.kind.value if number == 1 else f"{wish.kind.value}-{number}"
        blocks.append(replace(block, key=key, title=wish.title or block.title))
    return tuple(blocks)


def _block(
    found: Material, wishes: ReportWishes, wish: BlockWish, pictures: Mapping[str, bytes]
) -> Block | None:
    if wish.kind is BlockKind.PICTURE:
        return _picture(wish, pictures)
    if wish.kind is BlockKind.TEXT:
        return campaign_outlook.own_words(wish.kind, wish.title, wish.lines)
    block = COMPOSERS[wish.kind](found, wishes)
    if wish.lines and block is not None:  # own words instead of the usual ones
        return replace(block, parts=(Paragraphs(wish.lines, listed=True),), sentences=wish.lines)
    return block


def _picture(wish: BlockWish, pictures: Mapping[str, bytes]) -> Block:
    data = pictures.get(wish.picture)
    if not data:
        gone = Paragraphs((t("reports.picture_gone", name=wish.picture),))
        return Block(wish.kind.value, wish.kind, wish.title, (gone,))
    return Block(wish.kind.value, wish.kind, wish.title, (Picture(data, wish.title or wish.picture),))
