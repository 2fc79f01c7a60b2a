"""One bounded parse of a page's markup, shared by everything that reads the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lxml.etree import ElementDefaultClassLookup, LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsarchive.lifecycle import NotArticle
from newsarchive.text.page.html_display import set_quotation_marks
from newsarchive.text.page.shadow_roots import open_shadow_roots
from newsarchive.text.page.streamed_parts import has_streamed_parts, place_streamed_parts

ParseRefusal = Literal[
    NotArticle.NO_MARKUP,
    NotArticle.TOO_LARGE,
    NotArticle.TOO_MANY_TAGS,
    NotArticle.TOO_MANY_ATTRIBUTES,
    NotArticle.TOO_DEEP,
]

# The largest page of 2,000 real ones has 2.2 million characters (2026-11); libxml2 needs about 10 bytes of
# memory and 30 ns a character, what reads the tree ten times that: a few seconds at most.
LONGEST_SOURCE = 5_000_000
# Pictures that stand in the page itself have no words: a post with a dozen screenshots had 5.1 million
# characters, 250,000 of them its own. Of a page this long they are left out.
_LONG_WITH_PICTURES = 1_000_000
# Sought by what such an address has right before its bytes: to look for its beginning took a twentieth of the
# time of reading ten long pages (2026-11-30). No text has 2,000 such letters there.
_PICTURE = re.compile(r"(;base64,)[A-Za-z0-9+/=%]{2000,}+")
# The real pages have 19,437 `<` at most; reading costs up to 45 microseconds each (2026-11-24).
MOST_TAGS = 100_000
# libxml2 compares each attribute of a tag with those before it: 25,000 cost 0.5 s, four times as many 8 s,
# and so do a hundred tags of 10,000. The real pages have 70 attributes in a tag at most; only a long source
# can hold enough to matter.
MOST_ATTRIBUTES = 1_000
LONG_SOURCE, _LONG_TAG = 40_000, 4 * MOST_ATTRIBUTES
# Reading asks elements for their ancestors, 1.7 microseconds each (a chain of 2,000 above 20,000 paragraphs:
# 69 s). The real pages nest 46 deep at most, 380,000 ancestors in all.
FEW_TAGS = 20_000
_MOST_ANCESTORS = 2_000_000
# Levels that libxml2 follows: parts that are put into one another must not nest deeper.
_DEEPEST = 256
# lxml.html's own look-up calls Python for every element met, to make forms special; none is filled in here.
_PLAIN = ElementDefaultClassLookup(element=HtmlElement)
# Characters XML cannot hold: lxml refuses them in text that is set, so they go before the parse.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(0x80) if _UNHOLDABLE.match(chr(code)))
# References that name one of them, as in a text of references that was cut off (`&#x8ba1;&#xf`): the parser
# reads them.
_NAMED = re.compile(
    "&#(?:0*(?:[1-8]|1[124-9]|2[0-9]|3[01]|127|6553[45])(?![0-9])"
    "|[xX]0*(?:[1-8b-cB-CeEfF]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
# They part words: a word processor's line ends, a printer's pages.
_BLANKS = {0x0B: " ", 0x0C: " "}
_BLANK = re.compile("&#(?:0*1[12]|[xX]0*[bcBC]);?$")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
# Of 2,415 real pages 33 have text behind the first of these (2026-11-28).
_ENDS = re.compile(r"</(?:html|body)\b[^>]{0,100}>", re.IGNORECASE)
# A start tag as libxml2 reads it (`>` inside quotes behind `=` does not end it), a script with what it holds,
# a comment: `a<b` in a script is no tag. Every branch stands behind the one `<`: what begins with a letter of
# its own is found in half the time.
_START_TAG = re.compile(
    r"""<(?:!--.*?(?:-->|\Z)|((?:(script|style)\b|[a-z])(?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?+)*+)"""
    r"(?(2)(?:[^<]++|<(?!/\2))*+))",
    re.IGNORECASE | re.DOTALL,
)
# What the head of a page may hold.
_METADATA = frozenset(
    {
        *(
            "base",
            "basefont",
            "bgsound",
            "link",
            "meta",
            "noframes",
            "noscript",
            "script",
            "style",
            "template",
        ),
        "title",
    }
)
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"?|'[^']*+'?)""")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/=]+")


