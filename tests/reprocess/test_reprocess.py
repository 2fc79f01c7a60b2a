"""`reprocess` after a deliberate change of a rule: exactly what it touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind, RereadOutcome
from newsarchive.stages import run_stages
from newsarchive.storage import open_archive
from tests.cli.running import run
from tests.reprocess.making import BOX, CUTTING, PLAIN, READERS, Quay, has_box, html, listed, url_of

PAGES = 24
BOXED = sorted(url_of(number) for number in range(PAGES) if has_box(number))
# What is told of a reading: the texts decide. What is stored of it, and what others store meanwhile, is tried
# on both databases.
ON_SQLITE = pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)


@pytest.fixture
def quay(archive_url: str, tmp_path: Path) -> Quay:
    made = Quay(tmp_path / "quay", archive_url, PAGES)
    made.fill()
    return made


@ON_SQLITE
def test_the_dry_run_lists_exactly_what_the_rule_touches(quay: Quay) -> None:
    assert len(quay.ask("SELECT * FROM current_articles")) == PAGES
    assert listed(quay, "--dry-run") == []
    quay.declare(CUTTING)
    before = quay.contents()
    found = listed(quay, "--dry-run")
    assert [line["url"] for line in found] == BOXED
    assert {
        (line["change"], line["fields"], line["chars_added"], line["chars_removed"]) for line in found
    } == {("revised", "text", 0, len(BOX) + 1)}
    assert quay.contents() == before
    assert listed(quay) == found


def test_revisions_are_ours_and_reading_again_changes_nothing(quay: Quay) -> None:
    quay.declare(CUTTING)
    listed(quay)
    history = quay.ask("SELECT url, revision, cause FROM article_history WHERE revision > 1 ORDER BY url")
    assert history == [(url, 2, "reprocess") for url in BOXED]
    assert quay.ask(f"SELECT url FROM current_articles WHERE text LIKE '%{BOX[:20]}%'") == []
    assert quay.ask("SELECT count(*) FROM fetches") == [(PAGES,)]
    assert listed(quay) == []  # what the pages share is learned anew, and once more looked at
    before = quay.contents()
    code, _, said = quay.run("reprocess")
    assert (code, quay.contents()) == (0, before)
    assert said_of(said, "read by the same code before")[-1] == str(PAGES)
    assert listed(quay, "--dry-run") == listed(quay, "--again") == []
    assert quay.contents() == before


def test_copies_are_grouped_anew(quay: Quay) -> None:
    line = {"id": "c", "path": "0.html", "url": "https://copy.example/0", "source": "quay"}
    (quay.folder / "copy.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert quay.run("import", "pages", "copy.jsonl")[0] == 0
    copies = "SELECT url FROM syndicated_stories ORDER BY url"
    assert quay.ask(copies) == [("https://copy.example/0",), (url_of(0),)]
    quay.declare(CUTTING)
    listed(quay)
    newest = "SELECT state FROM fingerprints f JOIN revisions r ON r.id = f.revision_id WHERE r.number = 2"
    assert set(quay.ask(newest)) == {("grouped",)}
    assert quay.ask("SELECT count(*) FROM fingerprints WHERE state <> 'grouped'") == [(0,)]
    assert quay.ask(copies) == [("https://copy.example/0",), (url_of(0),)]


def said_of(said: str, name: str) -> list[str]:
    return next(line.split() for line in said.splitlines() if line.startswith(name))


@ON_SQLITE
def test_other_facts_alone_make_a_revision_only_when_asked_for(quay: Quay) -> None:
    quay.declare(PLAIN.replace('title = "Quay"', 'title = "Quay"\ntimezone = "Asia/Tokyo"'))
    page = quay.folder / "dated.html"
    body = (quay.folder / "1.html").read_text(encoding="utf-8")
    stamp = '<meta property="article:published_time" content="2026-03-14T09:30:00">'
    page.write_text(body.replace("<head>", f"<head>{stamp}"), encoding="utf-8")
    line = {"id": "d", "path": "dated.html", "url": "https://quay.example/dated", "source": "quay"}
    (quay.folder / "dated.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    quay.declare(PLAIN)
    assert quay.run("import", "pages", "dated.jsonl")[0] == 0
    quay.declare(PLAIN.replace('title = "Quay"', 'title = "Quay"\ntimezone = "Asia/Tokyo"'))
    (found,) = listed(quay)
    assert found["change"] == "metadata"
    assert "published_offset" in str(found["fields"])
    assert quay.ask("SELECT count(*) FROM revisions WHERE cause = 'reprocess'") == [(0,)]
    quay.change("UPDATE articles SET published_on = NULL, day = '2000-01-01'")
    assert [each["change"] for each in listed(quay, "--metadata")] == ["metadata"]
    assert quay.run("db", "verify")[0] == 0  # the article's day follows its new revision
    assert quay.ask("SELECT published_offset FROM current_articles WHERE revision = 2") == [("+09:00",)]
    assert listed(quay, "--metadata") == []


@ON_SQLITE
def test_a_model_that_is_surer_or_less_sure_changes_nothing(quay: Quay) -> None:
    """A newly trained one moves every score; text, rules and kinds are what an archive holds."""
    quay.declare(CUTTING)
    listed(quay)
    damaged = html(1).replace("<p>", "<p>Tea &amp;amp; cake. ", 1)
    (quay.folder / "damaged.html").write_text(damaged, encoding="utf-8")
    line = {"id": "d", "path": "damaged.html", "url": "https://quay.example/damaged", "source": "quay"}
    (quay.folder / "damaged.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert quay.run("import", "pages", "damaged.jsonl")[0] == 0
    for table, column in (("removed_blocks", "score"), ("repairs", "confidence")):
        assert quay.ask(f"SELECT count(*) > 0 FROM {table} WHERE {column} = 1") in ([(1,)], [(True,)]), table
        quay.change(f"UPDATE {table} SET {column} = 0.5")
    quay.change("UPDATE revisions SET text_confidence = 0.5")
    before = quay.contents()
    assert listed(quay, "--metadata", "--again", "--dry-run") == listed(quay, "--metadata", "--again") == []
    assert quay.contents() == before | {READERS: quay.ask(READERS)}
    quay.change("UPDATE removed_blocks SET rule = 'other'")
    assert {str(each["fields"]) for each in listed(quay, "--metadata", "--again")} == {"removed"}


def test_what_another_run_changed_meanwhile_is_left_alone(quay: Quay) -> None:
    archive = open_archive(quay.url)
    try:
        store = archive.reprocessing
        captures = store.load(store.wanted(None, None))
        readings = [(capture, run_stages(capture.page), "reader") for capture in captures]
        quay.declare(CUTTING)
        listed(quay)
        before = quay.contents()
        crawl = archive.crawls.begin(None, CrawlKind.REPROCESS, clock.now())
        found = store.save(crawl, readings, metadata=True)
    finally:
        archive.close()
    assert sorted(each.url for each in found if each.kind is RereadOutcome.MOVED_ON) == BOXED
    assert {each.kind for each in found} == {RereadOutcome.MOVED_ON, RereadOutcome.UNCHANGED}
    assert {sql: rows for sql, rows in quay.contents().items() if sql != READERS} == {
        sql: rows for sql, rows in before.items() if sql != READERS
    }


@ON_SQLITE
def test_a_refused_page_may_become_an_article_and_an_article_is_never_lost(quay: Quay) -> None:
    quay.declare(PLAIN + '[rights]\nnoarchive = "keep"\n[extraction]\nbody = "h1"\nremove = ["p"]\n')
    line = {"id": "r", "path": "7.html", "url": "https://quay.example/refused", "source": "quay"}
    (quay.folder / "refused.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert quay.run("import", "pages", "refused.jsonl")[0] == 0
    refused = "SELECT verdict, outcome FROM fetches WHERE url = 'https://quay.example/refused'"
    assert quay.ask(refused) == [("not_article", "refused")]
    doubted = listed(quay)
    assert {line["change"] for line in doubted} == {"doubted"}
    assert len(doubted) == PAGES
    assert len(quay.ask("SELECT * FROM current_articles")) == PAGES
    assert quay.ask("SELECT count(*) FROM url_events WHERE event = 'reread'") == [(PAGES,)]
    quay.declare(PLAIN)
    found = listed(quay)
    assert [(line["change"], line["url"]) for line in found] == [("accepted", "https://quay.example/refused")]
    assert len(quay.ask("SELECT * FROM current_articles")) == PAGES + 1
    assert quay.ask(refused) == [("article", "new")]


@ON_SQLITE
def test_mistakes_are_named(quay: Quay) -> None:
    code, _, said = quay.run("reprocess", "--source", "nobody")
    assert (code, "no source 'nobody'" in said, "quay" in said) == (2, True, True)


def test_the_command_as_a_shell_runs_it(sqlite_url: str, tmp_path: Path) -> None:
    quay = Quay(tmp_path / "quay", sqlite_url, PAGES)
    quay.fill()
    quay.declare(CUTTING)
    code, out, said = run(
        "reprocess", cwd=quay.folder, variables=quay.variables | {"NEWSARCHIVE_WORKERS": "1"}
    )
    assert code == 0, said
    assert [url for url in map(url_of, range(PAGES)) if f"{url} " in out] == sorted(BOXED, key=len)
    assert said_of(said, "revised")[-1] == str(len(BOXED))


def test_what_a_feed_has_said_since_is_read_too(quay: Quay) -> None:
    """One page of many: the others were read by the same code, knowing as much as now."""
    listed(quay, "--metadata")
    listed(quay, "--metadata")  # what the pages share was learned by the first
    quay.change(f"UPDATE urls SET hint_published_at = '2026-03-01T08:00:00+01:00' WHERE url = '{url_of(1)}'")
    found = [(line["url"], line["change"], line["fields"]) for line in listed(quay, "--metadata")]
    assert found == [(url_of(1), "metadata", "date_source, published_at, published_offset, published_on")]
    dated = quay.ask("SELECT url, published_at FROM current_articles WHERE date_source = 'listing'")
    assert [tuple(map(str, row)) for row in dated] == [(url_of(1), "2026-03-01 07:00:00")]


def test_articles_that_a_list_dates_later_are_found_and_dated(quay: Quay) -> None:
    """Of two words the one heard after the page was fetched counts, and once."""
    for number, heard in ((1, "2026-03-14 13:00:00"), (2, "2026-03-14 11:00:00")):
        quay.change(
            "INSERT INTO testimonies (url_id, listing_id, said_key, heard_at, last_heard_at, published_at)"
            f" SELECT id, id, 'k', '{heard}', '{heard}', '2026-03-13T08:00:00Z' FROM urls"
            f" WHERE url = '{url_of(number)}'"
        )
    archive = open_archive(quay.url)
    try:
        store = archive.reprocessing
        found = store.dated_later("quay", 10)
        assert [capture.page.url for capture in store.load(found)] == [url_of(1)]
        assert store.dated_later("quay", 0) == store.dated_later("other", 10) == []
        assert [line["change"] for line in listed(quay, "--dry-run")] == ["metadata"] * 2
        listed(quay)
        dated = quay.ask(
            "SELECT url, revision FROM current_articles WHERE published_at IS NOT NULL ORDER BY url"
        )
        assert dated == [(url_of(1), 2), (url_of(2), 2)]
        assert store.dated_later("quay", 10) == []
    finally:
        archive.close()
