"""Who stands after a label in the lines about an article: "Автор: Имя Фамилия", "Text: Vorname Name"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.metadata.names import people

LONGEST_LINE = 120
# Two to four words that begin with a capital, as names in alphabets are; particles may stand among them.
WORD = r"[^\W\d_a-zß-ÿа-яё][\w'’.-]{0,24}"
NAME = rf"{WORD}(?: (?:de|del|da|di|la|le|van|von|der|den|ter|zu|bin|al|el) {WORD}| {WORD}){{1,3}}"
LABELLED = re.compile(
    r"(?:^|[\s|·•,])(?:Автор(?:ы|и|ка)?|Текст|Журналист|Корреспондент|Authors?|Written by|Reporter|Writer"
    r"|Autor|Autoren|Autorin|Autorka|Autores|Autora|Auteur|Auteurs|Autore|Autori|Forfatter|Författare"
    r"|Szerző|Yazar|Tekst)\s?[:：]\s?"
    rf"(?P<names>{NAME}(?:(?:, | und | and | et | y | e | и | і | i | & ){NAME}){{0,4}})"
)


def labelled_people(lines: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the persons the first short line with such a label names, () where none has one."""
    sites = tuple(outlets)
    for line in lines:
        match = LABELLED.search(line) if len(line) <= LONGEST_LINE else None
        found = people([re.sub(" (?:и|і) ", ", ", match["names"])], sites) if match else ()
        if found:
            return found
    return ()
