"""Setting what a by-line says of a day apart from whom it names: "Ada Roe Published 4 May 2031"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from newsarchive.text.dates.date_labels import CLOCK, is_beside_day, weekday_of, weekdays
from newsarchive.text.dates.written_dates import WrittenDate, find_times
from newsarchive.text.letters import begins_small
from newsarchive.text.metadata.byline_parts import AND_WORDS
from newsarchive.text.metadata.known_names import has_family_name, has_given_name
from newsarchive.text.metadata.known_places import is_paper
from newsarchive.text.page.byline_labels import label_pattern

# Characters of a line that may be a by-line and two days.
_LONGEST_DATED = 120
# Days that are written so beside a name and too short to be read alone: "04.05.31, 11:02".
_SHORT_DAY = re.compile(r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1\d\d(?![\d.]\d|\d)")
_DIGIT = re.compile(r"\d")
_CLOCK_LAST = re.compile(rf"(?:{CLOCK.pattern})[\s,]*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<mark>[\s.,:：]*)$")
# Letters of weekdays as they are written out; shorter ones are names as well: Sun, Mo, Do, Dom.
_WRITTEN_OUT = 5
# "Tal, 14 Nov 2031 15:46:00", as programs write a day (RFC 5322), in any language.
_MACHINE_WEEKDAY = re.compile(r"(?<=\s)[^\W\d_]{3},\s*$")
_MACHINE_CLOCK = re.compile(r"\s\d\d:\d\d:\d\d(?!\d)")
_OF_PAPER = re.compile(r"(?<!\w)(?:The|THE)\s(?:\S+\s){0,3}\S+$")
_FEWEST = 2  # words of a by-line that stay, and of the name before a weekday
# A name is the last of several: "Von Clara Winter und Jonas Sonntag, 4. Mai".
_NEXT_NAME = re.compile(r"[,;|·•/&]")
# Behind the day, in which part of the site the story stands: "Publié par Ada Roe le 4 mai 2031 dans Ville".
_IN_SECTION = re.compile(r"[\s,]*(?:dans|in|en|em|i|w|v)\s[^\W\d_][\w&’'-]*(?:\s[^\W\d_][\w&’'-]*){0,2}\s*$")


# The clock and its zone between a day and "by": "@ 09:12:44 CST".
_ZONE = re.compile(r"\b[A-Z]{3,4}(?=\s*$)")


def with_by_first(line: str) -> str:
    """Return a line that says when, and then by whom, something was posted with the day last.

    "Posted on Monday, July 26, 2031 @ 09:12:44 CST by Ada Roe", "Enviado el 4 de mayo de 2031 por Ada Roe":
    so the software of many sites signs. Any other line is as it was.
    """
    if len(line) > _LONGEST_DATED or _DIGIT.search(line) is None or (said := _posted().match(line)) is None:
        return line
    times = find_times(line)
    if not times or not is_beside_day(line[said.end() : times[0].start]):
        return line
    behind = line[times[-1].end :]
    by = _by().search(behind)
    # "Edited by" and "updated by" name another.
    if by is None or any(map(str.isalpha, _ZONE.sub("", behind[: by.start()]))):
        return line
    return f"{said[0]} {behind[by.start() :].strip()} | {line[times[0].start : times[-1].end].strip()}"


@cache
def _posted() -> re.Pattern[str]:
    return re.compile(rf"(?:{label_pattern('done')})(?=\s)", re.IGNORECASE)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{label_pattern('by', 'by_whole')})(?=\s[^\W\d_a-z])")


def with_day_apart(line: str) -> str:
    """Return a line with a bar in the place of the words of a day between a name and that day.

    Words of days alone are taken out, and what joins them to the name: a line that has none is as it was.
    """
    if len(line) > _LONGEST_DATED or _DIGIT.search(line) is None:
        return line
    times, short = find_times(line), _SHORT_DAY.search(line)
    if not times and short is None:
        return line
    start, end = (
        (times[0].start, times[-1].end) if times else (short.start(), short.end()) if short else (0, 0)
    )
    clock = _MACHINE_CLOCK.search(line, start)
    before = _without_day_words(_MACHINE_WEEKDAY.sub("", line[:start]) if clock else line[:start], times)
    if not before or (before == line[:start].rstrip() and times):
        return line
    return f"{before} | {line[start:end]}{_IN_SECTION.sub('', line[end:])}"


def _without_day_words(before: str, times: list[WrittenDate]) -> str:
    """What stands before a day, without its last words that are said of it; "" where too little is left."""
    rest, told = before.rstrip(), False
    while found := _LAST_WORD.search(rest := _CLOCK_LAST.sub("", rest).rstrip()):
        word = found["word"]
        joins = told and word.casefold() in AND_WORDS and begins_small(word)
        # "Ada Roe, The Bay Post Oct. 4, 2031", "The Bay Sun, 4 May": papers.
        if _OF_PAPER.search(rest) and not begins_small(word):
            break
        if not (joins or _is_of_day(word, found["mark"])) or _is_surname(rest, found, times):
            break
        told = told or not begins_small(word) or len(word) >= _WRITTEN_OUT
        rest = rest[: found.start()].rstrip(" ,|·•–—-/()")
    # "Stand By Me on May 4": a small word alone says it behind a label.
    said = told or rest == before.rstrip() or _labelled().match(before)
    return rest if said and len(rest.split()) >= _FEWEST else ""


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{label_pattern('done', 'by', 'noun', 'opening', 'text')})\s?[:：]?\s", re.IGNORECASE
    )


def _is_of_day(word: str, mark: str) -> bool:
    """Whether a word before a day is said of it. Weekdays are names, too: "Amina Juma", "Yi Fan Sun"."""
    if not is_beside_day(word) or is_paper(f"- {word}"):
        return False
    if word.casefold() in weekdays() and not begins_small(word):
        borne = has_given_name(word) or has_family_name(f"{word} {word}")
        return bool(mark.strip()) or (len(word) >= _WRITTEN_OUT and not borne)
    return True


def _is_surname(rest: str, found: re.Match[str], times: list[WrittenDate]) -> bool:
    """Whether a weekday before a day is somebody's name: "Von Anna Freitag, 4. Mai".

    It is where too little of a name stands before it, with nothing between; where that is given names alone;
    and where the last of them is one and the day another weekday.
    """
    word, over = found["word"], rest[: found.start()]
    if word.casefold() not in weekdays() or begins_small(word) or found["mark"].startswith("."):
        return False
    if not over.endswith((" ", "\xa0", ".")):
        return False
    name: list[str] = []
    for one in _NEXT_NAME.split(_labelled().sub("", over))[-1].split():
        name = [] if one.casefold() in AND_WORDS else [*name, one]
    whole = [one for one in name if not one.endswith(".")]
    if len(whole) < _FEWEST:
        return bool(name)
    if not has_given_name(whole[-1]):
        return False
    number = weekday_of(word)
    days = [one for time in times[:1] for one in (time.time, time.other) if one is not None]
    is_another = number is not None and all(date.fromisoformat(one[:10]).weekday() != number for one in days)
    return (is_another and bool(days)) or not has_family_name(" ".join(whole))
