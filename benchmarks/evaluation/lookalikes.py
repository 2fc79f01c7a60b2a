"""The section on look-alikes of spam: honest lines that a careless cleaner cuts, each inside an article."""

from __future__ import annotations

import html
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.lines import read_lines
from benchmarks.evaluation.report import Check, Section, Table
from benchmarks.evaluation.run import Run
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

# Footers, navigation, editor lines, lists of tags and links: extraction may leave them out (cases/spam).
FURNITURE = frozenset(f"ng{number:03}" for number in (1, 2, 5, *range(20, 34), 36, 37, 42, 44))
HOSTS = 4  # articles each text is put into
ABOUT = f"""Honest texts that look like spam, each put between the paragraphs of {HOSTS} articles of its
script and of as many plain texts: no spam rule may cut one line, and all that is not page furniture stays."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text in one article: lines cut by a spam rule, and lines that should be in the text and are not."""

    name: str
    lines: int
    cut: tuple[str, ...]
    missing: tuple[str, ...]


def lookalikes_section(run: Run) -> Section:
    """Return how many of the honest lines were cut or lost.

    Of sampled corpora each text is put into one article.
    """
    outcomes = list(_outcomes(run.corpora))
    cut = sorted({f"- cut from {one.name}: {line}" for one in outcomes for line in one.cut})
    missing = sorted({f"- missing of {one.name}: {line}" for one in outcomes for line in one.missing})
    lines = sum(one.lines for one in outcomes)
    counts = (sum(len(one.cut) for one in outcomes), sum(len(one.missing) for one in outcomes))
    row = ("honest texts", str(len({one.name for one in outcomes})), f"{lines:,}", *map(str, counts))
    return Section(
        "Look-alikes of spam",
        ABOUT,
        (Table(("", "texts", "lines", "cut by a spam rule", "missing"), (row,)),),
        after="\n".join((*cut, *missing)),
        checks=(
            Check("honest lines cut by a spam rule: none", str(counts[0]), not counts[0]),
            Check("honest lines missing from the text: none", str(counts[1]), not counts[1]),
        ),
        measures={"lookalikes.kept": (1 - sum(counts) / lines, lines)},
    )


def _outcomes(corpora: Corpora) -> Iterator[Outcome]:
    for row in read_lines(corpora.cases / "spam" / "clean.jsonl"):
        lines = [line for line in (_squeezed(line) for line in row["text"].split("\n")) if line]
        articles = _articles(corpora, row["lang"])
        if corpora.sampled:
            articles = (articles[zlib.crc32(row["id"].encode()) % len(articles)],)
        for article in articles:
            for answer in _answers(article, row["text"].split("\n")):
                yield _outcome(row["id"], lines, answer)


def _outcome(name: str, lines: list[str], answer: CleanArticle) -> Outcome:
    spam = _squeezed("\n".join(block.text for block in answer.removed if block.kind != "furniture"))
    text = _squeezed(answer.text)
    missing = () if name in FURNITURE else tuple(line for line in lines if line not in text)
    return Outcome(name, len(lines), tuple(line for line in lines if line in spam), missing)


def _answers(article: tuple[str, ...], lines: list[str]) -> Iterator[CleanArticle]:
    """Yield the records of the article with the lines in its middle, as a page and as plain text."""
    half = len(article) // 2
    title, whole = article[0], (*article[1:half], *lines, *article[half:])
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in whole)
    head = f"<head><title>{html.escape(title)}</title></head>"
    page = f"<html>{head}<body><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
    for text, kind in ((page, "text/html"), ("\n".join((title, *whole)), "text/plain")):
        yield run_stages(
            FetchedPage(url="", body=text.encode(errors="replace"), content_type=f"{kind}; charset=utf-8")
        )


@cache
def _articles(corpora: Corpora, language: str) -> tuple[tuple[str, ...], ...]:
    """Return articles to stand in, as paragraphs, a title first; Traditional ones are converted."""
    golds = (row.get("text") or "" for row in corpora.gold("gne"))
    texts = [text for text in golds if 800 < len(text) < 4_000 and len(text.split("\n")) >= 6][:HOSTS]
    convert = OpenCC("s2twp").convert if language == "zh-Hant" else str
    cut = ([line.strip() for line in convert(text).split("\n")] for text in texts)
    return tuple((lines[0][:30], *filter(None, lines)) for lines in cut)


def _squeezed(text: str) -> str:
    return "".join(text.split())
