"""Each route of the API answers as its description says, whatever it is asked; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from tests.web.asked_pages import HEAT, article_numbers
from tests.web.filled_archive import FERRY, HOSTILE_URL, MIRROR

ROOT = "/api/v1"


@pytest.fixture
def description(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()
    return found


def schema_of(description: dict[str, Any], route: str, status: int) -> dict[str, Any]:
    """Return the schema of an answer, with what it refers to."""
    answers = description["paths"][route]["get"]["responses"]
    assert str(status) in answers, f"{route} does not say that it may answer {status}"
    (media,) = answers[str(status)]["content"].values()
    return {**media["schema"], "components": description["components"]}


def demand_described(
    client: TestClient, description: dict[str, Any], route: str, path: str, **asked: Any
) -> int:
    answer = client.get(path, params=asked)
    schema = schema_of(description, route, answer.status_code)
    media = next(iter(description["paths"][route]["get"]["responses"][str(answer.status_code)]["content"]))
    assert answer.headers["content-type"] == media
    Draft202012Validator(schema).validate(answer.json())
    return answer.status_code


def test_the_description_is_one_of_openapi_3_1(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    names = set(description["paths"])
    assert {
        *(f"{ROOT}/articles", f"{ROOT}/articles/{{article_id}}", f"{ROOT}/articles/{{article_id}}/revisions"),
        *(f"{ROOT}/articles/{{article_id}}/differences", f"{ROOT}/articles/{{article_id}}/evidence"),
        *(f"{ROOT}/search", f"{ROOT}/facets", f"{ROOT}/counts", f"{ROOT}/sources", f"{ROOT}/today"),
        *(f"{ROOT}/sources/{{name}}", f"{ROOT}/health", f"{ROOT}/gaps", f"{ROOT}/why", f"{ROOT}/query"),
        *(f"{ROOT}/dictionary", f"{ROOT}/watches", f"{ROOT}/watches/{{name}}"),
    } == names
    for path in description["paths"].values():
        assert set(path) == {"get"}
        assert "422" not in path["get"]["responses"]


def addresses(client: TestClient) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each route with an address of it and what is asked there."""
    one = f"{ROOT}/articles/{{article_id}}"
    for url in (FERRY, MIRROR, HOSTILE_URL):
        number = article_numbers(client)[url]
        yield one, f"{ROOT}/articles/{number}", {}
        for end in ("/revisions", "/differences", "/evidence"):
            yield f"{one}{end}", f"{ROOT}/articles/{number}{end}", {}
        yield f"{ROOT}/why", f"{ROOT}/why", {"url": url}
    for name in (
        "articles",
        "search",
        "facets",
        "counts",
        "sources",
        "health",
        "gaps",
        "dictionary",
        "today",
        "watches",
    ):
        yield f"{ROOT}/{name}", f"{ROOT}/{name}", {}
    for unit in ("day", "week", "month", "year"):
        yield f"{ROOT}/counts", f"{ROOT}/counts", {"q": "的", "unit": unit}
    for name in ("newsroom", "hostile"):
        yield f"{ROOT}/sources/{{name}}", f"{ROOT}/sources/{name}", {}
    for name in ("ferry", "hostile", "broken"):
        yield f"{ROOT}/watches/{{name}}", f"{ROOT}/watches/{name}", {"limit": 1}
    yield f"{ROOT}/query", f"{ROOT}/query", {"sql": HEAT}


def test_every_route_answers_as_described(client: TestClient, description: dict[str, Any]) -> None:
    asked = set()
    for route, path, parameters in addresses(client):
        assert demand_described(client, description, route, path, **parameters) == 200, path
        asked.add(route)
    assert asked == set(description["paths"])


def test_what_is_not_there_is_described_too(client: TestClient, description: dict[str, Any]) -> None:
    one = f"{ROOT}/articles/{{article_id}}"
    for end in ("", "/revisions", "/differences", "/evidence"):
        path = f"{ROOT}/articles/999999{end}"
        assert demand_described(client, description, f"{one}{end}", path) == 404
    number = article_numbers(client)[FERRY]
    far = {"before": 1, "after": 99}
    path = f"{ROOT}/articles/{number}/differences"
    assert demand_described(client, description, f"{one}/differences", path, **far) == 404
    turned = {"before": 2, "after": 1}
    assert demand_described(client, description, f"{one}/differences", path, **turned) == 400
    nowhere = {"url": "https://nowhere.example/"}
    assert demand_described(client, description, f"{ROOT}/why", f"{ROOT}/why", **nowhere) == 404
    source = f"{ROOT}/sources/{{name}}"
    assert demand_described(client, description, source, f"{ROOT}/sources/nobody") == 404


def test_a_query_is_bounded(client: TestClient) -> None:
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
    answer = client.get(f"{ROOT}/query", params={"sql": many, "limit": 10}).json()
    assert answer == {"columns": ["i"], "rows": [[number] for number in range(1, 11)], "cut": True}
    for sql in ("DROP TABLE articles", "SELECT 1; SELECT 2", "PRAGMA user_version", "COMMIT"):
        assert client.get(f"{ROOT}/query", params={"sql": sql}).status_code == 400, sql


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "1", "zh", "newsroom", "2025-11-01", "的", "' OR 1=1 --", "\x00", "9" * 30]
    ),
)


# The processes and databases are begun already, so an example takes some milliseconds.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_answered_as_described(
    client: TestClient, description: dict[str, Any], data: st.DataObject
) -> None:
    route = data.draw(st.sampled_from(sorted(description["paths"])))
    declared = description["paths"][route]["get"].get("parameters", [])
    names = [one["name"] for one in declared if one["in"] == "query"]
    asked = {name: data.draw(TEXTS) for name in names if data.draw(st.booleans())}
    path = route.replace("{article_id}", data.draw(st.sampled_from(["1", "7", "0", "x", "9" * 25])))
    demand_described(client, description, route, path.replace("{name}", "newsroom"), **asked)
