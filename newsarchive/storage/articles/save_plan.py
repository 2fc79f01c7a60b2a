"""Decides what to do with a page from what is stored, before anything of the page is written.

Whether its canonical link is trusted: some sites give one URL on all their pages. The link is not trusted
if the article at that URL is a different story by its text, or by what lists say (listed_apart). A URL that
was never fetched itself belongs to the first article that names it, until a different story names it too or
it is fetched: then the article that only named it goes back to the URL at which it was fetched.

Whatever the order of saving, different stories are separate articles, and a page that was fetched is
identified by its own URL. The order decides only which of several pages that name a URL nobody ever fetched
is identified by it, and which of two texts too short to compare came first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, update

from newsarchive.evidence import PageKind, RepairKind
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import (
    REVISED,
    JournalEvent,
    NotArticle,
    Outcome,
    ReadingNote,
    SaveOutcome,
    UrlRelation,
    Verdict,
)
from newsarchive.storage.articles.closed_articles import is_closed, is_login_form, still_standing
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.listed_apart import are_surely_two
from newsarchive.storage.articles.moved_articles import shows_moved
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow
from newsarchive.storage.articles.two_publishers import answers_for_another, is_sent_to_another_publisher
from newsarchive.storage.rows.doubted_revisions import doubted_revision
from newsarchive.storage.rows.url_identity import identity_url, url_key
from newsarchive.storage.schema import articles, fetches, people, removed_blocks, repairs, revisions, urls
from newsarchive.text.boilerplate.applying import Version, is_same_reading
from newsarchive.text.boilerplate.learning import HOST_BOXES, RULES
from newsarchive.text.metadata.stated_facts import Restated
from newsarchive.text.revision_identity import are_alike, is_other_story, revision_key

CANONICAL_REFUSED = ReadingNote.CANONICAL_REFUSED


def with_believed_canonical(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> IncomingPage:
    """Return the page, identified by the URL that answered if its canonical link is not trusted."""
    identity, answered = rows[page.identity_key], rows[page.final_key]
    number = identity.own_article or identity.article_id
    if page.identity_key in {page.final_key, page.asked_key} or page.refusal is not None:
        return page
    if number is None:
        behind = answered.own_article or rows[page.asked_key].own_article
        # A page that came in place of the article's, and names itself, moves no article.
        if behind is None or not _is_other_story(connection, page, stored[behind]):
            return page
        return replace(page, identity=identity_url(page.asked, page.article.page.final_url, None))
    if answered.own_article not in {None, number}:
        # Both are stored, and are not surely one: else they had been joined (moved_articles).
        return replace(page, identity=identity_url(page.asked, page.article.page.final_url, None))
    if number in answered.articles or _is_of_article(connection, page, rows, stored[number]):
        return page
    return replace(page, identity=identity_url(page.asked, page.article.page.final_url, None))


def without_foreign_canonical(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> Mapping[str, UrlRow]:
    """Return the rows after detaching an article of another story that only named this page's URL."""
    holder = _only_named(connection, page, rows, stored)
    row = rows[page.identity_key]
    if holder is None or not _return_to_own_url(connection, holder, row):
        return rows
    return {**rows, row.key: _led_nowhere(row)}


def without_foreign_articles(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> Mapping[str, UrlRow]:
    """Return the rows without articles of another publisher than the page's, which its URLs lead to.

    The page's own URL may have redirected to one; the one that was asked for may be that of a copy.
    """
    row, asked = rows[page.identity_key], rows[page.asked_key]
    known = stored.get(row.article_id or 0)
    if known is not None and answers_for_another(connection, page, row, known):
        rows = {**rows, row.key: _led_nowhere(row)}
    is_met = bool(row.articles or rows[page.final_key].articles)
    if asked.own_article is None or asked.key == row.key or is_met:
        return rows
    if not is_sent_to_another_publisher(connection, page, asked, rows[page.final_key]):
        return rows
    # The copy stays as it is, at its URL; what stands at the other is an article of its own.
    return {**rows, asked.key: _led_nowhere(asked)}


def _only_named(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> StoredArticle | None:
    """Return the article of another story that has this page's URL because it named it, if there is one."""
    row = rows[page.identity_key]
    number = row.own_article
    if number is None or row.fetched or page.identity_key != page.final_key or page.refusal is not None:
        return None
    holder = stored[number]
    if url_key(holder.url) == row.key:
        return None
    return None if _is_of_article(connection, page, rows, holder) else holder


def _is_of_article(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], stored: StoredArticle
) -> bool:
    is_alike = _is_alike(connection, page, stored)
    return is_alike and not _is_listed_apart(connection, page, rows, stored)


def _is_listed_apart(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], stored: StoredArticle
) -> bool:
    """Say whether the URL that answered is, by the site's lists, that of another article of the same form."""
    return are_surely_two(connection, page, {rows[page.final_key].id}, stored)


