"""Pages that list stories, however few and however much of each: front pages, archives, tags, searches.

What they tell reads like an article. A reader sees that the first sentence stands below a headline that leads
to another page of the site, and that nothing on the page is a headline of its own. Where the address or the
heading says that stories are listed, one is enough; elsewhere it takes some, each with its day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import is_headline_long, joined_address, story_place
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.html_display import first_link
from newsarchive.text.page.page_blocks import TAG_BIT, Block
from newsarchive.text.page.structured_data import meta_tags, says_article
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.page_kinds.own_pages import own_names
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

_HEADS = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3", "h4"))
# What is the headline of what stands below it; h6, which counts as h4, may be a line of authors and days.
_OWN_HEADS = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3"))
_LONGEST_ADDRESS, _MOST_LINKS, _LONGEST_HEAD, _MOST_IN_HEAD, _MOST_TITLES = 1_000, 20, 300, 20, 4
_MOST_HEADS = 300
# Lines between a headline and the first sentence below it: a day, an author, a section, how many comments.
_MOST_BETWEEN = 8
# The share of the letters of sentences that may stand above: what a topic is, who a writer is.
_MOST_ABOVE = 0.25
# What stands in a line beside the link that is its headline: a number, a sign.
_HEADLINE = 0.8
# Stories that make a list where nothing says that the page is one, and on a front page; each with a sentence.
_FEWEST_DATED, _FEWEST_ON_FRONT = 3, 2
_FILE_END = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do|action)$")
_YEAR, _PART_OF_YEAR, _NUMBER = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{1,2}"), re.compile(r"\d{1,4}")
_MONTH_AND_DAY = 12
_LANGUAGE = re.compile(r"[a-z]{2}")
_HEADLINE_SEGMENT = re.compile(r"(?:[^-_]+[-_]+){3}[^-_]|\d{5}")
# The words of a name beside those of a list ("Posts by …"); a longer one has capitals.
_SHORT_NAME, _LONGEST_NAME, _LONGEST_PREPOSITION, _LONGEST_SMALL, _UNSPACED_WORD = 2, 4, 4, 3, 3
# What stands in a sentence and in no name; the point and the comma of a day may.
_SENTENCE = re.compile(r"[!?;…。！？，、؟،।«»:：]|\.\s*$|(?<!\d)[.,](?=\s)|,\s(?!\d)")
_QUOTES = "\"'“”‘’„("
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_COLONS = re.compile(r"\s{0,3}[:：]")
# What a list's address is asked for besides: where in it, in what order, in what language.
_PAGE = frozenset({"page", "paged", "pg"})
_ORDER = _PAGE | frozenset({"sort", "order", "orderby", "lang", "hl", "limit", "offset"})


@dataclass(frozen=True, slots=True)
class ListNames:
    """The names of data/story_lists.tsv, letters only, by their use."""

    filed: frozenset[str]
    authors: frozenset[str]
    lists: frozenset[str]
    searches: frozenset[str]
    asked: frozenset[str]
    turned: frozenset[str]
    labels: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    found: frozenset[str]
    # The numbers of the phrases that begin or end with a word.
    by_edge: Mapping[str, frozenset[int]]


@cache
def list_names() -> ListNames:
    """Return how lists of stories are called."""
    text = files("newsarchive.text.page_kinds").joinpath("data/story_lists.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    words = {use: frozenset(names.split()) for use, language, names, *_ in rows if language == "-"}
    phrases: dict[str, list[str]] = {"label": [], "phrase": [], "found": []}
    for use, language, *names in rows:
        if language != "-":
            phrases[use] += names
    own = own_names()
    listed = tuple(dict.fromkeys(tuple(_words(one)) for one in phrases["phrase"]))
    by_edge: defaultdict[str, set[int]] = defaultdict(set)
    for number, phrase in enumerate(listed):
        for word in (phrase[0], phrase[-1]):
            by_edge[word].add(number)
    return ListNames(
        filed=words["filed"] | own.authors | own.topics,
        authors=own.authors,
        lists=words["list"],
        searches=words["search"],
        asked=words["asked"],
        turned=words["turned"],
        labels=frozenset(map(letters_only, phrases["label"])),
        phrases=listed,
        found=frozenset(map(letters_only, phrases["found"])),
        by_edge={word: frozenset(numbers) for word, numbers in by_edge.items()},
    )


class StoryListAddress:
    """What the address of a page says of it; `name` is that under which its stories are filed.

    `is_of_author`: that is the name of who wrote them. `is_of_time`: it ends with a year or a month or day
    of one, as that of a story may, too. `depth` is the number of segments.
    """

    def __init__(self, url: str) -> None:
        self.is_front = self.is_filed = self.is_search = self.is_of_author = self.is_of_time = False
        self.name, self.depth = "", 0
        try:
            parts = urlsplit(url[:_LONGEST_ADDRESS])
            query = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            return
        asked = {key.lower() for key, _ in query}
        segments = [_FILE_END.sub("", one) for one in unquote(parts.path).lower().split("/") if one]
        if segments and segments[-1] in ("index", "default"):
            segments.pop()
        if len(segments) > 1 and segments[-2] in list_names().turned and _NUMBER.fullmatch(segments[-1]):
            segments = segments[:-2]
        self.depth = len(segments)
        pages = [value for key, value in query if key.lower() in _PAGE]
        if pages and (
            (not segments and _FILE_END.search(parts.path)) or not all(map(_NUMBER.fullmatch, pages))
        ):
            return  # "index.php?page=212", "?page=harbour-fire": what some systems call a story
        # What stories are filed under has few words, and no number as content systems give stories.
        is_headline = bool(segments) and _HEADLINE_SEGMENT.search(segments[-1]) is not None
        self._tell([*map(_plain, segments)], asked, is_known=bool(parts.hostname), is_headline=is_headline)

    def _tell(self, segments: list[str], asked: set[str], *, is_known: bool, is_headline: bool) -> None:
        names = list_names()
        last, before = (segments or [""])[-1], (segments or [""])[:-1]
        if last in names.searches or (not segments and asked & names.asked):
            self.is_search = self.is_filed = True
        elif asked <= _ORDER:
            self.is_front = is_known and not segments
            self.is_filed = self.is_front or last in names.lists
            if before and before[-1] in names.filed and not is_headline:
                self.is_filed, self.name = True, last
                self.is_of_author = before[-1] in names.authors
            elif found := _year(segments):
                year, above = found
                self.is_of_time = True
                if all(one in names.lists or _LANGUAGE.fullmatch(one) for one in above):
                    self.is_filed, self.name = True, year


def _plain(segment: str) -> str:
    """A segment without its signs, its digits kept."""
    return re.sub(r"[\W_]+", "", segment)


def _year(segments: list[str]) -> tuple[str, list[str]] | None:
    """The year with which segments end, a month and a day behind it or not, and the segments before it."""
    rest = [*segments]
    while rest and len(segments) - len(rest) < 2 and _PART_OF_YEAR.fullmatch(rest[-1]):
        rest.pop()
    return (rest[-1], rest[:-1]) if rest and _YEAR.fullmatch(rest[-1]) else None


def is_list_heading(text: str) -> bool:
    """Say whether a heading is that of a list: "Tag: ferry", "Posts by Ada Roe", "標籤：港口".

    Beside the label or the words of a list stands a name: "Posts by mayor anger Ormsby" is a headline.
    """
    found = _COLONS.search(text)
    names = list_names()
    if found and letters_only(text[: found.start()]) in names.labels:
        return _is_name(text[found.end() :])
    told = [word for word in text.split() if letters_only(word)]
    words = tuple(map(letters_only, told))
    for phrase in _phrases_near(words, names):
        size = len(phrase)
        if words == phrase:
            return True
        if words[:size] == phrase:
            is_proper = len(phrase[-1]) <= _LONGEST_PREPOSITION
            return _is_name(" ".join(told[size:]), is_proper=is_proper)
        if words[-size:] == phrase:
            return _is_name(" ".join(told[:-size]))
        if size == 1 and _UNSPACED.search(phrase[0]) and len(words) == 1 and phrase[0] in words[0]:
            head, _, tail = words[0].partition(phrase[0])
            return not (head and tail) and not _SENTENCE.search(text) and _is_name(head or tail)
    return False


def _phrases_near(words: tuple[str, ...], names: ListNames) -> Iterable[tuple[str, ...]]:
    """The phrases of lists, in their order, with which words may begin or end; all within an unspaced one."""
    if not words:
        return ()
    if len(words) == 1 and _UNSPACED.search(words[0]):
        return names.phrases
    none: frozenset[int] = frozenset()
    near = names.by_edge.get(words[0], none) | names.by_edge.get(words[-1], none)
    return [names.phrases[number] for number in sorted(near)]


def _words(text: str) -> list[str]:
    return [letters for word in text.split() if (letters := letters_only(word))]


def _is_name(text: str, *, is_proper: bool = False) -> bool:
    """Whether a text is short enough for a name or a day: two words, or up to four with capitals.

    `is_proper`: also one or two words must not begin with a small letter.
    """
    words = [word for word in text.split() if letters_only(word)]
    unspaced = -(-len(_UNSPACED.findall(text)) // _UNSPACED_WORD)
    if not words or len(words) > _LONGEST_NAME or unspaced > _SHORT_NAME or _SENTENCE.search(text):
        return False
    small = [word for word in words if word.strip(_QUOTES)[:1].islower()]
    if len(words) <= _SHORT_NAME:
        return not (is_proper and small)
    has_year = _YEAR.fullmatch(letters_only(words[-1])) is not None
    return has_year or (
        any(word.strip(_QUOTES)[:1].isupper() for word in words)
        and all(len(one) <= _LONGEST_SMALL for one in small)
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A headline that leads to another page: the number of its block, the bit of its tag (0: no heading)."""

    place: int
    text: str
    tag: int


