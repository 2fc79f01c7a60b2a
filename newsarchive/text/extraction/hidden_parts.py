"""What the page hides, kept out of the reading: by attribute, style, style rule, or as a template.

Some sites hide an article until a script shows it, or write it for readers without scripts: where next to
nothing can be read without such a part, the part is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TypeVar

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.language import detect_language
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.block_facts import is_description
from newsarchive.text.page.html_display import CONCEALED, is_box, stands_in_words
from newsarchive.text.page.more_labels import is_more_label, is_opener, is_sign, is_teaser
from newsarchive.text.page.page_blocks import APART, NAMING_ATTRIBUTES, hint_bits, kind_bits
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.page.visibility import PageVisibility, waits_mostly
from newsarchive.text.sentences import says_something, told_lines
from newsarchive.text.tidy_lines import tidy

# Letters from which a line is a paragraph, no label of a control, weighed by how much they say.
_PARAGRAPH = 60
# What is hidden is left out unless it is more than two thirds of the article.
_MOSTLY_HIDDEN = 3
# Paragraphs from which what is shown is an article, whatever is hidden elsewhere (terms, other stories).
_FEWEST_SHOWN = 2
# What sites call the box of an article's text.
_BODIES = frozenset({"article", "main"})
_BODY = re.compile(
    r"article-?body|(?:entry|post|article|story|news)[-_]?(?:content|body|text)", re.IGNORECASE
)
# What opens over a page when somebody asks for it, or to ask them something. Of little text it is no article:
# the window that asks to install an app has 300 letters.
_OVERLAY = re.compile(
    r"(?<![a-z])(?:modal|dialog|popup|pop-up|lightbox|overlay|off-?canvas|drawer|tooltip|dropdown|toast)(?![a-z])",
    re.IGNORECASE,
)
_HIGHEST_OVERLAY, _MOST_IN_OVERLAY, _LONGEST_OVERLAY = 3, 2, 400
# Letters that a description and a text have in common by no accident, and descriptions looked for.
_DESCRIBED, _MOST_METAS = 30, 500
# Share of a page's paragraphs that no page hides for good by a rule of its own.
_MOST = 0.5
_LINKED_SHEETS = XPath("boolean(.//link[@href][contains(@rel, 'stylesheet') or @as = 'style'])")
_NO_REST = frozenset(
    {"nav", "form", "aside", "dialog", "template", "noscript", "footer", "header", "ul", "ol"}
)
# What may stand between the paragraphs of a text that are hidden one by one.
_OF_TEXT = frozenset({"p", "h2", "h3", "h4", "blockquote", "figure", "ul", "ol"})
_MOST_SIBLINGS = 10  # behind the hidden end of a paragraph: with more nothing opens it
_DOTS = " .…"  # what stands for the rest of a sentence until it is opened
_MORE = re.compile("(?:read|view|see|show)?-?more", re.IGNORECASE)  # elsewhere a name of other stories
# Ways of hiding that buttons undo.
_CLOSED = re.compile(r"display\s*:\s*none|max-height\s*:\s*0", re.IGNORECASE)
# Share of its letters from which the rest of a story is read as text, parts that are opened, and how often it
# is tried, without those that turned out to be none.
_READ_AS_TEXT, _MOST_OPENED, _MOST_TRIED = 0.85, 20, 2
# Boxes hidden in boxes that are shown, one by one.
_MOST_ROUNDS = 4
# Boxes looked into for lines of the reading: pages that hide more paragraphs than in these hide no article.
_MOST_HOLDERS = 20
_Reading = TypeVar("_Reading")


@dataclass(eq=False)
class _Part:
    """A hidden element, its lines, and what was in it while it is emptied.

    Of one that holds something shown only its own `words` are taken out.
    """

    model: PageModel
    element: HtmlElement
    holder: HtmlElement
    lines: tuple[str, ...]
    words: bool = False
    by_rule: bool = False
    waits: bool = False
    text: str | None = None
    children: list[HtmlElement] = field(default_factory=list)
    tails: list[str | None] = field(default_factory=list)
    marks: tuple[str, dict[str, str]] = ("", {})

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        return told_lines(self.lines, _PARAGRAPH)

    @property
    def told(self) -> bool:
        """Whether a sentence stands in it."""
        return any(map(says_something, self.lines))

    @cached_property
    def long(self) -> tuple[str, ...]:
        """Its paragraphs without short sentences, as messages are: beside a text they are no story."""
        return tuple(line for line in self.lines if count_letters(line) >= _PARAGRAPH)

    def empty(self) -> None:
        self.text, self.children = self.element.text, list(self.element)
        self.element.text = None
        if self.words:
            self.tails = [child.tail for child in self.children]
            for child in self.children:
                child.tail = None
            return
        for child in self.children:
            self.element.remove(child)
        self.model.taken_out(self.children)

    def fill(self) -> None:
        self.element.text = self.text
        if not self.words:
            self.element.extend(self.children)
            self.model.put_back(self.children)
            return
        for child, tail in zip(self.children, self.tails, strict=True):
            child.tail = tail

    def show(self) -> None:
        """Fill the element and take off what hides it."""
        kept = {
            name: self.element.attrib.pop(name)
            for name in ("hidden", "style", "open")
            if name in self.element.attrib
        }
        self.marks = str(self.element.tag), kept
        if self.element.tag in CONCEALED:
            self.element.tag = "div"
        elif self.element.tag == "dialog":
            self.element.set("open", "")
        self.fill()
        self.model.changed()

    def hide(self) -> None:
        """Undo `show`, and empty the element again."""
        tag, kept = self.marks
        if tag == "dialog":
            del self.element.attrib["open"]
        self.element.tag = tag
        self.element.attrib.update(kept)
        self.empty()
        self.model.changed()


def read_shown(
    page: Page, read: Callable[[], _Reading], lines: Callable[[_Reading], tuple[str, ...]]
) -> tuple[_Reading, tuple[RemovedBlock, ...]]:
    """Return what `read` finds in what the page shows, and the hidden paragraphs that stand among it.

    `lines` are those of a reading. The tree is as before afterwards, but for what had to be shown.
    """
    model = model_of(page)
    seen = model.remember(PageVisibility)
    parts = _without_most(model, _hidden_parts(model, model.tree, seen), seen)
    for part in parts:
        part.empty()
    reading, parts = _with_waiting(parts, read(), read, lines, seen)
    for _ in range(_MOST_ROUNDS):
        group = _article_among(parts, lines(reading))
        if not group:
            break
        shown, inner = _show(group, seen, _MOST_ROUNDS)
        teasers = [*_teasers(group)]
        for teaser in teasers:
            teaser.empty()
        again = read()
        if not lines(again) or _size(lines(again)) < _MOSTLY_HIDDEN * _size(lines(reading)):
            for part in (*teasers, *inner):
                part.fill()
            for part in reversed(shown):
                part.hide()
            break
        reading = again
        parts = [*(part for part in parts if part not in group), *inner, *teasers]
    reading, parts = _with_opened(parts, reading, read, lines, seen)
    told = [part for part in parts if part.paragraphs]
    near = _among(dict.fromkeys(part.holder for part in told), lines(reading))
    cut = ("\n".join(part.paragraphs) for part in told if part.holder in near)
    removed = tuple(
        RemovedBlock(place=BlockPlace.HIDDEN, kind=SpamKind.FURNITURE, rule="hidden", score=1.0, text=text)
        for text in cut
    )
    for part in parts:
        part.fill()
    return reading, removed


def _with_waiting(
    parts: list[_Part],
    reading: _Reading,
    read: Callable[[], _Reading],
    lines: Callable[[_Reading], tuple[str, ...]],
    seen: PageVisibility,
) -> tuple[_Reading, list[_Part]]:
    """The reading with what a library shows to who comes near, where most of it stands there.

    Else that without, as given: a share bar, a note or teasers came in with the same effects. With it the
    parts that stay hidden.
    """
    waiting = [part for part in parts if part.waits and part.told]
    others = [part for part in parts if not (part.waits and part.told)]
    if not waiting:
        return reading, parts
    for part in waiting:
        part.fill()
    inner = [found for part in waiting for found in _hidden_parts(part.model, part.element, seen)]
    for part in inner:
        part.empty()
    own = {line for part in waiting for line in page_lines(part.element)}
    again = read()
    if 2 * _size(tuple(line for line in lines(again) if line in own)) > _size(lines(again)):
        return again, [*others, *inner]
    for part in inner:
        part.fill()
    for part in waiting:
        part.empty()
    return reading, parts


def _with_opened(
    parts: list[_Part],
    reading: _Reading,
    read: Callable[[], _Reading],
    lines: Callable[[_Reading], tuple[str, ...]],
    seen: PageVisibility,
) -> tuple[_Reading, list[_Part]]:
    """The reading with the rest of the story that "Read more" opens, and the parts that stay hidden.

    It stands among the story, is in its language, and is read as text where it is shown. Other things that a
    label opens there, such as remarks or a form, are not.
    """
    own = lines(reading)
    closed = [*_closed_rests(parts, seen)]
    near = _among(dict.fromkeys(one.parts[0].holder for one in closed), own) if closed else set()
    if not near:
        return reading, parts
    language = detect_language("\n".join(own))[0]
    opened = [
        one
        for one in islice((one for one in closed if one.parts[0].holder in near), _MOST_OPENED)
        if detect_language("\n".join(one.lines))[0] == language
    ]
    for _ in range(_MOST_TRIED):
        if not opened:
            break
        for one in opened:
            one.open()
        # Who has opened the rest sees no label, or one to close it. Two parts may have one between them.
        boxes = {box: one.parts[0] for one in opened for box in one.labels}
        repeated = {line for box in boxes for line in page_lines(box)}
        labels = [_Part(part.model, box, part.holder, ()) for box, part in boxes.items()]
        for label in labels:
            label.empty()
        again = read()
        found = set(lines(again))
        new = found.difference(line for line in own if line not in repeated)
        wrong = [one for one in opened if not one.is_read(new)]
        longer = new if any(one.is_inline for one in opened) else set[str]()
        if not wrong and all(
            line in found or line in repeated or _stays(line, longer, repeated) for line in own
        ):
            shown = [part for one in opened for part in one.parts]
            inner = [part for one in opened for part in one.inner]
            return again, [*(part for part in parts if part not in shown), *inner, *labels]
        for label in labels:
            label.fill()
        for one in reversed(opened):
            one.close()
        opened = [one for one in opened if one not in wrong] if wrong else []
    return reading, parts


def _stays(line: str, longer: set[str], labels: set[str]) -> bool:
    """Whether a line is a label, or one of the longer lines begins with it, but for dots or a label."""
    label = max((label for label in labels if line.endswith(label)), key=len, default="")
    stem = line.removesuffix(label).rstrip(_DOTS)
    return is_more_label(line) or any(other.startswith(stem) for other in longer)


@dataclass(eq=False, slots=True)
class _ClosedRest:
    """Hidden parts that one label opens, the boxes that go when they come, and what is hidden in them.

    `is_inline`: the part is the end of a sentence or paragraph, and no box of its own.
    """

    parts: list[_Part]
    labels: tuple[HtmlElement, ...]
    seen: PageVisibility
    is_inline: bool = False
    inner: list[_Part] = field(default_factory=list)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def open(self) -> None:
        for part in self.parts:
            part.show()
        self.inner = [
            found for part in self.parts for found in _hidden_parts(part.model, part.element, self.seen)
        ]
        for one in self.inner:
            one.empty()

    def close(self) -> None:
        for one in self.inner:
            one.fill()
        for part in reversed(self.parts):
            part.hide()

    def is_read(self, found: set[str]) -> bool:
        """Whether nearly all of the parts is among the lines of a reading that are new to it."""
        known = (
            line
            for line in self.lines
            if line in found or (self.is_inline and any(line in other for other in found))
        )
        return _size(tuple(known)) >= _READ_AS_TEXT * _size(self.lines)


def _closed_rests(parts: list[_Part], seen: PageVisibility) -> Iterator[_ClosedRest]:
    """The emptied parts that have a label beside them, those that are opened together as one."""
    by_element = {part.element: part for part in parts if part.lines and not part.words}
    taken: set[_Part] = set()
    for part in by_element.values():
        if part in taken:
            continue
        run = [*_run(part, by_element)]
        taken.update(run)
        if part.element.tag in _NO_REST or not any(one.told for one in run):
            continue
        beside = (_beside(run[0].element, preceding=True), _beside(run[-1].element, preceding=False))
        labels = tuple(box for box in beside if box is not None and _is_label(box, run))
        is_inline = len(run) == 1 and not is_box(part.element, str(part.element.tag))
        if is_inline and not labels:
            labels = _labels_behind(part)
        if not labels:
            continue
        if is_inline and (before := beside[0]) is not None and is_sign(before):
            labels = tuple(dict.fromkeys((before, *labels)))
        rest = [one for one in run if _is_folded(one, seen) and not _is_apart(one)]
        if rest:
            yield _ClosedRest(rest, labels, seen, is_inline)


def _run(part: _Part, parts: Mapping[HtmlElement, _Part]) -> Iterator[_Part]:
    """A hidden part and those right behind it that are made like it, or are elements of a text like it."""
    yield part
    first, element = part.element, _beside(part.element, preceding=False)
    if first.tag == "li" or first.tag in _NO_REST:
        return
    while element is not None and (found := parts.get(element)) is not None:
        is_alike = (element.tag, element.get("class")) == (first.tag, first.get("class"))
        if not is_alike and not {first.tag, element.tag} <= _OF_TEXT:
            return
        yield found
        element = _beside(element, preceding=False)


def _beside(element: HtmlElement, *, preceding: bool) -> HtmlElement | None:
    return next(element.itersiblings("*", preceding=preceding), None)


def _is_label(box: HtmlElement, run: list[_Part]) -> bool:
    """Whether a box beside hidden parts is a label that opens them, or tells their beginning and then one."""
    ident = run[0].element.get("id")
    return is_opener(box, ident) or is_teaser(box, [line for part in run for line in part.lines], ident)


def _labels_behind(part: _Part) -> tuple[HtmlElement, ...]:
    """The label behind the paragraph that a hidden part is the end of."""
    element, holder = part.element, part.holder
    siblings = [*islice(element.itersiblings("*"), _MOST_SIBLINGS)]
    behind = (element.tail or "", *(text for one in siblings for text in one.itertext()))
    if (
        len(siblings) == _MOST_SIBLINGS
        or any(text.strip() for text in behind)
        or not is_box(holder, str(holder.tag))
    ):
        return ()
    box = _beside(holder, preceding=False)
    return () if box is None or not is_opener(box, element.get("id")) else (box,)


def _is_folded(part: _Part, seen: PageVisibility) -> bool:
    """Whether a part is a box of text that is hidden as labels undo it."""
    element = part.element
    if element.get("role"):
        return False
    if element.get("hidden") is not None or _CLOSED.search(element.get("style") or ""):
        return True
    return part.by_rule and seen.is_folded(element)


def _teasers(group: Iterable[_Part]) -> Iterator[_Part]:
    """The boxes right above shown parts that tell how those begin, and offer the rest."""
    for part in group:
        above = _beside(part.element, preceding=True)
        if above is not None and is_teaser(above, part.lines, part.element.get("id")):
            yield _Part(part.model, above, part.holder, ())


def _is_apart(part: _Part) -> bool:
    """Whether an emptied part is a story of its own, or its names say that it is no story."""
    inside = [part.element, *(box for child in part.children for box in child.iter("*"))]
    if any(box.tag in ("article", "h1") for box in inside):
        return True
    names = (value for box in inside for name, value in box.items() if name in NAMING_ATTRIBUTES)
    return any(hint_bits(_MORE.sub("", name)) & kind_bits(*APART) for name in names)


def _without_most(model: PageModel, parts: list[_Part], seen: PageVisibility) -> list[_Part]:
    """The parts, but for what rules hide though it is most of the page: sheets it only links to show that.

    Sites put rules into the page that keep what is further down from flickering until those are loaded.
    """
    groups: defaultdict[HtmlElement, list[_Part]] = defaultdict(list)
    for part in parts:
        if part.by_rule and part.paragraphs:
            groups[part.holder].append(part)
    if not groups or not _LINKED_SHEETS(model.tree):
        return parts
    lines = page_lines(model.tree)
    hidden = {line for part in parts for line in part.lines}
    is_told = _tell_something(line for line in lines if line not in hidden)
    whole = _size(_counted(lines, is_told=is_told))
    for group in groups.values():
        if sum(_size(_counted_in(part, is_told=is_told)) for part in group) > _MOST * whole:
            inner = [found for part in group for found in _hidden_parts(model, part.element, seen)]
            return [*(part for part in parts if part not in group), *inner]
    return parts


def _show(group: list[_Part], seen: PageVisibility, rounds: int) -> tuple[list[_Part], list[_Part]]:
    """Show the parts, and in them what is most of them; return what is shown and what stays hidden."""
    for part in group:
        part.show()
    inner = [
        found
        for part in group
        for found in _hidden_parts(part.model, part.element, seen)
        if not _is_word_of(found, part, seen)
    ]
    for part in inner:
        part.empty()
    lines = tuple(line for part in group for line in page_lines(part.element))
    deeper = _article_among(inner, lines) if rounds else []
    told = [part.element for part in (*group, *deeper) if part.by_rule][:_MOST_HOLDERS] if rounds else []
    ruled = (one for one in inner if one.by_rule and one not in deeper)
    deeper += [one for one in ruled if seen.hides_in_text(one.element, told)]
    if not deeper:
        return group, inner
    shown, unseen = _show(deeper, seen, rounds - 1)
    return [*group, *shown], [*(part for part in inner if part not in deeper), *unseen]


def _is_word_of(found: _Part, part: _Part, seen: PageVisibility) -> bool:
    """Whether a word of a sentence is hidden by the rule that hides the sentence, and is shown with it."""
    word = found.element
    return found.by_rule and stands_in_words(word) and seen.hides_alike(word, part.element)


def _hidden_parts(
    model: PageModel, tree: HtmlElement, seen: PageVisibility, rounds: int = _MOST_ROUNDS
) -> list[_Part]:
    """The outermost hidden elements below `tree`; those that wait are shown where they are its story."""
    parts: list[_Part] = []
    hidden = seen.hidden_in(tree, come_in=True)
    shows_waiting = rounds > 0 and waits_mostly(hidden, tree, page_lines)
    for found in hidden:
        if found.waits and shows_waiting:
            parts += _hidden_parts(model, found.element, seen, rounds - 1)
            continue
        element, holder = found.element, found.element.getparent()
        if holder is None or not (len(element) or element.text):
            continue
        lines = _own_lines(element) if found.words else page_lines(element)
        parts.append(_Part(model, element, holder, lines, found.words, found.by_rule, found.waits))
    return parts


def _own_lines(element: HtmlElement) -> tuple[str, ...]:
    """The words that stand in an element itself."""
    texts = (element.text, *(child.tail for child in element))
    return tuple(line for text in texts if text and (line := tidy(text)))


def _article_among(parts: list[_Part], lines: tuple[str, ...]) -> list[_Part]:
    """The hidden parts of one holder that may be the article: much more than the lines that are shown."""
    groups: defaultdict[HtmlElement, list[_Part]] = defaultdict(list)
    is_told = _tell_something(lines)
    for part in parts:
        if (
            _counted_in(part, is_told=is_told)
            and part.element.tag != "template"
            and not (is_told and _is_overlay(part))
        ):
            groups[part.holder].append(part)
    if not groups:
        return []
    sizes = {
        holder: sum(_size(_counted_in(part, is_told=is_told)) for part in group)
        for holder, group in groups.items()
    }
    holder = max(sizes, key=lambda one: sizes[one])
    largest = groups[holder]
    if sizes[holder] < (_MOSTLY_HIDDEN - 1) * _size(lines):
        return []
    # What is hidden for machines, a title and its URLs, is no article however short the story is.
    if not any(says_something(line) for part in largest for line in part.paragraphs):
        return []
    alone = _paragraphs(lines) < _FEWEST_SHOWN or _among([largest[0].holder], lines)
    if not alone and not _is_body(largest[0]) and not _is_announced(largest):
        return []
    # What hides one box of an article hides its others.
    names = {name for part in largest if (name := part.element.get("class"))}
    return [part for part in parts if part in largest or part.element.get("class") in names]


def _is_overlay(part: _Part) -> bool:
    """Whether a part is a window over the page: called so, of few paragraphs, without a story's own tags."""
    if len(part.paragraphs) > _MOST_IN_OVERLAY or _size(part.paragraphs) > _LONGEST_OVERLAY:
        return False
    if any(one.tag != "h1" or "".join(one.itertext()).strip() for one in part.element.iter("h1", *_BODIES)):
        return False
    boxes = (part.element, *islice(part.element.iterancestors(), _HIGHEST_OVERLAY))
    named = any(_OVERLAY.search(f"{_names(box)} {box.get('role') or ''}") for box in boxes)
    return named and not _is_announced([part])


