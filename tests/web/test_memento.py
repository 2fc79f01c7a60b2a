"""Memento as RFC 7089 describes it: the gate, the map, and mementos with their time and links."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from newsarchive.errors import UsageError
from newsarchive.web.pages.captured_page import CAPTURE_POLICY
from newsarchive.web.pages.memento_routes import asked_moment, http_date
from tests.web.filled_archive import BEGUN, FERRY, HOSTILE_URL

LATER = BEGUN + timedelta(hours=6)
LINK = re.compile(r'<([^<>]*)>((?:;\s*[a-z]+="[^"]*")*)')


def links(text: str) -> list[tuple[str, dict[str, str]]]:
    """Read links as RFC 8288 writes them."""
    assert re.sub(LINK, "", text).strip(", \n") == ""
    return [(found[1], dict(re.findall(r'([a-z]+)="([^"]*)"', found[2]))) for found in LINK.finditer(text)]


def related(text: str, relation: str) -> list[tuple[str, dict[str, str]]]:
    return [one for one in links(text) if relation in one[1]["rel"].split()]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, LATER),
        (BEGUN, BEGUN),
        (BEGUN - timedelta(days=900), BEGUN),
        (BEGUN + timedelta(hours=5, minutes=59), BEGUN),
        (LATER, LATER),
        (LATER + timedelta(days=900), LATER),
    ],
)
def test_the_gate_leads_to_what_was_seen_by_then(
    client: TestClient, asked: datetime | None, expected: datetime
) -> None:
    headers = {} if asked is None else {"Accept-Datetime": http_date(asked)}
    answer = client.get(f"/timegate/{FERRY}", headers=headers)
    assert answer.status_code == 302
    assert "accept-datetime" in answer.headers["vary"]
    assert "memento-datetime" not in answer.headers
    assert related(answer.headers["link"], "original")[0][0] == FERRY
    assert related(answer.headers["link"], "timemap")[0][1]["type"] == "application/link-format"
    memento = client.get(answer.headers["location"])
    assert memento.status_code == 200
    assert parsedate_to_datetime(memento.headers["memento-datetime"]) == expected
    kinds = {relation for _, told in links(memento.headers["link"]) for relation in told["rel"].split()}
    assert {"original", "timegate", "timemap", "first", "last", "memento"} <= kinds
    assert ("prev" in kinds) == (expected == LATER)
    assert client.head(f"/timegate/{FERRY}", headers=headers).status_code == 302


def test_mementos_say_what_the_article_said_then(client: TestClient) -> None:
    number = client.get("/api/v1/search", params={"q": "轮渡"}).json()["articles"][0]["article_id"]
    changed = client.get(f"/api/v1/articles/{number}/differences").json()["text"]
    for moment, revision in ((BEGUN, 1), (LATER, 2)):
        page = client.get(f"/memento/{moment:%Y%m%d%H%M%S}/{FERRY}").text
        for piece in changed:
            if piece["kind"] == "added" and len(piece["text"]) > 10 and "\n" not in piece["text"]:
                assert (piece["text"] in page) == (revision == 2)


def test_the_map_lists_every_state(client: TestClient) -> None:
    answer = client.get(f"/timemap/link/{FERRY}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/link-format")
    mementos = related(answer.text, "memento")
    moments = {parsedate_to_datetime(told["datetime"]) for _, told in mementos}
    assert moments == {BEGUN, LATER}
    (own,) = related(answer.text, "self")
    assert own[0].endswith(f"/timemap/link/{FERRY}")
    assert (own[1]["from"], own[1]["until"]) == (http_date(BEGUN), http_date(LATER))
    assert len(related(answer.text, "original")) == len(related(answer.text, "timegate")) == 1
    for address, told in mementos:
        memento = client.get(address)
        assert memento.status_code == 200
        assert memento.headers["memento-datetime"] == told["datetime"]
    raw = [address for address, _ in mementos if "id_/" in address]
    assert len(raw) == 2
    page = client.get(raw[0])
    assert page.headers["content-security-policy"] == CAPTURE_POLICY
    assert "临江轮渡" in page.text


def test_a_time_between_two_states_leads_to_one_of_them(client: TestClient) -> None:
    between = BEGUN + timedelta(hours=1)
    answer = client.get(f"/memento/{between:%Y%m%d%H%M%S}/{FERRY}")
    assert answer.status_code == 302
    assert f"/memento/{BEGUN:%Y%m%d%H%M%S}/" in answer.headers["location"]


def test_a_url_keeps_its_query_and_its_slashes(client: TestClient) -> None:
    spelled = quote(HOSTILE_URL, safe=":/?&=%#'()")
    address = spelled.partition("#")[0]
    for form in (address, address.replace("https://", "https:/")):
        answer = client.get(f"/timegate/{form}")
        assert answer.status_code == 302, answer.text
        for header in ("link", "location"):
            assert "<script" not in answer.headers[header]
        assert links(answer.headers["link"])
        assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("path", ["/timegate/", "/timemap/link/", "/memento/20251103090000/"])
@pytest.mark.parametrize(
    ("url", "status"),
    [("http://nowhere.example/a?b=c", 404), ("nonsense", 400), ("javascript:alert(1)", 400), ("", 400)],
)
def test_an_unknown_url_is_a_problem(client: TestClient, path: str, url: str, status: int) -> None:
    answer = client.get(f"{path}{url}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["hint"]


def test_times_that_are_none_are_a_problem(client: TestClient) -> None:
    wrong = client.get(f"/timegate/{FERRY}", headers={"Accept-Datetime": "yesterday"})
    assert wrong.status_code == 400
    assert "yesterday" in wrong.json()["detail"]
    for stamp in ("2025", "20251399000000", "2025110309000０", "20251103090000xx"):
        assert client.get(f"/memento/{stamp}/{FERRY}").status_code == 400


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001
def test_times_are_read_as_they_are_written(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    if exact.year >= 1000:
        assert asked_moment(http_date(exact)) == exact


@given(st.text(max_size=60))
def test_any_header_is_a_time_or_an_error(header: str) -> None:
    try:
        found = asked_moment(header)
    except UsageError:
        return
    assert found is None or found.tzinfo is UTC
