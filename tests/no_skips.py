"""Role: a skipped test is a failed test: nothing is left out silently, on no machine."""

from collections.abc import Generator

import pytest

REASON = "skipped, and nothing may be: bring what the test needs, or delete the test"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns a skip (not an expected failure) into a failure that keeps the skip's own reason."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.longrepr = f"{REASON}\n{report.longrepr}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that leaves itself out while being collected."""
    report = yield
    if report.skipped:
        report.longrepr = f"{REASON}\n{report.longrepr}"
        report.outcome = "failed"
    return report
