"""Dates and times read from running text, in the orders, languages and calendars newspapers write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.dates.nepali_calendar import from_nepali
from newsarchive.text.dates.numerals import western_days

# Calendars.

# Marks of direction, which ICU writes into Arabic days ("05\u200f/01\u200f/2026"), as spaces.
_UNSEEN_MARKS = dict.fromkeys((0x200E, 0x200F, 0x61C), " ")
_THAI_AHEAD = 543  # the Thai solar calendar counts from the Buddha's death
# 21 March 1970, a New Year of the Persian calendar and the first day of its year 1349; the 33-year cycle of
# 8 leap years holds from 1178 to 1633 (R. G. van Gent, "The Persian calendar", 33-year arithmetic rule).
_PERSIAN_NEW_YEAR = date(1970, 3, 21)
_PERSIAN_FIRST = 1349
_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
# The day before the first one of the Ethiopian calendar, 29 August 8 of the Julian one, as `date.toordinal`
# counts; its months have 30 days, and what is left of the year 5, or 6 in every fourth (N. Dershowitz and
# E. M. Reingold, Calendrical Calculations, 4th edition, 2018, chapter 4).
_ETHIOPIAN_EPOCH = 2795


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day, where the year is Thai (25xx) or Persian (13xx, 14xx) the day of our calendar it is."""
    if 1349 <= year <= 1420:
        return _from_persian(year, month, day)
    try:
        return date(year - _THAI_AHEAD if 2500 <= year <= 2600 else year, month, day)
    except ValueError:
        return None


def _from_persian(year: int, month: int, day: int) -> date | None:
    """Six months of 31 days, five of 30, and one of 29, or 30 in a leap year."""
    longest = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    years = sum(366 if _is_leap(each) else 365 for each in range(_PERSIAN_FIRST, year))
    months = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _PERSIAN_NEW_YEAR + timedelta(days=years + months + day - 1)


def _from_ethiopian(year: int, month: int, day: int) -> date | None:
    """The day of our calendar that a day of the Ethiopian one is; None where there is no such day."""
    longest = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= longest):
        return None
    return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)


def _is_leap(year: int) -> bool:
    return year % 33 in _PERSIAN_LEAPS


# Names of months in the languages of newspapers.

