"""Names in the lines a reader sees around the text: "By Ada Roe | 3 May", or a name that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsarchive.text.metadata.author_claims import Credit
from newsarchive.text.metadata.names import is_written_as_name, split_names

LONGEST_LINE = 120
# Paragraphs of the text's beginning and end that are looked at too: extraction keeps some by-lines in it.
FIRST, LAST = 3, 3
# Statements of lines are numbered from here, those of markup below.
LINES = 1_000
# Two to four words that begin with a capital, as names in alphabets are; particles may stand among them.
WORD = r"[^\W\d_a-zß-ÿа-яё][\w'’.-]{0,24}"
PARTICLE = r"(?:de|del|della|da|di|du|la|le|van|von|der|den|ter|zu|bin|al|el|dos|das) "
NAME = rf"{WORD}(?: (?:{PARTICLE}){{0,2}}{WORD}){{0,3}}"
LABEL = re.compile(
    r"(?:^|[\s|·•,(])(?P<label>"
    r"(?:(?:Written|Posted|Published|Story|Words|Article|Reported|Created|Submitted|Authored) )?[Bb][Yy]|BY"
    r"|^von|Von|VON|(?:[Ee]rstellt|[Vv]erfasst|[Gg]eschrieben|[Ee]ingestellt|Eine? \w+) von|Par|PAR|Por|POR"
    r"|Di|Door|Av|Af|[Aa]uthors?|Autorin/Autor|[Tt]e?xte?|Writer|Reporter|Autor(?:in|en|es|a|ka|i)?|Auteurs?"
    r"|Autor[ei]|Forfatter|Författare|Szerző|Yazar|Tekst|Автор(?:ы|и|ка)?|Текст|Журналист|Корреспондент)"
    r"(?:\s?[:：]\s?| )"
    rf"(?P<names>{NAME}(?:(?:, | [Uu]nd | [Aa]nd | et | y | e | и | і | i | & | / )(?:by )?{NAME}){{0,4}})"
)
LONE = re.compile(rf"^{NAME}(?:(?:, | und | and | et | y | e | & ){NAME}){{0,3}}$")
BARS = re.compile(r"\s*[|·•–—/]\s*|\s+-\s+|,\s+(?=\d|[A-Z][a-z]{2,8} \d)|\s{2,}|\s\(")
DATED = re.compile(r"\d{4}|\d{1,2}[.:/]\d{2}")
PICTURED = re.compile(
    r"\b(?:foto|photo|bild|image|picture|getty|imago|reuters|afp|illustration|graphic|grafik)|©",
    re.IGNORECASE,
)


def line_claims(above: Iterable[str], below: Iterable[str]) -> Iterator[Credit]:
    """Yield who the lines above the text (nearest last) and below it (nearest first) name."""
    statement = LINES
    for side, lines in (("above", list(above)[::-1]), ("below", list(below))):
        for number, line in enumerate(lines):
            statement += 1
            if len(line) <= LONGEST_LINE and not PICTURED.search(line):
                yield from _claims(line, side, f"{side}_{min(number // 2, 5)}", statement)


def _claims(line: str, side: str, place: str, statement: int) -> Iterator[Credit]:
    traits = frozenset({side, place})
    match = LABEL.search(line)
    if match:
        label = (
            "colon" if match[0].count(":") or match[0].count("：") else match["label"].split()[-1].lower()[:4]
        )
        more = traits | {
            f"label_{label}",
            "starts" if match.start() == 0 else "inside",
            f"{side}_by",
            f"by_{place}",
        }
        for name in split_names(match["names"]):
            yield Credit(source="line_by", name=name, traits=more, statement=statement)
        return
    parts = [part.strip() for part in BARS.split(line) if part and part.strip()]
    for part in parts[:4]:
        if LONE.match(part) and " " in part:
            kind = "line_alone" if len(parts) == 1 else "line_dated" if DATED.search(line) else "line_part"
            for name in split_names(part):
                if is_written_as_name(name):
                    more = traits | {f"{kind}_{place}"}
                    yield Credit(source=kind, name=name, traits=more, statement=statement)
