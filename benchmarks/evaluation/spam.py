"""Share of injected spam that is cut, by place, kind and language: `python -m benchmarks.evaluation.spam`.

Spam: the shared cases and `spam_texts.tsv` (ours, never trained on). Pages: the development corpora; Chinese
spam goes into Chinese pages, other spam into pages of its language (where there are some) and into Chinese.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from benchmarks.evaluation.spam_injection import PLACES, inject, paragraph_spans
from benchmarks.evaluation.spam_leaks import Leak, leak, lost_lines
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import decode, run_stages

SHARED = Path(__file__).resolve().parents[3] / "shared"
OWN = Path(__file__).with_name("spam_texts.tsv")
UNSEEN = Path(__file__).with_name("spam_unseen.tsv")
FRESH = Path(__file__).with_name("spam_fresh.tsv")
SECOND = Path(__file__).with_name("spam_second.tsv")  # only scored
THIRD = Path(__file__).with_name("spam_third.tsv")  # only scored
_SPAM = ("cases", "own", "unseen", "fresh", "second", "third", "all")
_SETS = ("zhgold", "gne", "netease_gbk", "fundus", "aeb", "trafilatura", "postlight")
_LARGEST = 200_000  # bytes: smaller pages are quicker, and no different
_PAGES = 12  # a language
SHARE = 1  # one injection in so many is made: with 6 it takes half a minute of CPU


@dataclass(frozen=True)
class Spam:
    """A piece of spam: where it is from, its language and kind."""

    name: str
    language: str
    kind: str
    text: str


@dataclass(frozen=True)
class CleanPage:
    """A page without spam, and what the stages make of it as markup and as plain text."""

    name: str
    html: str

    @cached_property
    def answer(self) -> CleanArticle:
        """The record of the page itself."""
        return answer(self.html)

    @cached_property
    def plain(self) -> str:
        """The page as a text: title, then the article."""
        return f"{self.answer.title or ''}\n{self.answer.text}"

    @cached_property
    def plain_answer(self) -> CleanArticle:
        """The record of the plain text."""
        return answer(self.plain, "text/plain; charset=utf-8")


@dataclass(frozen=True)
class Trial:
    """One injection and what came of it."""

    spam: Spam
    page: str
    place: str
    leak: Leak
    lost: tuple[str, ...]
    target: str

    @property
    def cell(self) -> str:
        """The place in pages of a kind."""
        return f"{self.place}, {self.target}"


def answer(text: str, content_type: str = "text/html; charset=utf-8") -> CleanArticle:
    """Run the stages over a page given as characters."""
    return run_stages(FetchedPage(url="", body=text.encode(errors="replace"), content_type=content_type))


def own_spam(file: Path = OWN, name: str = "own") -> list[Spam]:
    """The spam written for this measure."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    rows = (line.split("\t", 2) for line in lines)
    return [
        Spam(f"{name}{number:03}", language[:2], kind, text.replace("\\n", "\n"))
        for number, (language, kind, text) in enumerate(rows, 1)
    ]


def case_spam(shared: Path) -> list[Spam]:
    """The spam of the shared cases."""
    rows = map(json.loads, (shared / "cases/spam/spam.jsonl").read_text("utf-8").splitlines())
    return [Spam(row["id"], row["lang"][:2], row["kind"].split("-")[0], row["text"]) for row in rows]


def clean_pages(shared: Path, language: str, most: int = _PAGES) -> list[CleanPage]:
    """So many pages of a language that hold an article of three paragraphs or more, in an order of chance."""
    found: list[CleanPage] = []
    rows = [(name, row) for name in _SETS for row in _gold(shared, name) if _language(row) == language]
    random.Random(f"pages {language}").shuffle(rows)
    for name, row in rows:
        file = shared / "corpora" / name / f"{row['id']}.html.gz"
        body = gzip.decompress(file.read_bytes())
        if len(body) > _LARGEST:
            continue
        page = CleanPage(f"{name}/{row['id']}", decode(FetchedPage(url="", body=body)).text)
        if len(paragraph_spans(page.html)) >= 3 and page.answer.verdict == Verdict.ARTICLE:
            found.append(page)
        if len(found) == most:
            break
    return found