def _led_nowhere(row: UrlRow) -> UrlRow:
    return replace(row, own_article=None, article_id=None, relation=None)


def _return_to_own_url(connection: Connection, holder: StoredArticle, row: UrlRow) -> bool:
    """Identify the article by the URL at which it was fetched; False if another article has that URL."""
    free = ~exists().where(articles.c.url_id == urls.c.id)
    own_row = connection.scalar(select(urls.c.id).where(urls.c.url_key == url_key(holder.url), free))
    if own_row is None:
        return False
    connection.execute(update(articles).where(articles.c.id == holder.id).values(url_id=own_row))
    connection.execute(update(urls).where(urls.c.id == own_row).values(relation=UrlRelation.CANONICAL))
    connection.execute(update(urls).where(urls.c.id == row.id).values(article_id=None, relation=None))
    return True


def _is_alike(connection: Connection, page: IncomingPage, stored_article: StoredArticle) -> bool:
    text = connection.scalar(select(revisions.c.text).where(revisions.c.id == stored_article.revision_id))
    return are_alike(str(text), page.article.text)


def _is_other_story(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    row = connection.execute(
        select(revisions.c.title, revisions.c.text).where(revisions.c.id == stored.revision_id)
    ).one()
    return is_other_story((row.title, row.text), (page.article.title, page.article.text))


def is_redirected_away(
    connection: Connection, page: IncomingPage, rows: Mapping[str, UrlRow], stored: StoredArticle
) -> bool:
    """Say whether the URL of a stored article was redirected to a page that is not the article.

    A login wall and an error page come so. The article has neither moved there nor been edited. What lists
    say does not count: an article rewritten as it moved is listed anew, and nothing stands at its URL.
    """
    if page.asked_key in {page.final_key, page.identity_key}:
        return False
    if any(stored.id in rows[key].articles for key in {page.final_key, page.identity_key}):
        return False
    return _is_other_story(connection, page, stored)


def leads_to_another(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    known: Mapping[int, StoredArticle],
    behind: int,
) -> bool:
    """Say whether the URL of a stored article was redirected to that of another one, not surely the same.

    `behind` is the article that the page is a capture of, `known` has those of its URLs. The other has been
    seen; the article that was asked for has not: it is not as it was.
    """
    former = rows[page.asked_key].own_article
    if former is None or page.asked_key in {page.final_key, page.identity_key}:
        return False
    if former == behind:
        return False
    if not shows_moved(connection, page, rows, former=known[former], current=known[behind]):
        return True
    return is_sent_to_another_publisher(connection, page, rows[page.asked_key], rows[page.final_key])


def is_edited(connection: Connection, page: IncomingPage, key: str, stored: StoredArticle) -> bool:
    """Say whether a page with this revision key differs from the stored revision by an edit.

    The same bytes are never an edit, whatever today's code makes of them; nor is a text that differs only in
    how much of the host's boilerplate was removed. Only a reprocess brings older articles up to date.
    """
    if key == stored.revision_key or page.body_sha256 == stored.body_sha256:
        return False
    return not _is_same_reading(connection, page, stored)


def is_weaker(article: CleanArticle, stored: StoredArticle) -> bool:
    """Say whether the text of a list would take the place of what the page itself once said.

    A page that is broken or closed now has not been edited.
    """
    return article.facts.stands_in_for is not None and stored.stands_in_for is None


def is_first_of_page(article: CleanArticle, stored: StoredArticle) -> bool:
    """Say whether the page itself shows what a list's text stood in for: a revision, whatever it says."""
    return article.facts.stands_in_for is None and stored.stands_in_for is not None


def _is_same_reading(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    article, revision = page.article, stored.revision_id
    before, now = _stored_cuts(connection, revision), [(one.rule, one.text) for one in article.removed]
    added_before = _stored_additions(connection, revision)
    added_now = sum(one.count for one in article.facts.repairs if one.kind == RepairKind.READ_BY_HOST)
    rules_before, rules_now = ({rule for rule, _ in cuts} & RULES for cuts in (before, now))
    if not (rules_before or rules_now or added_before or added_now):
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == revision)))
    # Who is found in a text depends on which boxes are read as text.
    authors = article.facts.authors
    if (HOST_BOXES in rules_before, added_before) != (HOST_BOXES in rules_now, added_now):
        authors = _stored_authors(connection, revision)
    if revision_key(article.title, text, authors) != stored.revision_key:
        return False  # the title or the authors differ
    # What follows a box that is left out or taken in may be trimmed off as furniture, or not any more.
    by_boxes = HOST_BOXES in rules_before | rules_now or added_before or added_now
    cut_before, cut_now = (
        tuple(text for rule, text in cuts if by_boxes or rule in RULES) for cuts in (before, now)
    )
    return is_same_reading(
        article.title,
        authors,
        Version(text, cut_before, added_before),
        Version(article.text, cut_now, added_now),
    )


