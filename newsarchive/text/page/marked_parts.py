"""The parts of a page that its software names: the body, comments and their form, teasers, terms of copying.

Which names mean what stands in `data/marked_parts.tsv`. A name counts only as a whole: `comment` alone is
also what newspapers call an opinion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import filterfalse, islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.letters import letters_only
from newsarchive.text.page.density import link_blocks
from newsarchive.text.page.html_display import is_link_target
from newsarchive.text.page.newsletter_boxes import newsletter_boxes
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.sentences import says_something

# Boxes that announce other stories: one heading that is a link, and a few words about what it leads to.

MARKED_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_HOLDERS = frozenset({"li", "div", "td", "dt", "p", "section", "article", "header"})
_MOST_HEADINGS = 300
_SHORTEST_HEADLINE = 12  # characters; a menu's words are shorter, Chinese headlines hardly
# Steps from a heading up to the box of its teaser.
_HIGHEST = 5
_MOST_OF_TEASER = 4  # headings looked at around a day
_MOST_PIECES = 20


def leads_away(link: HtmlElement | None) -> bool:
    """Say whether an element is a link to another page."""
    if link is None or link.tag != "a":
        return False
    target = (link.get("href") or "").strip()
    return bool(target) and not target.startswith(("#", "javascript:"))


def linked_headings(tree: HtmlElement) -> list[HtmlElement]:
    """Return the headings that are links, and links that stand where a heading would."""
    headings = [
        heading for heading in islice(tree.iter(*MARKED_HEADINGS), _MOST_HEADINGS) if _is_linked(heading)
    ]
    inside = {link for heading in headings for link in (heading.getparent(), *heading.iter("a"))}
    held = Counter(holder for heading in headings for holder in islice(heading.iterancestors(), _HIGHEST))
    links = (link for link in tree.iter("a") if link not in inside and _heads(link))
    return [*headings, *islice((link for link in links if not _is_beside(link, held)), _MOST_HEADINGS)]


def _is_beside(link: HtmlElement, held: Counter[HtmlElement]) -> bool:
    """Whether a link stands in the box of one heading: whose story it is, or in which section."""
    near = next((holder for holder in islice(link.iterancestors(), _HIGHEST) if holder in held), None)
    return near is not None and near.tag not in _WHOLE and held[near] == 1


def is_of_teaser(day: HtmlElement) -> bool:
    """Say whether a day is that of a story the page leads to: the nearest headings are linked, and no h1."""
    for holder in (day, *islice(day.iterancestors(), _HIGHEST)):
        heads = [*islice(holder.iter(*MARKED_HEADINGS), _MOST_OF_TEASER)]
        if heads:
            return all(one.tag != "h1" for one in heads) and bool(linked_headings(holder))
    return False


def _heads(link: HtmlElement) -> bool:
    """Whether a link begins its box and no words stand beside it, and is as long as a headline."""
    holder = link.getparent()
    if holder is None or holder.tag not in _HOLDERS or link.getprevious() is not None:
        return False
    if (holder.text or "").strip() or (link.tail or "").strip() or not leads_away(link):
        return False
    letters = sum(len(text.strip()) for text in islice(link.itertext(), 20))
    return letters >= _SHORTEST_HEADLINE


def teasers(headings: list[HtmlElement]) -> Iterator[list[str]]:
    """Yield the pieces of text of the largest box around each heading that holds no other of `headings`.

    A term's box is its definition too.
    """
    held = Counter(holder for heading in headings for holder in islice(heading.iterancestors(), _HIGHEST))
    for heading in headings:
        box = heading
        for holder in islice(heading.iterancestors(), _HIGHEST):
            if held[holder] > 1:
                break
            box = holder
        definitions = takewhile(lambda each: each.tag == "dd", box.itersiblings()) if box.tag == "dt" else ()
        texts = (text for each in (box, *definitions) for text in each.itertext() if text.strip())
        yield list(islice(texts, _MOST_PIECES))


# The real pages have 19,437 tags at most (2026-11).
_MOST_ELEMENTS = 60_000
_LONGEST_NAME = 400
# Characters from which a line with a link in it is one of prose.
_LONG_LINE = 80
_TYPES = ("type", "data-type")
_NAMING = ("class", "id", "itemprop", "itemtype", *_TYPES)
# What is larger than a part of a page, whatever it is called.
_WHOLE = frozenset({"html", "body", "main"})
# Where other stories stand, each with a body of its own.
_OTHERS = frozenset({"li", "aside", "nav", "footer"})
# What readers write into: no field of a search, which stands on every page and says nothing.
_FIELDS = frozenset({"email", "password", "tel"})
# A form readers fill in says so much and no more, in characters; old sites put whole pages into one.
_LONGEST_FORM, _MOST_SAID, _SAID = 1_000, 2, 60
# On what terms a post may be copied, and how its writer may be rewarded: a URL, a name, a notice. In bytes:
# an ideograph says as much as three letters.
_LONGEST_TERMS = 800
# A button that asks for a reward says a word or two: 打賞, Belohnung, "Buy me a coffee".
_LONGEST_BUTTON = 40
_SIGN_OF_TERMS = re.compile(
    r"https?://|\bCC[ -]BY|copyright|©|licen[sc]|urheberrecht|droits? d|лиценз|حقوق"
    r"|版权|版權|著作[权權]|许可|許可|转载|轉載|저작권|라이선스|ライセンス|ลิขสิทธิ์|bản quyền",
    re.IGNORECASE,
)
_HIGHEST_TERMS = 3
_ABOVE_TEXT = frozenset({"h1", "h2", "h3", "header", "script", "style"})
_MOST_MAIN_HEADINGS, _MOST_FORMS, _MOST_BETWEEN = 3, 50, 20
# A body with less of the text than this share of the largest is a box's in the margin: Drupal calls both so.
_SMALL = 0.2
# More than one is no box in the margin but a story of its own: blogs list short ones between long ones.
_MOST_SMALL = 1
_LONGEST_ABOUT_LINKS = 20
# What stands around a body that is the page's main part: labels of so many characters in all, and of so many
# bytes each, since an ideograph says as much as three letters.
_BESIDE_MAIN = ("a", "h1", "header", "aside", "nav", "footer", "form")
_MOST_AROUND, _LONGEST_AROUND, _LONGEST_DAY_LINE = 60, 40, 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RIGHTS = re.compile(r"©|copyright", re.IGNORECASE)
_PRINTED = "mw-parser-output"
_FRONT_PAGE = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w{3,5})?|(?:\.{1,2}/)*(?:index\.\w{3,5})?")
_AUTHOR = re.compile(r"(?<![a-z])authors?(?![a-z])", re.IGNORECASE)
_CUT = "data-newsarchive-cut"
_MOST_CAPTIONS = 50
# A box of credits or tags, a teaser: names, days, headlines. Characters.
_LONGEST_ASIDE, _MOST_TEASERS = 200, 50
# A headline that is a link, and what may stand beside it in a box that only its `data-type` calls related.
_SHORTEST_LINKED, _LONGEST_TEASER = 15, 160
# "Written by", the name of the site, "1 min read". Characters.
_LONGEST_BESIDE_CREDIT = 40
_PLAYER = re.compile(r"youtu|vimeo|dailymotion|bilibili|twitch|soundcloud|video|player|embed", re.IGNORECASE)


@dataclass(frozen=True)
class MarkedParts:
    """Elements of one tree: the body (more than one where it is set in parts), what is not of the article.

    `paywalled`: a message, one of the others, stands in the place of the rest of the text. `terms` are those
    of the others that say on what terms the story may be copied, or ask for a reward. `asides` stand in the
    body and are no prose: who wrote it and when, its tags, teasers of other stories. `offers`, of the others
    too, are boxes that offer letters by mail.
    """

    body: tuple[HtmlElement, ...] = ()
    others: tuple[HtmlElement, ...] = ()
    paywalled: bool = False
    terms: tuple[HtmlElement, ...] = ()
    asides: tuple[HtmlElement, ...] = ()
    offers: tuple[HtmlElement, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body, a table's row one of them, without those of other parts and of asides."""
        apart = frozenset((*self.others, *self.asides))
        return tuple(block.text for one in self.body for block in page_blocks(one, apart).blocks)

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """Those lines of the body, without lists of links."""
        apart = frozenset((*self.others, *self.asides))
        found = (page_blocks(one, apart | link_blocks(one)) for one in self.body)
        return tuple(block.text for page in found for block in page.blocks)

    @cached_property
    def plays(self) -> bool:
        """Whether the body holds a film or sound."""
        players = (player for one in self.body for player in one.iter("video", "audio", "iframe"))
        return any(player.tag != "iframe" or _PLAYER.search(player.get("src") or "") for player in players)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """The lines of the body that explain a picture or film."""
        found = (caption for one in self.body for caption in one.iter("figcaption"))
        return tuple(line for caption in islice(found, _MOST_CAPTIONS) for line in page_lines(caption))


