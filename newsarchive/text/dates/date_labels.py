"""What the words beside a date say that it is the date of, and which words may stand beside one."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from lxml.html import HtmlElement

from newsarchive.text.branching import branching_pattern
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.tidy_lines import tidy

# What the words beside a date say it is the date of.

# Characters before a date, and after it, in which its label stands.
_BEFORE, _AFTER = 60, 25
_PRINTED = "printed"
# "Reprinted on", "Originally printed on" and "printed on page 3" are no printing of this page.
_PRINTED_NOW = r"(?<![^\W_])(?<!originally )(?<!first )(?<!story was )(?<!article was )(?!printed on page)"
# Where a phrase about a day begins anew.
PHRASE_BEGIN = re.compile(r"[|·•/()\[\]–—]|\s-\s|\d[.,]{0,2}\s")
# What stands before the label of a change that is to come: "to be updated 12 June".
_NOT_YET = re.compile(r"\b(?:to be|will be|not(?: yet| been)*)\s+(?:next\s+)?$", re.IGNORECASE)
_LONGEST_NOT_YET = 30
_SENTENCE = re.compile(r"[.!?]\s")
# Thai has no blanks: a stem may go on with these words, any other letters make another word of it.
_THAI = re.compile("[\u0e01-\u0e4e]$")
_THAI_END = "(?!(?!ล่าสุด|เมื่อ|วันที่|ครั้ง|เวลา|โดย|ข้อมูล)[\u0e01-\u0e4e])"
_ENDING = re.compile(r"\w*")
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?!\d)(?:\s?[ap]\.?\s?m\b\.?)?", re.IGNORECASE)
_BELONGS_TO_NEXT = re.compile(r"\w{0,9}\s?[:：]|\D{0,9}\d")
LABEL_WORD = re.compile(r"[^\W_]+")
# What joins a day, a weekday and a time in languages whose news we have read.
_JOINING = frozenset(
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
            # "11:24 ч." in Bulgarian, "у 12:51" in Serbian.
            "ч",
            "часа",
            "у",
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
_ZONES = frozenset(
    {"bst", "cest", "cet", "edt", "eest", "eet", "est", "gmt", "ist", "msk", "pdt", "pst", "utc", "wib"}
)
ASIAN_WEEKDAY = re.compile("(?:星期|周|週|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일")


def label_of(before: str, after: str) -> str | None:
    """Return "published", "updated" or "other" for the nearest such word before a date, else after it.

    A day of printing is another's, unless the line says "published" too; its word labels the day behind it.
    """
    folded = before[-_BEFORE - _LONGEST_NOT_YET :].casefold()
    found = [*_pattern().finditer(folded, max(0, len(folded) - _BEFORE))]
    # "This story will be updated." is a sentence of its own.
    while found and _is_to_come(folded, found[-1]):
        if not _SENTENCE.search(folded, found[-1].end()):
            return "other"
        found.pop()
    labels = [match.lastgroup for match in found]
    if labels and labels[-1] == _PRINTED:
        return "published" if "published" in labels else "other"
    if labels:
        return labels[-1]
    later = _pattern().search(after[:_AFTER].casefold())
    if later is None or later.lastgroup == _PRINTED or _BELONGS_TO_NEXT.match(after[later.end() :]):
        return None
    return later.lastgroup


def _is_to_come(folded: str, label: re.Match[str]) -> bool:
    """Whether a label of a change says when it will be, or that there is none."""
    before = folded[max(0, label.start() - _LONGEST_NOT_YET) : label.start()]
    return label.lastgroup == "updated" and _NOT_YET.search(before) is not None


def says_changed(before: str, after: str) -> bool:
    """Say whether the words right beside a day say that the page was changed then: "last updated on ".

    Not "updated daily", nor "prices updated": of other things than the page more words are said, which are
    not those of `change_words.tsv`. A capital begins a new phrase ("By Ann Lee Updated").
    """
    line = PHRASE_BEGIN.split(CLOCK.sub(" ", before[-_BEFORE:]))[-1]
    found = [match for match in _pattern().finditer(line.casefold()) if match.lastgroup is not None]
    if found:
        label, folded = found[-1], line.casefold()
        if _is_to_come(folded, label):
            return False
        begin, end = label.start(), _end_of_word(folded, label.end())
        if label.lastgroup != "updated" or label[0] in _told_words()["weak"] or not _is_known(folded[end:]):
            return False
        is_noun = folded[begin:end] in _told_words()["noun"]
        return (line[begin : begin + 1].isupper() and not is_noun) or _is_known(
            _SENTENCE.split(folded[:begin])[-1]
        )
    folded = after[:_AFTER].casefold()
    later = _pattern().search(folded)
    if later is None or later.lastgroup != "updated" or _BELONGS_TO_NEXT.match(folded[later.end() :]):
        return False
    end = _end_of_word(folded, later.end())
    is_plain = not {later[0], folded[later.start() : end]} & (_told_words()["weak"] | _told_words()["noun"])
    return is_plain and _is_known(folded[: later.start()]) and _is_known(PHRASE_BEGIN.split(folded[end:])[0])


def _end_of_word(text: str, at: int) -> int:
    """Where a word ends of which a stem ends at `at`."""
    ending = _ENDING.match(text, at)
    return ending.end() if ending else at


def is_beside_day(piece: str) -> bool:
    """Say whether a piece of a line has but words of days and labels: "It was last updated on"."""
    return _is_known(_labels().sub(_if_of_page, piece.casefold()))


def _if_of_page(label: re.Match[str]) -> str:
    """A blank for a label of publication or change, and any other as it is."""
    return f" {label[0]} " if label.lastgroup == "other" else " "


def _is_known(text: str) -> bool:
    """Whether all words are such as stand about a change of a page and its day."""
    known = _beside_change()
    return all(word in known or word.isdecimal() for word in LABEL_WORD.findall(ASIAN_WEEKDAY.sub(" ", text)))


@cache
def _beside_change() -> frozenset[str]:
    """Return these words. To join them each time took a twentieth of a small page's time (2026-12)."""
    return _told_words()["beside"] | day_words()


