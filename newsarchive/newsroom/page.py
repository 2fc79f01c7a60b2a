"""One page of the sample site: what is true of it, stated nowhere else, and how it is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from newsarchive.items import Script, SpamKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is served: template, bytes and headers. A site states it once, a page what differs.

    `content_type` None means the truth (`text/html; charset=<encoding>`); any other value is sent as it is,
    lies included. `meta_charset` "" leaves the declaration out of the page. `paragraph`, `byline` and
    `editor_line` have one `{}`; `date_format` is strftime's. `structured` names what the head says of the
    article: `jsonld`, `opengraph`, `meta`. `damage` names the steps of the annotated mirrors, see damage.py.
    """

    template: str
    encoding: str = "utf-8"
    content_type: str | None = None
    meta_charset: str | None = None
    paragraph: str = "<p>{}</p>"
    date_format: str = "%Y-%m-%d %H:%M"
    byline: str = "{}"
    byline_join: str = ", "
    editor_line: str = "{}"
    title_suffix: str = ""
    structured: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spam:
    """What an intruder put into a page: all of it must end among the removed, none in title or text.

    `title` goes into title, meta and h1; `farm` into the footer with links to `host`; `inside` stands after
    the paragraph with that number (from 1); `body` replaces the article on a hijacked page.
    """

    kind: SpamKind
    host: str = "farm.example"
    title: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    offscreen: tuple[str, ...] = ()
    farm: tuple[str, ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    body: tuple[str, ...] = ()

    def phrases(self) -> tuple[str, ...]:
        """Every phrase of it."""
        return (*self.title, *self.hidden, *self.offscreen, *self.farm, *self.inside.values(), *self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What the newsroom changed from the second visit on; paragraphs by number from 1."""

    modified_at: str
    title: str | None = None
    paragraphs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The truth of one page, in the terms of the article record (DESIGN 2.3), and its look."""

    host: str
    path: str
    look: Look
    title: str
    paragraphs: tuple[str, ...]
    verdict: Verdict = "article"
    authors: tuple[str, ...] = ()
    editor: str | None = None
    outlet: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    script: Script | None = None
    image: str | None = None
    spam: Spam | None = None
    edited: Edit | None = None
    related: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address, the same on every run."""
        return f"http://{self.host}{self.path}"

    @property
    def text(self) -> str:
        """The text as the record has it; "" where no article is left."""
        return "" if self.verdict == "hijacked" else "\n".join(self.paragraphs)

    def at_visit(self, visit: int) -> Page:
        """The page as it stood at that visit (from 1): edited once, before the second."""
        edit = self.edited
        if edit is None or visit < 2:
            return self
        paragraphs = tuple(edit.paragraphs.get(str(n), text) for n, text in enumerate(self.paragraphs, 1))
        return replace(
            self,
            title=edit.title or self.title,
            paragraphs=paragraphs,
            modified_at=edit.modified_at,
            edited=None,
        )
