"""Role: a row of the bench, the table that is printed, and the JSON that is kept."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One ratio. ``promise`` None: for information. ``measured``: the medians behind it by name."""

    part: str
    what: str
    ratio: float
    promise: float | None = None
    note: str = ""
    measured: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether the promise holds; a dash where nothing was promised."""
        if self.promise is None:
            return "–"
        return "ok" if self.ratio <= self.promise else "NOT"


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Part | What | Ratio | Promise | Held | Medians |", "|---|---|--:|--:|---|---|"]
    for row in rows:
        promise = "" if row.promise is None else f"≤ {row.promise:g}"
        notes = [*(f"{name} {_short(value)}" for name, value in row.measured.items())]
        behind = "; ".join([*notes, row.note] if row.note else notes)
        lines.append(f"| {row.part} | {row.what} | {row.ratio:.2f} | {promise} | {row.verdict} | {behind} |")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def keep(rows: Sequence[Row], path: Path, **about: Any) -> None:
    """Write the rows and what they were measured on; an older file is replaced."""
    machine = {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
    }
    kept = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine,
        **about,
        "rows": [asdict(row) | {"verdict": row.verdict} for row in rows],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
