"""What a page is when its text is no article: a gallery, a stub, a list of teasers, an error, a video.

The kinds the markup states and how the page is built decide, never a word. A page that calls itself an
article and has paragraphs is one, whatever stands around them; a live blog is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice, pairwise
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.lifecycle import NotArticle, Verdict
from newsarchive.text.js_shell import waits_for_scripts
from newsarchive.text.letters import letters_only
from newsarchive.text.page.marked_parts import MARKED_HEADINGS, leads_away, linked_headings, teasers
from newsarchive.text.page.page_blocks import SUBHEADING_BITS, TAG_BIT
from newsarchive.text.page.page_model import Elements
from newsarchive.text.page.structured_data import (
    ARTICLE_TYPE,
    MetaTags,
    every_node,
    meta_tags,
    says_article,
    stated_kinds,
)
from newsarchive.text.page_draft import Draft
from newsarchive.text.page_kinds.absence_notes import absence_told, tells_of_absence
from newsarchive.text.page_kinds.consent_prose import FEWEST_PHRASES, consent_phrases
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.page_kinds.own_pages import OwnPage
from newsarchive.text.page_kinds.paywall_boxes import paywall_boxes
from newsarchive.text.page_kinds.shown_days import shows_day
from newsarchive.text.page_kinds.standing_walls import (
    asks_below_metas,
    is_note,
    stands_below_metas,
    stands_for_story,
)
from newsarchive.text.page_kinds.story_signs import tells_story
from newsarchive.text.sentences import SENTENCE_END, SHORT_STORY, count_stops, ends_sentence

# Whether what was extracted is an article: enough main text, and sentences rather than a list of links.

# The shortest real news flashes among 2,000 pages have about 100 characters, Chinese ones 40 (2026-11).
_SHORTEST, _SHORTEST_DENSE = 100, 40
# Where the page marks its body a sentence is news: "The quay road is closed until Friday." has 37.
_SHORTEST_MARKED, _SHORTEST_MARKED_DENSE = 25, 10
DENSE_LANGUAGES = frozenset({"zh", "ja", "ko"})
# A text all of whose lines are shorter than this has no sentence: a list of headlines.
_LONGEST_HEADLINE = 60
_FEWEST_HEADLINES = 12
# What ends a quotation or an aside ends a line of a text, without a stop too.
_CLOSING = ('"', "”", "»", "）", ")")


def judge_text(
    paragraphs: tuple[str, ...], language: str | None, *, marked: bool = False
) -> tuple[Verdict, NotArticle | None]:
    """Return the verdict on the trimmed main text and, for none, the reason `too_short` or `index_page`.

    `marked`: it stands in what the page marks as its body, or short in the box of its headline.
    """
    total, dense = sum(map(len, paragraphs)), language in DENSE_LANGUAGES
    shortest = _SHORTEST_DENSE if dense else _SHORTEST
    if marked and any(map(ends_sentence, paragraphs)):
        shortest = _SHORTEST_MARKED_DENSE if dense else _SHORTEST_MARKED
    if total < shortest:
        return Verdict.NOT_ARTICLE, NotArticle.TOO_SHORT
    if len(paragraphs) >= _FEWEST_HEADLINES and not any(_is_sentence(line) for line in paragraphs):
        return Verdict.NOT_ARTICLE, NotArticle.INDEX_PAGE
    return Verdict.ARTICLE, None


def _is_sentence(line: str) -> bool:
    closed = bool(SENTENCE_END.search(line)) or line.endswith(_CLOSING)
    return len(line) > _LONGEST_HEADLINE or (len(line) > 15 and closed)


# How a page is built around its text: captions, headings that are links, text that is links, titles.

_MOST_ELEMENTS = 2_000
_MOST_HEADS = 4
_LONGEST_COMPARED = 20_000
_LONGEST_PIECE = 400
# Letters from which a link's text is found in a text because it is the link, not because a word is common.
_SHORTEST_LINK, _SHORTEST_HAN_LINK = 10, 5
_HAN = re.compile("[\u3400-\u9fff]")
_STATUS = re.compile(r"(?:error|http)*(?:4\d\d|50\d)(?:error)?")
_NUMBERS = re.compile(r"\d+|error|http|fehler|erreur")


class PageShape:
    """A page's tree and its extracted text, looked at only as far as a verdict asks."""

    def __init__(self, tree: HtmlElement, paragraphs: tuple[str, ...]) -> None:
        self._tree, self._paragraphs = tree, paragraphs

    @cached_property
    def _text(self) -> str:
        return letters_only("\n".join(self._paragraphs)[:_LONGEST_COMPARED])

    @cached_property
    def headings(self) -> list[HtmlElement]:
        """The headings that are links to other pages, wherever they stand."""
        return linked_headings(self._tree)

    @cached_property
    def _headings(self) -> set[str]:
        """The letters of the headings that are links, less those that a heading without one has as well.

        A digest has the headlines of its stories, and so has the box of other stories beside it.
        """
        linked = set(self.headings)
        own = (one for one in islice(self._tree.iter(*MARKED_HEADINGS), _MOST_ELEMENTS) if one not in linked)
        return {*_texts(self.headings)} - {*_texts(own)}

    def caption_share(self, fewest: int) -> tuple[int, float]:
        """Return how many captions stand in the text, and their share of its letters; 0 for too few."""
        elements = list(islice(self._tree.iter("figcaption"), _MOST_ELEMENTS))
        if len(elements) < fewest:
            return 0, 0.0
        captions = self._found(_texts(elements))
        return len(captions), self._share(captions)

    def linked_headings(self) -> tuple[int, float]:
        """Return how many headings of the text are links to other pages, and the longest part without one."""
        found = self._found(self._headings)
        starts = sorted({0, len(self._text), *(self._text.find(piece) for piece in found)})
        longest = max((after - before for before, after in pairwise(starts)), default=0)
        return len(found), longest / max(1, len(self._text))

    def teaser_share(self, longest: int) -> tuple[int, float]:
        """Return how many boxes that announce other stories stand in the text, and their share of it.

        A box with more letters of the text than `longest` is no teaser but a part of an article.
        """
        # What two boxes say below their headlines may be the same, and then it stands in the text once.
        boxes = {tuple(map(letters_only, pieces)) for pieces in teasers(self.headings)}
        found = [told for box in boxes if 0 < sum(map(len, told := self._found(box))) <= longest]
        return len(found), self._share(set().union(*found))

    def link_share(self) -> tuple[int, float]:
        """Return how many links' whole texts stand in the text, and their share of its letters."""
        links = self._found(_texts(link for link in self._tree.iter("a") if leads_away(link)))
        return len(links), self._share(links)

    def offers(self) -> list[str]:
        """Return the letters of each element that is marked as the wall that asks readers to subscribe."""
        return paywall_boxes(self._tree.iter("div", "section", "aside"))

    def titles(self) -> list[str]:
        """Return the letters of the title and of the h1s."""
        return list(_texts(islice(self._tree.iter("title", "h1"), 10)))

    def _found(self, pieces: Iterable[str]) -> set[str]:
        return {
            piece
            for piece in islice(pieces, _MOST_ELEMENTS)
            if piece in self._text
            and len(piece) >= (_SHORTEST_HAN_LINK if _HAN.search(piece) else _SHORTEST_LINK)
        }

    def _share(self, pieces: Iterable[str]) -> float:
        return sum(len(piece) * self._text.count(piece) for piece in pieces) / max(1, len(self._text))


