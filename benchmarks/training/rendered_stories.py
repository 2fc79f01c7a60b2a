"""Invented news for real themes: sites in many languages whose texts, dates and names are known."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from tests.sites.words import LANGUAGES, Words

NEWEST = datetime(2026, 10, 28, 19, 40, tzinfo=UTC)
STORIES = 12  # a site, half of them short
_WORDS = Path(__file__).with_name("rendered_words.toml")
_MORE_WORDS = Path(__file__).with_name("rendered_more_words.toml")
# Two of each site are of the first group, which trained parts have seen least of; one is of the second.
CHARACTERS = ("zh", "zh-TW", "ja", "ko", "th")
ALPHABETS = ("en", "de", "fr", "es", "vi", "tr", "ru", "uk", "ar")
Piece = Literal["p", "h2", "li", "quote"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's comment."""

    name: str
    text: str
    day: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStory:
    """One story. `hidden` is a text that is put into its page and that no reader sees.

    `published` is in the zone of its site; `words` are those its address has, if any.
    """

    number: int
    title: str
    pieces: tuple[tuple[Piece, str], ...]
    author: str
    published: datetime
    tags: tuple[str, ...]
    remarks: tuple[Remark, ...]
    hidden: str
    is_short: bool
    words: str = ""

    @property
    def slug(self) -> str:
        """Its `words`, else an address without a word of the headline, as many sites have it."""
        return self.words or f"n{24_118 + 7 * self.number}"

    @property
    def text(self) -> str:
        """All that is to be archived."""
        return "\n".join(words for _, words in self.pieces)

    @property
    def markdown(self) -> str:
        """The body as Markdown, the hidden text as the HTML that may stand in it."""
        parts = [_MARKDOWN[kind].format(words) for kind, words in self.pieces]
        return "\n\n".join(_joined_items(parts)) + (f"\n\n{self.hidden_html}\n" if self.hidden else "\n")

    def marked_up(self, markup: Mapping[str, str]) -> str:
        """Return the body, without what is hidden, in a markup in which a list ends at an empty line."""
        text, before = "", ""
        for kind, words in self.pieces:
            text += ("\n" if kind == before == "li" else "\n\n") + markup[kind].format(words)
            before = kind
        return text.strip("\n")

    @property
    def html(self) -> str:
        """The body as HTML."""
        parts = [_HTML[kind].format(escape(words, quote=False)) for kind, words in self.pieces]
        text = "\n".join(parts).replace("</ul>\n<ul>", "\n")
        return text + (f"\n{self.hidden_html}" if self.hidden else "")

    @property
    def hidden_html(self) -> str:
        return f'<div style="{_HIDING[self.number % len(_HIDING)]}">{escape(self.hidden)}</div>'


