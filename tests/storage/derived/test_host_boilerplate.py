"""A completed run publishes what pages of one host share; nothing else does, and nothing counts twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.hints import SharedParts
from newsarchive.items import CleanArticle, RemovedBlock
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.derived import host_boilerplate
from newsarchive.text.boilerplate.learning import line_key
from tests.storage.conftest import Rows
from tests.storage.making import SPAM, article, minutes
from tests.text.boilerplate.making import NOTICE, sentences

SHORE = ("lantern", "shore.example")


def story(number: int, *, host: str = "shore.example", cut: bool = False, extra: str = "") -> CleanArticle:
    """A story with the notice below it, or with the notice cut off."""
    body = "\n".join(sentences(number))
    blocks = (known(NOTICE), SPAM) if cut else (SPAM,)
    return article(
        f"https://{host}/{number}",
        text=body + extra if cut else f"{body}\n{NOTICE}{extra}",
        title=f"Lamp {number}",
        published_at=f"2026-03-{number % 28 + 1:02}T09:00:00+08:00",
        removed=blocks,
        body=f"{number} {extra}".encode(),
    )


def known(line: str) -> RemovedBlock:
    return RemovedBlock(
        place=BlockPlace.TAIL, kind=SpamKind.FURNITURE, rule="host_lines", score=1.0, text=line
    )


def run(archive: Archive, pages: Sequence[CleanArticle], reason: str = "finished") -> list[str]:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    outcomes: list[str] = [saved.outcome for saved in archive.saves.save(crawl, pages)]
    archive.crawls.end(crawl, minutes(9), reason)
    return outcomes


def test_a_finished_run_publishes(archive: Archive, rows: Rows) -> None:
    assert archive.reads.shared() == {}
    run(archive, [story(n) for n in range(6)] + [story(n, host="www.inland.example") for n in range(50, 54)])
    key = line_key(NOTICE) or ""
    assert archive.reads.shared() == {
        SHORE: SharedParts(tail=frozenset({key}), spam_hosts=frozenset({"a.example", "b.example"}))
    }
    assert rows("SELECT host, place, line, stories, stories_seen FROM host_lines") == [
        ("shore.example", "tail", NOTICE, 6, 6)
    ]
    assert len(rows("SELECT * FROM learnings")) == 1


@pytest.mark.parametrize("reason", ["shutdown", "failed", "archive_unavailable"])
def test_one_that_ended_early_does_not(archive: Archive, rows: Rows, reason: str) -> None:
    run(archive, [story(n) for n in range(6)], reason)
    assert archive.reads.shared() == {}
    assert rows("SELECT count(*) FROM learnings") == [(0,)]
    run(archive, [])  # what it had saved is learned by the next that completes
    assert SHORE in archive.reads.shared()


def test_nothing_counts_twice(archive: Archive, rows: Rows) -> None:
    pages = [story(n) for n in range(4)]
    run(archive, pages)
    run(archive, pages)
    run(
        archive,
        [story(n, extra=f"\nCorrection: {n} lamps were lit that night, not fewer.") for n in range(4)],
    )
    assert archive.reads.shared() == {}
    run(archive, [story(4)])
    assert rows("SELECT stories, stories_seen FROM host_lines") == [(5, 5)]


def test_a_line_known_and_cut_stays_known(archive: Archive, rows: Rows) -> None:
    run(archive, [story(n) for n in range(6)])
    run(archive, [story(n, cut=True) for n in range(10, 18)])
    assert rows("SELECT line, stories, stories_seen FROM host_lines") == [(NOTICE, 14, 14)]


def test_a_line_that_went_is_forgotten(archive: Archive, rows: Rows) -> None:
    run(archive, [story(n) for n in range(6)])
    without = [story(n, cut=True) for n in range(20, 40)]
    run(archive, [article(a.page.url, text=a.text, title=a.title) for a in without])
    assert rows("SELECT * FROM host_lines") == []
    assert rows("SELECT count(*) FROM learnings") == [(2,)]


def test_hosts_without_news_are_left_as_they_are(archive: Archive, rows: Rows) -> None:
    run(archive, [story(n) for n in range(6)])
    before = rows("SELECT id FROM host_lines")
    run(archive, [story(n, host="other.example") for n in range(6)])
    assert before[0] in rows("SELECT id FROM host_lines")
    assert len(rows("SELECT * FROM host_lines")) == 2


def test_newer_knowledge_is_no_edit_but_an_edit_is_one(archive: Archive, rows: Rows) -> None:
    run(archive, [story(n) for n in range(6)])
    # Other bytes (an advertisement changed), the same text, read by a run that knows the notice.
    read = story(1, cut=True)
    assert run(archive, [article(read.page.url, text=read.text, title=read.title, removed=read.removed)]) == [
        "unchanged"
    ]
    assert run(archive, [story(2, cut=True, extra="\nA second lamp was lit in the evening of the day.")]) == [
        "changed"
    ]
    # And back: a run that knows less.
    assert run(archive, [story(2, extra="\nA second lamp was lit in the evening of the day.")]) == [
        "unchanged"
    ]
    assert rows("SELECT count(*) FROM revisions") == [(7,)]


def test_the_same_bytes_are_no_edit_whatever_is_made_of_them(archive: Archive) -> None:
    run(archive, [article(text="One reading of it.", body=b"bytes")])
    assert run(archive, [article(text="Another reading of it.", body=b"bytes")]) == ["unchanged"]
    assert run(archive, [article(text="Another reading of it.", body=b"others")]) == ["changed"]


def test_a_changed_title_is_an_edit_beside_newer_knowledge(archive: Archive) -> None:
    run(archive, [story(1)])
    read = story(1, cut=True)
    retitled = article(read.page.url, text=read.text, title="Another", removed=read.removed)
    assert run(archive, [retitled]) == ["changed"]


def test_a_run_that_published_meanwhile_is_learned_from_too(
    archive: Archive, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(first, [story(n) for n in range(4)])
    second = archive.crawls.begin("other", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(second, [story(n) for n in range(4, 6)])
    learn = type(archive.crawls)._learn  # type: ignore[attr-defined]
    calls: list[int] = []

    def learn_slowly(crawls: object) -> object:
        learned = learn(crawls)
        calls.append(1)
        if len(calls) == 1:  # the other run ends while this one has looked, but not yet written
            archive.crawls.end(second, minutes(1), "finished")
        return learned

    monkeypatch.setattr(type(archive.crawls), "_learn", learn_slowly)
    archive.crawls.end(first, minutes(2), "finished")
    assert len(calls) == 3
    assert rows("SELECT count(*) FROM crawls WHERE ended_at IS NULL") == [(0,)]
    assert rows("SELECT max(last_revision) FROM learnings") == rows("SELECT max(id) FROM revisions")


def _undated(article: CleanArticle) -> CleanArticle:
    return replace(article, facts=replace(article.facts, published_at=None))


@pytest.mark.parametrize("backwards", [False, True])
def test_only_the_newest_articles_have_a_vote(
    archive: Archive, rows: Rows, monkeypatch: pytest.MonkeyPatch, *, backwards: bool
) -> None:
    monkeypatch.setattr(host_boilerplate, "_NEWEST", 6)
    old = [story(n) for n in range(8)]
    new = [replace(story(n, cut=True), removed=()) for n in range(10, 15)]
    pages = [*old, *new, _undated(replace(story(40, cut=True), removed=()))]
    run(archive, pages[::-1] if backwards else pages)
    assert rows("SELECT * FROM host_lines") == []
    assert {row[0] for row in rows("SELECT count(*) FROM learnings")} == {1}
    monkeypatch.setattr(host_boilerplate, "_NEWEST", 13)
    run(archive, [replace(story(30, cut=True), removed=())])
    assert rows("SELECT stories, stories_seen FROM host_lines") == [(7, 13)]
