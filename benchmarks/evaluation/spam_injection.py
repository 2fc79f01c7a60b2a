"""Spam put into a clean page the way farms do, in any place: page and spam in, page out. Pure and seeded.

The ways are those of docs/explanation/spam.md#ways-of-hiding: names of the page, lines and lists before,
inside and after the article, hidden and off-screen boxes, blocks of links, links in sentences, and pages of
plain text.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable

from benchmarks.evaluation.spam_phrases import phrases

_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(?:(?!<p[\s>]).){25,4000}?</p\s*>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"(<title[^>]*>)(.*?)(</title>)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"(<h1[^>]*>)(.*?)(</h1>)", re.IGNORECASE | re.DOTALL)
_META = re.compile(
    r"<meta\b(?=[^>]*(?:og:title|name=[\"']?(?:description|keywords)))[^>]*content=\"([^\"]*)\"[^>]*>",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_TAG = re.compile(r"<[^>]+>|&[a-z#0-9]+;")
# A mark behind which links are planted, and what holds marks that are no text: tags, with addresses in them.
_MARK_OR_TAG = re.compile(r"<[^>]*>|[。，,.;；!?](?=[^<>]{5})")
_HIDDEN = (
    '<div style="display:none">{}</div>',
    '<div style="visibility: hidden">{}</div>',
    "<div hidden>{}</div>",
    '<span style="font-size:0">{}</span>',
    '<div style="font-size:1px;color:transparent">{}</div>',
    '<div style="height:0;overflow:hidden">{}</div>',
    '<div style="opacity:0">{}</div>',
    "<marquee width=1 height=1>{}</marquee>",
)
_OFF_SCREEN = (
    '<div style="position:absolute;left:-9999px">{}</div>',
    '<div style="position: fixed; top: -5000px;">{}</div>',
    '<p style="text-indent:-9999px">{}</p>',
    '<div style="margin-left:-4000px">{}</div>',
)
_STYLED = (
    ".{0}{{position:absolute;top:-8000px}}",
    ".{0} {{ display:none }}",
    "div.{0}{{text-indent:-9999em}}",
    "#x, .{0}{{height:0px;width:0px;overflow:hidden}}",
)

Injection = Callable[[str, str, random.Random], str]


def paragraph_spans(page: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a page of markup stand that hold 60 letters or 25 of Han, or more."""
    return [match.span() for match in _PARAGRAPH.finditer(page) if _says_enough(_TAG.sub("", match[0]))]


def _says_enough(text: str) -> bool:
    return len(text.strip()) >= 60 or len(_HAN.findall(text)) >= 25


def inject(page: str, spam: str, place: str, seed: int) -> str:
    """The page with the spam in the place named (one of `PLACES`); the same for the same arguments.

    A page of markup needs three paragraphs, else it is returned as it is. For `plain` the page is a text.
    """
    return PLACES[place](page, spam, random.Random(f"{place}{seed}{len(spam)}"))


def _one_line(spam: str) -> str:
    return html.escape(" ".join(spam.split()), quote=False)


def _beside(honest: str, spam: str, rng: random.Random) -> str:
    """The real name with spam behind it, before it, or nothing but spam."""
    joint = rng.choice(("_", " - ", "|", " "))
    return rng.choice((f"{honest}{joint}{spam}", f"{spam}{joint}{honest}", spam))


def _named(pattern: re.Pattern[str]) -> Injection:
    def put(page: str, spam: str, rng: random.Random) -> str:
        match = pattern.search(page)
        if match is None:
            return page
        return page[: match.start(2)] + _beside(match[2].strip(), _one_line(spam), rng) + page[match.end(2) :]

    return put


def _meta(page: str, spam: str, rng: random.Random) -> str:
    quoted = html.escape(" ".join(spam.split()))
    return _META.sub(
        lambda tag: (
            tag[0][: tag.start(1) - tag.start()]
            + _beside(tag[1], quoted, rng)
            + tag[0][tag.end(1) - tag.start() :]
        ),
        page,
    )


