"""Organisations that markup names as authors: by what it says of them, and by words for what they are."""

from __future__ import annotations

import re
from functools import cache

from newsarchive.text.metadata.east_asian_names import KOREAN_NAME, data_lines
from newsarchive.text.metadata.known_names import has_given_name, is_known_name, may_be_borne

# Words from which a name may be an organisation's by its last or first one alone: people are called Ada Bank.
_FEWEST_WORDS = 3
# Of those that stand last in a name what many a family is called, too; and what given names are shortened to.
_SURNAMES = frozenset({"bank", "fund", "trust", "church", "kirche"})
_INITIAL = re.compile(r"[^\W\d_]\.")


# "항구일보 | 네이버": what portals of Korea state as the author of what they show of a paper's.
# Portals of writers ("이서연 | 브런치") state persons so.
_ON_PORTAL = re.compile(r"(?P<house>[^|]{2,30}?)\s?\|\s?(?:네이버|네이트|다음|줌|카카오)(?:\s?뉴스)?")
# Papers whose names are built as a person's.
_LIKE_NAMES = frozenset({"한겨레", "신동아", "이뉴스"})
_LONGEST_KOREAN = 3  # syllables; names of four are rarer than papers of four ("서울신문")
_REPORTER = re.compile(r"기자|특파원")


def house_on_portal(stated: str) -> str:
    """Return the paper of an author's meta tag that names a paper and a portal; "" for any other.

    No reporter stands before the bar, and nobody who may be called so.
    """
    found = _ON_PORTAL.fullmatch(stated.strip())
    if found is None or _REPORTER.search(stated):
        return ""
    house = found["house"]
    named = len(house) <= _LONGEST_KOREAN and KOREAN_NAME.match(house) and house not in _LIKE_NAMES
    return "" if named else house


def names_body(name: str, *, is_typed: bool) -> bool:
    """Say whether a name stated as an author's is an organisation's, as people are not called.

    `is_typed`: markup says that it is one. Many programs say so of whomever they name.
    """
    words = name.casefold().split()
    last, first = _nouns()
    if is_known_name(name) or _INITIAL.match(name):
        return False
    if is_typed and (not may_be_borne(name) or words[-1] in last or words[0] in first):
        return True
    called = len(words) >= _FEWEST_WORDS and (words[-1] in last - _SURNAMES or words[0] in first)
    return called and not has_given_name(name)


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """The words of data/body_nouns.tsv that stand last in a name, and those that stand first."""
    words: dict[str, set[str]] = {"last": set(), "first": set()}
    for line in data_lines("body_nouns.tsv"):
        place, _, *listed = line.split("\t")
        words[place].update(listed)
    return frozenset(words["last"]), frozenset(words["first"])
