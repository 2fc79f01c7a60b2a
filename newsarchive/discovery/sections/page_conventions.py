"""Guesses the address of a list's second page where no link has it: as its scripts make it, or as is usual.

A guess is worth a request only: whoever makes it looks whether other articles come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_key, resolve, same_site

_MOST_GUESSES = 8
_LARGEST = 2_000_000  # characters of a page that are looked at
# What a pager says, be it a link or not.
_SIGNS = re.compile(
    r"共\s*(?:<[^<>]{1,80}>\s*)?\d{1,5}\s*(?:</[^<>]{1,20}>\s*)?[页頁条條]|\d{1,4}\s*/\s*\d{1,5}\s*[页頁]"
    r"|下一?[页頁]|后一?页|尾页|末页|\bpage\s+\d{1,4}\s+(?:of|/)\s+\d{1,5}"
    r"|\b(?:id|class)\s*=\s*[\"'][^\"'<>]{0,60}\bpag(?:e-?nav\w*|ination|er|ing|ebar|elist|es)\b"
    r"|\b(?:page_?count|count_?page|total_?pages?|pageTotal)\b|加载更多|加載更多|\bload[-_ ]?more\b"
    r"|もっと見る|더보기"
    r"|\b\d{1,5}\s*[-–]\s*\d{1,5}\s+(?:of|von|de|sur|di|van|av|af|z|из|з)\s+\d{2,6}\b|\bdata-page(?:-?(?:no|number|num))?\s*="
    r"|次(?:の?ページ|へ)|следующая|siguiente|suivant|weiter\b",
    re.IGNORECASE,
)
_MOST_UNSAID = 2  # addresses that are tried of a list that says nothing of further pages
_PATH_OF_LIBRARY = re.compile(
    r"[\"']([^\"'<>\s{}]{0,200})(?:\{\{(?:#|page)\}\}|\{(?:page|p|n|num|pageno|page_?num|0)\}|__page__|\[page\]|%page%|#page#|\(page\))"
    r"([^\"'<>\s{}]{0,100})[\"']",
    re.IGNORECASE,
)
_MOST_TURNS, _MOST_UNKNOWN = 20, 2  # that are tried, and unknown parts of one's path
_OWN_NUMBER = re.compile(r"(?P<before>/.*?)(?P<number>\d{1,4})(?P<after>/?|\.\w{2,5})")
_BEFORE_NUMBER = re.compile(r"/(?:[a-z]{1,10}[/_-])?\Z|[_-]\Z")
_HOLE = re.compile(r"\{[^{}]{0,200}\}")
_PAGE_WORDS = re.compile(
    r"(?:curr?(?:ent)?_?)?(?:p|pn|pg|page|paged|n|i|num|index|no|idx)(?:_?(?:no|num|number|index|idx))?|curr(?:ent)?",
    re.IGNORECASE,
)


_LISTED = re.compile(r"(?:index|list|page|default|more|node|col)[-_/]?\Z|[a-z\d][_-]\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageGuess:
    """A template with `{page}`, and the number of the second page."""

    next: str
    second: int = 2


def speaks_of_pages(text: str) -> bool:
    """Say whether the markup of a page has signs of a pager; total."""
    return _SIGNS.search(text[:_LARGEST]) is not None


def page_guesses(url: str, scripted: Sequence[str], text: str) -> list[PageGuess]:
    """Return the likely addresses of further pages, the likeliest first; total.

    `scripted` are the addresses with one unknown part that the page's scripts put together, `text` is its
    markup.
    """
    found = [*_written(url, text), *_scripted(url, scripted)]
    if speaks_of_pages(text):
        found += _usual(url)
    return list(dict.fromkeys(found))[:_MOST_GUESSES]


def commonest_guesses(url: str) -> list[PageGuess]:
    """Return how lists are paged that say nothing of it: what is tried first of what is usual; total."""
    return list(_usual(url))[:_MOST_UNSAID]


def _written(url: str, text: str) -> Iterator[PageGuess]:
    """Yield the templates that pages give to libraries: `path: "/news/?page={{#}}"` (Infinite Scroll)."""
    for found in islice(_PATH_OF_LIBRARY.finditer(text[:_LARGEST]), 5):
        resolved = resolve(url, found[1] + "2701" + found[2])
        if resolved is not None and same_site(resolved, url) and resolved.count("2701") == 1:
            yield PageGuess(resolved.replace("2701", "{page}"))


def _scripted(url: str, scripted: Sequence[str]) -> Iterator[PageGuess]:
    for address in islice(scripted, 40):
        hole = _HOLE.search(address)
        if hole is None or address.count("{") != 1 or not same_site(address[: hole.start()], url):
            continue
        before, after = address[: hole.start()], address[hole.end() :]
        if not _is_number_place(before, after, hole[0][1:-1]):
            continue
        yield PageGuess(f"{before}{{page}}{after}")
        if before.endswith(("_", "-")):
            yield PageGuess(f"{before}{{page}}{after}", 1)


def turned_pages(url: str, turns: Sequence[str]) -> list[str]:
    """Return the addresses of further pages of a list, with `{page}`, as scripts write the next one; total.

    `turns` are those of `scripted_turns`: what is unknown in one is what the page's own address has there.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    root, path = f"{parts.scheme}://{parts.netloc}", parts.path or "/"
    found: dict[str, None] = {}
    for turn in islice(turns, _MOST_TURNS):
        before, _, after = turn.partition("{+1}")
        place, mark, query = before.partition("?")
        if "{" in query or "{" in after:
            continue
        place = place.removeprefix(root)
        if "//" in place:
            continue
        if mark:
            if not place or _is_made(place, path):
                found[f"{root}{path}?{query}{{page}}{after}"] = None
            continue
        own = _OWN_NUMBER.fullmatch(path)
        if own is not None and own["after"] == after and _is_made(place, own["before"]):
            found[f"{root}{own['before']}{{page}}{after}"] = None
        ending = _BEFORE_NUMBER.search(place)
        if ending is not None and _is_made(place[: ending.start()], path.rstrip("/")):
            found[f"{root}{path.rstrip('/')}{ending[0]}{{page}}{after}"] = None
    return list(found)


