"""Dates a reader sees on the page, and what speaks for each being the day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.change_places import elements_over_headline, is_in_another_box, is_right_below
from newsarchive.text.dates.date_labels import (
    ASIAN_WEEKDAY,
    LABEL_WORD,
    PHRASE_BEGIN,
    day_of_line,
    label_of,
    preceding_text,
    says_changed,
    weekdays,
)
from newsarchive.text.dates.local_times import in_local_time
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.page_places import (
    BEFORE_TEXT,
    BODIES,
    SHORT_DAY,
    Place,
    context_traits,
    date_places,
    is_called_last_change,
    is_dated_line,
    is_told,
    signature,
)
from newsarchive.text.dates.signed_lines import is_signed_line
from newsarchive.text.dates.visit_days import (
    by_visit,
    is_page_clock,
    is_to_come,
    without_masthead,
    without_place_days,
    without_visit,
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


# A day that a sentence of the text tells of: it dates no story.
TOLD_DAY = "told"
# A day that is said to be that of the page's last change.
SAYS_CHANGED = "says:last"
# What a sentence says that tells when the text itself came out; `words.tsv` has what stands right beside a
# day, of which "filed" or "submitted" in a sentence are of something else.
_SAYS_PUBLISHED = re.compile(
    r"erschien|veröffentlicht|appear(?:s|ed)|published|written in|publié|fait à|julkais|vyd[áa]n|zveřejn"
    r"|publicad|pubblicat|gepubliceerd|opublikowan|publicer|publiser|опубл|вийшла|δημοσι|פורסמ|đăng|tayang|dimuat|terbit"
    r"|yayı[mn]lan|原载|原載|刊登|刊于|刊於|发表于|發表於|掲載|게재|실렸|نُ?شر",
    re.IGNORECASE,
)
_PARAGRAPHS, _HIGHEST_LINE, _MOST_OF_PARAGRAPH = frozenset({"p", "li", "dd", "blockquote"}), 3, 100
_MOST_SHOWN, _MOST_IN_LINE = 80, 4
_LISTED, _LISTED_DEPTH = frozenset({"li", "td", "th", "dd"}), 4
_SHORT_LINE, _LONG_LINE = 25, 90  # characters beside the date: a line of its own, a by-line, a sentence
# Text of an element whose date is split over its children: "12", "March", "2019".
_LONGEST_SPLIT, _LONGEST_WHOLE = 30, 160
# What may stand about a clock and says nothing of what it is of; "10:46 p.m." stands before its day, too.
_CLOCK_WORDS, _HALVES = frozenset({"uhr", "h", "hrs"}), frozenset({"am", "pm", "a", "p", "m"})
# An abbreviation of a zone that has several meanings: "4:00 AM CST".
_UNSURE_ZONE = re.compile(r"^\s?\(?[A-Z]{1,3}T\b\)?")
# The offsets of newspapers: Honolulu's to New Zealand's in summer (IANA tz database).
_WESTERNMOST, _EASTERNMOST, _HALF_A_DAY = timedelta(hours=-10), timedelta(hours=13), timedelta(hours=12)
_CALLED_PUBLISHED = re.compile(r"publish|posted", re.IGNORECASE)
_LONGEST_CLOCK = 12  # "21:25", "09:05 Uhr"
_SHORT_CLOCK = re.compile(r"(?<!\d)(\d\d)([./-])(\d\d)\2\d\d(?!\d)[^\w\n]{1,4}[0-2]?\d[:.][0-5]\d(?!\d)")
_LONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?!\d|[/-])")
_DAY_MONTH = re.compile(r"(?<!\d)\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\w)[A-Z][a-z]{2,8} \d{1,2},? (?:19|20)\d\d(?!\d)")


# What boxes of readers' remarks are called in several languages, each name whole: themes put `comments-open`
# on the post. And how far up they are looked for: who remarks does so later.
_COMMENT = re.compile(
    r"(?:comments?|commentaires?|coment[aá]rios?|kommentare?|komentar\w*|reacties?|talkbacks?|replies|disqus"
    r"|yorumlar?|commentlist)(?:[-_](?:author|body|content|date|entry|item|list|meta|text|\d+))?",
    re.IGNORECASE,
)
_HIGHEST_COMMENT = 2
# Letters of a remark, who makes it and when, and texts of it that are looked at.
_REMARK, _MOST_OF_COMMENT = 40, 20


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
    rows = [row for place in places for row in _readings(place, month_first, language)][:_MOST_SHOWN]
    if language == AMHARIC and is_to_come(rows, visited):
        # Years of our calendar beside its months, as in Eritrea.
        rows = [row for place in places for row in _readings(place, month_first, TIGRINYA)][:_MOST_SHOWN]
    rows = without_visit(by_visit(rows, visited), visited, language, others) if visited else rows
    rows = without_place_days(_without_edition(without_masthead(rows, language, others)), language)
    alike = Counter(signature(place.element) for place, _ in rows)
    is_told = any(_CALLED_PUBLISHED.search(place.element.get("class") or "") for place, _ in rows)
    order = Counter[str]()
    found: list[Sighting] = []
    over: frozenset[HtmlElement] | None = None
    for place, reading in rows:
        about = tuple(_line_traits(place, reading))
        # Of a copyright, a birth, a member who joined, or of the visit: never of the story.
        if "label:other" in about or is_page_clock(place, about):
            continue
        if others is not None and others.hold(place.element):
            continue
        if place.region == "after" and _is_of_comment(place.element):
            continue
        order[place.region] += 1
        own = about
        if SAYS_CHANGED in about and over is None:
            over = elements_over_headline(tree, paragraphs)
        if SAYS_CHANGED in about and (place.element in (over or ()) or not _is_story_s(place, paragraphs)):
            own = tuple(each for each in about if each != SAYS_CHANGED)
        traits = (
            *own,
            *context_traits(
                place.element,
                is_entry=not is_told and place.region in BEFORE_TEXT and "label:updated" not in about,
            ),
            _rank("list", alike[signature(place.element)]),
            _rank("nth", order[place.region]),
        )
        found.append(Sighting(reading.time, "time" if place.stamp else "text", traits, reading.other))
    return found


def _is_story_s(place: Place, paragraphs: tuple[str, ...]) -> bool:
    """Whether a change that is told at a place may be the story's; in the text, where the publication is."""
    if place.region == "after" and not is_right_below(place.element, paragraphs):
        return False
    if place.region == "inside" and len(place.text) > _LONGEST_WHOLE:
        return False
    return not is_in_another_box(place.element)


