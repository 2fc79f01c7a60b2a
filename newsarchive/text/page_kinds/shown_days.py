"""Whether a page shows a day where a story does: about its headline, where its text begins, or below it.

One question for every rule that takes a page for another kind. A reader takes a short line for the day of a
story, whatever few words stand beside it: the desk, the place, how long it takes to read. "3 hours ago" is a
day, too, and so is what a `time` says to programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from newsarchive.text.dates.date_labels import LABEL_WORD, day_of_line, day_words, label_of
from newsarchive.text.dates.written_dates import find_times, month_of, read_time
from newsarchive.text.furniture.relative_times import is_relative_time
from newsarchive.text.letters import weigh_letters
from newsarchive.text.page.marked_parts import is_of_teaser
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, SUBHEADING_BITS, TAG_BIT, Block, kind_bits
from newsarchive.text.page_kinds.kind_features import PageToSort

# Lines above and below a headline, and above and below where the text begins, among which its day stands; and
# those about where the text ends.
_ABOVE, _BELOW, _OF_END = 4, 6, 3
_LONGEST, _MOST_HEADS, _MOST_TIMES = 80, 4, 3
_SHORT = 40  # of a line that may write 18.11.24
# Words beside the day that still make no sentence of the line: "Culture | 9 March 2025 | 4 min read".
_MOST_BESIDE = 5
_WORDS_OF_COUNT = 2  # "8 articles"
# Letters, as weighed, of a link from which it is no name or desk. Set by reason.
_LINKED = 22
# Letters, as weighed, of a word where no spaces part them.
_LETTERS_OF_WORD = 5
_NO_HEAD = NO_TEXT_BITS | TAG_BIT["table"]
_APART = ("comment", "related")
_PARTS = re.compile(r"\s[-–—]\s|[|·•,，/—]")
# A day without its year: "9 March", "Mar 9th".
_IN_YEAR = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:\.|st|nd|rd|th|er|º)?\s(?:(?:de|of)\s)?(?P<behind>[^\W\d_]{3,})"
    r"|(?P<before>[^\W\d_]{3,})\.?\s\d{1,2}(?:st|nd|rd|th)?)(?![\w:])"
)
_MONTH_OR_DAY, _MOST_PLACES = re.compile(r"(?<!\w)\w"), 500
_EAST = re.compile(r"\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}월\s?\d{1,2}일")
# What stands between a place and the day at the beginning of a report: "FERRYBRIDGE, 12 March 2025 –".
_PLACE = re.compile(r"[^\d.!?。！？]{0,40}[,،、，(（\[–—-]\s{0,3}")
_DASH = re.compile(r"[)）]?\s{0,2}[–—-]")


def shows_day(known: PageToSort, besides: frozenset[str] = frozenset()) -> bool:
    """Say whether a page shows a day of its own; `besides` (`YYYY-MM-DD`) are days of what it is about."""
    first = next((at for at, block in enumerate(known.page.blocks) if block.box.tags & TAG_BIT["h1"]), 0)
    for place, block in _about_headline(known):
        # Over a headline it may be the paper's clock, or a listing's.
        is_over = place < first and _is_near(block.text) and not _is_stamped(block, besides)
        if is_over and not (place == first - 1 and _is_past(block, known.page.blocks[first])):
            continue
        if _is_shown(block, besides):
            return True
    if any(map(_begins_with_day, known.paragraphs)):
        return True
    return any(_is_shown(block, besides) and not _says_updated(block.text) for block in _foot(known))


def shows_day_alone(known: PageToSort) -> bool:
    """Say so of a line about the headline that is but a day: a wiki says who wrote what when, and below."""
    if any(day_of_line(block.text) for block in lines_about_headline(known)):
        return True
    return any(map(_begins_with_day, known.paragraphs))


def is_line_of_day(line: str, besides: frozenset[str] = frozenset()) -> bool:
    """Say whether a short line names a day, and has few words beside it."""
    if len(line) > _LONGEST:
        return False
    times = find_times(line, short_years=len(line) <= _SHORT)
    found = [one for one in times if label_of(line[: one.start], line[one.end :]) != "other"]
    if found:
        rest = _without(line, [(one.start, one.end) for one in found])
        days = {one.time[:10] for one in found}
        if any(is_of_offer(line, one.start, one.end) for one in found) or _counts_stories(rest):
            return False
        return not days <= besides and _count_beside(rest) <= _MOST_BESIDE
    if is_relative_time(line):
        return True
    parts = [part.strip() for part in _PARTS.split(line)]
    for number, part in enumerate(parts):
        if is_relative_time(part) or _plain(part) in _near_days() or _is_in_year(part, besides):
            return _count_beside(" ".join((*parts[:number], *parts[number + 1 :]))) <= _MOST_BESIDE
    return False


def is_of_offer(line: str, start: int, end: int) -> bool:
    """Say whether the words right beside the day of a line are of an offer: "Sale ends", "Latest:"."""
    before, after = _PARTS.split(line[:start])[-1].casefold(), _PARTS.split(line[end:])[0].casefold()
    if _of_offers().search(before) or _of_offers().search(after):
        return True
    said = " ".join(f"{before} {after}".replace(":", " ").split())
    return said in near_day_words("newest")


def _counts_stories(rest: str) -> bool:
    """Whether all that stands beside a day is how many stories there are: "8 articles"."""
    words = [word for word in LABEL_WORD.findall(rest.casefold()) if word not in day_words()]
    is_count = len(words) == _WORDS_OF_COUNT and words[0].isdecimal()
    return is_count and words[1] in near_day_words("count")


def _is_near(line: str) -> bool:
    """Whether a line says "today" or how long ago something was, and nothing else."""
    return is_relative_time(line) or _plain(line) in _near_days()


def _is_past(block: Block, headline: Block) -> bool:
    """Whether a line says how long ago, in the box of an article that the headline stands in right below.

    "Today, 20:00" may be said of what the page is about.
    """
    is_mate = block.box.parent is headline.box.parent and bool(headline.box.tags & TAG_BIT["article"])
    return is_mate and is_relative_time(block.text)


def names_day(text: str) -> bool:
    """Say whether a text names a day, with its year or without."""
    places = (found.start() for found in _MONTH_OR_DAY.finditer(text))
    found = (_IN_YEAR.match(text, place) for place in islice(places, _MOST_PLACES))
    return bool(find_times(text)) or any(one is not None and _names_month(one) for one in found)


def lines_about_headline(known: PageToSort) -> Iterator[Block]:
    """Yield the short lines about the headings and where the text begins, none of another story's box."""
    return (block for _, block in _about_headline(known))


