"""Copies across hosts are grouped the same whatever the order of saving; nothing else is grouped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.derived import copy_groups
from newsarchive.storage.frontier import crawl_records as crawls_module
from newsarchive.storage.maintenance.takedown import forget
from tests.storage.conftest import Rows
from tests.storage.derived.making import HANT, NOTE, PLANTED, RIVAL, STORY, ZH, weather
from tests.storage.making import article, minutes, mirror_repair

SHOWN = """
SELECT a.url, a.is_origin, (SELECT min(b.url) FROM articles AS b WHERE b.syndication_id = a.syndication_id)
FROM syndicated_stories AS a ORDER BY a.url
"""
ADDED = "SELECT url, position, text, kind, also_in FROM injected_text ORDER BY url, position"


def told(host: str, *lines: str, **facts: object) -> CleanArticle:
    return article(f"https://{host}/story", text="\n".join(lines), title=host, source=host, **facts)


def run(archive: Archive, pages: Sequence[CleanArticle], reason: str = "finished") -> None:
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, minutes(0))
    archive.saves.save(crawl, list(pages))
    archive.crawls.end(crawl, minutes(9), reason)


def grouped(rows: Rows) -> list[set[str]]:
    found: dict[object, set[str]] = {}
    for number, url in rows("SELECT syndication_id, url FROM syndicated_stories ORDER BY url"):
        found.setdefault(number, set()).add(url.split("/")[2])
    return sorted(found.values(), key=sorted)


CASES = {
    "copy": ([told("a.example", *STORY), told("b.example", *STORY)], [{"a.example", "b.example"}]),
    "cut short": ([told("a.example", *STORY), told("b.example", *STORY[:3])], [{"a.example", "b.example"}]),
    "spam between": (
        [told("a.example", *STORY), told("b.example", STORY[0], PLANTED, *STORY[1:], PLANTED)],
        [{"a.example", "b.example"}],
    ),
    "other script": ([told("a.example", *ZH), told("b.example", *HANT)], [{"a.example", "b.example"}]),
    "one event, two stories": ([told("a.example", *STORY), told("b.example", *RIVAL)], []),
    "a quotation": ([told("a.example", *STORY), told("b.example", STORY[2], *RIVAL)], []),
    "same host": ([told("a.example", *STORY), told("www.a.example", *STORY)], []),
    "its telephone page": ([told("a.example", *STORY), told("m.a.example", *STORY)], []),
    "weather": (
        [
            told("a.example", weather("Holm", 12, 17, 31, 4, 20)),
            told("b.example", weather("Vik", 9, 14, 22, 0, 5)),
        ],
        [],
    ),
    "short notices": (
        [told(f"{n}.example", "This page needs a browser that runs scripts.") for n in "ab"],
        [],
    ),
    "a live blog that grew after it was copied": (
        [
            told("a.example", *STORY[:3]),
            told("b.example", *STORY[:3]),
            told("a.example", NOTE, STORY[4], STORY[3], *STORY[:3]),
        ],
        [{"a.example", "b.example"}],
    ),
    "a live blog that went on to other things": (
        [told("a.example", *STORY), told("b.example", *STORY), told("a.example", *RIVAL)],
        [],
    ),
    "live blogs that share one update": (
        [told("a.example", *RIVAL, STORY[0]), told("b.example", *STORY[1:], STORY[0])],
        [],
    ),
    "a digest joins nothing": (
        [
            told("a.example", *STORY),
            told("b.example", *STORY),
            told("c.example", *RIVAL),
            told("d.example", *RIVAL),
            told("digest.example", *STORY, *RIVAL),
        ],
        [{"a.example", "b.example"}, {"c.example", "d.example"}],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_a_copy(archive: Archive, rows: Rows, case: str) -> None:
    pages, expected = CASES[case]
    run(archive, pages)
    assert grouped(rows) == expected


MIXED = (
    told("origin.example", *STORY, published_at="2026-03-14T08:00:00+08:00"),
    told("copy.example", *STORY[:4], NOTE, published_at="2026-03-14"),
    told("mirror.example", STORY[0], PLANTED, *STORY[1:], repairs=(mirror_repair(),), published_at=None),
    told("other.example", *RIVAL),
)


def test_no_order_of_saving_or_interruption_shows(archive: Archive, rows: Rows) -> None:
    """Every order, in runs of one, of two with one interrupted, and all at once: one answer."""
    answers = set()
    for number, order in enumerate(permutations(MIXED)):
        pages = [_on(page, number) for page in order]
        if number % 3 == 0:
            run(archive, pages)
        elif number % 3 == 1:
            for page in pages:
                run(archive, [page])
        else:
            run(archive, pages[:2], "shutdown")
            run(archive, pages[2:])
        shown = rows(
            "SELECT source, is_origin FROM syndicated_stories"
            f" WHERE url LIKE '%/story{number}' ORDER BY source"
        )
        added = rows(
            "SELECT source, text, kind, also_in FROM injected_text"
            f" WHERE url LIKE '%/story{number}' ORDER BY source, text"
        )
        answers.add((tuple(shown), tuple(added)))
    ((stories, additions),) = answers
    assert [(source, bool(origin)) for source, origin in stories] == [
        ("copy.example", False),
        ("mirror.example", False),
        ("origin.example", True),
    ]
    assert additions == (
        ("copy.example", NOTE, "added", 0),
        ("mirror.example", PLANTED, "gambling", 0),
    )


def _on(page: CleanArticle, number: int) -> CleanArticle:
    """The story in other words for each run of the test: every long word has the number in it."""
    text = "\n".join(
        line
        if line in (PLANTED, NOTE)
        else " ".join(f"{w}{number}" if len(w) > 3 else w for w in line.split())
        for line in page.text.split("\n")
    )
    return article(
        page.page.url + str(number),
        text=text,
        source=page.page.source,
        published_at=page.facts.published_at,
        repairs=page.facts.repairs,
    )


def test_large_bands_are_compared_with_leaders_only(
    archive: Archive, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_groups, "_LEADERS", 2)
    monkeypatch.setattr(crawls_module, "_GROUPING_BATCH", 3)
    copies = [told(f"h{n}.example", *STORY, f"Edition number {n} of the paper said so.") for n in range(9)]
    run(archive, copies[::2])
    run(archive, copies[1::2])
    assert len(grouped(rows)) == 1
    pairs = rows("SELECT text_key, other_key FROM similar_texts ORDER BY 1, 2")
    run(archive, copies)
    assert rows("SELECT text_key, other_key FROM similar_texts ORDER BY 1, 2") == pairs
    assert len(pairs) < 9 * 8


def test_an_edit_leaves_the_group_and_comes_back(archive: Archive, rows: Rows) -> None:
    run(archive, [told("a.example", *STORY), told("b.example", *STORY)])
    run(archive, [told("b.example", *RIVAL)])
    assert grouped(rows) == []
    assert rows("SELECT count(*) FROM syndications") == [(0,)]
    assert rows("SELECT count(*) FROM similar_texts") == [(0,)]
    run(archive, [told("b.example", *STORY[:4], NOTE)])
    assert grouped(rows) == [{"a.example", "b.example"}]
    assert rows("SELECT DISTINCT state FROM fingerprints") == [("grouped",)]


def test_what_is_taken_down_leaves_its_group(archive: Archive, archive_url: str, rows: Rows) -> None:
    run(archive, [told("a.example", *STORY), told("b.example", *STORY[:4], NOTE), told("c.example", *STORY)])
    same_host = article("https://b.example/again", text="\n".join((*STORY[:4], NOTE)), source="b.example")
    run(archive, [same_host, told("d.example", *RIVAL)])
    done = forget(archive_url, "https://b.example/story", "asked to")
    assert done.copies == tuple(
        f"https://{rest}" for rest in ("a.example/story", "b.example/again", "c.example/story")
    )
    assert forget(archive_url, "https://d.example/story", "asked to").copies == ()
    assert forget(archive_url, "https://b.example/again", "asked to").copies[0] == "https://a.example/story"
    assert grouped(rows) == [{"a.example", "c.example"}]
    assert rows("SELECT * FROM injected_text") == []
    forget(archive_url, "https://c.example/story", "asked to")
    assert grouped(rows) == []
    for table in ("syndications", "similar_texts"):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)]
    assert rows("SELECT count(DISTINCT text_key) FROM fingerprint_bands") == [(1,)]


def test_whom_the_copies_credit_is_the_origin(archive: Archive, rows: Rows) -> None:
    run(
        archive,
        [
            told("a.example", *STORY, published_at="2026-03-14T08:00:00+08:00"),
            told("b.example", *STORY, outlet="c.example", published_at="2026-03-14T09:00:00+08:00"),
            told("c.example", *STORY, published_at="2026-03-15T09:00:00+08:00"),
        ],
    )
    assert rows("SELECT url FROM syndicated_stories WHERE is_origin") == [("https://c.example/story",)]


def test_a_copy_that_is_older_than_its_origin_planted_nothing(archive: Archive, rows: Rows) -> None:
    run(archive, [told("a.example", *STORY)])
    run(archive, [told("a.example", *STORY[:3], *STORY[4:], body=b"cut", fetched_at=minutes(5))])
    run(archive, [told("b.example", *STORY, NOTE, published_at="2026-03-15T09:30:00+08:00")])
    assert rows(ADDED) == [("https://b.example/story", 5, NOTE, "added", 0)]


def test_a_capture_from_before_another_was_published_tells_who_was_first(
    archive: Archive, rows: Rows
) -> None:
    day, later = "2026-03-14", "2026-03-14T20:30:00+08:00"
    run(archive, [told("z.example", *STORY, published_at=day, fetched_at=minutes(60))])
    run(archive, [told("a.example", *STORY, published_at=later, fetched_at=minutes(65))])
    origin = "SELECT source FROM syndicated_stories WHERE is_origin"
    assert rows(origin) == [("a.example",)]
    older = told("z.example", *STORY, published_at=day, body=b"older", fetched_at=minutes(-60))
    run(archive, [older])
    assert rows(origin) == [("z.example",)]


def test_a_step_that_fails_leaves_all_as_it_was(
    archive: Archive, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(copy_groups, "publish_groups", fail)
        with pytest.raises(RuntimeError, match="killed"):
            run(archive, [told("a.example", *STORY), told("b.example", *STORY)])
    assert rows("SELECT count(*) FROM fingerprint_bands") == [(0,)]
    run(archive, [])
    assert grouped(rows) == [{"a.example", "b.example"}]
