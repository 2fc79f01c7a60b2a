"""The main text without furniture: what every page shows to be furniture, and what its host's pages share."""

from __future__ import annotations

from newsarchive.text.extraction.draft import Draft
from newsarchive.text.extraction.verdicts import judge_text
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.trimming import NO_LINES, Trimmed
from newsarchive.text.language import detect_language
from newsarchive.text.sharing.marking import shared_lines


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
