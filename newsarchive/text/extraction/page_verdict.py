"""What a page is when its text is no article: a gallery, a stub, a list of teasers, an error, a video.

The kinds the markup states and how the page is built decide, never a word. A page that calls itself an
article and has paragraphs is one, whatever stands around them; a live blog is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml.html import HtmlElement

from newsarchive.items import Verdict
from newsarchive.text.extraction.draft import Draft
from newsarchive.text.extraction.page_shape import PageShape, consent_phrases, is_error_title
from newsarchive.text.extraction.verdicts import DENSE_LANGUAGES, judge_text
from newsarchive.text.metadata.json_ld import every_node
from newsarchive.text.metadata.kinds import says_article, stated_kinds
from newsarchive.text.metadata.meta_tags import MetaTags

# Characters of a paragraph; texts of Chinese, Japanese and Korean say as much in a third.
PARAGRAPH = 80
DENSE = 3
# A page of less is no more than what leads to something else: an offer, a player, an error's explanation.
# Of the 1,978 development pages these rules refuse eleven that judge_text does not (2026-11): three stubs,
# three videos, three front pages, an aggregator's list and a directory of events.
STUB, SHORT = 400, 800
# A page that calls itself an article and has so many paragraphs is one.
AMPLE = 3
GALLERIES = frozenset({"imagegallery", "mediagallery", "og:gallery", "og:photo", "og:image"})
FEWEST_CAPTIONS, MOSTLY_CAPTIONS = 5, 0.5
# The text of a page of teasers stands in boxes headed by links; where it has none, every other line or so is
# a headline that leads to its story.
FEWEST_TEASERS, MOSTLY_TEASERS, LONGEST_TEASER, LINES_A_TEASER = 4, 0.75, 400, 2.5
# Paragraphs of articles are longer than lines of such pages: no need to look at most.
LONGEST_MEAN = 240
# And none of the stories is half of it: else the others stand beside an article, and were read with it.
LONGEST_STORY = 0.4
# A list of headlines is made of links.
FEWEST_LINKS, MOSTLY_LINKS = 5, 0.5
# One phrase of consent may stand on any page; a wall has nothing else to say.
FEWEST_PHRASES = 3


class Look:
    """What the rules look at; lengths count a dense language's characters threefold."""

    def __init__(self, draft: Draft, tree: HtmlElement, paragraphs: tuple[str, ...], weight: int) -> None:
        self.facts = draft.facts
        self.paragraphs, self.weight = paragraphs, weight
        self.length = weight * sum(map(len, paragraphs))
        # Paragraphs that are no labels, captions or headings.
        self.prose = sum(weight * len(line) >= PARAGRAPH for line in paragraphs)
        self.declared = says_article(draft.facts.kinds, tree)
        self.shape = PageShape(tree, paragraphs)
        self.parts = draft.parts
        self._tree = tree

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All types the markup names, those of lists, galleries and players too."""
        return self.facts.kinds | stated_kinds(MetaTags(self._tree), every_node(self._tree))


def judge_page(draft: Draft, paragraphs: tuple[str, ...], language: str | None) -> tuple[Verdict, str | None]:
    """Return the verdict on a page whose main text is `paragraphs`, and for none the reason in a word."""
    if draft.parts.paywalled:
        return "not_article", "paywall"  # however much is shown, the rest was there and is withheld
    verdict, reason = judge_text(paragraphs, language, marked=bool(draft.parts.body))
    if draft.tree is None:
        return verdict, reason
    look = Look(draft, draft.tree, paragraphs, DENSE if language in DENSE_LANGUAGES else 1)
    if look.declared and look.prose >= AMPLE:
        return verdict, reason  # most pages: no need to see how they are built
    found = next((name for name, rule in RULES.items() if rule(look)), None)
    return ("not_article", found) if found else (verdict, reason)


def _is_error(look: Look) -> bool:
    if look.declared or look.length >= SHORT:
        return False
    titles = (*look.facts.titles[:6], *look.shape.titles())
    return any(map(is_error_title, titles)) or consent_phrases("\n".join(look.paragraphs)) >= FEWEST_PHRASES


def _is_paywalled(look: Look) -> bool:
    """A lead of two paragraphs is an article, a sentence above an offer is none."""
    if look.length >= STUB or look.prose >= 2:
        return False
    return look.facts.for_subscribers or look.shape.shows_offer()


def _is_video(look: Look) -> bool:
    if look.length >= SHORT or look.prose >= 2:
        return False
    if look.parts.plays and set(look.paragraphs) <= {*look.parts.captions}:
        return True
    typed = any(kind.startswith("og:video") for kind in look.kinds)
    return typed or ("videoobject" in look.kinds and not look.declared)


def _is_gallery(look: Look) -> bool:
    if look.prose < AMPLE and not look.declared and look.kinds & GALLERIES:
        return True
    captions, share = look.shape.caption_share(FEWEST_CAPTIONS)
    return captions >= FEWEST_CAPTIONS and share >= MOSTLY_CAPTIONS


def _is_index(look: Look) -> bool:
    if look.declared or look.length > LONGEST_MEAN * len(look.paragraphs):
        return False
    if len(look.shape.headings) >= FEWEST_TEASERS and (_has_teasers(look) or _has_headlines(look)):
        return True
    if look.prose * 2 > len(look.paragraphs):
        return False
    links, share = look.shape.link_share()
    return links >= FEWEST_LINKS and share >= MOSTLY_LINKS


def _has_teasers(look: Look) -> bool:
    if look.length > LONGEST_TEASER * len(look.shape.headings):
        return False
    boxes, share = look.shape.teaser_share(LONGEST_TEASER // look.weight)
    return boxes >= FEWEST_TEASERS and share >= MOSTLY_TEASERS


def _has_headlines(look: Look) -> bool:
    headings, longest = look.shape.linked_headings()
    often = headings >= FEWEST_TEASERS and headings * LINES_A_TEASER >= len(look.paragraphs)
    return often and longest <= LONGEST_STORY and look.length <= LONGEST_TEASER * headings


RULES: dict[str, Callable[[Look], bool]] = {
    "error_page": _is_error,
    "paywall": _is_paywalled,
    "video": _is_video,
    "gallery": _is_gallery,
    "index_page": _is_index,
}