def parse_html(source: str) -> HtmlElement | ParseRefusal:
    """Return the root of the page, or why there is none to read within a few seconds.

    A page that nests deeper than libxml2 follows (256) would lose all that comes behind: it is refused.
    """
    text = _without_named(without_ends(_DECLARATION.sub("", _holdable(source), count=1)))
    if not text.strip():
        return NotArticle.NO_MARKUP
    raw = text.encode()
    tags = raw.count(b"<")  # in bytes, in which they are counted sooner
    if refusal := _outsized(text, tags):
        return refusal
    is_streamed = has_streamed_parts(text)
    parser = HTMLParser(encoding="utf-8", remove_comments=not is_streamed, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_PLAIN)
    try:
        tree = document_fromstring(raw, parser=parser)
    except (LxmlError, ValueError, AssertionError, RecursionError):
        return NotArticle.NO_MARKUP
    if is_streamed:
        place_streamed_parts(tree)
    has_roots = open_shadow_roots(tree)
    cut_short = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    if cut_short or ((is_streamed or has_roots) and len([*_levels(tree)]) > _DEEPEST):
        return NotArticle.TOO_DEEP
    if tags > FEW_TAGS and _ancestors(tree) > _MOST_ANCESTORS:
        return NotArticle.TOO_DEEP
    _begin_body(tree)
    _drop_readings(tree)
    set_quotation_marks(tree)
    return tree


def without_pictures(source: str) -> str:
    """Return a long page without the bytes of the pictures that stand in it (`data:image/png;base64,…`)."""
    return _PICTURE.sub(r"\1", source) if len(source) > _LONG_WITH_PICTURES else source


def without_ends(text: str) -> str:
    """Return the markup without `</body>` and `</html>`, which end nothing.

    Readers are shown what stands behind them as part of the body
    (https://html.spec.whatwg.org/multipage/parsing.html#the-after-after-body-insertion-mode); libxml2 2.14
    drops all that comes behind `</html>`, and leaves what comes behind `</body>` outside of it. Such tags in
    scripts, attributes and text areas go too: there they say nothing of the story.
    """
    return _ENDS.sub("", text)


def _begin_body(tree: HtmlElement) -> None:
    """Move what is no metadata out of the head: with it the body begins, whose tag may be left out.

    libxml2 does so for the elements of HTML 4 alone; `article`, `main` and their like it leaves in the head,
    where nothing is shown (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
    """
    head = tree.find("head")
    if head is None:
        return
    first = next((at for at, one in enumerate(head) if one.tag not in _METADATA), None)
    if first is None:
        return
    body = tree.find("body")
    if body is None:
        body = tree.makeelement("body")
        head.addnext(body)
    moved = list(head[first:])
    for place, element in enumerate(moved):
        body.insert(place, element)
    if moved and body.text:
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None


def _drop_readings(tree: HtmlElement) -> None:
    """Drop how ruby text is pronounced: set above it, it is no part of the sentence.

    The parser nests a base in the reading before it whose end tag was left out (the standard allows that).
    """
    for reading in reversed(list(tree.iter("rt", "rp", "rtc"))):
        if reading.getparent() is not None:
            base = "".join(text for part in reading.iter("rb") for text in (part.text, part.tail) if text)
            reading.tail = base + (reading.tail or "")
            reading.drop_tree()


def _holdable(source: str) -> str:
    """The source without what XML cannot hold; bytes take a third of the time to look through."""
    try:
        raw = source.encode()
    except UnicodeEncodeError:  # surrogates
        return _UNHOLDABLE.sub("", source.translate(_BLANKS))
    if len(raw.translate(None, _CONTROLS)) == len(raw) and "\ufffe" not in source and "\uffff" not in source:
        return source
    return _UNHOLDABLE.sub("", source.translate(_BLANKS))


def _without_named(source: str) -> str:
    """The source without references to what XML cannot hold; those that come together by that are blanks."""
    if "&#" not in source or _NAMED.search(source) is None:
        return source
    return _NAMED.sub(" ", _NAMED.sub(_blank_or_none, source))


def _blank_or_none(reference: re.Match[str]) -> str:
    return " " if _BLANK.match(reference[0]) else ""


def _outsized(text: str, tags: int) -> ParseRefusal | None:
    if len(text) > LONGEST_SOURCE:
        return NotArticle.TOO_LARGE
    if tags > MOST_TAGS:
        return NotArticle.TOO_MANY_TAGS
    return NotArticle.TOO_MANY_ATTRIBUTES if has_too_many_attributes(text) else None


def has_too_many_attributes(text: str) -> bool:
    """Say whether a tag of a long page has more attributes than libxml2 reads in good time."""
    return len(text) > LONG_SOURCE and any(_attributes(tag) > MOST_ATTRIBUTES for tag in _long_tags(text))


def _long_tags(text: str) -> list[str]:
    """The tags, from their names on; a comment has no group and so no end."""
    return [match[1] for match in _START_TAG.finditer(text) if match.end(1) - match.start() > _LONG_TAG]


def _attributes(tag: str) -> int:
    return len(_BETWEEN_ATTRIBUTES.findall(_QUOTED.sub("= ", tag)))


def _ancestors(tree: HtmlElement) -> int:
    """Return how many ancestors the elements of the tree have, all together."""
    return sum(depth * size for depth, size in enumerate(_levels(tree)))


def _levels(tree: HtmlElement) -> Iterator[int]:
    """The number of elements on each level, from the root down."""
    level = [tree]
    while level:
        yield len(level)
        level = [child for element in level for child in element]