def trials(
    spam: list[Spam], shared: Path, places: list[str], share: int = SHARE, pages_each: int = _PAGES
) -> Iterator[Trial]:
    """Every piece of spam in every place, in one page of its language and one Chinese page.

    Of these one in `share`, chosen by hash: the same ones every time. The pages are `pages_each` a language.
    """
    pages: dict[str, list[CleanPage]] = {}
    for piece in spam:
        for language in dict.fromkeys((piece.language, "zh")):
            if language not in pages:
                pages[language] = clean_pages(shared, language, pages_each)
            for place in places:
                seed = zlib.crc32(f"{piece.name}{language}{place}".encode())
                if pages[language] and (seed >> 8) % share == 0:
                    target = f"{_group(piece.language)} into {_group(language, piece.language)}"
                    page = pages[language][seed % len(pages[language])]
                    yield replace(try_one(piece, page, place, seed), target=target)


def _group(language: str, of: str = "") -> str:
    return "zh" if language == "zh" else "own" if of else "foreign"


def try_one(spam: Spam, page: CleanPage, place: str, seed: int) -> Trial:
    """Put the spam into the page and see what is left of it, and what is lost of the article."""
    if place == "plain":
        clean, given = page.plain_answer, answer(inject(page.plain, spam.text, place, seed), "text/plain")
    else:
        clean, given = page.answer, answer(inject(page.html, spam.text, place, seed))
    lost = () if place in ("title", "heading", "meta") else tuple(lost_lines(clean, given))
    return Trial(spam, page.name, place, leak(spam.text, clean, given), lost, "")


def share_table(found: list[Trial], key: str) -> list[str]:
    """One line a place, kind or language: share cut, letters, trials with a leak, article lines lost."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in found:
        groups[str(getattr(trial if key in ("place", "target", "cell") else trial.spam, key))].append(trial)
    return [_line(name, groups[name]) for name in sorted(groups)]


def _line(name: str, group: list[Trial]) -> str:
    letters = sum(trial.leak.letters for trial in group)
    left = sum(trial.leak.left for trial in group)
    leaking = sum(bool(trial.leak.left) for trial in group)
    lost = sum(len(trial.lost) for trial in group)
    return f"{name:26} {1 - left / max(1, letters):.4f} {letters:8} {leaking:5}/{len(group):<5} {lost:5}"


def _gold(shared: Path, name: str) -> Iterator[dict[str, str]]:
    with (shared / "corpora" / name / "gold.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _language(row: dict[str, str]) -> str:
    return (row.get("lang") or "zh")[:2]


def main() -> None:
    """Print the tables, and the leaks with `--leaks`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spam", choices=_SPAM, default="all")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every other piece of spam")
    parser.add_argument("--place", action="append", choices=tuple(PLACES))
    parser.add_argument("--leaks", action="store_true", help="print what is left, worst first")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--share", type=int, default=SHARE, help="make one injection in so many (1: all)")
    options = parser.parse_args()
    spam = case_spam(options.shared) if options.spam in ("cases", "all") else []
    spam += own_spam() if options.spam in ("own", "all") else []
    spam += own_spam(UNSEEN, "unseen") if options.spam == "unseen" else []
    spam += own_spam(FRESH, "fresh") if options.spam == "fresh" else []
    spam += own_spam(SECOND, "second") if options.spam == "second" else []
    spam += own_spam(THIRD, "third") if options.spam == "third" else []
    if options.half is not None:
        spam = spam[options.half :: 2]
    found = list(trials(spam, options.shared, options.place or list(PLACES), options.share))
    for key in ("place", "target", "cell", "kind", "language"):
        print(f"\n{key:26} cut     letters  leaking     lost", *share_table(found, key), sep="\n")
    print(_line("\nall", found))
    if options.leaks:
        for trial in sorted(found, key=lambda trial: -trial.leak.left):
            if trial.leak.left or trial.lost:
                parts = (
                    trial.spam.name,
                    trial.place,
                    trial.page,
                    trial.leak.left,
                    trial.leak.phrases,
                    trial.lost,
                )
                print(*parts, sep="\t")


if __name__ == "__main__":
    main()
