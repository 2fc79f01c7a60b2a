"""Search and articles, as page and as JSON, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from newsarchive.storage.queries import newest_articles
from newsarchive.web.answers.cursors import PagePlace, written_cursor
from tests.web.filled_archive import FERRY


def found(client: TestClient, **asked: object) -> list[dict[str, object]]:
    answer = client.get("/api/v1/search", params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["articles"])


def number_of(client: TestClient, url: str) -> int:
    articles = client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]
    return next(int(one["article_id"]) for one in articles if one["url"] == url)


def test_a_chinese_word_of_two_characters_is_found_and_marked(client: TestClient) -> None:
    (ferry,) = [one for one in found(client, q="轮渡") if one["url"] == FERRY]
    assert "轮渡" in str(ferry["snippet"])
    page = client.get("/search", params={"q": "轮渡"})
    assert page.status_code == 200
    assert "<mark>轮渡</mark>" in page.text
    assert f'href="/articles/{ferry["article_id"]}"' in page.text


def test_conditions_narrow_the_search(client: TestClient) -> None:
    everything = found(client, limit=100)
    german = found(client, language="de", limit=100)
    assert {one["language"] for one in german} == {"de"}
    assert 0 < len(german) < len(everything)
    of_november = found(client, since="2025-11-01", until="2025-11-02", limit=100)
    assert {str(one["published_at"])[:10] for one in of_november} == {"2025-11-01", "2025-11-02"}
    assert {one["source"] for one in found(client, source="newsroom", limit=100)} == {"newsroom"}
    assert found(client, source="newsroom", language="xx") == []


@pytest.mark.parametrize("language", ["de", "zh", "xx"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "的"},
        {"q": "的 -轮渡"},
        {"q": "die", "sort": "relevance"},
        {"q": "的", "since": "2025-11-02", "until": "2025-11-04"},
        {"until": "2025-11-03", "limit": 2},
    ],
)
def test_a_rare_language_is_found_as_a_frequent_one_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, language: str, asked: dict[str, object]
) -> None:
    """On a million articles a rare one is not looked for among all."""
    asked = {"limit": 100} | asked
    rare = found(client, language=language, **asked)
    monkeypatch.setattr(newest_articles, "_MOST_RARE", -1)
    assert rare == found(client, language=language, **asked)
    words = str(asked.get("q", ""))
    assert bool(rare) == ((language != "xx" and not words) or language == ("de" if words == "die" else "zh"))


@pytest.mark.parametrize(("words", "sort"), [("", "date"), ("的", "date"), ("的", "relevance")])
def test_pages_by_cursor_give_each_article_once_in_one_order(
    client: TestClient, words: str, sort: str
) -> None:
    whole = [one["article_id"] for one in found(client, q=words, sort=sort, limit=100)]
    paged: list[object] = []
    cursor: str | None = None
    while True:
        asked = {"q": words, "limit": "4", "sort": sort} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/search", params=asked).json()
        paged += [one["article_id"] for one in answer["articles"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert len(whole) > 8
    assert paged == whole


def test_the_best_come_first_where_asked(client: TestClient) -> None:
    """As `newsarchive search --sort relevance` has them; conditions narrow these too."""
    newest, best = found(client, q="的", limit=100), found(client, q="的", sort="relevance", limit=100)
    assert {one["article_id"] for one in newest} == {one["article_id"] for one in best}
    assert newest != best
    counts = [
        str(client.get(f"/api/v1/articles/{one['article_id']}").json()["text"]).count("的") for one in best
    ]
    assert sum(counts[:3]) > sum(counts[-3:])
    narrowed = found(client, q="的", sort="relevance", since="2025-11-01", limit=100)
    assert [one["article_id"] for one in narrowed] == [
        one["article_id"] for one in best if one["article_id"] in {each["article_id"] for each in narrowed}
    ]
    assert 0 < len(narrowed) < len(best)
    page = client.get("/search", params={"q": "的", "sort": "relevance", "limit": "5"})
    assert '<option value="relevance" selected>' in page.text
    assert "sort=relevance" in page.text.partition('rel="next"')[2][:300]
    cursor = written_cursor(PagePlace("2025-11-03 00:15:00", "http://a.example/", 99_999))
    lost = client.get("/search", params={"q": "轮渡", "sort": "relevance", "cursor": cursor})
    assert (lost.status_code, "no longer among the best" in lost.text) == (400, True)


def test_the_search_as_of_a_day_sees_what_was_recorded_by_then(client: TestClient) -> None:
    today = datetime.now(UTC).date()
    assert found(client, q="轮渡", as_of=today - timedelta(days=30)) == []
    then = found(client, q="的", as_of=today + timedelta(days=1), limit=3)
    assert [one["article_id"] for one in then] == [
        one["article_id"] for one in found(client, q="的", limit=3)
    ]


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"since": "yesterday"}, "since"),
        ({"sorce": "newsroom"}, "sorce"),
        ({"q": "a OR b"}, None),
        ({"q": '"'}, None),
        ({"cursor": "AAAA"}, None),
        ({"cursor": "WyIyMDI1IiwxLDJd"}, None),
    ],
)
def test_what_cannot_be_understood_is_said_with_what_is_allowed(
    client: TestClient, asked: dict[str, str], where: str | None
) -> None:
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == 400
    assert told["detail"]
    assert told["hint"] or told["errors"][0]["allowed"] is None
    if where is not None:
        assert where in [part["where"] for part in told["errors"]]
    page = client.get("/search", params=asked)
    assert page.status_code == 400
    assert "<h1>" in page.text or 'role="alert"' in page.text


def test_of_many_unknown_parameters_a_few_are_named(client: TestClient) -> None:
    asked = {f"a{number}{'x' * 300}": "1" for number in range(60)}
    told = client.get("/api/v1/search", params=asked).json()
    assert (len(told["errors"]), told["errors_left_out"]) == (20, 40)
    assert all(len(part["where"]) == 60 and part["where"].endswith("…") for part in told["errors"])
    page = client.get("/search", params=asked)
    assert page.status_code == 400
    assert "and 40 more" in page.text
    assert page.text.count("There is no such parameter") == 21  # the first also as what is wrong


def test_an_article_is_shown_whole(client: TestClient) -> None:
    number = number_of(client, FERRY)
    record = client.get(f"/api/v1/articles/{number}").json()
    assert record["url"] == FERRY
    assert record["revision"] == 2
    page = client.get(f"/articles/{number}")
    assert page.status_code == 200
    for paragraph in record["text"].split("\n"):
        assert paragraph in page.text
    assert 'lang="zh-Hans"' in page.text


def test_an_article_that_is_not_there_is_not_found(client: TestClient) -> None:
    for path in ("/api/v1/articles/999999", "/articles/999999", "/nowhere", "/api/v1/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 404
        problem = answer.headers["content-type"] == "application/problem+json"
        assert problem == path.startswith("/api/")


def test_what_the_asker_has_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/articles")
    again = client.get("/api/v1/articles", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get("/api/v1/articles", headers={"If-None-Match": 'W/"other"'})
    assert other.status_code == 200


def test_the_page_speaks_the_language_asked_for(client: TestClient) -> None:
    asked = client.get("/search", headers={"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"})
    assert '<html lang="zh-Hans">' in asked.text
    assert "检索" in asked.text
    assert '<html lang="en">' in client.get("/search", headers={"Accept-Language": "fr"}).text
    chosen = client.get("/search", params={"lang": "zh"}, headers={"Accept-Language": "en"})
    assert '<html lang="zh-Hans">' in chosen.text
    assert "lang=zh" in chosen.headers["set-cookie"]
    client.cookies.clear()
