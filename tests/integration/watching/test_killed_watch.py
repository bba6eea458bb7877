"""Role: a watch killed before any of its steps loses no file and imports none twice."""

import os
from pathlib import Path

import pytest

from dashboard.actions import imports
from dashboard.sample import SampleFiles
from data_access.database import Database
from tests import forked
from tests.integration.watching.conftest import lying_in, put

TIMEOUT_S = 120


def _run(db: Database, inbox: Path, fatal: int) -> forked.Ended:
    module = "tests.integration.watching.watch_until_killed"
    return forked.run_module(module, [db.url, str(inbox), str(fatal)], os.environ, TIMEOUT_S)


def _begin_again(db: Database, inbox: Path) -> None:
    for batch in imports.list_imports(db):
        if batch.can_undo:
            imports.undo_import(db, batch.batch_id, "người thử")
    for name in ("done", "failed"):
        for path in (inbox / name).iterdir():
            path.unlink()


@pytest.mark.slow
def test_killed_before_any_step_it_ends_as_if_never_killed(
    store: Database, inbox: Path, workbooks: SampleFiles
) -> None:
    put(workbooks.in_import_order[0], inbox)
    whole = _run(store, inbox, 0)
    assert whole.code == 0, whole.err.decode()
    steps = int(whole.out)
    assert steps >= 9  # taking, writing, reports, putting away
    for fatal in range(1, steps + 1):
        _begin_again(store, inbox)
        content = put(workbooks.in_import_order[0], inbox).read_bytes()
        assert _run(store, inbox, fatal).code == 9, fatal
        assert _run(store, inbox, 0).code == 0

        standing = [batch for batch in imports.list_imports(store) if batch.can_undo]
        assert len(standing) == 1, fatal
        files = sorted((inbox / "done").iterdir())
        assert len(files) == 3, (fatal, files)
        assert [path.suffix for path in files] == [".xlsx", ".json", ".txt"]
        assert files[0].read_bytes() == content
        assert not list((inbox / "failed").iterdir())
        assert not list((inbox / "working").iterdir())
        assert lying_in(inbox) == []
