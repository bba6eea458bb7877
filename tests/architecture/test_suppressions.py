"""Role: a suppressed check carries its rule and its reason."""

from tests.architecture.sources import product_modules, text_of
from tests.architecture.suppressions import unexplained


def test_every_suppression_says_why() -> None:
    found = [f"{name}:{line}" for name in product_modules() for line in unexplained(text_of(name))]
    assert not found, "\n".join(found)


def test_a_suppression_without_rule_or_reason_is_noticed() -> None:
    assert unexplained("x = 1  # no" + "qa\n") == [1]
    assert unexplained("x = 1  # type: ig" + "nore[misc]\n") == [1]
    assert unexplained("x = 1  # no" + "qa: E501 – a table reads better whole\n") == []
    assert unexplained("# the library has no types\nx = 1  # type: ig" + "nore[misc]\n") == []