_FEWEST_LETTERS = 3  # of a beginning that may stand for a name: "sept", "févr", "marz"
# ASCII letters of a rarer language's name of a month, from which it counts on pages in another language.
_FEWEST_OF_RARER = 6
_PERSIAN, _ETHIOPIAN, _NEPALI, AMHARIC, TIGRINYA = "jalali", "ethiopic", "bikram", "am", "ti"
# What the numbers of months begin with in each calendar.
_FIRST_MONTHS = {_PERSIAN: 13, _ETHIOPIAN: 25, _NEPALI: 38}  # Ethiopia has thirteen months
_MOST_LANGUAGES = 64  # whose names are kept at hand; a page may say that it is in any
# Languages whose dates put endings of up to three letters on a month: "urtarrilaren", "1ê gulana".
_ENDINGS = frozenset({"eu", "ku", "ckb", "ug", "mn", "sa", "gom", "kok", "lv", "tg"})
_LONGEST_ENDING = 3
# Hebrew's "in", which is written on the month: "5 בינואר".
_HEBREW_IN = "ב"
# What is no letter of a name: stops, Armenian's dot, the stroke that lengthens Arabic letters and the marks
# on them, the dot that is left of a Turkish "İ", joiners. And letters that keyboards take for one another.
_LETTERS = str.maketrans(
    dict.fromkeys([0x2024, 0x0640, *range(0x064B, 0x0656), 0x0670, 0x0307, 0x200C, 0x200D])
    | {".": None, "॰": None, "ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "’": "'", "׳": "'"}
)
# Malayalam's letters at the end of a syllable, as they were written before Unicode 5.1.
_CHILLUS = {
    "\u0d23": "\u0d7a",
    "\u0d28": "\u0d7b",
    "\u0d30": "\u0d7c",
    "\u0d32": "\u0d7d",
    "\u0d33": "\u0d7e",
}
# Greek capitals have no accents: "14 ΜΑΡΤΙΟΥ".
_GREEK_ACCENT = re.compile("(?<=[\u03b1-\u03c9])[\u0301\u0308]+")
_OLD_CHILLU = re.compile("([\u0d23\u0d28\u0d30\u0d32\u0d33])\u0d4d\u200d")


def month_of(word: str, language: str | None = None) -> int | None:
    """Return the number of the month `word` names or begins to name, None where languages disagree.

    Months of the Persian calendar have 12 added to their numbers, those of the Ethiopian one 24, those of the
    Nepali one 37; `language` (ISO 639) settles what several share.
    """
    folded = _folded(word)
    own, every = _names(language), _names(None)
    for names in (own.whole, own.begun, every.whole, every.begun):
        if names.get(folded):
            return names[folded]
    if folded.startswith(_HEBREW_IN):
        return _names("he").whole.get(folded.removeprefix(_HEBREW_IN)) or None
    if language in _ENDINGS:
        ends = range(len(folded) - 1, max(_FEWEST_LETTERS, len(folded) - _LONGEST_ENDING) - 1, -1)
        return next((number for end in ends if (number := own.of_beginning(folded[:end]))), None)
    return None


def _folded(name: str) -> str:
    name = _OLD_CHILLU.sub(lambda match: _CHILLUS[match[1]], name)
    plain = unicodedata.normalize("NFD", name.casefold()).translate(_LETTERS).strip()
    return _GREEK_ACCENT.sub("", plain)


@cache
def _rows(table: str) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    text = files("newsarchive.text.dates").joinpath("data", table).read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        (language, tuple(tuple(filter(None, cell.split("/"))) for cell in cells))
        for language, *cells in lines
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Months by their whole names and by beginnings of them; 0 for those of more than one month."""

    whole: dict[str, int]
    begun: dict[str, int]

    def of_beginning(self, name: str) -> int | None:
        return self.whole.get(name) or self.begun.get(name)


@lru_cache(maxsize=_MOST_LANGUAGES)
def _names(language: str | None) -> _Names:
    """Without a language the names of rarer ones are there whole, where they mean nothing to the others."""
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    rarer: dict[str, int] = {}
    for written, number, is_rarer in _told(language):
        name = _folded(written)
        if is_rarer and language is None:
            if len(name) >= (_FEWEST_OF_RARER if name.isascii() else _FEWEST_LETTERS):
                _put(rarer, name, number)
            continue
        _put(whole, name, number)
        for length in range(_FEWEST_LETTERS, len(name)):
            _put(begun, name[:length], number)
    return _Names({**rarer, **whole}, begun)


def _told(language: str | None) -> Iterator[tuple[str, int, bool]]:
    for table in ("months.tsv", "rarer_months.tsv"):
        for known, months in _rows(table):
            # Tigrinya has the same names for months of our calendar.
            is_own = known == language or (known == _ETHIOPIAN and language == AMHARIC)
            if is_own or (language is None and known != _ETHIOPIAN):
                for number, names in enumerate(months, _FIRST_MONTHS.get(known, 1)):
                    for name in names:
                        yield name, number, table == "rarer_months.tsv"


def _put(names: dict[str, int], name: str, number: int) -> None:
    names[name] = number if names.get(name, number) == number else 0


@lru_cache(maxsize=_MOST_LANGUAGES)
def _of_several_words(language: str | None) -> tuple[str, ...]:
    """The names of months that are several words in this language, the longest first."""
    if language is None:
        return ()
    return tuple(sorted({name for name, _, _ in _told(language) if " " in name}, key=len, reverse=True))


# The time of day beside a date, and the offset stated with it.

# Words between a day and its time of day, as newspapers join the two.
_JOINT = (
    r"(?:[\s,，|·•–—@T/;\-\u200e]"
    r"|\b(?:at|um|as|à|às|a las|alle|ore|om|klo|ob|o)\b|\bkl\.?"
    r"|\b(?:o )?godz\.|в\s|о\s|\bsaat\b|\bpukul\b|\bjam\b|\blúc\b|στις|ώρα|ساعت|الساعة|गते"
    r"|[(（]?(?:星期|周|週)?[一二三四五六日天月火水木金土][)）]|(?:星期|周|週)[一二三四五六日天]){0,6}"
)
_HALF = "上午|下午|晚上|凌晨|中午|午前|午後|오전|오후|[AaPp]\\.?\\s?[Mm]\\.?(?![^\\W\\d_])"
_FACE = (
    rf"(?P<half>{_HALF})?\s?(?P<hour>[01]?\d|2[0-4])(?:[:：]|\s?[時时點点시]\s?|(?:\.|h|\s?h\s)(?=[0-5]\d(?![\d.])))"
    rf"(?P<minute>[0-5]\d)[分분]?(?:[:：.]?(?P<second>[0-5]\d)(?:秒|(?!\d))(?:[.,]\d{{1,9}})?)?(?!\d)"
    rf"\s?(?P<tail>{_HALF})?"
)
_AFTER = re.compile(_JOINT + _FACE)
_HOUR_ONLY = re.compile(rf"{_JOINT}(?P<hour>1[0-2]|0?\d)\s?(?P<tail>{_HALF})")
_BEFORE = re.compile(
    rf"(?<![\d.:]){_FACE}(?:\s?(?:Uhr|hrs?|h|น\.)?\.?)?(?P<zone>\s?\(?[A-Z]{{2,5}}(?:[+-]\d{{1,2}})?\)?)?"
    r"(?:[\s,，|·•–—/()\-]|\bon\b|\bam\b|\ble\b|\bdel?\b|(?:[^\W\d_]{2,12}\.?,)){0,5}$"
)
_LONGEST_BEFORE = 40
_OFFSET = re.compile(
    r"^[\s\[(]{0,3}(?:(?:UTC|GMT)?(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)|(?P<zone>Z|[A-Z]{2,4})(?![A-Za-z]))"
)
# Abbreviations that mean one offset among the world's newspapers (IANA tz database); CST, IST and BST are
# used for several and are not read.
_ZONES = {
    abbreviation: minutes
    for minutes, abbreviations in {
        -480: "PST",
        -420: "PDT MST",
        -360: "MDT",
        -300: "EST CDT",
        -240: "EDT",
        0: "Z UTC GMT WET",
        60: "CET MEZ WEST WAT",
        120: "CEST MESZ EET SAST CAT",
        180: "EEST MSK EAT",
        300: "PKT",
        420: "WIB ICT",
        480: "HKT SGT AWST",
        540: "JST KST",
        600: "AEST",
        660: "AEDT",
        720: "NZST",
        780: "NZDT",
    }.items()
    for abbreviation in abbreviations.split()
}


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day; `offset` where one is stated with it, `end` where its text ends after the date."""

    hour: int
    minute: int
    second: int
    offset: timezone | None
    end: int


def clock_after(rest: str) -> TimeOfDay | None:
    """Return the time of day `rest` begins with."""
    face = _AFTER.match(rest) or _HOUR_ONLY.match(rest)
    return _clock(face, face.end(), rest[face.end() :]) if face else None


def clock_before(text: str) -> TimeOfDay | None:
    """Return the time of day `text` ends with: "10:46 AM - ", "14:45 Uhr, "."""
    if ":" not in text[-_LONGEST_BEFORE:] and "." not in text[-_LONGEST_BEFORE:]:
        return None
    face = _BEFORE.search(text[-_LONGEST_BEFORE:])
    return _clock(face, 0, (face["zone"] or "").strip()) if face else None


def _clock(face: re.Match[str], end: int, zone: str) -> TimeOfDay | None:
    parts = face.groupdict()
    hour = _hour(int(face["hour"]), (parts.get("half") or face["tail"] or "").lower())
    if hour > 23:
        return None
    return TimeOfDay(
        hour, int(parts.get("minute") or 0), int(parts.get("second") or 0), stated_offset(zone), end
    )


def _hour(hour: int, half: str) -> int:
    late = half[:1] == "p" or half in {"下午", "晚上", "午後", "오후"}
    if late and hour < 12:
        return hour + 12
    return 0 if hour == 12 and (half[:1] == "a" or half in {"午前", "오전"}) else hour


def stated_offset(rest: str) -> timezone | None:
    """Return the offset `rest` begins with, in numbers or as an abbreviation that has one meaning."""
    match = _OFFSET.match(rest)
    if not match:
        return None
    if match["zone"]:
        minutes = _ZONES.get(match["zone"])
        return None if minutes is None else timezone(timedelta(minutes=minutes)) if minutes else UTC
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if minutes > 14 * 60:  # the easternmost zone is UTC+14
        return None
    return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))


