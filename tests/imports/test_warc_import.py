"""WARC files reach the archive as a crawl would have stored them (both databases)."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.errors import UsageError
from newsarchive.imports.line_results import ReadPage, import_page
from newsarchive.imports.page_file import PageBytes
from newsarchive.imports.warc_import import RecentBodies, WarcImport, WarcTally
from newsarchive.imports.warc_records import MAX_HEADER_BYTES, WarcRecords, demand_warc, in_order_of_capture
from newsarchive.imports.warc_stream import WARC_CHUNK
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import FetchFailure
from newsarchive.storage import Archive, open_archive
from newsarchive.workers import InlinePool
from tests.imports.making import STORY, html
from tests.imports.warc_making import Warc

BAY = "https://bay.example"
SHAPES = ("a.warc", "a.warc.gz", "a.one.warc.gz", "a.warc.zst", "a.dict.warc.zst")
HTML = ("Content-Type", "text/html")


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    opened = open_archive(archive_url, wait=5)
    yield opened
    opened.close()


def edition(number: int) -> bytes:
    return html(paragraphs=(*STORY, f"This is edition {number} of the report, longer than all before it."))


def imported(archive: Archive, *files: Path) -> WarcTally:
    run = WarcImport(
        archive,
        InlinePool(import_page),
        on_progress=lambda *_: None,
        stopping=lambda: False,
        say=print,
        source=None,
    )
    assert run.run(files)
    return run.tally


def rows(archive_url: str, sql: str) -> list[tuple[object, ...]]:
    from newsarchive.storage.queries.run_query import run_query  # noqa: PLC0415

    with run_query(archive_url, sql, timeout=20) as result:
        return list(result.rows)


HISTORY = "SELECT url, revision, title, text, fetched_at FROM article_history ORDER BY url, revision"
FETCHES = (
    "SELECT url, fetched_at, outcome, status, reason, final_url FROM fetches"
    " ORDER BY url, fetched_at, outcome, reason"
)


@pytest.mark.parametrize("name", SHAPES)
def test_every_compression_gives_the_same_and_again_nothing(
    archive: Archive, archive_url: str, tmp_path: Path, name: str
) -> None:
    warc = Warc()
    for number in range(6):
        warc.add(f"{BAY}/{number % 3}", edition(number), at=f"2026-03-0{number + 1}T08:00:00.5Z")
    path = warc.write(tmp_path / name)
    assert imported(archive, path).pages == {"new": 3, "changed": 3}
    before = rows(archive_url, FETCHES)
    assert len(before) == 6
    assert imported(archive, path).pages == {"already there": 6}
    assert rows(archive_url, FETCHES) == before
    assert [row[:2] for row in rows(archive_url, HISTORY)] == [
        (f"{BAY}/{number}", revision) for number in range(3) for revision in (1, 2)
    ]


def test_a_text_that_comes_back_is_a_revision_as_in_a_crawl(
    archive: Archive, archive_url: str, tmp_path: Path
) -> None:
    warc = Warc()
    for day, number in enumerate((1, 2, 1, 1), 1):
        warc.add(f"{BAY}/a", edition(number), at=f"2026-03-0{day}T08:00:00Z")
    assert imported(archive, warc.write(tmp_path / "a.warc")).pages == {
        "new": 1,
        "changed": 2,
        "unchanged": 1,
    }


def test_answers_redirects_and_withdrawals(archive: Archive, archive_url: str, tmp_path: Path) -> None:
    warc = Warc()
    warc.add(f"{BAY}/old", status="301 Moved", headers=(("Location", "/new"),))
    warc.add(f"{BAY}/new", edition(1))
    warc.add(f"{BAY}/gone", edition(2))
    warc.add(f"{BAY}/home", edition(3))
    warc.add(f"{BAY}/once", edition(4))
    for hour in (8, 9):
        at = f"2026-03-02T0{hour}:00:00Z"
        warc.add(f"{BAY}/gone", status="404 Not Found", at=at, headers=(HTML,))
        warc.add(f"{BAY}/home", status="302 Found", at=at, headers=(("Location", "/"),))
    warc.add(f"{BAY}/once", status="404 Not Found", at=at, headers=(HTML,))
    warc.add(f"{BAY}/lost", status="301 Moved", headers=(("Location", "https://far.example/x"),))
    warc.add(f"{BAY}/down", status="503 Busy", headers=(HTML,))
    path = warc.write(tmp_path / "a.warc.gz")
    tally = imported(archive, path)
    assert tally.pages == {"new": 4, "unchanged": 1}
    assert tally.answers == {"not_found": 3, "to_home": 2, "http_301": 1, "http_503": 1}
    gone = "SELECT url FROM current_articles WHERE withdrawn_at IS NOT NULL ORDER BY url"
    assert rows(archive_url, gone) == [(f"{BAY}/gone",), (f"{BAY}/home",)]
    relations = "SELECT url, relation FROM urls WHERE relation IS NOT NULL ORDER BY url"
    assert (f"{BAY}/old", "redirect") in rows(archive_url, relations)
    before = rows(archive_url, FETCHES)
    imported(archive, path)
    assert rows(archive_url, FETCHES) == before


@pytest.mark.parametrize("revisited", [False, True])
def test_an_article_that_moves_later_stays_one_as_in_a_crawl(
    archive: Archive, archive_url: str, tmp_path: Path, *, revisited: bool
) -> None:
    """First it answers itself, later its address leads to another, with the same text."""
    warc = Warc()
    later = "2026-03-05T08:00:00Z"
    warc.add(f"{BAY}/other", edition(1))
    warc.add(f"{BAY}/other", status="301 Moved", at=later, headers=(("Location", "/renamed"),))
    if revisited:
        warc.add(f"{BAY}/renamed", at=later, kind="revisit", WARC_Refers_To_Target_URI=f"{BAY}/other")
    else:
        warc.add(f"{BAY}/renamed", edition(1), at=later)
    path = warc.write(tmp_path / "a.warc")
    assert imported(archive, path).pages == {"new": 1, "unchanged": 2}
    assert len(rows(archive_url, "SELECT article_id FROM current_articles")) == 1
    known = "SELECT u.url FROM urls AS u JOIN articles AS a ON a.id = u.article_id ORDER BY u.url"
    assert rows(archive_url, known) == [(f"{BAY}/other",), (f"{BAY}/renamed",)]
    assert imported(archive, path).pages == {"already there": 3}


def test_a_revisit_may_name_a_capture_whose_bytes_are_not_kept(
    archive: Archive, archive_url: str, tmp_path: Path
) -> None:
    """The bytes that another URL has, too, changed nothing at the first: the page at the other was lost."""
    warc = Warc()
    second = "2026-03-05T08:00:00Z"
    refers: dict[str, Any] = {"WARC_Refers_To_Target_URI": f"{BAY}/a", "WARC_Refers_To_Date": second}
    warc.add(f"{BAY}/a", edition(1))
    warc.add(f"{BAY}/a", edition(1) + b"<!-- served in 3 ms -->", at=second)
    warc.add(f"{BAY}/copy", at="2026-03-06T08:00:00Z", kind="revisit", **refers)
    file = warc.write(tmp_path / "a.warc.gz")
    assert imported(archive, file).pages == {"new": 2, "unchanged": 1}
    assert imported(archive, file).pages == {"already there": 3}
    assert [url for url, *_ in rows(archive_url, HISTORY)] == [f"{BAY}/a", f"{BAY}/copy"]


def test_only_the_bodies_read_last_are_remembered() -> None:
    recent = RecentBodies(most=25)
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    pages = [FetchedPage(url=f"{BAY}/{n}", body=b"0123456789", fetched_at=at) for n in range(3)]
    for page in (*pages, pages[2]):
        recent.add(ReadPage(page, PageBytes(page.body), ""))
    broken = replace(pages[0], url=f"{BAY}/broken")
    recent.add(ReadPage(broken, PageBytes(broken.body, FetchFailure.TRUNCATED), ""))
    assert recent.get(broken.url, at) is None
    assert [recent.get(page.url, at) for page in pages] == [None, b"0123456789", b"0123456789"]
    assert recent.get(pages[2].url, None) is None


def test_revisits_are_captures_of_the_same_bytes(archive: Archive, archive_url: str, tmp_path: Path) -> None:
    warc = Warc()
    first = "2026-03-01T08:00:00Z"
    refers: dict[str, Any] = {"WARC_Refers_To_Target_URI": f"{BAY}/a", "WARC_Refers_To_Date": first}
    warc.add(f"{BAY}/a", edition(1))
    warc.add(f"{BAY}/a", at="2026-03-05T08:00:00Z", kind="revisit", **refers)
    warc.add(f"{BAY}/copy", at="2026-03-06T08:00:00Z", kind="revisit", **refers)
    warc.add(f"{BAY}/none", kind="revisit")
    warc.add(f"{BAY}/a", status="304 Not Modified", at="2026-03-07T08:00:00Z", headers=())
    tally = imported(archive, warc.write(tmp_path / "a.warc.gz"))
    assert tally.pages == {"new": 2, "unchanged": 1}
    assert tally.answers == {"not_modified": 1, "revisit_without_original": 1}
    seen = "SELECT url, text, last_seen_at FROM current_articles ORDER BY url"
    (a, text, last), (copy, same, _) = rows(archive_url, seen)
    assert (a, copy, text == same, str(last)) == (f"{BAY}/a", f"{BAY}/copy", True, "2026-03-07 08:00:00")


def test_what_is_no_page_is_counted_with_its_reason(archive: Archive, tmp_path: Path) -> None:
    warc = Warc()
    warc.add(f"{BAY}/i.png", b"\x89PNG", headers=(("Content-Type", "image/png"),))
    warc.add(f"{BAY}/robots.txt", b"User-agent: *", headers=(("Content-Type", "text/plain"),))
    warc.add("dns:bay.example", b"1.2.3.4", kind="resource")
    warc.add(f"{BAY}/half", edition(1)[:200], WARC_Truncated="length")
    warc.add(f"{BAY}/packed", gzip.compress(edition(2)), headers=(HTML, ("Content-Encoding", "gzip")))
    warc.add(f"{BAY}/broken", gzip.compress(edition(2))[:-40], headers=(HTML, ("Content-Encoding", "gzip")))
    warc.add(f"{BAY}/saved", edition(3), kind="resource")
    tally = imported(archive, warc.write(tmp_path / "a.warc"))
    assert tally.pages == {"new": 2}
    assert tally.refused == {"truncated": 2}
    assert tally.skipped == {"not HTML: image/png": 1, "robots.txt": 1, "not HTTP": 1}


@pytest.mark.parametrize("name", SHAPES[:4])
def test_a_damaged_tail_costs_only_the_tail(archive: Archive, tmp_path: Path, name: str) -> None:
    warc = Warc()
    for number in range(4):
        warc.add(f"{BAY}/{number}", edition(number))
    path = warc.write(tmp_path / name)
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 8])
    tally = imported(archive, path)
    assert 2 <= tally.pages["new"] <= 3
    assert list(tally.cut_short) == [str(path)]


@pytest.mark.parametrize("size", [100_000, 300_000, 900_000])
def test_a_long_header_line_cuts_no_file_short(archive: Archive, tmp_path: Path, size: int) -> None:
    """Everything was stored, and the file "could not be read to its end"."""
    warc = Warc()
    warc.add(f"{BAY}/a", edition(1), X_Long="x" * size)
    warc.add(f"{BAY}/b", edition(2))
    tally = imported(archive, warc.write(tmp_path / "a.warc"))
    assert tally.pages == {"new": 2}
    assert not tally.cut_short


def test_a_record_without_a_usable_url_costs_itself_alone(archive: Archive, tmp_path: Path) -> None:
    warc = Warc()
    for url in (f"{BAY}/a", "{none}", "HTTPS://Bay.example/b", f"{BAY}/{'c' * 3_000}", f"{BAY}/d"):
        warc.add(url, edition(len(url)))
    warc.records[1] = re.sub(rb"WARC-Target-URI: .*\r\n", b"", warc.records[1])
    tally = imported(archive, warc.write(tmp_path / "a.warc"))
    assert tally.pages == {"new": 3}
    assert tally.skipped == {"no WARC-Target-URI": 1, "not a usable URL": 1}
    assert not tally.cut_short


def test_what_is_no_record_is_told_by_its_place(archive: Archive, tmp_path: Path) -> None:
    warc = Warc()
    for number in range(6):
        warc.add(f"{BAY}/{number}", edition(number))
    before = sum(map(len, warc.records[:3]))
    warc.records.insert(3, b"no record\r\n")
    path = warc.write(tmp_path / "a.warc")
    said = imported(archive, path).cut_short[str(path)]
    assert said.startswith(f"no WARC record at byte {before:,}: ")


HEAD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://bay.example/x\r\n"
    b"WARC-Date: 2026-03-01T08:00:00Z\r\n"
)
COOKIE = b"Set-Cookie: a\r\n"


@pytest.mark.parametrize(
    "tail",
    [
        b"X: " + b"x" * 2 * MAX_HEADER_BYTES,
        b"X: y\r\n" * (MAX_HEADER_BYTES // 5),
        b"Content-Length: 10\r\n\r\n0123456789" + b"\r\n" * MAX_HEADER_BYTES,
        b"Content-Length: 9000000\r\n\r\nHTTP/1.1 200 OK\r\n"
        + b"Set-Cookie: a\r\n" * (MAX_HEADER_BYTES // 10),
    ],
    ids=["one line", "many lines", "blank lines", "the answer's own"],
)
def test_headers_without_end_end_the_file(archive: Archive, tmp_path: Path, tail: bytes) -> None:
    warc = Warc()
    warc.add(f"{BAY}/a", edition(1))
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(warc.records) + HEAD + tail)
    tally = imported(archive, path)
    assert tally.pages == {"new": 1}
    assert "headers have more than" in tally.cut_short[str(path)]


@pytest.mark.parametrize("length", [10**30, 10**19, 2**31, -1, "ten", "9" * 5_000])
def test_a_length_no_file_has_is_no_crash(archive: Archive, tmp_path: Path, length: object) -> None:
    warc = Warc()
    warc.add(f"{BAY}/a", edition(1))
    path = tmp_path / "a.warc"
    answered = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + edition(2)
    path.write_bytes(warc.records[0] + HEAD + f"Content-Length: {length}\r\n\r\n".encode() + answered)
    tally = imported(archive, path)
    assert tally.pages == {"new": 1}
    assert tally.refused == {"too_large": 1} or tally.cut_short or tally.skipped


class TestCutOff:
    """An interrupted download looks like a whole file to whoever reads as far as there is something."""

    def test_wherever_a_file_is_cut_it_is_said(self, tmp_path: Path) -> None:
        warc = Warc()
        warc.add(f"{BAY}/a", edition(1))
        warc.add(f"{BAY}/photo", b"\xff\xd8" * 300, headers=(("Content-Type", "image/jpeg"),))
        warc.add(f"{BAY}/b", kind="revisit", WARC_Refers_To_Target_URI=f"{BAY}/a")
        warc.add(f"{BAY}/c", edition(2), kind="resource")
        data = b"".join(warc.records)
        ends = list(itertools.accumulate(map(len, warc.records)))
        # The blank lines behind a record need not be there.
        whole = {end - blank for end in ends for blank in range(5)}
        path = tmp_path / "a.warc"
        for at in [
            *range(ends[0] + 1, len(data), 7),
            *(end + near for end in ends[:-1] for near in range(-6, 7)),
        ]:
            path.write_bytes(data[:at])
            records = WarcRecords(path)
            list(records)
            assert (records.cut_short is None) == (at in whole), (at, ends, records.cut_short)

    @pytest.mark.parametrize("length", [10**9, 2**32])
    def test_what_a_wrong_length_swallows_is_said(
        self, archive: Archive, tmp_path: Path, length: int
    ) -> None:
        warc = Warc()
        for name in "abc":
            warc.add(f"{BAY}/{name}", edition(1))
        warc.records[1] = re.sub(
            rb"(\r\nContent-Length: )\d+", rb"\g<1>%d" % length, warc.records[1], count=1
        )
        tally = imported(archive, path := warc.write(tmp_path / "a.warc"))
        assert tally.pages == {"new": 1}
        assert "bytes before the end that its last record states" in tally.cut_short[str(path)]

    def test_records_longer_than_they_say_are_counted_not_printed(
        self, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        warc = Warc()
        for name in "abc":
            warc.add(f"{BAY}/{name}", edition(1))
        path = tmp_path / "a.warc"
        path.write_bytes(b"one line more\r\n".join(record.rstrip() for record in warc.records))
        tally = imported(archive, path)
        assert tally.pages["new"] + tally.pages["already there"] + tally.refused.total() == 3
        assert tally.skipped == {"bytes beyond a record's Content-Length": 2}
        assert capsys.readouterr().err == ""


def test_a_record_of_any_length_is_left_when_asked_to_stop(tmp_path: Path) -> None:
    """The signal is heeded within the record, not after it: no more than a few chunks are read."""
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        file.write(HEAD + b"Content-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" % 2**30)
        file.truncate(2**30)  # sparse
    asked = itertools.count()
    records = WarcRecords(path, stopping=lambda: next(asked) > 20)
    list(records)
    assert next(asked) < 40
    assert records.position < 200 * WARC_CHUNK


def test_a_body_shorter_than_its_server_said_is_truncated(archive: Archive, tmp_path: Path) -> None:
    warc = Warc()
    body = edition(1)
    for path, said in (("short", len(body) + 1), ("whole", len(body)), ("odd", "1,5")):
        warc.add(f"{BAY}/{path}", body, headers=(HTML, ("Content-Length", str(said))))
    packed = (HTML, ("Content-Encoding", "gzip"), ("Content-Length", str(10 * len(body))))
    warc.add(f"{BAY}/unpacked-before", body, headers=packed)
    tally = imported(archive, warc.write(tmp_path / "a.warc"))
    assert (tally.pages, tally.refused) == ({"new": 3}, {"truncated": 1})


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x1f\x8b\x08nothing", gzip.compress(b"text", mtime=0)])
def test_what_is_no_warc_is_said_before_anything_is_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.warc\.gz"):
        demand_warc(path)
    with pytest.raises(UsageError):
        demand_warc(tmp_path / "none.warc")


def test_files_are_taken_by_their_first_capture(archive: Archive, archive_url: str, tmp_path: Path) -> None:
    """A shell lists `a-newer` before `z-older`; the edit between the two is counted all the same."""
    packed = "2026-11-30T08:00:00Z"  # both files anew, on one day: no sign of when their pages were fetched
    files = []
    for name, number, at in (("a-newer.warc.gz", 2, "2026-04-01"), ("z-older.warc.gz", 1, "2026-03-01")):
        warc = Warc()
        warc.add("urn:description", kind="conversion", at=packed)
        warc.add(f"{BAY}/a", edition(number), at=f"{at}T08:00:00Z")
        files.append(warc.write(tmp_path / name))
    silent = Warc()
    silent.add("urn:description", kind="conversion", at=packed)
    between = silent.write(tmp_path / "m-silent.warc")
    ordered = in_order_of_capture([files[0], between, files[1]])
    assert ordered == [files[1], files[0], between]
    imported(archive, *ordered)
    assert [row[1] for row in rows(archive_url, HISTORY)] == [1, 2]
    assert rows(archive_url, "SELECT count(*) FROM article_changes") == [(1,)]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_huge_pages_that_shrink_a_thousandfold_are_no_bomb(tmp_path: Path, name: str) -> None:
    """Several stand in one chunk of the file, as where a crawl took a page of one repeated row each day."""
    warc = Warc()
    for day in (1, 2, 3):
        warc.add(f"{BAY}/rows", b"<html>" + b"<p>One row.</p>" * 1_400_000, at=f"2026-03-0{day}T08:00:00Z")
    warc.add(f"{BAY}/a", edition(1))
    records = WarcRecords(warc.write(tmp_path / name))
    assert [item.page.url for item in records if isinstance(item, ReadPage)] == [f"{BAY}/rows"] * 3 + [
        f"{BAY}/a"
    ]
    assert records.cut_short is None


def test_a_record_beyond_any_page_ends_the_reading(tmp_path: Path) -> None:
    warc = Warc()
    warc.add(f"{BAY}/bomb", b"\0" * 180 * 1024**2)
    records = WarcRecords(warc.write(tmp_path / "a.warc.gz"))
    assert len(list(records)) <= 1
    assert str(records.cut_short).startswith("bomb: gives more than 300 bytes")
