"""Whether two URLs are surely not of one publisher, so that the one says nothing of the other's article.

Anybody can have a URL redirect to somebody else's article, and show there the day after what they like. A URL
of another site (registrable domain) speaks for an article only if nothing tells of two publishers: two
declared sources, or the home of another one. A site that moves to another domain is one, unless both are
declared as sources; of imports, whose sources nobody declared, nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from newsarchive.discovery.urls.canonical_urls import host_of, same_site, site_of
from newsarchive.lifecycle import UrlRelation
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow
from newsarchive.storage.schema import sources, urls


@dataclass(frozen=True, slots=True)
class PublisherUrl:
    """A URL, and the source (row number) that has it."""

    url: str
    source_id: int


def are_of_two_publishers(connection: Connection, one: PublisherUrl, other: PublisherUrl) -> bool:
    """Say whether two URLs are of two sites, and known to be of two publishers."""
    if same_site(one.url, other.url):
        return False
    pair = {one.source_id, other.source_id}
    if len(pair) == 2 and _are_declared(connection, pair):
        return True
    return any(_is_home_of_others(connection, url, pair) for url in (one.url, other.url))


def answers_for_another(
    connection: Connection, page: IncomingPage, row: UrlRow, stored: StoredArticle
) -> bool:
    """Say whether a page is identified by a URL that led to a stored article of another site.

    `row` is that of its identity. What a redirect led to is no page of the URL that redirected. A URL that
    the article had before it moved (`former`) has it still, unless the two are of two publishers.
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
    """Say whether the URL that was asked for redirects to one of another publisher."""
    if page.asked_key == page.final_key:
        return False
    pair = (PublisherUrl(page.asked, asked.source_id), PublisherUrl(page.answered, answered.source_id))
    return are_of_two_publishers(connection, *pair)


def _own_url(connection: Connection, stored: StoredArticle) -> PublisherUrl | None:
    query = select(urls.c.url, urls.c.source_id).where(urls.c.id == stored.url_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else PublisherUrl(row.url, row.source_id)


def _are_declared(connection: Connection, numbers: set[int]) -> bool:
    """Say whether all of the sources are declared; the hosts of imported pages are sources, too."""
    declared = select(sources.c.id).where(sources.c.id.in_(numbers), sources.c.declared)
    return len(connection.scalars(declared).all()) == len(numbers)


def _is_home_of_others(connection: Connection, url: str, pair: set[int]) -> bool:
    """Say whether declared sources have their `home` at the site of the URL, and none of the two has.

    What a source lists does not count: anybody can list what is elsewhere. A home that is written in other
    letters than its site (IDNA) is not found.
    """
    host = host_of(url)
    if host is None:
        return False
    like_site = func.lower(sources.c.home).contains(site_of(host), autoescape=True)
    query = select(sources.c.id, sources.c.home).where(sources.c.declared, like_site)
    there = {row.id for row in connection.execute(query) if same_site(row.home, url)}
    return bool(there) and not there & pair
