"""Role: the guards of layers and docstrings catch a breach (controls of import-linter and ruff)."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, text_of

LINTER = Path(sys.executable).with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and output of import-linter on a folder with our contracts."""
    done = subprocess.run(
        [LINTER, "--no-cache"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        # The editable install would otherwise bring the real packages along.
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """Empty modules in every place that the contracts name."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    inside = next(contract for contract in contracts if contract.get("exhaustive"))["layers"]
    names = {part.strip(" ()") for layer in inside for part in layer.replace("|", ":").split(":")}
    for package in ("pages", "data_access", *(f"dashboard/{name}" for name in names - {"__main__"})):
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    for module in ("dashboard/__init__", "dashboard/__main__"):
        (tmp_path / f"{module}.py").touch()
    for module in ("tables", "database"):
        (tmp_path / "data_access" / f"{module}.py").touch()
    return tmp_path


def test_a_house_in_order_passes(small_house: Path) -> None:
    (small_house / "dashboard/ui/frame.py").write_text("import streamlit\nfrom dashboard import cache\n")
    code, output = lint(small_house)
    assert code == 0, output


@pytest.mark.parametrize(
    ("module", "breach"),
    [
        ("data_access/x.py", "import dashboard.domain"),
        ("dashboard/domain/x.py", "import dashboard.charts"),
        ("dashboard/viewmodels/x.py", "import dashboard.actions"),
        ("dashboard/domain/x.py", "import sqlalchemy"),
        ("dashboard/importing/x.py", "import data_access.database"),
        ("dashboard/viewmodels/x.py", "import streamlit"),
        ("data_access/x.py", "import streamlit"),
        ("pages/x.py", "import plotly.express"),
        ("pages/x.py", "import data_access.tables"),
        ("dashboard/newcomer.py", ""),
    ],
)
def test_a_breach_of_the_layers_is_noticed(small_house: Path, module: str, breach: str) -> None:
    (small_house / module).write_text(breach + "\n")
    code, output = lint(small_house)
    assert code == 1
    assert "BROKEN" in output, output


@pytest.mark.parametrize(
    ("sample", "rule"),
    [
        ('"""Role: x."""\n\n\ndef shown(): ...\n', "D103"),
        ('"""Role: x."""\nfrom datetime import datetime\n\nNOW = datetime.now()\n', "DTZ005"),
        ('"""Role: x."""\n\ntry:\n    X = 1\nexcept Exception:\n    X = 2\n', "BLE001"),
    ],
)
def test_ruff_notices(sample: str, rule: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "dashboard/sample_of_a_breach.py", "-"],
        cwd=ROOT,
        input=sample,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert rule in done.stdout
