"""Role: the errors a person may meet, each with a finished sentence from the catalogue and an exit code."""

from typing import Any, ClassVar

from dashboard.i18n import t


class SangkienError(Exception):
    """Something a person must be told; ``str(error)`` is the sentence, in the language spoken when raised.

    ``code``: the catalogue key, stable for scripts; ``exit_code``: what the command line ends with.
    Never put a secret or the text of a foreign exception into the values.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = values
        self.message = t(code, **values)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors travel from the reading child process; the sentence is kept as it was composed.
        return _revive, (type(self), self.code, self.message, self.values)


class RefusedError(SangkienError):
    """Refused, or nothing to do, for a stated reason."""

    exit_code = 1


class UsageError(SangkienError):
    """The command or a setting is wrong."""

    exit_code = 2


class InvalidInputError(SangkienError):
    """A file or a value cannot be read or is not acceptable."""

    exit_code = 3


class DatabaseUnavailableError(SangkienError):
    """The database does not answer, or is not one of ours."""

    exit_code = 4


def _revive(kind: type[SangkienError], code: str, message: str, values: dict[str, object]) -> SangkienError:
    error = kind.__new__(kind, message)
    error.code, error.message, error.values, error.args = code, message, values, (message,)
    return error