NO_PARTS = MarkedParts()


def marked_parts(page: Page) -> MarkedParts:
    """Return the parts of a page that are named; total. No other part holds the headline or the body."""
    model = model_of(page)
    named = _named_elements(model)
    heading = _with_holders(islice(filterfalse(_leads_home, model.iter("h1")), _MOST_MAIN_HEADINGS))
    terms = tuple(filter(_is_terms, named["terms"]))
    offers = tuple(newsletter_boxes(model))
    others = [
        element
        for element in (
            *named["comments"],
            *filter(_leads_away, named["teasers"]),
            *filter(_asks_to_subscribe, named["signup"]),
            *offers,
            *named["margins"],
            *terms,
            *filter(_is_filled_in, islice(model.iter("form"), _MOST_FORMS)),
        )
        if element not in heading
    ]
    apart = {*named["comments"], *others}
    # A wiki's box for what its program printed is empty where the text stands elsewhere.
    bodies = [one for one in named["body"] if _PRINTED not in (one.get("class") or "").split() or _size(one)]
    body = _one_body([one for one in bodies if one not in apart and not _stands_apart(one, apart)])
    body = body or _plain_main(model, frozenset(others))
    holders = _with_holders(body)
    walls = [wall for wall in named["paywall"] if _is_wall(wall, body)]
    return MarkedParts(
        body=body,
        others=tuple(dict.fromkeys(one for one in (*others, *walls) if one not in holders)),
        paywalled=bool(walls),
        terms=tuple(one for one in terms if one not in holders and one not in heading),
        asides=tuple(_asides(body, named["credits"])),
        offers=offers,
    )


