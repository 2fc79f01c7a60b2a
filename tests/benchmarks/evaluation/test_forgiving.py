"""Metrics that forgive a convention, and nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.forgiving import forgiving_measures, persons_of
from benchmarks.evaluation.metrics import Metric

LD = '{"@type": "NewsArticle", "headline": "The \\"ferry\\" returns"}'
PAGE = (
    '<html><head><title>Ferry returns - Bay Courier</title><meta property="og:title" content="Ferry is back">'
    f'<script type="application/ld+json">{LD}</script></head>'
    "<body><h1>Ferry returns | Bay Courier</h1></body>"
)
GOLD = {"title": "Ferry at last", "date": "2024-05-06", "authors": ["Ada Roe", "AFP"]}


@pytest.fixture
def corpora(tmp_path: Path) -> Corpora:
    (tmp_path / "aeb").mkdir()
    (tmp_path / "aeb" / "1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    return Corpora(tmp_path)


def measured(corpora: Corpora, **answer: Any) -> dict[str, float]:
    found = forgiving_measures(corpora, {"aeb/1": GOLD}, {"aeb/1": answer}, {"aeb/1": "courier.example"})
    return {metric.key: value for metric, value in found.items() if metric == Metric("aeb", metric.key)}


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Ferry at last", True),
        ("Ferry is back", True),
        ("Ferry returns", True),
        ('The "ferry" returns', True),
        ("Bay Courier", False),
        ("", False),
        (None, False),
    ],
)
def test_any_headline_the_page_states_is_right(corpora: Corpora, title: str | None, right: bool) -> None:
    assert measured(corpora, title=title)["tA"] == right


def test_an_h2_that_the_title_repeats_is_a_headline(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Ferry is back at last - Bay Courier</title></head><body><h1>Bay Courier</h1>"
        "<h2>Ferry is back at last</h2><h2>Pier opens in May</h2><h2>Back</h2></body></html>"
    )
    (tmp_path / "aeb").mkdir()
    (tmp_path / "aeb" / "1.html.gz").write_bytes(gzip.compress(page.encode()))
    told = {
        title: measured(Corpora(tmp_path), title=title)["tA"]
        for title in ("Ferry is back at last", "Pier opens in May", "Back")
    }
    assert told == {"Ferry is back at last": True, "Pier opens in May": False, "Back": False}


def test_either_day_is_right(corpora: Corpora) -> None:
    assert measured(corpora, published_at="2024-05-01", modified_at="2024-05-06T10:00:00+02:00")["dA"] == 1
    assert measured(corpora, published_at="2024-05-01", modified_at=None)["dA"] == 0


def test_organisations_count_on_neither_side(corpora: Corpora) -> None:
    assert measured(corpora, authors=["Ada Roe", "The Bay Courier"])["aN"] == 1
    assert measured(corpora, authors=["Ada Roe", "Jon Bell"])["aN"] == pytest.approx(2 / 3)
    assert measured(corpora, authors=["AFP"])["aN"] == 0


def test_persons_are_those_of_no_desk_degree_or_site() -> None:
    named = ["By Ada Roe, MD", "Bay Staff", "Lantern News", "Lantern", "记者 林晓", "青河日报"]
    assert persons_of(named, "lantern.example") == {"adaroe", "林晓"}
