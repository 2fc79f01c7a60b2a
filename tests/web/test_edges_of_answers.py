"""Answers at the edge: HEAD, tags, odd dates and numbers, long texts, many questions at once, slow health."""

from __future__ import annotations

import html
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import lxml.html
import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from newsarchive.errors import EndedEarlyError
from newsarchive.web.agent.agent_parameters import ArticlePart, HistoryPart
from newsarchive.web.answers import bounded_calls
from newsarchive.web.answers.archive_reader import ArchiveReading
from newsarchive.web.answers.article_answers import article_evidence
from newsarchive.web.answers.bounded_calls import BoundedCalls, PoolFullError
from newsarchive.web.answers.records import ArticleEvidence, ArticleRecord
from newsarchive.web.answers.short_memory import ShortMemory
from newsarchive.web.api.problems import LESS_OR_LONGER
from newsarchive.web.application import make_application
from newsarchive.web.display.charts import bar_chart, heat_map, line_chart, sparkline
from newsarchive.web.display.shown_values import LONGEST_TITLE, shortened
from newsarchive.web.guard.web_settings import WebSettings
from newsarchive.web.pages import article_pages
from tests.processes import wait_until
from tests.web.asked_pages import article_numbers, every_page
from tests.web.filled_archive import FERRY, HOSTILE_URL
from tests.workers.functions import misbehave, process_number


def test_head_is_get_without_its_body(client: TestClient) -> None:
    more = ["/api/v1/articles", "/feeds/atom", f"/timegate/{FERRY}", "/static/site.css", "/nothing"]
    for path in [*every_page(client), *more]:
        got, head = client.get(path), client.head(path)
        assert head.content == b"", path
        assert head.status_code == got.status_code, path
        for name in ("content-type", "content-length", "allow"):
            assert head.headers.get(name) == got.headers.get(name) or path == "/", (path, name)
    assert client.post("/").headers["allow"] == "GET, HEAD"


def test_a_tag_is_compared_weakly_and_a_star_is_any(client: TestClient) -> None:
    path = "/api/v1/dictionary"
    tag = client.get(path).headers["etag"]
    for asked in (tag, tag.removeprefix("W/"), "*", f'"x", {tag}'):
        answer = client.get(path, headers={"If-None-Match": asked})
        assert (answer.status_code, answer.content) == (304, b""), asked
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_moment_outside_of_the_calendar_is_no_fault_of_ours(client: TestClient) -> None:
    moment = "Fri, 31 Dec 9999 23:59:59 -0100"
    answer = client.get(f"/timegate/{FERRY}", headers={"Accept-Datetime": moment})
    assert answer.status_code == 400
    assert "Accept-Datetime" in answer.json()["detail"]


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_sql_that_takes_too_long_is_ended_and_told_what_to_do(filled_url: str) -> None:
    with TestClient(
        make_application(WebSettings(archive_url=filled_url, timeout=1)), base_url="http://localhost"
    ) as asking:
        told = asking.get("/api/v1/query", params={"sql": ENDLESS})
        page = asking.get("/sql", params={"sql": ENDLESS}, headers={"Accept-Language": "zh-CN"})
        assert asking.get("/api/v1/query", params={"sql": "SELECT 1 AS n"}).json()["rows"] == [[1]]
    assert told.status_code == page.status_code == 504
    assert told.headers["content-type"] == "application/problem+json"
    problem = told.json()
    assert "was stopped after 1 s." in problem["detail"]
    assert "cut short" not in problem["detail"], "it has no part of the rows"
    assert problem["hint"] == LESS_OR_LONGER
    assert "已中止（after 1 s）" in page.text
    assert "放宽 'newsarchive serve' 的时限" in html.unescape(page.text)


@pytest.mark.parametrize("value", [5e-324, 1e-320, 1e-308, 1e-300, 0.1, 1e300])
def test_every_number_can_be_drawn(client: TestClient, value: float) -> None:
    for chart in (bar_chart, line_chart):
        assert "<svg" in chart(["a", "b"], [value, 0.0], title="t", unit="u")
    assert "<svg" in heat_map(["a"], ["b"], [[value]], title="t")
    assert "<svg" in sparkline([value], [value], title="t")
    sql = f"SELECT 'a' AS name, {value!r} AS n UNION ALL SELECT 'b', 0.0"
    assert client.get("/sql", params={"sql": sql, "chart": "bar"}).status_code in {200, 400}


@pytest.mark.parametrize(
    ("model", "name"), [(ArticlePart, "revision"), (ArticlePart, "offset"), (HistoryPart, "first")]
)
def test_no_number_of_an_agent_is_larger_than_the_database_holds(model: Any, name: str) -> None:
    model.model_validate({"article_id": 1, name: (1 << 31) - 1})
    with pytest.raises(ValidationError):
        model.model_validate({"article_id": 1, name: 1 << 31})


def test_no_link_leads_to_another_host(client: TestClient) -> None:
    for path in ("//evil.example/x", "/%5Cevil.example", "///evil.example/%3Fa"):
        answer = client.get(f"http://localhost{path}")
        assert answer.status_code == 404
        for href in lxml.html.document_fromstring(answer.text).xpath("//nav[@class='tongues']//a/@href"):
            assert href[0] == "/", path
            assert href[1] not in "/\\", path


def test_one_article_is_no_articles(client: TestClient) -> None:
    answer = client.get("/search?q=zebrafish", headers={"Accept-Language": "en"})
    told = lxml.html.document_fromstring(answer.text).xpath("string(//p[@class='facts']/strong)")
    assert told == "1 article"


