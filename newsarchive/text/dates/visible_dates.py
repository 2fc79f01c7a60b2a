"""Dates a reader sees on the page, and what speaks for each being the day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.local_times import in_local_time
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.page_places import (
    BODIES,
    Place,
    context_traits,
    date_places,
    is_called_last_change,
    is_told,
    signature,
)
from newsarchive.text.dates.written_dates import (
    AMHARIC,
    TIGRINYA,
    WrittenDate,
    clock_after,
    find_times,
    read_time,
)
from newsarchive.text.letters import count_letters
from newsarchive.text.tidy_lines import tidy

# A date found on a page, with what is known about where it stands.


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date on the page: ISO 8601, the evidence stored with it, traits that speak for or against it."""

    time: str
    source: str
    traits: tuple[str, ...]
    other: str | None = None


# What the words beside a date say it is the date of.

# Characters before a date, and after it, in which its label stands.
BEFORE, AFTER = 60, 25
PRINTED = "printed"
# "Reprinted on", "Originally printed on" and "printed on page 3" are no printing of this page.
PRINTED_NOW = r"(?<![^\W_])(?<!originally )(?<!first )(?<!story was )(?<!article was )(?!printed on page)"
BELONGS_TO_NEXT = re.compile(r"\w{0,9}\s?[:：]|\D{0,9}\d")


def label_of(before: str, after: str) -> str | None:
    """Return "published", "updated" or "other" for the nearest such word before a date, else after it.

    A day of printing is another's, unless the line says "published" too; its word labels the day behind it.
    """
    labels = [match.lastgroup for match in _pattern().finditer(before[-BEFORE:].casefold())]
    if labels and labels[-1] == PRINTED:
        return "published" if "published" in labels else "other"
    if labels:
        return labels[-1]
    later = _pattern().search(after[:AFTER].casefold())
    if later is None or later.lastgroup == PRINTED or BELONGS_TO_NEXT.match(after[later.end() :]):
        return None
    return later.lastgroup


def day_of_line(line: str, language: str | None = None) -> frozenset[str]:
    """Return the days (`YYYY-MM-DD`) a line names if it says nothing else, else none.

    Beside them may stand a time, names of weekdays, and words such as "published" or "last updated on".
    """
    found = find_times(line, language=language)
    if not found:
        return frozenset()
    rest = list(line)
    for one in found:
        rest[one.start : one.end] = " " * (one.end - one.start)
    beside = _labels().sub(" ", "".join(rest).casefold())
    known = weekdays() | _joining()
    words = WORD.findall(ASIAN_WEEKDAY.sub(" ", beside))
    if not all(word in known or word.isdecimal() for word in words):
        return frozenset()
    return frozenset(day[:10] for one in found for day in (one.time, one.other or one.time))


def day_words() -> frozenset[str]:
    """Return the words that stand beside a day: weekdays, what joins it to a time, zones."""
    return weekdays() | _joining() | ZONES


@cache
def _joining() -> frozenset[str]:
    """The pieces of `JOINING` as `WORD` finds them: vowel signs of India's scripts are no letters to it."""
    return frozenset(part for word in JOINING for part in WORD.findall(word))


@cache
def _labels() -> re.Pattern[str]:
    """The words of `label_of` to their ends: some are stems."""
    return re.compile(rf"(?:{_pattern().pattern})\w*")


