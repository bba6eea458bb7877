"""Role: which programme an import belongs to: the one named, or the only one."""

from sqlalchemy import Connection

from dashboard.actions import present
from dashboard.importing.cells.text import word_key
from dashboard.importing.issues import IssueCode, IssueLog, Severity


def find_programme(conn: Connection, text: str) -> int | None:
    """The programme of a code or a name."""
    key = word_key(text)
    for row in present.programmes(conn):
        if key in (word_key(row["code"]), word_key(row["name"])):
            return int(row["programme_id"])
    return None


def choose_programme(conn: Connection, named: str | None, log: IssueLog) -> int | None:
    """The programme's id; None when it cannot be settled (the reason is logged as an error of the file)."""
    known = present.programmes(conn)
    if named:
        found = find_programme(conn, named)
        if found is None:
            log.add(IssueCode.PROGRAMME_UNKNOWN, Severity.ERROR, value=named)
        return found
    if len(known) == 1:
        return int(known[0]["programme_id"])
    if known:
        codes = ", ".join(row["code"] for row in known)
        log.add(IssueCode.PROGRAMME_UNCLEAR, Severity.ERROR, codes=codes)
    else:
        log.add(IssueCode.NO_PROGRAMME_YET, Severity.ERROR)
    return None