def _without_edition(rows: list[tuple[Place, WrittenDate]]) -> list[tuple[Place, WrittenDate]]:
    """The readings but those of the printed edition ("Print edition, 8 May"), where others date it."""
    printed = [
        number
        for number, (place, reading) in enumerate(rows)
        if place.stamp is None
        and label_of(PHRASE_BEGIN.split(place.text[: reading.start])[-1], place.text[reading.end :])
        == "edition"
    ]
    others = (
        number
        for number, (place, _) in enumerate(rows)
        if place.region in BEFORE_TEXT
        and (place.stamp is not None or is_dated_line(place.text) or is_signed_line(place.text))
    )
    if not printed or all(number in printed for number in others):
        return rows
    return [row for number, row in enumerate(rows) if number not in printed]


def is_called_comment(element: HtmlElement) -> bool:
    """Say whether an element is called a box of remarks, by its class or id."""
    return any(map(_COMMENT.fullmatch, f"{element.get('class', '')} {element.get('id', '')}".split()))


def _is_of_comment(element: HtmlElement) -> bool:
    """Whether an element behind the text stands in a box that is called a comment's and holds a remark."""
    boxes = (element, *islice(element.iterancestors(), _HIGHEST_COMMENT))
    called = (box for box in boxes if is_called_comment(box))
    return any(count_letters(" ".join(islice(box.itertext(), _MOST_OF_COMMENT))) >= _REMARK for box in called)


def other_days(
    tree: HtmlElement, others: OtherStories, *, month_first: bool, language: str | None
) -> frozenset[str]:
    """Return the days (`YYYY-MM-DD`) that stand in the boxes of other stories, wherever else they stand."""
    places = [place for place in date_places(tree, ()) if others.hold(place.element)][:_MOST_SHOWN]
    return frozenset(
        reading.time[:10] for place in places for _, reading in _readings(place, month_first, language)
    )


def masthead_days(
    tree: HtmlElement,
    paragraphs: tuple[str, ...],
    *,
    month_first: bool,
    language: str | None,
    others: OtherStories | None,
) -> frozenset[str]:
    """Return the days (`YYYY-MM-DD`) that stand over the menu of a page whose story has another day."""
    places = date_places(tree, paragraphs)
    rows = [row for place in places for row in _readings(place, month_first, language)][:_MOST_SHOWN]
    kept = {reading.time[:10] for _, reading in without_masthead(rows, language, others)}
    return frozenset(reading.time[:10] for _, reading in rows) - kept


def _rank(name: str, number: int) -> str:
    return f"{name}:{number if number < 3 else 'more'}"


def _month_first(places: list[Place], usual: bool) -> bool:
    """Whether the page writes the month first: by its dates that have but one reading, else `usual`."""
    votes = 0
    for place in places:
        for one, two in _NUMBERED.findall(place.text) if "/" in place.text or "-" in place.text else ():
            votes += (int(two) > 12 >= int(one)) - (int(one) > 12 >= int(two))
        votes += bool(_MONTH_DAY.search(place.text)) - bool(_DAY_MONTH.search(place.text))
    return votes > 0 if votes else usual