def test_the_page_of_changes_compares_so_much_and_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/articles/{article_numbers(client)[FERRY]}/changes"
    assert "Only the first" not in client.get(path).text
    monkeypatch.setattr(article_pages, "_LONGEST_COMPARED", 20)
    tree = lxml.html.document_fromstring(client.get(path, headers={"Accept-Language": "en"}).text)
    assert "Only the first 20 characters" in tree.xpath("string(//p[@class='notice'])")
    shown = tree.xpath("//article[@class='text']/p")
    assert len("".join(one.text_content() for one in shown)) <= 40


def test_many_removed_blocks_are_counted_not_listed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(reading: ArchiveReading, article: ArticleRecord) -> ArticleEvidence:
        found = article_evidence(reading, article)
        return found.model_copy(update={"removed": (found.removed * 203)[:203]})

    path = f"/articles/{article_numbers(client)[HOSTILE_URL]}/page"
    monkeypatch.setattr(article_pages, "article_evidence", many)
    tree = lxml.html.document_fromstring(client.get(path, headers={"Accept-Language": "en"}).text)
    assert len(tree.xpath("//tr[starts-with(@id, 'block-')]")) == 200
    assert "and 3 more" in tree.xpath("string(//section[@aria-labelledby='removed']/p)")
    ids = {str(one) for one in tree.xpath("//@id")}
    assert {str(one)[1:] for one in tree.xpath("//a/@href[starts-with(., '#')]")} <= ids


def test_a_title_is_cut_where_no_title_ends() -> None:
    assert shortened("t" * LONGEST_TITLE) == "t" * LONGEST_TITLE
    assert shortened("t" * (LONGEST_TITLE + 1)) == "t" * LONGEST_TITLE + "…"
    assert shortened(None) == ""


def test_a_full_pool_says_so_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = BoundedCalls(1)
    begun, go_on = threading.Semaphore(0), threading.Event()

    def wait(_self: BoundedCalls, _function: Any, _value: Any) -> None:
        begun.release()
        go_on.wait(30)

    monkeypatch.setattr(BoundedCalls, "_answered", wait)
    most = bounded_calls._PROCESSES + bounded_calls._WAITING
    threads = [threading.Thread(target=calls.call, args=(abs, 1)) for _ in range(most)]
    for thread in threads:
        thread.start()
        assert begun.acquire(timeout=30)
    with pytest.raises(PoolFullError):
        calls.call(abs, 1)
    go_on.set()
    for thread in threads:
        thread.join(30)
    calls.call(abs, 1)  # there is room again

    def full(*_given: Any) -> None:
        raise PoolFullError("full")

    monkeypatch.setattr(BoundedCalls, "call", full)
    for path in ("/api/v1/query?sql=SELECT+1", "/sql?sql=SELECT+1"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert client.get("/api/v1/query?sql=SELECT+1").headers["content-type"] == "application/problem+json"


def test_processes_that_are_killed_between_calls_cost_no_answer() -> None:
    calls = BoundedCalls(10)
    try:
        for _ in range(2):
            killed = calls.call(process_number, 0)
            os.kill(killed, signal.SIGKILL)
            assert calls.call(process_number, 0) != killed
        with pytest.raises(EndedEarlyError, match="memory"):
            calls.call(misbehave, b"kill")
        assert calls.call(process_number, 0)
    finally:
        calls.close()


def test_a_call_waits_for_a_process_and_not_for_ever() -> None:
    calls = BoundedCalls(1, processes=1)
    try:
        calls.warm_up()
        asked = threading.Thread(
            target=pytest.raises, args=(EndedEarlyError, calls.call, misbehave, b"sleep")
        )
        asked.start()
        wait_until(lambda: not calls._idle, "nobody has the only process")
        with pytest.raises(EndedEarlyError, match="stopped after 1 s"):
            calls.call(process_number, 0)
        asked.join(30)
        assert calls.call(process_number, 0)
    finally:
        calls.close()


def test_a_stop_ends_the_calls_that_run_and_wait_and_begins_no_process_for_them() -> None:
    """They were told of a time limit that did not pass, after it, and the second began a process anew."""
    calls = BoundedCalls(20, processes=1)
    calls.call(process_number, 0)
    free = calls._room._value
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(calls.call, misbehave, b"sleep") for _ in range(2)]
        wait_until(lambda: calls._room._value == free - 2 and not calls._idle, "not one has it and one waits")
        time.sleep(0.3)  # for what begins behind that
        calls.close()
        for one in asked:
            with pytest.raises(EndedEarlyError, match="server was stopped"):
                one.result(timeout=5)
    assert all(desk.pool is None for desk in calls._desks)


def test_what_was_known_stays_while_it_takes_too_long(client: TestClient) -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=-1, most=2, patience=-1)

    def late() -> int:
        raise EndedEarlyError("late")

    assert memory.recall("a", late) is None
    assert memory.recall("a", lambda: 1) == 1  # tried again at once
    assert memory.recall("a", late) == 1
    assert memory.recall("a", lambda: 2) == 2


def test_old_health_says_how_old_it_is(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    known = client.get("/api/v1/health").json()
    assert known["known_at"]
    assert "takes too long to weigh" not in client.get("/sources").text
    monkeypatch.setattr("newsarchive.web.pages.overview_pages._stale", lambda _health: "2026-11-27 08:00:00")
    for path in ("/", "/sources"):
        text = client.get(path, headers={"Accept-Language": "en"}).text
        assert "this is what was known at 2026-11-27 08:00" in text
