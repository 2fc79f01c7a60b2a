"""The life of a URL stands in one module: the tables, the writers and the documents have it from there."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from newsarchive import evidence, incident_states, lifecycle
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.evidence import (
    SPAM_TOPICS,
    BlockPlace,
    PageKind,
    RepairKind,
    ReservationKind,
    ReservationOrigin,
    SpamKind,
    StatedFact,
    TextRelation,
)
from newsarchive.lifecycle import (
    AS_BEFORE,
    EVENT_OF,
    READ,
    REASONS,
    STATE_AFTER_SAVE,
    STORED_OUTCOMES,
    STORED_REREADS,
    TRANSITIONS,
    TRAP_PREFIX,
    CrawlKind,
    JournalEvent,
    Outcome,
    RenderMode,
    RereadOutcome,
    RevisionCause,
    SkipReason,
    UrlRelation,
    UrlState,
    Verdict,
    http_reason,
    is_reason,
)
from newsarchive.politeness import host_state
from newsarchive.politeness.host_state import STORED_ROBOTS_STATES, BlockReason, RobotsVerdict
from newsarchive.storage.interfaces import monitoring
from newsarchive.storage.interfaces.monitoring import AlarmKind, BoundOrigin
from newsarchive.stored_word import Word
from newsarchive.survey import site_evidence
from newsarchive.survey.site_evidence import SampleOutcome, SurveyProblem
from newsarchive.text.mojibake import multi_byte, single_byte
from newsarchive.text.spam.lexicon import CHANNELS, HELPERS, OFFERS, PROMISES, READERS, SERVICES
from tests.stored_words import unknown_words

KINDS = (
    *(UrlState, Outcome, JournalEvent, RereadOutcome, Verdict, RobotsVerdict, BlockReason),
    *(CrawlKind, RevisionCause, UrlRelation, RenderMode, TextRelation, StatedFact, AlarmKind, BoundOrigin),
    *(SampleOutcome, SurveyProblem, *REASONS.values()),
    *(PageKind, SpamKind, RepairKind, BlockPlace, ReservationKind, ReservationOrigin),
)
PACKAGE = Path("newsarchive")
# Why a crawl ended is told by Scrapy, and stored with the crawl: another thing.
OF_CRAWLS = frozenset({"close_spider_async", "end", "_give_up", "get_retry_request"})


# Words.


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_word_has_a_sentence(kind: type[Word]) -> None:
    for word in kind:
        assert word == word.lower() == str(word), word
        assert re.fullmatch(r"([A-Z0-9`]|robots).*\.", word.meaning, re.DOTALL), word
        assert word.phrase, word


def test_no_kind_of_reason_is_forgotten() -> None:
    kinds = {
        kind
        for module in (evidence, host_state, incident_states, lifecycle, monitoring, site_evidence)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Word)
    }
    assert kinds == {Word, *KINDS}
    assert all(is_reason(reason) for kind in REASONS.values() for reason in kind)


@pytest.mark.parametrize("word", ["", "dns", "http_", "http_5", "http_0503", "trap_", "Timeout"])
def test_what_is_no_reason_is_known_as_none(word: str) -> None:
    assert not is_reason(word)
    assert is_reason(http_reason(503))


def test_traps_of_addresses_have_their_reasons() -> None:
    """By their prefix the archive finds the URLs that such a reason left out."""
    found = {
        trap_of("https://h.example/" + path)
        for path in (
            "2031/02/30/x/calendar?date=2031-01-01&month=2",
            "story?id=4&sid=0a1b2c3d4e5f6071",
            "a/b/a/b/a/b/",
            "/".join("abcdefghijklmnopq"),
            "x?" + "&".join(f"p{n}={n}" for n in range(12)),
        )
    } - {None}
    assert found == {reason for reason in SkipReason if reason.startswith(TRAP_PREFIX)}


def test_topics_of_spam_are_where_the_model_and_the_lists_have_them() -> None:
    """The n-gram model was trained with these numbers."""
    assert list(SPAM_TOPICS) == [
        *("adult", "gambling", "pharmacy", "loan", "certificate", "piracy", "counterfeit", "seo")
    ]
    lists = {file.stem for file in (PACKAGE / "text/spam/data").glob("*.tsv")}
    assert lists == {*SPAM_TOPICS, *HELPERS, *OFFERS, *READERS, *PROMISES, *CHANNELS, *SERVICES}


def test_every_charset_has_its_kind_of_repair() -> None:
    charsets = {one.kind for one in (*single_byte.SINGLE_BYTE_CHARSETS, *multi_byte.MULTI_BYTE_READINGS)}
    assert charsets | set(single_byte.CHARSET_KINDS.values()) == {
        kind for kind in RepairKind if "_read_as_" in kind
    }


# Transitions.


def expected(state: str, outcome: str, *, stored: bool) -> str:
    """The state after an answer, said once more, as it was before there was a table."""
    if outcome == "postponed":
        return "found" if state in {"found", "claimed", "failed", "skipped"} else state
    if outcome == "gone":
        return state if stored else "gone"
    if outcome == "fetched" or outcome in {"not_modified", "unchanged"}:
        return "refused" if state == "refused" and outcome != "fetched" else "stored"
    if stored or state == "stored":
        return "refused" if state == "refused" else "stored"
    return "failed" if outcome == "failed" else "skipped"


@pytest.mark.parametrize(("state", "outcome"), list(product(UrlState, Outcome)))
def test_what_an_answer_does_to_a_state(state: UrlState, outcome: Outcome) -> None:
    if outcome in {Outcome.NEW, Outcome.CHANGED, Outcome.REFUSED}:
        assert (state, outcome) not in TRANSITIONS, "pages that were read are told by STATE_AFTER_SAVE"
        return
    after = TRANSITIONS[state, outcome]
    assert after.state == expected(state, outcome, stored=False)
    assert after.with_article == expected(state, outcome, stored=True)
    assert after.event is EVENT_OF[outcome]


def test_words_that_come_from_the_database_find_their_transition() -> None:
    after = TRANSITIONS["claimed", "failed"]  # type: ignore[index] # rows hold plain strings
    assert (after.state, after.event) == (UrlState.FAILED, JournalEvent.FAILED)


def test_every_outcome_is_told_of() -> None:
    assert set(EVENT_OF) == set(Outcome)
    assert set(READ) == set(STATE_AFTER_SAVE)
    assert {outcome for _, outcome in TRANSITIONS} | set(READ) == set(Outcome)
    assert set(AS_BEFORE) <= {outcome for outcome, event in EVENT_OF.items() if event is None}


# The tables.


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("urls", "state", UrlState),
        ("fetches", "outcome", STORED_OUTCOMES),
        ("url_events", "event", JournalEvent),
        ("rereads", "outcome", STORED_REREADS),
        ("fetches", "verdict", Verdict),
        ("hosts", "robots_state", STORED_ROBOTS_STATES),
        ("removed_blocks", "place", BlockPlace),
        ("capture_rights", "kind", ReservationKind),
        ("capture_rights", "origin", ReservationOrigin),
        ("urls", "relation", UrlRelation),
        ("crawls", "kind", CrawlKind),
        ("revisions", "cause", RevisionCause),
        ("renderings", "mode", RenderMode),
        ("similar_texts", "relation", TextRelation),
        ("restatements", "fact", StatedFact),
        ("alarms", "kind", AlarmKind),
        ("missed_expectations", "origin", BoundOrigin),
    ],
)
def test_released_constraints_allow_these_words(
    sqlite_url: str, table: str, column: str, words: tuple[Word, ...]
) -> None:
    """Another word needs a migration, which changes the constraint."""
    with closing(sqlite3.connect(str(make_url(sqlite_url).database))) as connection:
        ((made,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
    found = re.search(rf"CONSTRAINT \"?ck_{table}_{column}\"? CHECK \({column} IN \(([^)]*)\)\)", made)
    assert found is not None, made
    assert found.group(1) == ", ".join(f"'{word}'" for word in words)


# The code.


def reasons_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """Give the strings that are handed on as a `reason`."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = str(getattr(call.func, "id", "") or getattr(call.func, "attr", ""))
        for given in call.keywords:
            words = ast.walk(given.value) if given.arg == "reason" and name not in OF_CRAWLS else ()
            yield from (
                word for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)
            )


