"""The sites instead of a network: Scrapy's downloader asks them through a handler, at the injected moment."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from benchmarks.month.sites import Site
from newsarchive import clock

SITES: dict[str, Site] = {}


class SitesHandler(BaseDownloadHandler):
    """Answers for every host of SITES, 404 for others; the rest of Scrapy is as it is."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        site = SITES.get(parts.hostname or "")
        if site is None:
            return Response(request.url, status=404)
        conditions = (_header(request, "If-None-Match"), _header(request, "If-Modified-Since"))
        reply = site.reply(parts.path, clock.now(), conditions)
        headers = {"Content-Type": reply.content_type, **dict(reply.headers)}
        kind = responsetypes.from_mimetype(reply.content_type.partition(";")[0])
        return kind(request.url, status=reply.status, headers=headers, body=reply.body)


def _header(request: Request, name: str) -> str:
    value = request.headers.get(name)
    return value.decode("latin-1") if value else ""
