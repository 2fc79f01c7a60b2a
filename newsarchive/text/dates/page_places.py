"""Where on a page dates stand: the elements and texts that hold one, and what their surroundings tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import CLOCK, is_beside_day, label_of
from newsarchive.text.dates.numerals import DIGIT_BLOCKS
from newsarchive.text.dates.signed_lines import LONGEST_DATED, PIECE_PARTS, entries_of, is_signed_line
from newsarchive.text.dates.written_dates import SHORT_BUDDHIST_YEAR, find_times
from newsarchive.text.furniture.relative_times import is_relative_time
from newsarchive.text.sentences import CLOSING, STOPS
from newsarchive.text.tidy_lines import tidy

_Region = Literal["before", "head", "inside", "after"]
# Where a story's own day stands that is not in its text.
BEFORE_TEXT = frozenset({"before", "head"})

_NATIVE_TWENTY = "|".join(chr(ord(zero) + 2) + zero for zero in DIGIT_BLOCKS)
# Years since 2000 in other digits and in ideographs, Thai, Persian and Japanese years, and those of the
# Republic of China.
_NATIVE_YEARS = re.compile(
    f"{_NATIVE_TWENTY}|[٢۲][٠۰]|[۱][۳۴]|25[3-9]\\d|๒๕|令和|平成|民[國国]|二[〇○零]|一九九"
)
_SHORT_YEAR = re.compile(r"\d[ .-]{1,2}[^\W\d_]{3,12}[ .,’'-]{1,3}\d\d(?!\w)")
_PERSIAN_DAY = re.compile(
    r"(?<!\d)1[34]\d\d/\d\d?/\d|^\W{0,3}1[34]\d\d-\d\d-\d\d(?![\d-])|[\u0621-\u06cc]\s?,?1[34]\d\d(?!\d)"
)
_DIGIT = re.compile(r"\d")  # each of the short forms has one
SHORT_FORMS = (_PERSIAN_DAY, _SHORT_YEAR, SHORT_BUDDHIST_YEAR)
# A whole day whose year has two digits, since 2010: "25.08.24", "25-08-24"; believed above the text only.
SHORT_DAY = re.compile(
    r"(?<![\d/.,:-])(?:[0-2]?\d|3[01])(?P<mark>[./-])(?:[0-2]?\d|3[01])(?P=mark)[12]\d(?![\d/:-]|[.,]\d|%)"
)
_LONGEST_SHORT = 40
# Behind a label of publication and a colon a Persian day with hyphens is no number of a case.
_LABELLED_PERSIAN = re.compile(r"[:：]\s{0,2}(?=1[34]\d\d-\d\d-\d\d(?![\d-]))")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^1\d{9}(?:\d{3})?$")
UNDATED_TAGS = frozenset({"script", "style", "noscript", "template", "textarea", "select", "svg", "iframe"})
# Elements with a machine-readable date, and the attribute that holds it; hAtom has it in a title.
_STAMPED = {
    "time": "datetime",
    "relative-time": "datetime",
    "abbr": "title",
    "span": "title",
    "meta": "content",
}
_STAMP_NAME = re.compile(r"time|date|publish|updat|stamp|moment|relative|(?:^|[\s_-])ag[eo](?:$|[\s_-])")
# Where sites put the moment for a script that writes "3 hours ago" in its place.
_SCRIPTED = (
    *("data-timestamp", "data-published", "data-publish-date", "data-published-at", "data-pubdate"),
    *("data-livestamp", "data-datetime", "data-time", "data-date", "data-utc", "data-epoch", "data-unix"),
)
# What has such moments too, and boxes looked at around one.
_OTHER_MOMENT = re.compile(
    r"comment|share|social|player|video|event|count|price|stock|quote|market|advert|sponsor|promo|relat|teaser|poll"
    r"|modif|updat|(?<![a-z])ad(?![a-z])"
)
_OTHER_TAGS = frozenset({"a", "figure", "video", "audio", "form", "aside", "li", "nav"})
CLOSE_BOXES = 2
MOST_DATED_ELEMENTS, _MOST_PLACES = 60_000, 1_500
_SCRIPTED_NAMES = frozenset(_SCRIPTED)
_MOMENT = re.compile(r"1\d{9}(?:\d{3})?$|(?:19|20)\d\d-\d\d-\d\d")
MOST_LEADS = (
    3  # paragraphs of which one marks where the text begins; the first may be a summary not found again
)
_MOST_OVER_TEXT = 6  # lines over the text: a masthead, the headline, who signs, the day
SHORTEST_PROBE = 4
PROBE = 24  # characters of a paragraph by which it is found again
_NOWHERE = "\u2063\u2063"  # invisible separators, which no page has in a row
_LONGEST_LINE = 300

_OTHER_STORY = re.compile(
    r"relat|comment|sidebar|teaser|card|widget|latest|popular|recent|recirc|promo|trending|similar|recommend"
    r"|more-|footer|archiv|calendar|nav|menu|weather|ticker|banner|author-bio|reply|respon|carousel|slider|aside"
)
_CHANGED = re.compile(r"modif|updat|revis|aktualis")
# What software calls the box that says when a page was last changed, whatever its words for it are:
# MediaWiki's `footer-info-lastmod` has them in three hundred languages. "last-module" is another's.
_LAST_CHANGED = re.compile(
    r"(?:(?<![A-Za-z])[Ll]|(?<=[a-z])L)ast[-_]?"
    r"(?:[Mm]od(?:ified|ification)?|[Ee]dit(?:ed)?|[Uu]pdated?|[Cc]hanged?)(?![a-z])"
)
# hAtom, whose words WordPress' themes use, wants an "updated" of every entry: on the day of the entry itself
# it says nothing ("entry-date updated td-module-date").
ENTRY_DATE = re.compile(r"(?<![a-z])(?:entry|post|module)[-_]date(?![a-z])")
_MARKED = re.compile(
    r"publish|pubdate|dt-published|entry-date|posted-on|post-date|date-publ|article[-_]?date|artikeldat"
)
_DATED = re.compile(r"date|time|publi|posted|fecha|datum|tarih|stamp|byline|entry-meta|post-meta|info")
# A sentence tells of a day with this much before it, behind the last bracket or bar: so many words, and of
# them small ones that no town's name has, or so many letters of scripts without spaces. Of a dateline there
# is less: "Port of Spain, 4 May 2031", "新华社北京2031年5月4日电".
_TOLD_WORDS, _FEWEST_TOLD, _TOLD_LETTERS = 3, 2, 6
_SENTENCE_END = re.compile(rf"[{STOPS}][{CLOSING}]?\s*$")
_NAMED = re.compile(r"\w\s?[:：]\s*$")
# Days and clocks that end with a stop: "2019. 05. 07.", "10:00 น.", "10:00 a.m.".
_END_OF_DAY = re.compile(r"(?:\d|(?<!\w)(?:น|ч|г|h|р|m|Uhr))\.\s*$")
_DATELINED = re.compile(
    r"\s*[.,]?\s?(?:[-–—]{1,2}\s|\.-|/|\((?:[A-Z]{2,}|Reuters|[^)]{2,20}/)|[电電讯訊発發]|消息)"
)
_TODAY = re.compile(
    r"\b(?:today|heute|hoy|hoje|oggi|aujourd.hui|vandaag|dnes|dziś|сегодня|сьогодні),?\s*$|release\s*$",
    re.IGNORECASE,
)
_LONGEST_TODAY = 24
_PARTICLES_OF_TOWNS = frozenset(
    {
        *("de", "del", "la", "las", "los", "el", "do", "da", "dos", "di", "le", "les", "sur", "nell"),
        *("am", "an", "der", "aan", "upon", "and", "of", "on", "en", "em", "a", "à", "na", "на", "ngày"),
    }
)
# Who signs stands behind it.
_BY = re.compile(
    r"(?:(?:[Ww]ritten |[Pp]osted |[Pp]ublished )?[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor) [^\W\d_]"
)
_PIECE_END = re.compile(r"[|·•:：()（）\[\]【】]")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0eff\uac00-\ud7a3]")
BODIES = frozenset({"article", "main", "body"})
ASIDES = frozenset({"aside", "nav", "footer"})
_TOLD_TAGS = ("a", "li", "td", "p", "article")
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A text node or an element with a machine-readable date, in page order."""

    element: HtmlElement
    text: str
    region: _Region
    stamp: str | None = None


