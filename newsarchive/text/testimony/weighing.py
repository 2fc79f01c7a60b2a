"""One rule for what lists and a page say of an article (docs/explanation/testimony.md#the-rule)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsarchive.hints import PageHints
from newsarchive.items import ArticleFacts, ExtractedArticle, FetchedPage
from newsarchive.testimony import HeardFacts, Vote, by_weight
from newsarchive.text.dates.time_choice import is_mainland
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.metadata.title_candidates import title_key
from newsarchive.text.testimony.listed_endings import bare_headline
from newsarchive.text.testimony.listed_moments import PageDate, contradicts_url, decide_date
from newsarchive.text.testimony.listed_names import listed_people, topics
from newsarchive.text.testimony.listed_texts import stand_in

_JOINED = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """An article, what is declared of its source, and what lists say, by weight."""

    article: ExtractedArticle
    hints: PageHints
    told: tuple[HeardFacts, ...]

    @property
    def facts(self) -> ArticleFacts:
        return self.article.facts

    def voted(self, vote: Vote, *, article: ExtractedArticle, **facts: object) -> ExtractedArticle:
        """Return the article with facts that a vote decided."""
        changed = replace(article.facts, votes=(*article.facts.votes, vote), **facts)  # type: ignore[arg-type] # of ArticleFacts
        return replace(article, facts=changed)


def without_weighed_moment(page: FetchedPage) -> FetchedPage:
    """Return the page as it is read first: without the moment of a list that is weighed against it.

    So it is known what the page says by itself. Left out are the moments of the site's own list, and those of
    another site's that are not on the day in the page's URL.
    """
    own = any(one.is_own and one.facts.published_at for one in page.told)
    strange = any(one.facts.published_at for one in page.told) and contradicts_url(page.listed_at, page.url)
    return replace(page, listed_at=None) if own or strange else page


def weigh_testimony(article: ExtractedArticle, hints: PageHints) -> ExtractedArticle:
    """Return the article as page and lists (`page.told`) together say; without lists as it is.

    Pure and total. The order of what was told does not count, nor does what is told twice.
    """
    told = by_weight(article.page.told, article.page.fetched_at)
    if not told:
        return article
    article = stand_in(article, told)
    for decide in _DECISIONS:
        article = decide(_Case(article=article, hints=hints, told=told))
    return article


def _date(case: _Case) -> ExtractedArticle:
    article, facts = case.article, case.facts
    page = PageDate(
        url=article.page.url,
        published_at=facts.published_at,
        evidence=facts.date_source,
        changed_at=facts.modified_at,
        fetched_at=article.page.fetched_at,
        zone=case.hints.timezone,
        mainland=is_mainland(article.page.url, facts.language, facts.script),
        statements=article.date_statements,
        clocks=article.clocks,
    )
    found = decide_date(page, case.told)
    if found is None:
        return article
    vote = Vote(field="published_at", page_said=page.own, listing=found.listing)
    return case.voted(vote, article=article, published_at=found.time, date_source=found.evidence)


def _title(case: _Case) -> ExtractedArticle:
    """Choose among the headlines that the page states: of one wording, the page's own spelling counts."""
    article = case.article
    stated = [title for title in (article.title, *article.title_candidates) if title]
    if not article.title or _is_declared(case, "title"):
        return article
    for one in case.told:
        wording = title_key(bare_headline(one.facts.title) or "")
        if not wording or "title" in one.facts.uniform or not one.is_own:
            continue
        found = next((title for title in stated if title_key(title) == wording), None)
        if found is None:
            continue
        if found == article.title:
            return article
        others = tuple(title for title in stated if title != found)
        chosen = replace(article, title=found, title_candidates=others)
        vote = Vote(field="title", page_said=article.title, listing=one.listing)
        return case.voted(vote, article=chosen)
    return article


def _authors(case: _Case) -> ExtractedArticle:
    """Take a list's names where the page names nobody, or not all that the list does."""
    facts = case.facts
    if _is_declared(case, "author"):
        return case.article
    own = {letters_of_name(name) for name in facts.authors}
    bodies = {letters_of_name(name) for name in facts.organisations}
    for one in case.told:
        if "authors" in one.facts.uniform or not one.is_own:
            continue
        outlets = filter(None, (facts.outlet,))
        named = listed_people(one.facts.authors, case.article.page.url, outlets, facts.language)
        letters = {letters_of_name(name) for name in named}
        if not letters or letters & bodies:
            continue
        if not own < letters:
            return case.article
        vote = Vote(field="authors", page_said=_JOINED.join(facts.authors) or None, listing=one.listing)
        return case.voted(vote, article=case.article, authors=named)
    return case.article


def _topics(case: _Case) -> ExtractedArticle:
    """Take a list's categories for tags and section where the page states none.

    The one category that is no tag of the page is its section; of several nobody knows which.
    """
    article = case.article
    heard = next((one for one in case.told if _has_topics(one)), None)
    if heard is None:
        return article
    given, tags = topics(heard.facts.categories), {title_key(tag) for tag in article.tags}
    rest = tuple(one for one in given if title_key(one) not in tags)
    if len(rest) == 1 and article.facts.section is None and (article.tags or len(given) == 1):
        vote = Vote(field="section", page_said=None, listing=heard.listing)
        article = case.voted(vote, article=article, section=rest[0])
    if not article.tags and len(given) > 1:
        vote = Vote(field="tags", page_said=None, listing=heard.listing)
        article = case.voted(vote, article=replace(article, tags=given))
    return article


def _has_topics(one: HeardFacts) -> bool:
    return one.is_own and bool(topics(one.facts.categories)) and "categories" not in one.facts.uniform


def _is_declared(case: _Case, name: str) -> bool:
    """Say whether the source declares where this fact stands, so that no list is asked."""
    day = case.article.page.fetched_at.date() if case.article.page.fetched_at else None
    return case.hints.parser is not None or bool(getattr(case.hints.selectors_on(day), name))


_DECISIONS: Sequence[Callable[[_Case], ExtractedArticle]] = (_date, _title, _authors, _topics)
