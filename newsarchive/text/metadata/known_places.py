"""The towns and countries that stand behind a writer's name: "Ada Roe, Belo Horizonte"."""

from __future__ import annotations

import re
from functools import cache

from newsarchive.text.metadata.east_asian_names import data_lines, is_name_without_space
from newsarchive.text.metadata.known_names import ARABIC_TOWNS, TOWNS_TOO, has_given_name

# How places of two words and more begin that also stand behind a name: "Ada Roe São Paulo".
TOWN = (
    "São ",
    "San ",
    "Santa ",
    "Santo ",
    "Río ",
    "Puerto ",
    "Ciudad ",
    "Port ",
    "New ",
    "Nova ",
    "Nueva ",
    "Sankt ",
    "St. ",
    "Saint ",
    "Sainte ",
)
_SAINTS = ("San ", "Río ")  # "San" is a given name of Korea, and no Spaniard's
TOWN_ENDS = (" City", " County", " Springs", " Heights")  # nobody's surname, by the lists
_TOWN_ALONE = re.compile(rf"(?:{'|'.join(map(re.escape, TOWN))})[^\W\d_a-zß-ÿ]\w+")
# Alphabets in which a single word beside whole names is a place, where nobody is known to be called so.
SPELLED = re.compile(
    "[\u0041-\u024f\u0370-\u05ff\u0620-\u06d3\u0900-\u0dff\u10a0-\u10ff\u1200-\u139f\u1e00-\u1fff]"
)


def is_known_place(name: str) -> bool:
    """Whether a place is called so. People may be, too: it says something beside a whole name alone."""
    low = name.casefold()
    return low in _places() or low in TOWNS_TOO or name in ARABIC_TOWNS


def may_be_town(name: str) -> bool:
    """Whether a name is a town's: it begins as theirs do, with no given name, or a town is known by it."""
    if " " in name and (is_known_place(name) or name.endswith(TOWN_ENDS)):  # "Elizabeth City"
        return True
    return name.startswith(_SAINTS) or (name.startswith(TOWN) and not has_given_name(name))


def without_town(line: str) -> str:
    """Return a line without the town it ends with behind a comma: "Ada Roe, Denver"."""
    before, _, last = line.rpartition(", ")
    is_town = is_known_place(last) or _TOWN_ALONE.fullmatch(last)
    return before if before and is_town else line


@cache
def _places() -> frozenset[str]:
    return frozenset(place.casefold() for line in data_lines("places.txt") for place in line.split(";"))


# What papers are called last, as people are too: "Des Moines Register" behind a name.
_PAPERS = frozenset(
    {
        *("register", "gazette", "tribune", "star", "ledger", "chronicle", "post", "mirror", "express"),
        *("sentinel", "observer", "examiner", "record", "bulletin", "independent", "standard", "globe"),
    }
)
# Given names of papers' towns that are no places of the list.
_CAPITALS_TOO = frozenset({"washington"})


def is_paper(name: str) -> bool:
    """Whether a name is a paper's: by its last word, and a town or no given name before it."""
    town, _, last = name.casefold().rpartition(" ")
    return (
        last in _PAPERS
        and bool(town)
        and (not has_given_name(name) or town in _CAPITALS_TOO or town in _places())
    )


def is_seat(name: str) -> bool:
    """Whether a single word beside an agency is where it writes from: "UNB, Dhaka"."""
    if " " in name or is_name_without_space(name) or not SPELLED.match(name) or not name[0].isalpha():
        return False
    return is_known_place(name) or not (has_given_name(name) or name.islower())
