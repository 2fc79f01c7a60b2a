"""Outlines of the newest pages of a host, and what a completed run learns from them."""

from __future__ import annotations

import json
import random
import zlib

import pytest

from newsarchive.items import CleanArticle, PageBoxes
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.derived import host_boxes
from newsarchive.text.boilerplate.page_outline import OutlinedBox, PageOutline, pack_outline
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes
from tests.text.boilerplate.making import sentences

SHORE = ("lantern", "shore.example")
LEARNED = "SELECT host, role, path, pages, pages_seen FROM host_boxes ORDER BY 1, 2, 3"


def outlined(number: int, name: str = "b6") -> bytes:
    root = OutlinedBox(-1, "body", (), 1, 0, 0, 0, 0, "")
    text = OutlinedBox(0, "div", (name,), 1, 900, 900, 0, 0, f"{number}")
    menu = OutlinedBox(0, "div", ("m1",), 1, 90, 0, 80, 90, "menu")
    return pack_outline(PageOutline((root, text, menu), 0.97))


def story(number: int, *, name: str = "b6", at: int = 0, outline: bytes | None = None) -> CleanArticle:
    return article(
        f"https://shore.example/{number}",
        text="\n".join(sentences(number)),
        title=f"Lamp {number}",
        published_at=f"2026-03-{number % 28 + 1:02}T09:00:00+08:00",
        fetched_at=minutes(at),
        body=f"{number} {name} {at}".encode(),
        boxes=PageBoxes(outline=outline or outlined(number, name), fit=None),
    )


def run(archive: Archive, pages: list[CleanArticle], reason: str = "finished") -> None:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(crawl, pages)
    archive.crawls.end(crawl, minutes(9), reason)


def test_a_finished_run_learns_and_the_next_is_told(archive: Archive, rows: Rows) -> None:
    run(archive, [story(number) for number in range(6)], "shutdown")
    assert rows(LEARNED) == []
    run(archive, [])
    assert rows(LEARNED) == [
        ("shore.example", "apart", "body > div.m1", 6, 6),
        ("shore.example", "name", "b6", 6, 6),
        ("shore.example", "name", "m1", 6, 6),
        ("shore.example", "text", "body > div.b6", 6, 6),
    ]
    boxes = archive.reads.shared()[SHORE].boxes
    assert (boxes.names, len(boxes.text), len(boxes.apart)) == (frozenset({"b6", "m1"}), 1, 1)


def test_a_redesign_is_learned_from_pages_whose_text_is_unchanged(archive: Archive, rows: Rows) -> None:
    run(archive, [story(number) for number in range(6)])
    run(archive, [story(number, name="z1", at=5) for number in range(6)])
    assert rows("SELECT max(revision) FROM article_history") == [(1,)]
    assert ("shore.example", "text", "body > div.z1", 6, 6) in rows(LEARNED)
    assert len(rows(LEARNED)) == 4, "what was learned before is replaced"


def test_an_older_capture_does_not_replace_a_newer_one(archive: Archive, rows: Rows) -> None:
    run(archive, [story(1, at=5)])
    run(archive, [story(1, name="old", at=-5)])
    assert rows("SELECT outline FROM page_outlines") == [(outlined(1),)]


@pytest.mark.parametrize("seed", range(2))
def test_only_the_newest_are_kept_in_whatever_order_they_came(
    archive: Archive, rows: Rows, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(host_boxes, "_NEWEST", 6)
    monkeypatch.setattr(host_boxes, "_MOST_STORED", 8)
    pages = [story(number) for number in range(20)]
    random.Random(seed).shuffle(pages)
    for start in range(0, 20, 7):
        run(archive, pages[start : start + 7], "finished" if seed else "shutdown")
    run(archive, [])
    kept = "SELECT url FROM page_outlines JOIN articles ON articles.id = article_id ORDER BY 1"
    assert rows(kept) == [(f"https://shore.example/{number}",) for number in range(14, 20)]
    assert ("shore.example", "text", "body > div.b6", 6, 6) in rows(LEARNED)


def test_outlines_of_another_version_are_passed_over(archive: Archive, rows: Rows) -> None:
    foreign = zlib.compress(json.dumps({"version": 0}).encode())
    run(archive, [story(number, outline=foreign) for number in range(6)])
    assert rows(LEARNED) == []