@cache
def _told_words() -> dict[str, frozenset[str]]:
    table = files("newsarchive.text.dates").joinpath("data", "change_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    told = {kind: words for kind, *words in rows}
    beside = (part for word in told["beside"] for part in LABEL_WORD.findall(word))
    return {kind: frozenset(words) for kind, words in told.items()} | {"beside": frozenset(beside)}


def names_change(text: str) -> bool:
    """Say whether a word of a change stands anywhere in a text."""
    folded = text.casefold()
    if not _change_words().search(folded):
        return False
    return any(match.lastgroup == "updated" for match in _pattern().finditer(folded))


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
    known = _day_or_joining()
    words = LABEL_WORD.findall(ASIAN_WEEKDAY.sub(" ", beside))
    if not all(word in known or word.isdecimal() for word in words):
        return frozenset()
    return frozenset(day[:10] for one in found for day in (one.time, one.other or one.time))


@cache
def day_words() -> frozenset[str]:
    """Return the words that stand beside a day: weekdays, what joins it to a time, zones."""
    return _day_or_joining() | _ZONES


@cache
def _day_or_joining() -> frozenset[str]:
    return weekdays() | _joining()


@cache
def _joining() -> frozenset[str]:
    """The pieces of `_JOINING` as `LABEL_WORD` finds them; vowel signs of India's scripts are none."""
    return frozenset(part for word in _JOINING for part in LABEL_WORD.findall(word))


@cache
def _labels() -> re.Pattern[str]:
    """The words of `label_of` to their ends: some are stems."""
    return re.compile(rf"(?:{_pattern().pattern})\w*")


@cache
def weekdays() -> frozenset[str]:
    """Return the words that names of weekdays are made of, case folded."""
    table = files("newsarchive.text.dates").joinpath("data", "weekdays.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(part for row in rows for name in row for part in LABEL_WORD.findall(name))


def weekday_of(word: str) -> int | None:
    """Return the number of a weekday by its whole name, from Monday as 0; None for another word."""
    return _numbered_weekdays().get(word.casefold())


@cache
def _numbered_weekdays() -> dict[str, int]:
    """The whole names stand first in each line; a name that is another day elsewhere is left out."""
    table = files("newsarchive.text.dates").joinpath("data", "weekdays.tsv").read_text(encoding="utf-8")
    told: dict[str, set[int]] = {}
    for line in table.splitlines():
        for number, name in enumerate(() if line.startswith("#") else line.split("\t")[:7]):
            told.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in told.items() if len(numbers) == 1}


@cache
def _words() -> dict[str, list[str]]:
    table = files("newsarchive.text.dates").joinpath("data", "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {kind: words for kind, *words in rows}


@cache
def _change_words() -> re.Pattern[str]:
    """The words of changes alone: no line without them has a label of one, and few lines have any."""
    return re.compile(branching_pattern(_words()["updated"]))


@cache
def _pattern() -> re.Pattern[str]:
    groups = {
        kind: [
            re.escape(word) + (_THAI_END if kind == "updated" and _THAI.search(word) else "")
            for word in words
        ]
        for kind, words in _words().items()
    }
    return re.compile(
        "|".join(
            rf"(?P<{kind}>{_PRINTED_NOW if kind == _PRINTED else ''}"
            rf"(?:{'|'.join(sorted(words, key=len, reverse=True))}))"
            for kind, words in sorted(groups.items(), reverse=True)
        )
    )


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