def is_told(before: str, after: str, whole: str) -> bool:
    """Say whether a date between `before` and `after` stands within a sentence of the paragraph `whole`.

    That is what the story tells of, and not its own day: a dateline has no small word before its day, or a
    dash, an agency or 电 behind it, and "today" is the story's.
    """
    if (
        not _SENTENCE_END.search(whole)
        or before.rstrip().endswith("発")
        or _DATELINED.match(after)
        or _TODAY.search(before[-_LONGEST_TODAY:])
    ):
        return False
    piece = _PIECE_END.split(before)[-1]
    return len(_DENSE.findall(piece)) >= _TOLD_LETTERS or is_telling(piece)


def _is_told_word(word: str) -> bool:
    """Whether a word is no part of a town's name, or has no capitals to tell by."""
    return not word[:1].isupper() and word.strip(",.") not in _PARTICLES_OF_TOWNS


def date_places(tree: HtmlElement, paragraphs: tuple[str, ...]) -> list[Place]:
    """Return the places that may hold a date, told apart by headline, first and last paragraph.

    An element's tail comes before what stands inside it: lxml's plain iteration is five times faster than a
    walk of our own, and within a by-line that order does not matter.
    """
    leads = leads_of(paragraphs)
    tail = (paragraphs[-1][:PROBE].strip() if paragraphs else "") or _NOWHERE
    found: list[Place] = []
    region: _Region = "before"
    body = tree.find("body")
    for element in islice((tree if body is None else body).iter(), MOST_DATED_ELEMENTS):
        tag = element.tag
        if tag == "h1" and region == "before":
            region = "head"
        # Lists of other stories have them too: here it must stand below the headline.
        stamp = _stamp(element, str(tag)) or (_scripted(element) if region == "head" else None)
        if stamp:
            found.append(Place(element, tidy("".join(element.itertext())[:_LONGEST_LINE]), region, stamp))
        for text, is_tail in ((None if tag in UNDATED_TAGS else element.text, False), (element.tail, True)):
            if not text or text.isspace():
                continue
            if len(text) >= SHORTEST_PROBE and region != "after":
                region = _next_region(region, text, leads, tail)
            if not _may_hold_date(text) and not (region in BEFORE_TEXT and _has_short_day(text)):
                continue
            holder = element.getparent() if is_tail else element
            if holder is not None and not holder.get("datetime"):
                found.append(Place(holder, tidy(text[:_LONGEST_LINE]), region))
        if len(found) >= _MOST_PLACES:
            break
    return found


