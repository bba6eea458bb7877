"""Role: an import whose rows come from a table or view of another database; its refusals as sentences."""

from dashboard.actions.imports import PreparedImport, prepare_import
from dashboard.errors import DatabaseUnavailableError, InvalidInputError, SangkienError, UsageError
from data_access.database import Database
from data_access.external import ExternalError, ExternalTable
from data_access.progress import Progress
from data_access.vocabulary import ImportKind

_MEANING: dict[str, type[SangkienError]] = {
    "source_url": UsageError,
    "source_driver": UsageError,
    "source_table": InvalidInputError,
    "source_unreadable": InvalidInputError,
    "source_away": DatabaseUnavailableError,
}


def prepare_from_table(
    db: Database,
    url: str,
    table: str,
    *,
    kind: ImportKind | None = None,
    programme: str | None = None,
    full: bool | None = None,
    user: str,
    progress: Progress | None = None,
) -> PreparedImport:
    """As ``prepare_import``, of the rows of ``table`` (``name`` or ``schema.name``) at a SQLAlchemy ``url``.

    Nothing is written there. Raises ``UsageError`` (address, missing driver), ``InvalidInputError`` (no such
    table, unreadable) and ``DatabaseUnavailableError``; their sentences hold neither user nor password.
    """
    try:
        return prepare_import(
            db,
            [],
            kind=kind,
            programme=programme,
            full=full,
            user=user,
            progress=progress,
            source=ExternalTable(url, table),
        )
    except ExternalError as error:
        raise _MEANING[error.code](f"source.{error.code}", **error.details) from error