def without(tree: HtmlElement, parts: tuple[HtmlElement, ...]) -> HtmlElement:
    """Return a copy of `tree` without these elements, the text behind them kept; itself for none."""
    if not parts:
        return tree
    for part in parts:
        part.set(_CUT, "")
    try:
        copy = deepcopy(tree)
    finally:
        for part in parts:
            del part.attrib[_CUT]
    for part in list(copy.iter()):
        if isinstance(part.tag, str) and _CUT in part.attrib and part.getparent() is not None:
            part.drop_tree()
    return copy


def _named_elements(model: PageModel) -> dict[str, list[HtmlElement]]:
    """The elements of each part, in document order."""
    named: dict[str, set[int]] = {"body": set(), "comments": set(), "teasers": set()}
    named |= {"signup": set(), "paywall": set(), "terms": set(), "credits": set(), "margins": set()}
    for attribute in _NAMING:
        meanings = _Meanings(attribute)
        for place, value in model.having(attribute):
            if (
                (parts := meanings[value])
                and place < _MOST_ELEMENTS
                and model.element(place).tag not in _WHOLE
            ):
                if attribute in _TYPES and _tells_more(model.element(place)):
                    continue
                for part in parts:
                    named[part].add(place)
    return {part: [model.element(place) for place in sorted(places)] for part, places in named.items()}


class _Meanings(dict[str, frozenset[str]]):
    """The parts that each value of an attribute names; a page has hundreds, each is read once."""

    def __init__(self, attribute: str) -> None:
        self._names = _table()[attribute]

    def __missing__(self, value: str) -> frozenset[str]:
        words = value.lower().split() if len(value) <= _LONGEST_NAME else []
        if "/" in value:
            words = [word.rpartition("/")[2] for word in words]
        parts = self[value] = self._names.parts(words)
        return parts


