"""What is counted on the pages is what the archive holds, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from newsarchive import clock
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.source_evidence import source_hours
from newsarchive.web.answers.records import HealthLine, HealthRecord
from newsarchive.web.display.charts import bar_chart, heat_map, line_chart, sparkline
from tests.web.filled_archive import BEGUN


def asked(client: TestClient, sql: str) -> list[list[Any]]:
    answer = client.get("/api/v1/query", params={"sql": sql})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["rows"])


def test_the_last_day_is_counted_whole_and_the_days_before_not_at_all(client: TestClient) -> None:
    counts = client.get("/api/v1/today").json()["counts"]
    (revisions,) = asked(
        client, "SELECT count(*), sum(CASE WHEN revision > 1 THEN 1 ELSE 0 END) FROM article_history"
    )
    assert counts["new"] == revisions[0] - revisions[1] > 20
    assert counts["edited"] == revisions[1] > 0
    spam = "SELECT count(DISTINCT article_id) FROM removed_text WHERE kind <> 'furniture'"
    assert counts["with_removed"] == asked(client, spam)[0][0] > 3
    assert (
        counts["with_repairs"]
        == asked(client, "SELECT count(*) FROM current_articles WHERE repairs > 0")[0][0]
    )
    later = datetime.now(UTC) + timedelta(days=30)
    with clock.using(lambda: later):
        counts = client.get("/api/v1/today").json()["counts"]
    assert set(counts.values()) == {0}


def test_refusals_of_a_day_are_those_fetched_on_it(client: TestClient) -> None:
    refused = asked(client, "SELECT count(*) FROM captures WHERE verdict <> 'article'")[0][0]
    with clock.using(lambda: BEGUN + timedelta(hours=1)):
        assert client.get("/api/v1/today").json()["counts"]["refused"] == refused > 0


def test_hours_are_those_of_the_last_day_and_usual_is_the_median(filled_url: str) -> None:
    with reading_index(filled_url, timeout=10, wait=5) as index:
        (newsroom,) = [one for one in source_hours(index, BEGUN) if one.source == "newsroom"]
        assert newsroom.counts[-1] > 20
        assert sum(newsroom.counts[:-1]) == 0
        assert newsroom.usual is None  # known for an hour
        later = BEGUN + timedelta(days=10, hours=2)
        (newsroom,) = [one for one in source_hours(index, later) if one.source == "newsroom"]
    assert sum(newsroom.counts) == 0
    assert newsroom.usual == (0,) * 24


def test_one_list_is_in_one_order_however_it_is_found(client: TestClient) -> None:
    """Of a source the database sorts; without one the index of the search gives the order."""
    every = client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]
    of_source = client.get("/api/v1/articles", params={"limit": 100, "source": "newsroom"}).json()["articles"]
    assert [one for one in every if one["source"] == "newsroom"] == of_source
    for day in ("2025-11-02", "2005-01-01"):
        since = client.get("/api/v1/articles", params={"limit": 100, "since": day}).json()["articles"]
        both = {"limit": 100, "since": day, "source": "newsroom"}
        assert [one for one in since if one["source"] == "newsroom"] == client.get(
            "/api/v1/articles", params=both
        ).json()["articles"]


def test_facets_and_periods_add_up(client: TestClient) -> None:
    for words in ("", "的"):
        facets = client.get("/api/v1/facets", params={"q": words}).json()
        for name in ("source", "language", "month"):
            assert sum(one["articles"] for one in facets[name]) == facets["total"], name
        for unit in ("day", "week", "month", "year"):
            counts = client.get("/api/v1/counts", params={"q": words, "unit": unit}).json()
            dated = asked(client, "SELECT count(*) FROM current_articles WHERE published_on IS NULL")[0][0]
            total = sum(one["articles"] for one in counts["periods"])
            assert total == facets["total"] - (dated if not words else 0)
            assert all(one["articles"] <= one["of"] for one in counts["periods"])
            names = [one["period"] for one in counts["periods"]]
            assert names == sorted(set(names))


@pytest.mark.parametrize("values", [[], [0.0], [1.0, 0.0, 3.0], [1e12, 0.001], [0.5] * 200])
def test_a_chart_of_anything_is_drawn_within_its_bounds(values: list[float]) -> None:
    labels = [f"<{number}&" for number in range(len(values))]
    for draw in (bar_chart, line_chart):
        svg = draw(labels, values, title='"<x>', unit="<b>")
        assert "<x>" not in svg
        assert "<b>" not in svg
        assert "nan" not in svg
        assert "-" not in "".join(part.split('"')[0] for part in svg.split('height="')[1:])
    assert "<svg" in heat_map(labels, ["a"], [[value] for value in values], title="t")
    assert "<svg" in sparkline(values, None, title="t")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("healthy", "never_crawled"), "All is well."),
        (("never_crawled", "never_crawled"), "No source is crawled."),
        (("retired",), "No source is crawled."),
        ((), "No source is crawled."),
        (("healthy", "unanswered"), "1 of 2 sources is in trouble."),
        (("healthy", "a_state_of_tomorrow"), "1 of 2 sources is in trouble."),
    ],
)
def test_what_is_not_known_is_not_said_to_be_well(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, states: tuple[str, ...], said: str
) -> None:
    nothing: dict[str, Any] = {"last_crawl_at": None, "last_new_at": None, "expected_7d": None}
    lines = [
        HealthLine(source=f"s{number}", state=state, articles_7d=0, fetch_errors_7d=0, **nothing)
        for number, state in enumerate(states)
    ]
    health = HealthRecord(sources=lines, alarms=[])
    monkeypatch.setattr("newsarchive.web.answers.source_answers.known_health", lambda _reader: health)
    page = client.get("/")
    assert page.status_code == 200
    assert said in page.text
    assert ("All is well." in page.text) == (said == "All is well.")
