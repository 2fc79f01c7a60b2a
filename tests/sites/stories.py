"""Invented news in four languages: every story has its own headline and enough sentences to be an article."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.sites.words import LANGUAGES, Words

NEWEST = datetime(2026, 11, 3, 18, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `number` is its own in its site."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    language: str

    @property
    def slug(self) -> str:
        """The headline as an address has it."""
        kept = "".join(character if character.isalnum() else " " for character in self.title.lower())
        return "-".join(kept.translate(_PLAIN).split())

    @property
    def teaser(self) -> str:
        return self.paragraphs[0]


_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "í": "i", "ó": "o", "á": "a", "ñ": "n", "ú": "u"}
)


def stories(site: str, language: str, count: int, *, hours: int = 5) -> list[Story]:
    """Return stories of one site, newest first, one every `hours`."""
    chance = random.Random(site)
    words = LANGUAGES[language]
    made: dict[str, Story] = {}
    while len(made) < count:
        number = len(made)
        filled = _filling(words, chance)
        title = chance.choice(words.titles).format(**filled)
        if title not in made:
            published = NEWEST - timedelta(hours=hours * number, minutes=chance.randrange(50))
            paragraphs = _paragraphs(words, filled, chance)
            made[title] = Story(number, title, paragraphs, filled["person"], published, language)
    return list(made.values())


def _filling(words: Words, chance: random.Random) -> dict[str, str]:
    return {
        "place": chance.choice(words.places),
        "office": chance.choice(words.offices),
        "thing": chance.choice(words.things),
        "person": chance.choice(words.people),
        "n": str(chance.randrange(12, 980)),
        "m": str(chance.randrange(2, 11)),
    }


def _paragraphs(words: Words, filled: dict[str, str], chance: random.Random) -> tuple[str, ...]:
    sentences = [sentence.format(**filled) for sentence in chance.sample(words.sentences, 9)]
    cuts = (0, 2, 4, 6, 8, 9)
    return tuple(words.space.join(sentences[start:end]) for start, end in pairwise(cuts))
