"""What one page means for the archive, decided from what stands there before anything of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, exists, select, update

from newsarchive.lifecycle import REVISED, JournalEvent, NotArticle, Outcome, ReadingNote, SaveOutcome
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow
from newsarchive.storage.rows.url_identity import identity_address, url_key
from newsarchive.storage.schema import articles, removed_blocks, revisions, urls
from newsarchive.text.boilerplate.applying import Version, is_same_reading
from newsarchive.text.boilerplate.learning import RULES
from newsarchive.text.revision_identity import are_alike, revision_key

# Whether a page's canonical link can be believed: some sites name one page on all of theirs.
#
# A link is not believed when the article that stands there is another story by its text. A page that was
# never asked for itself is held by the first that names it, until another story names it too or it answers
# itself: then the one that holds it without having answered there goes back to its own address.
#
# Guaranteed whatever the order of saving: unlike stories are articles of their own, one each, and a page
# that answers is what its address is known by. Which of several that name a page nobody ever fetched is
# known by it is the order's; so is which of two texts too short to compare came first.

REFUSED = ReadingNote.CANONICAL_REFUSED


def with_believed_canonical(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], known: Mapping[int, StoredArticle]
) -> IncomingPage:
    """Return the page, known by the address that answered where its canonical link is not believed."""
    identity, answered = rows[page.identity_key], rows[page.final_key]
    number = identity.own_article or identity.article_id
    if number is None or page.identity_key in {page.final_key, page.asked_key} or page.refusal is not None:
        return page
    if number in answered.articles or _is_alike(connection, page, known[number]):
        return page
    return replace(page, identity=identity_address(page.asked, page.article.page.final_url, None))


def without_foreign_canonical(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], known: Mapping[int, StoredArticle]
) -> Mapping[str, UrlRow]:
    """Return the rows; an article of another story that only named this page's address has gone from it."""
    row = rows[page.identity_key]
    number = row.own_article
    if number is None or row.fetched or page.identity_key != page.final_key or page.refusal is not None:
        return rows
    holder = known[number]
    if url_key(holder.url) == row.key or _is_alike(connection, page, holder):
        return rows
    if not _send_back(connection, holder, row):
        return rows
    return {**rows, row.key: replace(row, own_article=None, article_id=None, relation=None)}


def _send_back(connection: Connection, holder: StoredArticle, row: UrlRow) -> bool:
    """Let the article be known by the address it answered at; false where another is."""
    free = ~exists().where(articles.c.url_id == urls.c.id)
    home = connection.scalar(select(urls.c.id).where(urls.c.url_key == url_key(holder.url), free))
    if home is None:
        return False
    connection.execute(update(articles).where(articles.c.id == holder.id).values(url_id=home))
    connection.execute(update(urls).where(urls.c.id == home).values(relation="canonical"))
    connection.execute(update(urls).where(urls.c.id == row.id).values(article_id=None, relation=None))
    return True


def _is_alike(connection: Connection, page: IncomingPage, stands: StoredArticle) -> bool:
    text = connection.scalar(select(revisions.c.text).where(revisions.c.id == stands.revision_id))
    return are_alike(str(text), page.article.text)


# Whether the publisher edited an article, or only we read it differently this time.

# An editor who cuts off an article's end mostly leaves more of it; a paywall leaves a paragraph or three.
MOST_SHOWN = 0.6


def is_edited(connection: Connection, page: IncomingPage, key: str, known: StoredArticle) -> bool:
    """Say whether a page, whose revision key is `key`, says something else than the revision that is known.

    The same bytes never do, whatever today's code and knowledge make of them; nor does a text from which one
    of both runs cut more of what the host's pages share. Only a reprocess brings older articles up to date.
    """
    if key == known.revision_key or page.body_sha256 == known.body_sha256:
        return False
    return not _is_same_reading(connection, page, known)


def is_closed(connection: Connection, page: IncomingPage, known: StoredArticle) -> bool:
    """Say whether a page shows only how the stored article begins, and says that it is not free to read.

    So it looks when an article is put behind a paywall: the text is cut short, and nobody edited it.
    """
    shown = page.article.text
    if not page.article.for_subscribers or not shown:
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == known.revision_id)))
    return len(shown) <= MOST_SHOWN * len(text) and text.startswith(shown.rstrip(".… "))


