"""What a page says in the place of an article: that it was taken off, or that readers must log in or join.

A text that says nothing else is no article, and no edit of the one that stood there. Each sentence is taken
apart into forms of one language (`data/absence_notes.tsv`), as a whole: one that says why an article was
taken off, or what of it, is a statement of its publisher, and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntFlag
from functools import cache
from importlib.resources import files
from itertools import takewhile

from newsarchive.lifecycle import NotArticle
from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import sentence_spans

# A note is short: of these, and of the wordings they were written from, none has half as many letters or
# sentences.
_LONGEST_NOTE, _MOST_SENTENCES = 600, 8
# Fewer letters are a sign: "OK".
_SHORTEST_NOTE = 4


class _Says(IntFlag):
    """What a form contributes: a subject and its state make a note, a call what a wall says.

    A thing may be a part of a page, and what is unsure may come back: of neither an article is known gone.
    """

    NOTHING = 0
    SUBJECT = 1
    STATE = 2
    CALL = 4
    REST = 8
    THING = 16
    UNSURE = 32


_NOTE = _Says.SUBJECT | _Says.STATE
_ABOUT, _HOW = _Says.SUBJECT | _Says.THING, _Says.STATE | _Says.UNSURE
_OFFER = _Says.CALL | _Says.REST
# Of which forms a sentence is made: what it says that an article is gone, and what a wall says.
_GROUPS: Mapping[str, tuple[bool, _Says]] = {
    "subject": (True, _Says.SUBJECT),
    "state": (True, _Says.STATE),
    "thing": (True, _Says.THING),
    "unsure": (True, _Says.UNSURE),
    "word": (True, _Says.NOTHING),
    "beside": (True, _Says.NOTHING),
    "call": (False, _Says.CALL),
    "rest": (False, _Says.REST),
    "filler": (False, _Says.NOTHING),
}
_START = 2  # letters by which forms are looked up


class _Forms:
    """The forms of one language for notes or for walls, by how they begin."""

    def __init__(self) -> None:
        self._known: dict[str, _Says] = {}
        self._by_start: dict[str, list[tuple[str, _Says]]] = {}

    def add(self, form: str, says: _Says) -> None:
        self._known[form] = self._known.get(form, _Says.NOTHING) | says

    def close(self) -> None:
        for form, says in self._known.items():
            self._by_start.setdefault(form[:_START], []).append((form, says))

    def told(self, letters: str, start: int = 0) -> Iterator[tuple[int, _Says]]:
        """Yield each place to which forms reach from `start`, one behind the other, and what they say."""
        reached: dict[int, set[_Says]] = {start: {_Says.NOTHING}}
        waiting = [start]
        while waiting:
            at = waiting.pop()
            begins = letters[at : at + _START]
            for form, says in (*self._by_start.get(begins, ()), *self._by_start.get(begins[:1], ())):
                end = at + len(form)
                if not letters.startswith(form, at):
                    continue
                new = {before | says for before in reached[at]} - reached.get(end, set())
                if new:
                    reached.setdefault(end, set()).update(new)
                    waiting.append(end)
        for end, every in reached.items():
            for says in every:
                yield end, says


@cache
def _languages(*, notes: bool) -> tuple[_Forms, ...]:
    """The forms of notes, or of walls, a language each."""
    found: dict[str, _Forms] = defaultdict(_Forms)
    for group, language, *forms in _lines():
        if group in _GROUPS and _GROUPS[group][0] is notes:
            for form in forms:
                found[language].add(letters_only(form), _GROUPS[group][1])
    for each in found.values():
        each.close()
    return tuple(found.values())


@cache
def _beside() -> frozenset[str]:
    """Whole sentences that stand beside a note: apologies, ways back."""
    return frozenset(
        letters_only(form) for group, _, *forms in _lines() if group == "beside" for form in forms
    )


def _lines() -> Iterator[list[str]]:
    data = files("newsarchive.text.page_kinds").joinpath("data/absence_notes.tsv")
    for line in data.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def absence_told(paragraphs: Iterable[str]) -> NotArticle | None:
    """Return what a text says, if it says nothing else: that its article is gone, or who may read it."""
    sentences = _sentences(paragraphs)
    if not sentences:
        return None
    # Up to the first sentence that says something else: most texts are told by one.
    notes = [*takewhile(lambda says: says is not None, map(_note, sentences))]
    if len(notes) == len(sentences) and any(notes):
        return NotArticle.TAKEN_OFF if NotArticle.TAKEN_OFF in notes else NotArticle.ERROR_PAGE
    walls = [*takewhile(lambda says: says is not None, map(_wall, sentences))]
    if len(walls) == len(sentences) and any(says and says & _Says.CALL for says in walls):
        return NotArticle.ERROR_PAGE
    return None


def tells_of_absence(headings: Collection[str], paragraphs: Iterable[str]) -> bool:
    """Say whether headings say that their page's article is gone, and the text below nothing else."""
    return all(absence_told(told) is NotArticle.TAKEN_OFF for told in (headings, (*headings, *paragraphs)))


