"""The marks browsers set around `<q>`: no character of the source, but part of the sentence a reader sees.

By the language of the text around it, as the standard's style sheet for browsers has them (15.3.6, Quotes).
"""

from __future__ import annotations

from lxml.html import HtmlElement

# What opens and closes a quotation, then one within it, then a third as the first again.
USUAL = "“”‘’"
MARKS = {
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
OWN = frozenset("\"'“”„«»‘’‚‹›「」『』")
WIDTH = 2


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
    marks = MARKS.get(language.lower().partition("-")[0], USUAL)
    at = depth % 2 * WIDTH
    return marks[at : at + WIDTH]


def _mark(quotation: HtmlElement, marks: str) -> None:
    text = (quotation.text or "").lstrip()
    before = quotation.getprevious()
    holder = quotation.getparent()
    ahead = before.tail if before is not None else holder.text if holder is not None else None
    if OWN.intersection((text[:1], (ahead or "")[-1:])):
        return
    quotation.text = marks[0] + text
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "").rstrip() + marks[1]
    else:
        quotation.text = quotation.text.rstrip() + marks[1]