# Dates found in running text, in the orders, languages and calendars newspapers write them.

# The first newspaper pages went online in 1993. There is no clock here to say what lies in the future: later
# than 2040 is a placeholder ("2099-12-31") or a slip, and whoever reads this then moves the bound.
_FIRST_YEAR, _LAST_YEAR = 1993, 2040
_LONGEST_LINE = 400
# Also Thai years (2562) and Persian ones (1398); `gregorian` says which are which.
_YEAR = r"(?P<year>(?:19|20|25)\d\d|13[5-9]\d|14[01]\d)"
# A month's name of one word, or of two in Arabic; the names of more words are those of the page's language.
_ONE_WORD = r"[^\s\d_,،፣၊;:|/()<>@\[\]\"“”-]{2,18}|(?:كانون|تشرين) (?:الثاني|الأوّ?ل)"
# Papers that are read in all Arab countries write both names: "28 آب/أغسطس 2013", "28 آب (أغسطس) 2013".
_ARABIC_AGAIN = r"(?:\s?[/(]\s?(?P<again>(?:كانون|تشرين) (?:الثاني|الأوّ?ل)|[\u0621-\u064a]{2,9})\)?)?"
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){_YEAR}\s?[-/.年년_]\s?(?P<month>\d{{1,2}})\s?[-/.月월_]\s?(?P<day>\d{{1,2}})(?!\d|[-/.]\d)\s?[日号號일]?"
)
_DAY_FIRST = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})\s?(?P<mark>[./|-])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?{_YEAR}(?!\d|[/.-]\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d/.,:-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d\d)(?![\d/:-]|[.,]\d|%)"
)
# Languages that write the year first even where it has two digits (CLDR: "yy. M. d.", "yy/MM/dd").
_YEAR_FIRST_LANGUAGES = frozenset({"ko", "ja"})
_LAST_SHORT_YEAR = 2030  # 31 is a day
# "12 jan 23 | 5h27", "12. Jan. ’23": a day, and nothing behind it but a time or a mark ("5 May 20 replies").
_SHORT_YEAR_NAMED = re.compile(
    r"(?<![\w.,:/-])(?P<day>\d{1,2})(?:[.-]|\.?\s)(?P<month>[^\W\d_]{3,12})(?:[.-]|[.,]?\s)['’]?(?P<year>\d\d)"
    r"(?=\s*(?:$|[|,;·•@()]|[–—/-](?!\s?\d)|(?:(?:à|at|um|às|alle|om|a las|kl\.?)\s)?\d{1,2}\s?[:h.]\s?\d\d))"
)
# "18 พ.ย. 67", of 2567: a Thai month, two digits, and nothing behind but a time or a mark ("12 มี.ค. 50 คน").
SHORT_BUDDHIST_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\s?(?P<month>[\u0e01-\u0e4e][\u0e01-\u0e4e.]{1,9})\s?(?P<year>[3-8]\d)"
    r"(?=\s*(?:$|[|,;·•@()]|[–—/-](?!\s?\d)|(?:เวลา\s?)?[0-2]?\d\s?[:.]\s?[0-5]\d(?!\d)))"
)
# What stands between a day and a month, and on the day: English "5th", Uzbek "5-inci", Georgian "5-ე".
_DAY_ENDING = (
    r"(?:st|nd|rd|th|er|ª|º|°|ής|η|(?:-?(?:го|е|є|inci|ıncı|nci|ncı|uncu|üncü|ncu|ncü|ші|шы|ე|ლი|an|a)|y?ê|mh|"
    r"ই|লা|রা|ঠা|শে|ی|טן)(?![^\W\d_]))?"
)
# Signs before a sum, which is no day: "Faber, 320 pp., £25, July 2023". A day may stand behind
# one: "3,50 € 7 May".
_MONEY = "$£¥€₩₪₫₹₺₽"
_BEFORE_MONTH = r"(?:de |of |d[’']|den |a viz |a |di |da |ta[’'] |t[’']|ខែ\s?)?"
_BEFORE_YEAR = r"(?:de su |de |del |dal |di |of |พ\.ศ\. ?|ค\.ศ\. ?|G |г\. |ឆ្នាំ\s?)?"
# What stands on a year that comes first: Latvian "2026. gada", Kazakh "2026 ж.", Armenian "2026 թ.".
_YEAR_ENDING = r"(?:\.|\s?m\.|\.\s?gada|[,،]|ko|\(e\)ko|-?\s?ж\.,?|\s?թ\.|\s?оны|\s?сыл|\s?ҫулхи|ч)?"
_DAY_BEHIND_YEAR = ("gada", "yil")  # in Latin letters
_YEAR_END_OF_DAY = r"(?:\.|\s?d\.|-[áaéei]n|-?a|\(a\)|-мӗшӗ)?"