def _put(page: str, markup: str, rng: random.Random, where: str = "inside") -> str:
    """The markup before the first paragraph, between two, or after the last."""
    spans = paragraph_spans(page)
    if len(spans) < 3:
        return page
    inner = [end for _, end in spans[:-1]]
    at = {"head": spans[0][0], "tail": spans[-1][1], "inside": rng.choice(inner)}[where]
    return page[:at] + markup + page[at:]


def _paragraph(where: str) -> Injection:
    return lambda page, spam, rng: _put(page, f"<p>{_one_line(spam)}</p>", rng, where)


def _anywhere(rng: random.Random) -> str:
    return rng.choice(("head", "inside", "tail"))


def _boxed(boxes: tuple[str, ...]) -> Injection:
    def put(page: str, spam: str, rng: random.Random) -> str:
        content = _links(spam, " ", rng) if rng.random() < 0.5 else _one_line(spam)
        return _put(page, rng.choice(boxes).format(content), rng, _anywhere(rng))

    return put


def _styled(page: str, spam: str, rng: random.Random) -> str:
    """A box hidden by the page's own style sheet."""
    name = "c" + "".join(rng.choices("abcdefgh0123456789", k=6))
    sheet = f"<style>body{{margin:0}} {rng.choice(_STYLED).format(name)}</style>"
    box = f'<div class="{name}">{_one_line(spam)}</div>'
    return _put(page, sheet + box, rng, _anywhere(rng))


def _link(phrase: str, rng: random.Random) -> str:
    host = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=8)) + rng.choice(
        (".com", ".cc", ".top", ".xyz")
    )
    return f'<a href="http://{host}/{rng.randrange(10**6)}.html">{html.escape(phrase, quote=False)}</a>'


def _links(spam: str, joint: str, rng: random.Random) -> str:
    return joint.join(_link(phrase, rng) for phrase in phrases(spam))


def _linked(page: str, spam: str, rng: random.Random) -> str:
    joint = rng.choice((" ", " | ", "、", "<br>"))
    return _put(page, f"<div>{_links(spam, joint, rng)}</div>", rng, _anywhere(rng))


def _items(page: str, spam: str, rng: random.Random) -> str:
    listed = "".join(f"<li>{_link(phrase, rng)}</li>" for phrase in phrases(spam))
    return _put(page, f"<ul>{listed}</ul>", rng, _anywhere(rng))


def _lines(page: str, spam: str, rng: random.Random) -> str:
    opening, closing = rng.choice((("<p>", "</p>"), ("<div>", "</div>"), ("", "<br>")))
    listed = "".join(opening + html.escape(phrase, quote=False) + closing for phrase in phrases(spam))
    return _put(page, f"<div>{listed}</div>", rng, _anywhere(rng))


def _planted(page: str, spam: str, rng: random.Random) -> str:
    """Links to a farm put behind words of a paragraph."""
    spans = paragraph_spans(page)
    if len(spans) < 3:
        return page
    start, end = rng.choice(spans)
    marks = _MARK_OR_TAG.finditer(page[start:end])
    gaps = [match.end() for match in marks if not match[0].startswith("<")] or [0]
    gap = rng.choice(gaps)
    at = start + gap if gap else end - len("</p>")
    return page[:at] + _links(spam, " ", rng) + page[at:]


def _plain(page: str, spam: str, rng: random.Random) -> str:
    lines = page.split("\n")
    listed = spam if rng.random() < 0.5 else " ".join(spam.split())
    at = rng.randrange(1, len(lines) + 1) if len(lines) > 1 else 1
    return "\n".join([*lines[:at], listed, *lines[at:]])


PLACES: dict[str, Injection] = {
    "title": _named(_TITLE),
    "meta": _meta,
    "heading": _named(_HEADING),
    "head": _paragraph("head"),
    "inside": _paragraph("inside"),
    "tail": _paragraph("tail"),
    "hidden": _boxed(_HIDDEN),
    "off_screen": _boxed(_OFF_SCREEN),
    "styled": _styled,
    "linked": _linked,
    "items": _items,
    "lines": _lines,
    "planted": _planted,
    "plain": _plain,
}
