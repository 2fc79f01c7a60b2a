"""README.md and README.zh-CN.md show the same commands, and the commands exist."""

from __future__ import annotations

import re

import pytest

from docs.screenshots import LARGEST, PICTURES, TONGUES, picture_file
from newsarchive.cli import main
from tests.documents.markdown import ROOT, fences

NAMES = ("README.md", "README.zh-CN.md")
# The first cell of the table of commands: `crawl NAME…`, `crawl --all`.
ROW = re.compile(r"^\| (`[a-z].*?) \|", re.MULTILINE)


def commands(name: str) -> list[str]:
    """Return the commands of the table, in order."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [command for cell in ROW.findall(text) for command in re.findall(r"`([^`]+)`", cell)]


def blocks(name: str) -> list[list[str]]:
    """Return the lines of the fenced blocks, without the comments behind them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [[line.partition("  #")[0].rstrip() for line in one.text.splitlines()] for one in fences(text)]


def test_both_show_the_same() -> None:
    english, chinese = NAMES
    assert len(commands(english)) > 15
    assert commands(english) == commands(chinese)
    assert blocks(english) == blocks(chinese)


@pytest.mark.parametrize("command", commands("README.md"))
def test_the_command_exists(command: str) -> None:
    assert command.split(maxsplit=1)[0] in main.commands


def test_each_shows_the_pictures_of_its_language() -> None:
    """`make screenshots` takes them anew."""
    for name, tongue in zip(NAMES, TONGUES, strict=True):
        shown = re.findall(r"^!\[.{15,}\]\((\S+)\)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert [ROOT / one for one in shown] == [picture_file(one.name, tongue) for one in PICTURES]
        for one in shown:
            assert (ROOT / one).read_bytes().startswith(b"\x89PNG")
            assert (ROOT / one).stat().st_size <= LARGEST
