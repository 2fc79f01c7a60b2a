"""The sites of the corpora: which publisher a page belongs to, and which part of the sites may be looked at.

What is tuned on a site's pages is tuned on the site. So pages are kept apart by registrable domain: every
trained part is scored by models that saw no page of the site (`fold_of`), and the sites themselves are split
into a part whose pages may be read while rules are written (`look`) and one that is only scored (`score`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from tldextract import TLDExtract

from benchmarks.evaluation.corpora import Corpora

Part = Literal["look", "score"]
# The list that comes with the library: nothing is downloaded, and the split stays what it is.
_DOMAINS = TLDExtract(cache_dir=None, suffix_list_urls=())
_MADE_UP = frozenset({"fakehost", "corpus.example"})
_LINK = re.compile(rb"""(?:href|content|src)\s*=\s*["']?(https?://[^/"'\s<>:]{4,80})""", re.IGNORECASE)
# Hosts that pages of many sites name more often than their own.
_SERVICES = frozenset(
    {
        "addthis.com",
        "akamaized.net",
        "amazonaws.com",
        "baidu.com",
        "cloudfront.net",
        "disqus.com",
        "doubleclick.net",
        "facebook.com",
        "google.com",
        "google-analytics.com",
        "googleapis.com",
        "googlesyndication.com",
        "googletagmanager.com",
        "instagram.com",
        "linkedin.com",
        "miibeian.gov.cn",
        "ogp.me",
        "pinterest.com",
        "schema.org",
        "t.co",
        "twitter.com",
        "w3.org",
        "weibo.com",
        "wp.com",
        "youtube.com",
    }
)


@dataclass(frozen=True)
class Sites:
    """The sites of all pages of some sets."""

    corpora: Corpora
    sets: tuple[str, ...]

    @cached_property
    def by_page(self) -> dict[str, str]:
        """The site of every page `SET/ID`: its registrable domain."""
        return {
            f"{name}/{row['id']}": self._site(name, row)
            for name in self.sets
            for row in self.corpora.gold(name)
        }

    def _site(self, name: str, row: dict[str, Any]) -> str:
        if found := registrable_domain(row.get("url") or ""):
            return found
        body = self.corpora.body(name, row["id"])
        # A saved page without an address names its own site most often.
        named = Counter(registrable_domain(link.decode("ascii", "ignore")) for link in _LINK.findall(body))
        own = next((domain for domain, _ in named.most_common() if domain and domain not in _SERVICES), "")
        return own or re.sub(r"[-_0-9]+$", "", f"{name}/{row['id']}")


def registrable_domain(url: str) -> str:
    """Return the part of a URL's host that one owner registers (`bbc.co.uk`), "" where it has none."""
    found = _DOMAINS(url)
    if found.domain in _MADE_UP or f"{found.domain}.{found.suffix}" in _MADE_UP:
        return ""
    return found.top_domain_under_public_suffix


def part_of(site: str) -> Part:
    """Return the part a site belongs to, the same on every machine: half may be looked at."""
    return "look" if _digest(f"part {site}") % 2 else "score"


def fold_of(site: str, folds: int) -> int:
    """Return which of `folds` parts a site belongs to, the same on every machine."""
    return _digest(f"fold {site}") % folds


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
