"""The one place where our components are switched on."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings

from newsarchive.compat.http_private import PlainDownloads
from newsarchive.compat.scrapy_private import remove_builtins
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_progress import ProgressExtension
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.page_reader import PageReaderExtension
from newsarchive.extensions.rendering import RenderingExtension
from newsarchive.middlewares.article_limit import ArticleLimitMiddleware
from newsarchive.middlewares.compression import CompressionMiddleware
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.list_tokens import ListTokenMiddleware
from newsarchive.middlewares.private_networks import PrivateAddressMiddleware
from newsarchive.middlewares.robots import RenderedRobotsMiddleware, RobotsMiddleware
from newsarchive.middlewares.template_traps import TrapMiddleware
from newsarchive.middlewares.url_credentials import CredentialsMiddleware
from newsarchive.pipelines.read import ReadPipeline
from newsarchive.pipelines.store import StorePipeline

COMPONENTS: dict[str, dict[type, int]] = {
    # A page is read, by the line of stages (newsarchive.stages), and stored.
    "ITEM_PIPELINES": {
        ReadPipeline: 100,
        StorePipeline: 400,
    },
    "EXTENSIONS": {
        ArchiveExtension: 100,
        ProgressExtension: 200,
        RenderingExtension: 300,
        ReadingExtension: 400,
        PageReaderExtension: 500,
    },
    "DOWNLOADER_MIDDLEWARES": {
        CredentialsMiddleware: 80,  # before all that asks which host it is
        RobotsMiddleware: 100,
        ListTokenMiddleware: 110,  # behind robots.txt: what is forbidden needs no token
        # Before robots.txt (100): what is not asked for needs no permission.
        ArticleLimitMiddleware: 85,
        TrapMiddleware: 90,
        CompressionMiddleware: 590,
        # After HttpProxyMiddleware (750), which says whether a name is ours to resolve.
        PrivateAddressMiddleware: 760,
        # The last that may hold a request back: behind it Scrapy counts what is really sent (850).
        HostMiddleware: 800,
        RenderedRobotsMiddleware: 890,
    },
}


# Of what Scrapy begins with: what opens doors, what ours replaces and why, and what settings/base.py switches
# off, which every request would pass through all the same.
REMOVED_BUILTINS = {
    "EXTENSIONS": frozenset(
        {
            "scrapy.extensions.remote_control.RemoteControl",  # a server that runs code, on since 2.19
            "scrapy.extensions.telnet.TelnetConsole",  # likewise
        }
    ),
    "DOWNLOADER_MIDDLEWARES": frozenset(
        {
            # RobotsMiddleware: asks once a day, not once a crawl, and keeps the rules of a host that is away
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
            # CompressionMiddleware: a body cut short is no page, and one that unpacks without end has a limit
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # the spider knows what it asks for
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",  # no source has a login
            "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",  # see COOKIES_ENABLED
            "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",  # see METAREFRESH_ENABLED
        }
    ),
    "SPIDER_MIDDLEWARES": frozenset(
        {
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # see HTTPERROR_ALLOW_ALL
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",  # see URLLENGTH_LIMIT
            "scrapy.spidermiddlewares.depth.DepthMiddleware",  # listings count their own
            "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",  # no metadata is copied
        }
    ),
}


class NewsarchiveAddon:
    """Switches our pipelines, extensions and middlewares on, and Scrapy's spare ones off (ADDONS)."""

    def update_settings(self, settings: BaseSettings) -> None:
        for setting, components in COMPONENTS.items():
            switch_on(settings, setting, components)
        handlers = dict.fromkeys(("http", "https"), PlainDownloads) | settings.getdict("DOWNLOAD_HANDLERS")
        settings.set("DOWNLOAD_HANDLERS", handlers, settings.getpriority("DOWNLOAD_HANDLERS") or 0)
        for setting, removed in REMOVED_BUILTINS.items():
            remove_builtins(settings, f"{setting}_BASE", removed)


def switch_on(settings: BaseSettings, setting: str, components: Mapping[type, int]) -> None:
    """Put components where the project says nothing of them, as a class or by name.

    Scrapy's `setdefault_in_component_priority_dict` imports whatever is named there to compare it, also what
    is switched off: 0.09 s at the start of each crawl (aiohttp and requests, mostly).
    """
    given = settings.getdict(setting)
    named = {key if isinstance(key, str) else _full_name(key) for key in given}
    ours = {one: order for one, order in components.items() if _full_name(one) not in named}
    settings.set(setting, given | ours, settings.getpriority(setting) or 0)


def _full_name(component: type) -> str:
    return f"{component.__module__}.{component.__qualname__}"
