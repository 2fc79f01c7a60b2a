"""Learning where the text of a host's pages stands, from the outlines of many of them.

A page alone is read wrongly now and then, mostly where its text is short. So the box that holds the text is
told by the surest readings; readings of pages that have this box and were found elsewhere do not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from newsarchive.hints import HostBoxes
from newsarchive.text.boilerplate.page_outline import OutlinedBox, PageOutline, path_key

# Pages from which something is learned.
_FEWEST_PAGES = 5
# A name counts that so many pages have, and so large a share of them: others are an article's own
# (`post-1234`), or its section's.
_FEWEST_NAMED, _NAMED = 3, 0.2
# Which readings tell the box of the text: the surest and longest, or, where those are too few, others; their
# confidence and letters. Of readings with .957 the F1 to expect is that (extraction.main_text.SURE).
_TELLING = ((0.957, 600), (0.957, 0), (0.9, 600), (0.9, 0))
# How sure a reading is from which is learned, where it stands in the box of the text.
_SURE_READING = 0.9
# The box of the text holds so much of what was read, on so large a share of the telling pages that have it.
_WHOLE_TEXT, _AGREED = 0.9, 0.8
# Of the letters in a box these were read at least; in one that stands apart, at most; on so many pages.
_READ, _UNREAD, _MOST_PAGES = 0.9, 0.02, 0.9
# A box that stands apart holds sentences, as comments do, where so many pages had some in it, and so large a
# share of those with the box: else it is one of labels, and a sentence in it may be a standfirst.
_FEWEST_PROSE, _PROSE = 3, 0.2
# Layouts of pages that one host has, and boxes of each that are told to later runs: the most common ones.
_MOST_TEMPLATES, _MOST_LEARNED = 5, 1_000
# Characters of a path that is shown: its innermost boxes.
_LONGEST_PATH = 200
# Boxes that hold paragraphs.
_WHOLE_PAGE = frozenset({"", "html", "body"})
_HOLDERS = frozenset({"div", "article", "section", "main", "td", "center", "font", "body"})

_BoxRole = Literal["text", "apart", "label"]
_BOX_ROLES: tuple[_BoxRole, ...] = get_args(_BoxRole)


@dataclass(frozen=True, slots=True)
class LearnedBox:
    """A path of boxes, as its pages write it, and on how many of those learned from it stood."""

    role: _BoxRole
    key: str
    path: str
    pages: int


@dataclass(frozen=True, slots=True)
class LearnedBoxes:
    """What the boxes of one host's pages hold; `pages` is how many there were to learn from.

    `names` are the classes and ids that tell its boxes apart, with how many pages have them.
    """

    pages: int
    names: tuple[tuple[str, int], ...] = ()
    boxes: tuple[LearnedBox, ...] = ()

    def known(self) -> HostBoxes:
        """Return what is told to later readings."""
        keys = {role: frozenset(box.key for box in self.boxes if box.role == role) for role in _BOX_ROLES}
        return HostBoxes(
            names=frozenset(name for name, _ in self.names),
            text=keys["text"],
            apart=keys["apart"],
            label=keys["label"],
        )


@dataclass(slots=True)
class _Held:
    """What the boxes of one path hold on one page, with all boxes inside them: letters, and those read.

    `prose` are the letters of sentences that were not read.

    `count` is how many they are, `above` the path of the boxes around them, `inside` those of boxes in them.
    """

    above: str
    tag: str
    letters: int = 0
    read: int = 0
    prose: int = 0
    count: int = 0
    inside: set[str] = field(default_factory=set)


@dataclass
class _Page:
    """A page by the paths of its boxes; parents stand before what they hold."""

    confidence: float
    held: dict[str, _Held] = field(default_factory=dict)

    @cached_property
    def read(self) -> int:
        """The letters of the page that were read."""
        return next(iter(self.held.values())).read if self.held else 0

    @cached_property
    def main(self) -> str:
        """The innermost box that holds what was read; "" for none, or where it is an item of a list."""
        holds = [key for key, held in self.held.items() if held.tag in _HOLDERS and self.reads_in(key)]
        return holds[-1] if holds and not self._is_in_list(holds[-1]) else ""

    def _is_in_list(self, key: str) -> bool:
        """Whether boxes of the path or around it stand side by side, each made of several: comments do."""
        while key:
            held = self.held[key]
            around = self.held[held.above].count if held.above else 1
            if held.count > around and len(held.inside) > 1:
                return True
            key = held.above
        return False

    def reads_in(self, key: str) -> bool:
        """Whether what was read stands in the boxes of this path."""
        return self.held[key].read >= max(1, _WHOLE_TEXT * self.read)


def learn_boxes(outlines: Iterable[PageOutline]) -> LearnedBoxes:
    """Return what the outlines of one host's pages share, the same for any order of them.

    Pages of which the same was read count once: copies, and editions of one story.
    """
    found = list({_words(outline): outline for outline in sorted(outlines, key=repr)}.values())
    if len(found) < _FEWEST_PAGES:
        return LearnedBoxes(len(found))
    named = Counter(name for page in found for name in {name for box in page.boxes for name in box.names})
    least = max(_FEWEST_NAMED, _NAMED * len(found))
    names = tuple(sorted((name, count) for name, count in named.items() if count >= least))
    told = frozenset(name for name, _ in names)
    spelt: dict[str, str] = {}
    pages = [_page(outline, told, spelt) for outline in found]
    seen: dict[str, list[_Held]] = defaultdict(list)
    for page in _agreeing(pages):
        for key, held in page.held.items():
            if held.letters and held.tag not in _WHOLE_PAGE:
                seen[key].append(held)
    boxes = [
        LearnedBox(role, key, spelt[key][-_LONGEST_PATH:], len(held))
        for key, held in seen.items()
        if (role := _role(held)) is not None
    ]
    boxes.sort(key=lambda box: (-box.pages, box.key))
    if not any(box.role == "text" for box in boxes):
        return LearnedBoxes(len(found))
    return LearnedBoxes(len(found), names, tuple(boxes[:_MOST_LEARNED]))


def _words(outline: PageOutline) -> tuple[str, ...]:
    return tuple(box.words for box in outline.boxes if box.read)


def _page(outline: PageOutline, names: frozenset[str], spelt: dict[str, str]) -> _Page:
    """The page with its boxes told apart by `names` alone; adds to `spelt` what each path looks like."""
    page = _Page(outline.confidence)
    keys: list[str] = []
    for box in outline.boxes:
        above = keys[box.parent] if box.parent >= 0 else ""
        called = [name for name in box.names if name in names]
        key = path_key(above, box.tag, called)
        keys.append(key)
        held = page.held.setdefault(key, _Held(above, box.tag))
        held.count += box.count
        if above:
            page.held[above].inside.add(key)
        shown = _spelt(box, called)
        outer = spelt.get(above, "")
        spelt.setdefault(key, f"{outer} > {shown}" if outer else shown)
    sums = [(box.letters, box.read, box.prose) for box in outline.boxes]
    # From the innermost out: what a box holds its parent holds too.
    for number in range(len(outline.boxes) - 1, -1, -1):
        letters, read, prose = sums[number]
        held, parent = page.held[keys[number]], outline.boxes[number].parent
        held.letters += letters
        held.read += read
        held.prose += prose
        if parent >= 0:
            beyond = sums[parent]
            sums[parent] = (beyond[0] + letters, beyond[1] + read, beyond[2] + prose)
    return page


def _spelt(box: OutlinedBox, called: Sequence[str]) -> str:
    return box.tag + "".join(name if name.startswith("#") else f".{name}" for name in called)


def _agreeing(pages: Sequence[_Page]) -> list[_Page]:
    """The pages whose reading stands in the box that holds the text in their layout."""
    agreeing: list[_Page] = []
    rest = list(pages)
    for _ in range(_MOST_TEMPLATES):
        main = _text_box(rest)
        if main is None:
            break
        with_it = [page for page in rest if main in page.held]
        agreeing += [page for page in with_it if page.confidence >= _SURE_READING and page.reads_in(main)]
        rest = [page for page in rest if main not in page.held]
    return agreeing


def _text_box(pages: Sequence[_Page]) -> str | None:
    """The box that holds what was read of most pages: of the surest that are enough to tell it."""
    for confidence, letters in _TELLING:
        telling = [page for page in pages if page.confidence >= confidence and page.read >= letters]
        votes = Counter(page.main for page in telling if page.main)
        for main, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            if count < _FEWEST_PAGES:
                break
            having = [page for page in telling if main in page.held]
            if sum(page.reads_in(main) for page in having) >= _AGREED * len(having):
                return main
    return None


def _role(held: Sequence[_Held]) -> _BoxRole | None:
    """What the boxes of a path hold, if nearly all pages with them say the same."""
    if len(held) < _FEWEST_PAGES:
        return None
    letters, read = sum(one.letters for one in held), sum(one.read for one in held)
    agree = _MOST_PAGES * len(held)
    if read >= _READ * letters and sum(one.read >= _READ * one.letters for one in held) >= agree:
        return "text"
    if read <= _UNREAD * letters and sum(one.read <= _UNREAD * one.letters for one in held) >= agree:
        with_prose = sum(one.prose > 0 for one in held)
        return "apart" if with_prose >= max(_FEWEST_PROSE, _PROSE * len(held)) else "label"
    return None
