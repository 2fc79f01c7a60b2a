"""How a candidate for the title is built: its length, a site's name in it, a date, a cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.text.metadata.title_claims import SEPARATOR, SPACED, fold

ELLIPSIS = re.compile(r"(?:\.{2,}|…)$")
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[年/-]\d{1,2}|\d{1,2}:\d{2}")
DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# A Chinese, Japanese or Korean character says about as much as this many letters.
LETTERS_OF_DENSE = 2.5
BOUNDS = (8, 14, 22, 32, 45, 90, 120, 160)
EDGES = (":", "：")
# What Chinese and Japanese newspapers, portals and sections call themselves, last in a short part.
OUTLET = re.compile(
    r"^[^\s，。！？：“”《》]{0,12}(?:网|網|网络版|網路版|电子版|電子版|日报|日報|晚报|晚報|早报|早報|晨报|晨報"
    r"|时报|時報|商报|都市报|青年报|在线|在線|频道|頻道|新闻中心|新聞中心|资讯中心|门户|门户网站|客户端|论坛"
    r"|周刊|週刊|杂志|新聞|ニュース|オンライン|新闻)$"
)


def shape(folded: str, text: str, sites: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield the features of `text` alone; `folded` are its letters, `sites` those of the site's names."""
    dense = len(DENSE.findall(text)) * 2 > len(folded)
    length = len(folded) * (LETTERS_OF_DENSE if dense else 1)
    told = {
        **{f"shorter_{bound}": length < bound for bound in BOUNDS},
        "is_site": folded in sites,
        "ellipsis": bool(ELLIPSIS.search(text)),
        "dated": bool(DATE.search(text)),
        "one_word": " " not in text and not dense,
        "capitals": text.isupper(),
        "colon_edge": text.endswith(EDGES) or text[:1] in ":,.)",
    }
    parts = split_title(text, sites)
    if len(parts) > 1:
        told |= {
            "separated": True,
            "ends_in_site": names_site(fold(parts[-1]), sites),
            "starts_with_site": names_site(fold(parts[0]), sites),
        }
    yield from ((name, 1.0) for name, value in told.items() if value)


def split_title(text: str, sites: frozenset[str]) -> list[str]:
    """Return the parts between separators; a bare dash separates only where a site's name is last."""
    parts = [part for part in SEPARATOR.split(text) if part.strip()]
    if parts and names_site(fold(parts[-1]), sites):
        return parts
    return [part for part in SPACED.split(text) if part.strip()] or [text]


def names_site(part: str, sites: frozenset[str]) -> bool:
    """Whether the folded `part` of a title is a site, holds one, is a piece of one, or ends like one."""
    return bool(part) and (
        bool(OUTLET.match(part))
        or any(
            part == site or (len(site) >= 4 and site in part) or (len(part) >= 4 and part in site)
            for site in sites
        )
    )
