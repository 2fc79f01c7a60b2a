"""Which of many watches a change concerns: an index of their words first, then each that is left.

A change of an archive is looked at once for all watches. Pure: no clock, log, file or network, and it never
raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from newsarchive.storage.interfaces.watch_store import MatchKind, WatchedChange
from newsarchive.text.differences import Paragraph, Piece, changed_paragraphs, difference
from newsarchive.text.revision_identity import normal_title
from newsarchive.text.words import Matcher, Query, Term, index_words, parse
from newsarchive.text.words.matching import spelling, whole_spelling
from newsarchive.watches.watch_declaration import Watch

# Where a sentence ends: behind a full stop that a blank or a quote follows, or one of Chinese.
_SENTENCE = re.compile(r"(?:[。！？…]|[.!?](?=[\s\"'”’»)\]]|\Z))[\"'”’»」』）)\]]*\s*")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence that an edit changed, before and after; either may be empty."""

    old: str
    new: str
    pieces: Paragraph


def changed_sentences(old: str, new: str) -> tuple[ChangedSentence, ...]:
    """Return the sentences in which two texts differ, in order. Total."""
    found: list[ChangedSentence] = []
    for paragraph in changed_paragraphs(difference(old, new)):
        current: list[Piece] = []
        for piece in _cut_at_sentences(paragraph):
            current.append(piece)
            if piece.kind == "same" and _SENTENCE.search(piece.text):
                found += _sentence(current)
                current = []
        found += _sentence(current)
    return tuple(found)


def _cut_at_sentences(paragraph: Iterable[Piece]) -> Iterator[Piece]:
    for piece in paragraph:
        start = 0
        for end in _SENTENCE.finditer(piece.text) if piece.kind == "same" else ():
            yield Piece(piece.kind, piece.text[start : end.end()])
            start = end.end()
        if start < len(piece.text):
            yield Piece(piece.kind, piece.text[start:])


def _sentence(pieces: list[Piece]) -> list[ChangedSentence]:
    if all(piece.kind == "same" for piece in pieces):
        return []
    old = "".join(piece.text for piece in pieces if piece.kind != "added")
    new = "".join(piece.text for piece in pieces if piece.kind != "removed")
    return [ChangedSentence(old, new, tuple(pieces))]


class SeenChange:
    """A change, and what is worked out of it once for all watches that look at it."""

    def __init__(self, change: WatchedChange) -> None:
        self.change = change
        self.title, self.text = change.title or "", change.text
        self.old_title, self.old_text = change.old_title or "", change.old_text or ""
        self.is_edit = change.said is MatchKind.EDITED

    @cached_property
    def words(self) -> frozenset[str] | None:
        """The words of the index that it has, before or after; None where these are too many."""
        if not self.is_edit:
            return self.new_words
        if self.new_words is None or self.old_words is None:
            return None
        return self.new_words | self.old_words

    @cached_property
    def new_words(self) -> frozenset[str] | None:
        """The words of the index that it has now; None where these are too many."""
        return _words_of(self.title, self.text)

    @cached_property
    def old_words(self) -> frozenset[str] | None:
        """The same of before."""
        return _words_of(self.old_title, self.old_text)

    @cached_property
    def first_characters(self) -> frozenset[str]:
        """The first characters of these words, for queries of a single character."""
        return frozenset(word[0] for word in self.words or ())

    @cached_property
    def sentences(self) -> tuple[ChangedSentence, ...]:
        """The sentences that the edit changed."""
        return changed_sentences(self.old_text, self.text) if self.is_edit else ()

    @cached_property
    def whole(self) -> str:
        """Headline and text, as words are looked for in them."""
        return whole_spelling(self.title, self.text)

    @cached_property
    def old_whole(self) -> str:
        """The same of before."""
        return whole_spelling(self.old_title, self.old_text)

    @cached_property
    def with_additions(self) -> str:
        """The sentences into which the edit put something, so spelled; the headline too, if it changed."""
        lines = [one.new for one in self.sentences if any(piece.kind == "added" for piece in one.pieces)]
        return whole_spelling("", "\n".join([self.title, *lines] if self.changed_title else lines))

    @cached_property
    def added(self) -> int:
        """Characters that the edit put into the text."""
        return self._size("added")

    @cached_property
    def removed(self) -> int:
        """Characters that the edit took out of the text."""
        return self._size("removed")

    @cached_property
    def changed_title(self) -> bool:
        """Whether the headline says something else."""
        return self.is_edit and normal_title(self.change.old_title) != normal_title(self.change.title)

    @cached_property
    def spelled_authors(self) -> tuple[str, ...]:
        """The authors before and after, as phrases are compared with them."""
        return tuple(spelling(name) for name in (*self.change.authors, *self.change.old_authors))

    @cached_property
    def bare_url(self) -> str:
        """The URL without scheme and `www.`."""
        return bare_address(self.change.url)

    def often(self, term: Term) -> tuple[int, int]:
        """Return how often a term stands in the old and in the new headline and text."""
        return self.old_whole.count(term.spelling), self.whole.count(term.spelling)

    def _size(self, kind: str) -> int:
        return sum(len(piece.text) for one in self.sentences for piece in one.pieces if piece.kind == kind)


def _words_of(title: str, text: str) -> frozenset[str] | None:
    words = index_words(title, text)
    return None if words is None else frozenset(words.split())


def bare_address(url: str) -> str:
    """Return a URL without its scheme and `www.`, the host in small letters."""
    rest = _SCHEME.sub("", url, count=1)
    host, slash, path = rest.partition("/")
    return f"{host.lower()}{slash}{path}"


