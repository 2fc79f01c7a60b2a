"""One time line of an article: when it was published and looked at, by which URLs, and who else had it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from newsarchive.lifecycle import Outcome
from newsarchive.web.answers.records import ArticleEvidence, ArticleRecord

# Looks that found nothing new stand in one line.
_AS_BEFORE = {Outcome.UNCHANGED, Outcome.NOT_MODIFIED}
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """What happened at a time, or in `count` looks until another; `at` is UTC as far as that is known.

    `word` is the relation of a URL, the outcome of a capture, or why a page was gone; `fetch_id` leads to
    kept bytes.
    """

    at: str
    kind: Literal["published", "url", "capture", "absence", "copy"]
    until: str | None = None
    count: int = 1
    word: str = ""
    url: str = ""
    offset: str | None = None
    revision: int | None = None
    fetch_id: int | None = None
    article_id: int | None = None
    source: str = ""
    is_origin: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, oldest first; `left_out` are those before them."""

    events: tuple[TimelineEvent, ...]
    left_out: int


def article_timeline(article: ArticleRecord, evidence: ArticleEvidence) -> Timeline:
    """Return what is known of an article in the order of time."""
    ordered = sorted(_events(article, evidence), key=lambda one: (one.at, one.kind != "published"))
    events = tuple(_with_looks_joined(ordered))
    return Timeline(events[-_MOST:], max(0, len(events) - _MOST))


def _events(article: ArticleRecord, evidence: ArticleEvidence) -> Iterator[TimelineEvent]:
    if article.published_at is not None:
        yield TimelineEvent(at=article.published_at, kind="published", offset=article.published_offset)
    for leading in evidence.urls:
        yield TimelineEvent(
            at=leading.first_seen_at, kind="url", url=leading.url, word=leading.relation or "known"
        )
    for capture in evidence.captures:
        yield TimelineEvent(
            at=capture.fetched_at,
            kind="capture",
            word=capture.outcome,
            revision=capture.revision,
            fetch_id=capture.fetch_id if capture.payload_kept else None,
        )
    for absence in evidence.absences:
        status = "" if absence.status is None else f"{absence.status} "
        yield TimelineEvent(at=absence.at, kind="absence", word=f"{status}{absence.reason}", url=absence.url)
    for copy in evidence.copies:
        if copy.published_at is not None:
            yield TimelineEvent(
                at=copy.published_at,
                kind="copy",
                url=copy.url,
                offset=copy.published_offset,
                article_id=copy.article_id,
                source=copy.source,
                is_origin=copy.is_origin,
            )


def _with_looks_joined(events: list[TimelineEvent]) -> Iterator[TimelineEvent]:
    last: TimelineEvent | None = None
    for one in events:
        if last is not None and _say_the_same(last, one):
            last = replace(last, until=one.at, count=last.count + 1)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _say_the_same(last: TimelineEvent, one: TimelineEvent) -> bool:
    if last.kind == one.kind == "absence":
        return (last.word, last.url) == (one.word, one.url)
    return _is_idle(last) and _is_idle(one) and last.revision == one.revision


def _is_idle(one: TimelineEvent) -> bool:
    return one.kind == "capture" and one.word in _AS_BEFORE
