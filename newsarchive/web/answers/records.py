"""The answers of the core: what the API sends as JSON, and the pages show."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.queries.article_history import is_recorded_apart

Moment = Annotated[str, Field(pattern=r"^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d$", examples=["2026-11-24 08:00:00"])]
Day = Annotated[str, Field(pattern=r"^\d{4,}-\d\d-\d\d$", examples=["2026-11-24"])]

CountUnit = Literal["day", "week", "month", "year"]


class Record(BaseModel):
    """A value of the API; unknown fields are errors, so that none gets lost between the core and a face."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleLine(Record):
    """An article in a list."""

    article_id: int
    source: str
    url: str
    title: str | None
    language: str | None
    published_at: Moment | None = Field(description="As in `current_articles`.")
    revision: int = Field(description="Number of the newest revision, from 1.")
    withdrawn_at: Moment | None
    snippet: str | None = Field(description="The passage around the first hit; null where no word was given.")
    published_offset: str | None = Field(description="As in `current_articles`: null where no zone is known.")


class ArticlePage(Record):
    """One page of a list of articles, newest first, or best first where that was asked for."""

    articles: list[ArticleLine]
    next_cursor: str | None = Field(description="Gives the next page as `cursor`; null on the last one.")
    whole: bool = Field(description="False while older articles are not in the search index yet.")
    ranked_only: bool = Field(
        default=False, description="True: there are more hits than are ranked, and the older are left out."
    )


class ArticleRecord(Record):
    """An article as its newest revision has it: the columns of `current_articles`."""

    article_id: int
    revision_id: int
    source: str
    url: str
    canonical_url: str | None
    title: str | None
    text: str
    authors: str | None
    editor: str | None
    outlet: str | None
    dateline: str | None
    section: str | None
    language: str | None
    script: str | None
    published_at: Moment | None
    published_on: Day | None
    published_offset: str | None
    modified_at: Moment | None
    date_source: str | None
    first_seen_at: Moment
    last_seen_at: Moment
    revision: int
    withdrawn_at: Moment | None
    charset: str | None
    mirror: bool
    repairs: int
    removed_blocks: int
    word_count: int
    syndication_id: int | None
    text_confidence: float | None
    shows_part: bool | None


class RevisionLine(Record):
    """One revision of an article, and how it differs from the one before; nulls in the first."""

    revision: int
    revision_id: int
    recorded_at: Moment
    fetched_at: Moment
    title: str | None
    authors: str | None
    published_at: Moment | None
    modified_at: Moment | None
    cause: str = Field(description="`publisher` or `reprocess`, as in `article_history`.")
    extractor: str
    changed_title: bool | None
    changed_text: bool | None
    changed_authors: bool | None
    chars_added: int | None
    chars_removed: int | None
    stealth: bool | None
    incident_id: int | None = Field(description="The incident in which it was made, as in `incidents`.")
    incident_state: str | None = Field(
        description="The state of that incident; unless it was `accepted`, the revision is not shown."
    )
    came_late: bool | None = Field(
        description="True for a page older than what was known when it came: no edit, and not shown."
    )

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it: a moved article was read at another of its addresses."""
        if self.came_late:
            return False
        compared = self.cause == RevisionCause.PUBLISHER and self.changed_title is not None
        return compared and not (self.changed_title or self.changed_text or self.changed_authors)

    @property
    def is_doubted(self) -> bool:
        """Whether an incident puts it in doubt, or has undone it."""
        return self.incident_state not in {None, IncidentState.ACCEPTED}


class RevisionList(Record):
    """All revisions of an article, oldest first."""

    article_id: int
    revisions: list[RevisionLine]


class DifferencePiece(Record):
    """A stretch that both revisions have (`same`), only the older (`removed`) or only the newer (`added`)."""

    kind: Literal["same", "removed", "added"]
    text: str


class DifferenceRecord(Record):
    """What changed between two revisions, by word, in Chinese and Japanese by character."""

    article_id: int
    before: int
    after: int
    title: list[DifferencePiece]
    text: list[DifferencePiece]
    cut: bool = Field(default=False, description="Whether only the beginnings of the texts were compared.")


class RepairLine(Record):
    """Damage of one kind that was undone."""

    kind: str
    count: int
    confidence: float


class RemovedLine(Record):
    """A block that was cut out, with the rule that did it: a row of `removed_text`."""

    revision: int | None
    place: str
    kind: str
    rule: str
    score: float
    text: str
    hosts: str


class CaptureLine(Record):
    """An answer that showed the article."""

    fetch_id: int
    url: str
    fetched_at: Moment
    recorded_at: Moment
    outcome: str
    status: int | None
    revision: int
    content_hash: str | None
    payload_kept: bool


class AbsenceLine(Record):
    """An answer of one of the article's URLs that said its page is gone."""

    url: str
    at: Moment
    status: int | None
    reason: str = Field(description="A word of docs/reference/lifecycle.md, as `not_found`.")


