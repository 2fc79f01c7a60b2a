"""Which meta tags are looked at for spam: those that speak to people."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from newsarchive.text.sanitising.sanitise import is_spoken


@pytest.mark.parametrize(
    ("meta", "spoken"),
    [
        ("name='description'", True),
        ("name='Keywords'", True),
        ("property='og:title'", True),
        ("name='dc.subject'", True),
        ("itemprop='author'", True),
        ("property='og:image'", False),
        ("property='article:published_time'", False),
        ("name='google-site-verification'", False),
        ("http-equiv='origin-trial'", False),
        ("charset='utf-8'", False),
    ],
)
def test_tokens_addresses_and_dates_are_not_looked_at(meta: str, spoken: bool) -> None:
    assert is_spoken(fragment_fromstring(f"<meta {meta} content='x'>")) is spoken