def _is_made(written: str, path: str) -> bool:
    """Say whether a path may be what a script writes with unknown parts in braces."""
    fixed = _HOLE.split(written.rstrip("/") if path != "/" else written)
    if len(fixed) > _MOST_UNKNOWN + 1:
        return False
    return re.fullmatch("[^?#]{1,200}?".join(map(re.escape, fixed)) + "/?", path) is not None


def _is_number_place(before: str, after: str, words: str) -> bool:
    """Say whether what is put in may be the number of a page: by its name, or by what stands before it."""
    parameter = re.search(r"[?&]([\w.\[\]-]{1,60})=\Z", before)
    if parameter is not None:
        return _PAGE_WORDS.fullmatch(parameter[1]) is not None
    if "?" in before:
        return False
    named = _PAGE_WORDS.fullmatch(words.rpartition(".")[2]) is not None
    listed = re.search(
        r"(?:index|list|page|default|more|node|col)[-_/]?\Z|[a-z\d][_-]\Z", before, re.IGNORECASE
    )
    return (named or listed is not None) and re.match(r"[/.?]|\Z", after) is not None


def _usual(url: str) -> Iterator[PageGuess]:
    """Yield what is usual for an address of this kind."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    plain = f"{parts.scheme}://{parts.netloc}{parts.path}"
    folder, _, name = plain.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if parts.query:
        yield PageGuess(f"{url}&page={{page}}")
        return
    if dot and ending.lower() in {"html", "htm", "shtml", "jhtml", "xhtml"}:
        yield PageGuess(f"{folder}/{stem}_{{page}}.{ending}")
        yield PageGuess(f"{folder}/{stem}_{{page}}.{ending}", 1)
        yield PageGuess(f"{folder}/{stem}-{{page}}.{ending}")
        yield PageGuess(f"{plain}?page={{page}}")
    elif dot:
        yield PageGuess(f"{plain}?page={{page}}")
    else:
        base = plain if plain.endswith("/") else f"{plain}/"
        yield PageGuess(f"{plain}?page={{page}}")
        yield PageGuess(f"{base}page/{{page}}/")
        yield PageGuess(f"{base}index_{{page}}.html")
        yield PageGuess(f"{base}index_{{page}}.html", 1)
        yield PageGuess(f"{base}page/{{page}}")
        yield PageGuess(f"{base}index_{{page}}.shtml", 1)
        yield PageGuess(f"{base}list_{{page}}.html")


def moved_guess(guess: PageGuess, here: str, there: str) -> PageGuess | None:
    """Return what was right for one page as it would be for another one, None if it names no other; total."""
    folder, other = here.partition("?")[0].rpartition("/")[0], there.partition("?")[0].rpartition("/")[0]
    name, other_name = _name(here), _name(there)
    if not guess.next.startswith(folder):
        return None
    rest = guess.next[len(folder) :]
    if name and other_name and f"/{name}" in rest:
        rest = rest.replace(f"/{name}", f"/{other_name}", 1)
    made = other + rest
    return PageGuess(made, guess.second) if canonical_key(made) != canonical_key(guess.next) else None


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2].rpartition(".")[0]
