"""Role: the dashboard's server on constant views: what a page costs when its figures cost nothing.

The views of both measures are built once, from the same database, before it serves. What remains is
Streamlit, our drawing code, and the browser.
"""

import argparse
import os
from collections.abc import Callable

from dashboard import cache, server
from dashboard.viewmodels import choices, overview
from dashboard.viewmodels.state import FilterState
from data_access.database import open_database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import Measure


def main() -> None:
    """Serve Tổng quan on constants until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--db", required=True)
    given = parser.parse_args()
    db = open_database(given.db)
    views: dict[object, object] = {
        (overview.build, FilterState(measure=measure)): overview.build(
            LOCAL_VIEWER, db, FilterState(measure=measure)
        )
        for measure in Measure
    }

    def view(build: Callable[..., object], state: FilterState, *options: object) -> object:
        """Computed when first asked for, which the warming round does; constant from then on."""
        key = (build, state, *options)
        if key not in views:
            views[key] = build(LOCAL_VIEWER, db, state, *options)
        return views[key]

    offered = choices.build(LOCAL_VIEWER, db, FilterState())
    with db.connect() as connection:
        version = db.version(connection)
    constants: dict[str, object] = {
        "choices_for": lambda state: offered,
        "view": view,
        "data_version": lambda: version,
        "recent_version": lambda: version.version,
    }
    for name, constant in constants.items():
        setattr(cache, name, constant)
    os.environ["SANGKIEN_DATABASE_URL"] = given.db
    server.serve(db, "127.0.0.1", given.port, max_upload_mb=1, open_browser=False)


if __name__ == "__main__":
    main()
