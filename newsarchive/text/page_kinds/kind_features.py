"""What tells the kind of a page: its address, what it states, how its text is built, what it repeats.

Every number means something on any site. The same code trains the learner (benchmarks/training/page_kinds.py)
and runs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate, islice, pairwise
from math import log1p
from string import ascii_lowercase
from urllib.parse import SplitResult, urlsplit

from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page_kinds.kind_labels import count_labels
from newsarchive.text.sentences import CLOSING, STOPS


@dataclass(frozen=True)
class PageToSort:
    """What is known of a page when its kind is asked.

    `weight`: letters of a dense language count threefold. `dated_by` is the evidence of its date, `names` the
    number of its authors.
    """

    url: str
    model: PageModel
    page: PageBlocks
    paragraphs: Sequence[str]
    weight: int
    stated: frozenset[str]
    dated_by: str | None
    names: int

    @cached_property
    def address(self) -> tuple[str, str]:
        """Host and path, lower case, empty where there is no address."""
        parts = self._parts
        return (parts.hostname or "", parts.path) if parts is not None else ("", "")

    @cached_property
    def schema_types(self) -> list[str]:
        """The types of schema.org the page names, of JSON-LD and microdata, lower case, whatever of."""
        return _schema_types(self.model)

    @property
    def is_at_root(self) -> bool:
        """Whether the page is its host's first: "/?p=812" is none, but a story of WordPress or Drupal."""
        parts = self._parts
        return parts is not None and bool(parts.hostname) and parts.path in {"", "/"} and not parts.query

    @cached_property
    def _parts(self) -> SplitResult | None:
        try:
            return urlsplit(self.url[:_LONGEST_ADDRESS].lower())
        except ValueError:
            return None

    @cached_property
    def features(self) -> dict[str, float]:
        """What the learner is told of the page."""
        return kind_features(self)

    @cached_property
    def inside(self) -> list[tuple[int, Block]]:
        """The blocks that are lines of the main text, with their places."""
        kept = set(self.paragraphs)
        return [(place, block) for place, block in enumerate(self.page.blocks) if block.text in kept]

    @cached_property
    def sizes(self) -> list[int]:
        """The lengths of the blocks."""
        return [len(block.text) for block in self.page.blocks]

    @cached_property
    def moments(self) -> list[int]:
        """The places of the blocks, rising, that are short lines with a day or an hour."""
        short = [place for place, size in enumerate(self.sizes) if size <= _SHORT_LINE]
        lines = [self.page.blocks[place].text for place in short]
        ends = list(accumulate(len(line) + 1 for line in lines))
        # No moment goes over the end of a line, and no line has an end within.
        found = {bisect_right(ends, match.start()) for match in MOMENT.finditer("\n".join(lines))}
        return [short[number] for number in sorted(found)]


def kind_features(known: PageToSort) -> dict[str, float]:
    """Return the page's numbers by name, the same names in the same order for every page."""
    return {
        **_of_address(known),
        **_of_words(known),
        **_of_links(known),
        **_of_labels(known),
        **_of_text(known),
        **_of_blocks(known),
        **_of_sections(known),
        **_of_repetition(known),
    }


# The words of addresses, class names, generators and schema.org that belong to a kind.

_LONGEST_ADDRESS, _MOST_SEGMENTS = 1_000, 20
PIECE = re.compile(r"[^\W_]+")
ADDRESS_WORD = re.compile(r"[a-z]+")
# The same for bytes, in a fifth of the time: what no word has becomes a space.
NO_WORD = bytes(code if chr(code) in ascii_lowercase else 0x20 for code in range(256))
_LONG_NUMBER = re.compile(r"\d{5,}")
# Hyphens from which a segment is a headline, whose words say nothing of the site's order.
_HEADLINE = 3
_TYPES = re.compile(r'"@type"\s{0,9}:\s{0,9}(?:\[\s{0,9})?"(?:https?://schema\.org/)?([A-Za-z]{3,40})"')
_LONGEST_SCRIPT, _MOST_SCRIPTS, _MOST_META = 200_000, 500, 200
_MOST_LINKS, _LONGEST_LINK = 400, 200
_MOST_HEADS, _MOST_IN_HEAD, _HEADED = 4, 20, ("firm", "manual", "listed", "goods")
_TITLE_PARTS = re.compile(r"\s[|–—·•»-]\s|[_|｜:：]")
_MOST_FIELDS, _PRESSED = 100, frozenset({"submit", "button"})
_BUTTON = re.compile(r"\b(?:btn|button|cta)", re.IGNORECASE)
_BUTTON_WORDS = ("btn", "button", "cta")


