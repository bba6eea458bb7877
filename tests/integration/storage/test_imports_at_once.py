"""Role: imports at the same time never mix: the outcome is that of some order, and none is lost."""

from concurrent.futures import ThreadPoolExecutor

from data_access.database import Database, open_database
from data_access.queries import cells, history
from data_access.selection import Selection
from data_access.verification import check, logical_digest
from data_access.viewer import LOCAL_VIEWER
from tests.integration.storage import campaign


def test_two_imports_of_the_same_rows_come_one_after_the_other(db: Database) -> None:
    others = [open_database(db.url) for _ in range(3)]

    def run(seed: int) -> int:
        return campaign.import_rows(others[seed], campaign.make_rows(range(60), seed=seed))

    with db.connect() as conn:
        before = logical_digest(conn)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(run, range(3)))
    assert check(db) == []
    with db.connect() as conn:
        assert cells.totals(LOCAL_VIEWER, conn, Selection(campaign.PROGRAMME, 1))["n"] == 60
        imports = history.imports(LOCAL_VIEWER, conn).sort_values("version_after", ascending=False)
    for batch in [batch for batch in imports["batch_id"].tolist() if batch in done]:
        campaign.undo(db, batch)
    with db.connect() as conn:
        assert logical_digest(conn) == before
    for other in others:
        other.dispose()