_MARKDOWN = {"p": "{}", "h2": "## {}", "li": "- {}", "quote": "> {}"}
_HTML = {
    "p": "<p>{}</p>",
    "h2": "<h2>{}</h2>",
    "li": "<ul><li>{}</li></ul>",
    "quote": "<blockquote><p>{}</p></blockquote>",
}
_HIDING = (
    "display:none",
    "position:absolute;left:-9999px",
    "visibility:hidden;height:0",
    "font-size:0",
    "opacity:0;height:0;overflow:hidden",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSite:
    """A site in one language: what stands around its stories, and the stories, newest first."""

    name: str
    language: str
    title: str
    owner: str
    menu: tuple[str, ...]
    stories: tuple[KnownStory, ...]
    zone: str = "UTC"


def more_languages() -> tuple[str, ...]:
    """Return the languages that a theme is filled with only where they are asked for."""
    return tuple(tomllib.loads(_MORE_WORDS.read_text(encoding="utf-8")))


def languages_of(theme: str, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the three languages a theme is filled with, by its name; of those `chosen`, if any are."""
    if chosen:
        rank = {one: hashlib.sha256(f"{theme} in {one}".encode()).digest() for one in chosen}
        return tuple(sorted(rank, key=rank.__getitem__)[:3])
    at = int.from_bytes(hashlib.sha256(f"languages {theme}".encode()).digest()[:4])
    first = at % len(CHARACTERS)
    second = (first + 1 + at // 7 % (len(CHARACTERS) - 1)) % len(CHARACTERS)
    return CHARACTERS[first], CHARACTERS[second], ALPHABETS[at // 31 % len(ALPHABETS)]


def known_site(name: str, language: str, *, one_author: bool = False, count: int = STORIES) -> KnownSite:
    """Return a site; `name` decides all that is left to chance. `one_author`: the owner writes everything."""
    chance = random.Random(f"{name} {language}")
    words, more = _words_of(language)
    authors, others = words.people[:2], words.people[2:]
    owner = chance.choice(authors)
    stories: dict[str, KnownStory] = {}
    while len(stories) < count:
        number = len(stories)
        filled = _filling(words, others, chance)
        title = chance.choice(words.titles).format(**filled)
        if title in stories:
            continue
        published = NEWEST - timedelta(hours=31 * number + chance.randrange(20), minutes=chance.randrange(60))
        is_short = number % 2 == 0
        remarks = chance.randrange(11) if number % 3 else 0
        stories[title] = KnownStory(
            number=number,
            title=title,
            pieces=_pieces(words, others, filled, chance, is_short=is_short),
            author=owner if one_author else chance.choice(authors),
            published=published,
            tags=tuple(chance.sample(more["tags"], chance.randrange(1, 4))),
            remarks=tuple(_remarks(more["comments"], words, others, published, remarks, chance)),
            hidden=more["hidden"] if number % 4 == 1 else "",
            is_short=is_short,
        )
    return KnownSite(
        name=name,
        language=language,
        title=more["site"],
        owner=owner,
        menu=tuple(more["menu"]),
        stories=tuple(stories.values()),
    )


def _filling(words: Words, people: tuple[str, ...], chance: random.Random) -> dict[str, str]:
    return {
        "place": chance.choice(words.places),
        "office": chance.choice(words.offices),
        "thing": chance.choice(words.things),
        "person": chance.choice(people),
        "n": _number(words, chance.randrange(12, 980)),
        "m": _number(words, chance.randrange(3, 11)),
    }


def _number(words: Words, number: int) -> str:
    return "".join(words.digits[int(digit)] for digit in str(number))


def _pieces(
    words: Words, people: tuple[str, ...], filled: dict[str, str], chance: random.Random, *, is_short: bool
) -> tuple[tuple[Piece, str], ...]:
    """Short news has one to six sentences in one or two paragraphs; the rest has headings, lists, quotes."""
    known = list(words.sentences)
    if is_short:
        sentences = [line.format(**filled) for line in chance.sample(known, chance.randrange(1, 7))]
        cut = len(sentences) if len(sentences) < 3 or chance.random() < 0.5 else (len(sentences) + 1) // 2
        halves = (sentences[:cut], sentences[cut:])
        return tuple(("p", words.space.join(half)) for half in halves if half)
    sentences = [line.format(**filled) for line in chance.sample(known, len(known))]
    again = filled | {"n": _number(words, chance.randrange(1000, 9000)), "person": chance.choice(people)}
    again["place"] = chance.choice([place for place in words.places if place != filled["place"]])
    sentences += [line.format(**again) for line in chance.sample(known, chance.randrange(0, len(known)))]
    pieces: list[tuple[Piece, str]] = []
    while sentences:
        size = chance.choice((1, 1, 2, 2, 3, 4))
        pieces.append(("p", words.space.join(sentences[:size])))
        del sentences[:size]
    kind = chance.randrange(4)
    if kind == 1:
        heading = chance.choice(words.titles).format(**again)
        pieces.insert(len(pieces) // 2, ("h2", heading))
    elif kind == 2:
        pieces[-2:-2] = [("li", place) for place in chance.sample(words.places, 3)]
    elif kind == 3:
        pieces[2] = ("quote", pieces[2][1])
    return tuple(pieces)


def _remarks(
    lines: list[str],
    words: Words,
    people: tuple[str, ...],
    published: datetime,
    count: int,
    chance: random.Random,
) -> Iterable[Remark]:
    for number in range(count):
        chosen = chance.sample(lines, chance.choice((1, 1, 2)))
        text = words.space.join(chosen).format(place=chance.choice(words.places))
        yield Remark(chance.choice(people), text, published + timedelta(hours=9 * number + 5))


def _joined_items(parts: Iterable[str]) -> list[str]:
    """Return the parts with neighbouring items of a list in one."""
    joined: list[str] = []
    for part in parts:
        if part.startswith("- ") and joined and joined[-1].startswith("- "):
            joined[-1] += f"\n{part}"
        else:
            joined.append(part)
    return joined


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {
        language: table
        for file in (_WORDS, _MORE_WORDS)
        for language, table in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def _words_of(language: str) -> tuple[Words, dict[str, Any]]:
    more = _tables()[language]
    if "titles" not in more:
        return LANGUAGES[language], more
    space = "" if language in ("zh-TW", "ja") else " "
    names = ("titles", "sentences", "places", "offices", "things", "people")
    digits = more.get("digits", "0123456789")
    return Words(**{name: tuple(more[name]) for name in names}, space=space, digits=digits), more
