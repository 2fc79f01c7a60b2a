"""What is left of a page once the spam is out: an article, none, or a hijacked page."""

from __future__ import annotations

import re

from newsarchive.items import ExtractedArticle, RemovedBlock, Verdict
from newsarchive.text.spam.shape import content_length, is_prose

# Letters a remainder needs to be an article when most of the page was spam: about two sentences (Chinese
# letters say about three times as much as those of an alphabet).
_LEAST = 120
_HAN, _HAN_COUNTS = re.compile("[\u3400-\u9fff]+"), 3
# Share of the extracted text that may go before the remainder is asked whether it is an article.
_MOST_CUT = 0.5


def verdict_of(
    article: ExtractedArticle, kept: tuple[str, ...], removed: tuple[RemovedBlock, ...]
) -> tuple[Verdict, str | None]:
    """The verdict, and for pages that are no article the reason in a word."""
    if article.verdict == "undecodable":
        return "undecodable", article.reason or "binary"
    left = weigh("\n".join(kept))
    spam = sum(weigh(block.text) for block in removed if block.kind != "furniture")
    if spam and (not left or (spam >= _MOST_CUT * (spam + left) and not _is_article(kept, left))):
        return "hijacked", "spam_only"
    if article.verdict == "article" and kept:
        return "article", None
    if article.reason:
        return "not_article", article.reason
    if not kept:
        return "not_article", "empty_body"
    return "not_article", "too_short" if left < _LEAST else "index_page"


def weigh(text: str) -> int:
    """Letters and digits, a Chinese one counted threefold."""
    han = 0 if text.isascii() else len(text) - len(_HAN.sub("", text))
    return content_length(text) + (_HAN_COUNTS - 1) * han


def _is_article(kept: tuple[str, ...], left: int) -> bool:
    return left >= _LEAST and any(is_prose(paragraph) for paragraph in kept)
