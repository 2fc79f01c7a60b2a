"""The tables of the archive as this code expects them; `db check` compares them with the database."""

from __future__ import annotations

from newsarchive.storage.schema.article_tables import article_pasts, articles, people, revisions, tags
from newsarchive.storage.schema.base import metadata
from newsarchive.storage.schema.capture_tables import (
    capture_rights,
    fetches,
    forgotten,
    payloads,
    removed_blocks,
    repairs,
    rereads,
)
from newsarchive.storage.schema.derived_tables import (
    article_facets,
    calendar,
    dictionary,
    fingerprint_bands,
    fingerprints,
    host_boxes,
    host_lines,
    injected_paragraphs,
    learnings,
    page_outlines,
    reader_logins,
    search_entries,
    similar_texts,
    spam_hosts,
    syndications,
)
from newsarchive.storage.schema.frontier_tables import (
    crawls,
    edit_rates,
    feeds,
    hosts,
    sources,
    url_events,
    urls,
)
from newsarchive.storage.schema.monitoring_tables import (
    alarms,
    missed_expectations,
    renderings,
    source_incidents,
)
from newsarchive.storage.schema.testimony_tables import testimonies, votes
from newsarchive.storage.schema.watch_tables import (
    watch_deliveries,
    watch_matches,
    watch_positions,
    watch_runs,
    watches,
)

VIEWS = (
    "current_articles",
    "article_history",
    "removed_text",
    "takedowns",
    "reservations",
    "article_people",
    "article_tags",
    "article_urls",
    "article_evidence",
    "captures",
    "fetch_failures",
    "daily_volume",
    "syndicated_stories",
    "injected_text",
    "article_changes",
    "source_days",
    "coverage_gaps",
    "source_health",
    "incidents",
    "data_dictionary",
)
# Of these, the ones that can be asked as of a moment (storage.queries.as_of); those that others read first.
AS_OF_VIEWS = (
    "current_articles",
    "article_history",
    "article_people",
    "article_tags",
    "article_changes",
    "removed_text",
    "captures",
)
# Tables whose rows come with the code and with `db upgrade`.
FIXED_TABLES = ("calendar", "dictionary", "reader_logins")

__all__ = [
    "AS_OF_VIEWS",
    "FIXED_TABLES",
    "VIEWS",
    "alarms",
    "article_facets",
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
    "host_boxes",
    "host_lines",
    "hosts",
    "injected_paragraphs",
    "learnings",
    "metadata",
    "missed_expectations",
    "page_outlines",
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
    "source_incidents",
    "sources",
    "spam_hosts",
    "syndications",
    "tags",
    "testimonies",
    "url_events",
    "urls",
    "votes",
    "watch_deliveries",
    "watch_matches",
    "watch_positions",
    "watch_runs",
    "watches",
]
