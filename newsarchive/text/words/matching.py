"""Whether a text answers a query: what an index alone cannot tell."""

from __future__ import annotations

from newsarchive.text.words.queries import Query, Term
from newsarchive.text.words.spelling import spelling


class Matcher:
    """Looks at texts for one query."""

    def __init__(self, query: Query) -> None:
        self._all = (query.wanted, query.unwanted)
        wanted, unwanted = (tuple(term for term in terms if not term.decided) for terms in self._all)
        self._undecided = (wanted, unwanted)
        # False where the index has decided everything: then no text need be read.
        self.needed = bool(wanted or unwanted)

    def matches(self, title: str, text: str, *, indexed: bool = True) -> bool:
        """Say whether all wanted terms stand in title or text and no unwanted one; never raises.

        With `indexed` the index has found the article: only what it could not decide is looked at.
        """
        wanted, unwanted = self._undecided if indexed else self._all
        if not unwanted and all(_at_sight(term, title, text) for term in wanted):
            return True
        # A phrase does not go over the end of a line, nor from the title into the text.
        whole = f"{spelling(title)}\n{spelling(text)}"
        return all(_stands(term, whole) for term in wanted) and not any(
            _stands(term, whole) for term in unwanted
        )


def _at_sight(term: Term, title: str, text: str) -> bool:
    """Whether a run stands there as it was asked for: in most texts it does, which need no folding then."""
    return len(term.units) == 1 and term.units[0].run and (term.spelling in text or term.spelling in title)


def _stands(term: Term, spelled: str) -> bool:
    if term.spelling in spelled:
        return True
    # The index has `c` for C++ and `disney` for Disney+ as well.
    bare = len(term.units) == 1 and not term.units[0].run and term.spelling[-2] not in "+#"
    return bare and any(term.spelling[:-1] + signs in spelled for signs in ("+ ", "++ ", "# "))
