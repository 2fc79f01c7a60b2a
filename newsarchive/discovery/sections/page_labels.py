"""Tells the links of a pager by their labels (numbers, "Seite 2", "Older", arrows), and which is next.

A list's further page is never an article, whatever its address looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of
from newsarchive.discovery.urls.scoring import Anchor

_LONGEST_LABEL = 32  # characters; a longer link is a headline that begins with "Next"
_MOST_NUMBERED = 400  # links of one page that are compared
_FEWEST_OF_PAGE = 5  # articles of a list's page
_OFTEN = 2  # addresses that one label of a pager leads to: above and below a list they are the same

_THINGS = r"(?:\s+\d{1,4})?(?:\s+(?:pages?|items?|entries|results|records|posts?|stories|news|articles?))?"
_NEXT = re.compile(
    r"(?:下一?[页頁]|后一?[页頁]|(?:go to\s+)?next"
    + _THINGS
    + r"|older"
    + _THINGS
    + r"|forward|more\s+recent\s+to\s+older"
    r"|weiter|vorwärts|vor|nächste[rs]?(?:\s+\d{1,4})?(?:\s+(?:seite|einträge|meldungen|artikel|beiträge))?|folgende(?:\s+seite)?"
    r"|(?:page\s+)?suivante?s?(?:\s+page)?|siguientes?(?:\s+página)?|(?:página\s+)?siguiente|(?:página\s+)?seguinte|avançar"
    r"|(?:página\s+)?próxim[ao](?:\s+página)?|successiv[aoi]|avanti|次(?:へ|の?ページ|の\d{1,3}件)"
    r"|다음(?:\s?페이지)?|далее|дальше|вперед|вперёд|след(?:ующая|\.)?(?:\s+стр(?:аница|\.)?)?|наступна|volgende(?:\s+pagina)?"
    r"|nästa(?:\s+sida)?|neste(?:\s+side)?|næste(?:\s+side)?|seuraava(?:\s+sivu)?|dalej|następn[ae](?:\s+strona)?|další(?:\s+stránka)?"
    r"|ďalšia|következő(?:\s+oldal)?|sonraki(?:\s+sayfa)?|înainte|următoarea|επόμεν[ηο]|التالي|הבא"
    r"|ältere(?:\s+(?:artikel|beiträge|meldungen|einträge|nachrichten))?"
    r"|(?:articles\s+)?plus\s+anciens|(?:noticias\s+)?anteriores|más\s+antigu[oa]s|mais\s+antig[oa]s"
    r"|(?:articoli\s+)?precedenti|oudere(?:\s+berichten)?|старее|раньше|starsze|古い記事)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:上一?[页頁]|前一?[页頁]|首[页頁]|尾[页頁]|末[页頁]|最后一?[页頁]|第一[页頁]"
    r"|(?:go to\s+)?prev(?:ious|\.)?"
    + _THINGS
    + r"|newer"
    + _THINGS
    + r"|(?:go to\s+)?(?:first|last)(?:\s+page)?|erste|letzte|anfang|ende|(?:erste|letzte)\s+seite|zurück"
    r"|vorherige[rs]?(?:\s+seite)?|vorige(?:\s+seite)?|neuere(?:\s+(?:artikel|beiträge|meldungen|einträge))?"
    r"|précédente?s?|première|dernière|début|fin|anterior|primera?|última?|inicio|precedente|prima|ultima"
    r"|primeir[ao]|últim[ao]|пред(?:ыдущая|\.)?|назад|начало|конец|первая|последняя|в начало|в конец"
    r"|vorige|eerste|laatste|föregående|forrige|poprzednia|pierwsza|ostatnia|前へ|最初|最後|이전|처음|마지막|맨끝)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:第\s*|p\.?\s*|(?:(?:go to\s+)?page|seite|página|pagina|страница|стр\.?|strona|sida|side)\s*)?"
    r"(\d{1,4})(?:\s*[页頁]|\s*ページ)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,5})\s*[-–—~]\s*\d{1,5}")
_ARROWS = " \u00a0«»‹›<>←→⟨⟩◀▶◄►«»|…."
_FORWARD = re.compile(r"[»›>→⟩▶►]{1,2}")
_DIGITS = re.compile(r"\d+")


def next_label(text: str) -> bool:
    """Say whether a link is labelled as the next page; total."""
    return len(text) <= _LONGEST_LABEL and _NEXT.fullmatch(text.strip(_ARROWS + "[]()")) is not None


def is_page_label(text: str) -> bool:
    """Say whether a link's text is that of a pager's: a number, a direction, or an arrow; total."""
    if not 0 < len(text) <= _LONGEST_LABEL:
        return False
    words = text.strip(_ARROWS + "[]()")
    if not words:
        return True
    return any(pattern.fullmatch(words) for pattern in (_NUMBER, _RANGE, _NEXT, _OTHERS))


def page_number(text: str) -> int:
    """Return the page that a link's text names, 0 if it names none; total."""
    found = _NUMBER.fullmatch(text.strip("[]() \u00a0")) if len(text) <= _LONGEST_LABEL else None
    return int(found[1]) if found and found[1].isascii() else 0


