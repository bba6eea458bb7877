"""Role: how far an import is, in words: one line for the screen and for the terminal."""

from dashboard.i18n import numbers, t
from data_access.progress import Stage, Step

MEGABYTE = 10**6
"""As file managers count."""


def say(step: Step) -> str:
    """What is being done, how much of it is done, and since when."""
    return f"{_doing(step)}, {seconds(step)}"


def seconds(step: Step) -> str:
    """How long the work has taken so far."""
    return t("upload.job.seconds", n=numbers.integer(int(step.seconds)))


def _doing(step: Step) -> str:
    match step.stage:
        case Stage.HASHING | Stage.CHECKING:
            return t("upload.job.checking", size=_size(step.total or 0))
        case Stage.READING:
            return t("upload.job.parsing", size=_size(step.total or 0))
        case Stage.COMPARING:
            return t("upload.job.rows_ending", rows=numbers.integer(step.done))
        case Stage.WRITING if step.total and step.done >= step.total:
            return t("upload.job.written_ending", rows=numbers.integer(step.done))
    doing, rows = "written" if step.stage is Stage.WRITING else "rows", numbers.integer(step.done)
    if not step.total or step.done > step.total:  # about so many were expected, and there are more
        return t(f"upload.job.{doing}", rows=rows)
    return t(f"upload.job.{doing}_of", rows=rows, expected=numbers.integer(step.total))


def _size(size: int) -> str:
    if size < MEGABYTE:
        return t("upload.job.kilobytes", n=numbers.integer(max(1, size // 1000)))
    return t("upload.job.megabytes", n=numbers.integer(size // MEGABYTE))
