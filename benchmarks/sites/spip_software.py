"""SPIP with its default templates, as Debian has it: articles at `spip.php?article12`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sites.known_news import News, known_news
from benchmarks.sites.serving import Forwarded
from benchmarks.sites.software import Running, host_of
from benchmarks.training.rendered_spip import filled_spip


@dataclass(frozen=True, slots=True)
class SpipSoftware:
    """SPIP, which has to be installed: its parts are packages of their own."""

    @property
    def label(self) -> str:
        return "spip-default"

    @contextmanager
    def running(self, folder: Path, count: int) -> Iterator[Running]:
        host = host_of(self.label)
        news = known_news(host, "number", count=count)
        with filled_spip(_told(news), folder, news.site.zone) as (port, pages):
            yield Running(host=host, news=news, site=Forwarded(host, port), pages=pages)


def _told(news: News) -> dict[str, object]:
    """What the PHP script reads."""
    site = news.site
    return {
        "name": site.name,
        "title": site.title,
        "language": site.language.partition("-")[0],
        "stories": [
            {
                "title": story.title,
                "html": story.html,
                "language": language.partition("-")[0],
                "author": story.author,
                "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
                "category": site.menu[story.number % len(site.menu)],
                "tags": list(story.tags),
                "remarks": [
                    {"name": one.name, "text": one.text, "day": f"{one.day:%Y-%m-%d %H:%M:%S}"}
                    for one in story.remarks
                ],
            }
            for story, language in zip(site.stories, news.languages, strict=True)
        ],
    }
