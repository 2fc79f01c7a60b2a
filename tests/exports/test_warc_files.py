"""`export warc`: records that warcio reads with digests right, and that import to the same articles."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.errors import UsageError
from newsarchive.exports.warc_files import WarcExport
from newsarchive.hints import PageHints
from newsarchive.imports.line_results import import_page
from newsarchive.imports.warc_import import WarcImport
from newsarchive.storage import open_archive
from newsarchive.storage.exporting.captures_snapshot import captures_snapshot
from newsarchive.storage.queries.run_query import run_query
from newsarchive.workers import InlinePool
from tests.databases import make_sqlite_archive
from tests.imports.making import STORY, html
from tests.imports.warc_making import Warc

BAY = "https://bay.example"
ARTICLES = (
    "SELECT source, url, canonical_url, title, text, authors, published_at, revision, first_seen_at,"
    " withdrawn_at FROM current_articles ORDER BY url"
)
HISTORY = "SELECT url, revision, title, text, fetched_at FROM article_history ORDER BY url, revision"


def edition(number: int) -> bytes:
    return html(paragraphs=(*STORY, f"This is edition {number} of the report, longer than all before it."))


def fill(url: str, *files: Path) -> None:
    archive = open_archive(url, wait=5)
    WarcImport(
        archive, InlinePool(import_page), on_progress=lambda *_: None, stopping=lambda: False, say=print
    ).run(files)
    archive.close()


def export(url: str, folder: Path, size: int = 10**9) -> list[Path]:
    with captures_snapshot(url) as snapshot:
        WarcExport(snapshot, step=lambda _: None, size=size).write(folder, {})
    return sorted(folder.glob("*.warc.gz"))


def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    with run_query(url, sql, timeout=20) as result:
        return list(result.rows)


@pytest.fixture
def filled(archive_url: str, tmp_path: Path) -> str:
    """Two editions, a copy, a redirect, a withdrawal, a refused page, and headers that tell of transfer."""
    warc = Warc()
    packed = (("Content-Type", "text/html"), ("Content-Length", "3"), ("ETag", '"é"'))
    warc.add(f"{BAY}/a", edition(1), headers=packed)
    warc.add(f"{BAY}/a", edition(2), at="2026-03-02T08:00:00Z")
    warc.add(f"{BAY}/copy", edition(2), at="2026-03-03T08:00:00Z")
    warc.add(f"{BAY}/old", at="2026-03-03T08:00:00Z", status="301 Moved", headers=(("Location", "/b"),))
    warc.add(f"{BAY}/b", edition(3), at="2026-03-03T08:00:01Z")
    for hour in ("08", "10"):
        warc.add(f"{BAY}/b", at=f"2026-03-04T{hour}:00:00Z", status="404 Not Found", headers=())
    warc.add(f"{BAY}/a", at="2026-03-05T08:00:00Z", status="304 Not Modified", headers=())
    warc.add(f"{BAY}/short", b"<p>Nothing.</p>")
    warc.add(f"{BAY}/saved", edition(4), kind="resource")
    fill(archive_url, warc.write(tmp_path / "in.warc.gz"))
    return archive_url


def test_warcio_finds_every_digest_right(filled: str, tmp_path: Path) -> None:
    files = export(filled, tmp_path / "out")
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") >= 6
    assert "fail" not in done.stdout


def test_records_say_what_was_fetched(filled: str, tmp_path: Path) -> None:
    found = []
    for path in export(filled, tmp_path / "out"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                url = record.rec_headers.get_header("WARC-Target-URI")
                body = record.content_stream().read()
                found.append((record.rec_type, url, record.http_headers, body))
    kinds = [(kind, url) for kind, url, _, _ in found]
    assert kinds[0] == ("warcinfo", None)
    assert kinds.count(("response", f"{BAY}/a")) == 2
    assert ("revisit", f"{BAY}/copy") in kinds
    assert ("metadata", f"{BAY}/old") in kinds
    assert ("resource", f"{BAY}/saved") in kinds
    first = next(entry for entry in found if entry[:2] == ("response", f"{BAY}/a"))
    assert first[3] == edition(1)
    assert first[2].get_header("X-Archive-Orig-Content-Length") == "3"
    assert first[2].get_header("Content-Length") == str(len(edition(1)))


def test_an_error_page_counts_as_one_and_not_as_a_loss(filled: str, tmp_path: Path) -> None:
    export(filled, tmp_path / "out")
    counts = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert counts["error page"] == 2
    assert "payload not kept" not in counts


def test_an_unknown_source(filled: str, tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="no source 'none'") as caught,
        captures_snapshot(filled, source="none"),
    ):
        pass
    assert "SELECT name FROM sources" in caught.value.hint


def test_the_same_export_again_and_rolled_files(filled: str, tmp_path: Path) -> None:
    one = export(filled, tmp_path / "one")
    two = export(filled, tmp_path / "two")
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert len(one) == 1
    assert len(export(filled, tmp_path / "many", size=1000)) > 3


@pytest.mark.parametrize("size", [10**9, 1000])
def test_an_export_imports_to_the_same_articles(
    filled: str, sqlite_template: Path, tmp_path: Path, size: int
) -> None:
    files = export(filled, tmp_path / "out", size)
    other = f"sqlite:///{tmp_path}/other.db"
    Path(f"{tmp_path}/other.db").write_bytes(sqlite_template.read_bytes())
    fill(other, *files)
    assert rows(other, ARTICLES) == rows(filled, ARTICLES)
    assert rows(other, HISTORY) == rows(filled, HISTORY)
    relations = "SELECT url, relation FROM urls WHERE relation IS NOT NULL ORDER BY url"
    assert rows(other, relations) == rows(filled, relations)


def test_what_was_cut_off_comes_back_as_that(archive_url: str, tmp_path: Path) -> None:
    """Half a page was refused as truncated, and came back as an edit that took half of the text away."""
    warc = Warc()
    whole = edition(1)
    warc.add(f"{BAY}/a", whole)
    short = (("Content-Type", "text/html"), ("Content-Length", str(len(whole))))
    for day in (2, 3):
        warc.add(f"{BAY}/a", whole[: len(whole) // 2], at=f"2026-03-0{day}T08:00:00Z", headers=short)
    warc.add(f"{BAY}/early", edition(2), at="0987-03-01T08:00:00Z")
    fill(archive_url, warc.write(tmp_path / "in.warc.gz"))
    assert len(rows(archive_url, HISTORY)) == 2
    back = make_sqlite_archive(tmp_path / "back.db")
    fill(back, *export(archive_url, tmp_path / "out"))
    assert rows(back, HISTORY) == rows(archive_url, HISTORY)
    refused = "SELECT url, reason, fetched_at FROM captures WHERE reason = 'truncated' ORDER BY fetched_at"
    assert len(rows(back, refused)) == 2
    assert rows(back, refused) == rows(archive_url, refused)


def test_sources_zones_and_former_urls_come_back(archive_url: str, tmp_path: Path) -> None:
    url, other = f"{BAY}/a", f"{BAY}/moved"
    warc = Warc()
    warc.add(url, edition(1))
    warc.add(url, at="2026-03-03T08:00:00Z", status="301 Moved", headers=(("Location", other),))
    moved = edition(1).replace(b"<head>", f'<head><link rel="canonical" href="{other}">'.encode())
    warc.add(other, moved, at="2026-03-03T08:00:00Z")
    archive = open_archive(archive_url, wait=5)
    WarcImport(
        archive,
        InlinePool(import_page),
        on_progress=lambda *_: None,
        stopping=lambda: False,
        say=print,
        source="harbour",
    ).run([warc.write(tmp_path / "in.warc.gz")])
    archive.close()
    asked: list[str] = []
    files = export(archive_url, tmp_path / "out")
    back = make_sqlite_archive(tmp_path / "back.db")
    archive = open_archive(back, wait=5)

    def declared(name: str, url: str) -> PageHints:
        asked.append(name)
        return PageHints()

    WarcImport(
        archive,
        InlinePool(import_page),
        on_progress=lambda *_: None,
        stopping=lambda: False,
        say=print,
        hints_of=declared,
    ).run(files)
    archive.close()
    leading = "SELECT url, relation FROM article_urls ORDER BY url"
    assert rows(back, leading) == rows(archive_url, leading)
    assert len(rows(back, leading)) == 2
    assert rows(back, ARTICLES) == rows(archive_url, ARTICLES)
    assert set(asked) == {"harbour"}
    redirects = "SELECT url, answered_url FROM captures WHERE answered_url <> url"
    assert rows(back, redirects) == [(url, other)]


@pytest.mark.parametrize("named", ["", "a b", "x" * 300, "../up", "..", "::", "undeclared"])
def test_a_name_that_is_none_leaves_a_page_to_its_host(archive_url: str, tmp_path: Path, named: str) -> None:
    warc = Warc()
    warc.add(f"{BAY}/a", edition(1), X_Newsarchive_Source=named)
    fill(archive_url, warc.write(tmp_path / "in.warc.gz"))
    assert rows(archive_url, "SELECT source FROM current_articles") == [("bay.example",)]
