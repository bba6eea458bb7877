"""Role: a page is a table of contents; nothing on a screen lets data be taken for markup."""

import ast

import pytest

from tests.architecture.sources import product_modules, text_of, tree_of

LONGEST_PAGE = 60
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
PAGES = [name for name in product_modules() if name.startswith("pages/")]


def page_problems(text: str) -> list[str]:
    """Why a page is more than a table of contents; empty if it is one."""
    problems = []
    if len(text.splitlines()) > LONGEST_PAGE:
        problems.append(f"longer than {LONGEST_PAGE} lines")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Try | ast.TryStar):
            problems.append(f"line {node.lineno}: try belongs to the one error boundary")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
            problems.append(f"line {node.lineno}: arithmetic belongs to the domain or a view model")
    return problems


def test_a_page_is_a_table_of_contents() -> None:
    problems = [f"{name}: {problem}" for name in PAGES for problem in page_problems(text_of(name))]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "share = done / target\n",
        "total += 1\n",
        "try:\n    x()\nexcept E:\n    pass\n",
        "x()\n" * (LONGEST_PAGE + 1),
    ],
)
def test_a_page_that_works_is_noticed(text: str) -> None:
    assert page_problems(text)


def test_a_page_may_write_a_union_type() -> None:
    assert page_problems("def show(unit: int | None) -> None: ...\n") == []


def markup_problems(tree: ast.Module) -> list[str]:
    """Calls that would put something computed on a page as markup."""
    fixed = {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }

    def is_fixed(node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in fixed)

    problems = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or all(map(is_fixed, node.args)):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        unsafe = any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords)
        if unsafe or (called == "html" and isinstance(node.func, ast.Attribute) and _is_streamlit(node.func)):
            problems.append(f"line {node.lineno}: {ast.unparse(node)[:80]}")
    return problems


def _is_streamlit(function: ast.Attribute) -> bool:
    return isinstance(function.value, ast.Name) and function.value.id in {"st", "streamlit", "components"}


MARKUP_OF_OUR_OWN: dict[str, str] = {
    "dashboard/ui/html.py": "the one place that composes markup: it escapes every text it is given",
}
"""File → why the markup it computes can hold no data (for example a style sheet made from colours)."""


def test_no_data_becomes_markup() -> None:
    watched = [name for name in product_modules() if name not in MARKUP_OF_OUR_OWN]
    problems = [f"{name}: {problem}" for name in watched for problem in markup_problems(tree_of(name))]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown(f'<b>{title}</b>', unsafe_allow_html=True)",
        "st.html(row.title)",
        "page.markdown(text, unsafe_allow_html=unsafe)",
    ],
)
def test_data_as_markup_is_noticed(text: str) -> None:
    assert markup_problems(ast.parse(text))


def test_constant_markup_is_allowed() -> None:
    assert markup_problems(ast.parse("STYLE = '<style></style>'\nst.html(STYLE)")) == []