def _stored_authors(connection: Connection, revision: int) -> tuple[str, ...]:
    named = select(people.c.name).where(people.c.revision_id == revision, people.c.role == "author")
    return tuple(connection.scalars(named.order_by(people.c.position)))


def _stored_cuts(connection: Connection, revision: int) -> list[tuple[str, str]]:
    """The rule and the text of each block that was cut from a revision."""
    blocks = removed_blocks.c
    query = select(blocks.rule, blocks.text).where(blocks.revision_id == revision)
    return [(rule, text) for rule, text in connection.execute(query)]


def _stored_additions(connection: Connection, revision: int) -> int:
    """How many lines of a revision only other pages of its host told."""
    of_host = (repairs.c.revision_id == revision) & (repairs.c.kind == RepairKind.READ_BY_HOST)
    return int(connection.scalar(select(func.sum(repairs.c.count)).where(of_host)) or 0)


@dataclass(slots=True, kw_only=True)
class SavePlan:
    """A page and the decision about it.

    `stored` is the stored article, None for a new or refused one; `key` is the page's revision key;
    `untrusted_link` is a canonical link that is not trusted; `doubted_revision` is one that an incident puts
    in doubt and that the page shows again; `standing` is a withdrawn article that a refused page proves to be
    there; `is_late` says that the article is known to have been shown later than this page; `restated` is
    what it states otherwise than before (newsarchive.storage.articles.restated_facts). Row numbers are filled
    in as the rows are written.
    """

    page: IncomingPage
    rows: Mapping[str, UrlRow]
    outcome: SaveOutcome
    stored: StoredArticle | None = None
    key: str = ""
    untrusted_link: str | None = None
    doubted_revision: int | None = None
    standing: int | None = None
    is_late: bool = False
    article_id: int = 0
    fetch_id: int = 0
    revision_id: int | None = None
    restated: tuple[Restated, ...] = ()
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
        """The number of the article's latest revision once the page is saved."""
        if self.stored is None:
            return int(self.revises)
        return self.stored.last_number + 1 if self.revises else self.stored.number

    @property
    def shown_number(self) -> int:
        """The number of the revision that is shown of the article once the page is saved; 0: none."""
        if self.stored is not None and self.stored.set_aside_at is not None:
            return 0
        return self.stored.number if self.stored is not None and self.came_late else self.number

    @property
    def came_late(self) -> bool:
        """Whether a revision is written of a page that is older than what is known of the article."""
        return self.revises and self.is_late

    @property
    def shown_revision(self) -> int | None:
        """The stored revision that the page shows again, None if it shows none or a new one."""
        if self.stored is None or self.revises:
            return None
        return self.doubted_revision or self.stored.revision_id

    @property
    def told_outcome(self) -> SaveOutcome:
        """The outcome that its capture is stored with: a page that came late changed nothing."""
        return Outcome.UNCHANGED if self.came_late else self.outcome

    @property
    def keeps_payload(self) -> bool:
        kept = self.asked.keep_payloads
        if not self.page.article.facts.rights.keep_body:
            return False
        return kept != "none" and (
            kept == "all"
            or self.outcome != Outcome.UNCHANGED
            or not self.asked.fetched
            or self.moved
            or bool(self.restated)
        )

    @property
    def is_missing(self) -> bool:
        """Whether the URL of a stored article led home, or says that its article was taken off."""
        away = self.page.sent_home or self.page.refusal == NotArticle.TAKEN_OFF
        return self.outcome == Outcome.REFUSED and away and self.asked.article_id is not None

    @property
    def replaces_stand_in(self) -> bool:
        """Whether a revision is written because the page shows its own text now: no edit."""
        return self.stored is not None and self.revises and is_first_of_page(self.page.article, self.stored)

    @property
    def moved(self) -> bool:
        """Whether the article gets an identity that no article had before."""
        return self.stored is not None and self.identity.own_article is self.identity.article_id is None


