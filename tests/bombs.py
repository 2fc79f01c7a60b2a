"""Decompression bombs in every form, small as sent and quick to make, and all that might read one."""

from __future__ import annotations

import gzip
import json
import resource
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import brotli
import zstandard
from scrapy.http import Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.discovery.feeds import read_feed
from newsarchive.discovery.sitemaps import read_sitemap
from newsarchive.imports.answers import extracted_line
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import read_page_file
from newsarchive.imports.reading import ReadPage, import_page
from newsarchive.imports.warc_records import WarcRecords, demand_warc
from newsarchive.middlewares.compression import CompressionMiddleware, UnreadableBodyError
from newsarchive.storage.payload_store import unpacked_payload
from tests.imports.warc_making import Warc

GIGABYTE = 2**30
BLOCK = 2**24


def raw_deflate(data: bytes) -> bytes:
    """Return data in bare deflate, as some servers send it under the name of zlib's form."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstandard.compress,
}


@cache
def bomb(form: str, size: int = GIGABYTE, head: bytes = b"") -> bytes:
    """Return `head` and about `size` zeros; gzip's and zlib's checksums are wrong, nobody gets there."""
    if form == "zstd":
        packer = zstandard.ZstdCompressor().compressobj()
        blocks = [packer.compress(head)] + [packer.compress(bytes(BLOCK)) for _ in range(size // BLOCK)]
        return b"".join(blocks) + packer.flush()
    if form == "br":
        wide = brotli.Compressor(quality=1)
        blocks = [wide.process(head)] + [wide.process(bytes(BLOCK)) for _ in range(size // BLOCK)]
        return b"".join(blocks) + wide.finish()
    wbits = {"gzip": 31, "zlib": 15, "deflate": -15}[form]
    deflate = zlib.compressobj(wbits=wbits)
    start = deflate.compress(head) + deflate.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block stands for itself, and may be repeated.
    block = deflate.compress(bytes(BLOCK)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return start + block * (size // BLOCK) + deflate.flush()


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
