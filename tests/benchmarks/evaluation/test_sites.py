"""Pages are kept apart by the domain their publisher registered, the same on every machine."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.folds import FOLDS
from benchmarks.evaluation.sites import Sites, fold_of, part_of, registrable_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("http://news.sina.com.cn/a.shtml", "sina.com.cn"),
        ("http://fakehost/test/page.html", ""),
        ("", ""),
    ],
)
def test_the_registrable_domain_is_the_site(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_a_page_without_an_address_names_its_site_itself(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "gold.jsonl").write_text(json.dumps({"id": "7", "url": None}) + "\n")
    page = b'<a href="https://www.facebook.com/a"><a href="http://facebook.com/b"><a href="http://n.paper.com.cn">'
    (folder / "7.html.gz").write_bytes(gzip.compress(page))
    assert Sites(Corpora(tmp_path), ("saved",)).by_page == {"saved/7": "paper.com.cn"}


def test_sites_are_split_in_the_same_way_everywhere() -> None:
    sites = [f"paper{number}.example" for number in range(400)]
    assert 150 < sum(part_of(site) == "look" for site in sites) < 250
    assert [(part_of(site), fold_of(site, FOLDS)) for site in sites[:8]] == PINNED


# Another split would let pages that were looked at count as not seen, and ask models about what they saw.
PINNED = [
    *(("score", 4), ("score", 4), ("score", 2), ("score", 1)),
    *(("look", 4), ("score", 3), ("look", 3), ("look", 0)),
]
