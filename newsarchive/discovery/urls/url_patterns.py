"""Learns URL patterns for a declaration from URLs that are articles and URLs that are not.

A pattern covers one template of a site. It is anchored at both ends, so that extensions of an article's URL
(a print version, a second page, a session id) do not match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from newsarchive.discovery.urls.scoring import OTHER_SEGMENTS, TWIN_WORDS
from newsarchive.discovery.urls.url_shapes import VARIABLE_KINDS, Segment, Shape, UrlToken, shape_of

# With this many folders of articles, an unknown folder is likely to contain articles too.
_FREE_FOLDERS = 3
_MOST_NAMED = 12  # folders or hosts in one alternation; if there are more, any is allowed
MOST_DENIED = 20
# A trial on halves: patterns that lose one article in five, or admit one other page in ten, are not believed;
# below six URLs one alone would decide. Set by reason (2026-11).
_FEWEST_TRIED, _LEAST_ACCEPTED, _LEAST_REFUSED = 6, 0.8, 0.9
_FEWEST_MARKS = 2  # of a headline that stands alone below the host, beside `about-us`

_FURNITURE = OTHER_SEGMENTS | TWIN_WORDS
_DIGITS = {"year": r"\d{4}", "month": r"\d{6}", "day": r"\d{8}"}
_SPECIAL = re.compile(r"[\\.+*?^$()\[\]{}|]")
# Characters that need no escape in a URL (RFC 3986, 3.3); in shapes percent escapes are already decoded.
_AS_WRITTEN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@-]*")
_ANY_FOLDER = r"[^/?#]+"


@dataclass(frozen=True, slots=True)
class LearnedPatterns:
    """Regular expressions for `[links]`, most common template first, and the articles that none matches."""

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()

    def wants(self, url: str) -> bool:
        """Say whether the patterns admit a URL."""
        found = shape_of(url)
        spelling = found.url if found else url
        return any(re.search(pattern, spelling) for pattern in self.allow) and not any(
            re.search(pattern, spelling) for pattern in self.deny
        )


Reach = Literal["usual", "wide", "narrow"]
"""How much patterns admit: any folder where several are known; any folder at all; only the folders seen."""


def learn_patterns(articles: Iterable[str], others: Iterable[str], reach: Reach = "usual") -> LearnedPatterns:
    """Return patterns that match the articles and none of the others; total."""
    wanted = [shape for shape in map(shape_of, dict.fromkeys(articles)) if shape is not None]
    unwanted = [shape for shape in map(shape_of, dict.fromkeys(others)) if shape is not None]
    groups: defaultdict[str, list[Shape]] = defaultdict(list)
    for shape in wanted:
        groups[shape.key].append(shape)
    allow: list[str] = []
    deny: dict[str, None] = {}
    for members in sorted(groups.values(), key=len, reverse=True):
        pattern, denied = _best_pattern(members, unwanted, reach)
        if _names_one(members, pattern):
            continue  # it says nothing of the next article
        allow.append(pattern)
        deny |= dict.fromkeys(denied)
    # A pattern that matches an article must not deny.
    safe = [pattern for pattern in deny if not any(re.search(pattern, shape.url) for shape in wanted)]
    kept = tuple(safe[:MOST_DENIED])
    learned = LearnedPatterns(tuple(dict.fromkeys(allow)), kept)
    missed = tuple(shape.url for shape in wanted if not learned.wants(shape.url))
    return LearnedPatterns(learned.allow, learned.deny, missed)


@dataclass(frozen=True, slots=True)
class HalvesTrial:
    """How patterns learned from one half of what is known judge the other half; both halves take their turn.

    Of `articles` they accept `accepted`, of `others` (lists and other pages) they refuse `refused`.
    """

    articles: int
    accepted: int
    others: int
    refused: int

    @property
    def loses_articles(self) -> bool:
        """Whether the patterns are too narrow; of few URLs nothing can be told."""
        return self.articles >= _FEWEST_TRIED and self.accepted < _LEAST_ACCEPTED * self.articles

    @property
    def admits_others(self) -> bool:
        """Whether the patterns are too wide; of few URLs nothing can be told."""
        return self.others >= _FEWEST_TRIED and self.refused < _LEAST_REFUSED * self.others

    @property
    def holds(self) -> bool:
        """Whether the patterns may be believed."""
        return not self.loses_articles and not self.admits_others


def proven_patterns(articles: Iterable[str], others: Iterable[str]) -> tuple[LearnedPatterns, HalvesTrial]:
    """Return the patterns whose trial on halves is best, and that trial; total.

    Patterns that lose articles are tried wider, those that admit other pages narrower.
    """
    known, unwanted = list(articles), list(others)
    trial = try_halves(known, unwanted)
    best: tuple[HalvesTrial, Reach] = trial, "usual"
    if not trial.holds:
        reaches: tuple[Reach, ...] = ("wide", "narrow") if trial.loses_articles else ("narrow", "wide")
        for reach in reaches:
            other = try_halves(known, unwanted, reach)
            if (other.holds, other.accepted + other.refused) > (
                best[0].holds,
                best[0].accepted + best[0].refused,
            ):
                best = other, reach
    return learn_patterns(known, unwanted, best[1]), best[0]


def try_halves(articles: Iterable[str], others: Iterable[str], reach: Reach = "usual") -> HalvesTrial:
    """Return how patterns learned from half of the URLs do on those that they were not learned from; total.

    The halves are every other URL, so that each has the newest and the oldest of a list.
    """
    known, unwanted = list(dict.fromkeys(articles)), list(dict.fromkeys(others))
    accepted = refused = 0
    for turn in (0, 1):
        learned = learn_patterns(known[turn::2], unwanted[turn::2], reach)
        accepted += sum(map(learned.wants, known[1 - turn :: 2]))
        refused += sum(not learned.wants(url) for url in unwanted[1 - turn :: 2])
    return HalvesTrial(len(known), accepted, len(unwanted), refused)


def _best_pattern(
    members: Sequence[Shape], unwanted: Sequence[Shape], reach: Reach = "usual"
) -> tuple[str, list[str]]:
    """Return a pattern for any folder, with wrong ones denied, if that is safe, else for the folders seen."""
    free = _pattern(members, free=reach != "narrow", wide=reach == "wide")
    wrong = [shape for shape in unwanted if re.search(free, shape.url)]
    if not wrong:
        return free, []
    known = {word for shape in members for word in shape.words[1:]}
    denied = {_denying(shape, known) for shape in wrong}
    if None not in denied and len(denied) <= _FREE_FOLDERS:
        return free, sorted(pattern for pattern in denied if pattern)
    named = _pattern(members, free=False)
    still = [shape for shape in wrong if re.search(named, shape.url)]
    return named, [_denying(shape, known) or _exactly(shape) for shape in still]


def _names_one(members: Sequence[Shape], pattern: str) -> bool:
    """Whether the pattern matches one article only: by all its words, or by the folder whose index it is."""
    first = members[0]
    last = "".join(token.text for token in first.segments[-1]) if first.segments else ""
    folders = {shape.words for shape in members}
    is_index = not first.query and last.partition(".")[0].lower() in {"index", "default"}
    return pattern == _exactly(first) or (is_index and len(folders) < _FREE_FOLDERS and not _varies(first))


def _varies(shape: Shape) -> bool:
    return any(token.kind in VARIABLE_KINDS for segment in shape.segments for token in segment)


def _denying(shape: Shape, known: set[str]) -> str | None:
    """Return a pattern that denies a folder without articles, if its name indicates that too.

    For other folders one page that is no article proves little: they may contain hundreds of articles.
    """
    strange = [word for word in shape.words[1:] if word not in known and word.lower() in _FURNITURE]
    return f"/{_plain(strange[0])}/" if strange else None


def exactly(url: str) -> str:
    """Return a pattern for one URL, with either scheme; total."""
    shape = shape_of(url)
    return f"^{_plain(url)}$" if shape is None else _exactly(shape)


def _exactly(shape: Shape) -> str:
    return f"^https?://{_plain(shape.url.partition('://')[2])}$"


def _pattern(members: Sequence[Shape], *, free: bool, wide: bool = False) -> str:
    first = members[0]
    last = len(first.segments) - 1
    written = [
        _segment([shape.segments[place] for shape in members], free=free, folder=True, wide=wide)
        for place in range(last)
    ]
    written += [_last(members, alone=last == 0)] if first.segments else []
    path = "/".join(["", *written]) or "/"
    query = [
        (f"{_either([name])}=" if name else "")
        + _segment([dict(shape.query)[name] for shape in members], free=free)
        + ("" if name else "=?")
        for name, _ in first.query
    ]
    ending = ("/" if first.slash and written else "") + (r"\?" + "&".join(query) if query else "")
    return f"^https?://{_hosts(members)}{path}{ending}$"


def _hosts(members: Sequence[Shape]) -> str:
    hosts = sorted({shape.host for shape in members})
    if len(hosts) <= _FREE_FOLDERS:
        return _either(hosts)
    common = hosts[0].split(".")
    while not all(host.split(".")[-len(common) :] == common for host in hosts):
        common = common[1:]
    if len(common) < 2:  # only `com` in common
        return _either(hosts)
    return rf"(?:[a-z0-9-]+\.)*{_plain('.'.join(common))}"


def _last(members: Sequence[Shape], *, alone: bool) -> str:
    """Return the pattern for the last segment: a number, an identifier, or a slug.

    Slugs below a folder or after a date may be any words; directly below the host they need more words than
    pages such as `about-us`.
    """
    values = [shape.segments[-1] for shape in members]
    kinds = {token.kind for token in values[0]}
    if members[0].query or kinds & {"id", "number", "day", "month"}:
        return _segment(values, free=True)
    if kinds <= {"short", "mark"}:  # numbers that count from 1
        return "".join(
            r"\d+" if token.kind == "short" else _token([value[place] for value in values])
            for place, token in enumerate(values[0])
        )
    if alone and any(token.kind == "slug" for token in values[0]):
        return _segment(values, free=True)
    ending = values[0][-1].text if values[0][-1].kind == "mark" and values[0][-1].text[:1] == "." else ""
    return _ANY_FOLDER + _plain(ending)


def _segment(values: Sequence[Segment], *, free: bool, folder: bool = False, wide: bool = False) -> str:
    if folder and len(values[0]) == 1 and values[0][0].kind == "word":
        return _folder(sorted({value[0].text for value in values}), free=free, wide=wide)
    return "".join(_token([value[place] for value in values]) for place in range(len(values[0])))


def _folder(words: Sequence[str], *, free: bool, wide: bool = False) -> str:
    if (free and len(words) >= (1 if wide else _FREE_FOLDERS)) or len(words) > _MOST_NAMED:
        return _ANY_FOLDER
    return _either(words)


def _either(texts: Sequence[str]) -> str:
    if not all(_AS_WRITTEN.fullmatch(text) for text in texts):
        return _ANY_FOLDER  # percent-escaped, in one of several ways
    escaped = [_plain(text) for text in texts]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"


def _token(values: Sequence[UrlToken]) -> str:
    kind, texts = values[0].kind, sorted({token.text for token in values})
    if kind in _DIGITS:
        return _DIGITS[kind]
    if kind in {"word", "mark"}:
        return _either(texts)
    shortest = min(map(len, texts))
    if kind == "short":
        return r"\d\d" if shortest == 2 else r"\d{1,2}"
    if kind == "number":
        return r"\d+"
    if kind == "id":
        letters = "0-9A-Za-z-" if any("-" in text for text in texts) else "0-9A-Za-z"
        return rf"[{letters}]{{{max(6, shortest - 4)},}}"
    return _slug(texts)


def _plain(text: str) -> str:
    """Escape special characters only; `re.escape` also escapes hyphens, which is hard to read."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _slug(texts: Sequence[str]) -> str:
    """Return a pattern for a slug of three words, or of as few as those seen have, but not for `about-us`."""
    if not all(text.isascii() for text in texts):
        return r"[^/?#]+"
    mark = "_" if all("_" in text and "-" not in text for text in texts) else "-"
    least = min(_FEWEST_MARKS, *(text.count(mark) for text in texts))
    return rf"[^/?#{mark}]+(?:{mark}[^/?#{mark}]+){{{least},}}" if least else r"[^/?#]+"
