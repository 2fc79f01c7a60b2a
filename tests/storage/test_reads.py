"""Which captures are in the archive already: to the letter of the address and the byte."""

from __future__ import annotations

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from tests.storage.making import NOON, URL, article, refused, sha


def test_captured_to_the_letter(archive: Archive) -> None:
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    odd = "https://lantern.example/\x00odd"
    archive.saves.save(crawl, [article(body=b"1"), refused(URL + "/spam", body=b"2"), article("", body=b"3")])
    archive.saves.save(crawl, [article(odd, body=b"4")])
    there = {(URL, sha(b"1")), (URL + "/spam", sha(b"2")), ("", sha(b"3")), (odd, sha(b"4"))}
    absent = {(URL, sha(b"2")), ("http" + URL[5:], sha(b"1")), ("https://other.example/", sha(b"1"))}
    assert archive.reads.captured(there | absent) == there


def test_many_pairs_at_once(archive: Archive) -> None:
    pairs = {(f"{URL}/{number}", sha(b"1")) for number in range(1_200)}
    assert archive.reads.captured(pairs) == set()
    assert archive.reads.captured([]) == set()
