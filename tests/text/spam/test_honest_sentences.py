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


ARTICLES: dict[str, list[str]] = defaultdict(list)
for _language, _paragraph in _rows("honest_articles.tsv"):
    ARTICLES[_language].append(_paragraph)


@pytest.mark.parametrize("language", sorted({row[0] for row in _rows("honest_sentences.tsv")}))
def test_honest_sentences_stay_in_an_article_about_something_else(language: str) -> None:
    """In the middle of one in their language, behind it, and quoted in a Chinese one."""
    lost = []
    for spoken, _, text in _rows("honest_sentences.tsv"):
        if spoken != language:
            continue
        lines = text.split("\\n")
        for article in (ARTICLES[language], ARTICLES["zh"]):
            for at in (2, len(article)):
                given = (*article[:at], *(line.strip() for line in lines), *article[at:])
                lost += [block.text for block in clean_paragraphs(given)[1]]
    assert not lost