@cache
def _families() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    text = files("newsarchive.text.page_kinds").joinpath("data/kind_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((place, family, tuple(words.split())) for place, family, words in rows)


@cache
def kind_words() -> dict[str, dict[str, tuple[int, ...]]]:
    """Return for each place (`address`, `make`, …) its words, each with the numbers of its families."""
    table: dict[str, dict[str, tuple[int, ...]]] = {}
    for number, (place, _, words) in enumerate(_families()):
        known = table.setdefault(place, {})
        for word in words:
            known[word] = (*known.get(word, ()), number)
    return table


@cache
def _address_bytes() -> dict[bytes, tuple[int, ...]]:
    """The words of addresses, as `NO_WORD` leaves them."""
    return {word.encode(): numbers for word, numbers in kind_words()["address"].items()}


def _of_address(known: PageToSort) -> dict[str, float]:
    segments = [segment for segment in known.address[1].split("/") if segment]
    last = segments[-1] if segments else ""
    return {
        "at_root": known.is_at_root,
        "depth": min(len(segments), 6),
        "slug": min(len(PIECE.findall(last)), 12),
        "slug_letters": log1p(len(last)),
    }


def _of_words(known: PageToSort) -> dict[str, float]:
    """How often each family's words stand where they mean something; in addresses and software, whether."""
    counts: Counter[int] = Counter()
    words = kind_words()
    _count(counts, words["address"], _address_words(*known.address))
    metas = islice(known.model.iter("meta"), _MOST_META)
    software = " ".join(meta.get("content") or "" for meta in metas if meta.get("name") == "generator")
    named = set(ADDRESS_WORD.findall(software[:1000].lower()))
    for signature, times in Counter(box.signature for box in known.page.boxes).items():
        numbers, generators = _of_make(signature)
        named |= generators
        for number in numbers:
            counts[number] += times
    _count(counts, words["generator"], named)
    _count(counts, words["schema"], known.schema_types)
    size = max(30, len(known.page.boxes))
    return {
        f"{place}_{family}": _scaled(place, counts[number], size) if number in counts else 0.0
        for number, (place, family, _) in enumerate(_families())
    }


def _scaled(place: str, count: int, boxes: int) -> float:
    if place == "make":
        return log1p(100 * count / boxes)
    return log1p(count) if place == "schema" else float(count > 0)


def _count(counts: Counter[int], table: dict[str, tuple[int, ...]], words: Iterable[str]) -> None:
    for word in words:
        for number in table.get(word, ()):
            counts[number] += 1


def _address_words(host: str, path: str) -> set[str]:
    """The labels of the host and the segments of the path, and the parts of those that are no headline."""
    segments = [segment for segment in path.split("/") if segment][:_MOST_SEGMENTS]
    wholes = [*host.split(".")[:-1], *(segment.rsplit(".", 1)[0] for segment in segments)]
    short = (one for one in wholes if one.count("-") + one.count("_") < _HEADLINE)
    return {*wholes, *(piece for one in short for piece in PIECE.findall(one))}


@lru_cache(maxsize=20_000)
def _of_make(signature: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """The families of a class name's words, and the software that alone writes such words."""
    words = set(ADDRESS_WORD.findall(signature.partition(" ")[2][:300].lower()))
    makes, generators = kind_words()["make"], kind_words()["generator"]
    numbers = {number for word in makes.keys() & words for number in makes[word]}
    return tuple(numbers), frozenset(generators.keys() & words)


def _schema_types(model: PageModel) -> list[str]:
    found = []
    for script in islice(model.iter("script"), _MOST_SCRIPTS):
        if "ld+json" in (script.get("type") or ""):
            found += _TYPES.findall((script.text or "")[:_LONGEST_SCRIPT])
    marked = (value.rsplit("/", 1)[-1] for _, value in islice(model.having("itemtype"), 200))
    return [kind.lower() for kind in (*found, *marked)]


def _of_links(known: PageToSort) -> dict[str, float]:
    """Where the page's links lead: to whose words, by number, to the telephone; the buttons among them."""
    links = list(islice(known.model.iter("a"), _MOST_LINKS))
    targets = [(link.get("href") or "")[:_LONGEST_LINK].lower() for link in links]
    count = max(10, len(targets))
    made = Counter(link.get("class") or "" for link in links)
    counts: Counter[int] = Counter()
    table = _address_bytes()
    words = Counter(" ".join(targets).encode("utf-8", "replace").translate(NO_WORD).split())
    for word in table.keys() & words.keys():
        for number in table[word]:
            counts[number] += words[word]
    families = [
        (number, family) for number, (place, family, _) in enumerate(_families()) if place == "address"
    ]
    return {
        **{f"links_{family}": log1p(100 * counts[number] / count) for number, family in families},
        "links_numbered": sum(_LONG_NUMBER.search(target) is not None for target in targets) / count,
        "links_call": log1p(sum(target.startswith(("tel:", "mailto:")) for target in targets)),
        "buttons": sum(times for name, times in made.items() if _is_button(name)) / count,
    }


def _is_button(name: str) -> bool:
    """Whether a class is a button's; to search whatever the case takes longer than to look for the words."""
    small = name.lower()
    return any(word in small for word in _BUTTON_WORDS) and _BUTTON.search(name) is not None


def _of_labels(known: PageToSort) -> dict[str, float]:
    """How many labels of each family the page shows, on its buttons too; whether it is headed by one."""
    fields = islice(known.model.iter("input", "textarea"), _MOST_FIELDS)
    written = (field.get("value" if field.get("type") in _PRESSED else "placeholder") for field in fields)
    counts = count_labels((*known.page.lines, *filter(None, written)))
    heads = (
        "".join(islice(head.itertext(), _MOST_IN_HEAD))
        for head in islice(known.model.iter("title", "h1"), _MOST_HEADS)
    )
    headed = count_labels(piece for head in heads for piece in _TITLE_PARTS.split(head))
    return {
        **{f"label_{family}": log1p(count) for family, count in counts.items()},
        **{f"headed_{family}": headed[family] > 0 for family in _HEADED},
    }


# How the main text and the page are built.

_PARAGRAPH, _LABEL = 80, 30
_SENTENCE_END = re.compile(rf"[{STOPS}][{CLOSING}]*$")
# A sign of money beside a number; LONGEST_PRICED letters of a page are searched.
PRICE = re.compile(r"[$€£¥₹₽₩]\s?\d|\d\s?(?:€|£|zł|kr\b|EUR|USD|CHF|руб|元|円|원)")
# Signs and words one of which each price has.
MONEY = (*"$€£¥₹₽₩元円원", "zł", "kr", "EUR", "USD", "CHF", "руб")
_LONGEST_PRICED = 30_000
_COUNTED = ("input", "button", "pre", "code", "img", "figure", "iframe", "video", "audio")
_MOST_COUNTED = 2_000
# A line that begins with a number, as sections of laws and manuals do; a short one that has a day or an hour.
_NUMBERED = re.compile(r"\W{0,2}\d{1,3}(?:\.\d{1,3})*[.):、．]?\s|\W?§|第.{1,4}[条條章节節]")
MOMENT = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b|\d年|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
_SHORT_LINE = 60
# What states the moment of publication itself, and not some date.
_MARKUP_DATES = ("json-ld", "meta:article:published", "meta:datepub", "itemprop:datepub", "meta:pubdate")
_HEADS = TAG_BIT["h1"] | TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"]
_LIST, _CODE, _PARA = TAG_BIT["li"], TAG_BIT["pre"], TAG_BIT["p"]
_SHORT_SECTION = 2


def _of_text(known: PageToSort) -> dict[str, float]:
    """The main text: how long, how much of it paragraphs, how long the longest run of prose."""
    lengths = [known.weight * len(line) for line in known.paragraphs]
    total, count = max(1, sum(lengths)), max(1, len(lengths))
    prose = [length for length in lengths if length >= _PARAGRAPH]
    run = best = 0
    for length in lengths:
        run = run + length if length >= _PARAGRAPH else 0
        best = max(best, run)
    dated = known.dated_by or ""
    return {
        "text": log1p(total),
        "lines": log1p(len(lengths)),
        "mean_line": log1p(total / count),
        "longest_line": log1p(max(lengths, default=0)),
        "prose": log1p(len(prose)),
        "prose_share": sum(prose) / total,
        "longest_run": log1p(best),
        "labels": sum(length < _LABEL for length in lengths) / count,
        "numbered": sum(_NUMBERED.match(line) is not None for line in known.paragraphs) / count,
        "asking": sum(line.endswith(("?", "？", "؟")) for line in known.paragraphs) / count,
        "closed": sum(_SENTENCE_END.search(line[-4:]) is not None for line in known.paragraphs) / count,
        "dated": bool(dated),
        "dated_by_markup": dated.startswith(_MARKUP_DATES),
        "names": min(known.names, 3),
        "says_article": "og:article" in known.stated,
        "says_product": any(kind.startswith("og:") and "product" in kind for kind in known.stated),
        "says_website": "og:website" in known.stated,
    }


def _of_blocks(known: PageToSort) -> dict[str, float]:
    """The page's lines: links, headings, lists, code, prices; which of them are the main text."""
    blocks, inside, weight = known.page.blocks, [block for _, block in known.inside], known.weight
    everything = max(1, sum(known.sizes))
    text = max(1, sum(len(block.text) for block in inside))
    long = sum(size for size in known.sizes if weight * size > _PARAGRAPH)
    ours = sum(len(block.text) for block in inside if weight * len(block.text) > _PARAGRAPH)
    tags = _count_tags(known.model)
    return {
        "page": log1p(weight * everything),
        "text_share": text / everything,
        "link_share": sum(block.linked for block in blocks) / everything,
        "text_link_share": sum(block.linked for block in inside) / text,
        "text_links": log1p(1000 * sum(block.links for block in inside) / (weight * text)),
        "heads": log1p(1000 * sum(block.box.tag & _HEADS > 0 for block in inside) / (weight * text)),
        "listed": sum(len(block.text) for block in inside if block.box.tags & _LIST) / text,
        "code": sum(len(block.text) for block in inside if block.box.tags & _CODE) / text,
        "other_prose": (long - ours) / everything,
        "moments": log1p(len(known.moments)),
        "prices": log1p(_count_prices("\n".join(block.text for block in blocks)[:_LONGEST_PRICED])),
        **{f"count_{tag}": log1p(tags[tag]) for tag in _COUNTED},
    }


def _count_prices(text: str) -> int:
    return len(PRICE.findall(text)) if any(sign in text for sign in MONEY) else 0


def _count_tags(model: PageModel) -> dict[str, int]:
    """How many elements of each counted tag the page has, of the first MOST_COUNTED."""
    counts = {tag: len(model.places(tag)) for tag in _COUNTED}
    if sum(counts.values()) <= _MOST_COUNTED:
        return counts
    return Counter(str(element.tag) for element in islice(model.iter(*_COUNTED), _MOST_COUNTED))


def _of_sections(known: PageToSort) -> dict[str, float]:
    """Whether the main text stands in one box, as an article's, or in many; how short its sections are."""
    inside = known.inside
    homes: Counter[int] = Counter()
    upper: Counter[int] = Counter()
    for _, block in inside:
        above = block.box.parent or block.box
        homes[above.number] += len(block.text)
        upper[(above.parent or above).number] += len(block.text)
    total, lines = max(1, sum(homes.values())), max(1, len(inside))
    heads = [number for number, (_, block) in enumerate(inside) if block.box.tag & _HEADS]
    sections = [end - start for start, end in pairwise([*heads, len(inside)])]
    first, last = (inside[0][0], inside[-1][0]) if inside else (0, 0)
    count, size = max(1, len(sections)), max(1, len(known.page.blocks))
    return {
        "home_share": max(homes.values(), default=0) / total,
        "upper_share": max(upper.values(), default=0) / total,
        "homes": len(homes) / lines,
        "home_count": log1p(len(homes)),
        "paragraph_tags": sum(len(block.text) for _, block in inside if block.box.tag & _PARA) / total,
        "gaps": lines / (last - first + 1),
        "section_lines": log1p(sum(sections) / count),
        "short_sections": sum(length <= _SHORT_SECTION for length in sections) / count,
        "head_lines": len(heads) / lines,
        "ends_at": last / size,
    }


# Boxes of one make that a page repeats: teasers, offers, posts of a thread.

_FEWEST_ALIKE, _MOST_ALIKE = 3, 40


def _of_repetition(known: PageToSort) -> dict[str, float]:
    """The largest group of boxes of one make in one box, each of more than a line."""
    blocks = known.page.blocks
    running = [*accumulate(known.sizes, initial=0)]
    groups: dict[tuple[int, str], list[Box]] = {}
    for box in known.page.boxes[1:]:
        if box.end > box.first and box.parent is not None:
            groups.setdefault((box.parent.number, box.signature), []).append(box)
    alike = [boxes for boxes in groups.values() if len(boxes) >= _FEWEST_ALIKE and _has_lines(boxes)]
    found = max(
        alike, key=lambda boxes: sum(running[box.end] - running[box.first] for box in boxes), default=[]
    )
    seen = found[:_MOST_ALIKE]
    held = [block for box in seen for block in blocks[box.first : box.end]]
    letters, count = max(1, sum(len(block.text) for block in held)), max(1, len(seen))
    # Of a thread the text is what several of them say, of a list of teasers hardly any of it.
    places = [place for place, _ in known.inside]
    said = [*accumulate((len(block.text) for _, block in known.inside), initial=0)]
    told = [said[bisect_left(places, box.end)] - said[bisect_left(places, box.first)] for box in seen]
    moments = known.moments
    dated = sum(bisect_left(moments, box.first) < bisect_left(moments, box.end) for box in seen)
    whole = max(1, said[-1])
    return {
        "alike": log1p(len(found)),
        "alike_linked": sum(block.linked for block in held) / letters,
        "alike_priced": sum(PRICE.search(block.text[:200]) is not None for block in held) / count,
        "alike_prose": sum(known.weight * len(block.text) > _PARAGRAPH for block in held) / count,
        "alike_blocks": log1p(len(held) / count),
        "alike_text": sum(told) / whole,
        "alike_told": log1p(sum(map(bool, told))),
        "alike_dated": dated / count,
    }


def _has_lines(boxes: Sequence[Box]) -> bool:
    return sum(box.end - box.first for box in boxes[:2]) > 2
