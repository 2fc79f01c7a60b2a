"""Pages of our own whose kind is known: articles of many sorts, and all else that stands on the web.

    python -m benchmarks.training.kind_pages FOLDER FILE.jsonl.xz

checks the pages of a folder (`ID.html` beside `ID.json`) and packs them. Two files are kept: LEARNT are the
pages the learner of page kinds learns from beside the corpora, UNSEEN those that are only scored, by a writer
who knew neither the code nor the others' pages; nobody who works on the rules has looked at them. All texts,
names, firms and goods are invented.

The writers were told to build pages as publishing, shop, forum and documentation software of the last 25
years does, half of them hard: articles that look like other kinds, other kinds that look like articles; and
to leave out what a careful reader would doubt.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.training.packed_pages import Row, pack_command, read_packed, without_fields
from newsarchive.evidence import PageKind

LEARNT = Path(__file__).with_name("kinds.jsonl.xz")
UNSEEN = Path(__file__).parents[1] / "evaluation" / "kinds_unseen.jsonl.xz"
_FIELDS = ("id", "lang", "kind", "sort", "template", "url", "html")


@dataclass(frozen=True, slots=True)
class KindPage:
    """One page: its markup, its kind, and the writer's finer word for that."""

    id: str
    language: str
    kind: PageKind
    sort: str
    template: str
    url: str
    html: str


def read_kind_pages(file: Path) -> tuple[KindPage, ...]:
    """Return the pages of a packed file, in its order."""
    return tuple(map(_page, read_packed(file)))


def _faults(row: Row) -> Iterator[str]:
    yield from without_fields(row, _FIELDS)
    if row.get("kind") not in set(PageKind):
        yield f"kind {row.get('kind')!r} is none of {', '.join(PageKind)}"


def _page(row: Row) -> KindPage:
    return KindPage(
        id=row["id"],
        language=row["lang"],
        kind=PageKind(row["kind"]),
        sort=row["sort"],
        template=row["template"],
        url=row["url"],
        html=row["html"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack a folder; return the exit code."""
    return pack_command(__doc__, _faults, arguments)


if __name__ == "__main__":
    sys.exit(main())
