"""Learn how much each sign of a sales pitch weighs: `python -m benchmarks.training.train_pitches`.

Reads `pitches.tsv` (language, trade, form, text: spam as it is put into articles, own-written) and
`honest_stories.jsonl` (stories of honest papers, own-written, many about what spam is about), puts each piece
of spam into a story of its language, and fits a logistic regression by gradient descent. Prints the weights
as `newsarchive/text/spam/pitches.py` holds them, and what they find out of fold.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsarchive.text.sentences import sentence_spans
from newsarchive.text.spam.pitch_words import words_for
from newsarchive.text.spam.pitches import WEIGHTS, PitchArticle, Sentence, may_pitch, sells

HERE = Path(__file__).parent
SPAM, STORIES = HERE / "pitches.tsv", HERE / "honest_stories.jsonl"
SEED = 1
# Whose story a piece of spam is put into where its language has none.
_NEAREST = {
    "zh-Hant": "zh", "ms": "id", "sr": "bg", "sk": "cs", "hr": "sr", "bg": "ru", "bn": "hi", "da": "sv",
}  # fmt: skip
_STEPS, _RATE, _DECAY, _SPAM_COUNTS, _FOLDS = 6_000, 0.3, 1e-3, 3.0, 2
_AGAINST = ("bodies", "short", "shared", "shared_goods")
# Many of the honest sentences stand in stories about something else on purpose, and few have such words.
_AT_MOST = {"bodies": -1.5, "shared": -2.0}
_HEAVIEST = 1.5  # what no sign weighs more than: few pieces have some of them
_NOT_PROSE = ("title", "link")  # forms that stand in no paragraph
_FEWEST_SENTENCES, _SHORTEST = 4, 3  # sentences of a story that spam is put into; characters of a sentence
_SHOWN = (1.0, 2.0, 3.0, 4.0, 5.0)  # odds

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Story:
    """A story's language and sentences, and whether it is close to spam."""

    language: str
    sentences: tuple[str, ...]
    close: bool

    def article(self) -> PitchArticle | None:
        """Return the story as an article that holds no pitch; none in a language without words."""
        return _article(self.sentences)


@cache
def _article(sentences: tuple[str, ...]) -> PitchArticle | None:
    """Make it once: a story is asked for itself, and for each piece of spam that it is given."""
    words = words_for("\n".join(sentences))
    if words is None:
        return None
    plain = (Sentence.of(words, one) for one in sentences)
    return PitchArticle(words, tuple(replace(one, suspect=False) for one in plain))


@dataclass(frozen=True, slots=True)
class Example:
    """A text: `form` of spam, or "" of an honest sentence; whether it is looked at, and its signs if so."""

    form: str
    signs: dict[str, float]
    asked: bool


