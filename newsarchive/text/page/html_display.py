"""How browsers show HTML's elements, after the standard's chapter 15.3 (html.spec.whatwg.org, Rendering).

What is named nowhere there is inline, custom and made-up elements too: their words stand in the line of those
around them. So the blocks are listed here, never the inline elements.
"""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

# `display: block`, list-item and the table's parts (15.3.2 to 15.3.10, with what old pages have), and
# what ends a line by itself.
BLOCK = frozenset(
    (
        *("html", "body", "head", "frameset", "frame"),
        *("address", "article", "aside", "blockquote", "center", "dialog", "div", "fieldset", "figcaption"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend"),
        *("listing", "main", "marquee", "nav", "optgroup", "option", "p", "plaintext", "pre", "search"),
        *("section", "xmp", "details", "summary"),
        *("dd", "dir", "dl", "dt", "li", "menu", "ol", "ul"),
        *("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        "br",
    )
)
# Boxes unless they stand in a sentence: browsers set these in the line (a legend outside of a fieldset is
# a block to them, but no less a part of the sentence).
IN_SENTENCES = frozenset({"button", "legend", "marquee"})
# Boxes wherever they stand.
SURE_BOXES = BLOCK - IN_SENTENCES
# `display: none` (15.3.1), what holds code, what only shows where a player, a picture or a frame
# cannot be, and what a form's controls hold. None of it is a word of the page.
UNSEEN_TAGS = frozenset(
    (
        *("area", "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "param"),
        *("rp", "rt", "rtc", "script", "style", "template", "title", "noscript"),
        *("audio", "canvas", "fencedframe", "iframe", "svg", "video"),
        *("select", "option", "optgroup", "textarea"),
        *("annotation", "annotation-xml"),  # of formulas
    )
)
# The inline elements that pages consist of. No more than a short cut: of these nothing else need be asked.
PLAIN_PHRASES = frozenset(
    (
        *("a", "abbr", "b", "big", "cite", "code", "data", "del", "em", "font", "i", "img", "ins", "label"),
        *("mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
# Elements no browser shows that runs scripts, but for their own sake: they can hold whole articles.
CONCEALED = frozenset({"template", "noscript", "noframes", "noembed"})
CONCEALING = {"display": ("none",), "visibility": ("hidden", "collapse"), "content-visibility": ("hidden",)}
# What an `a` may have that is no link, and where an id alone makes it a place.
_OF_PLACES = frozenset({"name", "id", "class", "title"})
_HEADED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Letters of a paragraph's own, outside of what stands in it, that make a sentence: in by-lines "By", "in"
# and "Published on" have 11 at most.
_SENTENCE = 20
# Descendants looked at for a block; a box of layout has one near.
_NEAR = 30


def is_box(element: HtmlElement, tag: str) -> bool:
    """Say whether an element called `tag` is a box of its own, whose words are in no line with those around.

    A custom element around blocks is one, like any wrapper; a button, marquee or legend is one unless it
    stands in a sentence.
    """
    if tag in PLAIN_PHRASES:
        return False
    if tag in IN_SENTENCES:
        return not stands_in_words(element) or _is_caption(element, tag)
    if tag in BLOCK:
        return True
    if tag in UNSEEN_TAGS:
        return False
    return any(inner.tag in BLOCK for inner in islice(element.iterdescendants(), _NEAR))


def _is_caption(element: HtmlElement, tag: str) -> bool:
    """Whether a legend is set into the border of its fieldset."""
    holder = element.getparent()
    return tag == "legend" and holder is not None and holder.tag == "fieldset"


def stands_in_words(element: HtmlElement) -> bool:
    """Say whether words stand right before or right behind an element, in the same holder.

    In a paragraph's line it is enough that words of the paragraph's own stand anywhere: marks or other inline
    elements may be between ("on <b>Tuesday</b> (<time>5 May</time>)").
    """
    before = element.getprevious()
    holder = element.getparent()
    ahead = before.tail if before is not None else holder.text if holder is not None else None
    if any(char.isalpha() for text in (ahead, element.tail) for char in text or ""):
        return True
    return holder is not None and holder.tag == "p" and _own_letters(holder) >= _SENTENCE


def _own_letters(holder: HtmlElement) -> int:
    texts = (holder.text, *(child.tail for child in islice(holder, _NEAR)))
    return sum(map(str.isalpha, "".join(text for text in texts if text)))


# The marks browsers set around `<q>` (15.3.6, Quotes): no character of the source, but part of the sentence a
# reader sees.

# What opens and closes a quotation, then one within it, then a third as the first again.
_USUAL_MARKS = "“”‘’"
_QUOTATION_MARKS = {
    **dict.fromkeys(("bg", "lt"), "„“„“"),
    **dict.fromkeys(("cs", "de", "et", "hr", "is", "sk", "sl"), "„“‚‘"),
    "sr": "„“‘‘",
    "hu": "„”»«",
    **dict.fromkeys(("pl", "ro"), "„”«»"),
    **dict.fromkeys(("fi", "sv"), "””’’"),
    "fr": "«»«»",
    **dict.fromkeys(("nb", "nn", "no"), "«»‘’"),
    **dict.fromkeys(("ca", "el", "es", "it", "pt"), "«»“”"),
    **dict.fromkeys(("ru", "uk"), "«»„“"),
    "be": "«»“”",
    "ja": "「」『』",
}
# Marks that a page sets itself: it has told browsers to leave theirs out.
_OWN_MARKS = frozenset("\"'“”„«»‘’‚‹›「」『』")
_MARKS_AROUND = 2


def set_quotation_marks(tree: HtmlElement) -> None:
    """Put the marks around each quotation of `tree` that holds anything and has none of its own."""
    depths: dict[HtmlElement, int] = {}
    for quotation in list(tree.iter("q")):
        # An outer one comes before those in it.
        holders = list(quotation.iterancestors())
        depths[quotation] = depth = next((depths[one] + 1 for one in holders if one in depths), 0)
        if len(quotation) or (quotation.text and not quotation.text.isspace()):
            _mark(quotation, _marks(holders, depth))


def _marks(holders: list[HtmlElement], depth: int) -> str:
    language = next((named for one in holders if (named := one.get("lang") or one.get("xml:lang"))), "")
    marks = _QUOTATION_MARKS.get(language.lower().partition("-")[0], _USUAL_MARKS)
    at = depth % 2 * _MARKS_AROUND
    return marks[at : at + _MARKS_AROUND]


def _mark(quotation: HtmlElement, marks: str) -> None:
    text = (quotation.text or "").lstrip()
    before = quotation.getprevious()
    holder = quotation.getparent()
    ahead = before.tail if before is not None else holder.text if holder is not None else None
    if _OWN_MARKS.intersection((text[:1], (ahead or "")[-1:])):
        return
    quotation.text = marks[0] + text
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "").rstrip() + marks[1]
    else:
        quotation.text = quotation.text.rstrip() + marks[1]


def is_link_target(link: HtmlElement) -> bool:
    """Say whether an `a` element is a place that links lead to, and no link.

    Without `href` it links nothing (HTML, 4.5.1). It has a `name`, as before HTML 5, or stands in a heading
    and has an id; and nothing else but a class and a title: scripts make links of those that have handlers,
    directives or roles.
    """
    names = set(link.keys())
    if not names <= _OF_PLACES:
        return False
    holder = link.getparent()
    return "name" in names or (names == {"id"} and holder is not None and holder.tag in _HEADED)


def first_link(element: HtmlElement) -> HtmlElement | None:
    """Return the first link in an element, or None."""
    return next((link for link in element.iter("a") if not is_link_target(link)), None)
