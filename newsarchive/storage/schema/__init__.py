"""The tables of the archive as this code expects them; `db check` compares them with the database."""

from __future__ import annotations

from newsarchive.storage.schema.articles import article_pasts, articles, people, revisions, tags
from newsarchive.storage.schema.base import metadata
from newsarchive.storage.schema.captures import fetches, payloads, removed_blocks, repairs
from newsarchive.storage.schema.frontier import crawls, sources, url_events, urls
from newsarchive.storage.schema.health import alarms, missed_expectations, renderings
from newsarchive.storage.schema.hosts import hosts
from newsarchive.storage.schema.searching import search_entries
from newsarchive.storage.schema.sharing import host_lines, learnings, spam_hosts
from newsarchive.storage.schema.standing_tables import calendar, dictionary, reader_logins
from newsarchive.storage.schema.syndication import (
    fingerprint_bands,
    fingerprints,
    injected_paragraphs,
    similar_texts,
    syndications,
)
from newsarchive.storage.schema.upkeep import capture_rights, forgotten, rereads
from newsarchive.storage.schema.visits import edit_rates, feeds

VIEWS = (
    "current_articles",
    "article_history",
    "removed_text",
    "takedowns",
    "reservations",
    "article_people",
    "article_tags",
    "article_urls",
    "captures",
    "fetch_failures",
    "daily_volume",
    "syndicated_stories",
    "injected_text",
    "article_changes",
    "source_days",
    "coverage_gaps",
    "source_health",
    "data_dictionary",
)
# Tables whose rows come with the code and with `db upgrade`.
FIXED = ("calendar", "dictionary", "reader_logins")

__all__ = [
    "FIXED",
    "VIEWS",
    "alarms",
    "article_pasts",
    "articles",
    "calendar",
    "capture_rights",
    "crawls",
    "dictionary",
    "edit_rates",
    "feeds",
    "fetches",
    "fingerprint_bands",
    "fingerprints",
    "forgotten",
    "host_lines",
    "hosts",
    "injected_paragraphs",
    "learnings",
    "metadata",
    "missed_expectations",
    "payloads",
    "people",
    "reader_logins",
    "removed_blocks",
    "renderings",
    "repairs",
    "rereads",
    "revisions",
    "search_entries",
    "similar_texts",
    "sources",
    "spam_hosts",
    "syndications",
    "tags",
    "url_events",
    "urls",
]