def plan_save(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
    late_before: datetime | None = None,
) -> SavePlan:
    """Decide what to do with the page; `stored` holds the article behind it, if there is one.

    `late_before` is the present, for a page that may come late; None: no page of a crawl's own does.
    """
    if page.refusal is not None:
        of_publisher = without_foreign_articles(connection, page, rows, stored)
        standing = still_standing(connection, page, of_publisher, stored)
        return SavePlan(page=page, rows=rows, outcome=Outcome.REFUSED, standing=standing)
    named_identity = page.identity
    page = with_believed_canonical(connection, page, rows, stored)
    untrusted_link = named_identity if page.identity != named_identity else None
    rows = without_foreign_canonical(connection, page, rows, stored)
    rows = without_foreign_articles(connection, page, rows, stored)
    if untrusted_link is not None:
        rows = {key: rows[key] for key in page.ordered_keys}
    article = page.article
    key = revision_key(article.title, article.text, article.facts.authors)
    number = article_behind(rows, page)
    late = number is not None and _comes_late(connection, page, stored[number], late_before)
    judged = _judged(connection, page, rows, stored, key, late=late)
    if judged.closed:
        stub = replace(article.facts, kind=PageKind.PAID_STUB, kind_confidence=1.0)
        closed = replace(page, article=replace(article, facts=stub))
        return _refused(closed, rows, NotArticle.PAYWALL, standing=number)
    if judged.refusal is not None:
        away = judged.refusal == NotArticle.OTHER_PAGE
        standing = None if away else still_standing(connection, page, rows, stored)
        return _refused(page, rows, judged.refusal, standing)
    return SavePlan(
        page=page,
        rows=rows,
        outcome=judged.outcome,
        stored=None if number is None else stored[number],
        key=key,
        article_id=number or 0,
        untrusted_link=untrusted_link,
        doubted_revision=judged.doubted,
        is_late=late,
    )


