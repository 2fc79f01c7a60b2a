"""`search` on both databases: the same hits in the same order, whatever happened to the articles."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from newsarchive import clock
from newsarchive.errors import SchemaNotAtHeadError, UsageError
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed
from newsarchive.storage.derived.completion import complete_derived
from newsarchive.storage.derived.search_entries import refresh, unindex
from newsarchive.storage.maintenance.takedown import forget
from newsarchive.storage.migrating.commands import downgrade_schema, upgrade_schema
from newsarchive.storage.queries import search_indexes
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.past_index import PastIndex
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_archive import search_articles
from newsarchive.storage.queries.search_hits import Index, Within, hits
from newsarchive.storage.schema import articles, search_entries
from newsarchive.words import index_words
from newsarchive.words.word_index import MOST_BYTES
from tests.storage.derived.test_completion import Shown
from tests.storage.making import NOON, article, minutes

STORIES = {
    "hans": ("经济", "国务院：中国经济持续向好。\nGPT-4 发布。", "2026-03-01"),
    "hant": ("港聞", "立法會討論經濟發展，隨著旅客增加。", "2026-03-02T08:00:00+08:00"),
    "rates": (
        "Interest rates",
        "The bank raised its interest rate. C++ is no bank.",
        "2026-03-02T00:00:00+00:00",
    ),
    "rate": ("A rate of interest", "Interest, they say; O'Brien’s rate.\nFerry to Holm", "2026-03-03"),
    "thai": ("ข่าว", "สวัสดีประเทศไทย", None),
    "greek": ("Ελλάδα", "Η ΑΘΉΝΑ και το COVID-19", None),
    "korean": ("서울", "서울에서 경제가 좋다", "2026-03-02"),
    "kana": ("開幕", "東京オリンピックが始まる", "2025-01-01"),
}
ASKED = [
    ("经济", ["hant", "hans"]),
    ("經濟", ["hant", "hans"]),
    ("中国经济", ["hans"]),
    ("中國經濟 发布", ["hans"]),
    ("国经", ["hans"]),
    ("经济持续 -港闻", ["hans"]),
    ("经济 -发布", ["hant"]),
    ("随着", ["hant"]),
    ("国", ["hans"]),
    ("展", ["hant"]),
    ("gpt-4", ["hans"]),
    ("GPT-5", []),
    ('"interest rate"', ["rates"]),
    ("interest rate", ["rate", "rates"]),
    ('interest -"interest rate"', ["rate"]),
    ("rates", ["rates"]),
    ("c++", ["rates"]),
    ("c", ["rates"]),
    ("o'brien", ["rate"]),
    ("“rate ferry”", []),
    ("“ferry to holm”", ["rate"]),
    ("ประเทศ", ["thai"]),
    ("αθήνα", ["greek"]),
    ("covid", ["greek"]),
    ("경제", ["korean"]),
    ("オリンピック", ["kana"]),
    ("东京", ["kana"]),
    ("nowhere", []),
]


def url_of(name: str) -> str:
    return f"https://lantern.example/{name}"


def stories() -> list[Any]:
    return [
        article(url_of(name), text, title=title, published_at=published)
        for name, (title, text, published) in STORIES.items()
    ]


def found(url: str, words: str, **more: Any) -> list[str]:
    return [str(row[2]).rpartition("/")[2] for row in search_articles(url, words, **more).rows]


@pytest.fixture
def filled(archive: Archive, crawl: int, archive_url: str) -> str:
    archive.saves.save(crawl, stories())
    return archive_url


@pytest.fixture(scope="module")
def kept(module_url: str) -> str:
    """The same, only to be read."""
    archive = open_archive(module_url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories())
    archive.close()
    return module_url


@pytest.mark.parametrize(("words", "names"), ASKED)
def test_hits_newest_first(kept: str, words: str, names: list[str]) -> None:
    assert found(kept, words) == names
    assert sorted(found(kept, words, sort="relevance")) == sorted(names)


def test_the_row(kept: str) -> None:
    filled = kept
    result = search_articles(filled, "經濟")
    assert result.rows[0][1:] == (
        "lantern",
        url_of("hant"),
        "港聞",
        datetime(2026, 3, 2),  # noqa: DTZ001 - clock time
        "立法會討論經濟發展，隨著旅客增加。",
        result.rows[0][6],
    )
    assert isinstance(result.rows[0][6], float)
    assert not result.more
    assert result.whole
    assert found(filled, "经济", sort="relevance") == ["hans", "hant"], "it stands in the title"


@pytest.mark.parametrize("past", [False, True])
def test_until_leaves_out_what_is_later_and_nothing_else(kept: str, past: bool) -> None:
    with reading_index(kept, timeout=20, wait=20) as today:
        index: Index = PastIndex(today, clock.now() + timedelta(days=1)) if past else today
        for words in ("经济", "αθήνα"):
            query = read_words(words)
            whole = list(hits(index, query, Within(), 50))
            days = {hit.published_at.date() for hit in whole if hit.published_at}
            for day in {*days, *(one - timedelta(days=1) for one in days), date.max}:
                expected = [hit for hit in whole if not hit.published_at or hit.published_at.date() <= day]
                assert list(hits(index, query, Within(until=day), 50)) == expected


def test_bounds(kept: str) -> None:
    filled = kept
    since = datetime(2026, 3, 2)  # noqa: DTZ001 - clock time
    assert found(filled, "经济", since=since) == ["hant"]
    assert found(filled, "αθήνα", since=since) == []
    assert found(filled, "经济", source="lantern") == ["hant", "hans"]
    assert search_articles(filled, "经济", limit=1).more
    assert found(filled, "经济", limit=0) == []
    with pytest.raises(UsageError, match="no source 'nobody'"):
        search_articles(filled, "经济", source="nobody")
    with pytest.raises(UsageError, match="no word"):
        search_articles(filled, "-经济 …")


def test_ties_are_by_address_and_unknown_dates_last(
    archive: Archive, crawl: int, archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_indexes, "_MAX_DAYS", 2)
    times: dict[str, str | None] = {
        "b": "2026-03-01",
        "a": "2026-03-01T00:00:00",
        "c": "2026-03-01T00:00:01",
        "d": "2026-02-01",
    }
    times |= {"e": "2026-02-03T01:00:00Z", "f": "2026-02-02", "z": None, "y": None, "Y": None}
    pages = [article(url_of(name), f"ferry {name}", published_at=at) for name, at in times.items()]
    archive.saves.save(crawl, pages)
    order = ["c", "a", "b", "e", "f", "d", "Y", "y", "z"]
    assert found(archive_url, "ferry") == order
    assert [found(archive_url, "ferry", limit=count) for count in range(10)] == [order[:n] for n in range(10)]
    assert found(archive_url, "again", sort="relevance") == order, "equal scores"


def test_only_the_newest_revision_is_found(archive: Archive, crawl: int, archive_url: str) -> None:
    archive.saves.save(crawl, stories())
    edited = article(
        url_of("hans"), "港口重开。", title="港口", published_at="2026-04-01", fetched_at=minutes(60)
    )
    archive.saves.save(crawl, [edited])
    assert found(archive_url, "经济") == ["hant"]
    assert found(archive_url, "港口") == ["hans"]
    archive.saves.save(crawl, [article(url_of("hans"), STORIES["hans"][1], fetched_at=minutes(90))])
    assert found(archive_url, "发布") == ["hans"]
    assert found(archive_url, "港口") == []


def test_what_was_taken_out_is_not_found(filled: str) -> None:
    database = Database(parsed(filled), wait=5)
    with database.writing() as connection:
        number = connection.scalar(select(articles.c.id).where(articles.c.url == url_of("hans"))) or 0
        unindex(connection, number)
        unindex(connection, number)
    database.close()
    assert found(filled, "经济") == ["hant"]


def test_a_failed_batch_leaves_no_entry(archive: Archive, crawl: int, archive_url: str) -> None:
    database = Database(parsed(archive_url), wait=5)
    archive.saves.save(crawl, stories()[:1])
    with pytest.raises(RuntimeError), database.writing() as connection:
        unindex(connection, connection.scalar(select(articles.c.id)) or 0)
        raise RuntimeError
    database.close()
    assert found(archive_url, "经济") == ["hans"]


def test_texts_with_too_many_words_are_looked_at(
    archive: Archive, crawl: int, archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.words.word_index.MOST_BYTES", 60)
    archive.saves.save(crawl, stories())
    for words, names in ASKED:
        assert found(archive_url, words) == names, words


def test_a_book_of_repeated_words_is_found_by_its_words(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    """All of its words are more than a tsvector is read from, its different words are few."""
    chosen = random.Random(1)
    english = " ".join(chosen.choices(["council", "harbour", "ferry"], k=110_000))
    signs = [chr(sign) for sign in chosen.sample(range(0x4E00, 0x9FA5), 300)]
    chinese = "".join(chosen.choices(signs, k=180_000))
    books = {"english": f"{english}\nzebra", "chinese": f"{chinese}\n斑马"}
    saved = archive.saves.save(crawl, [article(url_of(name), text) for name, text in books.items()])
    assert [one.outcome for one in saved] == ["new", "new"]
    assert found(archive_url, "zebra council") == ["english"]
    assert found(archive_url, "斑马") == ["chinese"]
    assert found(archive_url, "zebra -harbour") == []
    database = Database(parsed(archive_url), wait=5)
    with database.reading() as connection:
        assert set(connection.scalars(select(search_entries.c.unlisted))) == {False}
    with database.writing() as connection:  # as a reprocess and an upgrade do
        assert refresh(connection, connection.scalars(select(articles.c.id)).all()) == 2
    database.close()
    assert found(archive_url, "zebra council") == ["english"]
    archive.saves.save(crawl, [article(url_of("english"), f"{english}\ngnu", fetched_at=minutes(9))])
    assert (found(archive_url, "zebra"), found(archive_url, "gnu")) == ([], ["english"])


@pytest.mark.parametrize(("extra", "left_out"), [(0, False), (1, True)])
def test_as_many_words_as_an_index_takes(
    archive: Archive, crawl: int, archive_url: str, extra: int, *, left_out: bool
) -> None:
    """Just under and just over `MOST_BYTES`, marks and all, on a real server."""
    signs = random.Random(1).choices([chr(sign) for sign in range(0x4E00, 0x9FA5)], k=160_000)
    most = "".join(signs) + "\n"
    room = MOST_BYTES - sum(len(word.encode()) for word in set((index_words("", most) or "").split()))
    assert room > 0
    # One word in each line, so that no pairs of words come along.
    odd = [f"w{number:05}" for number in range(room // 6 + extra)]
    text = most + "\n".join(odd)
    assert (index_words("", text) is None) is left_out
    assert archive.saves.save(crawl, [article(url_of("most"), text, title="")])[0].outcome == Outcome.NEW
    assert found(archive_url, odd[-1]) == found(archive_url, "".join(signs[:2])) == ["most"]
    assert found(archive_url, "zebra") == []


@pytest.mark.parametrize("sqlstate", ["54000", "22001"])
def test_words_that_a_server_refuses_are_looked_at_in_the_text(own_postgres_url: str, sqlstate: str) -> None:
    database = Database(parsed(own_postgres_url), wait=5)
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE 'too long' USING ERRCODE = '{sqlstate}'; END $$;"
            "CREATE TRIGGER refuses BEFORE INSERT ON search_entries FOR EACH ROW"
            " WHEN (NEW.words @@ 'gpt'::tsquery AND NOT NEW.unlisted) EXECUTE FUNCTION refuse()"
        )
    archive = open_archive(own_postgres_url)
    saved = archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories())
    archive.close()
    assert {one.outcome for one in saved} == {"new"}
    for words, names in ASKED:
        assert found(own_postgres_url, words) == names, words
    with database.reading() as connection:
        unlisted = select(func.count()).where(search_entries.c.unlisted)
        assert connection.scalar(unlisted) == 1
    database.close()


def test_older_articles_are_indexed_by_an_upgrade(own_url: str) -> None:
    archive = open_archive(own_url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories())
    archive.close()
    downgrade_schema(own_url, "0002_learn_shared_lines", lose_data=True)
    with pytest.raises(SchemaNotAtHeadError):
        search_articles(own_url, "经济")
    upgrade_schema(own_url)
    assert not search_articles(own_url, "经济").whole
    assert complete_derived(own_url, Shown())["search entries"] == len(STORIES)
    assert search_articles(own_url, "经济").whole
    for words, names in ASKED:
        assert found(own_url, words) == names, words
    database = Database(parsed(own_url), wait=5)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(search_entries)) == len(STORIES)
    database.close()


def test_what_was_taken_down_is_not_found(filled: str) -> None:
    forget(filled, url_of("hans"), "asked by its author")
    assert found(filled, "经济") == ["hant"]
    assert complete_derived(filled, Shown()) == {}
