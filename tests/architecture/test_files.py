"""Role: every file says its role, has a telling name, and carries no trace of one machine."""

import re
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture.sources import PRODUCT, product_modules, project_files, text_of

ROLE_FORMS = {
    ".py": ('"""Role: ', 'r"""Role: '),
    ".toml": ("# Role: ",),
    ".yaml": ("# Role: ",),
    ".yml": ("# Role: ",),
    ".ini": ("# Role: ",),
    ".in": ("# Role: ",),
    ".sh": ("#!", "# Role: "),
    ".md": ("<!-- Role: ",),
    ".html": ("<!-- Role: ",),
    ".svg": ("<!-- Role: ",),
    ".css": ("/* Role: ",),
    ".typ": ("// Role: ",),
    ".js": ("// Role: ", "/* Role: "),
    ".mako": ('"""Role: ', "## Role: "),
    ".sql": ("-- Role: ",),
    "Makefile": ("# Role: ",),
    "Dockerfile": ("# Role: ",),
    ".gitignore": ("# Role: ",),
    ".gitattributes": ("# Role: ",),
    ".ci/run": ("#!",),
}
NO_ROLE = {
    ".lock",
    ".png",
    ".jpg",
    ".ico",
    ".woff2",
    ".woff",
    ".ttf",
    ".csv",
    ".txt",
    ".json",
    ".xlsx",
    ".xls",
}
"""Data and binary files have no place for a comment."""
LICENCES = {"LICENSE", "OFL.txt"}
"""A licence is quoted whole."""

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

MACHINE_TRACES = re.compile(
    "|".join(
        [
            r"(?<![\w.-])/(?:" + "work|root" + r")/[\w.]",
            r"(?<![\w.-])/" + r"home/\w",
            r"[A-Z]:\\" + r"Users\\\w",
            "files" + r"\.pythonhosted\.org",
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs\.org",
            r"deb\." + r"debian\.org",
            r"--(?:extra-)?" + r"index-url\s+\S",
            r"--find-" + r"links\s+\S",
        ]
    )
)


def traces(text: str) -> Iterator[re.Match[str]]:
    """Every trace of a machine in a text."""
    return MACHINE_TRACES.finditer(text)


def role_problem(name: str, text: str) -> str | None:
    """What is wrong with a file's first lines, or None."""
    path = PurePosixPath(name)
    if path.name in LICENCES or path.suffix in NO_ROLE:
        return None
    forms = ROLE_FORMS.get(name) or ROLE_FORMS.get(path.name) or ROLE_FORMS.get(path.suffix)
    if forms is None:
        return f"{name}: this kind of file is not in the list of the test"
    first, second = [*text.splitlines(), "", ""][:2]
    if first.startswith("#!"):
        return None if second.startswith("# Role: ") else f"{name}: no role after the interpreter line"
    return None if first.startswith(forms) else f"{name}: the first line does not say its role"


def test_the_first_line_says_the_role() -> None:
    problems = [problem for name in project_files() if (problem := role_problem(name, text_of(name)))]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dashboard/x.py", "import os\n"),
        ("dashboard/x.py", '"""Reads things."""\n'),
        ("x.toml", "[a]\n"),
        (".ci/run", "#!/bin/sh\nset -e\n"),
        ("x.unheard", "# Role: none\n"),
    ],
)
def test_a_file_without_role_is_noticed(name: str, text: str) -> None:
    assert role_problem(name, text) is not None


def name_problem(name: str) -> str | None:
    """What is wrong with a module's name, or None."""
    path = PurePosixPath(name)
    # An __init__ is known by its folder's name.
    stem = path.parent.name if path.name == "__init__.py" else path.stem
    if {stem, *path.parent.parts} & EMPTY_NAMES:
        return f"{name}: a name that says nothing"
    inside = path.parts[0] == "dashboard" and len(path.parts) == 2
    if inside and stem in sys.stdlib_module_names and not stem.startswith("__"):
        return f"{name}: Streamlit puts dashboard/ on the path, where this hides Python's own {stem}"
    return None


def test_a_module_has_a_telling_name() -> None:
    problems = [problem for name in product_modules() if (problem := name_problem(name))]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "name",
    ["dashboard/utils.py", "data_access/common/x.py", "pages/helpers/__init__.py", "dashboard/calendar.py"],
)
def test_an_empty_or_hiding_name_is_noticed(name: str) -> None:
    assert name_problem(name) is not None


def test_no_file_knows_one_machine_or_registry() -> None:
    found = [f"{name}: {trace.group()}" for name in project_files() for trace in traces(text_of(name))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("trace", ["/" + "work/x", "/" + "home/an", "https://pypi" + ".org/simple/click"])
def test_a_trace_of_a_machine_is_noticed(trace: str) -> None:
    assert list(traces(f"see {trace}"))


def test_the_product_has_its_three_packages() -> None:
    # A control of the lists above: an empty list would let everything pass.
    assert {name.split("/")[0] for name in product_modules()} == set(PRODUCT)