def refusal_by_stored(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> str | None:
    """Return why a page that reads as an article is refused for what is stored; None if it is not.

    What `plan_save` would decide, with nothing written. `rows` needs no more than the URLs that have a row.
    """
    if page.asked_key not in rows:
        return None
    blank = _led_nowhere(rows[page.asked_key])
    rows = {key: rows.get(key, replace(blank, key=key, fetched=False)) for key in page.ordered_keys}
    page = with_believed_canonical(connection, page, rows, stored)
    if _only_named(connection, page, rows, stored) is not None:
        rows = {**rows, page.identity_key: _led_nowhere(rows[page.identity_key])}
    rows = without_foreign_articles(connection, page, rows, stored)
    article = page.article
    key = revision_key(article.title, article.text, article.facts.authors)
    return _judged(connection, page, rows, stored, key).refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What a page is beside the stored article that it is a capture of."""

    outcome: SaveOutcome
    refusal: str | None = None
    closed: bool = False  # to those who do not pay; the article is there
    doubted: int | None = None


def _judged(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    known: Mapping[int, StoredArticle],
    key: str,
    *,
    late: bool = False,
) -> _Judged:
    """Judge a page that is a capture of an article; `known` holds the articles of its URLs."""
    article, number = page.article, article_behind(rows, page)
    if number is None:
        return _Judged(outcome=Outcome.NEW)
    stored = known[number]
    away = is_redirected_away(connection, page, rows, stored)
    if away or leads_to_another(connection, page, rows, known, number):
        return _Judged(outcome=Outcome.REFUSED, refusal=NotArticle.OTHER_PAGE)
    if is_weaker(article, stored):
        refusal = article.facts.stands_in_for or NotArticle.EMPTY_BODY
        return _Judged(outcome=Outcome.REFUSED, refusal=refusal)
    doubted = _doubted(connection, key, stored)
    if doubted is None and late:
        doubted = _said_then(connection, key, stored)
    hidden = stored.number == 0 and stored.set_aside_at is None
    edited = is_edited(connection, page, key, stored) or hidden
    edited = edited or is_first_of_page(article, stored)
    if not edited or doubted is not None:
        return _Judged(outcome=Outcome.UNCHANGED, doubted=doubted)
    return _judged_edit(connection, page, stored)


def _judged_edit(connection: Connection, page: IncomingPage, stored: StoredArticle) -> _Judged:
    """Judge a page that differs from what is stored: an edit, unless it shows that the rest is closed."""
    if is_closed(connection, page, stored):
        return _Judged(outcome=Outcome.REFUSED, refusal=NotArticle.PAYWALL, closed=True)
    if is_login_form(connection, page, stored):
        return _Judged(outcome=Outcome.REFUSED, refusal=NotArticle.ERROR_PAGE)
    return _Judged(outcome=Outcome.CHANGED)


def _refused(
    page: IncomingPage, rows: Mapping[str, UrlRow], reason: str, standing: int | None = None
) -> SavePlan:
    refused = replace(page.article, verdict=Verdict.NOT_ARTICLE, reason=reason)
    return SavePlan(
        page=replace(page, article=refused), rows=rows, outcome=Outcome.REFUSED, standing=standing
    )


def _doubted(connection: Connection, key: str, stored: StoredArticle) -> int | None:
    """Return the revision in doubt that a page with this key shows again, None if it shows no such one."""
    if stored.number == stored.last_number or (stored.number and key == stored.revision_key):
        return None
    return doubted_revision(connection, stored.id, key, after=stored.number)


def _comes_late(
    connection: Connection, page: IncomingPage, stored: StoredArticle, before: datetime | None
) -> bool:
    """Say whether the page is older than the last capture of what is shown of the article.

    A page that came in place of a list's text is the first of its own, however old. Captures dated after
    `before`, the present, prove nothing.
    """
    if before is None or page.at >= min(stored.last_seen_at, before):
        return False
    if is_first_of_page(page.article, stored) or (stored.number == 0 and stored.set_aside_at is None):
        return False
    of_revision = select(revisions.c.fetch_id).where(revisions.c.id == stored.revision_id)
    of_page = select(revisions.c.id).where(
        revisions.c.article_id == stored.id, revisions.c.fetch_id == of_revision.scalar_subquery()
    )
    of_shown = (fetches.c.id.in_(of_revision), fetches.c.revision_id.in_(of_page))
    captured = (
        connection.scalar(select(func.max(fetches.c.fetched_at)).where(one, fetches.c.fetched_at <= before))
        for one in of_shown
    )
    return any(at is not None and page.at < at for at in captured)


def _said_then(connection: Connection, key: str, stored: StoredArticle) -> int | None:
    """Return the revision, not the one shown, that says what a page says that comes late; None if none does.

    Whoever imports the oldest file last finds in it what an older capture showed.
    """
    if key == stored.revision_key:
        return None
    same = (revisions.c.article_id == stored.id) & (revisions.c.revision_key == key)
    query = select(revisions.c.id).where(same).order_by(revisions.c.number.desc()).limit(1)
    return connection.scalar(query)


def article_behind(rows: Mapping[str, UrlRow], page: IncomingPage) -> int | None:
    """Return the article that a page is a capture of, None for a new one.

    It is the article identified by the page's identity, else the one that this identity led to, else one
    identified by a URL of the page that has a new identity now (the site moved it, or began to give a
    canonical URL).
    """
    identity = rows[page.identity_key]
    answered, asked = rows[page.final_key], rows[page.asked_key]
    for found in (identity.own_article, identity.article_id, answered.own_article, asked.own_article):
        if found is not None:
            return found
    return None
