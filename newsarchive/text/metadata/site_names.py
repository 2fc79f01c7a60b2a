"""Telling the name of a site from a person's where markup states it as the author of every story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.text.metadata.east_asian_names import is_name_without_space
from newsarchive.text.metadata.known_names import has_given_name, plain_letters
from newsarchive.text.metadata.person_names import HAN_CHARACTER, letters_of_name

# Letters of a name that an address may spell; ideographs of one that begins what a site calls its parts.
_SHORTEST, _SHORTEST_HAN = 4, 2


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What a site is called: by its title and its links home, and by its markup and address, letters only."""

    home: frozenset[str]
    stated: frozenset[str]
    plain: frozenset[str]

    @classmethod
    def of(cls, home: Iterable[str], stated: Iterable[str]) -> SiteNames:
        """Return them in the letters that are compared."""
        called, said = tuple(filter(None, home)), tuple(filter(None, stated))
        plain = frozenset(each for one in (*called, *said) if len(each := plain_letters(one)) >= _SHORTEST)
        return cls(frozenset(map(letters_of_name, called)), frozenset(map(letters_of_name, said)), plain)

    def include(self, name: str) -> bool:
        """Say whether a name is the site's and no person's, as far as lists of names tell.

        An address has no marks ("hurriyet" is Hürriyet), and Chinese sites put a word for a section behind
        theirs ("网易订阅"). Who bears the very name that markup states may be the publisher. Of several words
        a name may be a person's of whom no list knows.
        """
        folded = letters_of_name(name)
        if not folded or " " in name or has_given_name(name) or is_name_without_space(name):
            return False
        if folded in self.home:
            return True
        if folded in self.stated:
            return False
        if plain_letters(name) in self.plain:
            return True
        short = len(folded) >= _SHORTEST_HAN and HAN_CHARACTER.search(name) is not None
        return short and any(one.startswith(folded) for one in self.home | self.stated)


def is_branch(name: str, outlets: set[str]) -> bool:
    """Say whether a name is that of a part of the house: the site's initials and a place, "MDR THÜRINGEN"."""
    return name.isupper() and any(letters_of_name(word) in outlets for word in name.split())
