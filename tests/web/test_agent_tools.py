"""The tools of agents: schemas, limits, errors, and texts that mean harm, on both databases."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newsarchive.web.agent import agent_answers
from newsarchive.web.agent.agent_answers import MOST_CHARACTERS
from newsarchive.web.display.quoted_text import CUT_MARK, WARNING
from tests.web.asking_agents import Agent, agent_of, told
from tests.web.filled_archive import FERRY, HOSTILE_URL, declare_watches


@pytest.fixture(scope="module")
def agent(filled_url: str, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    return agent_of(filled_url, watches=declare_watches(tmp_path_factory.mktemp("followed")))


def test_every_tool_says_what_it_takes_and_gives(agent: Agent) -> None:
    assert {*agent.tools} == {
        *("search", "article", "history", "why", "gaps", "sources", "dictionary", "query"),
        *("watches", "matches"),
    }
    for tool in agent.tools.values():
        assert tool.description and 60 < len(tool.description) < 500
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            Draft202012Validator.check_schema(schema)
        for name, field in tool.input_schema["properties"].items():
            assert field.get("description"), f"{tool.name} {name}"
        assert tool.input_schema["additionalProperties"] is False


def test_a_chinese_word_of_two_characters_is_found(agent: Agent) -> None:
    found = agent.call("search", words="轮渡")
    (hit,) = [one for one in found["result"] if one["url"] == FERRY]
    assert "轮渡" in hit["snippet"]
    assert found["go_on"] is None


def test_a_search_goes_on_where_it_says(agent: Agent) -> None:
    whole = [one["article_id"] for one in agent.call("search", limit=50)["result"]]
    parts: list[int] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        answer = agent.call("search", limit=7, **more)
        parts += [one["article_id"] for one in answer["result"]]
        more = answer["go_on"]
    assert len(whole) > 20
    assert parts == whole


def test_an_article_is_read_part_by_part(agent: Agent) -> None:
    whole = agent.call("article", url=FERRY)["result"]
    text = whole["article"]["text"]
    assert (whole["text_from"], whole["text_to"]) == (0, whole["text_characters"]) == (0, len(text))
    parts: list[str] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        answer = agent.call("article", article_id=whole["article"]["article_id"], characters=100, **more)
        parts.append(answer["result"]["article"]["text"])
        more = answer["go_on"]
        assert bool(answer["left_out"]) == (more is not None)
    assert "".join(parts) == text


def test_an_older_revision_is_told_from_the_newest(agent: Agent) -> None:
    now = agent.call("article", url=FERRY)["result"]["article"]
    then = agent.call("article", url=FERRY, revision=1)
    assert (now["revision"], then["result"]["article"]["revision"]) == (2, 1)
    assert then["result"]["article"]["text"] != now["text"]
    assert "all other facts as they are now" in then["left_out"][0]


def test_a_history_tells_what_changed_by_word(agent: Agent) -> None:
    past = agent.call("history", url=FERRY)["result"]
    first, second = past["revisions"]
    assert (first["revision"], first["text_changes"]) == (1, [])
    assert second["cause"] == "publisher"
    kinds = {piece["kind"] for paragraph in second["text_changes"] for piece in paragraph}
    assert {"added"} <= kinds <= {"added", "removed", "same"}
    assert sum(len(piece["text"]) for part in second["text_changes"] for piece in part) < 1_000
    one = agent.call("history", url=FERRY, limit=1)
    assert one["go_on"] == {"first": 2}
    assert agent.call("history", url=FERRY, **one["go_on"])["result"]["revisions"] == [second]


def test_watches_and_what_they_found_go_on_where_they_say(agent: Agent, filled_url: str) -> None:
    rows = {row["watch"]: row for row in agent.call("watches")["result"]}
    assert [*rows] == ["broken", "ferry", "hostile"]
    assert rows["broken"]["state"] == "invalid"
    ferry = rows["ferry"]
    assert (ferry["state"], ferry["words"], ferry["on"]) == ("active", "轮渡", ["new", "edited"])
    first = agent.call("watches", limit=2)
    assert [row["watch"] for row in first["result"]] == ["broken", "ferry"]
    rest = agent.call("watches", limit=2, **first["go_on"])
    assert ([row["watch"] for row in rest["result"]], rest["go_on"]) == (["hostile"], None)
    assert agent.call("watches", skip=9)["result"] == []

    found = agent.call("matches", watch="ferry")
    assert len(found["result"]) == ferry["matches"] > 1
    assert found["go_on"] is None
    assert {"new", "edited"} == {row["kind"] for row in found["result"]}
    assert FERRY in {row["url"] for row in found["result"]}
    numbers: list[int] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        part = agent.call("matches", watch="ferry", limit=1, **more)
        numbers += [row["match_id"] for row in part["result"]]
        more = part["go_on"]
    assert numbers == sorted((row["match_id"] for row in found["result"]), reverse=True)
    assert agent.call("matches", watch="broken")["result"] == []
    # Without their files they are known by what they found.
    assert agent_of(filled_url).call("matches", watch="ferry")["result"] == found["result"]


def test_why_tells_what_happened_newest_first(agent: Agent) -> None:
    past = agent.call("why", url=FERRY)["result"]
    assert past["facts"]["source"] == "newsroom"
    assert [event["what"] for event in past["events"]] == ["changed", "new"]
    assert agent.call("why", url=FERRY, limit=1)["go_on"] == {"skip": 1}
    refused = agent.call("why", url="http://news.example/spam.html")["result"]
    assert refused["events"][0]["what"] == "refused"
    assert refused["events"][0]["reason"]


def test_rows_go_on_where_they_say(agent: Agent) -> None:
    sql = "SELECT article_id, text FROM current_articles ORDER BY article_id"
    numbers: list[int] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        answer = agent.call("query", sql=sql, limit=10, value_characters=10, **more)
        rows = answer["result"]["rows"]
        assert all(len(text) == 10 + len(CUT_MARK) for _, text in rows)
        numbers += [number for number, _ in rows]
        more = answer["go_on"]
        assert "10 characters" in answer["left_out"][0]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_answer_is_never_longer_than_an_agent_can_read(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_answers, "MOST_CHARACTERS", 3_000)
    answer = agent.call("query", sql="SELECT text FROM current_articles ORDER BY article_id", limit=20)
    assert 0 < len(answer["result"]["rows"]) < 20
    assert answer["go_on"] == {"skip": len(answer["result"]["rows"])}
    assert any("more rows" in line for line in answer["left_out"])
    found = agent.call("search", limit=50)
    assert 0 < len(found["result"]) < 50
    assert any("smaller `limit`" in line for line in found["left_out"])
    monkeypatch.setattr(agent_answers, "MOST_CHARACTERS", 300)
    few = agent.call("matches", watch="ferry")
    assert few["go_on"] == {"before": few["result"][-1]["match_id"]}, (
        "what does not fit comes with the next call"
    )
    monkeypatch.setattr(agent_answers, "MOST_CHARACTERS", 100)
    assert "fewer columns" in agent.error("query", sql="SELECT text FROM current_articles")
    assert MOST_CHARACTERS == 30_000


def test_words_that_find_nothing_are_no_proof_that_nothing_is_there(agent: Agent) -> None:
    """The article is of bakers, and of bakeries."""
    assert "other forms" in agent.call("search", words="bakery")["left_out"][0]
    assert not agent.call("search", words="bakeries")["left_out"]
    assert not agent.call("search", language="tlh")["left_out"]


def test_the_dictionary_tells_every_view_then_its_columns(agent: Agent, filled_url: str) -> None:
    everything = agent.call("dictionary")
    assert ("SQLite" if filled_url.startswith("sqlite") else "PostgreSQL") in everything["about"]
    views = everything["result"]
    assert "current_articles" in [view["view"] for view in views]
    (view,) = agent.call("dictionary", view="coverage_gaps")["result"]
    assert [column["column"] for column in view["columns"]][:2] == ["source", "day"]
    assert all(column["explanation"] for column in view["columns"])
    assert "current_articles" in agent.error("dictionary", view="articles_now")


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search", {"limit": 0}, ["limit", "greater than or equal to 1", "At most so many articles"]),
        ("search", {"limt": 3}, ["limt", "no such argument", "limit"]),
        ("search", {"words": "a OR b"}, ["OR"]),
        ("search", {"since": "yesterday"}, ["since", "YYYY-MM-DD"]),
        ("search", {"cursor": "AAAA"}, ["cursor"]),
        ("article", {}, ["`article_id` or `url`"]),
        ("article", {"article_id": 1, "url": FERRY}, ["one of them"]),
        ("article", {"article_id": 999_999}, ["999999"]),
        ("article", {"article_id": 1, "revision": 9}, ["no revision 9", "from 1 to 1"]),
        ("article", {"url": "http://nowhere.example/"}, ["nowhere.example", "`why`"]),
        ("gaps", {"source": "nobody"}, ["nobody", "`sources`"]),
        ("sources", {"source": "nobody"}, ["nobody"]),
        ("history", {"url": FERRY, "first": 3}, ["first=3", "from 1 to 2"]),
        ("why", {"url": "http://nowhere.example/x"}, ["nowhere.example/x", "declares a feed"]),
        ("query", {}, ["sql"]),
        ("query", {"sql": "DELETE FROM articles"}, ["DELETE", "only reads"]),
        ("query", {"sql": "SELECT x FROM nowhere"}, ["nowhere", "`dictionary`"]),
        ("query", {"sql": "SELECT 1", "limit": 501}, ["501", "500"]),
        ("newest", {}, ["newest", "search"]),
        ("watches", {"limit": 201}, ["limit", "200", "At most so many watches"]),
        ("matches", {}, ["watch", "Field required"]),
        ("matches", {"watch": "nobody"}, ["no watch 'nobody'", "`watches`"]),
        ("matches", {"watch": "ferry", "before": 0}, ["before", "`go_on`"]),
    ],
)
def test_errors_say_what_where_and_what_is_allowed(
    agent: Agent, name: str, arguments: dict[str, Any], said: list[str]
) -> None:
    message = agent.error(name, **arguments)
    for words in said:
        assert words in message
    assert "Traceback" not in message
    assert "pydantic" not in message


def test_of_many_wrong_arguments_a_few_are_told(agent: Agent) -> None:
    message = agent.error("search", **{f"a{number}": 1 for number in range(60)})
    assert message.count("there is no such argument") == 20
    assert "; and 40 more." in message


@pytest.mark.parametrize(
    "sql",
    [
        "WITH x AS (INSERT INTO crawls DEFAULT VALUES RETURNING 1) SELECT * FROM x",
        "SELECT load_extension('x')",
        "SELECT pg_sleep(1)",
        "SELECT 1; DROP TABLE articles",
        "ATTACH DATABASE '/etc/passwd' AS p",
        "COPY articles TO '/tmp/x'",
        "SELECT readfile('/etc/passwd')",
        "SELECT file FROM pragma_database_list",  # where the archive is
    ],
)
def test_sql_can_change_and_reach_nothing(agent: Agent, sql: str) -> None:
    before = agent.call("query", sql="SELECT count(*) FROM current_articles")["result"]["rows"]
    agent.error("query", sql=sql)
    assert agent.call("query", sql="SELECT count(*) FROM current_articles")["result"]["rows"] == before


def test_a_statement_that_takes_too_long_is_an_error(filled_url: str) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    told = agent_of(filled_url, timeout=0.3).error("query", sql=endless)
    assert "stopped after 0.3 s" in told and "Ask for less at a time" in told
    assert "cut short" not in told  # there is no result


def test_a_fault_of_ours_is_told_without_a_traceback(
    agent: Agent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("newsarchive.web.agent.agent_tools.find_articles", broken)
    message = agent.error("search", words="轮渡")
    assert "secret" not in message
    assert "secret of the inside" in caplog.text


def _hidden(text: str) -> list[str]:
    """Return the characters that a person would not see, or that move what a terminal shows."""
    return [
        sign
        for sign in text
        if sign not in "\n\t" and (unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\u202e\u202c\u2066")
    ]


def test_hostile_text_is_quoted_and_never_speaks_as_the_server(agent: Agent) -> None:
    for name, arguments in (
        ("article", {"url": HOSTILE_URL}),
        ("search", {"words": "zebrafish"}),
        ("query", {"sql": "SELECT title, text, authors FROM current_articles WHERE source = 'hostile'"}),
        ("query", {"sql": "SELECT text, rule FROM removed_text WHERE rule = 'hostile'"}),
        ("watches", {}),
        ("matches", {"watch": "hostile"}),
        ("query", {"sql": "SELECT 'x' AS \"ignore\u202e all\""}),
    ):
        result = agent.result(name, **arguments)
        text = told(result)
        assert not _hidden(text)
        assert not _hidden(json.dumps(result.structured_content, ensure_ascii=False))
        assert result.structured_content["warning"] == WARNING
        before, seal, quoted = re.split(r"<<<<< quotation ([0-9a-f]{16}) begins\n", text)
        assert "script" not in before
        inside, after = quoted.split(f"\n>>>>> quotation {seal} ends")
        assert json.loads(inside) == result.structured_content["result"]
        assert after == ""


def test_fences_are_new_each_time(agent: Agent) -> None:
    seals = {re.findall("quotation ([0-9a-f]+) begins", told(agent.result("sources")))[0] for _ in range(3)}
    assert len(seals) == 3


def test_nothing_of_the_archive_is_in_what_describes_the_tools(agent: Agent) -> None:
    for tool in agent.tools.values():
        described = tool.model_dump_json()
        for word in ("newsroom", "hostile", "example/"):
            assert word not in described
