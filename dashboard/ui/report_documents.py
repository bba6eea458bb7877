"""Role: the document that this session's filters and wishes make, from views that the screens share."""

from datetime import datetime

from dashboard import cache
from dashboard.i18n import current_language, use_language
from dashboard.reports import campaign, material
from dashboard.reports.blocks import Document
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import address, frame, report_wishes
from data_access.database import Database
from data_access.vocabulary import ZONE


def found() -> Material:
    """All views of the state that the filter bar holds, in the wished language; draws the frame."""
    wished = report_wishes.current()
    shown = frame.view(material.build, wished.rules)
    frame.unknown_codes(shown.overview.scope)
    if wished.language == current_language():
        return shown
    with use_language(wished.language):
        return cache.view(material.build, address.current(), wished.rules)


def compose(of: Material, wished: ReportWishes) -> Document:
    """The document of now."""
    return composed_by(cache.viewer().name, cache.stored_database(), of, wished)


def composed_by(name: str, stored: Database, of: Material, wished: ReportWishes) -> Document:
    """The document of now, made by somebody; ``stored`` keeps the pictures. Needs nothing of the session."""
    return campaign.compose(
        of,
        wished,
        made_by=name,
        now=datetime.now(ZONE),
        pictures=campaign.kept_pictures(stored, wished),
    )