def test_reasons_in_code_are_found() -> None:
    code = "a(reason='x' if y else 'z'); b(reason=f'http_{s}'); close_spider_async(reason='finished')"
    assert [word.value for word in reasons_in(ast.parse(code))] == ["x", "z", "http_"]


def test_no_reason_is_written_out() -> None:
    """A reason comes from `newsarchive.lifecycle`, where it has its sentence."""
    found = [
        f"{file}:{word.lineno}: {word.value!r}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if PACKAGE / "survey" not in file.parents  # samples of a site are not stored
        for word in reasons_in(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_unknown_words_of_an_archive_are_found(sqlite_url: str) -> None:
    """Real crawls are held to this (tests.cli.crawling, tests.test_newsroom_crawl)."""
    file = Path(str(make_url(sqlite_url).database))
    assert unknown_words(file) == []
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO sources (name, declared) VALUES ('h', 1)")
        connection.execute(
            "INSERT INTO urls (source_id, url_key, url, kind, state, attempts, last_error, first_seen_at,"
            " last_seen_at) VALUES (1, 'k', 'u', 'article', 'failed', 1, 'dns', '2026-01-01', '2026-01-01')"
        )
        connection.execute("INSERT INTO hosts (host, blocked_reason) VALUES ('h.example', 'mood')")
    assert unknown_words(file) == ["hosts.blocked_reason: mood", "urls.last_error: dns"]
