"""What is counted of requests and answers: as much as Scrapy's own would count of the answers."""

from __future__ import annotations

from scrapy.downloadermiddlewares.stats import DownloaderStats
from scrapy.http import Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.middlewares.traffic import TrafficMiddleware

ASKED = Request("http://h.example/a/1")
HEADERS = {"Content-Type": "text/html", "Set-Cookie": ["a=1", "b=2"]}
STATUS_LINE = len(b"HTTP/1.1 200 OK\r\n") + len(b"\r\n")


def counted(middleware: type[TrafficMiddleware] | type[DownloaderStats]) -> dict[str, object]:
    stats = MemoryStatsCollector(get_crawler())
    counting = middleware(stats)
    counting.process_request(ASKED)
    answer = Response(ASKED.url, status=200, headers=HEADERS, body=b"x" * 1_000)
    assert counting.process_response(ASKED, answer) is answer
    counting.process_exception(ASKED, TimeoutError("late"))
    return dict(stats.get_stats())


def test_as_scrapy_counts() -> None:
    ours, theirs = counted(TrafficMiddleware), counted(DownloaderStats)
    assert ours.keys() == theirs.keys() - {
        "downloader/request_bytes",
        "downloader/request_method_count/GET",
    }
    size, its = (int(str(each.pop("downloader/response_bytes"))) for each in (ours, theirs))
    assert abs(its - size) <= STATUS_LINE
    assert size == 1_000 + len("Content-Type: text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n")
    assert ours.items() <= theirs.items()
