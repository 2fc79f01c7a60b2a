"""Whether two addresses are surely not of one publisher, so that the one says nothing of the other's article.

Anybody can have an address redirect to somebody else's article, and show there the day after what they like.
An address at another site (registrable domain) speaks for an article only if nothing tells of two publishers:
two declared sources, or the home of another one. A site that moves to another domain is one, unless both are
declared as sources; of imports, whose sources nobody declared, nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.lifecycle import UrlRelation
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow
from newsarchive.storage.rows.home_sources import is_declared, site_behind, sources_at_home
from newsarchive.storage.schema import urls


@dataclass(frozen=True, slots=True)
class PublisherUrl:
    """An address, and the source (row number) that has it."""

    url: str
    source_id: int


def are_of_two_publishers(connection: Connection, one: PublisherUrl, other: PublisherUrl) -> bool:
    """Say whether two addresses are at two sites, and known to be of two publishers."""
    if same_site(one.url, other.url):
        return False
    pair = {one.source_id, other.source_id}
    if len(pair) == 2 and is_declared(connection, pair):
        return True
    sites = {site for url in (one.url, other.url) if (site := site_behind(url)) is not None}
    return any(not numbers & pair for numbers in sources_at_home(connection, sites).values())


def answers_for_another(
    connection: Connection, page: IncomingPage, row: UrlRow, stored: StoredArticle
) -> bool:
    """Say whether a page is identified by an address that led to a stored article, and is of another site.

    `row` is that of its identity. What a redirect from elsewhere led to is no page of the address;
    where the article stood before it moved (`former`), it is one, unless the two are of two publishers.
    """
    if row.own_article is not None or row.article_id != stored.id:
        return False
    if row.relation not in {UrlRelation.REDIRECT, UrlRelation.FORMER}:
        return False
    own = _own_url(connection, stored)
    if own is None or same_site(own.url, page.answered):
        return False
    here = PublisherUrl(page.answered, row.source_id)
    return row.relation == UrlRelation.REDIRECT or are_of_two_publishers(connection, own, here)


def is_sent_to_another_publisher(
    connection: Connection, page: IncomingPage, asked: UrlRow, answered: UrlRow
) -> bool:
    """Say whether the address that was asked for redirects to one of another publisher."""
    if page.asked_key == page.final_key:
        return False
    pair = (PublisherUrl(page.asked, asked.source_id), PublisherUrl(page.answered, answered.source_id))
    return are_of_two_publishers(connection, *pair)


def _own_url(connection: Connection, stored: StoredArticle) -> PublisherUrl | None:
    query = select(urls.c.url, urls.c.source_id).where(urls.c.id == stored.url_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else PublisherUrl(row.url, row.source_id)
