"""Whether a page's canonical link can be believed: some sites name one page on all of theirs.

A link is not believed when the article that stands there is another story by its text. A page that was never
asked for itself is held by the first that names it, until another story names it too or it answers itself:
then the one that holds it without having answered there goes back to its own address.

Guaranteed whatever the order of saving: unlike stories are articles of their own, one each, and a page that
answers is what its address is known by. Which of several that name a page nobody ever fetched is known by it
is the order's; so is which of two texts too short to compare came first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, exists, select, update

from newsarchive.storage.addresses import identity_address, url_key
from newsarchive.storage.pages import Page
from newsarchive.storage.schema import articles, revisions, urls
from newsarchive.storage.standing import Standing, UrlRow
from newsarchive.text.likeness import are_alike

REFUSED = "canonical_refused"


def believed(
    connection: Connection, page: Page, rows: Mapping[str, UrlRow], known: Mapping[int, Standing]
) -> Page:
    """Return the page, known by the address that answered where its canonical link is not believed."""
    identity, answered = rows[page.identity_key], rows[page.final_key]
    number = identity.own_article or identity.article_id
    if number is None or page.identity_key in {page.final_key, page.asked_key} or page.refusal is not None:
        return page
    if number in answered.articles or _is_alike(connection, page, known[number]):
        return page
    return replace(page, identity=identity_address(page.asked, page.article.page.final_url, None))


def without_squatter(
    connection: Connection, page: Page, rows: Mapping[str, UrlRow], known: Mapping[int, Standing]
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


def _send_back(connection: Connection, holder: Standing, row: UrlRow) -> bool:
    """Let the article be known by the address it answered at; false where another is."""
    free = ~exists().where(articles.c.url_id == urls.c.id)
    home = connection.scalar(select(urls.c.id).where(urls.c.url_key == url_key(holder.url), free))
    if home is None:
        return False
    connection.execute(update(articles).where(articles.c.id == holder.id).values(url_id=home))
    connection.execute(update(urls).where(urls.c.id == home).values(relation="canonical"))
    connection.execute(update(urls).where(urls.c.id == row.id).values(article_id=None, relation=None))
    return True


def _is_alike(connection: Connection, page: Page, stands: Standing) -> bool:
    text = connection.scalar(select(revisions.c.text).where(revisions.c.id == stands.revision_id))
    return are_alike(str(text), page.article.text)
