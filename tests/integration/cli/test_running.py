"""Role: how these tests run the command is how a user runs it."""

from pathlib import Path

import pytest

from tests.integration.cli.running import sangkien, started_sangkien

COMMANDS = {
    "that works": ("figures", "--json"),
    "that is refused": ("import", "không có.xlsx"),
    "that does not exist": ("nonsense",),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_forked_command_ends_and_says_as_one_started_by_itself(
    words: tuple[str, ...], campaign_file: Path
) -> None:
    ways = [run(*words, db=f"sqlite:///{campaign_file.as_posix()}") for run in (sangkien, started_sangkien)]
    assert ways[0] == ways[1]
    assert any(ways[0])


def test_nothing_of_one_command_is_left_for_the_next(tmp_path: Path) -> None:
    made = sangkien("sample", tmp_path, "--rows", "20", SANGKIEN_LANGUAGE="en", HOME=str(tmp_path))
    assert made.code == 0, made.err
    again = sangkien("sample", tmp_path, "--rows", "20")
    assert again == started_sangkien("sample", tmp_path, "--rows", "20")