def read_spam(path: Path) -> list[list[str]]:
    """Return language, trade, form and text of each piece that stands in paragraphs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [row for row in rows if row[2] not in _NOT_PROSE]


def read_stories(path: Path) -> list[Story]:
    """Return the stories: a line each, an object with `lang`, `kind` (`ordinary` or `close`) and `text`."""
    found = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Story(one["lang"], _sentences(one["text"]), one["kind"] == "close") for one in found]


def hosts_for(language: str, stories: Sequence[Story]) -> list[Story]:
    """Return the ordinary stories that spam of a language is put into, or those of the nearest one."""
    for near in (language, _NEAREST.get(language, ""), "en"):
        found = [one for one in stories if one.language == near and not one.close]
        if found := [one for one in found if len(one.sentences) >= _FEWEST_SENTENCES]:
            return found
    return []


def examples(spam: Sequence[Sequence[str]], stories: Sequence[Story]) -> list[Example]:
    """Return all spam, each piece in a story, and all sentences of the stories."""
    rng = random.Random(SEED)
    hosts = {language: hosts_for(language, stories) for language in {row[0] for row in spam}}
    found: list[Example] = []
    for language, _, form, text in spam:
        if article := rng.choice(hosts[language]).article():
            found.append(_example(article, form, text))
    for story in stories:
        if article := story.article():
            found += [_example(article, "", one.text, one) for one in article.sentences]
    return found


def _example(article: PitchArticle, form: str, text: str, own: Sentence | None = None) -> Example:
    # Most texts are not looked at, and their signs are two thirds of the work (2026-12).
    signs = article.signs(text, own) if may_pitch(article.words, text) else {}
    return Example(form, signs, asked=bool(signs) and sells(signs))


def _sentences(paragraphs: Sequence[str]) -> tuple[str, ...]:
    spans = ((text, span) for text in paragraphs for span in sentence_spans(text))
    return tuple(one for text, (start, end) in spans if len(one := text[start:end].strip()) > _SHORTEST)


def fit(names: Sequence[str], signs: Matrix, spam: npt.NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Return weights and bias of a logistic regression with an L2 penalty on scaled signs.

    No sign of selling speaks against a pitch, and none of a report or of the article for one.
    """
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    lowest = np.array([-np.inf if name in _AGAINST else 0.0 for name in names])
    highest = [_AT_MOST.get(name, 0.0) if name in _AGAINST else _HEAVIEST for name in names] * spread
    scaled = (signs - mean) / spread
    counts = np.where(spam, _SPAM_COUNTS, 1.0)
    weights, bias = np.zeros(signs.shape[1]), 0.0
    for _ in range(_STEPS):
        error = (1 / (1 + np.exp(-(scaled @ weights + bias))) - spam) * counts
        weights -= _RATE * (scaled.T @ error / len(spam) + _DECAY * weights)
        weights = np.clip(weights, lowest, highest)
        bias -= _RATE * float(error.mean())
    return weights / spread, bias - float((weights * mean / spread).sum())


def _show_out_of_fold(found: Sequence[Example], names: Sequence[str], signs: Matrix) -> None:
    """Print what weights learnt on one half find in the other, at which odds."""
    spam = np.array([bool(one.form) for one in found])
    odds = np.zeros(len(found))
    fold = np.random.default_rng(SEED).integers(0, _FOLDS, len(found))
    for part in range(_FOLDS):
        weights, bias = fit(names, signs[fold != part], spam[fold != part])
        odds[fold == part] = signs[fold == part] @ weights + bias
    forms = Counter(one.form for one in found)
    for least in _SHOWN:
        cut = Counter(one.form for one, value in zip(found, odds, strict=True) if value >= least)
        shares = ", ".join(f"{form} {cut[form] / forms[form]:.2f}" for form in forms if form)
        print(f"odds {least}: of spam {(odds[spam] >= least).mean():.3f} ({shares}); honest {cut['']}")


def learnt_weights(spam: Path = SPAM, stories: Path = STORIES, *, shown: bool = False) -> dict[str, float]:
    """Return the weights that the files give; `shown`: say how many examples there are, and what is found."""
    found = examples(read_spam(spam), read_stories(stories))
    asked = [one for one in found if one.asked]
    names = [name for name in WEIGHTS if name != "bias"]
    signs = np.array([[one.signs[name] for name in names] for one in asked])
    if shown:
        for name, some in (("pieces of spam", True), ("honest sentences", False)):
            counts = [sum(bool(one.form) is some for one in those) for those in (asked, found)]
            print(f"of {counts[1]} {name} {counts[0]} have signs enough to be asked about")
        _show_out_of_fold(asked, names, signs)
    weights, bias = fit(names, signs, np.array([bool(one.form) for one in asked]))
    return {"bias": bias, **dict(zip(names, map(float, weights), strict=True))}


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spam", type=Path, default=SPAM)
    parser.add_argument("--stories", type=Path, default=STORIES)
    options = parser.parse_args()
    for name, weight in learnt_weights(options.spam, options.stories, shown=True).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