def told_next(anchors: Sequence[Anchor]) -> str | None:
    """Return the link that is labelled "next"; total.

    A label that leads to many addresses is that of teasers: "Weiter", "Далее" also mean "read on".
    """
    labelled: dict[str, dict[str, str]] = {}
    for anchor in anchors:
        if next_label(anchor.text):
            label = anchor.text.strip(_ARROWS + "[]()").lower()
            labelled.setdefault(label, {}).setdefault(canonical_key(anchor.url), anchor.url)
    return next((next(iter(found.values())) for found in labelled.values() if len(found) <= _OFTEN), None)


def list_pages(anchors: Sequence[Anchor]) -> frozenset[str]:
    """Return the keys of the links that are labelled as pages of a list only; total.

    A word that leads to many addresses is that of teasers, as in `told_next`.
    """
    labelled: dict[str, set[str]] = {}
    titled: set[str] = set()
    for anchor in anchors:
        if anchor.text and is_page_label(anchor.text):
            label = anchor.text.strip(_ARROWS + "[]()").lower()
            labelled.setdefault(label, set()).add(canonical_key(anchor.url))
        elif anchor.text:
            titled.add(canonical_key(anchor.url))
    of_pager = (
        keys
        for label, keys in labelled.items()
        if len(keys) <= _OFTEN or _NUMBER.fullmatch(label) or _RANGE.fullmatch(label)
    )
    return frozenset({key for keys in of_pager for key in keys} - titled)


def arrow_next(anchors: Sequence[Anchor], url: str) -> str | None:
    """Return the link that is a mere arrow, and leads to an address made as the page's own; total.

    As of words: an arrow that leads to many addresses is that of teasers.
    """
    found: dict[str, str] = {}
    for anchor in anchors:
        if _FORWARD.fullmatch(anchor.text.strip()) and _stem(anchor.url).startswith(_stem(url)):
            found.setdefault(canonical_key(anchor.url), anchor.url)
    return next(iter(found.values())) if 0 < len(found) <= _OFTEN else None


def _stem(url: str) -> str:
    """Return host and path without what counts pages at its end."""
    parts = urlsplit(url)
    path = re.sub(
        r"(?:/?(?:page|seite|p)?[-_/,]?\d{0,5})?(?:\.\w{2,5})?/?\Z", "", parts.path, flags=re.IGNORECASE
    )
    return f"{parts.netloc.lower()}{path}"


@dataclass(frozen=True, slots=True)
class NumberedPages:
    """The further pages of a list by number, the page's own number, and that of the last (0: not told)."""

    pages: dict[int, str]
    current: int
    last: int

    @property
    def next(self) -> str | None:
        return self.pages.get(self.current + 1)


def numbered_pages(anchors: Sequence[Anchor], url: str) -> NumberedPages | None:
    """Return the pager of links that are labelled 2, 3, 4 and have that number in their address; total.

    Their number is one part of the address: the page, the page before, or where it begins (`?start=20`). What
    differs besides, such as a check sum, does not matter.
    """
    groups: dict[tuple[str, ...], dict[int, tuple[str, tuple[int, ...]]]] = {}
    first = False
    for anchor in anchors[: _MOST_NUMBERED * 10]:
        number = page_number(anchor.text) or _start_of_range(anchor.text)
        if number and host_of(anchor.url) == host_of(url):
            first = first or number == 1
            skeleton, values = _parts(anchor.url)
            members = groups.setdefault(skeleton, {})
            if len(members) < _MOST_NUMBERED:
                members.setdefault(number, (anchor.url, values))
    best: NumberedPages | None = None
    for skeleton, members in groups.items():
        found = _judged(skeleton, _renumbered(members), url, first=first)
        if found is not None and (best is None or len(found.pages) > len(best.pages)):
            best = found
    return best


