"""What is left of a page once the spam is out: an article, none, or a hijacked page."""

from __future__ import annotations

import re
from math import exp

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import ExtractedArticle, RemovedBlock
from newsarchive.lifecycle import NotArticle, SpamVerdict, Undecodable, Verdict
from newsarchive.text.letters import count_letters
from newsarchive.text.sentences import has_no_stops, is_long, says_something
from newsarchive.text.spam.judge import SURE_SPAM
from newsarchive.text.spam.line_context import OFFER
from newsarchive.text.spam.shape import is_prose, segments
from newsarchive.text.spam.spam_runs import plain_sentences

# Letters a remainder needs to be an article when most of the page was spam: about two sentences (Han, kana
# and Hangul say about three times as much as an alphabet, as extraction counts them too).
_LEAST = 120
# Honest sentences that make it one however short they are, and in languages whose little words are not known.
_FEWEST_TOLD = 3
# Paragraphs of Japanese or Thai that make one, and letters of Thai, or characters of Japanese, in each.
_FEWEST_DENSE, _SHORTEST_DENSE = 2, (60, 30)
_KANA = re.compile("[\u3041-\u309f].*[\u3041-\u309f]")
# Letters of spam for each of theirs, at most: feet of farms have three such sentences too.
_MOST_BESIDE = 4
_KANA_HANGUL, _COUNTS = re.compile("[\u3040-\u30ff\uac00-\ud7a3]+"), 3
# What stands beside the text: it says what was done to the page, and nothing of what the text is worth.
_BESIDE = frozenset({BlockPlace.TITLE, BlockPlace.HIDDEN})
# Score from which the n-gram model is sure of a text by itself. In a Chinese page it cuts foreign menus and
# feet for less ("Designed with WordPress"), which is no ground to condemn the text above them.
_SURE_SCORE = 1 / (1 + exp(-SURE_SPAM))
# Share of the extracted text that may go before the remainder is asked whether it is an article.
_MOST_CUT = 0.5


def verdict_of(
    article: ExtractedArticle, kept: tuple[str, ...], removed: tuple[RemovedBlock, ...]
) -> tuple[Verdict, str | None]:
    """The verdict, and for pages that are no article the reason in a word.

    A text that extraction took for an article is judged by itself: spam in the title or in hidden boxes does
    not condemn it. Where it found none, spam anywhere says why, that of the title once. What the n-gram model
    only doubts condemns no text at all, nor does an offer that was cut out of it, and what the model alone
    says of a title no sentence.
    """
    if article.verdict == Verdict.UNDECODABLE:
        return Verdict.UNDECODABLE, article.reason or Undecodable.BINARY
    left = sum(map(weigh, kept))
    judged = article.verdict == Verdict.ARTICLE and bool(left)
    spam = _spam_letters(
        [
            block
            for block in removed
            if block.kind != SpamKind.FURNITURE
            and not (left and _is_doubt(block, kept))
            and not _is_trifle(block)
            and not (left and block.rule == OFFER)
            and not (judged and block.place in _BESIDE)
        ]
    )
    if spam and (not left or (spam >= _MOST_CUT * (spam + left) and not _is_article(kept, left, spam))):
        return Verdict.HIJACKED, SpamVerdict.SPAM_ONLY
    if article.verdict == Verdict.ARTICLE and kept:
        return Verdict.ARTICLE, None
    if article.reason:
        return Verdict.NOT_ARTICLE, article.reason
    if not kept:
        return Verdict.NOT_ARTICLE, NotArticle.EMPTY_BODY
    return Verdict.NOT_ARTICLE, NotArticle.TOO_SHORT if left < _LEAST else NotArticle.INDEX_PAGE


def _spam_letters(blocks: list[RemovedBlock]) -> int:
    """The letters of the spam, of what names the page each phrase once.

    A title stands in the title, the heading and three metas; tags are phrases of their own.
    """
    named = {
        phrase
        for block in blocks
        if block.place == BlockPlace.TITLE
        for phrase in segments(block.text.lower())
    }
    return sum(map(weigh, named)) + sum(
        weigh(block.text) for block in blocks if block.place != BlockPlace.TITLE
    )


def _is_doubt(block: RemovedBlock, kept: tuple[str, ...]) -> bool:
    if block.rule != "ngrams":
        return False
    of_title = block.place == BlockPlace.TITLE and any(map(is_prose, kept))
    return of_title or block.score < round(_SURE_SCORE, 3)


def _is_trifle(block: RemovedBlock) -> bool:
    """Whether a block is a few hidden words that the n-gram model alone suspects."""
    return block.rule == "ngrams" and block.place == BlockPlace.HIDDEN and weigh(block.text) < _LEAST


def weigh(text: str) -> int:
    """Letters, marks and digits, those of Chinese, Japanese and Korean counted threefold."""
    dense = 0 if text.isascii() else len(text) - len(_KANA_HANGUL.sub("", text))
    return count_letters(text) + (_COUNTS - 1) * dense


def _is_article(kept: tuple[str, ...], left: int, spam: int) -> bool:
    if left >= _LEAST and (any(map(is_prose, kept)) or _is_dense_story(kept)):
        return True
    return spam <= _MOST_BESIDE * left and sum(map(len, map(plain_sentences, kept))) >= _FEWEST_TOLD


def _is_dense_story(kept: tuple[str, ...]) -> bool:
    """Whether there are paragraphs of Japanese, or of Thai and its neighbours, one with a plain sentence.

    Their little words are no words by themselves, so that `is_prose` knows none of them.
    """
    told = [text for text in kept if _is_dense_paragraph(text)]
    return len(told) >= _FEWEST_DENSE and any(map(plain_sentences, told))


def _is_dense_paragraph(text: str) -> bool:
    if not says_something(text) or not is_long(text, *_SHORTEST_DENSE):
        return False
    return has_no_stops(text) or _KANA.search(text) is not None
