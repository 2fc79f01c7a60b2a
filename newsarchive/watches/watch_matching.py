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
from newsarchive.text.revision_identity import normal_title, revision_key
from newsarchive.watches.watch_declaration import Watch, asked_words
from newsarchive.words import (
    NO_TEXT,
    CutText,
    Matcher,
    Query,
    Term,
    cut_text,
    joint_words,
    line_changes,
    parse,
)
from newsarchive.words.matching import spelling

# Where a sentence ends: behind a full stop that a blank or a quote follows, or one of Chinese.
_SENTENCE = re.compile(r"(?:[。！？…]|[.!?](?=[\s\"'”’»)\]]|\Z))[\"'”’»」』）)\]]*\s*")
# Ways to be told of an edit.
_OF_EDITS = frozenset({"edited", "added", "headline"})
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
        self.asked = asked_kind(change.said)

    @cached_property
    def _lines(self) -> tuple[CutText, CutText, CutText]:
        """The lines of an edit that it kept, took out and put in, headlines too; of others all is new.

        Most edits change a line of twenty: so each line is cut once.
        """
        new = f"{self.title}\n{self.text}"
        if not self.is_edit:
            return NO_TEXT, NO_TEXT, cut_text(new)
        changes = line_changes(f"{self.old_title}\n{self.old_text}", new)
        return cut_text(changes.kept), cut_text(changes.removed), cut_text(changes.added)

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
        kept, _, added = self._lines
        return joint_words(kept, added)

    @cached_property
    def old_words(self) -> frozenset[str] | None:
        """The same of before."""
        kept, removed, _ = self._lines
        return joint_words(kept, removed)

    @cached_property
    def sentences(self) -> tuple[ChangedSentence, ...]:
        """The sentences that the edit changed."""
        return changed_sentences(self.old_text, self.text) if self.is_edit else ()

    @cached_property
    def whole(self) -> str:
        """Headline and text, as words are looked for in them, the lines in some order."""
        kept, _, added = self._lines
        return f"{kept.spelled}\n{added.spelled}"

    @cached_property
    def old_whole(self) -> str:
        """The same of before."""
        kept, removed, _ = self._lines
        return f"{kept.spelled}\n{removed.spelled}"

    @cached_property
    def with_additions(self) -> CutText:
        """The sentences into which the edit put something; the headline too, if it changed."""
        lines = [one.new for one in self.sentences if any(piece.kind == "added" for piece in one.pieces)]
        return cut_text("\n".join([self.title, *lines] if self.changed_title else lines))

    @cached_property
    def added(self) -> int:
        """Characters that the edit put into the text."""
        return self._size("added")

    @cached_property
    def removed(self) -> int:
        """Characters that the edit took out of the text."""
        return self._size("removed")

    @cached_property
    def added_anywhere(self) -> int:
        """The same, with those put into the headline."""
        if not self.changed_title:
            return self.added
        title = difference(self.old_title, self.title)
        return self.added + sum(len(piece.text) for piece in title if piece.kind == "added")

    @cached_property
    def says_the_same(self) -> bool:
        """Whether nothing was edited: a moved article was read at another of its addresses."""
        change = self.change
        former = revision_key(change.old_title, change.old_text or "", change.old_authors)
        return former == revision_key(change.title, change.text, change.authors)

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

    def is_more_often(self, term: Term) -> bool:
        """Say whether a term stands in the new headline and text more often than in the old."""
        _, removed, added = self._lines
        return added.spelled.count(term.spelling) > removed.spelled.count(term.spelling)

    def _size(self, kind: str) -> int:
        return sum(len(piece.text) for one in self.sentences for piece in one.pieces if piece.kind == kind)


def bare_address(url: str) -> str:
    """Return a URL without its scheme and `www.`, the host in small letters."""
    rest = _SCHEME.sub("", url, count=1)
    host, slash, path = rest.partition("/")
    return f"{host.lower()}{slash}{path}"


def asked_kind(said: MatchKind) -> str:
    """Return under what a watch asks for a change: what is done to articles, not how it is told."""
    return "withdrawn" if said is MatchKind.RETURNED else str(said)


class _Wanted:
    """A watch, made ready to be compared."""

    __slots__ = (
        *("watch", "place", "query", "matcher", "words", "looks_at_text", "sources", "addresses", "hosts"),
        *("authors", "languages", "on_edited", "on_added", "on_headline", "asks_for", "filed_under"),
    )

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.query: Query = asked_words(watch.words or "")
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
        self.on_edited, self.on_added, self.on_headline = (
            name in watch.on for name in ("edited", "added", "headline")
        )
        self.asks_for = frozenset("edited" if name in _OF_EDITS else name for name in watch.on)
        of_edits = _OF_EDITS.intersection(watch.on)
        self.filed_under = of_edits if len(of_edits) == 1 else {"edited"} if of_edits else frozenset()
        self.filed_under |= self.asks_for - {"edited"}
        # Among all watches, by name.
        self.place = 0

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
        if seen.is_edit:
            return self._of_edit(seen)
        return change.said if seen.asked in self.asks_for and self._is_in_new(seen) else None

    def _of_edit(self, seen: SeenChange) -> MatchKind | None:
        # What an edit is costs little once it is known; whether the words stand there is asked for each.
        least = self.watch.smallest_change
        if seen.says_the_same:
            return None
        edited = self.on_edited and (not least or seen.added + seen.removed >= least)
        added = self.on_added and bool(seen.added_anywhere) and seen.added_anywhere >= least
        headline = self.on_headline and seen.changed_title
        if not (edited or headline or added) or not (self._is_in_new(seen) or self._is_in_old(seen)):
            return None
        if edited:
            return MatchKind.EDITED
        if added and self._adds_words(seen):
            return MatchKind.ADDED
        return MatchKind.HEADLINE if headline else None

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
        additions = seen.with_additions
        if not (self.words <= additions.words and self.matcher.stands_in(additions.spelled)):
            return False
        return any(map(seen.is_more_often, self.query.wanted))


