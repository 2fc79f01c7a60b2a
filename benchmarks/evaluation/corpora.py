"""The pages with known answers that lie beside the checkout, and where they lie."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from os import SEEK_END
from pathlib import Path
from typing import Any

from benchmarks.evaluation.lines import read_lines

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

# In the order of every table: news in English, in many languages, in Chinese, the rest.
PAGE_SETS = (
    "aeb",
    "fundus",
    "wcxb_article",
    "zhgold",
    "netease_gbk",
    "gne",
    "trafilatura",
    "htmldate",
    "postlight",
    "readability",
)
# Pages that are no articles, of six kinds.
OTHERS = "wcxb_other"
CHARSETS = "charsets"
# Each change is tested on so many pages of a set at most, give or take what chance does: one page in two of
# it, in four, eight, sixteen, chosen by hash.
READ = 48


@dataclass(frozen=True)
class Corpora:
    """A folder in the layout of shared/corpora: `<set>/gold.jsonl` and a file for each page.

    With `sampled` a set of more than READ pages is one page in `one_in` of it, always the same.
    """

    root: Path = SHARED / "corpora"
    judges: Path = SHARED / "corpora"
    sampled: bool = False

    @cached_property
    def cases(self) -> Path:
        """The folder of single cases: mirrors, spam, the seed page."""
        return self.root.parent / "cases"

    def gold(self, name: str) -> list[dict[str, Any]]:
        """Return the answers of a set in the order of its file; of byte-identical pages only the first."""
        rows = _distinct(self.root, name)
        if self.sampled and (share := one_in(self, name)) > 1:
            # By its name alone: of two sets that share pages the smaller sample's are in the other too.
            rows = tuple(row for row in rows if zlib.crc32(row["id"].encode()) % share == 0)
        return [dict(row) for row in rows]

    def gold_file(self, name: str) -> Path:
        """Return the file of a set's answers."""
        return self.root / name / "gold.jsonl"

    def page_file(self, name: str, identity: str) -> Path:
        """Return the file of a page of a set."""
        return self.root / name / f"{identity}{'.bin' if name == CHARSETS else '.html.gz'}"

    def body(self, name: str, identity: str) -> bytes:
        """Return a page of a set as it was served."""
        return gzip.decompress(self.page_file(name, identity).read_bytes())

    def manifest(self, name: str) -> list[dict[str, str]]:
        """Return the lines the command line reads for a set: id `SET/ID`, path, url."""
        return [
            {
                "id": f"{name}/{row['id']}",
                "path": str(self.page_file(name, row["id"])),
                "url": page_url(name, row),
            }
            for row in self.gold(name)
        ]


def one_in(corpora: Corpora, name: str) -> int:
    """Return of how many pages of the set one is in a sample of the corpora: a power of two, 1 for all."""
    pages = 0 if name == CHARSETS else len(_distinct(corpora.root, name))
    return 1 << max(0, -(-pages // READ) - 1).bit_length()


def page_url(name: str, row: Mapping[str, Any]) -> str:
    """Return the URL of a page of a set, one of no site where its answers have none."""
    return str(row.get("url") or f"http://corpus.example/{name}/{row['id']}")


@cache
def _distinct(root: Path, name: str) -> tuple[dict[str, Any], ...]:
    return tuple(_without_twins(Corpora(root, root), name))


def _without_twins(corpora: Corpora, name: str) -> Iterator[dict[str, Any]]:
    """The first of the answers to pages that are the same bytes: two sets made into one have some twice."""
    seen: set[bytes] = set()
    for row in read_lines(corpora.gold_file(name)):
        file = corpora.page_file(name, row["id"])
        if name != CHARSETS and file.exists():
            told = _told_of_content(file)
            if told in seen:
                continue
            seen.add(told)
        yield row


def _told_of_content(file: Path) -> bytes:
    """What gzip writes behind a file: the CRC-32 of its content and the length."""
    with file.open("rb") as written:
        written.seek(-8, SEEK_END)
        return written.read()


def first_lines(lines: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return by the id of each line of a manifest that of the first with the same URL and bytes.

    Nothing else goes into an answer. Of some 2,000 pages 273 stand in htmldate and in
    trafilatura.
    """
    firsts: dict[tuple[str, bytes], str] = {}
    return {
        line["id"]: firsts.setdefault(
            (line["url"], hashlib.sha256(Path(line["path"]).read_bytes()).digest()), line["id"]
        )
        for line in lines
    }