def is_error_title(title: str) -> bool:
    """Say whether a title is that of an error or a wall, numbers aside; compared whole, never by a word."""
    folded = letters_only(title)
    phrases = _phrases("error_titles")
    return folded in phrases or _NUMBERS.sub("", folded) in phrases or bool(_STATUS.fullmatch(folded))


def is_note_title(title: str) -> bool:
    """Say whether a title is one of a note that an article cannot be read; a story may be headed so."""
    return letters_only(title) in _phrases("note_titles")


def is_failure_title(title: str) -> bool:
    """Say whether a title is one of a page whose scripts could not get its story; a story may have it."""
    return letters_only(title) in _phrases("failure_titles")


def _is_of_error(title: str) -> bool:
    return is_error_title(title) or is_note_title(title)


def _texts(elements: Iterable[HtmlElement]) -> Iterator[str]:
    return (letters_only("".join(islice(element.itertext(), 50))[:_LONGEST_PIECE]) for element in elements)


@cache
def _phrases(name: str) -> frozenset[str]:
    text = files("newsarchive.text.page_kinds").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(
        letters_only(line) for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


# Characters of a paragraph; texts of Chinese, Japanese and Korean say as much in a third.
WHOLE_PARAGRAPH = 80
DENSE = 3
# A page of less is no more than what leads to something else: an offer, a player, an error's explanation.
# Of the 1,978 development pages these rules refuse eleven that judge_text does not (2026-11): three stubs,
# three videos, three front pages, an aggregator's list and a directory of events.
_STUB, _SHORT = 400, 800
# Sentences and letters of what a page says whose scripts could not get its story: that, what is done about
# it, what to do meanwhile, where else to go. Set by reason.
_FAILURE = (5, 300)
# No sentence or two that announce a story have as many.
_BRIEF = 150
# A page that calls itself an article and has so many paragraphs is one.
AMPLE = 3
_GALLERIES = frozenset({"imagegallery", "mediagallery", "og:gallery", "og:photo", "og:image"})
_FEWEST_CAPTIONS, _MOSTLY_CAPTIONS = 5, 0.5
# The text of a page of teasers stands in boxes headed by links; where it has none, every other line or so is
# a headline that leads to its story.
_FEWEST_TEASERS, _MOSTLY_TEASERS, _LONGEST_TEASER, _LINES_A_TEASER = 4, 0.75, 400, 2.5
# Paragraphs of articles are longer than lines of such pages: no need to look at most.
_LONGEST_MEAN = 240
# And none of the stories is half of it: else the others stand beside an article, and were read with it.
_LONGEST_STORY = 0.4
_HEADING_BITS = TAG_BIT["h1"] | SUBHEADING_BITS
# A list of headlines is made of links.
_FEWEST_LINKS, _MOSTLY_LINKS = 5, 0.5


# Expected F1 from which a text is no list of teasers, whatever its page says of its address.
_SURE_OF_TEXT = 0.9


def _articles(kinds: Iterable[str]) -> set[str]:
    return {kind for kind in kinds if ARTICLE_TYPE.search(kind)}


class PageTraits:
    """What the rules look at; lengths count a dense language's characters threefold."""

    def __init__(
        self, draft: Draft, tree: HtmlElement, paragraphs: tuple[str, ...], weight: int, *, is_signed: bool
    ) -> None:
        self._draft, self._is_signed = draft, is_signed
        self.facts = draft.facts
        self.paragraphs, self.weight = paragraphs, weight
        self.length = weight * sum(map(len, paragraphs))
        # Paragraphs that are no labels, captions or headings.
        self.prose = sum(weight * len(line) >= WHOLE_PARAGRAPH for line in paragraphs)
        self.declared = says_article(draft.facts.kinds, tree)
        # The template of a site says so of whatever stands at the address of a story.
        self.only_by_template = self.declared and _articles(draft.facts.kinds) == {"og:article"}
        self.shape = PageShape(tree, paragraphs)
        self.parts, self.is_offered = draft.parts, bool(draft.offers)
        self.tree = tree
        self._source: Elements = draft.model or tree

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All types the markup names, those of lists, galleries and players too."""
        return self.facts.kinds | stated_kinds(meta_tags(self._source), every_node(self._source))

    @cached_property
    def known(self) -> PageToSort | None:
        """What is known of the page when its kind is asked."""
        draft, page = self._draft, self._draft.page.page
        if draft.model is None or draft.blocks is None:
            return None
        return PageToSort(
            url=page.final_url or page.url,
            model=draft.model,
            page=draft.blocks,
            paragraphs=self.paragraphs,
            weight=self.weight,
            stated=self.facts.kinds,
            # What else is dated may be the stories that the page lists.
            dated_by=next((source for source, _ in self.facts.published if source.startswith("meta")), None),
            names=int(self._is_signed),
        )

    @property
    def headed_share(self) -> float:
        """The share of the text that stands below headings which are links, box or no box around each."""
        lines, below, total, is_linked = frozenset(self.paragraphs), 0, 0, False
        for block in self._draft.blocks.blocks if self._draft.blocks else ():
            if block.box.tags & _HEADING_BITS:
                is_linked = block.linked * 2 > len(block.text)
            elif block.text in lines:
                total += block.letters
                below += block.letters * is_linked
        return below / max(1, total)

    @property
    def shows_day(self) -> bool:
        """Whether the page shows a day where a story does."""
        return self.known is not None and shows_day(self.known)


def judge_page(
    draft: Draft,
    paragraphs: tuple[str, ...],
    language: str | None,
    *,
    headings: tuple[str, ...] = (),
    is_signed: bool = False,
) -> tuple[Verdict, NotArticle | None]:
    """Return the verdict on a page whose main text is `paragraphs`, and for none the reason in a word.

    `headings`: what was cut from the text as its headline; `is_signed`: the page says who wrote it.
    """
    if draft.parts.paywalled:
        # However much is shown, the rest was there and is withheld.
        return Verdict.NOT_ARTICLE, NotArticle.PAYWALL
    verdict, reason = judge_text(paragraphs, language, marked=draft.is_marked)
    absent = absence_told(paragraphs)
    if absent is None and _is_headed_gone(draft, headings, paragraphs):
        absent = NotArticle.TAKEN_OFF
    if absent is not None:
        verdict, reason = Verdict.NOT_ARTICLE, absent
    if absent is not None or draft.tree is None:
        return verdict, reason
    address = draft.page.page.final_url or draft.page.page.url
    # What the source selects or the page's data gives has no confidence: there nobody doubts.
    is_doubted = draft.confidence is not None and draft.confidence < _SURE_OF_TEXT
    if verdict is Verdict.ARTICLE and is_doubted and stands_for_home(address, draft.tree):
        return Verdict.NOT_ARTICLE, NotArticle.HOME_PAGE
    weight = DENSE if language in DENSE_LANGUAGES else 1
    look = PageTraits(draft, draft.tree, paragraphs, weight, is_signed=is_signed)
    own = OwnPage(address, draft.tree)
    is_chosen = verdict is Verdict.ARTICLE and draft.confidence is not None
    if is_chosen and _stands_beside_nothing(look):
        apart: NotArticle | None = NotArticle.INDEX_PAGE
    else:
        apart = _stands_apart(look, own, is_signed=is_signed)
    if apart is not None:
        return Verdict.NOT_ARTICLE, apart
    if look.declared and look.prose >= AMPLE:
        return verdict, reason  # most pages: no need to see how they are built
    found = next((name for name, rule in _RULES.items() if rule(look)), None)
    if found is None and not look.declared:
        found = _of_address(look, own, is_signed=is_signed)
    return (Verdict.NOT_ARTICLE, found) if found else (verdict, reason)


def _is_headed_gone(draft: Draft, headings: tuple[str, ...], paragraphs: tuple[str, ...]) -> bool:
    """Whether a page says that its article is gone in a headline that it repeats, and says nothing else.

    One heading alone does not say so: it may wait in the frame of every page.
    """
    if draft.tree is None or draft.blocks is None or not tells_of_absence(headings, ()):
        return False
    links = {block.text for block in draft.blocks.blocks if block.linked * 2 > len(block.text)}
    names = {*map(letters_only, draft.facts.site_names)}
    own = [line for line in paragraphs if line not in links and letters_only(line) not in names]
    title = next(_texts(islice(draft.tree.iter("title"), 1)), "")
    is_repeated = len(headings) > 1 or bool(own) or title.startswith(letters_only(headings[0]))
    return is_repeated and tells_of_absence(headings, own)


def _stands_beside_nothing(look: PageTraits) -> bool:
    """Whether the text is that of teasers alone, beside an empty element that scripts fill with a story.

    A story among such teasers has a headline (`h1`) that is not the site's name.
    """
    names = {letters_only(name) for name in (*look.facts.site_names, look.facts.outlet or "")}
    heads = [one for one in islice(look.tree.iter("h1"), _MOST_HEADS) if one.find(".//a") is None]
    if {*_texts(heads)} - names - {""}:
        return False
    if not waits_for_scripts(look.tree):
        return False
    _, share = look.shape.teaser_share(_LONGEST_TEASER // look.weight)
    return max(share, look.headed_share) >= _MOSTLY_TEASERS


def _of_address(look: PageTraits, own: OwnPage, *, is_signed: bool) -> NotArticle | None:
    """What a page is whose address is that of an offer, a writer or a topic."""
    if not is_signed and own.is_offer(look.paragraphs, look.length):
        return NotArticle.SERVICE
    told = (look.paragraphs, look.weight)
    if own.is_of_writer(*told, look.kinds) or own.is_of_topic(*told, is_signed=is_signed):
        return None if _tells_story(look) else NotArticle.INDEX_PAGE
    return None


def _tells_story(look: PageTraits) -> bool:
    """Whether a page states or shows that it is a story: its address may say else."""
    return look.known is not None and tells_story(look.known)


def _stands_apart(look: PageTraits, own: OwnPage, *, is_signed: bool) -> NotArticle | None:
    """What a page is that stands in the place of a story, or tells of its site."""
    # Content systems have one form for pages and posts: what shows a story is none of the site's own.
    if own.is_stated(declared=look.declared) and not _tells_story(look):
        return NotArticle.SERVICE
    if is_signed or (look.declared and not look.only_by_template):
        return None
    told = (look.tree, look.paragraphs, look.length)
    if look.facts.published:
        by_metas = all(source.startswith("meta") for source, _ in look.facts.published)
        is_wall = by_metas and asks_below_metas(*told)
    elif look.declared:
        is_wall = stands_below_metas(*told) or _is_called_error(look)
    else:
        is_wall = stands_for_story(*told)
    if is_wall and not look.shows_day:
        return NotArticle.ERROR_PAGE
    return NotArticle.SERVICE if not look.declared and own.is_service else None


def _is_called_error(look: PageTraits) -> bool:
    """Whether a short page has nothing but errors for headings, and its metas or its title call it so."""
    # A story may be called "404": it has paragraphs of its own, and not only those of other stories.
    if look.length >= _SHORT:
        return False
    teases = (
        len(look.shape.headings) >= _FEWEST_TEASERS
        and look.weight * max(map(len, look.paragraphs), default=0) < _BRIEF
    )
    if not (teases or is_note(look.paragraphs)):
        return False
    heads = [head for head in _texts(islice(look.tree.iter("h1"), _MOST_HEADS)) if head]
    titles = (MetaTags(look.tree).first("og:title") or "", *_texts(islice(look.tree.iter("title"), 1)))
    return bool(heads) and all(map(_is_of_error, heads)) and any(map(_is_of_error, titles))


def stands_for_home(url: str, tree: HtmlElement) -> bool:
    """Say whether the page at an address of a story says, twice, that it is the front page of its host.

    So sites answer for stories they have taken down. One statement may be a mistake of the site: of 1,954
    pages of the sets of articles six have one (a canonical link or `og:url` at the root) and none has both
    (2026-11). Sites made in the browser may have both on every page: where the text is sure to be one, nobody
    asks (SURE_OF_TEXT); a page with a headline (`h1`) is a story, and so is one whose address differs from
    the root in its query alone.
    """
    if not url or _path(url) in {"", "/"} or any(True for _ in tree.iter("h1")):
        return False
    links = (link for link in islice(tree.iter("link"), _MOST_ELEMENTS) if link.get("href"))
    canonical = next((link for link in links if (link.get("rel") or "").lower() == "canonical"), None)
    if canonical is None or not _is_root(canonical.get("href"), url):
        return False
    return _is_root(MetaTags(tree).first("og:url"), url)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _is_root(stated: str | None, url: str) -> bool:
    """Whether a stated address is the root of the host of `url`, with `www.` or without."""
    try:
        parts, own = urlsplit((stated or "").strip()), urlsplit(url)
        hosts = {(one.hostname or "").removeprefix("www.") for one in (parts, own)}
    except ValueError:
        return False
    return len(hosts) == 1 and parts.path in {"", "/"} and not (parts.query or parts.fragment)


def _is_error(look: PageTraits) -> bool:
    if look.declared or look.length >= _SHORT:
        return False
    titles = (*look.facts.titles[:6], *look.shape.titles())
    if any(map(is_error_title, titles)) or consent_phrases("\n".join(look.paragraphs)) >= FEWEST_PHRASES:
        return True
    is_told = any(map(is_note_title, titles)) and is_note(look.paragraphs)
    has_failed = any(map(is_failure_title, titles)) and is_note(look.paragraphs, _FAILURE)
    return (is_told or has_failed) and not look.shows_day


def _is_paywalled(look: PageTraits) -> bool:
    """A lead of two paragraphs is an article, a sentence above an offer is none.

    Nor is one paragraph, however long, above a wall that offers the rest, if the page says it is not free.
    """
    if look.length >= _SHORT or look.prose >= 2:
        return False
    offers = look.shape.offers()
    # What the offer says is no news, though its sentence may stand among the paragraphs.
    own = [line for line in look.paragraphs if not any(letters_only(line) in words for words in offers)]
    # Many pages have a wall that is shown when somebody has read enough of them.
    is_story = sum(map(count_stops, own)) >= SHORT_STORY
    if look.facts.for_subscribers and look.is_offered and not is_story:
        return True
    if look.weight * sum(map(len, own)) >= _STUB:
        return False
    return look.facts.for_subscribers or (bool(offers) and not is_story)


def _is_video(look: PageTraits) -> bool:
    if look.length >= _SHORT or look.prose >= 2:
        return False
    if look.parts.plays and set(look.paragraphs) <= {*look.parts.captions}:
        return True
    typed = any(kind.startswith("og:video") for kind in look.kinds)
    return typed or ("videoobject" in look.kinds and not look.declared)


def _is_gallery(look: PageTraits) -> bool:
    if look.prose < AMPLE and not look.declared and look.kinds & _GALLERIES:
        return True
    captions, share = look.shape.caption_share(_FEWEST_CAPTIONS)
    return captions >= _FEWEST_CAPTIONS and share >= _MOSTLY_CAPTIONS


def _is_index(look: PageTraits) -> bool:
    if look.declared or look.length > _LONGEST_MEAN * len(look.paragraphs):
        return False
    if len(look.shape.headings) >= _FEWEST_TEASERS and (_has_teasers(look) or _has_headlines(look)):
        return True
    if look.prose * 2 > len(look.paragraphs):
        return False
    links, share = look.shape.link_share()
    return links >= _FEWEST_LINKS and share >= _MOSTLY_LINKS


def _has_teasers(look: PageTraits) -> bool:
    if look.length > _LONGEST_TEASER * len(look.shape.headings):
        return False
    boxes, share = look.shape.teaser_share(_LONGEST_TEASER // look.weight)
    return boxes >= _FEWEST_TEASERS and share >= _MOSTLY_TEASERS


def _has_headlines(look: PageTraits) -> bool:
    headings, longest = look.shape.linked_headings()
    often = headings >= _FEWEST_TEASERS and headings * _LINES_A_TEASER >= len(look.paragraphs)
    return often and longest <= _LONGEST_STORY and look.length <= _LONGEST_TEASER * headings


_RULES: dict[NotArticle, Callable[[PageTraits], bool]] = {
    NotArticle.ERROR_PAGE: _is_error,
    NotArticle.PAYWALL: _is_paywalled,
    NotArticle.VIDEO: _is_video,
    NotArticle.GALLERY: _is_gallery,
    NotArticle.INDEX_PAGE: _is_index,
}
