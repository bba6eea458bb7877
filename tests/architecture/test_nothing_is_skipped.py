"""Role: a skipped test fails the run, whoever skips it and when."""

import pytest

PLUGIN = "from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport\n"


def test_a_skipped_test_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile("import pytest\n\ndef test_x():\n    pytest.skip('no browser here')\n")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no browser here*"])


def test_a_skipped_file_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile("import pytest\n\npytest.importorskip('no_such_library')\n")
    assert pytester.runpytest().ret != pytest.ExitCode.OK


def test_an_expected_failure_stays_one(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile("import pytest\n\n@pytest.mark.xfail\ndef test_x():\n    assert False\n")
    pytester.runpytest().assert_outcomes(xfailed=1)
