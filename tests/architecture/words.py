"""Role: finds which catalogue keys the code uses, and words that hide in code instead of a catalogue."""

import ast
import re
from collections.abc import Iterable, Iterator
from string import Formatter

VIETNAMESE_LETTER = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_SENTENCE = re.compile(r"[.!?…]\s|[.!?…]$|\{\w*\}")
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


def placeholders(words: str) -> set[str]:
    """Names that a catalogue entry wants filled in."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


class UsedKeys:
    """Keys and beginnings of keys (``t(f"issues.{code}")``) that code mentions.

    ``asked``: literal first arguments of ``t``; ``mentioned``: any string that could be a key handed to
    ``t`` later; ``heads``: fixed beginnings of composed strings, from the area and its dot on.
    """

    def __init__(self, trees: Iterable[ast.Module]) -> None:
        self.asked: set[str] = set()
        self.mentioned: set[str] = set()
        self.heads: set[str] = set()
        self.given: list[tuple[str, set[str]]] = []
        for tree in trees:
            for node in ast.walk(tree):
                self._take(node)

    def covers(self, key: str) -> bool:
        """Whether some code can show this entry."""
        return key in self.mentioned or any(key.startswith(head) for head in self.heads)

    def _take(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
            self.mentioned.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            self._take_composed(node)
        elif isinstance(node, ast.Call) and _is_t(node.func) and node.args:
            self._take_call(node)

    def _take_composed(self, node: ast.JoinedStr) -> None:
        first = node.values[0] if node.values else None
        if isinstance(first, ast.Constant) and re.match(r"[a-z_]+\.", str(first.value)):
            self.heads.add(str(first.value))

    def _take_call(self, node: ast.Call) -> None:
        names = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
        complete = all(keyword.arg is not None for keyword in node.keywords)  # no **values
        for key in _literals(node.args[0]):
            self.asked.add(key)
            if complete:
                self.given.append((key, names))


def _is_t(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "t") or (
        isinstance(function, ast.Attribute) and function.attr == "t"
    )


def _literals(node: ast.expr) -> Iterator[str]:
    """Strings an argument can be: a literal, or either side of ``a if b else c``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def vietnamese_literals(tree: ast.Module, *, sentences_only: bool = False) -> list[str]:
    """Vietnamese strings in code, docstrings aside: "line: text".

    ``sentences_only``: where alias lists are at home, a list of names is right and a sentence is not.
    """
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in said:
            continue
        if not VIETNAMESE_LETTER.search(node.value):
            continue
        if sentences_only and not (_SENTENCE.search(node.value) and " " in node.value.strip()):
            continue
        found.append(f"{node.lineno}: {node.value[:60]}")
    return found
