"""What an entry of a feed says of its article beyond its address: by-line, categories, guid, texts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsarchive.testimony import ListedFacts, bounded_facts
from newsarchive.text.entities import unescape
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.testimony.listed_endings import is_part

# Of the element that stands for a text (discovery.feeds.feed_links), as feedparser names its value.
_NUMBERED = "newsarchivetext"
_TAG = re.compile(r"<[^<>]*>")
# `news@bay.example (Ada Roe)`, as RSS 2.0 wants it, and the addresses themselves.
_MAIL = re.compile(r"\S{1,100}@\S{1,100}\.\S{1,100}")
_IN_BRACKETS = re.compile(r"\(([^()]{1,100})\)\s*$")
# A summary is the whole text only if it is built like one, and says nowhere that it goes on.
_PARAGRAPH_END = re.compile(r"</p\s*>|<br\s*/?>\s*<br", re.IGNORECASE)
_FEWEST_PARAGRAPHS = 2
# "Lantern Bay – News", "News | Lantern Bay".
_TITLE_PIECES = re.compile(r"\s[-–—|»›:]\s|:\s|[|»›]")


def entry_facts(
    entry: Any,
    texts: Sequence[Sequence[tuple[str, str]]],
    feed: Any,
    *,
    title: str | None,
    published_at: str | None,
    changed_at: str | None,
) -> ListedFacts:
    """Return what feedparser's entry says; `texts` are those of each entry by its number. Total."""
    own = _texts_of(entry, texts)
    content, summary = _longest(own, "content"), _longest(own, "summary")
    authors = tuple(_authors(entry))
    return bounded_facts(
        ListedFacts(
            title=title,
            published_at=published_at,
            changed_at=changed_at,
            authors=authors,
            categories=tuple(words_of_markup(value) for kind, value in own if kind == "category"),
            guid=entry.get("id") if isinstance(entry.get("id"), str) else None,
            language=_language(feed),
            summary=words_of_markup(summary) if summary else None,
            content=content or (summary if summary and _is_whole(summary) else None),
            image=next((value for kind, value in own if kind == "image"), None),
            uniform=_of_feed(authors, _feed_title(feed)),
        )
    )


def json_facts(
    item: dict[str, Any],
    feed: dict[str, Any],
    *,
    title: str | None,
    published_at: str | None,
    changed_at: str | None,
) -> ListedFacts:
    """Return what an item of a JSON feed (https://www.jsonfeed.org/version/1.1/) says. Total."""
    plain = _text(item.get("content_text"))
    tags = item.get("tags")
    given = item.get("id")
    return bounded_facts(
        ListedFacts(
            title=title,
            published_at=published_at,
            changed_at=changed_at,
            authors=tuple(_json_authors(item)),
            categories=tuple(filter(None, map(_text, tags))) if isinstance(tags, list) else (),
            guid=str(given) if isinstance(given, (str, int)) else None,
            language=_text(item.get("language")) or _text(feed.get("language")),
            summary=_text(item.get("summary")),
            content=_text(item.get("content_html")) or (plain and _as_html(plain)),
            image=_text(item.get("image")) or _text(item.get("banner_image")),
            uniform=_of_feed(tuple(_json_authors(item)), _text(feed.get("title"))),
        )
    )


def words_of_markup(markup: str) -> str:
    """Return the words of a piece of HTML on one line; total and linear."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _as_html(plain: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in plain.splitlines() if line.strip())


def _texts_of(entry: Any, texts: Sequence[Sequence[tuple[str, str]]]) -> Sequence[tuple[str, str]]:
    number = str(entry.get(_NUMBERED) or "")
    return texts[int(number)] if number.isdecimal() and int(number) < len(texts) else ()


def _longest(own: Iterable[tuple[str, str]], wanted: str) -> str | None:
    return max((value for kind, value in own if kind == wanted), key=len, default=None)


def _is_whole(summary: str) -> bool:
    return len(_PARAGRAPH_END.findall(summary)) >= _FEWEST_PARAGRAPHS and not is_part(summary)


def _authors(entry: Any) -> Iterator[str]:
    """Yield the names, without mail addresses; a name in brackets behind one is that of its owner."""
    written = str(dict.get(entry, "author") or "")
    owner = _IN_BRACKETS.search(written) if _MAIL.match(written) else None
    people = [person for person in entry.get("authors") or () if isinstance(person, dict)]
    if owner and len(people) <= 1:
        yield owner[1]
        return
    for name in [str(person.get("name") or "") for person in people] or [written]:
        yield _MAIL.sub(" ", name).strip(" ()<>,;")


def _json_authors(item: dict[str, Any]) -> Iterator[str]:
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    for person in people:
        name = person.get("name") if isinstance(person, dict) else None
        if isinstance(name, str):
            yield name


def _of_feed(authors: Sequence[str], title: str | None) -> tuple[str, ...]:
    """Return that the authors tell nothing of the article if they are what the feed calls itself."""
    if not authors or not title:
        return ()
    names = {letters_of_name(piece) for piece in (title, *_TITLE_PIECES.split(title))} - {""}
    return ("authors",) if all(letters_of_name(one) in names for one in authors) else ()


def _feed_title(feed: Any) -> str | None:
    channel = feed.get("feed")
    return _text(channel.get("title")) if isinstance(channel, dict) else None


def _language(feed: Any) -> str | None:
    channel = feed.get("feed")
    language = channel.get("language") if isinstance(channel, dict) else None
    return language if isinstance(language, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
