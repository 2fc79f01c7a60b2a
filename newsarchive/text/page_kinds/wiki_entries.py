"""Entries of a wiki: what readers write together, and may change, is no news.

It reads like an article, and wikis state one (Article, with the day the entry was begun). A reader sees that
beside the headings of its sections stands a word to change them. Wikis of news have such words too, and a day
above the story. MediaWiki names in the class of the body what else it shows: what was changed, and by whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import PageKind
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.kind_features import PageToSort

# Headings with a word to change what stands below them: a weblog shows its writers one, below a post. On what
# MediaWiki makes one is enough, where nobody signs.
_FEWEST = 2
# What MediaWiki calls its page, and the text of an entry: classes nothing else has.
_OF_MAKER = frozenset({"mediawiki", "mw-parser-output", "mw-body-content"})
_CALLED = "mw-editsection"  # what it says may be gone: no line of the page is read with it
_HEADS = ("h1", "h2", "h3", "h4")
_OF_LABELS = ("span", "a", "small", "button")
_MOST_HEADS, _MOST_BESIDE, _MOST_PIECES, _LONGEST = 200, 3, 10, 60
# By what a page states of an entry it is dated, too; what it shows is a story's.
_STATED = ("json-ld", "meta")
# MediaWiki says below an entry when it was changed last; a story that says so has a day above its text.
_CHANGED = "text:updated"
# Classes of the body by which MediaWiki says what it shows of an entry, or that it shows none: its history,
# what is known of it, a list of its own (namespace -1), a talk (odd namespaces).
_LISTS = frozenset({"action-history", "action-info", "ns-special"})
_TALK = "ns-talk"


def wiki_kind(known: PageToSort) -> PageKind | None:
    """Return the kind of a page of a wiki, None for any other page, and for an entry that shows a day."""
    body = _classes_of_body(known)
    if "mediawiki" in body:
        if not _LISTS.isdisjoint(body):
            return PageKind.LISTING
        if _TALK in body:
            return PageKind.FORUM
    dated = known.dated_by or ""
    is_changed = "mediawiki" in body and dated.startswith(_CHANGED)
    if dated and not (is_changed or dated.startswith(_STATED)):
        return None
    if not known.inside:
        return None
    # Boxes beside the text and comments below it may be changed by their reader, on any site.
    read = known.page.blocks[max(0, known.inside[0][0] - _FEWEST) : known.inside[-1][0] + 1]
    own = {block.box.element for block in read}
    heads = (head for head in islice(known.model.iter(*_HEADS), _MOST_HEADS) if head in own)
    # Above each entry of a live blog stands its hour.
    heads = (head for head in heads if next(head.itersiblings("time", preceding=True), None) is None)
    found = len([*islice((head for head in heads if _can_be_edited(head)), _FEWEST)])
    is_entry = found >= _FEWEST or (found > 0 and not known.names and _is_of_maker(known))
    return PageKind.DOCUMENTATION if is_entry else None


def _classes_of_body(known: PageToSort) -> frozenset[str]:
    body = next(iter(known.model.iter("body")), None)
    return frozenset((body.get("class") or "").split()) if body is not None else frozenset()


def _is_of_maker(known: PageToSort) -> bool:
    return any(not _OF_MAKER.isdisjoint(box.signature.split()) for box in known.page.boxes)


def _can_be_edited(head: HtmlElement) -> bool:
    """Whether a heading holds such a word, or one stands right behind it."""
    return any(
        _CALLED in (one.get("class") or "").split() or letters_only(_text(one)) in _labels()
        for one in _beside(head)
    )


def _beside(head: HtmlElement) -> Iterator[HtmlElement]:
    inside = islice(head.iterdescendants(*_OF_LABELS), _MOST_BESIDE)
    behind = islice((one for one in head.itersiblings() if isinstance(one.tag, str)), 1)
    for one in (*inside, *behind):
        if one.tag in _HEADS:
            return
        # A paragraph that says so is one: "Before" may be followed by "Edit".
        if one.tag in _OF_LABELS or _CALLED in (one.get("class") or "").split():
            yield one


def _text(element: HtmlElement) -> str:
    text = "".join(islice(element.itertext(), _MOST_PIECES))
    return text if len(text) <= _LONGEST else ""


@cache
def _labels() -> frozenset[str]:
    text = files("newsarchive.text.page_kinds").joinpath("data/edit_labels.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(letters_only(label) for _, *labels in rows for label in labels)
