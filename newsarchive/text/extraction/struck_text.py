"""Words that a page shows struck out with what replaces them beside: their publisher took them back.

They go only where nothing else can be meant: `del` and `ins` stand side by side, and a note of correction on
the page names one of them, and not by chance, as a common word is named. Else what was replaced is the news:
the old words of a law or a web page, a price, a joke; `s` and `strike` are a theme's, too, or a list's of
things done. What is inserted stands; where both stand, a blank parts them: "三百" and "七十六" are no figure
together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.correction_notes import has_new_note
from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import BLOCK
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.sentences import ends_sentence
from newsarchive.text.tidy_lines import tidy

_UNSTYLED = re.compile(r"text-decoration(?:-line)?\s*:\s*none", re.IGNORECASE)
# A rule of a style sheet for one of the elements.
_RULE = re.compile(r"(?<![\w.#@-])(?:del|ins)(?=\s*[,{:.\[>+~#])", re.IGNORECASE)
# Where words are quoted, signed, named or dated, and what such boxes are called.
_KEPT_IN = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "address", "blockquote"),
        *("q", "cite", "time", "figcaption", "caption", "th", "dt", "a", "pre", "code"),
    )
)
_KEPT_CALLED = re.compile(
    r"by-?line|author|info|meta|(?<![a-z])(?:time|date|source)|credit|quot|title|headline", re.IGNORECASE
)
_QUOTE = re.compile('[“”„«»「」『』‹›"]')
# Money and figures are told with what they were; behind a colon a text is shown as it was.
_FIGURE = re.compile(r"[\d%$€£¥₩₹]")
_SHOWN = re.compile("[:：]")
_NOTE_IN = ("p", "div", "aside", "section", "footer", "li", "small")
_SHORTEST_NAMED, _AROUND = 2, " ,.;，。；"
_MOST_STRUCK = 300
# The words right before and right behind, of scripts that part none two characters; one that is as long as
# that tells alone, of a word no shorter than this: "twelve people". Set by reason, not fitted.
_WORD_BEFORE = re.compile("([\u3040-\u30ff\u3400-\u9fff]{2}|[^\\W\u3040-\u30ff\u3400-\u9fff]+)\\s*$")
_WORD_BEHIND = re.compile("\\s*([\u3040-\u30ff\u3400-\u9fff]{2}|[^\\W\u3040-\u30ff\u3400-\u9fff]+)")
_TELLING_WORD, _SHORTEST_BESIDE = 5, 3
# Scripts that part no words by blanks, or write particles to them.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# What denies the words right behind it, or those behind an article, in a note of correction.
_DENIED = re.compile(
    r"(?<!\w)(?:not|nicht|keine?[mnrs]?|statt|pas|non|no|não|niet|geen|inte|ikke|ikkje|ei|nie|není|nikoli|nem|nu"
    r"|не|ні|δεν|όχι|bukan|tidak|instead of|rather than|anstatt|au lieu de|en lugar de|invece di|em vez de)"
    r"\s(?:\w{1,4}\s)?[\W_]?$|(?:不是|并非|並非|而非)[\W_]?$",
    re.IGNORECASE,
)
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_QUOTE_MARK, _LOOK_BACK, _MOST_PLACES = re.compile("[\"'‘’“”„«»‹›「」『』]"), 24, 20
# Of the letters of all paragraphs more are struck where an element was never closed, or is a theme's own.
_MOST_OF_TEXT = 0.25


def cut_struck_text(page: Page) -> tuple[RemovedBlock, ...]:
    """Take the words that are struck out of a page, and tell what they said."""
    model = model_of(page)
    struck = [*_outermost(model)]
    gone = _taken_back(model, struck)
    _part(model, [one for one in struck if one not in gone])
    text = "\n".join(dict.fromkeys(filter(None, (tidy("".join(one.itertext())) for one in gone))))
    for one in gone:
        _drop(one)
    if not text:
        return ()
    model.changed()
    return (
        RemovedBlock(
            place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="struck_out", score=1.0, text=text
        ),
    )


def _outermost(model: PageModel) -> Iterator[HtmlElement]:
    """The struck elements that say something, none in another."""
    for one in islice(model.iter("del"), _MOST_STRUCK):
        if next(one.iterancestors("del"), None) is None and any(map(str.strip, one.itertext())):
            yield one


def _taken_back(model: PageModel, struck: list[HtmlElement]) -> list[HtmlElement]:
    """Those whose words are no part of the text any more."""
    if not struck or _is_too_much(model, struck) or _has_rule(model):
        return []
    replaced = _in_prose([one for one in struck if _is_replaced(one)])
    notes = _notes(model) if replaced else ""
    are_names = (model.tree.get("lang") or "")[:2].lower() not in _NOUNS_IN_CAPITALS
    return [one for one in replaced if notes and _is_corrected(one, notes, are_names=are_names)]


def _part(model: PageModel, struck: list[HtmlElement]) -> None:
    """Write a blank between what is struck and what is inserted, where none stands."""
    glued = [
        one for one in struck if not one.tail and (after := one.getnext()) is not None and after.tag == "ins"
    ]
    for one in glued:
        one.tail = " "
    if glued:
        model.changed()


def _is_too_much(model: PageModel, struck: list[HtmlElement]) -> bool:
    letters = sum(count_letters("".join(one.itertext())) for one in struck)
    paragraphs = sum(count_letters("".join(one.itertext())) for one in model.iter("p"))
    # Some sites part their paragraphs by line breaks alone.
    whole = max(paragraphs, count_letters(model.tree.text_content()) // 2)
    return letters > _MOST_OF_TEXT * whole


def _has_rule(model: PageModel) -> bool:
    return any(_RULE.search(sheet.text or "") for sheet in model.iter("style"))


def _is_replaced(struck: HtmlElement) -> bool:
    """Whether what was inserted in its place stands beside it; without that a reader may miss a word."""
    if (
        struck.get("class")
        or _UNSTYLED.search(struck.get("style") or "")
        or any(inner.tag in BLOCK or inner.get("class") for inner in struck.iter("*"))
    ):
        return False
    after = struck.getnext()
    return (
        not (struck.tail or "").strip()
        and after is not None
        and after.tag == "ins"
        and not after.get("class")
        and not _FIGURE.search("".join((*struck.itertext(), *after.itertext())))
    )


def _notes(model: PageModel) -> str:
    """The lines of a page that own up to a correction."""
    boxes = (one for one in model.iter(*_NOTE_IN) if not any(inner.tag in BLOCK for inner in one))
    lines = (tidy("".join(one.itertext())) for one in boxes)
    return "\n".join(line for line in lines if has_new_note("", line))


def _is_corrected(struck: HtmlElement, notes: str, *, are_names: bool) -> bool:
    """Whether a note says what stood there, or what stands there now.

    A common word may stand in it by chance: both are named, or one is quoted, denied as "not unsafe" is, or
    beside the words that it has in the text. `are_names`: a capital tells names in the page's language.
    """
    after = struck.getnext()
    pair = [struck, after] if after is not None else [struck]
    words = [tidy("".join(one.itertext())).strip(_AROUND) for one in pair]
    places = [_places(one, notes) for one in words]
    if len(places) > 1 and all(places):
        return True
    beside = _words_beside(struck)
    return any(
        found
        and (
            _is_telling(one, are_names=are_names)
            or any(_is_pointed_at(notes, *place) or _is_beside(notes, *place, beside) for place in found)
        )
        for one, found in zip(words, places, strict=True)
    )


def _words_beside(struck: HtmlElement) -> tuple[str, str]:
    """The words right before and behind what is struck with what replaces it; "" for none."""
    previous, after, holder = struck.getprevious(), struck.getnext(), struck.getparent()
    before = previous.tail if previous is not None else None if holder is None else holder.text
    behind = struck.tail if after is None else after.tail
    return _word_at_end(before or ""), _word_at_beginning(behind or "")


def _word_at_end(text: str) -> str:
    found = _WORD_BEFORE.search(text[-_LOOK_BACK:])
    return found[1].casefold() if found else ""


def _word_at_beginning(text: str) -> str:
    found = _WORD_BEHIND.match(text[:_LOOK_BACK])
    return found[1].casefold() if found else ""


def _is_beside(notes: str, start: int, end: int, beside: tuple[str, str]) -> bool:
    """Whether the words at this place of a note stand beside those that they have in the text."""
    in_note = (
        _word_at_end(notes[max(0, start - _LOOK_BACK) : start]),
        _word_at_beginning(notes[end : end + _LOOK_BACK]),
    )
    same = [word for word, other in zip(beside, in_note, strict=True) if word and word == other]
    if len(same) == len(beside) or not same:
        return bool(same)
    is_dense = _UNPARTED.search(same[0]) is not None
    return is_dense or (end - start >= _SHORTEST_BESIDE and len(same[0]) >= _TELLING_WORD)


def _places(words: str, notes: str) -> list[tuple[int, int]]:
    """Where a note has these words, as whole ones where blanks part them; names with their capital."""
    if len(words) < _SHORTEST_NAMED:
        return []
    whole = _UNPARTED.search(words) is None
    named = re.escape(words)
    pattern = rf"(?<!\w){named}(?!\w)" if whole else named
    case = 0 if words[0].isupper() and not words.isupper() else re.IGNORECASE
    return [one.span() for one in islice(re.finditer(pattern, notes, case), _MOST_PLACES)]


def _is_telling(words: str, *, are_names: bool) -> bool:
    """Whether words are hardly in a note by chance: several, or a name."""
    if _UNPARTED.search(words):
        return len(words) > _SHORTEST_NAMED
    return " " in words or (are_names and words[0].isupper())


def _is_pointed_at(notes: str, start: int, end: int) -> bool:
    """Whether a note quotes or denies the words at this place."""
    before = notes[max(0, start - _LOOK_BACK) : start]
    quoted = _QUOTE_MARK.match(before[-1:]) and _QUOTE_MARK.match(notes[end : end + 1])
    return bool(quoted) or _DENIED.search(before) is not None


def _in_prose(struck: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Those in a sentence of the outlet's own: no headline, line of names and days, quotation."""
    of_block: dict[HtmlElement, list[HtmlElement]] = {}
    for one in struck:
        if (block := _block_of(one)) is not None:
            of_block.setdefault(block, []).append(one)
    return [one for block, some in of_block.items() for one in _unquoted(block, some)]


