"""Digits of other scripts, ideographs and years of other eras, as the ASCII digits dates are read in."""

from __future__ import annotations

import re
import unicodedata

# Decimal digits of the scripts newspapers use beside ASCII; the tens of Unicode's digit blocks are in order.
DIGIT_BLOCKS = "٠۰߀०০੦૦୦௦౦೦෦൦๐໐༠၀႐០᠐᱐꯰０"
_WESTERN = {
    ord(zero) + value: str(value)
    for zero in DIGIT_BLOCKS
    for value in range(10)
    if unicodedata.digit(zero) == 0
}
_NON_WESTERN = re.compile("[" + "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in DIGIT_BLOCKS) + "]")
# First year of each era: 令和 began in 2019, 平成 in 1989; the Republic's year 1 is 1912.
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_ERA_YEAR = re.compile(r"(?P<era>令和|平成|中華民國|中华民国|民國|民国)\s?(?P<year>元|\d{1,3})\s?年")


# Both years at once: "2019年（令和元年）5月7日", "令和元年（2019年）5月7日".
_ERA = r"(?:令和|平成)\s?(?:元|\d{1,2})\s?年"
_TWICE = re.compile(
    rf"(?<!\d)(?P<own>(?:19|20)\d\d)\s?年\s?[（(]{_ERA}[）)]|{_ERA}[（(](?P<again>(?:19|20)\d\d)年?[）)]"
)


def western_days(text: str) -> str:
    """Return `text` with all its digits in ASCII, and so the numerals of whole days and years of our era."""
    return without_eras(days_in_digits(western(text)))


def western(text: str) -> str:
    """Return `text` of the same length with every digit as an ASCII digit."""
    return text.translate(_WESTERN) if _NON_WESTERN.search(text) else text


def without_eras(text: str) -> str:
    """Return `text` with years of Japanese eras and of the Chinese Republic as years of our era."""
    return _ERA_YEAR.sub(_common_year, _TWICE.sub("\\g<own>\\g<again>年", text)) if "年" in text else text


def _common_year(match: re.Match[str]) -> str:
    year = 1 if match["year"] == "元" else int(match["year"])
    return f"{_ERAS[match['era'][-2:]] + year}年"


# Days in ideographs, as Chinese and Japanese print has them: 二〇二六年三月十四日, 民國一百一十五年….

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_UNITS = {"十": 10, "廿": 20, "卅": 30, "百": 100}
_COUNTED = {"十", "百"}  # behind a digit: 二十
_NUMERAL = f"[{''.join({**_DIGITS, **_UNITS})}]"
# Month and day may be in digits where the year is in ideographs, and the other way round.
_DAY = re.compile(
    rf"(?P<year>{_NUMERAL}{{1,6}}|元|\d{{2,4}})\s?年\s?(?P<month>{_NUMERAL}{{1,3}}|\d{{1,2}})\s?月\s?"
    rf"(?P<day>{_NUMERAL}{{1,3}}|\d{{1,2}})\s?(?P<unit>[日號号])"
)


def days_in_digits(text: str) -> str:
    """Return `text` with the numerals of each day that has a year as ASCII digits: 2026年3月14日.

    A number is written by places (二〇二六) or with tens and hundreds (一百一十五, 二十六, 廿六). What is no
    such number, or has no day behind month and year, stays as it is.
    """
    return _DAY.sub(_in_digits, text) if "年" in text and "月" in text else text


def _in_digits(match: re.Match[str]) -> str:
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return match[0]
    return f"{year}年{month}月{day}{match['unit']}"


def _number(numeral: str) -> int | None:
    """Return what a numeral of ideographs or of ASCII digits says, None if it says no number."""
    if numeral == "元":
        return 1
    if numeral.isdecimal():
        return int(numeral)
    if not _UNITS.keys() & set(numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, digit = 0, 0
    for place, sign in enumerate(numeral):
        if sign not in _UNITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _COUNTED:
            total, digit = total + _UNITS[sign] * (digit or 1), 0
        elif place or digit:
            return None
        else:
            total = _UNITS[sign]
    return total + digit
