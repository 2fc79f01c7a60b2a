"""Whatever a page says is said in both languages: stored words, messages of errors, the data dictionary."""

from __future__ import annotations

import ast
import html
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from starlette.testclient import TestClient

from newsarchive import web
from newsarchive.evidence import BlockPlace, RepairKind, SpamKind
from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import (
    REASONS,
    JournalEvent,
    Outcome,
    RereadOutcome,
    RevisionCause,
    UrlRelation,
    UrlState,
    Verdict,
)
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.monitoring.expectations import Expectation
from newsarchive.paths import bundled
from newsarchive.storage import queries
from newsarchive.storage.interfaces.monitoring import AlarmKind
from newsarchive.storage.interfaces.watch_store import MatchKind
from newsarchive.storage.queries.search_archive import Sort
from newsarchive.stored_word import Word
from newsarchive.watches.watch_declaration import WatchedFor
from newsarchive.web.display.translations import (
    CHINESE,
    OF_ONE,
    catalogue,
    date_source_name,
    explained,
    message_in,
    phrase_in,
    word_name,
)
from newsarchive.web.pages.sql_pages import ChartKind
from newsarchive.web.pages.stated_dates import DateMeaning, DateStanding

WEB = Path(web.__file__).parent
_NO_PAGES = re.compile(r"agent_|feed_|memento_|report_|web_settings|withdrawal_")
MODULES = [
    *(
        ".".join(("newsarchive.web", *one.relative_to(WEB).with_suffix("").parts))
        for one in sorted(WEB.rglob("[a-z]*.py"))
    ),
    *(
        f"{queries.__name__}.{name}"
        for name in ("article_search", "as_of", "parsed_sql", "postgresql_guard", "query_values", "sqlite")
    ),
]
PART = re.compile(r"{\w*}")


def test_of_one_thing_english_speaks_in_the_singular() -> None:
    assert OF_ONE.keys() <= CHINESE.keys()
    assert phrase_in("en", "{count} blocks", count="1") == "1 block"
    assert phrase_in("en", "{count} blocks", count=11) == "11 blocks"
    assert phrase_in("zh", "{count} blocks", count=1) == "1 段"


def test_every_stored_word_has_a_name_in_both_languages() -> None:
    words = catalogue("words")
    of_reasons: tuple[type[Word], ...] = (*REASONS.values(), RereadOutcome)
    reasons = {str(word) for kind in of_reasons for word in kind}
    kinds: dict[str, set[str]] = {
        "outcome": set(Outcome),
        "event": set(JournalEvent),
        "url_state": set(UrlState),
        "relation": {*UrlRelation, "known"},
        "verdict": set(Verdict),
        "cause": set(RevisionCause),
        "doubt": set(IncidentState),
        "reason": reasons,
        "repair": set(RepairKind),
        "spam": set(SpamKind),
        "place": set(BlockPlace),
        "alarm": set(AlarmKind),
        "match": set(MatchKind),
        "told": set(get_args(WatchedFor)),
        "expectation": set(Expectation),
        "witness": {"page", *(kind.name for kind in listing_kinds())},
        "date": {*get_args(DateMeaning), *get_args(DateStanding)},
        "sort": set(get_args(Sort)),
        "chart": {"auto", "none", *get_args(ChartKind)},
    }
    for kind, members in kinds.items():
        assert words[kind].keys() == {str(word) for word in members}, kind
    # Of these the list stands in the dictionary's explanation, and nowhere in the code.
    dictionary = "\n".join(explanations())
    for kind in ("state", "gap", "field", "standing"):
        assert all(f"`{word}`" in dictionary for word in words[kind]), kind
    assert all(f"`+{word}`" in dictionary for word in words["date_lack"])
    names = [names for of_kind in words.values() for names in of_kind.values()]
    assert all(len(one) == 2 and all(name.strip() for name in one) for one in names)


@pytest.mark.parametrize(
    ("date_source", "english", "chinese"),
    [
        ("json-ld", "the page's data for machines (JSON-LD)", "网页的结构化数据（JSON-LD）"),
        ("text+assumed-zone", "what the page shows (zone assumed)", "网页所示文字（时区为推定）"),
        (
            "meta:pubdate+day+source-zone",
            "the page's meta tag pubdate (a day only, zone of the source)",
            "网页的元标签 pubdate（只有日期，时区取自来源设定）",
        ),
        ("feed", "a feed", "订阅源"),
        ("src:new_one", "src:new_one", "src:new_one"),
    ],
)
def test_where_a_date_was_found_is_told_in_words(date_source: str, english: str, chinese: str) -> None:
    assert date_source_name("en", date_source) == english
    assert date_source_name("zh", date_source) == chinese


