"""All that might read a decompression bomb."""

from __future__ import annotations

import io
import json
import resource
from pathlib import Path

from requests.exceptions import ContentDecodingError
from scrapy.http import Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler
from urllib3 import HTTPResponse

from newsarchive.discovery.feeds.feed_links import read_feed
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from newsarchive.imports.line_results import ReadPage, extracted_line, import_page
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import read_page_file
from newsarchive.imports.warc_records import WarcRecords, demand_warc
from newsarchive.middlewares.compression import CompressionMiddleware, UnreadableBodyError
from newsarchive.spiders.wayback import bounded
from newsarchive.storage.rows.payloads import unpacked_payload
from tests.imports.warc_making import Warc
from tests.packing import PACKED, bomb


def limit_memory(room: int) -> None:
    """Let this process grow by so many bytes and no more."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + room, size + room))


# What each reader says of a bomb. They run where memory is limited (tests/test_bombs.py).


def page_file(form: str, folder: Path) -> str | None:
    """A page saved as .gz, as `extract`, `decode` and the manifests read it."""
    path = folder / "page.html.gz"
    path.write_bytes(bomb(form))
    record = json.loads(extracted_line(ManifestLine(number=1, id="a", path=str(path))))
    return str(record["verdict"]) + ": " + str(read_page_file(str(path)).reason)


def feed(form: str, folder: Path) -> str | None:
    """A feed sent as a gzip file."""
    return read_feed(bomb(form, head=b"<rss><channel>"), "https://a.example/feed.gz").problems[0]


def sitemap(form: str, folder: Path) -> str | None:
    """A sitemap sent as a gzip file."""
    return read_sitemap(bomb(form, head=b"<urlset>"), "https://a.example/sitemap.xml.gz").problems[0]


def answer(form: str, folder: Path) -> str | None:
    """A page or list as a crawl gets it."""
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 64 * 1024**2})
    crawler.stats = MemoryStatsCollector(crawler)
    request = Request("https://a.example/1")
    headers = {"Content-Encoding": encodings_of(form), "Content-Type": "text/html"}
    try:
        CompressionMiddleware.from_crawler(crawler).process_response(
            request, Response(request.url, headers=headers, body=nested_bomb(form))
        )
    except UnreadableBodyError as error:
        assert crawler.stats.get_stats() == {f"newsarchive/unpacking/{error.reason}": 1}
        return error.reason
    return None


def capture(form: str, folder: Path) -> str | None:
    """A page of the Wayback Machine, which sends on what others sent."""
    headers = {"Content-Encoding": encodings_of(form)}
    raw = HTTPResponse(io.BytesIO(nested_bomb(form)), headers, 200, preload_content=False)
    try:
        bounded(raw)
    except ContentDecodingError as error:
        return str(error).partition(":")[0]
    return None


def warc_body(form: str, folder: Path) -> str | None:
    """A page within a WARC file, as its server sent it."""
    warc = Warc()
    headers = (("Content-Type", "text/html"), ("Content-Encoding", encodings_of(form)))
    warc.add("https://a.example/1", nested_bomb(form), headers=headers)
    [item] = WarcRecords(warc.write(folder / "a.warc"))
    assert isinstance(item, ReadPage)
    return import_page(item).reason


def warc_record(form: str, folder: Path) -> str | None:
    """A WARC file of one record without end: the address is refused, and the file left at the bomb."""
    path = folder / f"a.warc.{form}"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2026-01-01T00:00:00Z\r\n"
        "WARC-Target-URI: https://a.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {10**30}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    )
    path.write_bytes(bomb(form, head=head.encode()))
    demand_warc(path)
    records = WarcRecords(path)
    [item] = records
    assert isinstance(item, ReadPage)
    assert (import_page(item).reason, item.page.url) == ("too_large", "https://a.example/1")
    return (records.cut_short or "").partition(":")[0]


def payload(form: str, folder: Path) -> str | None:
    """A body in the archive whose row says it is small."""
    return unpacked_payload(bomb(form), 1_000).reason


def encodings_of(form: str) -> str:
    """Return the Content-Encoding of `nested_bomb`."""
    return ", ".join({"zlib": "deflate"}.get(name, name) for name in form.split(" in "))


def nested_bomb(form: str) -> bytes:
    """Return a bomb in the forms named, the innermost first."""
    first, *others = form.split(" in ")
    body = bomb(first)
    for other in others:
        body = PACKED[other](body)
    return body
