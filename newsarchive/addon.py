"""The one place where our components are switched on."""

from __future__ import annotations

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings

from newsarchive.extensions.archive import ArchiveExtension
from newsarchive.extensions.progress import ProgressExtension
from newsarchive.extensions.rendering import RenderingExtension
from newsarchive.middlewares.hosts import HostMiddleware
from newsarchive.middlewares.private_addresses import PrivateAddressMiddleware
from newsarchive.middlewares.rendered_robots import RenderedRobotsMiddleware
from newsarchive.middlewares.robots import RobotsMiddleware
from newsarchive.middlewares.traps import TrapMiddleware
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
    },
    "DOWNLOADER_MIDDLEWARES": {
        # In the place of Scrapy's.
        RobotsMiddleware: 100,
        TrapMiddleware: 90,  # before robots.txt (100): what is not asked for needs no permission
        # After HttpProxyMiddleware (750), which says whether a name is ours to resolve.
        PrivateAddressMiddleware: 760,
        # The last that may hold a request back; DownloaderStats (850) counts what is really sent.
        HostMiddleware: 800,
        RenderedRobotsMiddleware: 890,
    },
}


class NewsarchiveAddon:
    """Switches the pipelines, extensions and middlewares on (ADDONS in settings/base.py)."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RobotsTxtMiddleware, None)
        for setting, components in COMPONENTS.items():
            for component, order in components.items():
                settings.setdefault_in_component_priority_dict(setting, component, order)