def _about_headline(known: PageToSort) -> Iterator[tuple[int, Block]]:
    """The same, each with its place."""
    blocks = known.page.blocks
    heads = [place for place, block in enumerate(blocks) if block.box.tags & TAG_BIT["h1"]]
    begins = [place for place, _ in known.inside[:1]]
    for place in (*heads[:_MOST_HEADS], *begins):
        first = max(0, place - _ABOVE)
        for at, block in _own(blocks[first : place + _BELOW]):
            yield first + at, block


def _foot(known: PageToSort) -> Iterator[Block]:
    """The same of where the text ends."""
    for place, _ in known.inside[-1:]:
        apart = kind_bits(*_APART)
        for _, block in _own(known.page.blocks[place : place + _OF_END]):
            if (block.box.hints | block.box.hints_above) & apart or block.box.tags & TAG_BIT["li"]:
                break
            yield block


def _own(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Block]]:
    for place, block in enumerate(blocks):
        # What follows the linked headline of another story is that story's.
        if block.linked and block.box.tags & SUBHEADING_BITS:
            break
        is_short = len(block.text) <= _LONGEST and not block.box.tags & _NO_HEAD
        if is_short and not _leads_to_story(block) and not _is_of_teaser(block):
            yield place, block


def _is_of_teaser(block: Block) -> bool:
    return block.box.element is not None and is_of_teaser(block.box.element)


