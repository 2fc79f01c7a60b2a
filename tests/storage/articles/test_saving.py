"""Pages into rows: what is new, changed, unchanged and refused, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from newsarchive.items import Repair
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.articles.saving import UNSTORABLE
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from tests.asking import asking_engine
from tests.storage.conftest import Rows
from tests.storage.making import NOON, SPAM, TEXT, URL, article, minutes, mirror_repair, refused

OTHER = "https://lantern.example/2026/ferry-again"


class TestRevisions:
    def test_first_is_new_then_unchanged_then_changed(self, archive: Archive, crawl: int, rows: Rows) -> None:
        captures = [
            article(),
            article(text=TEXT + "\n", fetched_at=minutes(5)),
            article(text=TEXT + "\nTickets cost more.", fetched_at=minutes(9)),
        ]
        saved = archive.saves.save(crawl, captures)
        assert [(one.outcome, one.revision) for one in saved] == [
            ("new", 1),
            ("unchanged", 1),
            ("changed", 2),
        ]
        assert rows("SELECT number, text FROM revisions ORDER BY number")[1] == (
            2,
            TEXT + "\nTickets cost more.",
        )
        assert rows("SELECT latest_number FROM articles") == [(2,)]

    @pytest.mark.parametrize("change", [{"title": "Ferry"}, {"authors": ("Ada Holm",)}])
    def test_title_and_byline_make_a_revision(
        self, archive: Archive, crawl: int, change: dict[str, Any]
    ) -> None:
        saved = archive.saves.save(crawl, [article(), article(body=b"edited", **change)])
        assert saved[1].outcome == Outcome.CHANGED

    def test_dateline_and_date_make_none(self, archive: Archive, crawl: int) -> None:
        saved = archive.saves.save(crawl, [article(), article(dateline="Holm", published_at=None)])
        assert saved[1].outcome == Outcome.UNCHANGED

    def test_payload_is_kept_for_first_and_changed_only(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        archive.saves.save(crawl, [article(body=b"1"), article(body=b"2"), article(text="Else.", body=b"3")])
        kept = rows("SELECT outcome, payload_sha256 IS NOT NULL FROM fetches ORDER BY id")
        assert [(outcome, bool(there)) for outcome, there in kept] == [
            ("new", True),
            ("unchanged", False),
            ("changed", True),
        ]
        assert rows("SELECT count(*) FROM payloads") == [(2,)]

    def test_every_column_of_a_revision(self, archive: Archive, crawl: int, rows: Rows) -> None:
        full = article(
            editor="Cy Moor",
            outlet="The Lantern",
            dateline="Holm, 14 March",
            section="Harbour",
            tags=("ferry", "pier"),
            modified_at="2026-03-14T11:00:00+08:00",
            date_source="json_ld",
            script=None,
            image="https://lantern.example/f.jpg",
            repairs=(mirror_repair(), Repair("entities", 3, 1.0)),
            removed=(SPAM,),
        )
        archive.saves.save(crawl, [full])
        named = rows(
            "SELECT editor, outlet, dateline, section, image, date_source, charset, word_count FROM revisions"
        )
        places = ("Cy Moor", "The Lantern", "Holm, 14 March", "Harbour", "https://lantern.example/f.jpg")
        assert named == [(*places, "json_ld", "utf-8", 13)]
        people = rows("SELECT role, position, name FROM people ORDER BY role, position")
        assert people == [("author", 0, "Ada Holm"), ("author", 1, "Bo Lind"), ("editor", 0, "Cy Moor")]
        assert rows("SELECT tag FROM tags ORDER BY position") == [("ferry",), ("pier",)]
        assert rows("SELECT hosts FROM removed_blocks") == [("a.example b.example",)]
        assert rows("SELECT kind, count FROM repairs ORDER BY id") == [("pinyin_note", 12), ("entities", 3)]


class TestIdentity:
    def test_canonical_link_of_the_same_host_joins_addresses(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        copy = article(OTHER, canonical_url=URL)
        assert [one.outcome for one in archive.saves.save(crawl, [article(), copy])] == ["new", "unchanged"]
        found = rows("SELECT url, relation, article_id IS NOT NULL FROM urls ORDER BY url")
        assert [(url, relation) for url, relation, _ in found] == [(URL, "canonical"), (OTHER, "duplicate")]

    @pytest.mark.parametrize("canonical", ["https://elsewhere.example/x", "https://lantern.example/"])
    def test_canonical_link_elsewhere_or_home_is_not_believed(
        self, archive: Archive, crawl: int, canonical: str
    ) -> None:
        pages = [article(canonical_url=canonical), article(OTHER, canonical_url=canonical)]
        assert [one.outcome for one in archive.saves.save(crawl, pages)] == ["new", "new"]

    def test_redirect_and_amp_are_told(self, archive: Archive, crawl: int, rows: Rows) -> None:
        old, amp = "https://lantern.example/?id=7", "https://lantern.example/2026/ferry/amp"
        archive.saves.save(crawl, [article(old, final_url=URL), article(amp, canonical_url=URL)])
        found = rows("SELECT url, relation FROM urls ORDER BY relation")
        assert found == [(amp, "amp"), (URL, "canonical"), (old, "redirect")]
        assert rows("SELECT count(*) FROM articles") == [(1,)]

    def test_article_moves_to_the_address_it_names_later(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        archive.saves.save(crawl, [article(OTHER)])
        saved = archive.saves.save(crawl, [article(OTHER, canonical_url=URL, fetched_at=minutes(1))])
        assert saved[0].outcome == Outcome.UNCHANGED
        assert rows("SELECT url, relation FROM urls ORDER BY url") == [(URL, "canonical"), (OTHER, "former")]
        assert rows("SELECT u.url FROM articles a JOIN urls u ON u.id = a.url_id") == [(URL,)]

    def test_very_long_addresses_are_kept_apart(self, archive: Archive, crawl: int) -> None:
        stem = "https://lantern.example/" + "a" * 9_000
        saved = archive.saves.save(crawl, [article(stem + "1"), article(stem + "2")])
        assert [one.outcome for one in saved] == ["new", "new"]

    def test_page_without_address_is_known_by_its_bytes(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        saved = archive.saves.save(crawl, [article(""), article("")])
        assert [one.outcome for one in saved] == ["new", "unchanged"]
        assert rows("SELECT count(*) FROM urls WHERE url LIKE 'urn:sha256:%'") == [(1,)]


class TestRefusals:
    def test_refused_page_leaves_evidence_and_no_article(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        saved = archive.saves.save(crawl, [refused()])
        assert (saved[0].outcome, saved[0].reason) == ("refused", "spam_only")
        assert rows("SELECT count(*) FROM articles") == [(0,)]
        assert rows("SELECT state, last_error FROM urls") == [("refused", "spam_only")]
        assert rows("SELECT event, reason FROM url_events") == [("refused", "spam_only")]
        assert rows("SELECT size FROM payloads") == [(6,)]
        assert rows("SELECT source, url, place, text, revision FROM removed_text") == [
            ("lantern", URL, "tail", "WIN|WIN", None)
        ]

    def test_hijacked_later_leaves_the_stored_text_alone(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        archive.saves.save(crawl, [article(), refused(fetched_at=minutes(3))])
        assert rows("SELECT text, revision, withdrawn_at FROM current_articles") == [(TEXT, 1, None)]
        assert archive.saves.save(crawl, [article(fetched_at=minutes(6))])[0].outcome == Outcome.UNCHANGED
        assert rows("SELECT state FROM urls") == [("stored",)]

    def test_article_sent_to_the_front_page_is_withdrawn(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        home, later = (
            article(text="Welcome.", final_url="https://lantern.example/", fetched_at=minutes(at))
            for at in (4, 64)
        )
        saved = archive.saves.save(crawl, [article(), home])
        assert saved[1].reason == "redirected_home"
        archive.saves.save(crawl, [later])
        archive.crawls.end(crawl, minutes(65), "finished")
        assert rows("SELECT text, withdrawn_at IS NOT NULL FROM current_articles")[0][0] == TEXT
        assert rows("SELECT event FROM url_events ORDER BY id")[-1] == ("withdrawn",)


class TestWholeness:
    def test_unfit_characters_go_and_are_counted(self, archive: Archive, crawl: int, rows: Rows) -> None:
        bad = article(text="A\x00B\ud800C", title="T\x00", authors=("\udfffAda",))
        archive.saves.save(crawl, [bad])
        assert rows("SELECT title, text, authors FROM current_articles") == [("T", "ABC", "Ada")]
        assert rows("SELECT kind, count FROM repairs") == [("unstorable_characters", 4)]

    def test_page_the_database_refuses_costs_that_page_only(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        bad = article(OTHER, script="Latn", authors=("Nobody",))  # breaks a CHECK half-way through the save
        saved = archive.saves.save(crawl, [article(), bad, article(URL + "3")])
        assert [one.outcome for one in saved] == ["new", "refused", "new"]
        assert saved[1].reason == UNSTORABLE
        assert rows("SELECT count(*) FROM articles") == [(2,)]
        assert rows("SELECT count(*) FROM people WHERE name = 'Nobody'") == [(0,)]
        assert rows(f"SELECT count(*) FROM url_events WHERE reason = '{UNSTORABLE}'") == [(1,)]

    @pytest.mark.parametrize("sqlstate", ["22001", "23514", "54000", "54001"])
    def test_page_a_server_has_no_room_for_costs_that_page_only(
        self, own_postgres_url: str, sqlstate: str
    ) -> None:
        """To psycopg a program limit (54000) is what a server that is away is: an OperationalError."""
        with asking_engine(own_postgres_url) as engine, engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE 'row is too big' USING ERRCODE = '{sqlstate}'; END $$;"
                "CREATE TRIGGER refuses BEFORE INSERT ON people FOR EACH ROW"
                " WHEN (NEW.name = 'Nobody') EXECUTE FUNCTION refuse()"
            )
        archive = open_archive(own_postgres_url)
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        bad = article(OTHER, authors=("Nobody",))
        saved = archive.saves.save(crawl, [article(), bad, article(URL + "3")])
        archive.close()
        assert [one.outcome for one in saved] == ["new", "refused", "new"]
        with asking_engine(own_postgres_url) as engine, engine.connect() as connection:
            told = connection.exec_driver_sql("SELECT reason, detail FROM fetches WHERE outcome = 'refused'")
            reason, detail = told.one()
        assert reason == UNSTORABLE
        assert "row is too big" in detail

    def test_nothing_of_a_call_that_fails_is_stored(self, archive: Archive, crawl: int, rows: Rows) -> None:
        naive = article(OTHER, fetched_at=datetime(2026, 3, 14))  # noqa: DTZ001
        with pytest.raises(Exception, match="without zone"):
            archive.saves.save(crawl, [article(), naive])
        assert rows("SELECT count(*) FROM urls") == [(0,)]

    def test_import_skips_what_it_has_to_the_letter(self, archive: Archive, rows: Rows) -> None:
        crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
        pages = [article(), article(), article("http://lantern.example/2026/ferry")]
        assert [one.outcome for one in archive.saves.save(crawl, pages)] == ["new", "unchanged", "unchanged"]
        assert archive.saves.save(crawl, pages[:1])[0].outcome == Outcome.UNCHANGED
        assert rows("SELECT url FROM fetches ORDER BY id") == [(URL,), ("http://lantern.example/2026/ferry",)]
        assert rows("SELECT name FROM sources") == [("lantern.example",)]


class TestReturn:
    def test_withdrawn_article_comes_back(self, archive: Archive, crawl: int, rows: Rows) -> None:
        archive.saves.save(crawl, [article()])
        gone = Answer(
            url=URL, kind="article", outcome=Outcome.GONE, at=minutes(1), status=404, reason="not_found"
        )
        archive.frontier.record(crawl, [gone, replace(gone, at=minutes(61))])
        archive.crawls.end(crawl, minutes(62), "finished")
        assert rows("SELECT withdrawn_at IS NOT NULL FROM articles") in ([(1,)], [(True,)])
        archive.saves.save(crawl, [article(fetched_at=minutes(63))])
        assert rows("SELECT withdrawn_at FROM articles") == [(None,)]
        assert [row[0] for row in rows("SELECT event FROM url_events ORDER BY id")] == [
            *["new", "failed", "withdrawn", "returned"]
        ]

    def test_seen_times_are_the_outermost(self, archive: Archive, crawl: int) -> None:
        archive.saves.save(
            crawl, [article(), article(fetched_at=minutes(-5)), article(fetched_at=minutes(7))]
        )
        known = archive.frontier.lookup([URL])[URL]
        assert known.first_stored_at == minutes(-5)
        assert known.last_fetched_at == minutes(7)
        assert known.published_at == datetime(2026, 3, 14, 1, 30, tzinfo=UTC)

    def test_found_before_saved_keeps_the_first_row(self, archive: Archive, crawl: int, rows: Rows) -> None:
        archive.frontier.discover(crawl, [FoundLink(url=URL + "?utm_source=feed")], NOON)
        archive.saves.save(crawl, [article()])
        assert rows("SELECT state FROM urls") == [("stored",)]
