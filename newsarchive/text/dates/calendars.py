"""Years and digits of other calendars and scripts, as the Western ones the patterns read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

# Decimal digits of the scripts newspapers use beside ASCII; the tens of Unicode's digit blocks are in order.
DIGIT_BLOCKS = "٠۰०০੦૦௦౦೦൦๐໐၀០０"
WESTERN = {
    ord(zero) + value: str(value)
    for zero in DIGIT_BLOCKS
    for value in range(10)
    if unicodedata.digit(zero) == 0
}
NON_WESTERN = re.compile("[" + "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in DIGIT_BLOCKS) + "]")
# First year of each era: 令和 began in 2019, 平成 in 1989; the Republic's year 1 is 1912.
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
ERA_YEAR = re.compile(r"(?P<era>令和|平成|中華民國|中华民国|民國|民国)\s?(?P<year>元|\d{1,3})\s?年")
THAI_AHEAD = 543  # the Thai solar calendar counts from the Buddha's death
# 21 March 1970, a New Year of the Persian calendar and the first day of its year 1349; the 33-year cycle of
# 8 leap years holds from 1178 to 1633 (R. G. van Gent, "The Persian calendar", 33-year arithmetic rule).
PERSIAN_NEW_YEAR = date(1970, 3, 21)
PERSIAN_FIRST = 1349
PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def western(text: str) -> str:
    """Return `text` of the same length with every digit as an ASCII digit."""
    return text.translate(WESTERN) if NON_WESTERN.search(text) else text


def without_eras(text: str) -> str:
    """Return `text` with years of Japanese eras and of the Chinese Republic as years of our era."""
    return ERA_YEAR.sub(_common_year, text) if "年" in text else text


def _common_year(match: re.Match[str]) -> str:
    year = 1 if match["year"] == "元" else int(match["year"])
    return f"{ERAS[match['era'][-2:]] + year}年"


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day, where the year is Thai (25xx) or Persian (13xx, 14xx) the day of our calendar it is."""
    if 1349 <= year <= 1420:
        return _from_persian(year, month, day)
    try:
        return date(year - THAI_AHEAD if 2500 <= year <= 2600 else year, month, day)
    except ValueError:
        return None


def _from_persian(year: int, month: int, day: int) -> date | None:
    """Six months of 31 days, five of 30, and one of 29, or 30 in a leap year."""
    longest = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    years = sum(366 if _is_leap(each) else 365 for each in range(PERSIAN_FIRST, year))
    months = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return PERSIAN_NEW_YEAR + timedelta(days=years + months + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in PERSIAN_LEAPS
