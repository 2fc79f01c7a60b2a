"""What a feed's markup says of its entries' addresses, titles and dates; all else is left out.

feedparser takes quadratic time for some of what feeds have besides (by-lines of dots, thousands of tags or
attributes, bases within bases), and reads whole articles nobody asks it for. Here one pass, linear whatever
the text, cuts down what it gets. What is broken stays as broken as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A piece of markup: no `<` stands within a tag, so that each character is looked at once.
_TAG = re.compile(r"<(/?)([^\s<>/\"'=!?]++)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_SUBSET_END = re.compile(r"\]\s*+>")
_HALF_ENTITY = re.compile(r"&[^;&]{0,10}\Z")
ENVELOPE = frozenset({"rss", "feed", "rdf", "channel"})
ENTRIES = frozenset({"item", "entry"})
# By local name, as feedparser knows them under many prefixes; with the most characters each may have.
FIELDS = {
    "link": 16_384,
    "guid": 16_384,
    "id": 16_384,
    "title": 4_000,
    **dict.fromkeys(("published", "pubdate", "issued", "updated", "modified", "date", "created"), 200),
}
MOST_FIELDS = 100  # of one entry, with the markup of its title
LONGEST_ATTRIBUTES, MOST_ATTRIBUTES = 16_384, 200
LONGEST_DECLARATION = 4_000  # a DOCTYPE with the entities of a few letters
DEEPEST = 20  # entries within entries are unclosed ones; deeper ones change nobody's base


@dataclass(frozen=True, slots=True)
class Entries:
    """The markup of a feed's first entries; `left_out` counts the others, `is_broken` is of what was cut."""

    markup: str
    is_broken: bool = False
    left_out: int = 0


def entries_only(text: str, most: int) -> Entries:
    """Return the feed with nothing but its first `most` entries; total."""
    reader = _Reader(most)
    reader.read(text)
    return Entries("".join(reader.kept), reader.is_broken, reader.left_out)


@dataclass(slots=True)
class _Reader:
    most: int
    left_out: int = 0
    kept: list[str] = field(default_factory=list)
    is_broken: bool = False
    _entries: int = 0
    _depth: int = 0  # of entries begun and not ended
    _fields: int = 0
    _field: str | None = None
    _room: int = 0
    _skipped: str | None = None
    _level: int = 0  # of elements of that name within it
    _endless: set[str] = field(default_factory=set)  # ends that were looked for in vain

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            mark = text.find("<", at)
            mark = len(text) if mark < 0 else mark
            self._words(text[at:mark])
            at = self._markup(text, mark)

    def _markup(self, text: str, at: int) -> int:
        """Take what begins at a `<`, and return where it ends."""
        for begin, ends in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")):
            if not text.startswith(begin, at):
                continue
            inside = at + len(begin)
            end, after = self._declared(text, inside) if begin == "<!" else self._until(text, inside, ends)
            if end < 0:
                break
            if begin == "<![CDATA[":
                self._section(text[inside:end])
            elif begin == "<!" and end - at < LONGEST_DECLARATION:
                self.kept.append(text[at:after])
            return after
        tag = _TAG.match(text, at)
        if tag is None:
            self.is_broken |= at < len(text)
            return at + 1
        self._tag(tag[0], tag[2].lower(), tag[3], is_end=bool(tag[1]))
        return tag.end()

    def _until(self, text: str, at: int, ends: str) -> tuple[int, int]:
        """Return where `ends` stands and where it is over, -1 where it is nowhere."""
        end = -1 if ends in self._endless else text.find(ends, at)
        if end < 0:
            self._endless.add(ends)
        return end, end + len(ends)

    def _declared(self, text: str, at: int) -> tuple[int, int]:
        """Return the end of a declaration, which is behind its `[…]` where it has one."""
        end, after = self._until(text, at, ">")
        if end < 0 or text.find("[", at, min(end, at + LONGEST_DECLARATION)) < 0:
            return end, after
        found = None if _SUBSET_END.pattern in self._endless else _SUBSET_END.search(text, at)
        if found is None:
            self._endless.add(_SUBSET_END.pattern)
            return -1, 0
        return found.start(), found.end()

    def _words(self, words: str) -> None:
        if self._skipped is None and self._field is not None and words:
            cut = words[: self._room]
            self.kept.append(cut if len(cut) == len(words) else _HALF_ENTITY.sub("", cut))
            self._room -= len(cut)

    def _section(self, words: str) -> None:
        if self._skipped is None and self._field is not None:
            self.kept.append(f"<![CDATA[{words[: self._room]}]]>")
            self._room -= min(self._room, len(words))

    def _tag(self, tag: str, name: str, attributes: str, *, is_end: bool) -> None:
        local = name.rpartition(":")[2]
        is_empty = attributes.endswith("/")
        if self._skipped is not None:
            if name == self._skipped and not is_empty:
                self._level += -1 if is_end else 1
                if not self._level:
                    self._skipped = None
                return
            if local not in ENTRIES or name == self._skipped:
                return
            self._skipped, self.is_broken = None, True  # it was never ended
        if local in ENTRIES:
            self._entry(tag, name, is_end=is_end, is_empty=is_empty)
        elif local in ENVELOPE and self._field is None:
            self._keep(tag, attributes)
        elif is_end:
            self._end(tag, local)
        elif self._depth and (local in FIELDS or self._field is not None):
            self._begin(tag, name, attributes)
        elif not is_empty:
            self._skip(name)

    def _entry(self, tag: str, name: str, *, is_end: bool, is_empty: bool) -> None:
        self._field = None
        if is_end:
            self._depth = max(0, self._depth - 1)
            self.kept.append(tag)
            return
        self._entries += 1
        if self._entries > self.most:
            self.left_out += 1
            if not is_empty:
                self._skip(name)
            return
        self._depth += not is_empty
        self._fields = 0
        self._keep(tag if self._depth <= DEEPEST else f"<{name}>", tag)

    def _begin(self, tag: str, name: str, attributes: str) -> None:
        """A field, or the markup within one."""
        is_empty, local = attributes.endswith("/"), name.rpartition(":")[2]
        self._fields += 1
        if self._fields > MOST_FIELDS or not self._keep(tag, attributes):
            if not is_empty:
                self._skip(name)
        elif local in FIELDS and not is_empty:
            self._field, self._room = local, FIELDS[local]

    def _end(self, tag: str, local: str) -> None:
        if self._field is None:
            self.is_broken = True
            return
        self.kept.append(tag)
        if local == self._field:
            self._field = None

    def _keep(self, tag: str, attributes: str) -> bool:
        fits = len(attributes) <= LONGEST_ATTRIBUTES and attributes.count("=") <= MOST_ATTRIBUTES
        if fits:
            self.kept.append(tag)
        return fits

    def _skip(self, name: str) -> None:
        self._skipped, self._level = name, 1