def _word_patterns(month: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    word = rf"(?P<month>{month}){_ARABIC_AGAIN}"
    return (
        re.compile(
            rf"(?<![\d.{_MONEY}])(?<![^\d\s]\s[{_MONEY}]\s)(?P<day>\d{{1,2}}){_DAY_ENDING}[.,،]?[\s/-]{{0,2}}{_BEFORE_MONTH}"
            rf"{word}(?:\s(?=[،,]))?[.,،၊]{{0,2}}[\s/-]{{0,2}}{_BEFORE_YEAR}{_YEAR}(?!\d)"
        ),
        re.compile(
            rf"(?<![^\W_]){word}[.,]{{0,2}}\s{{0,2}}(?P<day>\d{{1,2}})"
            r"(?:st|nd|rd|th|-?(?:të|rë)|mh|na|\.(?:\sb\.)?|ই|লা|রা|ঠা|শে| ?ቀን)?"
            rf"\s?[,،፣၊]?\s{{0,2}}(?:\d{{1,2}}:\d\d(?::\d\d)?\s)?{_YEAR}(?!\d)"
        ),
        re.compile(
            rf"(?<!\d){_YEAR}{_YEAR_ENDING}[\s-]{{1,2}}(?:de |d[’']|mis |د )?{word}[,،၊]?[\s-]{{1,2}}"
            rf"(?P<day>\d{{1,2}}){_YEAR_END_OF_DAY}(?!\d)"
        ),
        # "2026. gada 5. janvāris", "2026-yil 5-yanvar", "2026-ж., 5-январь", "2026، 5- قاڭتار".
        re.compile(
            rf"(?<!\d){_YEAR}(?:\.\s?gada|-?\s?ж\.,?|\s?жылғы|\s?-?\s?(?:yil|йил),?|،|-يىلى?،?|\s(?=\d{{1,2}}-[^\W\da-zA-Z]))\s?(?P<day>\d{{1,2}})[.-]?\s?{word}"
        ),
    )


@lru_cache(maxsize=_MOST_LANGUAGES)
def _patterns_of(language: str | None) -> tuple[re.Pattern[str], ...]:
    """The patterns with a month's name: those names that are several words too, if the language has such."""
    several = _of_several_words(language)
    if not several:
        return _word_patterns(_ONE_WORD)
    names = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in several)
    ending = r"\w{0,3}" if language in _ENDINGS else ""
    return _word_patterns(f"{_ONE_WORD}|(?i:{names}){ending}")