def _is_announced(group: list[_Part]) -> bool:
    """Whether the text begins as the page's description of itself does: then it is the page's article."""
    letters = letters_only(" ".join(line for part in group for line in part.paragraphs))
    metas = islice(group[0].element.getroottree().iter("meta"), _MOST_METAS)
    said = (meta.get("content") or "" for meta in metas if is_description(meta))
    return any(len(start) == _DESCRIBED and start in letters for text in said for start in _starts(text))


def _starts(text: str) -> tuple[str, str]:
    """The letters a description begins with, and those behind its first few words, which may be a place."""
    letters = letters_only(text[:500])
    return letters[:_DESCRIBED], letters[_DESCRIBED : 2 * _DESCRIBED]


def _is_body(part: _Part) -> bool:
    """Whether the page names the box around a part as its article's, and shows nothing else in it."""
    boxes = (part.element, *part.element.iterancestors())
    named = next((box for box in boxes if box.tag in _BODIES or _BODY.search(_names(box))), None)
    return named is not None and _paragraphs(page_lines(named)) < _FEWEST_SHOWN


def _names(box: HtmlElement) -> str:
    return " ".join(box.get(name, "") for name in ("class", "id", "itemprop"))


def _tell_something(lines: Iterable[str]) -> bool:
    """Whether a sentence or a paragraph stands among the lines."""
    return any(says_something(line) or count_letters(line) >= _PARAGRAPH for line in lines)


def _counted_in(part: _Part, *, is_told: bool) -> tuple[str, ...]:
    """The lines of a part that may be a story; where the page shows text, short sentences are messages."""
    return part.long if is_told else part.paragraphs


def _counted(lines: Iterable[str], *, is_told: bool) -> tuple[str, ...]:
    if is_told:
        return tuple(line for line in lines if count_letters(line) >= _PARAGRAPH)
    return told_lines(lines, _PARAGRAPH)


def _paragraphs(lines: Iterable[str]) -> int:
    return len(told_lines(lines, _PARAGRAPH))


def _among(holders: Iterable[HtmlElement], lines: tuple[str, ...]) -> set[HtmlElement]:
    """The boxes among the first of `holders` that hold lines of the reading too."""
    boxes = (holder for holder in holders if holder.tag not in ("html", "body"))
    return {box for box in islice(boxes, _MOST_HOLDERS) if not set(lines).isdisjoint(page_lines(box))}


def _size(lines: tuple[str, ...]) -> int:
    return sum(map(count_letters, lines))
