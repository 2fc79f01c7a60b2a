"""Names of months in the languages of newspapers."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

FEWEST_LETTERS = 3  # of a beginning that may stand for a name: "sept", "févr", "marz"
PERSIAN = "jalali"


def month_of(word: str, language: str | None = None) -> int | None:
    """Return the number of the month `word` names or begins to name, None where languages disagree.

    Persian calendar months have 12 added to their numbers; `language` (ISO 639) settles what several share.
    """
    folded = word.casefold().strip(".").replace(".", "")
    return _names(language).get(folded) or _names(None).get(folded) or None


@cache
def _rows() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    table = files("newsarchive.text.dates").joinpath("data", "months.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(
        (language, tuple(tuple(filter(None, cell.split("/"))) for cell in cells))
        for language, *cells in lines
    )


@cache
def _names(language: str | None) -> dict[str, int]:
    """Whole names and beginnings; 0 for those of more than one month."""
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for known, months in _rows():
        if language is not None and known != language:
            continue
        for number, names in enumerate(months, 13 if known == PERSIAN else 1):
            for name in names:
                _put(whole, name, number)
                for length in range(FEWEST_LETTERS, len(name)):
                    _put(begun, name[:length], number)
    return {**begun, **whole}


def _put(names: dict[str, int], name: str, number: int) -> None:
    names[name] = number if names.get(name, number) == number else 0
