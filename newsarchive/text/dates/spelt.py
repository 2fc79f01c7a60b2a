"""A day in words of some language or in an unusual order: what htmldate's own patterns do not read."""

from __future__ import annotations

import re
from datetime import datetime

# Beginnings of month names, January to December, alternatives by "/": long enough to be told apart.
MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jän feb mär/mrz apr mai jun jul aug sep okt nov dez",
    "janv fév/fev mars avr mai juin juil aoû/aou sept oct nov déc",
    "ene feb mar abr may jun jul ago set/sep oct nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "ian feb mar apr mai iun iul aug sept oct noi dec",
    "jan feb mrt/maa/maj apr mei jun jul aug/agu sep okt nov des",
    "sty lut marz/mar kwi maj cze lip sie wrz paź lis gru",
    "ledn únor břez/březn dubn květ červn/červen červenec/července srpn/srpen září říj listopad prosin",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "янв фев мар апр мая/май июн июл авг сен окт ноя дек",
    "січ лют бер кві трав черв лип серп вер жов лис груд",
    "ιαν φεβ μαρ απρ μαΐ/μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
)
STEMS = {
    stem: number
    for language in MONTHS
    for number, names in enumerate(language.split(), 1)
    for stem in names.split("/")
}
LONGEST_STEM = max(map(len, STEMS))
WORD = r"(?P<month>[^\W\d_]{3,12})"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?[.,]?\s{{0,2}}(?:de |of )?"
    rf"{WORD}[.,]{{0,2}}\s{{0,2}}(?:de |del )?{YEAR}"
)
MONTH_DAY_YEAR = re.compile(
    rf"(?<![^\W_]){WORD}[.,]{{0,2}}\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:\d{{1,2}}:\d\d(?::\d\d)?\s)?{YEAR}"
)
NUMBERS = re.compile(rf"(?<!\d)(?P<one>\d{{1,2}})\s?[|/]\s?(?P<two>\d{{1,2}})\s?[|/]\s?{YEAR}")


def spelt_date(text: str) -> datetime | None:
    """Return the first day in `text` at 00:00, None where there is none or its order is anybody's guess."""
    for pattern in (DAY_MONTH_YEAR, MONTH_DAY_YEAR):
        for match in pattern.finditer(text[:200]):
            month = _month(match["month"])
            if month and (found := _date(match["year"], month, match["day"])):
                return found
    numbers = NUMBERS.search(text[:200])
    if numbers is None:
        return None
    one, two = int(numbers["one"]), int(numbers["two"])
    if one > 12 >= two:
        return _date(numbers["year"], two, numbers["one"])
    return _date(numbers["year"], one, numbers["two"]) if two > 12 >= one else None


def _month(word: str) -> int | None:
    """The month whose longest known beginning the word has."""
    folded = word.casefold()
    lengths = range(min(LONGEST_STEM, len(folded)), 2, -1)
    return next((STEMS[folded[:length]] for length in lengths if folded[:length] in STEMS), None)


def _date(year: str, month: int, day: str) -> datetime | None:
    try:
        return datetime(int(year), month, int(day))  # noqa: DTZ001 - htmldate compares naive days
    except ValueError:
        return None
