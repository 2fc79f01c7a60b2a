"""The text of a list in place of a page that shows none: paid for, broken, a shell, gone at first sight."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.hints import PageHints, Selectors
from newsarchive.items import NO_FACTS, Charset, DecodedPage, ExtractedArticle, FetchedPage, RemovedBlock
from newsarchive.lifecycle import GONE_STATUSES, NotArticle, Verdict, http_reason
from newsarchive.testimony import HeardFacts, Vote
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page_kinds.page_verdict import judge_text
from newsarchive.text.sentences import ends_sentence
from newsarchive.text.testimony.listed_endings import bare_headline, is_beside, is_part, once_escaped
from newsarchive.text.testimony.listed_names import listed_people

# Verdicts on a page that say nothing of the article: the page does not show it.
_STANDS_IN_FOR = frozenset(
    {
        NotArticle.PAYWALL,
        NotArticle.ERROR_PAGE,
        NotArticle.EMPTY_BODY,
        NotArticle.NO_MARKUP,
        NotArticle.TOO_SHORT,
    }
)
# Of these the page itself is that of the article: its headline, by-line and date are believed.
_OF_ARTICLE = frozenset({NotArticle.PAYWALL})
# What these show is of the article too: its beginning.
_SHOW_A_PART = frozenset({NotArticle.PAYWALL, NotArticle.TOO_SHORT})
# RFC 7725: what a court took down is not put up again from elsewhere.
_FORBIDDEN_BY_LAW = 451
_PAGES = frozenset({200, 203})
_BODY = Selectors(body="article")


def stand_in(article: ExtractedArticle, told: Sequence[HeardFacts]) -> ExtractedArticle:
    """Return the article with the text of the first list that has one, marked as such; else as it is.

    A short page that has the whole text of the list is an article itself. Total. `told` is by weight. Only
    the site's own lists stand in, and only for what shows no article.
    """
    missing = why_missing(article)
    if missing is None:
        return article
    for one in told:
        if not one.is_own or not one.facts.content or "content" in one.facts.uniform:
            continue
        content = once_escaped(one.facts.content)
        if is_part(content):
            continue
        read = _read(article.page, bare_headline(one.facts.title), content)
        if _is_same_text(article, read):
            # Short, and no less an article: its own site lists it with this text and no other.
            return replace(article, verdict=Verdict.ARTICLE, reason=None)
        if _is_article(read) and not _says_no_more(read, article, missing):
            return _in_place(article, read, one, missing)
    return article


def _is_same_text(article: ExtractedArticle, read: ExtractedArticle) -> bool:
    """Say whether a page that is too short to be an article by itself has the whole text of the list."""
    if article.page.status not in _PAGES or article.reason != NotArticle.TOO_SHORT:
        return False
    own, listed = ("".join(map(letters_only, one.paragraphs)) for one in (article, read))
    return bool(own) and own == listed and any(map(ends_sentence, article.paragraphs))


def why_missing(article: ExtractedArticle) -> str | None:
    """Return why the page shows no article, in a word; None if it does, or is something else."""
    status = article.page.status
    if status == _FORBIDDEN_BY_LAW:
        return None
    if status not in _PAGES:
        return GONE_STATUSES.get(status) or http_reason(status)
    if not article.page.body.strip():
        return NotArticle.EMPTY_BODY
    if article.verdict == Verdict.NOT_ARTICLE and article.reason in _STANDS_IN_FOR:
        return article.reason
    return None


def _is_article(read: ExtractedArticle) -> bool:
    """Say whether a list's text is an article by its length too: no box of a page vouches for a short one."""
    if read.verdict != Verdict.ARTICLE:
        return False
    return judge_text(read.paragraphs, read.facts.language)[0] == Verdict.ARTICLE


def _says_no_more(read: ExtractedArticle, article: ExtractedArticle, missing: str) -> bool:
    """Say whether the page shows all of a list's text, or as much of the article: both are its beginning."""
    shown = "".join(map(letters_only, article.paragraphs))
    if all(letters_only(line) in shown for line in read.paragraphs):
        return True
    if missing not in _SHOW_A_PART:
        return False
    own, listed = (sum(map(count_letters, one.paragraphs)) for one in (article, read))
    return listed <= own


def _read(page: FetchedPage, title: str | None, content: str) -> ExtractedArticle:
    head = f"<head><title>{html.escape(title or '')}</title></head>"
    text = f"<html>{head}<body><article>{content}</article></body></html>"
    read = extract_article(
        DecodedPage(
            page=FetchedPage(url=page.url, body=b"", fetched_at=page.fetched_at),
            text=text,
            charset=Charset("utf-8", "listing"),
            media="html",
            error=None,
            hints=PageHints(selectors=_BODY),
        )
    )
    beside = tuple(line for line in read.paragraphs if is_beside(line))
    if not beside:
        return read
    kept = tuple(line for line in read.paragraphs if line not in beside)
    return replace(read, paragraphs=kept, removed=(*read.removed, *map(_cut, beside)))


def _cut(line: str) -> RemovedBlock:
    return RemovedBlock(
        place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="beside_listed_text", score=1.0, text=line
    )


def _in_place(
    article: ExtractedArticle, read: ExtractedArticle, one: HeardFacts, missing: str
) -> ExtractedArticle:
    vote = Vote(field="text", page_said=None, listing=one.listing)
    facts = article.facts
    if missing not in _OF_ARTICLE:
        facts = replace(
            NO_FACTS,
            charset=facts.charset,
            repairs=facts.repairs,
            rights=facts.rights,
            missed_selectors=facts.missed_selectors,
            kind=facts.kind,
            kind_confidence=facts.kind_confidence,
            image=one.facts.image,
            authors=()
            if "authors" in one.facts.uniform
            else listed_people(one.facts.authors, article.page.url, (), read.facts.language),
        )
    return replace(
        article,
        facts=replace(
            facts,
            language=read.facts.language,
            script=read.facts.script,
            dateline=read.facts.dateline,
            text_confidence=None,
            votes=(*facts.votes, vote),
            stands_in_for=missing,
        ),
        verdict=Verdict.ARTICLE,
        reason=None,
        title=article.title if missing in _OF_ARTICLE else bare_headline(one.facts.title) or read.title,
        title_candidates=article.title_candidates if missing in _OF_ARTICLE else (),
        paragraphs=read.paragraphs,
        tags=article.tags if missing in _OF_ARTICLE else (),
        removed=(*article.removed, *read.removed),
    )
