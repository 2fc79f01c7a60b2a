"""Which blocks the gold text calls the article's."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.training.body_labels import IN_DOUBT, PASSAGE_WEIGHT, Labeller

GOLD = "The old ferry was sold on Monday.\nWinter\nNobody in the village will miss it."


@pytest.fixture(scope="module")
def labeller(shared: Path) -> Labeller:
    return Labeller(shared / "corpora")


def test_blocks_are_right_by_the_share_of_their_words(labeller: Labeller) -> None:
    texts = [
        "Menu and search",
        "The old ferry was sold on Monday.",
        "Winter",
        "will miss",
        "A bus instead",
    ]
    labels, weights = labeller.labels(texts, {"text": GOLD})
    assert labels == [0.0, 1.0, 1.0, IN_DOUBT, 0.0]
    assert weights[1] == pytest.approx(7 / 15)


def test_of_two_copies_the_one_among_the_article_is_right(labeller: Labeller) -> None:
    first = "The old ferry was sold on Monday."
    texts = [first, *["Another story of today"] * 8, first, "Winter", "Nobody in the village will miss it."]
    labels, _ = labeller.labels(texts, {"text": GOLD})
    assert (labels[0], labels[9]) == (0.0, 1.0)


def test_known_passages_label_their_blocks_only(labeller: Labeller) -> None:
    gold = {"with": ["ferry was sold"], "without": ["Share this"]}
    labels, weights = labeller.labels(["The old ferry was sold.", "Share this story", "Else"], gold)
    assert labels == [1.0, 0.0, 0.0]
    assert weights == [PASSAGE_WEIGHT, PASSAGE_WEIGHT, 0.0]
