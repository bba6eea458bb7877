"""Role: an error carries one finished sentence and its exit code, also between processes."""

import pickle

import pytest

from dashboard.errors import (
    DatabaseUnavailableError,
    InvalidInputError,
    RefusedError,
    SangkienError,
    UsageError,
)
from dashboard.i18n import use_language


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [(RefusedError, 1), (UsageError, 2), (InvalidInputError, 3), (DatabaseUnavailableError, 4)],
)
def test_each_kind_ends_the_command_with_its_code(kind: type[SangkienError], exit_code: int) -> None:
    assert kind("errors.database_newer").exit_code == exit_code


def test_the_sentence_is_finished_and_in_the_language_spoken() -> None:
    assert "mã tra cứu A1" in str(RefusedError("errors.unexpected", reference="A1"))
    with use_language("en"):
        assert "reference A1" in RefusedError("errors.unexpected", reference="A1").message


def test_an_error_survives_the_way_between_processes() -> None:
    with use_language("en"):
        error = InvalidInputError("errors.unexpected", reference="A1")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.code, str(copy), copy.values) == (
        InvalidInputError, "errors.unexpected", error.message, {"reference": "A1"},
    )  # fmt: skip
