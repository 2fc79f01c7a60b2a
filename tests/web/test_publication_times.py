"""When an article was published: on the clock of its page, never called UTC where no zone is known."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from newsarchive.web.display.page_renderer import shown_publication
from tests.web.asked_pages import page_tree


@pytest.mark.parametrize(
    ("at", "offset", "english", "chinese"),
    [
        ("2025-10-18 13:07:00", "+08:00", "2025-10-18 21:07 (UTC+08:00)", "2025-10-18 21:07 (UTC+08:00)"),
        ("2025-10-18 02:07:00", "-05:30", "2025-10-17 20:37 (UTC-05:30)", "2025-10-17 20:37 (UTC-05:30)"),
        (
            "2025-10-18 13:07:00",
            None,
            "2025-10-18 13:07 (the page's clock, zone unknown)",
            "2025-10-18 13:07 (网页自身时间，时区不明)",
        ),
        ("2025-10-18 00:00:00", None, "2025-10-18", "2025-10-18"),
        ("2025-10-17 16:00:00", "+08:00", "2025-10-18 00:00 (UTC+08:00)", "2025-10-18 00:00 (UTC+08:00)"),
        (None, None, "no date", "无日期"),
        # At the edge of the calendar nothing is converted, and the zone is said.
        (
            "9999-12-31 23:00:00",
            "+08:00",
            "9999-12-31 23:00:00 UTC, +08:00",
            "9999-12-31 23:00:00 UTC, +08:00",
        ),
    ],
)
def test_a_time_has_the_zone_it_is_in(at: str | None, offset: str | None, english: str, chinese: str) -> None:
    assert shown_publication("en", at, offset) == english
    assert shown_publication("zh", at, offset) == chinese


@given(st.none() | st.text(min_size=1, max_size=30), st.none() | st.text(max_size=10))
def test_whatever_is_stored_can_be_shown(at: str | None, offset: str | None) -> None:
    assert shown_publication("en", at, offset)


def test_every_page_shows_the_same_time_as_the_article(client: TestClient) -> None:
    """On the article's page, its other tabs and in the search, of articles with a zone and without one."""
    zones = set()
    for line in client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]:
        number = line["article_id"]
        record = client.get(f"/api/v1/articles/{number}").json()
        assert line["published_offset"] == record["published_offset"]
        expected = shown_publication("en", record["published_at"], record["published_offset"])
        zones.add(record["published_offset"] and "UTC" in expected)
        tree = page_tree(client, f"/articles/{number}")
        (dated,) = tree.xpath("//dt[text()='Published']/following-sibling::dd")
        assert " ".join(dated.text_content().split()).startswith(expected)
        for end in ("", "/changes", "/page", "/evidence"):
            told = page_tree(client, f"/articles/{number}{end}")
            assert expected in told.xpath("string(//p[@class='facts'])"), end
    assert True in zones


def test_the_search_says_the_zone_with_words_and_without(client: TestClient) -> None:
    for address in ("/search", "/search?q=%E7%9A%84", "/search?source=newsroom", "/search?as_of=2030-01-01"):
        tree = lxml.html.document_fromstring(client.get(address).text)
        times = [str(one) for one in tree.xpath("//ol[@class='hits']//p[@class='facts']/span[2]/text()")]
        assert any("(UTC+08:00)" in one for one in times), address
        assert all(re.fullmatch(r"no date|[\d-]{10}|[\d-]{10} [\d:]{5} \(.+\)", one) for one in times), times
