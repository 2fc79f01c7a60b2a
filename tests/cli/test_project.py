"""Settings of a project: what is no number is told, and names that do nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsarchive.cli.project import NUMBER_SETTINGS, OTHER_SETTINGS
from tests.cli.inside import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A project as docs/how-to/change-a-setting.md has it, its own settings in `night.py`."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "scrapy.cfg").write_text("[settings]\nnight = night_of_test\n", encoding="utf-8")
    return tmp_path


def checked(night: Path, line: str, **variables: str) -> tuple[int, str]:
    lines = f"from settings.test import *\n{line}\n"
    name = f"night_{abs(hash(line))}"
    (night / f"{name}.py").write_text(lines, encoding="utf-8")
    (night / "scrapy.cfg").write_text(f"[settings]\nnight = {name}\n", encoding="utf-8")
    given = {
        "SCRAPY_PROJECT": "night",
        "NEWSARCHIVE_SOURCES": str(night / "sources"),
    }
    code, _, err = run("sources", "check", cwd=night, variables=given | variables)
    return code, err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'NEWSARCHIVE_PATIENCE = "lots"',
            "NEWSARCHIVE_PATIENCE = 'lots' of the project 'night' is not a number",
        ),
        ("NEWSARCHIVE_RENDER_PAGES = 2.5", "is not a whole number"),
        ("NEWSARCHIVE_BACKOFF = None", "is not a number of 0 or more"),
        (
            "DOWNLOAD_TIMEOUT = -3",
            "DOWNLOAD_TIMEOUT = -3 of the project 'night' is not a number of 0 or more",
        ),
        ("RETRY_TIMES = 'twice'", "is not a whole number"),
    ],
)
def test_a_value_that_is_no_number_is_2(night: Path, line: str, said: str) -> None:
    code, err = checked(night, line)
    assert (code, "Traceback" in err) == (2, False), err
    assert said in err


@pytest.mark.parametrize(
    "line",
    ["DOWNLOAD_TIMEOUT = 2.5", "RETRY_PRIORITY_ADJUST = -3", "NEWSARCHIVE_PATIENCE = '900'", "OWN = 'x'"],
)
def test_what_scrapy_can_read_is_taken(night: Path, line: str) -> None:
    code, err = checked(night, line, NEWSARCHIVE_OWN_WORD="1")
    assert (code, "NEWSARCHIVE_" in err) == (0, False), err


def test_names_that_do_nothing_are_told(night: Path) -> None:
    code, err = checked(
        night, "NEWSARCHIVE_ARCHIVE_PATENCE = 5", NEWSARCHIVE_BACKOFF="5", NEWSARCHIVE_WORKER="2"
    )
    assert code == 0
    assert (
        "NEWSARCHIVE_ARCHIVE_PATENCE is no setting and does nothing. Is NEWSARCHIVE_ARCHIVE_PATIENCE meant?"
        in err
    )
    assert "NEWSARCHIVE_BACKOFF is a setting of the project" in err
    assert "NEWSARCHIVE_WORKER in the environment does nothing. Is NEWSARCHIVE_WORKERS meant?" in err


def test_every_setting_is_known() -> None:
    named = re.findall(r"^NEWSARCHIVE_\w+", (ROOT / "settings" / "base.py").read_text(), re.MULTILINE)
    unknown = set(named) ^ (NUMBER_SETTINGS | OTHER_SETTINGS)
    assert not unknown, (
        f"NUMBER_SETTINGS and OTHER_SETTINGS of cli/project.py name what base.py sets: {unknown}"
    )