def _with_holders(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The elements and all that hold them."""
    held: set[HtmlElement] = set()
    for element in elements:
        held.add(element)
        for holder in element.iterancestors():
            if holder in held:
                break
            held.add(holder)
    return held


def _stands_apart(element: HtmlElement, others: set[HtmlElement]) -> bool:
    return any(holder in others or holder.tag in _OTHERS for holder in element.iterancestors())


def _plain_main(model: PageModel, apart: Collection[HtmlElement]) -> tuple[HtmlElement, ...]:
    """The page's main part, where that is sentences alone: short news of software that names no body.

    The main part of most pages holds headline, by-line and labels too: that is no body. Nor is a notice, or a
    lead whose story goes on elsewhere: beside a body stand its headline and labels, in an
    `article` or with a `time`.
    """
    roles = (model.element(place) for place, role in model.having("role") if role == "main")
    found = {*model.iter("main"), *roles}
    if len(found) != 1:
        return ()
    (main,) = found
    if next(main.iter(*MARKED_HEADINGS), None) is not None or _size(main) > _LONGEST_FORM:
        return ()
    lines = page_lines(main, apart)
    if not lines or not all(map(says_something, lines)):
        return ()
    title = letters_only(model.tree.findtext(".//title") or "")
    beside = page_lines(model.tree, {main, *apart, *model.iter(*_BESIDE_MAIN)})
    around = [line for line in beside if letters_only(line) not in title]
    dated = filter(_YEAR.search, (line for line in around if len(line) <= _LONGEST_DAY_LINE))
    days = [line for line in dated if not _RIGHTS.search(line)]
    rest = [line for line in around if line not in days]
    if sum(map(len, rest)) > _MOST_AROUND or any(len(line.encode()) > _LONGEST_AROUND for line in rest):
        return ()
    # A search and a login have no day.
    in_article = next(main.iterancestors("article"), None) is not None
    return (main,) if days or in_article or next(model.iter("time"), None) is not None else ()


def _one_body(elements: list[HtmlElement]) -> tuple[HtmlElement, ...]:
    """The outermost of the elements, where they are those of one article: one of them, or neighbours.

    A body for each of several stories is that of none: so look pages that list them whole, long beside short.
    """
    inside = set(elements)
    outer = [one for one in elements if not any(holder in inside for holder in one.iterancestors())]
    sizes = {one: _size(one) for one in outer}
    most = max(sizes.values(), default=0)
    large = [one for one in outer if sizes[one] >= _SMALL * most]
    if len(large) > 1 and most < _LONGEST_FORM:
        # Of little text each may be a box in the margin: tags in a box that is called as the story is.
        large = [one for one in large if not _is_of_links(one)] or large
    if len(outer) > len(large) + _MOST_SMALL:
        return ()
    if len({one.getparent() for one in large}) > 1 or any(_holds_headings(large)):
        return ()
    return tuple(large)


def _is_of_links(box: HtmlElement) -> bool:
    """Whether a box is links and a word about them."""
    linked = sum(_size(link) for link in box.iter("a") if not is_link_target(link))
    return linked > 0 and _size(box) - linked <= _LONGEST_ABOUT_LINKS


def _holds_headings(elements: list[HtmlElement]) -> Iterator[bool]:
    """Of several bodies in one box: whether headings stand between them, as those of stories do."""
    for element in elements[1:]:
        for before in islice(element.itersiblings(preceding=True), _MOST_BETWEEN):
            if before in elements:
                break
            yield before.tag in MARKED_HEADINGS or before.find(".//h2") is not None


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _tells_more(element: HtmlElement) -> bool:
    """Whether most of a box is sentences that are no links: more than one to a link, or with some in them."""
    links = [link for link in islice(element.iter("a"), _MOST_TEASERS) if leads_away(link)]
    linked = [line for link in links for line in page_lines(link)]
    told = [line for line in page_lines(element) if says_something(line) or len(line) >= _LONG_LINE]
    own = [line for line in told if not any(2 * len(one) >= len(line) and one in line for one in linked)]
    holds_link = any(one in line for line in own for one in linked)
    return (len(own) > len(links) or holds_link) and 2 * sum(map(len, own)) > _size(element)


def _leads_away(element: HtmlElement) -> bool:
    """Whether a box of other stories has a link to one; of the type alone, and little else beside its links.

    Editors' systems call a passage of the report so that leads to its documents, too.
    """
    links = [link for link in islice(element.iter("a"), 10) if leads_away(link)]
    named = (_Meanings(name)[element.get(name) or ""] for name in ("class", "id", "type"))
    if not links or any("teasers" in parts for parts in named):
        return bool(links)
    first = max(map(_size, links))
    return first >= _SHORTEST_LINKED and _size(element) <= first + _LONGEST_TEASER


def _leads_home(heading: HtmlElement) -> bool:
    """Whether a heading is nothing but a link to the front page: the site's name."""
    link = heading.find(".//a")
    if link is None or _size(link) < _size(heading):
        return False
    target = (link.get("href") or "").strip().partition("#")[0]
    return bool(target) and _FRONT_PAGE.fullmatch(target) is not None


def _is_linked(heading: HtmlElement) -> bool:
    return leads_away(heading.find(".//a")) or leads_away(heading.getparent())


def _asks_to_subscribe(box: HtmlElement) -> bool:
    """Whether readers write into a box named after the newsletter it offers, and it holds little else."""
    return box.find(".//input") is not None and _size(box) <= _LONGEST_FORM


def _is_terms(box: HtmlElement) -> bool:
    """Whether a box named after terms or rewards is one by what it says, and stands below words.

    A story about a reward may stand in such a box: it is longer, and has neither licence nor button.
    """
    texts = [text.strip() for text in box.itertext() if text.strip()]
    size = sum(len(text.encode()) for text in texts)
    if not texts or size > _LONGEST_TERMS or not _stands_below_words(box):
        return False
    if size <= _LONGEST_BUTTON:
        return True
    return any(map(_SIGN_OF_TERMS.search, texts)) or box.find(".//a[@rel='license']") is not None


def _stands_below_words(box: HtmlElement) -> bool:
    """Whether words stand above the box in one of the boxes around it, headings aside."""
    for holder in islice((box, *box.iterancestors()), _HIGHEST_TERMS):
        for before in islice(holder.itersiblings(preceding=True), _MOST_BETWEEN):
            if before.tag not in _ABOVE_TEXT and any(text.strip() for text in before.itertext()):
                return True
    return False


def _asides(body: tuple[HtmlElement, ...], credited: list[HtmlElement]) -> Iterator[HtmlElement]:
    """The boxes in the body that are named after credits or tags and are such, and teasers there."""
    for box in credited:
        inside = any(holder in body for holder in box.iterancestors())
        if inside and (_is_of_links(box) or _is_credit(box)) and _holds_no_sentence(box):
            yield box
    for one in body:
        yield from (
            teaser
            for teaser in islice(one.iter("article"), _MOST_TEASERS)
            if teaser is not one and _leads_away(teaser) and _holds_no_sentence(teaser)
        )


def _is_credit(box: HtmlElement) -> bool:
    """Whether a box names a day in markup or an author by a link, and says little besides.

    Theatres and weather desks put what they have to say into boxes called so, too.
    """
    stated = [one for one in box.iter("time", "a") if one.tag == "time" or _is_of_author(one)]
    known = sum(len("".join(one.itertext()).strip()) for one in stated)
    return bool(stated) and _size(box) - known <= _LONGEST_BESIDE_CREDIT


def _is_of_author(link: HtmlElement) -> bool:
    return _AUTHOR.search(" ".join(link.get(name) or "" for name in ("rel", "itemprop", "href"))) is not None


def _holds_no_sentence(box: HtmlElement) -> bool:
    texts = [text.strip() for text in box.itertext() if text.strip()]
    return sum(map(len, texts)) <= _LONGEST_ASIDE and not any(map(says_something, texts))


def _is_filled_in(form: HtmlElement) -> bool:
    """Whether readers write into a form, and it holds little else."""
    fields = (field for field in form.iter("input") if (field.get("type") or "").lower() in _FIELDS)
    if form.find(".//textarea") is None and next(fields, None) is None:
        return False
    said = sum(_size(paragraph) > _SAID for paragraph in form.iter("p"))
    return said <= _MOST_SAID and _size(form) <= _LONGEST_FORM


def _is_wall(element: HtmlElement, body: tuple[HtmlElement, ...]) -> bool:
    """Whether the message stands where the text would go on; what is hidden was emptied before."""
    if body and not any(holder in body for holder in element.iterancestors()):
        return False
    return any(text.strip() for text in element.itertext())


@dataclass(frozen=True)
class _Names:
    """The names of one attribute: the words of each, and the part it means; any word of them."""

    meanings: tuple[tuple[frozenset[str], str], ...]
    words: frozenset[str]

    def parts(self, words: list[str]) -> frozenset[str]:
        """The parts whose names stand among `words`; nearly always none."""
        if self.words.isdisjoint(words):
            return frozenset()
        return frozenset(part for name, part in self.meanings if name.issubset(words))


@cache
def _table() -> dict[str, _Names]:
    """The names by attribute."""
    text = files("newsarchive.text.page").joinpath("data/marked_parts.tsv").read_text("utf-8")
    table: dict[str, list[tuple[frozenset[str], str]]] = {attribute: [] for attribute in _NAMING}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            part, attribute, names, _ = line.split("\t")
            table[attribute] += ((frozenset(name.split(".")), part) for name in names.split())
    return {
        attribute: _Names(tuple(meanings), frozenset().union(*(name for name, _ in meanings)))
        for attribute, meanings in table.items()
    }
