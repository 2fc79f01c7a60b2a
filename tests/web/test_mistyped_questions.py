"""A mistyped question is refused, never answered by "there is none": pages, API, feeds, files, agents."""

from __future__ import annotations

import lxml.html
import pytest
from starlette.testclient import TestClient

from tests.web.asking_agents import agent_of

_ASKED_BY_SOURCE = (
    *(
        "/api/v1/articles",
        "/api/v1/search",
        "/api/v1/search?q=ferry",
        "/api/v1/search?q=ferry&sort=relevance",
    ),
    *("/api/v1/search?q=ferry&as_of=2030-01-01", "/api/v1/facets", "/api/v1/facets?q=ferry"),
    *("/api/v1/counts", "/api/v1/counts?q=ferry", "/api/v1/gaps"),
    *("/feeds/atom", "/feeds/json?q=ferry", "/feeds/atom?before=5", "/feeds/withdrawals/json"),
    *("/feeds/withdrawals/atom?q=ferry", "/search", "/search?q=ferry", "/search.csv", "/search.csv?q=ferry"),
    "/search.csv?q=ferry&as_of=2030-01-01",
)


@pytest.mark.parametrize("path", _ASKED_BY_SOURCE)
def test_a_source_that_is_not_there_has_no_empty_answer(client: TestClient, path: str) -> None:
    """Else a mistyped name reads like "nothing was published", and its feed stays empty for ever."""
    joined = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joined}source=newsrom")
    assert answer.status_code == 400
    assert "The archive has no source" in answer.text
    assert client.get(f"{path}{joined}source=newsroom").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/v1/articles", "/api/v1/search", "/api/v1/facets", "/api/v1/counts", "/feeds/json", "/search"],
)
def test_days_the_wrong_way_round_have_no_empty_answer(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?since=2025-11-03&until=2025-11-01")
    assert answer.status_code == 400
    assert "since=2025-11-03 is after until=2025-11-01" in answer.text
    assert client.get(f"{path}?since=2025-11-01&until=2025-11-01").status_code == 200


def test_a_search_that_is_refused_keeps_what_was_filled_in(client: TestClient) -> None:
    asked = {"q": "ferry OR 轮渡", "source": "newsroom", "language": "zh", "since": "2025-11-01"}
    answer = client.get("/search", params={**asked, "sort": "relevance", "lang": "zh"})
    assert answer.status_code == 400
    tree = lxml.html.document_fromstring(answer.text)
    assert tree.xpath("string(//input[@name='q']/@value)") == asked["q"]
    assert tree.xpath("string(//input[@name='language']/@value)") == "zh"
    assert tree.xpath("string(//input[@name='since']/@value)") == "2025-11-01"
    assert tree.xpath("string(//select[@name='source']/option[@selected])") == "newsroom"
    assert tree.xpath("string(//select[@name='sort']/option[@selected]/@value)") == "relevance"
    (told,) = tree.xpath("//*[@role='alert']")
    assert "检索没有运算符 OR" in told.text_content()
    assert not tree.xpath("//link[@rel='alternate'] | //ol[@class='hits']")


def test_agents_are_told_of_the_mistake(filled_url: str) -> None:
    agent = agent_of(filled_url)
    for tool in ("search", "gaps"):
        assert "no source 'newsrom'" in agent.error(tool, source="newsrom")
        told = agent.error(tool, since="2025-11-03", until="2025-11-01")
        assert "since=2025-11-03 is after until=2025-11-01" in told


def test_agents_are_not_told_that_nothing_is_missing_where_nobody_can_know(filled_url: str) -> None:
    """The filled archive is younger than the weeks that a source's own history takes."""
    answer = agent_of(filled_url).call("gaps", source="newsroom")
    assert answer["result"] == []
    assert "cannot be known: of this source" in answer["left_out"][0]
