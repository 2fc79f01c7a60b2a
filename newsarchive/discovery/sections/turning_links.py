"""Finds the link to the next page of a list by its address: what it counts, or what it stands before.

Many pagers have no words: an arrow, a picture, the number of the first article of the page. Their addresses
say what they do: they are the page's own with another number, `?start=20`, `/politics/2/`, `?before=4711`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from newsarchive.discovery.documents import base_of
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of, resolve
from newsarchive.discovery.urls.scoring import Anchor

_MOST_ANCHORS, _MOST_ELEMENTS = 3_000, 20_000
_LONGEST_KEPT = 500  # characters of an attribute that is an address
_KEPT_ADDRESS = re.compile(r"(?:https?:/)?/[^\s{}<>\"']+\Z|\?[^\s{}<>\"']+\Z")
_NO_TURNS = frozenset({"href", "action", "src", "srcset", "content", "cite", "formaction", "poster", "value"})
_LONGEST_WORDS = 32  # characters of what a pager says
_LONGEST_VALUE = 60
# Words before which a list turns to what is older; each is only believed together with a fitting address.
_ONWARD = re.compile(
    r"\b(?:more|older|next|earlier|previous\s+(?:stories|articles|posts|news)|mehr|weitere?|ältere?|frühere?|nächste"
    r"|plus|suivante?s?|anciens?|précédents?|más|siguientes?|anteriores|mais|próxim[ao]s?|antig[ao]s|altr[ei]"
    r"|successiv[aeio]|precedenti|meer|oudere?|volgende|fler|äldre|nästa|flere|eldre|ældre|neste|næste|więcej|starsze"
    r"|następn[ae]|další|starší|daha|sonraki|eski|további|régebbi|következő)\b"
    r"|ещ[её]|далее|старее|раньше|следующ|більше|старіші|更多|更早|下一?[页頁]|以前|次|もっと|過去|더\s?보기|이전|다음|المزيد|और"
    r"|[»›>→⟩▶]",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"\b(?:newer|back|first|last|prev(?:ious)?(?:\s+page)?|zurück|neuere|erste|letzte|retour|première?|dernière?|anterior"
    r"|primer[ao]|últim[ao]|precedente|vorige|föregående|poprzednia)\b|[«‹<←⟨◀]|上一?[页頁]|首页|尾页|末页|前へ|назад|предыдущая\s+стр",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|[^a-z])(?:next|older|load-?more|nextpage|page-?next|forward|weiter)(?:[^a-z]|\Z)", re.IGNORECASE
)
_MARKED_BACK = re.compile(r"(?:^|[^a-z])(?:prev(?:ious)?|newer|back|first|last)(?:[^a-z]|\Z)", re.IGNORECASE)
_COUNTING = re.compile(
    r"(?:cur(?:rent)?_?)?(?:p|pn|pg|page|paged|pages?|seite|pagina|página|pag|sida|side|strona|stranica|strana|sayfa|oldal"
    r"|halaman|trang|sivu|лист|стр)(?:_?(?:no|nr|num|number|index|idx|id))?|[\w.-]*[._\[-](?:page|number)\]?",
    re.IGNORECASE,
)
_SKIPPING = re.compile(
    r"\w*offset|start|skip|from|begin|first|ab|desde|debut|début|limitstart|row|(?:start|begin)_?(?:row|index|num|at)",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\w*(?:before|until|cursor|after|older|max_?id|last_?(?:id|date|time)|since|bis|vor|avant|antes|prima|to|end|continue|token)",
    re.IGNORECASE,
)
# Of these the meaning does not depend on the words beside them.
_BEFORE = re.compile(r"\w*(?:before|older|max_?id|last_?(?:id|date|time))", re.IGNORECASE)
_OF_YEAR = re.compile(r"(?:19|20)\d\d[/_-]?\Z")
_INDEX = re.compile(
    r"(?:index|default|home|main|news|start)?(?:\.(?:s?html?|php|aspx?|jsp|cgi|do))?\Z", re.IGNORECASE
)
_NUMBER_AT_END = re.compile(
    r"(?P<before>.*?(?:/|[-_]))(?:(?:page|seite|pagina|page-|p)[-_/]?)?(?P<number>\d{1,5})(?P<after>/?|\.\w{2,5})\Z"
)


def turning_link(root: etree._Element, url: str, anchors: Sequence[Anchor]) -> str | None:
    """Return the page after this one, by the addresses of links and what their elements are called; total."""
    told = list(_marked(root, url))
    told += _kept_in_attributes(root, url)
    told += [(anchor.url, anchor.text) for anchor in islice(anchors, _MOST_ANCHORS) if _may_turn(anchor.text)]
    here = _place_of(url)
    if here is None:
        return None
    found = _nearest(told, here)
    if found is not None:
        return found
    # Words of a language that is not known here: then the address alone must say it, and no other does.
    others = {
        anchor.url: anchor.text
        for anchor in islice(anchors, _MOST_ANCHORS)
        if 0 < len(anchor.text) <= _LONGEST_WORDS and not _BACKWARD.search(anchor.text)
    }
    turning = [(link, words) for link, words in others.items() if _stands_before(here, _place_of(link))]
    return turning[0][0] if len(turning) == 1 else None


def _nearest(told: Sequence[tuple[str, str]], here: _Place) -> str | None:
    """Return the nearest of the further pages, those whose words say so first."""
    best: tuple[int, int, str] | None = None
    for link, words in dict.fromkeys(told):
        there = _place_of(link)
        rank = None if there is None else _rank(here, there)
        if rank is None:
            continue
        # Words and marks are surer than an address alone; the nearest page is the next.
        choice = (0 if _ONWARD.search(words) else 1, rank, link)
        if best is None or choice[:2] < best[:2]:
            best = choice
    return best[2] if best else None


def _kept_in_attributes(root: etree._Element, url: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses in attributes, whatever these are called, that a library asks for as a list ends.

    Only this page's own address with parameters is one; where it leads, `turning_link` tells.
    """
    base, here = base_of(root, url), urlsplit(url)
    for element in islice(root.iter(etree.Element), _MOST_ELEMENTS):
        for name, value in element.attrib.items():
            word, written = str(name), str(value).strip()
            if word in _NO_TURNS or "?" not in written[:_LONGEST_KEPT] or len(written) > _LONGEST_KEPT:
                continue
            called = f"{word} {element.get('class') or ''} {element.get('id') or ''}"
            if not _KEPT_ADDRESS.match(written) or _MARKED_BACK.search(called):
                continue
            resolved = resolve(base, written)
            if resolved and urlsplit(resolved).path == here.path:
                yield resolved, ""


