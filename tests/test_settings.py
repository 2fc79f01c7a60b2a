"""The environment of a crawl: read in one place, wrong values named without their secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.environment import log_style, metrics_folder, notify_services
from newsarchive.errors import ConfigurationError


def addresses() -> list[str]:
    return [service.get_secret_value() for service in notify_services()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", []),
        ("json://h/", ["json://h/"]),
        (
            "json://h/,mailto://u:p@h?to=a,b slack://x/y/z",
            ["json://h/", "mailto://u:p@h?to=a,b", "slack://x/y/z"],
        ),
        ("json://h/,\n json://i/", ["json://h/", "json://i/"]),
    ],
)
def test_addresses(monkeypatch: pytest.MonkeyPatch, given: str, expected: list[str]) -> None:
    monkeypatch.setenv("NEWSARCHIVE_NOTIFY", given)
    assert addresses() == expected
    assert "json://" not in repr(notify_services())


def test_a_file_of_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text("# the desk\njson://h/\n\n  # nobody://\nslack://x/y/z\n")
    monkeypatch.setenv("NEWSARCHIVE_NOTIFY", str(file))
    assert addresses() == ["json://h/", "slack://x/y/z"]


@pytest.mark.parametrize("given", ["hunter2", "json://h/ hunter2"])
def test_no_address(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NEWSARCHIVE_NOTIFY", given)
    with pytest.raises(ConfigurationError, match="NEWSARCHIVE_NOTIFY") as caught:
        notify_services()
    assert "hunter2" not in str(caught.value)


def test_folder_of_metrics(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert metrics_folder() is None
    monkeypatch.setenv("NEWSARCHIVE_METRICS", str(tmp_path))
    assert metrics_folder() == str(tmp_path)
    monkeypatch.setenv("NEWSARCHIVE_METRICS", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="is not a folder"):
        metrics_folder()


def test_style_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert log_style("text") == "text"
    monkeypatch.setenv("NEWSARCHIVE_LOG", "json")
    assert log_style("text") == "json"
    monkeypatch.setenv("NEWSARCHIVE_LOG", "xml")
    with pytest.raises(ConfigurationError, match="allowed are json, text"):
        log_style("text")