def lists_stories(known: PageToSort) -> bool:
    """Say whether the page lists stories: by its address or heading, and by how its text stands."""
    return _StoryList(known).is_list


def is_one_story(known: PageToSort) -> bool:
    """Say whether the page has a headline of its own, and no line of its text is of another story.

    Such a line is a headline that leads to another page, or stands right below one.
    """
    return _StoryList(known).is_one_story


def is_empty_search(known: PageToSort) -> bool:
    """Say whether the page is one to search by: its address and its heading say so, and it is no story.

    A film may be called so, too: what has a day is none, nor what has an author and stands in a section.
    """
    address = StoryListAddress(known.url)
    if not address.is_search or known.dated_by or (known.names and address.depth > 1):
        return False
    heads = [tidy("".join(islice(head.itertext(), _MOST_IN_HEAD))) for head in known.model.iter("h1")]
    titles = [one for one in _titles(known) if not heads]
    told = {letters_only(one) for one in (*heads, *titles, *(part for one in titles for part in _parts(one)))}
    return not told.isdisjoint(list_names().found) and not says_article(known.stated, known.model.tree)


def _titles(known: PageToSort) -> list[str]:
    """The title, and that for those who share the page."""
    own = islice(known.model.iter("title"), _MOST_TITLES)
    titles = ["".join(islice(one.itertext(), _MOST_IN_HEAD))[:_LONGEST_HEAD] for one in own]
    shared = meta_tags(known.model).first("og:title") or ""
    return [text for one in (*titles, shared) if (text := tidy(one))]


