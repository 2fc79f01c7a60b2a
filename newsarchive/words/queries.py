"""What is asked for: words that must all be there, "phrases", and -words that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from newsarchive.words.tokenizer import Unit, cut, search_form, spelled
from newsarchive.words.word_index import LONGEST, bigrams, word_key, word_pairs

QUOTES = '"“”„‟«»「」『』＂〝〞'
_PART = re.compile(
    rf"(?P<minus>[-−－]*)(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]?|(?P<words>[^\s{QUOTES}]+))"
)
# Between two parts of one word: `GPT-4`, `O'Brien`, `AT&T`, `12:30`, `a/b`. Anything else parts two words.
JOINERS = re.compile(r"[-\u2010-\u2015'’‘ʼ.&@:/_·・]*\Z")
# What other search engines take for an operator. Read as words they would give an answer to another question
# ("a OR b" the articles with all three), so `operators` finds them for whoever asks, to be refused. In lower
# case `or`, `not` and `near` are words.
OPERATOR_WORD = re.compile(r"(?:AND|OR|NOT|NEAR(?:/\d*)?)\Z")
# Brackets group, `*` is any ending, `|` is OR. C++, GPT-4, AT&T and 5% have none of them.
OPERATOR_SIGN = re.compile(r"[()*|]")
LEADING_NOT = re.compile(r"!(?=\w)")
# `ferri~2`, and "night train"~3 with the sign behind the quote.
FUZZY = re.compile(rf"(?<=[\w{QUOTES}])~(?=\d*\Z)")
# Fields that are asked for as `title:word`. Unknown names stay words: 12:30, https://a.example, Re:view.
FIELD = re.compile(
    r"(?:in)?(?:title|headline|text|body|content|url|link)\b:|(?:after|authors?|before|byline|canonical_url|date"
    r"|dateline|domain|editor|host|lang|language|outlet|published|published_at|published_on|script|section|since"
    r"|site|source|tags?|until):",
    re.IGNORECASE,
)
# Words one condition on the index may have: the rest of a long phrase is looked at in the text.
MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase. The index has it if it has all of `words` and one that begins with `prefix`.

    `decided` is true when the index alone decides; else the text must be looked at. `spelling` is how it
    stands in `spelled_text`, spaces at its ends where a spaced word must end there.
    """

    units: tuple[Unit, ...]
    words: tuple[str, ...]
    prefix: str | None
    decided: bool
    spelling: str


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must be there and terms that must not; without `wanted` there is nothing to look for."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


def parse(text: str) -> Query:
    """Read a query; never raises. What holds no word is passed over."""
    wanted: dict[str, Term] = {}
    unwanted: dict[str, Term] = {}
    for part in _PART.finditer(text):
        terms = unwanted if part["minus"] else wanted
        quoted = part["phrase"] is not None
        if not quoted and (term := _plain_term(part["words"])) is not None:
            terms.setdefault(term.spelling, term)
            continue
        units = list(cut(search_form(part["phrase"] if quoted else part["words"])))
        groups = [units] if quoted else _groups(units, search_form(part["words"]))
        for group in groups:
            if group:
                term = _term(tuple(group))
                terms.setdefault(term.spelling, term)
    return Query(tuple(wanted.values()), tuple(unwanted.values()))


def operators(text: str) -> list[str]:
    """Return what looks like an operator outside of quotes and is none here, in order; never raises."""
    found: dict[str, None] = {}
    for part in _PART.finditer(text):
        words = part["words"]
        if words is None:
            continue
        if OPERATOR_WORD.match(words):
            found.setdefault(words)
            continue
        if words.isalnum():  # no sign, no field
            continue
        start, end = part.span("words")
        for sign in (OPERATOR_SIGN.search(words), LEADING_NOT.match(words), FUZZY.search(text, start, end)):
            if sign:
                found.setdefault(sign[0])
        field = FIELD.match(words)
        # "Source: Reuters" is pasted from a page; `source:reuters` and `title: ferry` ask for a field.
        if field and (field[0].islower() or not text[start + field.end() :][:1].isspace()):
            found.setdefault(field[0])
    return list(found)


def _groups(units: list[Unit], folded: str) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    for unit in units:
        if group and not JOINERS.match(folded, group[-1].end, unit.start):
            yield group
            group = []
        group.append(unit)
    yield group


def _plain_term(words: str) -> Term | None:
    """Return the term of a word of ASCII letters and digits, as `_term` would; None for all else.

    Most words are such. There is nothing to cut in them, and ten thousand watches have twenty thousand.
    """
    if not (words.isascii() and words.isalnum() and words[0].isalpha()):
        return None
    text = words.lower()
    unit = Unit(text, run=False, start=0, end=len(text))
    return Term((unit,), (word_key(text),), None, len(text) <= LONGEST, f" {text} ")


def _term(units: tuple[Unit, ...]) -> Term:
    words = list(dict.fromkeys(_index_words(list(units))))
    lone = None if words else units[0].text
    short = len(units) == 1 and len(units[0].text) <= (2 if units[0].run else LONGEST)
    before, after = ("" if unit.run else " " for unit in (units[0], units[-1]))
    step = -(-len(words) // MOST_WORDS) or 1
    return Term(units, tuple(words[::step]), lone, short, f"{before}{spelled(units)}{after}")


def _index_words(units: list[Unit]) -> Iterator[str]:
    for unit in units:
        if not unit.run:
            yield word_key(unit.text)
        elif len(unit.text) > 1:
            yield from bigrams(unit.text)
    for run, neighbours in groupby(units, key=lambda unit: unit.run):
        if not run:
            yield from word_pairs([unit.text for unit in neighbours])
