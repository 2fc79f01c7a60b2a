"""Single words that lines of credits are made of beside names: labels, roles, agencies, weekdays."""

from __future__ import annotations

from functools import cache

from newsarchive.text.dates.visible_dates import day_words, label_of
from newsarchive.text.metadata.byline_labels import LABEL_KINDS, label_words
from newsarchive.text.metadata.byline_parts import AND_WORDS, PART_KINDS, part_words
from newsarchive.text.metadata.person_names import role_words, whole_agencies

# Letters of an initial, and of an editor's sign.
LONGEST_SIGN = 4


def is_credit_word(word: str) -> bool:
    """Say whether a word labels somebody, says what somebody is, is an agency, or belongs to a day."""
    low = word.casefold().strip(".,'’-")
    if not low or low in _words() or whole_agencies(word):
        return True
    return label_of(low, "") in ("published", "updated")


def is_agency_code(word: str) -> bool:
    """Say whether a word in brackets behind a text is an agency's name or somebody's sign, "dpa", "ar"."""
    low = word.strip(".")
    return bool(whole_agencies(low)) or (len(low) <= LONGEST_SIGN and low.islower())


@cache
def _words() -> frozenset[str]:
    labels = (*label_words(*LABEL_KINDS), *(word for kind in PART_KINDS for word in part_words(kind)))
    return frozenset(
        (*(part for label in labels for part in label.split()), *AND_WORDS, *role_words(), *day_words())
    )
