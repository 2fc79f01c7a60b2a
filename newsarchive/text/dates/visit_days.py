"""Days that are of the visit, and of no story: those that sites print over their menus."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from newsarchive.text.dates.date_labels import LABEL_WORD, day_of_line, label_of, preceding_text, weekdays
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.page_places import BEFORE_TEXT, Place, is_dated_line
from newsarchive.text.dates.signed_lines import is_signed_line
from newsarchive.text.dates.written_dates import AMHARIC, WrittenDate

_MOST_CLOCK_WORDS = 6  # weekday, day, month, year, hour, minute
_SITE_HEAD = re.compile(
    r"(?:^|\s)(?:(?:site|page|top|main)[-_]?)?(?:header(?:[-_]?(?:container|wrap|wrapper|top|inner))?|masthead|topbar)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_OWN_BOXES = frozenset({"article", "main"})
# What boxes around a day over the menu are called; and where a day is a picture's, or of a table.
_FRAME = re.compile(
    r"(?:^|\s)(?:site|head|header|top|main|nav|menu|login|user)?[_-]?(?:top|header|bar|menu|nav|login)"
    r"(?:[_-]?(?:bar|menu|nav|left|right|inner|date|info|wrap|box|container))*(?:$|\s)",
    re.IGNORECASE,
)
_LISTED_OR_HEADING = frozenset({"a", "li", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURED = frozenset({"figure", "figcaption", "td", "th"})
# What boxes of a story's own head are called.
_OF_STORY = re.compile(r"article|post(?!er)|entry|story|byline|beitrag|artikel|noticia", re.IGNORECASE)
# And of the line in it that says who wrote, where and when.
_HEAD_LINE = re.compile(
    r"(?:^|[\s_-])(?:meta|byline|dateline|pubdate|date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CLOSE = 3  # boxes before which a label of the day may stand
_CELLS, _MOST_OF_CELL = frozenset({"td", "th"}), 60
_LAYOUT_CELL = 400  # characters of a cell that holds a story and not a fact
_FRAME_TAGS, _MOST_BESIDE = frozenset({"header", "nav"}), 4
# Weekdays in brackets or behind a day, as East Asian pages have them.
_WEEKDAY_SIGN = re.compile(
    "(?:星期|周|週|礼拜)[一二三四五六日天]|[月火水木金土日]曜|[월화수목금토일]요일"
    "|[（(][月火水木金土日월화수목금토일][）)]"
)


def is_page_clock(place: Place, traits: tuple[str, ...]) -> bool:
    """Say whether it is the day of the visit: "Mittwoch, 26.02.2020" and no more in the head of the site."""
    words = LABEL_WORD.findall("".join(islice(place.element.itertext(), 10)))
    if "label:None" not in traits or not words or not words[0].isalpha() or len(words) > _MOST_CLOCK_WORDS:
        return False
    boxes = list(place.element.iterancestors())
    if any(box.tag in _OWN_BOXES for box in boxes):
        return False
    return any(
        box.tag == "header" or _SITE_HEAD.search(f"{box.get('id', '')} {box.get('class', '')}")
        for box in boxes
    )


def _days_about(visited: str) -> set[str]:
    """The day of a visit and those beside it, as clocks elsewhere have them; none if it is no day."""
    try:
        day = date.fromisoformat(visited)
        return {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    except (ValueError, OverflowError):
        return set()


def is_after_visit(time: str, visited: str | None) -> bool:
    """Say whether a time (ISO 8601) is of a day after that of the visit, wherever the clock stood."""
    about = _days_about(visited or "")
    return bool(about) and time[:10] > max(about)


def is_to_come(rows: list[tuple[Place, WrittenDate]], visited: str | None) -> bool:
    """Say whether a day alone in its line, as a story's own is, follows that of the visit."""
    about = _days_about(visited or "")
    return bool(about) and any(
        reading.time[:10] > max(about) and reading.time[:10] in day_of_line(place.text, AMHARIC)
        for place, reading in rows
    )


def by_visit(rows: list[tuple[Place, WrittenDate]], visited: str) -> list[tuple[Place, WrittenDate]]:
    """Return the readings, of those that lie ahead of the visit the other order, if that one does not."""
    last = max(_days_about(visited), default="")
    return [
        (place, replace(reading, time=reading.other, other=None))
        if last and reading.other and reading.other[:10] <= last < reading.time[:10]
        else (place, reading)
        for place, reading in rows
    ]