def says_gone(letters: str) -> bool:
    """Say whether a heading, its letters alone, says that the page's article is gone and nothing else."""
    return len(letters) <= _LONGEST_NOTE and bool(_note(letters))


def calls_to_log_in(paragraphs: Iterable[str]) -> bool:
    """Say whether a short text says little but that readers must log in or join.

    It begins with an offer of the rest for it, or half of its letters and more say nothing else.
    """
    sentences = _sentences(paragraphs)
    walls = [one for one in sentences if _wall(one)]
    if not any((_wall(one) or _Says.NOTHING) & _Says.CALL for one in walls):
        return False
    return offers_the_rest(sentences[0]) or 2 * sum(map(len, walls)) >= sum(map(len, sentences))


def offers_the_rest(letters: str) -> bool:
    """Say whether a sentence, its letters alone, calls readers to join or to log in for a story's rest.

    It must say nothing else, and for what: a call without its purpose may stand on every page.
    """
    return len(letters) <= _LONGEST_NOTE and (_wall(letters) or _Says.NOTHING) & _OFFER == _OFFER


def says_no_more_than_a_wall(line: str) -> bool:
    """Say whether each sentence of a line is made of what walls say: a call, what it is for, or a label."""
    sentences = _sentences([line])
    return bool(sentences) and all(_wall(one) is not None for one in sentences)


def has_offer_of_the_rest(line: str) -> bool:
    """Say whether a line is made of what walls say, and offers a story's rest to those who join or log in."""
    return says_no_more_than_a_wall(line) and any(map(offers_the_rest, _sentences([line])))


def _sentences(paragraphs: Iterable[str]) -> list[str]:
    """The letters of each sentence of a text that is short enough for a note; none of any other."""
    lines = [*paragraphs]
    if sum(map(len, lines)) > _LONGEST_NOTE:
        return []
    parts = (letters_only(line[start:end]) for line in lines for start, end in sentence_spans(line))
    found = [letters for letters in parts if letters]
    if len(found) > _MOST_SENTENCES:
        return []
    return found if sum(map(len, found)) >= _SHORTEST_NOTE else []


def _note(letters: str) -> NotArticle | str | None:
    """Return what a sentence says of a page, "" if it stands beside such ones, None for anything else."""
    told = [
        says for forms in _languages(notes=True) for end, says in forms.told(letters) if end == len(letters)
    ]
    if any(says & _NOTE == _NOTE for says in told):
        return NotArticle.TAKEN_OFF
    if any(says & _ABOUT and says & _HOW for says in told):
        return NotArticle.ERROR_PAGE
    return "" if letters in _beside() else None


def _wall(letters: str) -> _Says | None:
    """Return what a sentence says that a wall is made of, None if it says anything else."""
    told = [
        says for forms in _languages(notes=False) for end, says in forms.told(letters) if end == len(letters)
    ]
    return max(told) if told else None