class WatchIndex:
    """Many watches, asked at once which of them a change concerns."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._wanted = [_Wanted(watch) for watch in sorted(watches, key=lambda watch: watch.name)]
        for place, one in enumerate(self._wanted):
            one.place = place
        # Whoever asks for withdrawals alone is not looked at for each new article, nor whoever asks for
        # additions alone for each article with the words in it that was edited.
        self._files = {
            asked: _WatchFile([one for one in self._wanted if asked in one.filed_under])
            for asked in ("new", "edited", "added", "headline", "withdrawn")
        }

    def __len__(self) -> int:
        return len(self._wanted)

    def matches(self, change: WatchedChange) -> Iterator[tuple[Watch, MatchKind]]:
        """Yield the watches that are to be told of a change, and what; in the order of their names."""
        seen = SeenChange(change)
        found = [(one.place, kind) for one in self._candidates(seen) if (kind := one.kind(seen)) is not None]
        for place, kind in sorted(found):
            yield self._wanted[place].watch, kind

    def _candidates(self, seen: SeenChange) -> list[_Wanted]:
        filed = self._files.get(seen.asked)
        if filed is None:
            return []
        found = filed.candidates(seen)
        if seen.is_edit:
            if seen.changed_title:
                found += self._files["headline"].candidates(seen)
            found += self._files["added"].added_to(seen)
        return found


class _WatchFile:
    """Watches filed under one thing that every article has that they want."""

    def __init__(self, wanted: Iterable[_Wanted]) -> None:
        self._by_word: dict[str, list[_Wanted]] = {}
        self._by_only_word: dict[str, list[_Wanted]] = {}
        self._by_character: dict[str, list[_Wanted]] = {}
        self._by_host: dict[str, list[_Wanted]] = {}
        self._by_source: dict[str, list[_Wanted]] = {}
        self._others: list[_Wanted] = []
        often = Counter(word for one in wanted for word in one.words)
        for one in wanted:
            self._file(one, often)
        # To intersect sets takes half the time of looking words up.
        self._words = frozenset(self._by_word)
        self._only_words = frozenset(self._by_only_word)

    def _file(self, one: _Wanted, often: Mapping[str, int]) -> None:
        """File a watch, of its words under the rarest among all watches."""
        if len(one.words) == 1:
            (word,) = one.words
            self._by_only_word.setdefault(word, []).append(one)
        elif one.words:
            chosen = min(one.words, key=lambda word: (often[word], -len(word), word))
            self._by_word.setdefault(chosen, []).append(one)
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

    def candidates(self, seen: SeenChange) -> list[_Wanted]:
        """Return the watches that a change may concern, each once."""
        # Words are cut only where somebody asks for one.
        found = self._by_words(seen.words) if self._asks_for_words else []
        return found + self._by_facts(seen)

    def added_to(self, seen: SeenChange) -> list[_Wanted]:
        """Return those that an edit may concern by what it put in: all words must stand around that."""
        # Differences are looked at only where the article has the words of somebody.
        found = self._by_words(seen.with_additions.words) if self._may_be_in(seen) else []
        return found + self._by_facts(seen)

    def _may_be_in(self, seen: SeenChange) -> bool:
        if not self._asks_for_words or seen.words is None or self._by_character:
            return self._asks_for_words
        return not (self._words.isdisjoint(seen.words) and self._only_words.isdisjoint(seen.words))

    def _by_facts(self, seen: SeenChange) -> list[_Wanted]:
        found = [*self._by_host.get(seen.bare_url.partition("/")[0], ())]
        found += self._by_source.get(seen.change.source, ())
        return found + self._others

    @property
    def _asks_for_words(self) -> bool:
        return bool(self._by_word or self._by_only_word or self._by_character)

    def _by_words(self, words: frozenset[str] | None) -> list[_Wanted]:
        if words is None:
            files = (self._by_word, self._by_only_word, self._by_character)
            return [one for file in files for filed in file.values() for one in filed]
        found = [one for word in self._words & words for one in self._by_word[word] if one.words <= words]
        for word in self._only_words & words:
            found += self._by_only_word[word]
        if self._by_character:
            # For queries of a single character.
            for character in self._by_character.keys() & {word[0] for word in words}:
                found += self._by_character[character]
        return found
