"""The forms of lines by which a paper speaks of itself: data/house_lines.tsv and data/house_calls.tsv.

Networks and the page's own names are signs in a line before it is held against forms: each form is short.
A form is compiled when the first line comes that begins, or ends, like it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import is_dense

# What stands for a network in a line, and for a name of the page's own.
NETWORK_SIGN, OWN_NAME = "\ue000", "\ue001"
# Marks that papers set around such lines. Quotation marks of any kind are none: a story says what they hold.
_BEFORE, _BEHIND = r"[\s▶▷►■□◆◇●○※*【\[<＜(（–—→☞-]{0,4}", r"[\s.!。！।۔:：>＞\]】)）…]{0,3}"
# How the first sentence of several ends.
_STOPPED = r"(?:\s*$|(?<=\?)(?=\s)|[.!:…]+(?=\s|$))"
# A placeholder's pattern: what a name may be, a reason that speaks of news, any reason.
_NAME = r"[^\s,;:!?。！？，；]{1,30}(?: [^\s,;:!?。！？，；]{1,30}){0,4}?"
_REASON = r'(?P<reason>[^.!?:;,"“”«»„।。！？]{2,90})'
_ANY_REASON = r'[^.!?:;"“”«»„।。！？]{2,110}'
_PAPER = rf"[«“\"'‘《「『]?{OWN_NAME}[»”\"'’》」』]?"
_UNSTOPPED = r"[^.!?。！？]{2,100}"
# Letters that forms are looked up by: the first of a line, as far as a form spells them, or its last.
_OF_KEY, _OF_END, _FEW = 4, 2, 2
_FIRST, _MARKS = re.compile(r"[^\W_]{1,4}"), re.compile(r"[\W_]+")
_WORD = re.compile(r"\{[a-z]+\}")
# What stands for many letters, or for some that may come again.
_MANY = re.compile(r"\\|\(|\[\^|\[[^\]]*-[^\]]|(?:\[[^\]]*\]|.)[*+{]")
_ENDS_WORD = re.compile(r"[^\w(\[\\]")  # Thai vowels are marks, no letters
# Where a network may begin, told at once: networks of Latin letters begin words, with one of these.
_BEFORE_NETWORK = r"(?<![a-z])(?=[fwtiyblvszmxpdg\"'\x80-\U0010ffff])"
# A label of the paper's own has neither a clause of who says so nor a quotation.
_TELLS = re.compile('[,;.“”"«»，。]')
# Letters of a page's name that a call may name it by, and the articles that stand before one.
_SHORTEST_NAME, _SHORTEST_DENSE, _LONGEST_NAME, _MOST_NAMES = 3, 2, 60, 12
# Addresses have no marks on letters.
_ACCENTS = {
    "a": "[aáàâãäåăą]",
    "c": "[cçćč]",
    "e": "[eéèêëęě]",
    "i": "[iíìîïı]",
    "n": "[nñńň]",
    "o": "[oóòôõöøő]",
    "s": "[sśšșş]",
    "t": "[tťțţ]",
    "u": "[uúùûüůű]",
    "y": "[yýÿ]",
    "z": "[zźżž]",
}
_WITHOUT_MARKS = {ord(one): plain for plain, marked in _ACCENTS.items() for one in marked[2:-1]}
_ARTICLE = r"(?:the|el|la|il|lo|le|les|los|las|o|a|os|as|de|der|die|das|den|dem|het) "


@dataclass(frozen=True, slots=True)
class HouseForm:
    """A form of a line from beginning to end, and its place: where those that have it are cut."""

    place: str
    pattern: re.Pattern[str]
    is_signed: bool
    has_reason: bool

    def fits(self, seen: SignedLine) -> bool:
        """Say whether a line has the form: with a reason of news, where the form has a place for one."""
        found = self.pattern.fullmatch(seen.signed() if self.is_signed else seen.line)
        if found is None or not self.has_reason or found["reason"] is None:
            return found is not None
        return _reasons().search(found["reason"]) is not None


class SignedLine:
    """A line as forms see it: with signs for networks and the page's own names where a form has them."""

    __slots__ = ("_names", "_signed", "line")

    def __init__(self, line: str, names: Collection[str]) -> None:
        """Hold a line and the names of the page's site."""
        self.line, self._names = line, names
        self._signed: str | None = None

    def signed(self) -> str:
        """Return the line with signs in it."""
        if self._signed is None:
            self._signed = _networks().sub(NETWORK_SIGN, self.line)
            self._signed = _with_sign(self._signed, tuple(self._names))
        return self._signed


