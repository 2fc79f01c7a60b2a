"""Invented news for real themes: what is known of it is right, and what a page does not say is not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.training.rendered_programs import day_format
from benchmarks.training.rendered_remarks import with_remarks
from benchmarks.training.rendered_sites import main, read_themes, states_author, states_day, states_story
from benchmarks.training.rendered_stories import (
    ALPHABETS,
    CHARACTERS,
    KnownSite,
    KnownStory,
    known_site,
    languages_of,
    more_languages,
)

MORE = more_languages()
EACH_LANGUAGE = pytest.mark.parametrize("language", (*CHARACTERS, *ALPHABETS, *MORE))
FEWEST_THEMES, FEWEST_PROGRAMS = 25, 5


def page_of(story: KnownStory, shown: str = "") -> str:
    return f"<html><body><article><h1>{story.title}</h1>{story.html}</article>{shown}</body></html>"


def site(language: str = "en") -> KnownSite:
    return known_site("quay.example", language)


@EACH_LANGUAGE
def test_a_site_has_short_and_long_news_that_nobody_else_wrote(language: str) -> None:
    known = site(language)
    short, long = ([one for one in known.stories if one.is_short is wanted] for wanted in (True, False))
    assert len(short) == len(long) == 6
    assert max(len(one.text) for one in short) < min(len(one.text) for one in long)
    assert len({one.title for one in known.stories}) == len(known.stories)
    assert any(one.hidden for one in known.stories)
    assert max(len(one.remarks) for one in known.stories) > 0
    for story in known.stories:
        assert "{" not in story.title + story.text
        told = story.title + story.text + "".join(remark.name + remark.text for remark in story.remarks)
        assert story.author not in told
        assert states_story(page_of(story), story)


def test_a_name_decides_all_that_is_left_to_chance() -> None:
    assert site() == site()
    assert site().stories != known_site("other.example", "en").stories
    assert {one.author for one in known_site("quay.example", "en", one_author=True).stories} == {
        known_site("quay.example", "en", one_author=True).owner
    }


def test_a_theme_has_two_languages_of_characters_and_one_with_an_alphabet() -> None:
    first, second, third = languages_of("hexo-next")
    assert {first, second} <= set(CHARACTERS)
    assert first != second
    assert third in ALPHABETS


def test_a_theme_has_languages_of_choice_only_where_they_are_asked_for(tmp_path: Path) -> None:
    labels = [theme.label for theme in read_themes(tmp_path)[1]]
    assert not {language for label in labels for language in languages_of(label)} & set(MORE)
    asked = {label: languages_of(label, MORE) for label in labels}
    assert all(len(set(three)) == 3 for three in asked.values())
    assert {language for three in asked.values() for language in three} == set(MORE)
    assert asked[labels[0]] == languages_of(labels[0], MORE[::-1])
    assert languages_of(labels[0], ("ka",)) == ("ka",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--languages", "ka,xx", "--folder", "elsewhere"], "no words in xx"),
        (["--languages", "ka"], "needs a --folder of its own"),
    ],
)
def test_languages_of_choice_are_known_and_have_a_folder_of_their_own(
    options: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["rendered_sites", *options])
    with pytest.raises(SystemExit):
        main()
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("language", MORE)
def test_a_language_of_choice_has_enough_to_tell(language: str) -> None:
    known = known_site("quay.example", language)
    assert {len(known.menu), len({story.author for story in known.stories})} == {4, 2}
    assert states_day(
        page_of(known.stories[0], known.stories[0].published.strftime(day_format(known))), known.stories[0]
    )


def test_numbers_are_written_with_the_digits_of_a_language() -> None:
    told = "".join(story.title + story.text for story in site("fa").stories)
    assert set("۰۱۲۳۴۵۶۷۸۹") <= set(told)
    assert not set("0123456789") & set(told)


@pytest.mark.parametrize(
    "written",
    [
        "{0:%Y-%m-%d}",
        "{0:%d.%m.%Y}",
        "{0:%d/%m/%Y}",
        "{0:%B %d, %Y}",
        "{0:%Y年%m月%d日}",
        "{0:%Y년 %m월 %d일}",
        "{0:%d %b %Y}",
    ],
)
def test_a_day_counts_as_stated_where_the_page_has_it_whole(written: str) -> None:
    story = site().stories[0]
    assert states_day(page_of(story, f"<time>{written.format(story.published)}</time>"), story)
    assert not states_day(
        page_of(story, f"<p>{story.published:%B %Y}</p><p>{story.published.day}</p>"), story
    )
    assert not states_day(page_of(story), story)


@pytest.mark.parametrize(
    "written",
    [
        "२८ अक्टूबर २०२६",
        "28 अक्तू॰ 2026",
        "২৮ অক্টোবর, ২০২৬",
        "28 அக்டோபர், 2026",
        "௨௮/௧௦/௨௦௨௬",
        "۲۸ اکتبر ۲۰۲۶",
        "٢٨ أكتوبر ٢٠٢٦",
        "2026. október 28.",
        "10월 28, 2026",
        "十月 28, 2026",
        "tháng 10 28, 2026",
    ],
)
def test_a_day_counts_as_stated_in_other_scripts(written: str) -> None:
    story = replace(site().stories[0], published=datetime(2026, 10, 28, tzinfo=UTC))
    assert states_day(page_of(story, f"<time>{written}</time>"), story)


def test_what_a_script_knows_is_not_stated() -> None:
    story = site().stories[0]
    known = f"{story.author} {story.published:%Y-%m-%d}"
    kept = page_of(story, f"<script>window.site = '{known}'</script>")
    assert not states_author(kept, story)
    assert not states_day(kept, story)
    stated = page_of(story, f'<script type="application/ld+json">"{known}"</script>')
    assert states_author(stated, story)
    assert states_day(stated, story)
    assert not states_story(f"<script>'{page_of(story)}'</script>", story)


def test_what_a_comment_in_the_markup_has_is_not_stated() -> None:
    story = site().stories[0]
    known = f"{story.author} {story.published:%Y-%m-%d}"
    kept = page_of(story, f"<!--[--><!--><p>Imprint</p><!-- <p>{known}</p> -->")
    assert states_story(kept, story)
    assert not states_author(kept, story)
    assert not states_day(kept, story)
    assert states_author(page_of(story, f"<!--[--><p>{known}</p><!--]-->"), story)


def test_a_copyright_line_states_no_author() -> None:
    story = site().stories[0]
    assert states_author(page_of(story, f"<div>{story.author}</div>"), story)
    assert not states_author(page_of(story, f"<footer><p>© {story.author}</p></footer>"), story)
    foot = f"<article><p>Text</p><footer>By {story.author}</footer></article>"
    assert states_author(page_of(story, foot), story)


@pytest.mark.parametrize("theme", "abcdefghij")
def test_comments_stand_behind_the_article(theme: str) -> None:
    story = next(one for one in site().stories if one.remarks)
    html = with_remarks(page_of(story), story.remarks, theme)
    assert all(html.count(f">{remark.text}<") for remark in story.remarks)
    assert html.index(story.remarks[0].text) > html.index("</article>")
    assert with_remarks(page_of(story), (), theme) == page_of(story)
    room = page_of(story, '<div id="disqus_thread"></div><p>Imprint</p>')
    assert with_remarks(room, story.remarks, theme).endswith("</div><p>Imprint</p></body></html>")


def test_comments_stand_behind_an_article_that_has_articles_in_it() -> None:
    story = next(one for one in site().stories if one.remarks)
    teasers = "<ul><li><article>Bread</article></li><li><article>Ships</article></li></ul>"
    html = page_of(story).replace("</article>", f"{teasers}</article>")
    shown = with_remarks(html, story.remarks, "a")
    assert shown.index(story.remarks[0].text) > shown.index(f"{teasers}</article>")


def test_the_table_has_themes_of_several_programs_with_their_versions(tmp_path: Path) -> None:
    programs, themes = read_themes(tmp_path)
    assert len(themes) >= FEWEST_THEMES
    assert len(programs) >= FEWEST_PROGRAMS
    assert len({theme.label for theme in themes}) == len(themes)
    assert {theme.program for theme in themes} == set(programs)
    pinned = [package for theme in themes if theme.program != "wordpress" for package in theme.packages]
    assert all("==" in package or "@" in package for package in pinned)
