"""A Chromium is found where it is, and what to install is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.browser import chromium as finding
from newsarchive.environment import chromium
from newsarchive.errors import ConfigurationError, MissingExtraError


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    return tmp_path


def program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return str(path)


def test_named_on_path_in_the_cache(nowhere: Path) -> None:
    assert finding.find_chromium() is None
    assert finding.find_chromium("/opt/mine") == "/opt/mine"
    program(nowhere / "chromium-999" / "chrome-linux" / "chrome")
    newest = program(nowhere / "chromium-1200" / "chrome-linux64" / "chrome")
    assert finding.find_chromium() == newest
    program(
        nowhere / "chromium_headless_shell-99" / "chrome-headless-shell-linux64" / "chrome-headless-shell"
    )
    light = program(
        nowhere / "chromium_headless_shell-1200" / "chrome-headless-shell-linux64" / "chrome-headless-shell"
    )
    assert finding.find_chromium() == light
    on_path = program(nowhere / "google-chrome")
    assert finding.find_chromium() == on_path
    without_windows = program(nowhere / "chromium-headless-shell")
    assert finding.find_chromium() == without_windows


def test_what_is_missing_is_said(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"Source x declares .* no Chromium was found") as caught:
        finding.demand_chromium("x")
    assert "apt-get install chromium" in caught.value.hint
    monkeypatch.setattr(finding, "_PACKAGE", "not_installed_at_all")
    with pytest.raises(MissingExtraError, match="extra 'browser'"):
        finding.demand_chromium("x", "/opt/mine")
    assert finding.usable_chromium("/opt/mine") is None  # `auto` goes without


def test_a_name_that_is_no_program_is_a_mistake(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSARCHIVE_CHROMIUM", str(nowhere / "typo"))
    with pytest.raises(ConfigurationError, match="NEWSARCHIVE_CHROMIUM"):
        chromium()
    there = program(nowhere / "mine")
    monkeypatch.setenv("NEWSARCHIVE_CHROMIUM", there)
    assert chromium() == there
    monkeypatch.setenv("NEWSARCHIVE_CHROMIUM", "")
    assert chromium() is None