def _judged(
    skeleton: tuple[str, ...], members: dict[int, tuple[str, tuple[int, ...]]], url: str, *, first: bool
) -> NumberedPages | None:
    own_skeleton, own = _parts(url)
    for place in range(len(next(iter(members.values()))[1])):
        step = _step({number: values[place] for number, (_, values) in members.items()})
        if step is None:
            continue
        width, begin = step
        pages = {number: link for number, (link, _) in members.items()}
        if own_skeleton == skeleton and (own[place] - begin) % width == 0 and own[place] >= begin:
            current = (own[place] - begin) // width + 1
            others = {number for number in pages if number != current}
            if not others & {current - 1, current + 1} and not first:
                continue
        elif 2 in pages or first:
            missing = next(number for number in range(1, max(pages) + 2) if number not in pages)
            current = missing if missing < max(pages) and 1 in pages else 1
        else:
            continue
        if width > 2 and len(pages) == 1 and own_skeleton[:1] != skeleton[:1]:
            continue  # one number alone, of another path: no more than chance
        numbers = sorted({1, current, *pages})
        gap = any(later - earlier > 1 for earlier, later in pairwise(numbers))
        return NumberedPages(pages, current, numbers[-1] if gap else 0)
    return None


def _start_of_range(text: str) -> int:
    found = _RANGE.fullmatch(text.strip("[]() \u00a0")) if len(text) <= _LONGEST_LABEL else None
    return int(found[1]) if found and found[1].isascii() else 0


def _renumbered(members: dict[int, tuple[str, tuple[int, ...]]]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Return the pages counted from 1 where they are labelled by what they begin with: 10, 20, 30 (SPIP)."""
    labels = sorted(members)
    width = gcd(*(later - earlier for earlier, later in pairwise(labels)))
    begin = labels[0] % width if width >= _FEWEST_OF_PAGE else 2
    if begin > 1:
        return members
    return {(label - begin) // width + 1: member for label, member in members.items()}


def _step(values: dict[int, int]) -> tuple[int, int] | None:
    """Return by how much a part of the address grows from page to page, and what it is on the first."""
    if all(value == number for number, value in values.items()):
        return 1, 1
    if all(value == number - 1 for number, value in values.items()):
        return 1, 0
    number, value = max(values.items())
    for begin in (0, 1):
        if number > 1 and value > begin and (value - begin) % (number - 1) == 0:
            width = (value - begin) // (number - 1)
            if 2 <= width <= 200 and all(one == width * (page - 1) + begin for page, one in values.items()):
                return width, begin
    return None


def _parts(url: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return an address without its numbers, and its numbers; a parameter that is no number is left out.

    What is no number in one of them may be a check sum.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("",), ()
    path = unquote(parts.path)
    skeleton = [_DIGITS.sub("#", path)]
    values = [*_numbers(path)]
    for pair in sorted(unquote(parts.query).split("&")):
        name, mark, value = pair.rpartition("=")
        if mark and value.isascii() and value.isdigit() and len(value) <= 9:
            skeleton.append(name)
            values.append(int(value))
        elif mark and re.fullmatch(r"\d{1,4}(?:,\d{1,4}){1,8}", value):  # Drupal's pagers of several lists
            skeleton.append(f"{name}={value.rpartition(',')[0]}")
            values.append(int(value.rpartition(",")[2]))
        elif mark:
            skeleton.append(name)
        else:
            skeleton.append(_DIGITS.sub("#", value))
            values += _numbers(value)
    return tuple(skeleton), tuple(values)


def _numbers(text: str) -> Iterator[int]:
    for found in _DIGITS.findall(text):
        yield int(found) if found.isascii() and len(found) <= 9 else -1
