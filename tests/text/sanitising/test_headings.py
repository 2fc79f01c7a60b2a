"""Which meta tags are looked at for spam: those that speak to people."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring, fragment_fromstring

from newsarchive.text.sanitising.sanitise import is_spoken, sanitise_tree


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


KEYWORD = "开云体育app官网入口"
TOLD = "<p>晋北三县昨天通报了去年冬季以来关闭的煤窑，十一名干部因为监管不力被问责。</p>"


@pytest.mark.parametrize(
    ("heading", "left", "told"),
    [
        (f"晋北三县联合整治 干部被问责<small>{KEYWORD}</small>", "晋北三县联合整治 干部被问责", TOLD),
        (f"晋北三县联合整治 <b>干部被问责</b><span>{KEYWORD}</span>", "晋北三县联合整治 干部被问责", TOLD),
        # Who is named in the story, and a box that names no trade.
        (
            "警方通报八名男子网络赌博案 起诉<em>开云体育</em>",
            "警方通报八名男子网络赌博案 起诉开云体育",
            "<p>警方昨天通报，八名男子在开云体育输光了家产，检察机关已经起诉了开云体育的代理人。</p>",
        ),
        ("晋北三县联合整治 干部被问责<small>云岗日报</small>", "晋北三县联合整治 干部被问责云岗日报", TOLD),
    ],
)
def test_a_keyword_in_a_box_of_the_heading_takes_no_headline_along(
    heading: str, left: str, told: str
) -> None:
    page = document_fromstring(f"<body><h1>{heading}</h1>{told}</body>")
    sanitise_tree(page, "")
    assert [" ".join(one.text_content().split()) for one in page.iter("h1")] == [left]
