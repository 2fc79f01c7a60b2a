"""What a watch file may say: which articles, which of their changes, and where messages go.

A watch is `settings/watches/NAME.toml`. The text below each field is its description in
docs/reference/watch-declaration.md (`make docs`); an unknown field is a mistake.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.sources.declaration import Interval, Language, Name, Title
from newsarchive.watches.message_phrases import MessageLanguage
from newsarchive.words import operators, parse

# Words are read when a file is, and once more when all watches are filed: half of what filing costs.
asked_words = lru_cache(maxsize=20_000)(parse)

WatchedFor = Literal["new", "edited", "added", "headline", "withdrawn"]


def _words(value: str) -> str:
    if found := operators(value):
        shown = ", ".join(found)
        raise ValueError(f'allowed: words, "phrases" and -words that must not be there; not {shown}')
    if not asked_words(value).wanted:
        raise ValueError("allowed: at least one word that must be there")
    return value


def _address(value: str) -> str:
    if not is_http_url(value):
        raise ValueError("allowed: an http:// or https:// URL, or the beginning of one, without spaces")
    return value


def _author(value: str) -> str:
    if not parse(f'"{value}"').wanted:
        raise ValueError("allowed: a name with at least one letter")
    return value


WatchWords = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000), AfterValidator(_words)
]
WatchedAddress = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_address)]
WatchedAuthor = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_author)
]
WatchedChanges = Annotated[tuple[WatchedFor, ...], Field(min_length=1)]


class Watch(DeclaredTable):
    """What is told of, and where to. At least one of words, sources, addresses and authors is needed.

    An article must meet each of them that is there; of the entries of a list one is enough.
    """

    name: Name
    """The name of the file without `.toml`. It is not written into the file."""
    title: Title | None = None
    """What messages call the watch; without a value, its name."""
    words: WatchWords | None = None
    """Words that must all stand in the headline or text, in the syntax of `newsarchive search`:
    `ferry "night train" -cruise`. Of an edit, in what stood there before or in what stands there now."""
    sources: tuple[Name, ...] = ()
    """Names of sources."""
    addresses: tuple[WatchedAddress, ...] = ()
    """URLs of articles, or what they begin with: `https://news.example/politics/`. Whether `http` or `https`,
    and `www.`, makes no difference."""
    authors: tuple[WatchedAuthor, ...] = ()
    """Authors that the page names, before or after an edit."""
    languages: tuple[Language, ...] = ()
    """Languages of articles (`zh`, `en`)."""
    on: WatchedChanges = ("new", "edited")
    """What is told: `new` articles; `edited` ones; only edits that `added` text with the words in it, in the
    headline too; only changes of the `headline`; articles that are `withdrawn`, and those that are back."""
    smallest_change: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Edits that add and remove fewer characters than that are not told of; with `added`, that add fewer."""
    copies: bool = False
    """Whether messages tell of each copy of a new article, or of the first alone. The feed has all."""
    to: tuple[Name, ...] = ()
    """Channels that get messages: names in the file NEWSARCHIVE_CHANNELS. The feed of a watch needs none."""
    message_language: MessageLanguage = "en"
    """The language of messages: `en`, or `zh` for Chinese. Of articles it changes nothing."""
    every: Interval | None = None
    """Send at most one message in that time (`1h`, `1d`), with all there is. Without a value, one for each
    article; more than ten that wait come in one."""
    since: date | None = None
    """Tell of what the archive stored since that day, too (`2026-01-31`), when the watch is new. Without a
    value it tells of what comes from now on."""

    @property
    def called(self) -> str:
        """What messages call it."""
        return self.title or self.name

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not (self.words or self.sources or self.addresses or self.authors):
            raise ValueError("allowed: at least one of words, sources, addresses and authors")
        return self


# The fields that a file may have.
WATCH_FIELDS = tuple(name for name in Watch.model_fields if name != "name")
