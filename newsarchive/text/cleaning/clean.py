"""clean_article: an extracted article in, the stored record out, spam cut and kept (DESIGN 2.3)."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.items import CleanArticle, ExtractedArticle, RemovedBlock
from newsarchive.text.cleaning.paragraphs import clean_paragraphs
from newsarchive.text.cleaning.tags import clean_tags
from newsarchive.text.cleaning.titles import clean_title
from newsarchive.text.cleaning.verdict import verdict_of
from newsarchive.text.lines import split_paragraphs


def clean_article(article: ExtractedArticle) -> CleanArticle:
    """Cut spam from title, paragraphs and tags, and give the verdict. Total: no article makes it raise.

    Evidence is tidied as the text is: no controls, NFC.
    Spam among the tags goes to `removed` with place `title`, where the keywords it came from belong.
    For `hijacked` and `undecodable` the text is "" and the title whatever honest one was found.
    """
    title, from_title = clean_title(article.title, article.title_candidates)
    kept, from_text = clean_paragraphs(article.paragraphs)
    tags, from_tags = clean_tags(article.tags, chinese=article.language == "zh")
    removed = (*article.removed, *_new(from_title, article.removed), *from_tags, *from_text)
    removed = tuple(replace(block, text="\n".join(split_paragraphs(block.text))) for block in removed)
    verdict, reason = verdict_of(article, kept, removed)
    return CleanArticle(
        page=article.page,
        verdict=verdict,
        reason=reason,
        error=article.error,
        charset=article.charset,
        canonical_url=article.canonical_url,
        title=title,
        text="\n".join(kept) if verdict in ("article", "not_article") else "",
        authors=article.authors,
        editor=article.editor,
        outlet=article.outlet,
        dateline=article.dateline,
        section=article.section,
        tags=tags,
        published_at=article.published_at,
        modified_at=article.modified_at,
        date_source=article.date_source,
        language=article.language,
        script=article.script,
        image=article.image,
        repairs=article.repairs,
        removed=removed,
        missed_selectors=article.missed_selectors,
        reservations=article.reservations,
        withheld=article.withheld,
        keep_body=article.keep_body,
        for_subscribers=article.for_subscribers,
    )


def _new(blocks: tuple[RemovedBlock, ...], known: tuple[RemovedBlock, ...]) -> tuple[RemovedBlock, ...]:
    """Titles not yet reported: a candidate read from an element that sanitising cut is the same evidence."""
    texts = {block.text for block in known}
    return tuple(block for block in blocks if block.text not in texts)