def without_visit(
    rows: list[tuple[Place, WrittenDate]],
    visited: str,
    language: str | None,
    others: OtherStories | None,
) -> list[tuple[Place, WrittenDate]]:
    """Return the readings but that of the day of the visit, where an earlier day follows alone.

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
        and not any(box.tag in _PICTURED for box in (place.element, *place.element.iterancestors()))
    ]
    last = max(own, default=-1)
    return [row for number, row in enumerate(rows) if number > last or not _may_be_visit(*row, about)]


def without_masthead(
    rows: list[tuple[Place, WrittenDate]], language: str | None, others: OtherStories | None
) -> list[tuple[Place, WrittenDate]]:
    """Return the readings but that of the day over the menu, where an earlier one dates the story.

    Of a page that was saved nobody knows the day of the visit: "Thursday, 19 November 2026" over its menu is
    that day where the line between headline and text has an older one.
    """
    over = [number for number, (place, reading) in enumerate(rows) if _is_over_menu(place, reading, language)]
    if not over:
        return rows
    own = [
        reading.time[:10]
        for place, reading in rows[over[0] + 1 :]
        if place.region in BEFORE_TEXT
        and (place.stamp is not None or is_dated_line(place.text) or _is_signed(place))
        and label_of(place.text[: reading.start], place.text[reading.end :]) != "other"
        and not (others is not None and others.hold(place.element))
        and not _is_pictured(place)
    ]
    first = [day for day in own if day not in {rows[number][1].time[:10] for number in over}]
    return [
        row
        for number, row in enumerate(rows)
        if number not in over or not any(day < row[1].time[:10] for day in first)
    ]


def without_place_days(
    rows: list[tuple[Place, WrittenDate]], language: str | None
) -> list[tuple[Place, WrittenDate]]:
    """Return the readings but those beside one word ("Anfield, 5 March 2024") where a day is over the menu.

    Such a line may say where and when happened what the story tells of.
    """
    if not any(_is_over_menu(place, reading, language) for place, reading in rows):
        return rows
    return [(place, reading) for place, reading in rows if not _is_of_place(place)]


def _is_of_place(place: Place) -> bool:
    """Whether a line at the head has a day and a word that would sign it in a by-line's box alone."""
    if place.stamp is not None or place.region not in BEFORE_TEXT or is_dated_line(place.text):
        return False
    return (
        is_signed_line(place.text, is_head=True) and not _is_signed(place) and not is_signed_line(place.text)
    )


def _is_signed(place: Place) -> bool:
    """Whether a line signs and dates the story, and is no heading or entry of a list."""
    boxes = (place.element, *islice(place.element.iterancestors(), _CLOSE))
    is_head = any(_HEAD_LINE.search(box.get("class") or "") for box in boxes[:2])
    signed = is_signed_line(place.text, is_head=is_head)
    return signed and not any(box.tag in _LISTED_OR_HEADING for box in boxes)


def _is_over_menu(place: Place, reading: WrittenDate, language: str | None) -> bool:
    """Whether a day is alone in its line over the headline, with its weekday, in the frame or over a menu."""
    if (
        place.stamp is not None
        or place.region != "before"
        or label_of(place.text[: reading.start], place.text[reading.end :]) is not None
    ):
        return False
    if reading.time[:10] not in day_of_line(_WEEKDAY_SIGN.sub(" ", place.text), language):
        return False
    boxes = (place.element, *place.element.iterancestors())
    if any(box.tag in _OWN_BOXES or _OF_STORY.search(box.get("class") or "") for box in boxes):
        return False
    if any(label_of(preceding_text(box), "") for box in boxes[:_CLOSE]):
        return False
    if _has_weekday(place.text):
        return True
    return any(
        box.tag in _FRAME_TAGS
        or _FRAME.search(f"{box.get('id', '')} {box.get('class', '')}")
        or any(other.tag == "nav" for other in islice(box.itersiblings(), _MOST_BESIDE))
        for box in boxes
    )


def _has_weekday(line: str) -> bool:
    return _WEEKDAY_SIGN.search(line) is not None or not weekdays().isdisjoint(
        LABEL_WORD.findall(line.casefold())
    )


def _is_pictured(place: Place) -> bool:
    """Whether a place stands in a picture's line or a table of facts, not in a table that holds the page."""
    boxes = (place.element, *place.element.iterancestors())
    pictured = next((box for box in boxes if box.tag in _PICTURED), None)
    if pictured is None or pictured.tag not in _CELLS:
        return pictured is not None
    return sum(map(len, islice(pictured.itertext(), _MOST_OF_CELL))) < _LAYOUT_CELL


def _may_be_visit(place: Place, reading: WrittenDate, about: set[str]) -> bool:
    words = LABEL_WORD.findall(place.text[: reading.start].casefold())
    if place.stamp is not None or place.region != "before" or reading.time[:10] not in about:
        return False
    if label_of(place.text[: reading.start], place.text[reading.end :]) is not None:
        return False
    named = bool(words) and words[-1] in weekdays()
    boxes = list(place.element.iterancestors())
    in_frame = any(_FRAME.search(f"{box.get('id', '')} {box.get('class', '')}") for box in boxes)
    alone = in_frame and reading.time[:10] in day_of_line(place.text)
    return (named or alone) and not any(box.tag in _OWN_BOXES for box in boxes)
