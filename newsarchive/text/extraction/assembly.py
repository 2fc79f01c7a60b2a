"""Putting the record together: facts taken from markup first, then from the lines around the text."""

from __future__ import annotations

from newsarchive.items import ArticleFacts, ExtractedArticle, Script
from newsarchive.text.boilerplate.applying import shared_lines
from newsarchive.text.dates.markup_dates import DatedPage
from newsarchive.text.dates.page_times import page_times
from newsarchive.text.dates.time_choice import is_mainland
from newsarchive.text.extraction.page_draft import Draft
from newsarchive.text.extraction.page_verdict import DENSE_LANGUAGES, judge_page, judge_text
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.trimming import NO_LINES, Trimmed
from newsarchive.text.language import detect_language
from newsarchive.text.metadata.author_candidates import FIRST, LAST
from newsarchive.text.metadata.authors import Article, body_text, likely_authors, shown_names, stated_names
from newsarchive.text.metadata.credit_lines import (
    LinesAround,
    authors_after_labels,
    byline_authors,
    credited_outlet,
    find_dateline,
    find_editor,
    lines_around,
    quoted_headline,
)
from newsarchive.text.metadata.person_names import is_han_name, people
from newsarchive.text.reservations import reserved_rights

# The main text without furniture: what every page shows to be furniture, and what its host's pages share.


def trimmed_text(draft: Draft, headlines: tuple[str, ...]) -> Trimmed:
    """Return the draft's paragraphs that are the article's, and what was cut.

    Where no article would be left without the lines its host's pages share, those stay: they may be what this
    page is about.
    """
    known = shared_lines(draft.paragraphs, draft.page.hints.shared)
    trimmed = trim_furniture(draft.paragraphs, headlines, known)
    if known == NO_LINES or _is_article(trimmed.paragraphs, marked=bool(draft.parts.body)):
        return trimmed
    return trim_furniture(draft.paragraphs, headlines)


def _is_article(paragraphs: tuple[str, ...], *, marked: bool) -> bool:
    language, _ = detect_language("\n".join(paragraphs))
    return judge_text(paragraphs, language, marked=marked)[0] == "article"


def assemble(draft: Draft) -> ExtractedArticle:
    """Return the article of `draft`; editor, outlet, authors and date are read from its furniture too."""
    titles = _titles(draft)
    trimmed = trimmed_text(draft, (*titles[:1], *draft.facts.headlines))
    language, script = _language(draft, trimmed.paragraphs)
    verdict, reason = judge_page(draft, trimmed.paragraphs, language)
    around = lines_around(draft.lines, trimmed.paragraphs, titles[0] if titles else None)
    cut = {
        place: tuple(block.text for block in trimmed.removed if block.place == place)
        for place in ("head", "inside", "tail")
    }
    head = (*around.above, *cut["head"], *trimmed.paragraphs[:6])
    tail = (*trimmed.paragraphs[-5:], *cut["inside"], *cut["tail"], *around.below)
    near = LinesAround(
        (*(around.above or cut["head"]), *trimmed.paragraphs[:FIRST]),
        (*trimmed.paragraphs[-LAST:], *(around.below or cut["tail"])),
    )
    published, modified = _times(draft, head, trimmed.paragraphs, language, script)
    stated = draft.facts
    facts = ArticleFacts(
        charset=draft.page.charset,
        error=None,
        canonical_url=stated.canonical_url,
        authors=_authors(draft, head, tail, near, body_text(trimmed.paragraphs), language),
        editor=find_editor((*tail, *head)) if language == "zh" else None,
        outlet=(credited_outlet((*head, *tail)) if language == "zh" else None) or stated.outlet,
        dateline=find_dateline(trimmed.paragraphs),
        section=stated.section,
        published_at=published[0] if published else None,
        modified_at=modified[0] if modified else None,
        date_source=published[1] if published else None,
        language=language,
        script=script,
        image=stated.image,
        repairs=draft.repairs,
        missed_selectors=draft.missed,
        rights=reserved_rights(draft.page),
        for_subscribers=stated.for_subscribers,
        text_confidence=None if draft.confidence is None else round(draft.confidence, 3),
    )
    return ExtractedArticle(
        page=draft.page.page,
        facts=facts,
        verdict=verdict,
        reason=reason,
        title=titles[0] if titles else None,
        title_candidates=titles[1:],
        paragraphs=trimmed.paragraphs,
        tags=stated.tags,
        removed=(*draft.removed, *trimmed.removed),
    )


def _titles(draft: Draft) -> tuple[str, ...]:
    """The claimants of the markup; the headline a dateline quotes is one more."""
    quoted = tuple(title for line in draft.paragraphs[:6] if (title := quoted_headline(line)))
    return tuple(dict.fromkeys((*draft.facts.titles, *quoted)))


def _language(draft: Draft, paragraphs: tuple[str, ...]) -> tuple[str | None, Script | None]:
    language, script = detect_language("\n".join(paragraphs))
    return (language, "Hans") if draft.is_mirror and language == "zh" else (language, script)


def _authors(
    draft: Draft,
    head: tuple[str, ...],
    tail: tuple[str, ...],
    near: LinesAround,
    body: str,
    language: str | None,
) -> tuple[str, ...]:
    """Those a source's selector chose; the by-line of a Chinese page; who the markup, then the lines name."""
    facts = draft.facts
    outlets = (*facts.site_names, facts.outlet or "")
    if draft.chosen_authors:
        return draft.chosen_authors
    if language == "zh":
        named = byline_authors((*head, *tail)) or people(authors_after_labels((*head, *tail)), outlets)
        return named or facts.authors or tuple(filter(is_han_name, stated_names(facts.names)))
    if facts.authors:
        return facts.authors
    shown = shown_names(near.above, near.below, outlets, Article(body, facts.tags))
    return likely_authors(facts.names, shown)


def _times(
    draft: Draft,
    head: tuple[str, ...],
    paragraphs: tuple[str, ...],
    language: str | None,
    script: Script | None,
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Publication and last change; East Asian pages and plain text print them in a line near the headline."""
    url = draft.page.page.url
    return page_times(
        DatedPage(
            url=url,
            tree=draft.tree,
            published=draft.facts.published,
            modified=draft.facts.modified,
            image=draft.facts.image,
            paragraphs=paragraphs,
            lines=head if language in DENSE_LANGUAGES or draft.tree is None else (),
            language=language,
            zone=draft.page.hints.timezone,
            mainland=draft.is_mirror or is_mainland(url, language, script),
            listed=draft.page.page.listed_at,
            others=draft.others,
        )
    )