_VIETNAMESE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?:tháng|thg|th(?=\d\d))\s?(?P<month>\d{{1,2}}),?\s?(?:năm\s?)?{_YEAR}",
    re.IGNORECASE,
)
_MONGOLIAN = re.compile(
    rf"(?<!\d){_YEAR}\s?(?:он[ыд]?,?\s?)?(?P<month>\d{{1,2}})\s?(?:-?р\sсар(?:ын)?|сарын)\s(?P<day>\d{{1,2}})(?!\d)"
)
_UYGHUR = re.compile(
    rf"(?<!\d){_YEAR}-\s?يىلى?\s?(?P<month>\d{{1,2}})-\s?ئاي(?:نىڭ)?\s?(?P<day>\d{{1,2}})(?!\d)"
)
_TIBETAN = re.compile(
    rf"(?<!\d){_YEAR}[^\d\n]{{0,8}}ཟླ་(?:བ་)?\s?(?P<month>\d{{1,2}})[^\d\n]{{0,8}}ཚེས་\s?(?P<day>\d{{1,2}})(?!\d)"
)
# What blogs write of English formats and a Chinese, Japanese or Korean month: "10月 15, 2026" (moment.js),
# "15 10月 2026" (Django).
_MONTH_SIGN_DAY = re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})[月월]\s(?P<day>\d{{1,2}}),?\s{_YEAR}(?!\d)")
_DAY_MONTH_SIGN = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>\d{{1,2}})[月월]\s{_YEAR}(?!\d)")
# Patterns of one language, and the word without which they are not tried.
_RARE_PATTERNS = (
    (_VIETNAMESE, "háng"),
    (_VIETNAMESE, "thg"),
    (_VIETNAMESE, "Thg"),
    (_VIETNAMESE, "Th"),
    (_MONGOLIAN, " сар"),
    (_UYGHUR, "ئاي"),
    (_TIBETAN, "ཚེས"),
    (_MONTH_SIGN_DAY, "月 "),
    (_MONTH_SIGN_DAY, "월 "),
    (_DAY_MONTH_SIGN, "月 "),
    (_DAY_MONTH_SIGN, "월 "),
)
_YEARLIKE = re.compile(r"(?:19|20|25)\d\d|1[34]\d\d")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: where it stands, ISO 8601, and the other day it could be by its order."""

    start: int
    end: int
    time: str
    other: str | None = None


def find_times(
    text: str,
    *,
    month_first: bool = False,
    language: str | None = None,
    short_years: bool = False,
    named_short_years: bool = False,
) -> list[WrittenDate]:
    """Return the dates of `text` in order, with time of day and offset where they are stated beside them.

    `month_first` decides 03/04/2019; `short_years` reads 12.03.19 too, `named_short_years` 12 Mar 19. Only
    the first 400 characters count.
    """
    line = text[:_LONGEST_LINE]
    if not line.isascii():  # nothing to be read otherwise
        line = western_days(line).translate(_UNSEEN_MARKS)
    found: list[WrittenDate] = []
    if _YEARLIKE.search(line):
        rare = dict.fromkeys(pattern for pattern, word in _RARE_PATTERNS if word in line)
        *usual, year_and_day_first = _patterns_of(language)
        if not line.isascii() or any(map(line.__contains__, _DAY_BEHIND_YEAR)):
            usual.append(year_and_day_first)
        for pattern in (_YEAR_FIRST, _DAY_FIRST, *usual, *rare):
            found += _readings(pattern, line, month_first, language)
    if short_years and not found:
        found += _readings(_SHORT_YEAR, line, month_first, language)
    if named_short_years and not found:
        found += _readings(_SHORT_YEAR_NAMED, line, month_first, language)
    if not found and not line.isascii():
        found += _readings(SHORT_BUDDHIST_YEAR, line, month_first, "th")
    found.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[WrittenDate] = []
    for reading in found:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def _readings(
    pattern: re.Pattern[str], line: str, month_first: bool, language: str | None
) -> Iterator[WrittenDate]:
    for match in pattern.finditer(line):
        days = _days(match, month_first, language)
        if days:
            yield _timed(match, line, days)


def _days(match: re.Match[str], month_first: bool, language: str | None) -> list[date]:
    """The day the match means, then the one it could mean in the other order."""
    year, day, word = int(match["year"]), int(match["day"]), match["month"]
    if not word.isdigit():
        number = month_of(word, language)
        if match.re in (_SHORT_YEAR_NAMED, SHORT_BUDDHIST_YEAR):
            year += 2000 if match.re is _SHORT_YEAR_NAMED else 2500
        elif match["again"] and month_of(match["again"], language) != number:  # two months, or no month
            return []
        if number is not None and number >= _FIRST_MONTHS[_ETHIOPIAN]:
            nepali = number - _FIRST_MONTHS[_NEPALI] + 1
            ours = from_nepali(year, nepali, day) if nepali > 0 else _from_ethiopian(year, number - 24, day)
            return [ours] if ours and _FIRST_YEAR <= ours.year <= _LAST_YEAR else []
        if number is None or (number > 12) != (year < 1900):  # Persian months have Persian years only
            return []
        return _existing([(year, (number - 1) % 12 + 1, day)])
    month = int(word)
    if match.re not in (_DAY_FIRST, _SHORT_YEAR):
        return _existing([(year, month, day)])
    century = 2000 if year < 100 else 0
    orders = [(century + year, month, day), (century + year, day, month)]
    dots = match["mark"] == "."  # nobody writes the month first with dots
    if match.re is _SHORT_YEAR and language in _YEAR_FIRST_LANGUAGES:
        own = (century + day, month, year)  # but between slashes they have the day or the month first, too
        orders = [*orders, own] if match["mark"] == "/" else [own, orders[0]]
        orders.sort(key=lambda order: order[0] > _LAST_SHORT_YEAR)
    elif month_first and not dots:
        orders.reverse()
    elif dots and month <= 12:
        del orders[1]
    return _existing(orders)


def _existing(orders: list[tuple[int, int, int]]) -> list[date]:
    days = [found for order in dict.fromkeys(orders) if (found := gregorian(*order))]
    return [each for each in days if _FIRST_YEAR <= each.year <= _LAST_YEAR]


def _timed(match: re.Match[str], line: str, days: list[date]) -> WrittenDate:
    start, end = match.span()
    clock = clock_after(line[end : end + 60])
    if clock:
        end += clock.end
    else:
        clock = clock_before(line[:start])
    times = [
        datetime(
            day.year, day.month, day.day, clock.hour, clock.minute, clock.second, tzinfo=clock.offset or UTC
        ).isoformat(timespec="seconds")[: None if clock.offset else 19]
        if clock
        else day.isoformat()
        for day in days
    ]
    return WrittenDate(start, end, times[0], times[1] if len(times) > 1 else None)


# One time as somebody wrote it, read as ISO 8601: the offset kept where stated, none invented.

_LONGEST = 80
_ISO = re.compile(
    r"^(?P<moment>(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?::\d(?!\d))?(?:[.,]\d{1,9})?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?$"
)
_COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<clock>\d{4}(?:\d\d)?))?(?!\d)"
)
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
# What JavaScript's `toLocaleString` makes of a time where a machine speaks American English, as servers do:
# without zeros before the month, the day and the hour, which the English of the Emirates has (CLDR 48). Some
# languages of India write so, too, and the day first: their machines are misread.
_AMERICAN = re.compile(r"^[1-9]\d?/[1-9]\d?/\d{4}, [1-9]\d?:\d\d:\d\d[ \u202f][AP]M$")


def read_time(text: str, *, month_first: bool = False) -> str | None:
    """Return the first date in `text` as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS[+HH:MM]`, else None.

    `month_first` decides what 03/04/2019 is, but where a machine wrote it as Americans do.
    """
    text = text.strip()[:_LONGEST]
    iso = _ISO.match(text)
    if iso:
        return _moment(iso["moment"], iso["zone"] or "")
    if _EPOCH.match(text):
        return _written(datetime.fromtimestamp(int(text[:10]), UTC))
    compact = _COMPACT.match(text)
    if compact:
        return _compact(compact, text[compact.end() :])
    found = find_times(text, month_first=month_first or _AMERICAN.match(text) is not None)
    return found[0].time if found else _by_mail(text)


def _moment(clock: str, zone: str) -> str | None:
    try:
        moment = datetime.fromisoformat(clock.replace(" ", "T"))
    except ValueError:
        return _day(clock[:10])
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    offset = stated_offset(zone)
    return moment.replace(tzinfo=offset).isoformat(timespec="seconds")


def _compact(match: re.Match[str], zone: str) -> str | None:
    day, clock = f"{match['year']}-{match['month']}-{match['day']}", match["clock"]
    if not clock:
        return _day(day + zone)  # "20180731T22:19:33Z": the time of day with marks
    parts = ":".join(clock[index : index + 2] for index in range(0, len(clock), 2))
    return _moment(f"{day}T{parts}", zone)


def _day(text: str) -> str | None:
    found = find_times(text)
    return found[0].time if found else None


def _written(moment: datetime) -> str | None:
    return moment.isoformat(timespec="seconds") if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _by_mail(text: str) -> str | None:
    """RFC 2822 where its date is written as no newspaper writes it: "31 Jul 18 22:19 GMT"."""
    if "," not in text and "GMT" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _written(moment)