def test_the_dictionary_says_what_date_sources_stand_in_rows(client: TestClient) -> None:
    """It named `jsonld`, and a question for that found nothing."""
    rows = client.get("/api/v1/query", params={"sql": "SELECT DISTINCT date_source FROM current_articles"})
    held = {row[0] for row in rows.json()["rows"] if row[0]}
    assert len(held) > 2
    explained = "\n".join(explanations())
    for one in held:
        place, *lacking = one.split("+")
        kind, colon, _ = place.partition(":")
        assert f"`{kind}{colon}`" in explained, one
        assert all(f"`+{lack}`" in explained for lack in lacking), one


def test_words_without_a_name_are_shown_as_they_are() -> None:
    assert word_name("zh", "reason", "http_503") == "HTTP 503"
    assert word_name("zh", "reason", "of_a_newer_archive") == "of a newer archive"


def explanations() -> Iterator[str]:
    """Yield the explanations of all views as the newest migration has them."""
    newest: dict[str, Path] = {}
    for file in sorted((bundled("migrations") / "views").glob("*/*.columns.tsv")):
        newest[file.name] = file
    for file in newest.values():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")[2]


def test_the_dictionary_is_translated(client: TestClient) -> None:
    for line in client.get("/api/v1/dictionary").json()["columns"]:
        chinese = explained("zh", line["explanation"])
        assert chinese, f"{line['view']}.{line['column']}: {line['explanation']}"
        # Translated are the sentences; words of SQL stay.
        words = set(re.findall("`[^`]+`|NULL", line["explanation"]))
        assert words == set(re.findall("`[^`]+`|NULL", chinese)), line["explanation"]
    assert catalogue("dictionary").keys() <= set(explanations())


def raised_texts(module: ModuleType) -> Iterator[str]:
    """Yield each message and hint of an error that the module makes, with `{}` for its parts."""
    assert module.__file__ is not None
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
            hints = [one.value for one in node.keywords if one.arg == "hint"]
            for value in [*node.args[:1], *hints]:
                yield from _templates(value, module)
        # The guard makes tuples of status, message and hint.
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            status, *texts = node.value.elts
            if isinstance(status, ast.Constant) and isinstance(status.value, int):
                for value in texts:
                    yield from _templates(value, module)


def _templates(node: ast.expr, module: ModuleType) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _templates(node.body, module)
        yield from _templates(node.orelse, module)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    elif isinstance(node, ast.Name) and isinstance(getattr(module, node.id, None), str):
        yield getattr(module, node.id)


def test_every_message_is_translated_with_its_parts() -> None:
    checked = 0
    for name in MODULES:
        if _NO_PAGES.match(name.rpartition(".")[2]):
            continue
        for text in raised_texts(importlib.import_module(name)):
            if not re.search(r"\w", text):  # nothing but another message
                continue
            told = text.replace("{}", "PART")
            assert message_in("zh", told), f"{name}: {text}"
            checked += 1
    assert checked > 60
    for english, chinese in catalogue("messages").items():
        assert sorted(PART.findall(english)) == sorted(PART.findall(chinese)), english


TOLD = {
    "/articles/999999": "存档中没有文章 999999。",
    "/articles/x": "article_id：应为整数",
    "/search?since=yesterday": "since：应为日期，如 2026-11-24",
    "/search?limit=0": "limit：应不小于 1",
    "/search?nonsense=1": "nonsense：没有这个参数。",
    "/search?q=OR": "检索没有运算符 OR",
    "/search?q=a+OR+b": "在 SQL 中用 UNION",
    "/search?cursor=x": "不是本存档的游标",
    "/sources/nobody": "存档中没有来源 'nobody'。",
    "/nothing/here": "此地址没有内容。",
    "/sql?sql=DELETE+FROM+articles": "不能以 DELETE 开头",
    "/sql?sql=SELECT+nothing+FROM+current_articles": "无法执行该 SQL：",
    "/why?url=http://nobody.example/": "对 http://nobody.example/ 一无所知",
}


def test_errors_are_told_in_chinese(client: TestClient) -> None:
    for address, said in TOLD.items():
        answer = client.get(address, headers={"Accept-Language": "zh-CN"})
        assert answer.status_code in {400, 404}, address
        assert said in html.unescape(answer.text), answer.text


def test_no_message_takes_long_to_translate() -> None:
    """Anybody may put anything into a message."""
    for text in ("(" * 1_900, ": " * 900, "The archive has no article " + "x" * 1_900, "a: " * 600):
        assert message_in("zh", text) in {None, message_in("zh", text)}
    assert message_in("zh", "y" * 100_000) is None
