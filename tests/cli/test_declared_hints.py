"""Hints of a declared source are for pages of its own site."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.cli.declared_hints import HintsByUrl


@pytest.mark.parametrize(
    ("name", "url", "is_own"),
    [
        ("bay", "https://www.bay.example/1", True),
        ("bay", "https://m.bay.example/1", True),
        ("bay", "https://feeds.example/2", True),
        ("bay", "https://cape.example/1", False),
        ("bay", "not a URL", False),
        ("cape", "https://bay.example/1", False),
        ("..", "https://bay.example/1", False),
    ],
)
def test_only_urls_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, url: str, is_own: bool
) -> None:
    monkeypatch.setenv("NEWSARCHIVE_SOURCES", str(tmp_path))
    declared = 'title = "Bay"\nhome = "https://bay.example/"\ntimezone = "Asia/Tokyo"\n'
    (tmp_path / "bay.toml").write_text(declared + '[[feeds]]\nurl = "https://feeds.example/bay.xml"\n')
    hints = HintsByUrl()(name, url)
    assert (hints.timezone if hints else None) == ("Asia/Tokyo" if is_own else None)
