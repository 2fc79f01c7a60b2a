"""A list of addresses has comments, blank lines and mistakes; each mistake is named by its line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import read_url_list
from tests.discovery.promises import check_reading


def test_comments_blanks_and_mistakes() -> None:
    text = "\ufeff# harbour\nhttp://h.example/a # first\n\n  http://h.example/b#part\r\nnope\nhttp://h.example/a\n"
    reading = read_url_list(text)
    assert [link.url for link in reading.links] == ["http://h.example/a", "http://h.example/b#part"]
    assert reading.problems == ("bad_address:5",)


@given(st.text())
def test_total(text: str) -> None:
    reading = read_url_list(text)
    check_reading(reading)
    assert len(reading.links) + len(reading.problems) <= len(text.splitlines())