class _Wanted:
    """A watch, made ready to be compared."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.query: Query = parse(watch.words or "")
        self.matcher = Matcher(self.query)
        self.words = frozenset(word for term in self.query.wanted for word in term.words)
        # Else the words of the index decide, as they do for a search.
        self.looks_at_text = bool(self.query.unwanted) or any(
            not term.decided or term.prefix for term in self.query.wanted
        )
        self.sources = frozenset(watch.sources)
        self.addresses = tuple(map(bare_address, watch.addresses))
        self.hosts = frozenset(address.partition("/")[0] for address in self.addresses)
        self.authors = tuple(term.spelling for name in watch.authors for term in parse(f'"{name}"').wanted)
        self.languages = frozenset(tag.partition("-")[0].lower() for tag in watch.languages)
        self.on = frozenset(watch.on)

    def kind(self, seen: SeenChange) -> MatchKind | None:
        """Return what to tell of a change, None for nothing."""
        change = seen.change
        if self.sources and change.source not in self.sources:
            return None
        if self.languages and (change.language or "").partition("-")[0].lower() not in self.languages:
            return None
        if self.addresses and not seen.bare_url.startswith(self.addresses):
            return None
        if self.authors and not any(
            author in name for author in self.authors for name in seen.spelled_authors
        ):
            return None
        if change.said is MatchKind.EDITED:
            return self._of_edit(seen)
        asked = "withdrawn" if change.said is MatchKind.RETURNED else str(change.said)
        return change.said if asked in self.on and self._is_in_new(seen) else None

    def _of_edit(self, seen: SeenChange) -> MatchKind | None:
        if not self.on & {"edited", "added", "headline"}:
            return None
        if not (self._is_in_new(seen) or self._is_in_old(seen)):
            return None
        least = self.watch.smallest_change
        if "edited" in self.on and (not least or seen.added + seen.removed >= least):
            return MatchKind.EDITED
        if "added" in self.on and seen.added and seen.added >= least and self._adds_words(seen):
            return MatchKind.ADDED
        return MatchKind.HEADLINE if "headline" in self.on and seen.changed_title else None

    def _is_in_new(self, seen: SeenChange) -> bool:
        if not self.query.wanted:
            return True
        if seen.new_words is None or self.looks_at_text:
            return self._may_be(seen.new_words) and self.matcher.stands_in(seen.whole)
        return self.words <= seen.new_words

    def _is_in_old(self, seen: SeenChange) -> bool:
        if seen.old_words is None or self.looks_at_text:
            return self._may_be(seen.old_words) and self.matcher.stands_in(seen.old_whole)
        return self.words <= seen.old_words

    def _may_be(self, words: frozenset[str] | None) -> bool:
        """Say whether a text with these words may have all that are wanted."""
        return words is None or self.words <= words

    def _adds_words(self, seen: SeenChange) -> bool:
        """Say whether all words stand in sentences with additions, one of them more often than before."""
        if not self.query.wanted:
            return True
        if not self.matcher.stands_in(seen.with_additions):
            return False
        return any(new > old for old, new in map(seen.often, self.query.wanted))


class WatchIndex:
    """Many watches, asked at once which of them a change concerns."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._wanted = [_Wanted(watch) for watch in watches]
        often = Counter(
            word
            for one in self._wanted
            for word in {word for term in one.query.wanted for word in term.words}
        )
        self._by_word: dict[str, list[_Wanted]] = {}
        self._by_character: dict[str, list[_Wanted]] = {}
        self._by_host: dict[str, list[_Wanted]] = {}
        self._by_source: dict[str, list[_Wanted]] = {}
        self._others: list[_Wanted] = []
        for one in self._wanted:
            self._file(one, often)

    def __len__(self) -> int:
        return len(self._wanted)

    def matches(self, change: WatchedChange) -> Iterator[tuple[Watch, MatchKind]]:
        """Yield the watches that are to be told of a change, and what; in the order of their names."""
        seen = SeenChange(change)
        found = [(one.watch, kind) for one in self._candidates(seen) if (kind := one.kind(seen)) is not None]
        yield from sorted(found, key=lambda pair: pair[0].name)

    def _file(self, one: _Wanted, often: Mapping[str, int]) -> None:
        """File a watch under one thing that every article has that it wants: the rarest among all watches."""
        words = [word for term in one.query.wanted for word in term.words]
        if words:
            self._by_word.setdefault(min(words, key=lambda word: (often[word], -len(word), word)), []).append(
                one
            )
        elif one.query.wanted:
            first = one.query.wanted[0].prefix or one.query.wanted[0].units[0].text
            self._by_character.setdefault(first[0], []).append(one)
        elif one.hosts:
            for host in one.hosts:
                self._by_host.setdefault(host, []).append(one)
        elif one.sources:
            for source in one.sources:
                self._by_source.setdefault(source, []).append(one)
        else:
            self._others.append(one)

    def _candidates(self, seen: SeenChange) -> Iterator[_Wanted]:
        if self._by_word or self._by_character:
            yield from self._by_words(seen)
        yield from self._by_host.get(seen.bare_url.partition("/")[0], ())
        yield from self._by_source.get(seen.change.source, ())
        yield from self._others

    def _by_words(self, seen: SeenChange) -> Iterator[_Wanted]:
        if seen.words is None:
            for filed in (*self._by_word.values(), *self._by_character.values()):
                yield from filed
            return
        words = seen.words
        for word in self._by_word.keys() & words:
            for one in self._by_word[word]:
                if one.words <= words:
                    yield one
        if self._by_character:
            for character in self._by_character.keys() & seen.first_characters:
                yield from self._by_character[character]