def _readings(place: Place, month_first: bool, language: str | None) -> Iterator[tuple[Place, WrittenDate]]:
    """Up to `_MOST_IN_LINE` dates of a place; a date split over elements is read in the one that holds it."""
    if place.stamp is not None:
        time = read_time(place.stamp, month_first=month_first)
        if time:
            told = _by_its_clock(time, place.element, month_first=month_first, language=language)
            yield place, WrittenDate(0, len(place.text), told or _with_clock(time, place.element))
        return
    short = len(place.text) < _LONGEST_SPLIT
    for around in (place, *_wider(place)) if short else (place,):
        found = find_times(
            around.text,
            month_first=month_first,
            language=language,
            short_years=short or _is_labelled(around) or _is_dated(around),
            # Of a list or a table it may be degrees, prices, anything.
            named_short_years=short and place.region in BEFORE_TEXT and not _is_listed(place.element),
        )
        yield from ((around, reading) for reading in found[:_MOST_IN_LINE])
        if found:
            return


def _is_labelled(place: Place) -> bool:
    """Whether a line between headline and text says that it was published, or changed."""
    return (
        place.region in BEFORE_TEXT
        and len(place.text) <= _LONGEST_WHOLE
        and label_of(place.text, "") in ("published", "updated")
    )


def _is_dated(place: Place) -> bool:
    """Whether a line over the text has a day and a time of day, or a name: "25/08/24 @ 10:00 | Ann Lee"."""
    if place.region not in BEFORE_TEXT or len(place.text) > _LONGEST_WHOLE:
        return False
    if _SHORT_CLOCK.search(place.text) is not None:
        return True
    return SHORT_DAY.search(place.text) is not None and is_signed_line(place.text, fewest_words=2)


def _is_listed(element: HtmlElement) -> bool:
    around = (element, *islice(element.iterancestors(), _LISTED_DEPTH))
    return any(one.tag in _LISTED for one in around)


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
    near = offset is not None and _WESTERNMOST <= offset <= _EASTERNMOST and offset != _HALF_A_DAY
    return local if near else None


def _is_but_a_moment(text: str, moment: WrittenDate) -> bool:
    """Whether nothing stands around a day and its clock but a weekday, or "Uhr"; or a zone is read there."""
    if datetime.fromisoformat(moment.time).tzinfo is not None:
        return True
    before, after = text[: moment.start].casefold(), _UNSURE_ZONE.sub("", text[moment.end :]).casefold()
    rest = [word for part in (before, after) for word in LABEL_WORD.findall(ASIAN_WEEKDAY.sub(" ", part))]
    clock = {word for word in LABEL_WORD.findall(before) if word.isdecimal() or word in _HALVES}
    return {*rest} - clock - _CLOCK_WORDS <= weekdays()


def _with_clock(time: str, element: HtmlElement) -> str:
    """The day with the time of day that is all there is in the element behind it."""
    beside = element.getnext()
    if "T" in time or beside is None or (element.tail or "").strip():
        return time
    text = tidy("".join(islice(beside.itertext(), 5))[:200])
    clock = clock_after(text) if len(text) <= _LONGEST_CLOCK else None
    return f"{time}T{clock.hour:02}:{clock.minute:02}:{clock.second:02}" if clock else time


def _wider(place: Place) -> Iterator[Place]:
    """The place with the text of the element, then of the two above it, while that is one line."""
    if not _LONE_YEAR.search(place.text):
        return
    element = place.element
    for _ in range(3):
        text = tidy("".join(islice(element.itertext(), 20))[: _LONGEST_WHOLE + 1])
        if len(text) > _LONGEST_WHOLE or element.tag in BODIES:
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
    if label == "updated" and _says_changed(place, before, after):
        yield SAYS_CHANGED
    if (
        label is None
        and place.region not in BEFORE_TEXT
        and not _SAYS_PUBLISHED.search(before)
        and is_told(before, after, _paragraph_of(place))
    ):
        yield TOLD_DAY
    rest = len(before) + len(after)
    yield "line:short" if rest < _SHORT_LINE else "line:middle" if rest < _LONG_LINE else "line:long"
    if "T" in reading.time:
        yield "clock"
    if reading.other:
        yield "ambiguous"


def _says_changed(place: Place, before: str, after: str) -> bool:
    """Whether the words right beside a day, or what its box is called, say that the page was changed then."""
    if is_called_last_change(place.element):
        return True
    days = find_times(before) if place.stamp else []
    before = before[: days[0].start] if days else before
    return says_changed(before, after) or (
        not any(map(str.isalpha, before)) and says_changed(preceding_text(place.element), "")
    )


def _paragraph_of(place: Place) -> str:
    """The paragraph a text stands in, which links and marks may have split; else the text itself."""
    around = (place.element, *islice(place.element.iterancestors(), _HIGHEST_LINE))
    box = next((one for one in around if one.tag in _PARAGRAPHS), None)
    return place.text if box is None else tidy("".join(islice(box.itertext(), _MOST_OF_PARAGRAPH)))
