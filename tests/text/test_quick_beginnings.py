"""Looks at a beginning, or at one sign of it, that spare a search: they find what the search finds."""

import re
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.dates import page_places
from newsarchive.text.mojibake import radicals, single_byte
from newsarchive.text.page import style_sheets
from newsarchive.text.page_kinds import consent_prose, hosted_archives, story_lists
from newsarchive.text.spam import lexicon, line_context


# When a test asks: every process of tests collects all of them.
@cache
def _machines() -> tuple[lexicon._Machine, ...]:
    return (
        lexicon._machine((*SPAM_TOPICS, "innocent"), lexicon.RARE_WEIGHT),
        lexicon._machine((*SPAM_TOPICS, *lexicon.HELPERS)),
        lexicon._machine(lexicon.OFFERS),
        lexicon._machine((*lexicon.READERS, "innocent")),
        lexicon._machine((*lexicon.PROMISES, "innocent")),
    )


@cache
def _keys() -> list[str]:
    return sorted({key for machine in _machines() for key in machine.index if key.isascii()})


KEYS = st.deferred(lambda: st.sampled_from(_keys()))


@given(st.lists(KEYS | st.text("az09 _-.\n", max_size=3), max_size=8).map("".join))
@example("")
@example("_casino casino_casino 1casino\ncasino")
def test_phrases_begin_in_ascii_where_they_begin_in_any_text(text: str) -> None:
    for machine in _machines():
        assert lexicon._places(text, machine) == [found.start() for found in machine.starts.finditer(text)]


def test_radicals_begin_as_their_bytes_do() -> None:
    assert all(radicals._LEAD.match(chr(code).encode()) for code in radicals._FORMS)
    assert not radicals._LEAD.search("“Quoted” – and … so on €".encode())


# Without the look at the beginning that it has.
SIGN = re.compile(re.sub(r"^\(\?=\[[^]]*\]\)", "", single_byte.SIGN.pattern))
READ = sorted(
    {char for reading in single_byte.SINGLE_BYTE_READINGS for char in reading.table.byte_of} | set(" a中")
)


@given(st.text(READ, max_size=9))
@example("\u221a中")
@example("\u251c中")
@example("\x85")
@example("é”…")
@example("дОН")
def test_signs_of_damage_begin_as_utf_8_does(text: str) -> None:
    assert SIGN.pattern != single_byte.SIGN.pattern
    slow, quick = SIGN.search(text), single_byte.SIGN.search(text)
    assert (slow and slow.span()) == (quick and quick.span())


@given(st.text("中a一カ가ü ", max_size=150))
@example("中" * 60)
@example("中" * 59)
@example("カ" * 60)
def test_chinese_is_told_by_its_letters(text: str) -> None:
    han, kana = len(line_context._HAN.findall(text)), len(line_context._KANA_HANGUL.findall(text))
    letters = len(line_context._LETTER.findall(text))
    is_one = han >= line_context._FEWEST_HAN and kana <= line_context._MOST_KANA * han
    assert line_context.is_chinese(text) == (is_one and han >= line_context._CHINESE * letters)


@given(st.text("1２٣Ia. -/,صมค年2019", max_size=20))
@example("3 mar 19")
@example("ص 1402")
@example("5 ม.ค. 67")
def test_each_short_date_has_a_digit(text: str) -> None:
    if any(form.search(text) for form in page_places.SHORT_FORMS):
        assert page_places._DIGIT.search(text)


LINKS = st.lists(
    st.sampled_from(
        (
            *("mailto:x@y.example?", "MAILTO:a@b.example?", "In-Reply-To=1", "in-reply-to=<1>", "subject=a&"),
            *("https://", "//", "www.", "WWW.", "mhonarc", "MHonArc", "mho\nnarc", ".org", ".ORG", "/"),
            *("threads.html", "maillist.html", "thread.html", "date.html", "subject.html", "author.html"),
            *("\t", "x", "#", "?", "a/"),
        )
    ),
    max_size=6,
).map("".join)


@given(st.lists(LINKS, max_size=7))
@example(["mailto:a@b.example?subject=x&In-Reply-To=1", "threads.html", "maillist.html"])
@example(["http://WWW.MHonArc.org/", "threads.html"])
@example(["http://www.mho\nnarc.org", "maillist.html"])
def test_archives_of_letters_have_a_telling_link(links: list[str]) -> None:
    led = {hosted_archives._end_of(link) for link in links}
    if any(map(hosted_archives._ANSWER.match, links)) or hosted_archives._MAKER in led:
        assert hosted_archives._may_be_of_letters(links)


LISTED = story_lists.list_names().phrases
HEADINGS = st.lists(
    st.sampled_from(LISTED).map(" ".join) | st.sampled_from(("Ada", "Roe", "of", "2019", "標籤", "の", ":")),
    max_size=4,
)


@given(HEADINGS.map(" ".join) | HEADINGS.map("".join))
@example("Posts by Ada Roe")
@example("Adaの記事一覧")
def test_lists_are_headed_by_any_of_their_phrases(text: str) -> None:
    quick = story_lists.is_list_heading(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story_lists, "_phrases_near", lambda _, names: names.phrases)
        assert story_lists.is_list_heading(text) == quick


SAID = sorted(phrase for phrases in consent_prose._prose().values() for phrase in phrases)


@given(st.lists(st.sampled_from(SAID) | st.text("cookiepartrv同意", max_size=5), max_size=4).map("".join))
def test_what_asks_for_consent_is_found_by_its_length_too(letters: str) -> None:
    for speaker, phrases in consent_prose._prose().items():
        assert set(consent_prose._said_in(letters, speaker)) == {one for one in phrases if one in letters}


PIECES: Sequence[str] = (
    *("a", "{", "}", ";", ":", "display:none", "position : fixed", "DISPLAY:\nnone", "color:red", ".x", "&"),
    *("@media print{", "@media screen{", "/*", "*/", '"', "'", "\\", "\n", " ", '"a;b"', "'}'"),
)
PROPERTIES = frozenset({"display", "position"})


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("a{display:none}b{color:red}@media print{c{display:none}}d{position : fixed}")
def test_a_declaration_in_a_sheet_ends_before_the_next_brace(sheet: str) -> None:
    relevant = style_sheets._mentioning(PROPERTIES)
    plain = "}" + style_sheets._without_words(sheet)
    for found in relevant.finditer(plain):
        end = plain.find("}", found.start() + 1)
        assert end < 0 or found.end() <= end
    strings = style_sheets._STRING.sub(
        lambda found: '""' if style_sheets._STRUCTURE.search(found[0]) else found[0],
        style_sheets.without_comments(sheet),
    )
    assert style_sheets._without_words(sheet) == strings
