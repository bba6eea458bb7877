"""Role: sets pages with our typefaces, without a browser; data are data and never read as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

import typst

from dashboard.reports.drawing.style import FONTS

TEMPLATES = Path(__file__).with_name("typst")


def pages(
    template: str,
    content: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
    *,
    form: Literal["pdf", "png"] = "pdf",
    ppi: float = 144.0,
) -> list[bytes]:
    """``typst/<template>.typ`` filled with ``content``: one PDF, or one PNG a page.

    ``files`` are pictures by the names that the content uses for them.
    """
    sources: dict[str, bytes] = {"main": (TEMPLATES / f"{template}.typ").read_bytes(), **(files or {})}
    made: Any = typst.compile(
        cast(Any, sources),  # the library's types forget that it takes several files
        format=form,
        ppi=ppi,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    return made if isinstance(made, list) else [made]
