"""The gate of the text that needs no corpora: 48 pages of our own, eight languages in six layouts.

A lost paragraph is an error on any page. What comes out beside the text has a floor for each layout: raise it
when the text gets better.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from tests.benchmarks.own_layouts import FARM, LAYOUTS, OwnStory, own_stories

LANGUAGES = {"de", "en", "es", "fr", "ja", "pt", "ru", "zh"}
# Of the characters that come out, the least share that belongs to the story (measured 2026-11-27). What is
# beside them: the buttons of a share bar in an application, a newsletter within the text, a line of date and
# author.
FLOORS = {
    "weblog": 1.0,
    "broadsheet": 0.989,
    "portal": 0.988,
    "application": 0.943,
    "debated": 1.0,
    "hijacked": 1.0,
}


@cache
def read(language: str, layout: str) -> CleanArticle:
    body = LAYOUTS[layout](story_in(language)).encode()
    url = f"https://{layout}.example/2026/03/14/{language}.html"
    return run_stages(FetchedPage(url=url, body=body, content_type="text/html; charset=utf-8"))


@cache
def story_in(language: str) -> OwnStory:
    return next(story for story in own_stories() if story.language == language)


def lost(article: CleanArticle, story: OwnStory) -> list[str]:
    """Return the paragraphs that are no line of the text, or not in their order."""
    lines = article.text.split("\n")
    missing = [text for text in story.paragraphs if text not in lines]
    kept = [line for line in lines if line in story.paragraphs]
    return missing or ([] if kept == story.paragraphs else kept)


def purity(layout: str) -> tuple[float, dict[str, list[str]]]:
    """Return the share of the characters that are the stories', and by language the lines that are not."""
    beside = {}
    right = wrong = 0
    for language in sorted(LANGUAGES):
        story = story_in(language)
        more = [line for line in read(language, layout).text.split("\n") if line not in story.paragraphs]
        right += sum(map(len, story.paragraphs))
        wrong += sum(map(len, more))
        if more:
            beside[language] = more
    return right / (right + wrong), beside


def test_there_are_dozens_of_pages_in_many_languages() -> None:
    assert {story.language for story in own_stories()} == LANGUAGES
    assert len(LANGUAGES) * len(LAYOUTS) >= 40


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_paragraph_is_lost(layout: str) -> None:
    articles = {language: read(language, layout) for language in sorted(LANGUAGES)}
    assert {article.verdict for article in articles.values()} == {"article"}
    missing = {language: lost(article, story_in(language)) for language, article in articles.items()}
    assert {language: texts for language, texts in missing.items() if texts} == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_little_comes_out_beside_the_text(layout: str) -> None:
    share, beside = purity(layout)
    assert share >= FLOORS[layout], beside


@pytest.mark.parametrize("layout", LAYOUTS)
def test_titles_and_languages_are_those_of_the_page(layout: str) -> None:
    found = {language: read(language, layout) for language in sorted(LANGUAGES)}
    wrong = {
        language: (article.title, article.facts.language)
        for language, article in found.items()
        if (article.title, article.facts.language) != (story_in(language).title, language)
    }
    assert wrong == {}


def test_readers_comments_and_spam_are_in_no_text() -> None:
    for language in LANGUAGES:
        story = story_in(language)
        debated, hijacked = read(language, "debated").text, read(language, "hijacked").text
        assert not [text for text in story.comments if text in debated]
        assert not [word for word in FARM if word in hijacked]


def test_a_paragraph_that_is_missing_or_elsewhere_would_be_seen() -> None:
    story, article = story_in("en"), read("en", "weblog")
    lines = article.text.split("\n")
    assert lost(replace(article, text="\n".join(lines[1:])), story) == [story.paragraphs[0]]
    assert lost(replace(article, text="\n".join(reversed(lines))), story)
