"""Dates under telling names in scripts, escaped or not."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.date_candidates import script_dates
from tests.text.dates.pages import tree_of


@pytest.mark.parametrize(
    ("script", "trait"),
    [
        ('{"datePublished":"2024-05-02"}', "script:published:first"),
        ('push("{\\"publishedAt\\":\\"2024-05-02\\"}")', "script:published:first"),
        ("dataLayer.push({'pubDate': '2024-05-02'})", "script:published:first"),
        ('var datePublished = new Date("2024-05-02");', "script:published:first"),
        ('{"date":"2024-05-02"} // publish', "script:date:first"),
        ('var msg_title = "Bridge"; var ct = "1714608000";', "script:published:first"),
        ('{"docData": {"newsTime": "2024-05-02 21:04:25"}}', "script:published:first"),
        ('{"createTime":"1714608000"}', "script:created:first"),
        ('{"updated_at":"2024-05-02"} // publish', "script:changed:first"),
        ('{"createdAt":"2024-05-02"} // publish', "script:created:first"),
    ],
)
def test_reads(script: str, trait: str) -> None:
    (found,) = script_dates(tree_of(f"<script>{script}</script>"), month_first=False)
    assert (found.time[:10], found.traits) == ("2024-05-02", (trait,))


@pytest.mark.parametrize(
    "script",
    [
        '{"expiryDate":"2024-05-02", "publisher":"The News"}',
        '{"publishedAt":null}',
        "published = 3;",
        '{"newsTimeline":"2024-05-02"}',
        'var act = "1714608000"; // date',
        "var ct = 1714608000; setInterval(function () { ct++; update(); }, 1000);",  # a clock
    ],
)
def test_other_names_are_passed_over(script: str) -> None:
    assert script_dates(tree_of(f"<script>{script}</script>"), month_first=False) == []


def test_later_ones_are_told_from_the_first() -> None:
    found = script_dates(
        tree_of('<script>[{"publishedAt":"2024-05-02"},{"publishedAt":"2024-05-01"}]</script>'),
        month_first=False,
    )
    assert [each.traits for each in found] == [("script:published:first",), ("script:published:later",)]


def test_state_kept_in_attributes_is_read() -> None:
    tree = tree_of(
        '<div id=app data-page=\'{"post":{"title":"Ferry runs again","publishedAt":"2024-05-02"}}\'></div>'
    )
    assert [each.time for each in script_dates(tree, month_first=False)] == ["2024-05-02"]
