"""The development pages of the corpora, ready for training: decoded, repaired, cleaned, with their gold."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.extraction.bounded_parse import parse_html
from newsarchive.text.extraction.main_text import read_main_text
from newsarchive.text.extraction.page_blocks import page_blocks
from newsarchive.text.extraction.page_draft import repair_source
from newsarchive.text.sanitising import sanitise_tree


@dataclass(frozen=True)
class Page:
    """One page of a set: its tree as extraction sees it, the main text found, the gold record."""

    name: str
    collection: str
    url: str
    tree: HtmlElement
    paragraphs: tuple[str, ...]
    gold: dict[str, Any]

    @property
    def site(self) -> str:
        """What pages of one publisher share, so that folds do not split it."""
        return (urlsplit(self.url).hostname or self.name).removeprefix("www.")


def read_pages(root: Path, collections: list[str]) -> Iterator[Page]:
    """Yield the pages of the sets that have markup, in the order of their gold files."""
    for collection in collections:
        for line in (root / collection / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n"):
            gold = json.loads(line)
            body = gzip.decompress((root / collection / f"{gold['id']}.html.gz").read_bytes())
            url = gold.get("url") or ""
            source = repair_source(decode(FetchedPage(url=url, body=body, content_type="text/html")).text)
            tree = parse_html(source.text)
            if not isinstance(tree, str):
                sanitise_tree(tree, url)
                yield Page(
                    gold["id"],
                    collection,
                    url,
                    tree,
                    read_main_text(tree, url, page_blocks(tree)).paragraphs,
                    gold,
                )


def letters(text: str) -> str:
    """Return letters and digits only, widths and case folded, as the scorer compares names and titles."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def fold_of(site: str, folds: int) -> int:
    """Return which of `folds` parts a site belongs to, the same on every run."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % folds
