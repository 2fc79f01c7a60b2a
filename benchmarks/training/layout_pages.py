"""Pages of our own that show how news is set: 217 layouts in 32 languages, with their known texts.

    python -m benchmarks.training.layout_pages FOLDER FILE.jsonl.xz

checks the pages of a folder (`ID.html` beside `ID.json`) and packs them. Four files are kept. LEARNT are the
pages the judges of blocks learn from, UNSEEN those that are only scored, by a writer who knew neither the
code nor the others' pages; nobody who works on the rules has looked at them. Another such writer made 564
pages in 64 layouts that show who wrote in as many ways: half of the layouts, by the hash of their names, were
looked at (BYLINES_SEEN), the others are only scored (BYLINES_UNSEEN). All stories, names and houses are
invented.

The writers were told to build pages as real publishing software of the last 25 years does, with menus,
teasers, remarks, notices and forms around and inside the story, and to list of each page exactly what a
reader of it would call the article. One generator for the three sets there is not; to add pages, write them
in the same form.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.training.packed_pages import Row, pack_command, read_packed, without_fields
from newsarchive.text.letters import letters_only

LEARNT = Path(__file__).with_name("layouts.jsonl.xz")
_EVALUATION = Path(__file__).parents[1] / "evaluation"
UNSEEN = _EVALUATION / "layouts_unseen.jsonl.xz"
BYLINES_SEEN, BYLINES_UNSEEN = _EVALUATION / "bylines_seen.jsonl.xz", _EVALUATION / "bylines_unseen.jsonl.xz"
_FIELDS = ("id", "lang", "template", "url", "title", "text", "not_text", "html")


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """One page: its markup and what is known of it.

    `text` are the article's paragraphs in order, `standfirst` and `optional` what some would call part of it
    (captions, fact boxes, cells), `not_text` lines of the page that are not. `published` is a day or None.
    """

    id: str
    language: str
    template: str
    url: str
    html: str
    title: str
    text: tuple[str, ...]
    standfirst: str | None
    optional: tuple[str, ...]
    not_text: tuple[str, ...]
    persons: tuple[str, ...]
    published: str | None


def read_layouts(file: Path) -> tuple[LayoutPage, ...]:
    """Return the pages of a packed file, in its order."""
    return tuple(map(_page, read_packed(file)))


def faults(page: LayoutPage) -> Iterator[str]:
    """Say what is wrong with what is told of a page."""
    own = {letters_only(line) for line in page.text}
    if not page.text:
        yield "no text"
    for line in page.not_text:
        if letters_only(line) in own:
            yield f"both text and no text: {line[:60]}"


def _faults(row: Row) -> Iterator[str]:
    missing = list(without_fields(row, _FIELDS))
    yield from missing or faults(_page(row))


def _page(row: Row) -> LayoutPage:
    return LayoutPage(
        id=row["id"],
        language=row["lang"],
        template=row["template"],
        url=row["url"],
        html=row["html"],
        title=row["title"],
        text=_lines(row["text"]),
        standfirst=row.get("standfirst"),
        optional=_lines(row.get("optional") or ()),
        not_text=_lines(row["not_text"]),
        persons=_lines(row.get("persons") or ()),
        published=row.get("published"),
    )


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack a folder; return the exit code."""
    return pack_command(__doc__, _faults, arguments)


if __name__ == "__main__":
    sys.exit(main())
