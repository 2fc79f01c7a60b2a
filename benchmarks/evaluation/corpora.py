"""The pages with known answers that lie beside the checkout, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
CHARSETS = "charsets"


@dataclass(frozen=True)
class Corpora:
    """A folder in the layout of shared/corpora: `<set>/gold.jsonl` and a file for each page."""

    root: Path = SHARED / "corpora"
    judges: Path = SHARED / "corpora"

    @cached_property
    def cases(self) -> Path:
        """The folder of single cases: mirrors, spam, the seed page."""
        return self.root.parent / "cases"

    def gold(self, name: str) -> list[dict[str, Any]]:
        """Return the answers of a set, in the order of its file."""
        return read_lines(self.gold_file(name))

    def gold_file(self, name: str) -> Path:
        """Return the file of a set's answers."""
        return self.root / name / "gold.jsonl"

    def manifest(self, name: str) -> list[dict[str, str]]:
        """Return the lines the command line reads for a set: id `SET/ID`, path, url."""
        suffix = ".bin" if name == CHARSETS else ".html.gz"
        return [
            {
                "id": f"{name}/{row['id']}",
                "path": str(self.root / name / f"{row['id']}{suffix}"),
                "url": row.get("url") or f"http://corpus.example/{name}/{row['id']}",
            }
            for row in self.gold(name)
        ]
