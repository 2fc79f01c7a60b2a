"""Words in a paragraph's line that are no part of it: what screen readers alone say, links that share it.

So is a label for screen readers alone, "Article content", that stands between paragraphs again and again.

Sites hide the first by a class whose style stands in a sheet of its own; the well-known names are enough.
They are cut out of a paragraph that says something without them, never where they are its only copy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.extraction.control_labels import control_labels, is_share
from newsarchive.text.letters import begins_small, count_letters, letters_only
from newsarchive.text.metadata.known_names import is_borne
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.sentences import ends_sentence, says_something
from newsarchive.text.tidy_lines import tidy

# Of Bootstrap, Tailwind, WordPress, HTML5 Boilerplate, Drupal, Foundation, Angular, GOV.UK and their like.
_UNSEEN = re.compile(
    r"(?<!\S)(?:[a-z0-9]{1,8}-)?(?:sr-only|sronly|sr-text|visually-?hidden|screen-?reader(?:-(?:text|only))?"
    r"|a11y-hidden|hidden-?visually|hiddenvisually|element-invisible|assistive-text|show-for-sr)(?!\S)"
)
_WORDS_UNSEEN = (
    *("sr-only", "sronly", "sr-text", "visually", "screen-reader", "screenreader", "a11y-hidden"),
    *("element-invisible", "assistive-text", "show-for-sr"),
)
# A class of Tailwind by which it is shown after all, on wide screens.
_SHOWN = re.compile(r"not-sr-only")
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "dd"})
# What stands behind a label, a `div`, where it is told apart, and how often it stands on a page.
_LABELLED = frozenset({"div", "p", "section", "ul", "ol", "figure", "h2", "h3", "h4", "blockquote", "table"})
_FEWEST_LABELS, _WORDS_OF_NAME = 3, 2
# Letters of a note at most, and of a paragraph without it that is no sentence: no by-line is as long.
_LONGEST_NOTE, _SHORTEST_PARAGRAPH = 50, 60
# Steps from a note up to its paragraph, and notes looked at.
_HIGHEST, _MOST_NOTES, _MOST_LINKS = 5, 500, 2_000


def cut_inline_notes(page: Page) -> tuple[RemovedBlock, ...]:
    """Take such words out of the paragraphs of a page, and tell what they said."""
    model = model_of(page)
    unseen = [*islice(_unseen(model), _MOST_NOTES)]
    notes = [*dict.fromkeys((*_labels(unseen), *_notes(model, unseen)))]
    if not notes:
        return ()
    text = "\n".join(dict.fromkeys(tidy("".join(note.itertext())) for note in notes))
    for note in notes:
        note.drop_tree()
    model.changed()
    return (
        RemovedBlock(
            place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="inline_note", score=1.0, text=text
        ),
    )


def _labels(unseen: list[HtmlElement]) -> list[HtmlElement]:
    """Those that label the boxes behind them, all of a page with the same words, and say no sentence.

    Where they differ, or name somebody, they say who speaks: "Reporter", "Mayor".
    """
    labels = [*filter(_is_label, unseen)]
    if len(labels) < _FEWEST_LABELS or len({letters_only(one.text or "") for one in labels}) > 1:
        return []
    said = tidy(labels[0].text or "")
    is_said = 0 < count_letters(said) <= _LONGEST_NOTE and not says_something(said)
    return labels if is_said and not _names_somebody(said) else []


def _is_label(element: HtmlElement) -> bool:
    if (
        element.tag != "div"
        or len(element)
        or (element.tail or "").strip()
        or not (element.text or "").strip()
    ):
        return False
    behind = element.getnext()
    return behind is not None and behind.tag in _LABELLED and element.getprevious() is None


def _names_somebody(said: str) -> bool:
    """Whether a label is one or two words written as a name that people bear."""
    words = said.split()
    return len(words) <= _WORDS_OF_NAME and all(word[:1].isupper() for word in words) and is_borne(said)


def _notes(model: PageModel, unseen: list[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements that hold such words, none in another, where enough of their paragraph is left."""
    found: defaultdict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    known: set[HtmlElement] = set()
    candidates = (*unseen, *filter(_shares, islice(model.iter("a"), _MOST_LINKS)))
    for element in islice(candidates, _MOST_NOTES):
        holders = [*islice(element.iterancestors(), _HIGHEST)]
        paragraph = next((one for one in holders if one.tag in _PARAGRAPHS), None)
        if paragraph is not None and known.isdisjoint(holders) and not _opens(element, paragraph):
            known.add(element)
            found[paragraph].append(element)
    for paragraph, notes in found.items():
        if _is_told_without(paragraph, notes):
            yield from (note for note in notes if 0 < _size(note) <= _LONGEST_NOTE)


def _is_told_without(paragraph: HtmlElement, notes: list[HtmlElement]) -> bool:
    """Whether a paragraph is a sentence, or as long as one, without its notes."""
    text = "".join(paragraph.itertext())
    for note in notes:
        text = text.replace("".join(note.itertext()), "", 1)
    line = tidy(text)
    is_long = paragraph.tag != "li" and count_letters(line) >= _SHORTEST_PARAGRAPH  # menus are lists
    return is_long or says_something(line)


def _unseen(model: PageModel) -> Iterator[HtmlElement]:
    unseen = model.called(_UNSEEN, ("class",), _WORDS_UNSEEN)
    return (box for box in unseen if not _SHOWN.search(box.get("class") or "") and not _words_a_sign(box))


def _words_a_sign(box: HtmlElement) -> bool:
    """Whether words stand for a sign beside them that is read to nobody: "fell" for an arrow that falls."""
    beside = (next(box.itersiblings("*", preceding=way), None) for way in (False, True))
    return any(one is not None and one.get("aria-hidden") == "true" for one in beside)


def _shares(link: HtmlElement) -> bool:
    """Whether a link that shares a page stands behind the last sentence of its paragraph."""
    if (link.tail or "").strip() or not is_share(link.get("href") or ""):
        return False
    label, holder = "".join(link.itertext()).strip(), link.getparent()
    if holder is None or letters_only(label) not in control_labels():
        return False
    text = "".join(holder.itertext()).strip()
    return text.endswith(label) and ends_sentence(text.removesuffix(label).rstrip())


def _opens(element: HtmlElement, paragraph: HtmlElement) -> bool:
    """Whether a sentence goes on behind words that open it, or within a word: an initial set as a picture."""
    text, tail = "".join(element.itertext()), element.tail or ""
    if text[-1:].isalpha() and tail[:1].isalpha():
        return True
    first = next((piece for piece in paragraph.itertext() if piece.strip()), "")
    return text.startswith(first) and begins_small(tail.lstrip())


def _size(element: HtmlElement) -> int:
    return count_letters("".join(element.itertext()))