def _parts(title: str) -> list[str]:
    return re.split(r"\s[|–—·•»-]\s|[_|｜]", title)


class _StoryList:
    """A page looked at as a list of stories, only as far as it may be one."""

    def __init__(self, known: PageToSort) -> None:
        self._known = known
        self._blocks = known.page.blocks
        self._address = StoryListAddress(known.url)

    @property
    def is_list(self) -> bool:
        """Whether the text stands below headlines that lead elsewhere, and the page has none of its own."""
        heads = [*islice(self._headings(), _MOST_HEADS)]
        is_filed = self._address.is_filed or self._is_headed
        if not is_filed and len(heads) < _FEWEST_DATED:
            return False
        if says_article(self._known.stated, self._known.model.tree):
            return False
        if self._address.is_filed:
            heads = sorted(
                {head.place: head for head in (*islice(self._links(), _MOST_HEADS), *heads)}.values(),
                key=_place,
            )
        if self._names_one(heads) or self._has_headline() or self._heads_text(is_filed=is_filed):
            return False
        if not is_filed:
            return self._is_below(heads, 0) and self._are_dated(heads)
        if self._address.is_front:
            return self._is_below(heads, _MOST_ABOVE) and self._told(heads) >= _FEWEST_ON_FRONT
        return self._is_below(heads, _MOST_ABOVE) or self._is_linked(heads)

    @property
    def is_one_story(self) -> bool:
        """Whether the page has a headline, and its text neither is nor stands below those of others."""
        if not self._known.inside or not self._has_headline():
            return False
        heads = (*islice(self._links(), _MOST_HEADS), *islice(self._headings(), _MOST_HEADS))
        places = {head.place for head in heads}
        return not any(at in places or self._is_right_below(at, places) for at, _ in self._known.inside)

    @cached_property
    def _titles(self) -> list[str]:
        return _titles(self._known)

    @property
    def _is_headed(self) -> bool:
        """Whether an h1, the title or a part of it is the heading of a list."""
        heads = islice(self._known.model.iter("h1", "title"), _MOST_TITLES)
        texts = [tidy("".join(islice(one.itertext(), _MOST_IN_HEAD))[:_LONGEST_HEAD]) for one in heads]
        return any(is_list_heading(part) for text in texts for part in (text, *_parts(text)))

    @cached_property
    def _own(self) -> frozenset[str]:
        """The addresses of the page: its own, and those it says it has."""
        metas = (
            one.get("href") or one.get("content") or ""
            for one in self._known.model.iter("link", "meta")
            if one.get("rel") == "canonical" or one.get("property") == "og:url"
        )
        url = self._known.url
        return frozenset(story_place(joined_address(url, one)) for one in (url, *metas) if one) - {""}

    def _leads_on(self, link: HtmlElement | None) -> bool:
        """Whether a link leads to another page of the site that is no list, and to no part of this one."""
        href = (link.get("href") or "").strip() if link is not None else ""
        if not href or href.startswith("#"):
            return False
        place = story_place(joined_address(self._known.url, href))
        host = self._known.address[0].removeprefix("www.")
        if not host or place.partition("/")[0] != host:
            return False
        paths = [own.partition("?")[0] for own in self._own]
        path = place.partition("?")[0]
        address = StoryListAddress(f"//{place}")
        if path in paths or address.is_filed or address.is_of_time:
            return False
        # Entries of a live blog have addresses below its own; those of a list have them, too.
        return self._address.is_filed or not any(path.startswith(f"{one}/") for one in paths)

    def _headings(self) -> Iterator[_Head]:
        """The headings that are links to other pages of the site."""
        for box in self._known.page.boxes:
            if not box.tag & _HEADS or box.end <= box.first or box.element is None:
                continue
            text = self._blocks[box.first].text
            link = first_link(box.element)
            if link is None:
                link = next((one for one in islice(box.element.iterancestors(), 3) if one.tag == "a"), None)
            elif count_letters("".join(link.itertext())) < _HEADLINE * count_letters(text):
                continue
            if is_headline_long(text) and self._leads_on(link):
                yield _Head(box.first, text, box.tag & _HEADS)

    def _links(self) -> Iterator[_Head]:
        """The lines that are nothing but a link to another page of the site, as long as headlines."""
        for place, block in enumerate(self._blocks):
            text = block.text
            if block.linked < _HEADLINE * len(text) or not is_headline_long(text) or says_something(text):
                continue
            if block.box.element is None or block.box.tags & (TAG_BIT["nav"] | TAG_BIT["footer"]):
                continue
            links = islice(block.box.element.iter("a"), _MOST_LINKS)
            if any(tidy("".join(one.itertext())) in text and self._leads_on(one) for one in links):
                yield _Head(place, text, 0)

    def _names_one(self, heads: Iterable[_Head]) -> bool:
        """Whether the page has the title of one of its stories: then it is that story's page."""
        titles = [letters_only(one) for one in self._titles]
        told = [letters for head in heads if (letters := letters_only(head.text))]
        return any(letters in title for title in titles for letters in told)

    def _has_headline(self) -> bool:
        """Whether a line of the page is its title and neither the site's name nor that of a list."""
        if self._address.is_front:
            return False
        whole, told = " ".join(self._titles), [letters_only(one) for one in self._titles]
        for block in self._blocks:
            text = block.text
            if not is_headline_long(text) or len(text) > _LONGEST_HEAD or block.linked * 2 > len(text):
                continue
            # Signs and capitals may differ; a line of the site's rights ends like a title at most.
            letters = letters_only(text)
            is_told = text in whole or (letters and any(one.startswith(letters) for one in told))
            if is_told and not self._is_of_list(text):
                return True
        return False

    def _heads_text(self, *, is_filed: bool) -> bool:
        """Whether a heading that leads nowhere has a sentence right below: the title may name the site alone.

        Stories that are told in full have such headings (`h2`), too.
        """
        if self._address.is_front:
            return False
        tags = TAG_BIT["h1"] if is_filed else TAG_BIT["h1"] | TAG_BIT["h2"]
        for box in self._known.page.boxes:
            if not box.tag & tags or box.end <= box.first:
                continue
            text = self._blocks[box.first].text
            if self._blocks[box.first].linked or not is_headline_long(text) or self._is_of_list(text):
                continue
            for block in self._blocks[box.end : box.end + _MOST_BETWEEN]:
                if block.box.tags & _OWN_HEADS or (block.linked > _HEADLINE * len(block.text)):
                    break
                if says_something(block.text):
                    return True
        return False

    def _is_of_list(self, text: str) -> bool:
        """Whether a heading names the site, or the list."""
        letters, host = letters_only(text), letters_only(self._known.address[0])
        is_site = letters in (self._site, "") or letters in host
        return is_site or is_list_heading(text) or self._is_filed_under(text)

    @cached_property
    def _site(self) -> str:
        return letters_only(meta_tags(self._known.model).first("og:site_name", "application-name") or "")

    def _is_filed_under(self, text: str) -> bool:
        """Whether a heading is the name under which the address files the stories, or little but its year."""
        name, said = self._address.name, _plain(text.lower())
        if _YEAR.fullmatch(name):
            return (
                name in said
                and len(said) <= len(name) + _MONTH_AND_DAY
                and len(text.split()) <= _LONGEST_NAME
            )
        return bool(name) and name == said and len(text.split()) <= _SHORT_NAME

    def _sentences(self) -> list[tuple[int, Block]]:
        """The sentences of the reading that are no links, with their places."""
        return [
            (place, block)
            for place, block in self._known.inside
            if block.linked * 2 <= len(block.text) and says_something(block.text)
        ]

    def _is_below(self, heads: Iterable[_Head], above: float) -> bool:
        """Whether the first sentence of the reading stands right below a headline, but for a share of it."""
        places = {head.place for head in heads}
        sentences = self._sentences()
        left = above * sum(block.letters for _, block in sentences)
        for place, block in sentences:
            if self._is_right_below(place, places):
                return True
            left -= block.letters
            if left < 0:
                return False
        return False

    def _is_right_below(self, place: int, heads: set[int]) -> bool:
        for number in range(place - 1, max(-1, place - 1 - _MOST_BETWEEN), -1):
            block = self._blocks[number]
            if number in heads:
                return True
            if block.box.tags & _OWN_HEADS:
                return False
        return False

    def _is_linked(self, heads: Iterable[_Head]) -> bool:
        """Whether the reading has no sentence that is not a link, but a headline or a line made of links."""
        inside = self._known.inside
        if self._sentences():
            return False
        if not inside:  # a line of it is several of the page
            told = [letters_only(head.text) for head in heads]
            lines = map(letters_only, self._known.paragraphs[:_MOST_HEADS])
            return all(any(one in line for one in told) for line in lines)
        places = {head.place for head in heads}
        return any(place in places or (block.linked * 2 > len(block.text)) for place, block in inside)

    def _told(self, heads: list[_Head]) -> int:
        """How many headlines have a sentence below them, before the next."""
        ends = [*(head.place for head in heads[1:]), len(self._blocks)]
        return sum(
            any(says_something(block.text) for block in self._blocks[head.place + 1 : end])
            for head, end in zip(heads, ends, strict=True)
        )

    def _are_dated(self, heads: list[_Head]) -> bool:
        """Whether some stories have a heading of the first one's tag, a sentence and a day each."""
        same = [head for head in heads if head.tag == heads[0].tag]
        ends = [*(head.place for head in same[1:]), len(self._blocks)]
        regions = [(head.place - 2, end) for head, end in zip(same, ends, strict=True)]
        moments = self._known.moments
        dated = sum(bisect_left(moments, first) < bisect_left(moments, end) for first, end in regions)
        return min(dated, self._told(same)) >= _FEWEST_DATED


def _place(head: _Head) -> int:
    return head.place
