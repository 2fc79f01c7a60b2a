"""The one place where our components are switched on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scrapy.settings import BaseSettings
from scrapy.utils.python import global_object_name

from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_progress import ProgressExtension
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.rendering import RenderingExtension
from newsarchive.middlewares.compression import CompressionMiddleware
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.private_networks import PrivateAddressMiddleware
from newsarchive.middlewares.redirects import PlainRedirectMiddleware
from newsarchive.middlewares.robots import RenderedRobotsMiddleware, RobotsMiddleware
from newsarchive.middlewares.start import StartMiddleware
from newsarchive.middlewares.template_traps import TrapMiddleware
from newsarchive.middlewares.traffic import TrafficMiddleware
from newsarchive.pipelines.drop_spam import DropSpamPipeline
from newsarchive.pipelines.extract_text import ExtractTextPipeline
from newsarchive.pipelines.normalize_encoding import NormalizeEncodingPipeline
from newsarchive.pipelines.render_empty import RenderEmptyPipeline
from newsarchive.pipelines.store import StorePipeline

COMPONENTS: dict[str, dict[type, int]] = {
    # The whole journey of a page, in order.
    "ITEM_PIPELINES": {
        NormalizeEncodingPipeline: 100,
        ExtractTextPipeline: 200,
        DropSpamPipeline: 300,
        RenderEmptyPipeline: 350,
        StorePipeline: 400,
    },
    "EXTENSIONS": {
        ArchiveExtension: 100,
        ProgressExtension: 200,
        RenderingExtension: 300,
        ReadingExtension: 400,
    },
    "DOWNLOADER_MIDDLEWARES": {
        RobotsMiddleware: 100,
        TrapMiddleware: 90,  # before robots.txt (100): what is not asked for needs no permission
        CompressionMiddleware: 590,
        PlainRedirectMiddleware: 600,
        # After HttpProxyMiddleware (750), which says whether a name is ours to resolve.
        PrivateAddressMiddleware: 760,
        # The last that may hold a request back: behind it is counted what is really sent.
        HostMiddleware: 800,
        TrafficMiddleware: 850,
        RenderedRobotsMiddleware: 890,
    },
    "SPIDER_MIDDLEWARES": {
        StartMiddleware: 25,
    },
}


# Of what Scrapy begins with: doors nobody needs (a server that runs code, on by default since 2.19; telnet),
# and what does nothing here while every request passes through it.
REMOVED_BUILTINS = {
    "EXTENSIONS": frozenset(
        {
            "scrapy.extensions.remote_control.RemoteControl",
            "scrapy.extensions.telnet.TelnetConsole",
        }
    ),
    "DOWNLOADER_MIDDLEWARES": frozenset(
        {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",  # RobotsMiddleware is in its place
            # CompressionMiddleware is in its place
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",  # PlainRedirectMiddleware is
            "scrapy.downloadermiddlewares.stats.DownloaderStats",  # TrafficMiddleware is
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # the spider knows what it asks for
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
            "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",  # see COOKIES_ENABLED
            "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",  # see METAREFRESH_ENABLED
        }
    ),
    "SPIDER_MIDDLEWARES": frozenset(
        {
            "scrapy.spidermiddlewares.start.StartSpiderMiddleware",  # StartMiddleware is in its place
            "scrapy.spidermiddlewares.referer.RefererMiddleware",  # see PlainRedirectMiddleware
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
        for setting, spared in REMOVED_BUILTINS.items():
            remove_builtins(settings, f"{setting}_BASE", spared)


def remove_builtins(settings: BaseSettings, setting: str, components: Collection[str]) -> None:
    """Take components out of those that Scrapy begins with; a project that names one has it all the same.

    settings/base.py says what else it takes to have one back.

    What is switched off by None is imported nevertheless, with all it brings along (aiohttp, requests). The
    components' own switches (METAREFRESH_ENABLED, DOWNLOADER_STATS) do nothing for what is taken out.
    """
    kept = {name: order for name, order in settings.getdict(setting).items() if name not in components}
    settings.set(setting, kept, settings.getpriority(setting) or 0)


def switch_on(settings: BaseSettings, setting: str, components: Mapping[type, int]) -> None:
    """Put components where the project says nothing of them, as a class or by name.

    Scrapy's `setdefault_in_component_priority_dict` imports whatever is named there to compare it, also what
    is switched off: 0.09 s at the start of each crawl (aiohttp and requests, mostly).
    """
    given = settings.getdict(setting)
    named = {key if isinstance(key, str) else global_object_name(key) for key in given}
    ours = {one: order for one, order in components.items() if global_object_name(one) not in named}
    settings.set(setting, given | ours, settings.getpriority(setting) or 0)
