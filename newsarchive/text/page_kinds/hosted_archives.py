"""Pages of programs that show no news: archives of mailing lists, and the code that a host keeps.

A letter to a list and a note on a change of code read like a short article, with a name and a day. The
program says what it is, in its generator, or its archive leads to the same letters by day and by
thread, and to an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from newsarchive.evidence import PageKind
from newsarchive.text.page.structured_data import meta_tags
from newsarchive.text.page_kinds.kind_features import PageToSort

# How generators begin, lower case, as the programs write them.
_OF_GENERATOR = {
    "cgit": PageKind.DOCUMENTATION,
    "gitweb": PageKind.DOCUMENTATION,
    "pipermail": PageKind.FORUM,
    "hypermail": PageKind.FORUM,
    "mhonarc": PageKind.FORUM,
}
# The files of indexes: MHonArc has the first two in each letter, Pipermail and Hypermail the others.
_BY_MHONARC = frozenset({"threads.html", "maillist.html"})
_BY_MAILMAN = frozenset({"thread.html", "date.html", "subject.html", "author.html"})
_FEWEST_INDEXES = 3
_ANSWER = re.compile(r"mailto:[^?]{1,200}\?.{0,400}in-reply-to=", re.IGNORECASE)
_MAKER = "www.mhonarc.org"
# Of the links of an archive some hold one of these in small letters: a part of what `_ANSWER` asks for, whose
# letters have no other forms, or the program's name.
_TELLING = ("reply-to=", "mhonarc")
_MOST_LINKS, _LONGEST_LINK = 400, 200


def archive_kind(known: PageToSort) -> PageKind | None:
    """Return the kind of a page of an archive of letters or of code, None for any other page."""
    generator = (meta_tags(known.model).first("generator") or "").lower()
    for name, kind in _OF_GENERATOR.items():
        if generator.startswith(name):
            return kind
    return PageKind.FORUM if _is_of_letters(known) else None


def _is_of_letters(known: PageToSort) -> bool:
    if not _may_be_of_letters([address for _, address in known.model.having("href")]):
        return False
    links = [link.get("href") or "" for link in islice(known.model.iter("a", "link"), _MOST_LINKS)]
    if not _may_be_of_letters(links):
        return False
    led = {_end_of(link) for link in links if len(link) <= _LONGEST_LINK}
    # Names of files may be those of any menu: an archive has a link to answer the letter, too.
    if led >= _BY_MHONARC or len(led & _BY_MAILMAN) >= _FEWEST_INDEXES:
        return any(map(_ANSWER.match, links))
    return _MAKER in led and not _BY_MHONARC.isdisjoint(led)


def _may_be_of_letters(links: Sequence[str]) -> bool:
    """Whether a link may be one to answer, or lead to the program's makers: a quick look at all of them."""
    # `urlsplit` leaves these characters out of an address.
    said = " ".join(links).lower().replace("\t", "").replace("\r", "").replace("\n", "")
    return any(word in said for word in _TELLING)


def _end_of(link: str) -> str:
    """The last segment of where a link leads, the host where there is no path."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return parts.path.rpartition("/")[2] or (parts.hostname or "")