class _Place:
    """An address as its list has it: the path without the number of its page, and its parameters."""

    __slots__ = ("host", "number", "path", "query", "stem")

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.netloc.lower()
        self.path = parts.path or "/"
        self.query: Mapping[str, str] = dict(islice(parse_qsl(parts.query, keep_blank_values=True), 20))
        folder, _, name = self.path.rpartition("/")
        self.stem = folder + "/" + ("" if _INDEX.match(name) else name)
        numbered = _NUMBER_AT_END.match(self.path)
        self.number = (numbered["before"], int(numbered["number"])) if numbered else None


def _place_of(url: str) -> _Place | None:
    try:
        return _Place(url)
    except ValueError:
        return None


def _rank(here: _Place, there: _Place) -> int | None:
    """Return how far on an address is, None if it is no further page of this list."""
    if here.host != there.host:
        return None
    if here.stem == there.stem or here.path == there.path:
        changed = {
            name: value
            for name, value in there.query.items()
            if here.query.get(name) != value and len(value) <= _LONGEST_VALUE
        }
        if len(changed) != 1 or any(name not in there.query for name in here.query):
            return None
        name, value = next(iter(changed.items()))
        return _step(name, here.query.get(name, ""), value)
    return _rank_of_path(here, there) if here.query == there.query else None


def _stands_before(here: _Place, there: _Place | None) -> bool:
    """Say whether an address is the page's own with the number of its next page, or what stands before it."""
    if there is None or here.host != there.host or here.path != there.path:
        return False
    changed = {name: value for name, value in there.query.items() if here.query.get(name) != value}
    if len(changed) != 1 or any(name not in there.query for name in here.query):
        return False
    name, value = next(iter(changed.items()))
    own = here.query.get(name, "")
    if _BEFORE.fullmatch(name):
        return (
            bool(value)
            and len(value) <= _LONGEST_VALUE
            and (not own or (len(value), value) < (len(own), own))
        )
    step = _step(name, own, value) if _SKIPPING.fullmatch(name) else None
    return step is not None and step > 1


def _rank_of_path(here: _Place, there: _Place) -> int | None:
    before, number = there.number or ("", 0)
    if there.number is None or _OF_YEAR.search(before):  # a month is no page
        return None
    if here.number is not None and here.number[0] == before:
        return number - here.number[1] if number > here.number[1] else None
    folder = here.path if here.path.endswith("/") else here.path.rpartition("/")[0] + "/"
    stem = here.path.rpartition(".")[0]
    return (
        number if before in {folder, here.path + "/", stem + "_", stem + "-"} and number in {1, 2} else None
    )


def _step(name: str, here: str, there: str) -> int | None:
    plain = re.sub(r".*[\[.]|\]", "", name) or name
    if _COUNTING.fullmatch(name) or _COUNTING.fullmatch(plain) or _SKIPPING.fullmatch(plain):
        if not (there.isascii() and there.isdigit() and len(there) <= 6):
            return None
        known = here if here.isascii() and here.isdigit() and len(here) <= 6 else ""
        first = int(known) if known else (1 if _COUNTING.fullmatch(plain) and there != "1" else 0)
        return int(there) - first if int(there) > first else None
    return 1 if there and _STANDING.fullmatch(plain) else None


def _may_turn(words: str) -> bool:
    if len(words) > _LONGEST_WORDS or _BACKWARD.search(words):
        return False
    # Other words are those of a menu, whose channels may have numbers as well.
    return _ONWARD.search(words) is not None or not any(character.isalpha() for character in words)


def _marked(root: etree._Element, url: str) -> Iterator[tuple[str, str]]:
    """Yield the links whose element, or the one around it, is called next or older."""
    base = base_of(root, url)
    for element in islice(root.iter("a"), _MOST_ANCHORS):
        above = element.getparent()
        names = " ".join(
            str(one.get(name) or "")
            for one in (
                element,
                *([above] if above is not None else []),
                *islice(element.iter("i", "svg", "span"), 3),
            )
            for name in ("class", "id", "rel", "aria-label", "title", "data-testid")
        )[:400]
        if not _MARKED.search(names) or _MARKED_BACK.search(names):
            continue
        resolved = resolve(base, element.get("href") or "")
        if resolved and host_of(resolved) == host_of(url) and canonical_key(resolved) != canonical_key(url):
            yield resolved, "next"
