"""Which components a crawl has: ours, Scrapy's but for the spare ones, and whatever a project names."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.settings import BaseSettings, Settings

from newsarchive.addon import COMPONENTS, REMOVED_BUILTINS, NewsarchiveAddon
from newsarchive.middlewares.template_traps import TrapMiddleware
from newsarchive.pipelines.store import StorePipeline

COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


def updated(**given: object) -> BaseSettings:
    settings = Settings(given)
    NewsarchiveAddon().update_settings(settings)
    return settings


def components(settings: BaseSettings, name: str) -> dict[Any, int]:
    found: Any = settings.get_component_priority_dict_with_base(name)
    return dict(found)


@pytest.mark.parametrize("setting", REMOVED_BUILTINS)
def test_what_is_spared_is_what_scrapy_begins_with(setting: str) -> None:
    """A name that Scrapy changed would be back in silence, and robots.txt be asked for twice."""
    assert REMOVED_BUILTINS[setting] <= set(Settings().getdict(f"{setting}_BASE"))
    assert not REMOVED_BUILTINS[setting] & set(components(updated(), setting))


def test_ours_are_there() -> None:
    for setting, ours in COMPONENTS.items():
        assert ours.items() <= components(updated(), setting).items()


def test_a_project_has_a_spared_one_back() -> None:
    settings = updated(DOWNLOADER_MIDDLEWARES={COOKIES: 700})
    assert components(settings, "DOWNLOADER_MIDDLEWARES")[COOKIES] == 700
    settings = updated(DOWNLOADER_MIDDLEWARES={CookiesMiddleware: 701})
    assert components(settings, "DOWNLOADER_MIDDLEWARES")[CookiesMiddleware] == 701


def test_a_project_puts_ours_elsewhere_or_off() -> None:
    settings = updated(
        ITEM_PIPELINES={"newsarchive.pipelines.store.StorePipeline": 950},
        DOWNLOADER_MIDDLEWARES={TrapMiddleware: None},
    )
    pipelines = components(settings, "ITEM_PIPELINES")
    assert pipelines["newsarchive.pipelines.store.StorePipeline"] == 950
    assert StorePipeline not in pipelines
    assert TrapMiddleware not in components(settings, "DOWNLOADER_MIDDLEWARES")