class LeadingUrl(Record):
    """A URL that leads to the article: a row of `article_urls`."""

    url: str
    relation: str | None
    first_seen_at: Moment
    last_seen_at: Moment


class CopyLine(Record):
    """Another article of the same story: a row of `syndicated_stories`, and the offset of its time."""

    article_id: int
    source: str
    url: str
    published_at: Moment | None
    is_origin: bool
    published_offset: str | None


class ToldFact(Record):
    """One thing that the page or a list says of the article: a row of `article_evidence`."""

    field: str
    witness: str = Field(description="`page`, or the kind of the list.")
    listing: str | None
    said: str | None
    standing: str = Field(
        description="`decided`: the newest revision has it by this word; `heard`: it has not."
    )
    heard_at: Moment
    last_heard_at: Moment


class RestatedFact(Record):
    """One fact that the page of the article states anew: a row of `article_restatements`."""

    seen_at: Moment
    revision: int | None
    fact: str = Field(description="`published`, `section` or `tags`.")
    said_before: str
    said_after: str
    stated_in: str
    url: str


class OtherPage(Record):
    """What the address of an article shows now instead of it."""

    at: Moment
    outcome: str = Field(description="`refused` as of its newest refusal, or `gone` since then.")
    reason: str | None


class ArticleEvidence(Record):
    """What lies behind the newest revision of an article."""

    article_id: int
    repairs: list[RepairLine]
    removed: list[RemovedLine]
    captures: list[CaptureLine] = Field(description="The newest hundred, newest first.")
    absences: list[AbsenceLine] = Field(
        description="Answers that said the page is gone, the newest hundred, newest first."
    )
    urls: list[LeadingUrl]
    copies: list[CopyLine]
    tags: list[str]
    told: list[ToldFact] = Field(description="What the page and lists say of it, and whose word decided.")
    restated: list[RestatedFact] = Field(
        description="What its page states otherwise in its markup than before, the oldest first."
    )
    kept_fetch_id: int | None = Field(description="The capture whose bytes are kept; null where none are.")
    shows_instead: OtherPage | None = Field(
        description="What its URL shows now instead, such as a page behind a paywall; null if the article."
    )


class WhyEvent(Record):
    """Something that happened to a URL: an answer, or an event without one."""

    at: Moment
    what: str = Field(description="The outcome or event, a word of docs/reference/lifecycle.md.")
    said: str = Field(description="The same as a phrase.")
    status: int | None
    reason: str | None
    detail: str | None
    crawl: int
    revision: int | None
    incident: int | None = Field(
        default=None, description="The incident, as in `incidents`, that it is part of: see `doubt`."
    )
    incident_kind: str | None = None
    doubt: str | None = Field(
        default=None,
        description="The state of that incident, where what came was in doubt; null where no page came.",
    )


class WhyRecord(Record):
    """All that is stored about one URL."""

    url: str
    source: str | None
    state: str | None
    relation: str | None
    leads_to: str | None
    first_seen_at: Moment | None
    found_in: str | None
    next_check_at: Moment | None
    last_error: str | None
    forgotten_at: Moment | None
    forgotten_why: str | None
    events: list[WhyEvent]


class QueryRecord(Record):
    """The answer of a statement; `cut`: there are more rows than allowed."""

    columns: list[str]
    rows: list[list[bool | int | float | str | None]]
    cut: bool


class HealthLine(Record):
    """A source as it stands now: a row of `source_health`."""

    source: str
    last_crawl_at: Moment | None
    last_new_at: Moment | None
    articles_7d: int
    expected_7d: float | None
    fetch_errors_7d: int
    state: str