def _leads_to_story(block: Block) -> bool:
    """Whether the links of a line are as long as headlines: its day is that of what it leads to."""
    letters = weigh_letters(block.text) * block.linked / max(1, len(block.text))
    return letters >= _LINKED * max(1, block.links)


def _is_shown(block: Block, besides: frozenset[str]) -> bool:
    return is_line_of_day(block.text, besides) or _is_stamped(block, besides)


def _is_stamped(block: Block, besides: frozenset[str]) -> bool:
    """Whether a `time` of the line says a day to programs."""
    if block.box.element is None:
        return False
    times = ((one, (one.text or "").strip()) for one in islice(block.box.element.iter("time"), _MOST_TIMES))
    shown = [(one, block.text.find(text), len(text)) for one, text in times if text and text in block.text]
    own = [one for one, at, length in shown if not is_of_offer(block.text, at, at + length)]
    told = [read_time(one.get("datetime") or "") for one in own]
    return any(time and time[:10] not in besides for time in told)


def _says_updated(line: str) -> bool:
    return any(label_of(line[: one.start], line[one.end :]) == "updated" for one in find_times(line)[:1])


def _begins_with_day(line: str) -> bool:
    """Whether a paragraph begins with a day or place and day; a day alone may be a listed story's."""
    if day_of_line(line):
        return False
    begin = line[: 2 * _LONGEST]
    for one in find_times(begin)[:1]:
        return bool(day_of_line(line[: one.end])) or _PLACE.fullmatch(line[: one.start]) is not None
    for found in islice(_IN_YEAR.finditer(begin), 1):
        if _names_month(found) and _DASH.match(begin, found.end()):
            return _PLACE.fullmatch(begin[: found.start()]) is not None
    return False


def _is_in_year(text: str, besides: frozenset[str]) -> bool:
    if found := _EAST.search(text):
        return _count_beside(_without(text, [found.span()])) <= _MOST_BESIDE
    found = _IN_YEAR.search(text)
    if found is None or not _names_month(found) or _count_beside(_without(text, [found.span()])):
        return False
    month, day = month_of(found["behind"] or found["before"]), "".join(filter(str.isdigit, found[0]))
    return f"{month:02}-{int(day):02}" not in {one[5:] for one in besides}


def _names_month(found: re.Match[str]) -> bool:
    return month_of(found["behind"] or found["before"]) is not None


def _without(line: str, spans: list[tuple[int, int]]) -> str:
    rest = list(line)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def _count_beside(text: str) -> int:
    """How many words a text has that say nothing of a day, where no spaces part them by their letters."""
    own = _plain(text).split()
    weights = ((weigh_letters(word), len(word)) for word in own)
    return sum(max(1, weight // _LETTERS_OF_WORD) if weight > length else 1 for weight, length in weights)


def _plain(text: str) -> str:
    """The words of a text, case folded, but for numbers and for what stands beside a day or an hour."""
    words = LABEL_WORD.findall(text.casefold())
    # Hours are written "21h30" and "7時00分", too.
    return " ".join(word for word in words if not any(map(str.isdigit, word)) and word not in day_words())


@cache
def near_day_words(use: str) -> frozenset[str]:
    """Return the words of data/near_days.tsv for a use."""
    return frozenset(word for own, _, *words in _rows() if own == use for word in words)


@cache
def _of_offers() -> re.Pattern[str]:
    words = sorted(near_day_words("offer"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _near_days() -> frozenset[str]:
    return frozenset(filter(None, map(_plain, near_day_words("day"))))


@cache
def _rows() -> tuple[list[str], ...]:
    text = files("newsarchive.text.page_kinds").joinpath("data/near_days.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