def forms_of(line: str) -> Iterable[HouseForm]:
    """Return the forms of lines that begin, and those of lines that end, with the letters of this one."""
    first = _FIRST.search(line[:8])
    if first is None:
        return ()
    begun = _by_beginning(first[0].casefold())
    last = _ending(line)
    return (*begun, *_compiled(last, by_end=True)) if last in _forms()[1] else begun


def may_begin(line: str) -> bool:
    """Say whether any form begins with the letters that a line begins with."""
    first = _FIRST.search(line[:8])
    return first is not None and bool(_by_beginning(first[0].casefold()))


def asks_reader(line: str) -> bool:
    """Say whether a question is what a paper asks before it calls: "Did you enjoy this story?"."""
    return _word_pattern("asks").match(line.lstrip("¿")) is not None


def leads_to_call(line: str) -> bool:
    """Say whether a label is a paper's own before a call: "For more local news:"."""
    return not _TELLS.search(line) and _word_pattern("leads").fullmatch(line) is not None


def tells_news(reason: str) -> bool:
    """Say whether a reason for following a call has a word of news in it."""
    return _reasons().search(reason) is not None


def speaks_to(line: str) -> bool:
    """Say whether a question speaks to whom it asks."""
    return _word_pattern("you").search(line) is not None


def _ending(line: str) -> str:
    """The last two letters of a line, marks left out."""
    return _MARKS.sub("", line[-8:])[-_OF_END:].casefold()


@lru_cache(maxsize=4_096)  # many more than lines begin with
def _by_beginning(first: str) -> tuple[HouseForm, ...]:
    """The forms of lines that begin with some letters: those that are known by the first of them, too."""
    known = _forms()[0]
    keys = (first[:size] for size in range(1, len(first) + 1))
    return tuple(form for key in keys if key in known for form in _compiled(key, by_end=False))


@cache
def _compiled(key: str, *, by_end: bool) -> tuple[HouseForm, ...]:
    return tuple(
        HouseForm(
            place,
            re.compile(pattern, re.IGNORECASE),
            NETWORK_SIGN in pattern or OWN_NAME in pattern,
            "?P<reason>" in pattern,
        )
        for place, pattern in _forms()[by_end][key]
    )


@cache
def _tables() -> tuple[tuple[str, ...], ...]:
    data = files("newsarchive.text.furniture").joinpath("data")
    tables = [data.joinpath(name).read_text("utf-8") for name in ("house_lines.tsv", "house_calls.tsv")]
    return tuple(
        tuple(row.split("\t")) for table in tables for row in table.splitlines() if not row.startswith("#")
    )


@cache
def _words() -> dict[str, str]:
    return {called: form for place, called, form in _tables() if place == "word"}


@cache
def _word_pattern(called: str) -> re.Pattern[str]:
    return re.compile(_words()[called], re.IGNORECASE)


@cache
def _networks() -> re.Pattern[str]:
    return re.compile(_BEFORE_NETWORK + _words()["nw"], re.IGNORECASE)


@cache
def _reasons() -> re.Pattern[str]:
    return _word_pattern("news")


def _with_sign(line: str, names: tuple[str, ...]) -> str:
    """A line with signs for names of the site: a pattern is made of those alone whose letters it has."""
    letters = _plain(line)
    known, parts = (tuple(name for name in some if _plain(name) in letters) for some in _letters_of(names))
    return _own_names(known, parts).sub(OWN_NAME, line) if known or parts else line


def _plain(text: str) -> str:
    """The letters of a text without their marks."""
    return letters_only(text).translate(_WITHOUT_MARKS)


