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
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsarchive.text.spam import pitches
from newsarchive.text.spam.pitches import PitchArticle, Sentence
from newsarchive.text.spam.shape import sentence_spans

HERE = Path(__file__).parent
# Whose story a piece of spam is put into where its language has none.
_NEAREST = {
    "zh-Hant": "zh", "ms": "id", "sr": "bg", "sk": "cs", "hr": "sr", "bg": "ru", "bn": "hi", "da": "sv",
}  # fmt: skip
_STEPS, _RATE, _DECAY, _SPAM_COUNTS, _FOLDS = 6_000, 0.3, 1e-3, 3.0, 2
_AGAINST = (
    "told", "bodies", "short", "no_goods", "shared", "shared_goods", "goods_around", "goods_told",
    "short_article", "abstains",
)  # fmt: skip
# However few of the stories have such words beside others of selling: they are what reports have.
_AT_MOST = {"bodies": -1.5}
# What no other sign weighs: few pieces have some of them.
_HEAVIEST = 2.0
_NOT_PROSE = ("title", "link")  # forms that stand in no paragraph
_LONGEST_HOST = 4  # sentences a story needs to be put spam into

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its signs: `form` of spam, or "" of an honest sentence."""

    text: str
    form: str
    signs: dict[str, float]
    may_pitch: bool


Story = tuple[str, str, list[str]]


def read_stories(path: Path) -> list[Story]:
    """Return the language, the kind (`ordinary`, or close to spam) and the sentences of each story."""
    stories = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [(story["lang"], story["kind"], _sentences(story["text"])) for story in stories]


def examples(spam: Sequence[Sequence[str]], stories: Sequence[Story], seed: int) -> list[Example]:
    """Return all spam, each piece in a story, and all honest sentences that have a sign."""
    rng = random.Random(seed)
    hosts: dict[str, list[list[str]]] = defaultdict(list)
    for language, kind, sentences in stories:
        if len(sentences) >= _LONGEST_HOST and kind == "ordinary":
            hosts[language].append(sentences)
    found: list[Example] = []
    for language, _, form, text in spam:
        if form not in _NOT_PROSE:
            near = hosts.get(language) or hosts.get(_NEAREST.get(language, "")) or hosts["en"]
            article = PitchArticle(tuple(_plain(rng.choice(near))))
            found.append(
                Example(
                    text, form, signs := article.signs(text), pitches.may_pitch(text) and pitches.sells(signs)
                )
            )
    for _, _, sentences in stories:
        plain = _plain(sentences)
        article = PitchArticle(tuple(plain))
        for one in plain:
            signs = article.signs(one.text, [one])
            if pitches.may_pitch(one.text) and pitches.sells(signs):
                found.append(Example(one.text, "", signs, may_pitch=True))
    return found


def _sentences(text: str | list[str]) -> list[str]:
    paragraphs = text if isinstance(text, list) else text.split("\n")
    return [one for part in paragraphs for a, b in sentence_spans(part) if len(one := part[a:b].strip()) > 3]


def _plain(sentences: Sequence[str]) -> list[Sentence]:
    """The sentences as those of an article that holds no pitch."""
    from dataclasses import replace  # noqa: PLC0415

    return [replace(Sentence.of(at, 0, len(one), one), suspect=False) for at, one in enumerate(sentences)]


def fit(names: Sequence[str], signs: Matrix, spam: npt.NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Return weights and bias of a logistic regression with an L2 penalty on scaled signs.

    No sign of selling speaks against a pitch, and none of a report or of the article for one.
    """
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    lowest = np.array([-np.inf if name in _AGAINST else 0.0 for name in names])
    highest = (
        np.array([_AT_MOST.get(name, 0.0) if name in _AGAINST else _HEAVIEST for name in names]) * spread
    )
    scaled = (signs - mean) / spread
    counts = np.where(spam, _SPAM_COUNTS, 1.0)
    weights, bias = np.zeros(signs.shape[1]), 0.0
    for _ in range(_STEPS):
        error = (1 / (1 + np.exp(-(scaled @ weights + bias))) - spam) * counts
        weights -= _RATE * (scaled.T @ error / len(spam) + _DECAY * weights)
        weights = np.clip(weights, lowest, highest)
        bias -= _RATE * float(error.mean())
    return weights / spread, bias - float((weights * mean / spread).sum())


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spam", type=Path, default=HERE / "pitches.tsv")
    parser.add_argument("--stories", type=Path, default=HERE / "honest_stories.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lines = options.spam.read_text(encoding="utf-8").splitlines()
    spam = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = examples(spam, read_stories(options.stories), options.seed)
    names = list(found[0].signs)
    passed = sum(one.may_pitch for one in found if one.form)
    lost = 1 - passed / sum(bool(one.form) for one in found)
    found = [one for one in found if one.may_pitch]
    print(f"{lost:.3f} of spam has too few signs to be looked at")
    signs = np.array([[one.signs[name] for name in names] for one in found])
    is_spam = np.array([bool(one.form) for one in found])
    odds = np.zeros(len(found))
    fold = np.random.default_rng(options.seed).integers(0, _FOLDS, len(found))
    for part in range(_FOLDS):
        weights, bias = fit(names, signs[fold != part], is_spam[fold != part])
        odds[fold == part] = signs[fold == part] @ weights + bias
    print(f"{is_spam.sum()} pieces of spam, {(~is_spam).sum()} honest sentences with a sign; out of fold:")
    for least in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
        cut = Counter(one.form for one, value in zip(found, odds, strict=True) if value >= least)
        forms = Counter(one.form for one in found)
        shares = ", ".join(f"{form} {cut[form] / forms[form]:.2f}" for form in forms if form)
        print(f"odds {least}: of spam {(odds[is_spam] >= least).mean():.3f} ({shares}); honest {cut['']}")
    weights, bias = fit(names, signs, is_spam)
    print("    " + f'"bias": {bias:.2f},')
    for name, weight in zip(names, weights, strict=True):
        print("    " + f'"{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
