"""What one page means for the archive, decided from what stands there before anything of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from newsarchive.storage.canonicals import believed, without_squatter
from newsarchive.storage.editing import is_closed, is_edited
from newsarchive.storage.interfaces import SaveOutcome
from newsarchive.storage.pages import Page
from newsarchive.storage.standing import Standing, UrlRow
from newsarchive.text.fingerprints import revision_key


@dataclass(slots=True, kw_only=True)
class Judged:
    """A page and what is to become of it.

    `known` is the article as it stands, None for a new or refused one; `key` the page's revision key;
    `doubted` a canonical link that is not believed (newsarchive.storage.canonicals). The row
    numbers are filled in as the rows are written.
    """

    page: Page
    rows: Mapping[str, UrlRow]
    outcome: SaveOutcome
    known: Standing | None = None
    key: str = ""
    doubted: str | None = None
    article_id: int = 0
    fetch_id: int = 0
    revision_id: int | None = None
    events: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    @property
    def asked(self) -> UrlRow:
        return self.rows[self.page.asked_key]

    @property
    def identity(self) -> UrlRow:
        return self.rows[self.page.identity_key]

    @property
    def revises(self) -> bool:
        """Whether a revision is written."""
        return self.outcome in {"new", "changed"}

    @property
    def number(self) -> int:
        """Number of the article's latest revision, once the page is saved."""
        return (self.known.number if self.known else 0) + self.revises

    @property
    def keeps_payload(self) -> bool:
        kept = self.asked.keep_payloads
        if not self.page.article.keep_body:
            return False
        return kept != "none" and (kept == "all" or self.outcome != "unchanged" or not self.asked.fetched)

    @property
    def is_missing(self) -> bool:
        """Whether the address of a known article led to the front page."""
        return self.outcome == "refused" and self.page.sent_home and self.asked.article_id is not None

    @property
    def moved(self) -> bool:
        """Whether the article gets an identity that no article had."""
        return self.known is not None and self.identity.own_article is self.identity.article_id is None


def judge(
    connection: Connection, page: Page, rows: Mapping[str, UrlRow], known: Mapping[int, Standing]
) -> Judged:
    """Return what is to become of the page; `known` holds the article behind it, if there is one."""
    if page.refusal is not None:
        return Judged(page=page, rows=rows, outcome="refused")
    named = page.identity
    page = believed(connection, page, rows, known)
    doubted = named if page.identity != named else None
    rows = without_squatter(connection, page, rows, known)
    if doubted is not None:
        rows = {key: rows[key] for key in page.ordered_keys}
    article = page.article
    key = revision_key(article.title, article.text, article.authors)
    number = article_behind(rows, page)
    if number is None:
        return Judged(page=page, rows=rows, outcome="new", key=key, doubted=doubted)
    stands = known[number]
    outcome: SaveOutcome = "changed" if is_edited(connection, page, key, stands) else "unchanged"
    if outcome == "changed" and is_closed(connection, page, stands):
        closed = replace(page, article=replace(article, verdict="not_article", reason="paywall"))
        return Judged(page=closed, rows=rows, outcome="refused")
    return Judged(
        page=page, rows=rows, outcome=outcome, known=stands, key=key, article_id=number, doubted=doubted
    )


def article_behind(rows: Mapping[str, UrlRow], page: Page) -> int | None:
    """Return the article a page is a capture of, None for a new one.

    First the article known by the page's identity, then the one this identity led to, then one known by an
    address that has got a new identity since (the site moved it, or began to name a canonical address).
    """
    identity = rows[page.identity_key]
    answered, asked = rows[page.final_key], rows[page.asked_key]
    for found in (identity.own_article, identity.article_id, answered.own_article, asked.own_article):
        if found is not None:
            return found
    return None