def _is_same_reading(connection: Connection, page: IncomingPage, known: StoredArticle) -> bool:
    article = page.article
    cut = select(removed_blocks.c.text).where(
        removed_blocks.c.revision_id == known.revision_id, removed_blocks.c.rule.in_(sorted(RULES))
    )
    stored_cut = tuple(connection.scalars(cut))
    now_cut = tuple(block.text for block in article.removed if block.rule in RULES)
    if not (stored_cut or now_cut):
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == known.revision_id)))
    if revision_key(article.title, text, article.authors) != known.revision_key:
        return False  # title or authors are others
    stored, now = Version(text, stored_cut), Version(article.text, now_cut)
    return is_same_reading(article.title, article.authors, stored, now)


@dataclass(slots=True, kw_only=True)
class SavePlan:
    """A page and what is to become of it.

    `known` is the article as it stands, None for a new or refused one; `key` the page's revision key;
    `doubted` a canonical link that is not believed (newsarchive.storage.articles.save_plan). The row
    numbers are filled in as the rows are written.
    """

    page: IncomingPage
    rows: Mapping[str, UrlRow]
    outcome: SaveOutcome
    known: StoredArticle | None = None
    key: str = ""
    doubted: str | None = None
    article_id: int = 0
    fetch_id: int = 0
    revision_id: int | None = None
    events: list[tuple[JournalEvent, str | None, str | None]] = field(default_factory=list)

    @property
    def asked(self) -> UrlRow:
        return self.rows[self.page.asked_key]

    @property
    def identity(self) -> UrlRow:
        return self.rows[self.page.identity_key]

    @property
    def revises(self) -> bool:
        """Whether a revision is written."""
        return self.outcome in REVISED

    @property
    def number(self) -> int:
        """Number of the article's latest revision, once the page is saved."""
        return (self.known.number if self.known else 0) + self.revises

    @property
    def keeps_payload(self) -> bool:
        kept = self.asked.keep_payloads
        if not self.page.article.keep_body:
            return False
        return kept != "none" and (
            kept == "all" or self.outcome != Outcome.UNCHANGED or not self.asked.fetched
        )

    @property
    def is_missing(self) -> bool:
        """Whether the address of a known article led to the front page."""
        return self.outcome == Outcome.REFUSED and self.page.sent_home and self.asked.article_id is not None

    @property
    def moved(self) -> bool:
        """Whether the article gets an identity that no article had."""
        return self.known is not None and self.identity.own_article is self.identity.article_id is None


def plan_save(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], known: Mapping[int, StoredArticle]
) -> SavePlan:
    """Return what is to become of the page; `known` holds the article behind it, if there is one."""
    if page.refusal is not None:
        return SavePlan(page=page, rows=rows, outcome=Outcome.REFUSED)
    named = page.identity
    page = with_believed_canonical(connection, page, rows, known)
    doubted = named if page.identity != named else None
    rows = without_foreign_canonical(connection, page, rows, known)
    if doubted is not None:
        rows = {key: rows[key] for key in page.ordered_keys}
    article = page.article
    key = revision_key(article.title, article.text, article.authors)
    number = article_behind(rows, page)
    if number is None:
        return SavePlan(page=page, rows=rows, outcome=Outcome.NEW, key=key, doubted=doubted)
    stands = known[number]
    outcome: SaveOutcome = Outcome.CHANGED if is_edited(connection, page, key, stands) else Outcome.UNCHANGED
    if outcome == Outcome.CHANGED and is_closed(connection, page, stands):
        closed = replace(page, article=replace(article, verdict="not_article", reason=NotArticle.PAYWALL))
        return SavePlan(page=closed, rows=rows, outcome=Outcome.REFUSED)
    return SavePlan(
        page=page, rows=rows, outcome=outcome, known=stands, key=key, article_id=number, doubted=doubted
    )


def article_behind(rows: Mapping[str, UrlRow], page: IncomingPage) -> int | None:
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
