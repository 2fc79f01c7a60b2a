"""The section on declarations that lie or are missing."""

from __future__ import annotations

from collections import Counter, defaultdict

from benchmarks.evaluation.reencoding import Reencoded, reencoded
from benchmarks.evaluation.report import NOTHING, Check, Section, Table, share
from benchmarks.evaluation.run import Run
from newsarchive.items import FetchedPage
from newsarchive.stages import decode

KINDS = ("none", "lying meta", "lying header")
TIMES = 5  # each page: once undeclared, twice with either lie
ASKED = 0.99
ABOUT = """Sound pages of the corpora, written in other charsets: once without any declaration, once with
a meta tag that lies, once with a header that lies (`utf-8` and `iso-8859-1`; of UTF-8 pages `gb2312` and
`iso-8859-1`). A page counts when every character is the original's. `utf-16` has a byte order mark,
`utf-16-le` none; Big5 pages were converted to Traditional first."""


def declarations_section(run: Run) -> Section:
    """Return the share of pages read exactly, by charset and kind of declaration."""
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    failed: Counter[str] = Counter()
    for page in reencoded(run.corpora):
        found = _decoded(page)
        right[page.codec, page.declaration].append(found == page.codec)
        if found != page.codec:
            failed[f"`{page.page}` in {page.codec} read as {found}"] += 1
    everything = [good for group in right.values() for good in group]
    value = sum(everything) / len(everything)
    return Section(
        "Declarations that lie or are missing",
        ABOUT,
        (_table(right),),
        after="\n".join(f"- {what}: {count} of {TIMES} times" for what, count in failed.items()),
        checks=(
            Check(f"lying or missing declarations: exact ≥ {share(ASKED)}", share(value), value >= ASKED),
        ),
        measures={"declarations.exact": (value, len(everything))},
    )


def _decoded(page: Reencoded) -> str:
    """Return the charset it was read in: the page's own name for it when every character is right."""
    found = decode(FetchedPage(url="", body=page.body, content_type=page.content_type))
    if found.text == page.text:
        return page.codec
    return found.charset.name if found.charset else "no text"


def _table(right: dict[tuple[str, str], list[bool]]) -> Table:
    codecs = list(dict.fromkeys(codec for codec, _ in right))
    rows = [(codec, *(_cell(right.get((codec, kind), [])) for kind in KINDS)) for codec in codecs]
    every = [[good for codec in codecs for good in right.get((codec, kind), [])] for kind in KINDS]
    return Table(("charset", *KINDS), (*rows, ("all", *map(_cell, every))))


def _cell(right: list[bool]) -> str:
    return f"{share(sum(right) / len(right))} of {len(right)}" if right else NOTHING
