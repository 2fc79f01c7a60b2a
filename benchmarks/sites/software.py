"""The software of the park: how each program is installed and filled, and what then answers for its host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.sites.known_news import News, Slugs, known_news
from benchmarks.sites.serving import Answering, Forwarded, StaticFolder
from benchmarks.training.rendered_programs import Page, Program, Theme
from benchmarks.training.rendered_remarks import with_remarks
from benchmarks.training.rendered_wordpress import WordPress


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A site that answers; `pages` are the addresses of its stories (after the host), in their order."""

    host: str
    news: News
    site: Answering
    pages: Sequence[str]
    home: str = ""


class Software(Protocol):
    """One program with one theme."""

    @property
    def label(self) -> str:
        """What it is called in tables."""

    def running(self, folder: Path, count: int) -> AbstractContextManager[Running]:
        """Install it if it is not there, and fill it in `folder`, which is empty.

        Raises BuildFailedError where it cannot be had on this machine.
        """


@dataclass(frozen=True, slots=True)
class StaticSoftware:
    """A program that writes files; comments are put in where a theme leaves room for them."""

    program: Program
    theme: Theme
    slugs: Slugs
    output: str

    @property
    def label(self) -> str:
        return self.theme.label

    @contextmanager
    def running(self, folder: Path, count: int) -> Iterator[Running]:
        program = self.program
        program.install(self.theme.packages)
        host = host_of(self.label)
        news = known_news(host, self.slugs, one_author=program.one_author, count=count)
        pages = list(program.build(self.theme, news.site, folder))
        for page in pages:
            _add_remarks(page, self.label)
        root = folder / self.output
        yield Running(host=host, news=news, site=StaticFolder(root), pages=[page.path for page in pages])


@dataclass(frozen=True, slots=True)
class WordPressSoftware:
    """WordPress, which answers while it is asked; `links` is its setting of permalinks."""

    program: WordPress
    theme: Theme
    slugs: Slugs
    links: str

    @property
    def label(self) -> str:
        return self.theme.label

    @contextmanager
    def running(self, folder: Path, count: int) -> Iterator[Running]:
        self.program.install(self.theme.packages)
        host = host_of(self.label)
        news = known_news(host, self.slugs, count=count)
        with self.program.running(self.theme, news.site, folder, self.links) as (port, paths):
            yield Running(host=host, news=news, site=Forwarded(host, port), pages=paths)


def host_of(label: str) -> str:
    """Return the host of a program's site."""
    return f"{label.lower().replace('_', '-')}.park.example"


def _add_remarks(page: Page, label: str) -> None:
    html = page.file.read_text("utf-8")
    page.file.write_text(with_remarks(html, page.story.remarks, label), "utf-8")
