"""Role: what the README says is true: settings, commands, folders, pictures."""

import re
from pathlib import Path

import pytest

from dashboard.cli.commands import sangkien
from dashboard.settings import settings_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_one_the_program_reads() -> None:
    assert settings_table() in README


def test_every_command_it_shows_exists() -> None:
    shown = set(re.findall(r"^sangkien ([a-z]+)", README, flags=re.MULTILINE))
    assert shown
    assert shown <= set(sangkien.commands)


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))
def test_every_file_it_links_to_is_there(target: str) -> None:
    assert (ROOT / target).is_file()


def test_every_folder_of_the_map_is_there() -> None:
    lines = README.split("## Map", 1)[1].split("```")[1].splitlines()
    parent = ROOT
    named = 0
    for line in lines:
        match = re.match(r"( *)([a-z_0-9]+)/ ", line)
        if match:
            folder = (parent if match[1] else ROOT) / match[2]
            parent = parent if match[1] else folder
            assert folder.is_dir(), line
            named += 1
    assert named > 10
