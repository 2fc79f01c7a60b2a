"""Who stands alone under the headline and is introduced at the end: "Ada Roe is a travel writer in Bay"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.metadata.authors import NAMESAKE
from newsarchive.text.metadata.known_names import has_given_name
from newsarchive.text.metadata.person_names import is_person

_IS = r"(?:is|ist|est|es|è|é|är|er|jest)"
# What somebody is who writes, in the words behind the name.
_WRITES = re.compile(
    rf"\s{_IS}\s[^.!?]{{0,80}}?\b(?i:writer|journalist\w*|author|editor|blogger\w*|columnist|reporter|correspondent"
    r"|contributor|autor\w*|auteur\w*|autrice|redakteur\w*|r[ée]dact\w+|periodista|escritora?|giornalista"
    r"|scrittor\w+|schrijver|schrijfster|skribent|dziennikar\w+)\b"
)
# Questions of a text that asks somebody: then whom it asks is introduced.
_MOST_QUESTIONS = 1


def introduced_names(
    alone: Iterable[str], ends: Iterable[str], paragraphs: Iterable[str], titles: Iterable[str]
) -> tuple[str, ...]:
    """Return the name that is one of the lines `alone` and begins one of the `ends` as somebody who writes.

    Nobody where the text or its titles tell of them elsewhere, or ask: then it is about them.
    """
    introductions, told = tuple(ends), tuple(paragraphs)
    if sum(line.endswith("?") for line in told) > _MOST_QUESTIONS:
        return ()
    for name in alone:
        if not (NAMESAKE.match(name) and has_given_name(name) and is_person(name)):
            continue
        found = [line for line in introductions if line.startswith(name) and _WRITES.match(line, len(name))]
        others = (line for line in (*told, *titles) if line not in found and line != name)
        if found and not any(name.rpartition(" ")[2] in line for line in others):
            return (name,)
    return ()
