"""A page before it is saved: its source, the time of its fetch, and the URLs it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import GoneReason, UrlRelation, Verdict
from newsarchive.storage.rows.url_identity import (
    asked_url,
    identity_url,
    is_home,
    relation_of,
    source_of,
    url_key,
)
from newsarchive.text.revision_identity import sha256_hex


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPage:
    """A page and what follows from it alone, before the archive is queried."""

    article: CleanArticle
    asked: str
    final: str | None
    identity: str
    source: str
    at: datetime
    body_sha256: str
    asked_key: str = field(init=False)
    final_key: str = field(init=False)
    identity_key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "asked_key", url_key(self.asked))
        object.__setattr__(self, "final_key", url_key(self.final or self.asked))
        object.__setattr__(self, "identity_key", url_key(self.identity))

    @property
    def urls(self) -> Sequence[str]:
        """Every URL that needs a row."""
        return list(dict.fromkeys(url for url in (self.asked, self.final, self.identity) if url))

    @property
    def keys(self) -> set[str]:
        return {self.asked_key, self.final_key, self.identity_key}

    @property
    def ordered_keys(self) -> list[str]:
        return sorted(self.keys)

    @property
    def answered(self) -> str:
        """The URL that answered; the requested one if only the spelling differs (Scrapy escapes URLs)."""
        return self.asked if self.final is None or self.final_key == self.asked_key else self.final

    @property
    def relation(self) -> UrlRelation:
        return relation_of(self.asked, self.final, self.identity)

    @property
    def sent_home(self) -> bool:
        """Whether an article's URL redirected to the home page: the article is gone."""
        return self.final is not None and is_home(self.final) and not is_home(self.asked)

    @property
    def refusal(self) -> str | None:
        """Why the page is not stored as an article; None if it is."""
        if self.article.facts.rights.withheld is not None:
            return self.article.facts.rights.withheld
        if self.article.verdict != Verdict.ARTICLE:
            return self.article.reason or self.article.verdict
        return GoneReason.REDIRECTED_HOME if self.sent_home else None


def incoming_page(article: CleanArticle, now: datetime) -> IncomingPage:
    """Return the page of an article with storable values; `now` replaces an unknown time of fetching."""
    page = article.page
    body_sha256 = sha256_hex(page.body)
    asked = asked_url(page.url, body_sha256)
    return IncomingPage(
        article=article,
        asked=asked,
        final=page.final_url or None,
        identity=identity_url(asked, page.final_url, article.facts.canonical_url),
        source=source_of(page),
        at=page.fetched_at or now,
        body_sha256=body_sha256,
    )