def _block_of(struck: HtmlElement) -> HtmlElement | None:
    """The block it stands in; None where words are quoted, signed, named or dated."""
    block = struck
    for holder in struck.iterancestors():
        if holder.tag in _KEPT_IN:
            return None
        if block.tag not in BLOCK:
            block = holder
            names = " ".join(holder.get(name) or "" for name in ("class", "id", "itemprop"))
            if _KEPT_CALLED.search(names):
                return None
    return block


def _unquoted(block: HtmlElement, struck: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Those before which no quotation is open, whatever its marks are, and no colon shows a text."""
    if not ends_sentence(tidy("".join(block.itertext()))):
        return
    known, marks = frozenset(struck), 0
    for event, one in etree.iterwalk(block, events=("start", "end")):
        if event == "end" and one is block:
            return
        said = one.text if event == "start" else one.tail
        if (
            event == "start"
            and one in known
            and marks % 2 == 0
            and not _QUOTE.search("".join(one.itertext()))
        ):
            yield one
        marks += len(_QUOTE.findall(said or ""))
        if _SHOWN.search(said or ""):
            return


def _drop(struck: HtmlElement) -> None:
    """Take an element out; a blank in it that parted words still parts them."""
    before, holder = struck.getprevious(), struck.getparent()
    if holder is None:
        return
    head = (before.tail if before is not None else holder.text) or ""
    text, tail = "".join(struck.itertext()), struck.tail or ""
    if (text[:1].isspace() or text[-1:].isspace()) and head[-1:].strip() and tail[:1].strip():
        struck.tail = f" {tail}"
    struck.drop_tree()
