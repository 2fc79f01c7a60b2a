"""What the browser goes without."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from newsarchive.browser.chromium import is_tracker, is_unwanted


@dataclass
class Request:
    url: str
    resource_type: str


@pytest.mark.parametrize("kind", ["image", "media", "font", "ping", "manifest"])
def test_kinds(kind: str) -> None:
    assert is_unwanted(Request("https://h.example/x", kind))


@pytest.mark.parametrize("kind", ["document", "script", "stylesheet", "xhr", "fetch", "eventsource"])
def test_what_builds_a_page_is_loaded(kind: str) -> None:
    assert not is_unwanted(Request("https://h.example/x", kind))


def test_trackers() -> None:
    assert is_unwanted(Request("https://www.google-analytics.com/analytics.js", "script"))
    assert is_tracker("hm.baidu.com")
    assert is_tracker("A.HM.BAIDU.COM")
    assert not is_tracker("news.baidu.com")
    assert not is_tracker("myhotjar.com")
    assert not is_tracker("com")
    assert not is_tracker("")