@cache
def weekdays() -> frozenset[str]:
    """Return the words that names of weekdays are made of, case folded."""
    table = files("newsarchive.text.dates").joinpath("data", "weekdays.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(part for row in rows for name in row for part in WORD.findall(name))


@cache
def _pattern() -> re.Pattern[str]:
    table = files("newsarchive.text.dates").joinpath("data", "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    groups = {kind: [re.escape(word) for word in words] for kind, *words in rows}
    return re.compile(
        "|".join(
            rf"(?P<{kind}>{PRINTED_NOW if kind == PRINTED else ''}"
            rf"(?:{'|'.join(sorted(words, key=len, reverse=True))}))"
            for kind, words in sorted(groups.items(), reverse=True)
        )
    )


# A day that a sentence of the text tells of: it dates no story.
TOLD = "told"
# What a sentence says that tells when the text itself came out; `words.tsv` has what stands right beside a
# day, of which "filed" or "submitted" in a sentence are of something else.
SAYS_PUBLISHED = re.compile(
    r"erschien|veröffentlicht|appear(?:s|ed)|published|written in|publié|fait à|julkais|vyd[áa]n|zveřejn"
    r"|publicad|pubblicat|gepubliceerd|opublikowan|publicer|publiser|опубл|вийшла|δημοσι|פורסמ|đăng|tayang|dimuat|terbit"
    r"|yayı[mn]lan|原载|原載|刊登|刊于|刊於|发表于|發表於|掲載|게재|실렸|نُ?شر",
    re.IGNORECASE,
)
PARAGRAPHS, HIGHEST_LINE, MOST_OF_PARAGRAPH = frozenset({"p", "li", "dd", "blockquote"}), 3, 100
MOST_SHOWN, MOST_IN_LINE = 80, 4
LISTED, LISTED_DEPTH = frozenset({"li", "td", "th", "dd"}), 4
SHORT_LINE, LONG_LINE = 25, 90  # characters beside the date: a line of its own, a by-line, a sentence
# Text of an element whose date is split over its children: "12", "March", "2019".
LONGEST_SPLIT, LONGEST_WHOLE = 30, 160
WORD = re.compile(r"[^\W_]+")
# What may stand about a clock and says nothing of what it is of; "10:46 p.m." stands before its day, too.
CLOCK_WORDS, HALVES = frozenset({"uhr", "h", "hrs"}), frozenset({"am", "pm", "a", "p", "m"})
# An abbreviation of a zone that has several meanings: "4:00 AM CST".
UNSURE_ZONE = re.compile(r"^\s?\(?[A-Z]{1,3}T\b\)?")
# The offsets of newspapers: Honolulu's to New Zealand's in summer (IANA tz database).
WESTERNMOST, EASTERNMOST, HALF_A_DAY = timedelta(hours=-10), timedelta(hours=13), timedelta(hours=12)
MOST_CLOCK_WORDS = 6  # weekday, day, month, year, hour, minute
# What joins a day, a weekday and a time in languages whose news we have read.
JOINING = frozenset(
    {
        *(
            "on",
            "at",
            "the",
            "of",
            "time",
            "date",
            "last",
            "am",
            "pm",
            "um",
            "uhr",
            "den",
            "der",
            "le",
            "à",
            "el",
            "a",
        ),
        *(
            "las",
            "los",
            "de",
            "del",
            "em",
            "às",
            "il",
            "alle",
            "ore",
            "op",
            "om",
            "kl",
            "klo",
            "г",
            "года",
            "в",
            "р",
        ),
        *(
            "о",
            "godz",
            "h",
            "min",
            "gmt",
            "utc",
            "时间",
            "日期",
            "于",
            "發布",
            "发布",
            "发表",
            "更新",
            "公開",
            "配信",
            "日",
        ),
        # Morning, evening and "o'clock", as Django and CLDR write them beside a time.
        *(
            "πμ",
            "μμ",
            "π",
            "μ",
            "στις",
            "בבוקר",
            "בערב",
            "בצהריים",
            "אחר",
            "הצהריים",
            "בלילה",
            "לפני",
            "בשעה",
        ),
        *("बजे", "पूर्वाह्न", "अपराह्न", "सुबह", "शाम", "रात", "दोपहर", "ص", "م", "صباحا", "صباحًا", "مساء", "مساءً"),
        *("ساعت", "ظهر", "از", "قبل", "بعد", "ق", "ظ", "น", "เวลา", "นาฬิกา", "de", "du", "óra", "órakor"),
        *("ö", "s", "öö", "ös", "saat", "p", "m", "pukul", "jam", "lúc", "giờ", "sáng", "chiều", "tối"),
    }
)
ZONES = frozenset(
    {"bst", "cest", "cet", "edt", "eest", "eet", "est", "gmt", "ist", "msk", "pdt", "pst", "utc", "wib"}
)
ASIAN_WEEKDAY = re.compile("(?:星期|周|週|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일")
SITE_HEAD = re.compile(
    r"(?:^|\s)(?:(?:site|page|top|main)[-_]?)?(?:header(?:[-_]?(?:container|wrap|wrapper|top|inner))?|masthead|topbar)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
OWN_BOXES = frozenset({"article", "main"})
# What boxes around a day over the menu are called; and where a day is a picture's, or of a table.
FRAME = re.compile(
    r"(?:^|\s)(?:site|head|header|top|main|nav|menu|login|user)?[_-]?(?:top|header|bar|menu|nav|login)"
    r"(?:[_-]?(?:bar|menu|nav|left|right|inner|date|info|wrap|box|container))*(?:$|\s)",
    re.IGNORECASE,
)
PICTURED = frozenset({"figure", "figcaption", "td", "th"})
CALLED_PUBLISHED = re.compile(r"publish|posted", re.IGNORECASE)
# Where a story's own day stands that is not in its text.
BEFORE_TEXT = frozenset({"before", "head"})
LONGEST_CLOCK = 12  # "21:25", "09:05 Uhr"
LONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NUMBERED = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?!\d|[/-])")
DAY_MONTH = re.compile(r"(?<!\d)\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d(?!\d)")
MONTH_DAY = re.compile(r"(?<!\w)[A-Z][a-z]{2,8} \d{1,2},? (?:19|20)\d\d(?!\d)")


# What boxes of readers' remarks are called in several languages, each name whole: themes put `comments-open`
# on the post. And how far up they are looked for: who remarks does so later.
COMMENT = re.compile(
    r"(?:comments?|commentaires?|coment[aá]rios?|kommentare?|komentar\w*|reacties?|talkbacks?|replies|disqus"
    r"|yorumlar?|commentlist)(?:[-_](?:author|body|content|date|entry|item|list|meta|text|\d+))?",
    re.IGNORECASE,
)
HIGHEST_COMMENT = 2
# Letters of a remark, who makes it and when, and texts of it that are looked at.
REMARK, MOST_OF_COMMENT = 40, 20


def shown_dates(
    tree: HtmlElement,
    paragraphs: tuple[str, ...],
    *,
    month_first: bool,
    language: str | None,
    others: OtherStories | None = None,
    visited: str | None = None,
) -> list[Sighting]:
    """Return the dates the page shows, in its order; `month_first` where its own numbers do not tell.

    What stands in the boxes of `others` is not of this story, nor is the day it was `visited` (`YYYY-MM-DD`)
    over its menu. Never raises; the work is bounded by the number of places looked at.
    """
    places = date_places(tree, paragraphs)
    month_first = _month_first(places, month_first)
    rows = [row for place in places for row in _readings(place, month_first, language)][:MOST_SHOWN]
    if language == AMHARIC and _is_to_come(rows, visited):
        # Years of our calendar beside its months, as in Eritrea.
        rows = [row for place in places for row in _readings(place, month_first, TIGRINYA)][:MOST_SHOWN]
    rows = _without_visit(_by_visit(rows, visited), visited, language, others) if visited else rows
    alike = Counter(signature(place.element) for place, _ in rows)
    is_told = any(CALLED_PUBLISHED.search(place.element.get("class") or "") for place, _ in rows)
    order = Counter[str]()
    found: list[Sighting] = []
    for place, reading in rows:
        about = tuple(_line_traits(place, reading))
        # Of a copyright, a birth, a member who joined, or of the visit: never of the story.
        if "label:other" in about or _is_page_clock(place, about):
            continue
        if others is not None and others.hold(place.element):
            continue
        if place.region == "after" and _is_of_comment(place.element):
            continue
        order[place.region] += 1
        traits = (
            *about,
            *context_traits(
                place.element,
                is_entry=not is_told and place.region in BEFORE_TEXT and "label:updated" not in about,
            ),
            _rank("list", alike[signature(place.element)]),
            _rank("nth", order[place.region]),
        )
        found.append(Sighting(reading.time, "time" if place.stamp else "text", traits, reading.other))
    return found


def is_called_comment(element: HtmlElement) -> bool:
    """Say whether an element is called a box of remarks, by its class or id."""
    return any(map(COMMENT.fullmatch, f"{element.get('class', '')} {element.get('id', '')}".split()))


def _is_of_comment(element: HtmlElement) -> bool:
    """Whether an element behind the text stands in a box that is called a comment's and holds a remark."""
    boxes = (element, *islice(element.iterancestors(), HIGHEST_COMMENT))
    called = (box for box in boxes if is_called_comment(box))
    return any(count_letters(" ".join(islice(box.itertext(), MOST_OF_COMMENT))) >= REMARK for box in called)


def other_days(
    tree: HtmlElement, others: OtherStories, *, month_first: bool, language: str | None
) -> frozenset[str]:
    """Return the days (`YYYY-MM-DD`) that stand in the boxes of other stories, wherever else they stand."""
    places = [place for place in date_places(tree, ()) if others.hold(place.element)][:MOST_SHOWN]
    return frozenset(
        reading.time[:10] for place in places for _, reading in _readings(place, month_first, language)
    )


def _rank(name: str, number: int) -> str:
    return f"{name}:{number if number < 3 else 'more'}"


def _month_first(places: list[Place], usual: bool) -> bool:
    """Whether the page writes the month first: by its dates that have but one reading, else `usual`."""
    votes = 0
    for place in places:
        for one, two in NUMBERED.findall(place.text) if "/" in place.text or "-" in place.text else ():
            votes += (int(two) > 12 >= int(one)) - (int(one) > 12 >= int(two))
        votes += bool(MONTH_DAY.search(place.text)) - bool(DAY_MONTH.search(place.text))
    return votes > 0 if votes else usual


def _readings(place: Place, month_first: bool, language: str | None) -> Iterator[tuple[Place, WrittenDate]]:
    """Up to `MOST_IN_LINE` dates of a place; a date split over elements is read in the one that holds it."""
    if place.stamp is not None:
        time = read_time(place.stamp, month_first=month_first)
        if time:
            told = _by_its_clock(time, place.element, month_first=month_first, language=language)
            yield place, WrittenDate(0, len(place.text), told or _with_clock(time, place.element))
        return
    short = len(place.text) < LONGEST_SPLIT
    for around in (place, *_wider(place)) if short else (place,):
        found = find_times(
            around.text,
            month_first=month_first,
            language=language,
            short_years=short or _is_labelled(around),
            # Of a list or a table it may be degrees, prices, anything.
            named_short_years=short and place.region in BEFORE_TEXT and not _is_listed(place.element),
        )
        yield from ((around, reading) for reading in found[:MOST_IN_LINE])
        if found:
            return


def _is_labelled(place: Place) -> bool:
    """Whether a line between headline and text says that it was published, or changed."""
    return (
        place.region in BEFORE_TEXT
        and len(place.text) <= LONGEST_WHOLE
        and label_of(place.text, "") in ("published", "updated")
    )


def _is_listed(element: HtmlElement) -> bool:
    around = (element, *islice(element.iterancestors(), LISTED_DEPTH))
    return any(one.tag in LISTED for one in around)


def _by_its_clock(time: str, element: HtmlElement, *, month_first: bool, language: str | None) -> str | None:
    """The moment with the offset of the day and clock that are all its element shows; None if not in UTC.

    Midnight is put where only the day is known. Twelve hours apart is a clock whose "p.m." is not read.
    """
    if not time.endswith("+00:00") or "T00:00:00" in time:
        return None
    text = tidy("".join(islice(element.itertext(), 5))[:200])
    shown = find_times(text, month_first=month_first, language=language) if text else []
    if len(shown) != 1 or not _is_but_a_moment(text, shown[0]):
        return None
    local = in_local_time(time, shown[0].time)
    offset = datetime.fromisoformat(local).utcoffset() if local else None
    near = offset is not None and WESTERNMOST <= offset <= EASTERNMOST and offset != HALF_A_DAY
    return local if near else None


def _is_but_a_moment(text: str, moment: WrittenDate) -> bool:
    """Whether nothing stands around a day and its clock but a weekday, or "Uhr"; or a zone is read there."""
    if datetime.fromisoformat(moment.time).tzinfo is not None:
        return True
    before, after = text[: moment.start].casefold(), UNSURE_ZONE.sub("", text[moment.end :]).casefold()
    rest = [word for part in (before, after) for word in WORD.findall(ASIAN_WEEKDAY.sub(" ", part))]
    clock = {word for word in WORD.findall(before) if word.isdecimal() or word in HALVES}
    return weekdays() | CLOCK_WORDS | clock >= {*rest}


def _with_clock(time: str, element: HtmlElement) -> str:
    """The day with the time of day that is all there is in the element behind it."""
    beside = element.getnext()
    if "T" in time or beside is None or (element.tail or "").strip():
        return time
    text = tidy("".join(islice(beside.itertext(), 5))[:200])
    clock = clock_after(text) if len(text) <= LONGEST_CLOCK else None
    return f"{time}T{clock.hour:02}:{clock.minute:02}:{clock.second:02}" if clock else time


def _wider(place: Place) -> Iterator[Place]:
    """The place with the text of the element, then of the two above it, while that is one line."""
    if not LONE_YEAR.search(place.text):
        return
    element = place.element
    for _ in range(3):
        text = tidy("".join(islice(element.itertext(), 20))[: LONGEST_WHOLE + 1])
        if len(text) > LONGEST_WHOLE or element.tag in BODIES:
            return
        yield Place(element, text, place.region)
        parent = element.getparent()
        if parent is None:
            return
        element = parent


def _line_traits(place: Place, reading: WrittenDate) -> Iterator[str]:
    kind = "time" if place.stamp else "text"
    before, after = (
        (place.text, "") if place.stamp else (place.text[: reading.start], place.text[reading.end :])
    )
    yield f"kind:{kind}"
    yield f"region:{place.region}"
    label = label_of(before, after)
    if label is None and (len(before) < 3 or (place.stamp and day_of_line(before))):
        label = label_of(preceding_text(place.element), "")
        if label:
            yield "label:near"
    if label is None and is_called_last_change(place.element):
        label = "updated"
    yield f"label:{label}"
    if (
        label is None
        and place.region not in BEFORE_TEXT
        and not SAYS_PUBLISHED.search(before)
        and is_told(before, after, _paragraph_of(place))
    ):
        yield TOLD
    rest = len(before) + len(after)
    yield "line:short" if rest < SHORT_LINE else "line:middle" if rest < LONG_LINE else "line:long"
    if "T" in reading.time:
        yield "clock"
    if reading.other:
        yield "ambiguous"


def _paragraph_of(place: Place) -> str:
    """The paragraph a text stands in, which links and marks may have split; else the text itself."""
    around = (place.element, *islice(place.element.iterancestors(), HIGHEST_LINE))
    box = next((one for one in around if one.tag in PARAGRAPHS), None)
    return place.text if box is None else tidy("".join(islice(box.itertext(), MOST_OF_PARAGRAPH)))


def _is_page_clock(place: Place, traits: tuple[str, ...]) -> bool:
    """Whether it is the day of the visit: "Mittwoch, 26.02.2020" and nothing else in the head of the site."""
    words = WORD.findall("".join(islice(place.element.itertext(), 10)))
    if "label:None" not in traits or not words or not words[0].isalpha() or len(words) > MOST_CLOCK_WORDS:
        return False
    boxes = list(place.element.iterancestors())
    if any(box.tag in OWN_BOXES for box in boxes):
        return False
    return any(
        box.tag == "header" or SITE_HEAD.search(f"{box.get('id', '')} {box.get('class', '')}")
        for box in boxes
    )


def _days_about(visited: str) -> set[str]:
    """The day of a visit and those beside it, as clocks elsewhere have them; none if it is no day."""
    try:
        day = date.fromisoformat(visited)
        return {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    except (ValueError, OverflowError):
        return set()


def _is_to_come(rows: list[tuple[Place, WrittenDate]], visited: str | None) -> bool:
    """Whether a day alone in its line, as a story's own is, follows that of the visit."""
    about = _days_about(visited or "")
    return bool(about) and any(
        reading.time[:10] > max(about) and reading.time[:10] in day_of_line(place.text, AMHARIC)
        for place, reading in rows
    )


def _by_visit(rows: list[tuple[Place, WrittenDate]], visited: str) -> list[tuple[Place, WrittenDate]]:
    """The readings, of those that lie ahead of the visit the other order, if that one does not."""
    last = max(_days_about(visited), default="")
    return [
        (place, replace(reading, time=reading.other, other=None))
        if last and reading.other and reading.other[:10] <= last < reading.time[:10]
        else (place, reading)
        for place, reading in rows
    ]


def _without_visit(
    rows: list[tuple[Place, WrittenDate]],
    visited: str,
    language: str | None,
    others: OtherStories | None,
) -> list[tuple[Place, WrittenDate]]:
    """The readings but that of the day of the visit, where an earlier day follows alone.

    A page of 2021 says "Monday, 24 August 2026" over its menu when it is fetched that day, in whatever box,
    or the day alone.
    On the day it is published a story has that day under its headline, and may name others beside it.
    """
    about = _days_about(visited)
    if not about:
        return rows
    own = [
        number
        for number, (place, reading) in enumerate(rows)
        if place.region in BEFORE_TEXT
        and reading.time[:10] < min(about)
        and not (others is not None and others.hold(place.element))
        and reading.time[:10] in day_of_line(place.text, language)
        and not any(box.tag in PICTURED for box in (place.element, *place.element.iterancestors()))
    ]
    last = max(own, default=-1)
    return [row for number, row in enumerate(rows) if number > last or not _may_be_visit(*row, about)]


def _may_be_visit(place: Place, reading: WrittenDate, about: set[str]) -> bool:
    words = WORD.findall(place.text[: reading.start].casefold())
    if place.stamp is not None or place.region != "before" or reading.time[:10] not in about:
        return False
    if label_of(place.text[: reading.start], place.text[reading.end :]) is not None:
        return False
    named = bool(words) and words[-1] in weekdays()
    boxes = list(place.element.iterancestors())
    in_frame = any(FRAME.search(f"{box.get('id', '')} {box.get('class', '')}") for box in boxes)
    alone = in_frame and reading.time[:10] in day_of_line(place.text)
    return (named or alone) and not any(box.tag in OWN_BOXES for box in boxes)


def preceding_text(element: HtmlElement) -> str:
    """Return the text just before an element, of its sibling or else its parent, behind that one's day."""
    sibling, parent = element.getprevious(), element.getparent()
    if sibling is not None:
        text = tidy(("".join(sibling.itertext()) + (sibling.tail or ""))[-60:])
    else:
        text = tidy((parent.text or "")[-60:]) if parent is not None else ""
    # "Printed on 9 June" labels its own day.
    days = find_times(text) if any(map(str.isdigit, text)) else []
    return text[days[-1].end :] if days else text