class AlarmLine(Record):
    """What is wrong with a source, and since when."""

    source: str
    kind: str
    said: str
    raised_at: Moment
    cause: str


class HealthRecord(Record):
    """All sources, and what is wrong now."""

    sources: list[HealthLine]
    alarms: list[AlarmLine]
    known_at: Moment | None = Field(default=None, description="When this was found out; null: now.")


class GapLine(Record):
    """A day on which a source has far fewer articles than expected: a row of `coverage_gaps`."""

    source: str
    day: Day
    expected: float
    stored: int
    cause: str


class GapList(Record):
    """Gaps, newest first."""

    gaps: list[GapLine]
    more: bool = Field(default=False, description="There are older gaps: ask for one source, or by SQL.")


class MissedExpectation(Record):
    """An expectation that the newest crawl missed."""

    expectation: str
    measured: float
    bound: float
    origin: str
    detail: str
    at: Moment


class RefusalLine(Record):
    """Pages that were refused for one reason."""

    verdict: str
    reason: str | None
    count: int
    examples: list[str]


class HostCount(Record):
    """A host, and in how many removed blocks it was linked to."""

    host: str
    blocks: int


class EditLine(Record):
    """An edit by the publisher."""

    article_id: int
    source: str
    revision: int
    recorded_at: Moment
    fetched_at: Moment = Field(description="When the capture that showed it was fetched; an import is later.")
    title: str | None
    language: str | None
    changed_title: bool | None
    changed_text: bool | None
    changed_authors: bool | None
    chars_added: int | None
    chars_removed: int | None
    stealth: bool | None

    @property
    def is_recorded_apart(self) -> bool:
        """Whether it was recorded so long after its fetch that both times matter."""
        fetched, recorded = map(datetime.fromisoformat, (self.fetched_at, self.recorded_at))
        return is_recorded_apart(fetched, recorded)


class SourceRecord(Record):
    """A source: what is known of it, and how it does."""

    source: str
    title: str | None
    home: str | None
    language: str | None
    timezone: str | None
    declared: bool
    retired_at: Moment | None
    health: HealthLine
    alarms: list[AlarmLine]
    missed: list[MissedExpectation]
    hours: list[list[int]] = Field(
        description="Articles by weekday (Monday first) and hour of publishing, in the source's time zone."
    )
    edits: list[EditLine]
    refusals: list[RefusalLine]
    spam_hosts: list[HostCount]


class HourLine(Record):
    """New articles by hour, the last 24, and the medians of the same hours of four weeks."""

    source: str
    counts: list[int]
    usual: list[float] | None


class TodayCounts(Record):
    """What happened in the last 24 hours: refusals and failures by fetching, the others by recording."""

    new: int
    edited: int
    withdrawn: int
    refused: int
    failed: int
    with_removed: int
    with_repairs: int


class TodayRecord(Record):
    """The state of the archive at a glance."""

    at: Moment
    counts: TodayCounts
    hours: list[HourLine]
    health: HealthRecord
    gaps: list[GapLine] | None = Field(
        description="Of the last two weeks; null where counting takes too long."
    )
    edits: list[EditLine]


class DictionaryLine(Record):
    """A column of a view: a row of `data_dictionary`; `column` is empty for the view itself."""

    view: str
    column: str
    type: str
    explanation: str


class DictionaryRecord(Record):
    """What may be asked by SQL."""

    columns: list[DictionaryLine]


class FacetCount(Record):
    """A value, and how many of the articles have it; an empty value stands for unknown."""

    value: str
    articles: int


class SearchFacets(Record):
    """How many articles a search finds, and what they are; the most frequent values, the newest months."""

    total: int
    source: list[FacetCount]
    language: list[FacetCount]
    month: list[FacetCount]


class PeriodCount(Record):
    """A day, a week (its Monday), a month or a year."""

    period: str
    articles: int
    of: int = Field(
        description="All articles of that period, source and language: articles / of is the share."
    )


class PeriodCounts(Record):
    """Articles by period of publishing; those without a date are left out."""

    unit: CountUnit
    periods: list[PeriodCount]