@lru_cache(maxsize=64)  # pages of a site have the same names
def _letters_of(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The letters of each name, and of its last words; none where no name is long enough."""
    whole: set[str] = set()
    last: set[str] = set()
    for name in names[:_MOST_NAMES]:
        words = name[:_LONGEST_NAME].split()
        whole.add(letters_only(name[:_LONGEST_NAME]))
        last.update(letters_only("".join(words[at:])) for at in range(1, len(words)))
    least = {one: _SHORTEST_DENSE if is_dense(one) else _SHORTEST_NAME for one in whole}
    known = tuple(sorted(one for one in whole if len(one) >= least[one]))
    parts = tuple(sorted(one for one in last - whole if len(one) > _SHORTEST_NAME))
    return (known, parts) if known else ((), ())


@lru_cache(maxsize=64)
def _own_names(known: tuple[str, ...], parts: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the whole names, or for the last words of one behind an article."""
    choices = [f"(?:{_ARTICLE})?(?:{_any_marks(known)})"] if known else []
    if parts:
        choices.append(f"{_ARTICLE}(?:{_any_marks(parts)})")
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(choices)})(?![^\W_])", re.IGNORECASE)


def _any_marks(names: Sequence[str]) -> str:
    """A choice of names, the longest first, with marks or blanks between any of their letters: " & "."""
    spelled = ([_ACCENTS.get(letter, re.escape(letter)) for letter in name] for name in names)
    return "|".join(sorted(map(r"[^\w\n]{0,3}".join, spelled), key=len, reverse=True))


_Forms = dict[str, list[tuple[str, str]]]


@cache
def _forms() -> tuple[_Forms, _Forms]:
    """The forms by the two letters that lines begin with that have them, or by those they end with."""
    by_beginning: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    by_end: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, _, form in _tables():
        if place == "word":
            continue
        behind = _STOPPED if place == "consent" else _BEHIND
        told = _with_words(form.replace("…", _UNSTOPPED, 1))
        entry = place, f"{_BEFORE}(?:{told}){behind}"
        if "…" in form:
            by_end[_ending(form.rstrip(")?"))].append(entry)
        else:
            for key in _beginnings(form):
                by_beginning[key].append(entry)
    return dict(by_beginning), dict(by_end)


def _with_words(form: str) -> str:
    """A form with patterns for its placeholders: with signs, if it spells no network besides."""
    words = _words()
    is_signed = not _networks().search(_WORD.sub("", form))
    network = NETWORK_SIGN if is_signed else words["nw"]
    several = words["nws"].replace("{nw}", network)
    patterns = {
        "{name}": _NAME,
        "{nw}": network,
        "{nws}": several,
        "{t}": _REASON,
        "{tc}": _ANY_REASON,
        "{paper}": _PAPER,
    }
    return _WORD.sub(lambda word: patterns[word[0]], form)


def _beginnings(form: str) -> set[str]:
    """The first letters, folded, of lines that have a form: of each choice, class and option in it.

    Behind two of them whatever may stand several times, or is many letters, ends what is known.
    """
    found: set[str] = set()
    open_ends = [("", form.replace("(?-i:", "(?:"))]
    while open_ends:
        begun, rest = open_ends.pop()
        if len(begun) >= _OF_KEY or not rest or (begun and _ENDS_WORD.match(rest)):
            found.add(begun[:_OF_KEY].casefold())
        elif rest.startswith("(?:"):
            choices, behind = _group(rest)
            if len(begun) >= _FEW and rest[len(rest) - len(behind) - 1 :].startswith(("*", "){")):
                found.add(begun.casefold())
            else:
                open_ends.extend((begun, choice + behind) for choice in choices)
        elif len(begun) >= _FEW and _MANY.match(rest):
            found.add(begun.casefold())
        else:
            size = rest.index("]") + 1 if rest[0] == "[" else 2 if rest[0] == "\\" else 1
            piece, behind = rest[:size], rest[size:]
            if behind.startswith("?"):
                open_ends.append((begun, behind := behind[1:]))
            letters = [char for char in piece if char.isalnum()] if piece[0] != "\\" else []
            open_ends.extend((begun + letter, behind) for letter in letters or [""])
    return found


def _group(form: str) -> tuple[list[str], str]:
    """The choices of the group that a form begins with, "" for an optional one, and what follows."""
    depth, begin, choices = 0, len("(?:"), []
    for place, char in enumerate(form):
        depth += (char == "(") - (char == ")")
        if (char == "|" and depth == 1) or depth == 0:
            choices.append(form[begin:place])
            begin = place + 1
        if depth == 0:
            behind = form[place + 1 :]
            if behind.startswith("*"):  # two of them tell the first two letters
                again = f"{form[: place + 1]}?"
                return [*(choice + again for choice in choices), ""], behind[1:]
            return ([*choices, ""], behind[1:]) if behind.startswith("?") else (choices, behind)
    return choices, ""
