"""Lines that begin with the word of their language for "by", which has other meanings, too."""

from __future__ import annotations

import re
from functools import cache

from newsarchive.text.metadata.known_names import is_borne
from newsarchive.text.metadata.person_names import is_organisation
from newsarchive.text.metadata.printed_bylines import OUR_OWN, may_be_person
from newsarchive.text.page.byline_labels import label_words

# Languages of which the word for "by" begins many other lines, too; and those in which "at" means "and".
_FOR_MUCH_ELSE, _TAGALOG = frozenset({"ro", "ca", "oc", "ha"}), frozenset({"tl", "fil"})


def with_plain_by(line: str, language: str | None) -> str:
    """Return a line with "By" for the word that its language begins by-lines with, and others names.

    "Na Neema Kileo" is by Neema Kileo in Swahili, and Na Young Lee a Korean's name. `language` is ISO 639-1.
    """
    begins = _beginning(language) if language else None
    found = begins.search(line) if begins else None
    if found is None or not OUR_OWN.isdisjoint(found["name"].split()) or is_organisation(found["name"]):
        return line
    if found.start() and not is_borne(found["name"]):  # "Ajali - Na Watu Wengi": and many people
        return line
    # "De Anul Nou", for the new year; "Per Sant Jordi".
    if language in _FOR_MUCH_ELSE and not may_be_person(found["name"]):
        return line
    if language in _TAGALOG:
        line = line.replace(" at ", " and ")
    return f"{line[: found.start()]}By {line[found.start('name') :]}"


def without_by(name: str, language: str | None) -> str:
    """Return a name without the word of its language that `with_plain_by` reads as "by"."""
    plain = with_plain_by(name, language)
    return name if plain == name else plain.removeprefix("By ")


@cache
def _beginning(language: str) -> re.Pattern[str] | None:
    """The language's word before two words of a name: where a line begins, or behind a day or bar."""
    words = label_words("by_begins", language=language)
    if not words:
        return None
    begins = "|".join(map(re.escape, map(str.title, words)))
    capital = r"[^\W\d_a-z][^\W\d_A-Z][^\W\d_]*"
    return re.compile(rf"(?:^|(?<=[\d,|·•–—-]\s))(?:{begins})\s(?P<name>{capital}\s{capital})")