def leads_of(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the beginnings of the paragraphs by which the text's begin is found."""
    return tuple(filter(None, (paragraph[:PROBE].strip() for paragraph in _behind_head(paragraphs))))


def _behind_head(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs by which the text's begin is found: behind lines that only sign and date the story."""
    begin = 0
    entries = entries_of(paragraphs)
    for number, line in enumerate(paragraphs[:_MOST_OVER_TEXT]):
        if len(line) > LONGEST_DATED or _is_sentence(line) or line in entries:
            break
        if is_dated_line(line) or is_signed_line(line, is_head=True):
            begin = number + 1
    return paragraphs[begin : begin + MOST_LEADS] or paragraphs[:MOST_LEADS]


def is_dated_line(line: str) -> bool:
    """Say whether a short line only dates a story, or signs and dates it: "By Ann Lee | Updated 5 May 2031".

    Beside the day stand words of days and labels, a name behind "by", or behind a bar where the line begins
    with a day and a clock; never a place, a thing or who took a picture.
    """
    if not any(map(str.isdecimal, line)) or len(line) > LONGEST_DATED:
        return False
    days = find_times(line, short_years=True, named_short_years=True)
    ends = (0, *(day.end for day in days))
    starts = (*(day.start for day in days), len(line))
    between = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    if not days:
        return False
    begins_so = "|" in line and CLOCK.search(line) is not None and is_beside_day(between[0])
    is_signed = begins_so or _BY.match(line) is not None
    return all(
        is_beside_day(piece) or (is_signed and not is_telling(piece) and not _NAMED.search(piece))
        for text in between
        for piece in PIECE_PARTS.split(CLOCK.sub(" ", text))
    )


def _is_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line) is not None and not _END_OF_DAY.search(line)


def is_telling(piece: str) -> bool:
    """Say whether a piece of a line has words, and of them small ones that no town's name has."""
    words = [word for word in piece.split() if any(map(str.isalnum, word))]
    return len(words) >= _TOLD_WORDS and sum(map(_is_told_word, words)) >= _FEWEST_TOLD


def _next_region(region: _Region, text: str, leads: tuple[str, ...], tail: str) -> _Region:
    if region == "after":
        return region
    if region != "inside" and not any(lead in text for lead in leads):
        return region
    return "after" if tail in text else "inside"


def _stamp(element: HtmlElement, tag: str) -> str | None:
    stamp = element.get(_STAMPED.get(tag, "datetime"))
    if stamp is None or not _YEAR.search(stamp):
        return None
    if tag == "meta":
        return stamp if element.get("itemprop") == "datePublished" else None
    return stamp if tag != "span" or _STAMP_NAME.search(element.get("class", "").lower()) else None


def _scripted(element: HtmlElement) -> str | None:
    """Return the moment of an element that says nothing but how long ago that was, or waits to say it.

    Counts of comments, share bars, players, prices and links to other stories have moments, too.
    """
    if _SCRIPTED_NAMES.isdisjoint(element.keys()):
        return None
    stamp = next(value for name in _SCRIPTED if (value := element.get(name)) is not None).strip()
    is_own = _MOMENT.match(stamp) and _tells_age(element) and not _is_of_another(element)
    return stamp if is_own else None


def _tells_age(element: HtmlElement) -> bool:
    said = tidy("".join(islice(element.itertext(), 10)))
    if element.tag == "time" or not said:
        return element.tag == "time" or "data-livestamp" in element.attrib
    return is_relative_time(said)


def _is_of_another(element: HtmlElement) -> bool:
    """Whether an element is a link or has one, or stands in a box of something else than the story's head."""
    if next(element.iter("a"), None) is not None:
        return True
    boxes = (element, *islice(element.iterancestors(), CLOSE_BOXES))
    if (
        any(box.tag in _OTHER_TAGS for box in boxes)
        or next(element.itersiblings("a", preceding=True), None) is not None
    ):
        return True
    return any(_OTHER_MOMENT.search(f"{box.get('class', '')} {box.get('id', '')}".lower()) for box in boxes)


def _may_hold_date(text: str) -> bool:
    if "20" in text or "19" in text:
        return True
    if len(text) < _LONGEST_SHORT and (".2" in text or "/2" in text or ".1" in text or "/1" in text):
        return True  # short years since 2010
    if len(text) < _LONGEST_SHORT and _DIGIT.search(text):
        if any(form.search(text) for form in SHORT_FORMS):
            return True
        labelled = _LABELLED_PERSIAN.search(text)
        if labelled and label_of(text[: labelled.end()], "") in ("published", "updated"):
            return True
    return not text.isascii() and _NATIVE_YEARS.search(text) is not None


def _has_short_day(text: str) -> bool:
    """Whether a short line has a day of six digits; with hyphens they may be a score, a number to call."""
    found = SHORT_DAY.search(text) if len(text) < LONGEST_DATED else None
    if found is None or found["mark"] != "-":
        return found is not None
    return is_dated_line(text) or is_signed_line(text, fewest_words=2)


def signature(element: HtmlElement) -> tuple[str | None, ...]:
    """Return what elements of one list have in common: tags and classes of the element and its parent."""
    parent = element.getparent()
    above = (None, None) if parent is None else (parent.tag, parent.get("class"))
    return (element.tag, element.get("class"), *above)


def context_traits(element: HtmlElement, *, is_entry: bool = False) -> Iterator[str]:
    """Yield what names and tags of `element` and those around it say about a date in it.

    `is_entry`: nothing else on the page is called a day of publication.
    """
    names: list[str] = []
    tags: set[str] = set()
    for node in (element, *islice(element.iterancestors(), _DEEPEST - 1)):
        tags.add(str(node.tag))
        called = f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')}".lower()
        names.append(called.replace("updated", "") if is_entry and ENTRY_DATE.search(called) else called)
        if node.tag in BODIES:
            break
    yield from _name_traits(names[0], " ".join(names[:3]), " ".join(names))
    if tags & ASIDES:
        yield "tag:aside"
    yield from (f"tag:{tag}" for tag in _TOLD_TAGS if tag in tags)


def is_called_last_change(element: HtmlElement) -> bool:
    """Say whether an element is called the day of a page's last change, by its class or id."""
    return _LAST_CHANGED.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _name_traits(own: str, close: str, all_names: str) -> Iterator[str]:
    if "publish" in own:
        yield "own:published"
    elif _CHANGED.search(own):
        yield "own:changed"
    if _CHANGED.search(close):
        yield "class:changed"
    if _MARKED.search(close):
        yield "class:marked"
    elif _DATED.search(close):
        yield "class:dated"
    if _OTHER_STORY.search(all_names):
        yield "class:other"
