"""The download handler of a crawl that may need a browser: renders requests that ask for it.

The spider registers it for http and https unless the source declares `render = "never"`. The first request to
be rendered imports Playwright and starts Chromium; all others are downloaded as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsarchive.compat.http_private import PlainDownloads
from newsarchive.extensions.rendering import RENDER_KEY

if TYPE_CHECKING:
    from newsarchive.browser.renderer import PageRenderer


class BrowserDownloadHandler(PlainDownloads):
    """Shares one renderer per crawl between the handlers of both schemes."""

    lazy = True
    _renderers: ClassVar[WeakKeyDictionary[Crawler, PageRenderer]] = WeakKeyDictionary()

    async def download_request(self, request: Request) -> Response:
        if not request.meta.get(RENDER_KEY):
            return await super().download_request(request)
        return await self._renderer().render(request)

    async def close(self) -> None:
        renderer: Any = self._renderers.pop(self.crawler, None)
        if renderer is not None:
            await renderer.close()
        await super().close()

    def _renderer(self) -> PageRenderer:
        from newsarchive.browser.renderer import PageRenderer  # noqa: PLC0415 - only for crawls that render

        if self.crawler not in self._renderers:
            self._renderers[self.crawler] = PageRenderer(self.crawler)
        return self._renderers[self.crawler]
