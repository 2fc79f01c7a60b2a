"""Quick looks that spare a slow one: each says no only where the slow one finds nothing."""

import re
import sys
import unicodedata
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.evidence import ReservationOrigin
from newsarchive.text import reservations
from newsarchive.text.beyond_ascii import LEAST_OF_PAGE, beyond_ascii
from newsarchive.text.branching import branching_pattern
from newsarchive.text.dates import date_labels
from newsarchive.text.dates.other_stories import joined_address
from newsarchive.text.extraction import block_features, sown_signs
from newsarchive.text.extraction.block_features import EDGE, EDGE_LENGTH, NOT, PARTLY, SHORTEST_EDGE
from newsarchive.text.furniture import furniture_lines
from newsarchive.text.furniture.furniture_lines import (
    READING_TIME,
    WORD_COUNT,
    is_source_line,
    tells_length,
)
from newsarchive.text.letters import FOLD, count_letters
from newsarchive.text.metadata import byline_parts
from newsarchive.text.metadata.page_elements import PROFILES, TAG_ADDRESS, TELLING
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.metadata.title_candidates import title_key
from newsarchive.text.mirror import zhuyin
from newsarchive.text.mojibake import escapes, radicals
from newsarchive.text.mojibake.subjects import SHOWING_CODE
from newsarchive.text.page import bounded_parse, page_blocks, style_sheets
from newsarchive.text.page.block_facts import box_bits
from newsarchive.text.page_kinds import kind_labels
from newsarchive.text.page_kinds.kind_features import ADDRESS_WORD, MOMENT, MONEY, NO_WORD, PRICE
from newsarchive.text.reservations import may_reserve, reservations_of
from newsarchive.text.sentences import SAYS, SAYS_DENSE, SENTENCE_END, says_something

PIECES = st.sampled_from(
    (
        *(
            "<meta ",
            "<META\n",
            'name="robots"',
            "name=tdm-reservation",
            'content="noarchive"',
            "content=NONE",
        ),
        *(
            "content=1",
            "content='1'",
            ">",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "robots",
            "none",
            " ",
            "<",
        ),
    )
)


@given(st.lists(PIECES, max_size=14).map("".join))
@example('<script>"<meta "</script <meta name=robots content=noarchive>')
@example("<!-- <meta --><META NAME=ROBOTS CONTENT=NoArchive>")
@example("<meta name=tdm-reservation content=1>")
def test_no_page_that_reserves_is_passed_over(source: str) -> None:
    metas = list(reservations._metas(source))
    spoken = [(name, value) for name, value in metas if name and name in reservations.SPOKEN_TO]
    assert may_reserve(source) or not [*reservations._said(spoken, metas, ReservationOrigin.META)]


def test_a_page_that_reserves_is_read() -> None:
    source = "<meta name=robots content=none>"
    assert may_reserve(source)
    assert [each.value for each in reservations_of((), source)] == ["none"]


FORMS = sorted(furniture_lines._table_of_forms("read") | furniture_lines._table_of_forms("minutes"))
LINES = st.lists(
    st.sampled_from(
        (*FORMS, "one min read", "ONE", "来源：", "作者:", "2031-05-04", "10:11", " | ", "·", "新华网", "a")
    ),
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_reading_times_is_looked_at(form: str) -> None:
    for line in (form, form.replace("#", "3"), f"·•| {form.upper()} |"):
        assert tells_length(line) == ((READING_TIME.match(line) or WORD_COUNT.match(line)) is not None)


@given(LINES)
def test_reading_times_are_told_as_by_their_patterns(line: str) -> None:
    assert tells_length(line) == ((READING_TIME.match(line) or WORD_COUNT.match(line)) is not None)


@given(LINES | st.text(max_size=40))
def test_a_source_line_has_a_digit_or_a_colon(line: str) -> None:
    if is_source_line(line):
        assert ":" in line or "：" in line or re.search(r"\d", line)
    elif ":" not in line and "：" not in line and not re.search(r"\d", line):
        pieces = (furniture_lines.LABEL_ONLY, furniture_lines.DATE_PIECE, furniture_lines.LABELLED)
        assert not any(piece.search(line) for piece in pieces)


@given(st.text(max_size=30) | st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_letters_are_cut_alike(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert kind_labels._key(text) == kind_labels._NO_LETTERS.sub("", folded)
    assert title_key(text) == re.sub(r"[\W_]+", "", folded)


@given(st.text(max_size=40))
def test_words_of_addresses_are_cut_alike(text: str) -> None:
    cut = text.encode("utf-8", "replace").translate(NO_WORD).split()
    assert [word.decode() for word in cut] == ADDRESS_WORD.findall(text)


@given(st.lists(st.text(alphabet="0123456789:./-年 a", max_size=12), max_size=8))
def test_moments_are_found_line_by_line(lines: list[str]) -> None:
    joined = "\n".join(lines)
    found = {joined[: match.start()].count("\n") for match in MOMENT.finditer(joined)}
    assert found == {at for at, line in enumerate(lines) if MOMENT.search(line)}


PATHS = ("/tag/", "/profil", "/profile/", "/by/", "?tag=", "/label", "s/", "x", "/")


@given(st.lists(st.sampled_from(PATHS), max_size=4))
def test_links_that_tell_are_those_of_authors_and_tags(pieces: list[str]) -> None:
    address = "".join(pieces)
    words = ("/author", "/autor", "/auteur", "/people/", "/profile/", "/profil/", "/by/", "/writer")
    tags = ("/tag/", "/tags/", "/keyword/", "/keywords/", "/label/", "/labels/", "?tag=")
    assert bool(PROFILES.search(address)) == any(
        word in address for word in (*words, "/journalist", "/contributors/")
    )
    assert bool(TAG_ADDRESS.search(address)) == any(tag in address for tag in tags)
    assert bool(TELLING.search(address)) == bool(PROFILES.search(address) or TAG_ADDRESS.search(address))


def test_what_is_a_letter_or_digit_is_what_folding_keeps() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [char for char in every if char.isalnum() == bool(FOLD.match(char))] == []


@given(st.text("ab1 .,é。漢字\u0e01\u0e02\u1000かナ한!?»)", max_size=50))
@example("a" * 25 + ".")
@example("a" * 24 + ". ")
def test_lines_of_ascii_are_weighed_as_any_others(line: str) -> None:
    is_dense = re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", line) is not None
    is_long = len(line) >= SAYS_DENSE if is_dense else count_letters(line) >= SAYS
    ends = SENTENCE_END.search(line) or re.search("[\u0e00-\u109f\u1780-\u17ff]", line)
    assert says_something(line) == bool(is_long and ends)


@given(st.text("ab", min_size=20, max_size=90), st.text("ab\n", max_size=400))
@example("a" * 60, "a" * 30)
@example("b" + "a" * 60, "a" * 30)
@example("a" * 59, "a" * 58)
def test_parts_and_edges_of_lines_are_found_as_by_three_searches(letters: str, text: str) -> None:
    long = len(letters) >= SHORTEST_EDGE
    is_edge = long and (letters[:EDGE_LENGTH] in text or letters[-EDGE_LENGTH:] in text)
    assert block_features._part(letters, text) == (PARTLY if letters in text else EDGE if is_edge else NOT)


@given(st.text("abcXYZ-_1ſK", max_size=30))
@example("relatedPosts-RELATED Related2 share")
@example("adBox AD Ad İnav")
def test_hints_are_the_words_in_small_letters(value: str) -> None:
    kinds = {word: 0 for _, words in page_blocks._lines() for word in words}
    for number, (_, words) in enumerate(page_blocks._lines()):
        for word in words:
            kinds[word] |= 1 << number
    bits = 0
    for word in page_blocks.NAMING_WORD.findall(value):
        bits |= kinds.get(word.lower(), 0)
    assert page_blocks.hint_bits(value) == bits


def test_hints_know_each_word_however_it_is_written() -> None:
    for number, (_, words) in enumerate(page_blocks._lines()):
        for word in words:
            assert page_blocks.NAMING_WORD.fullmatch(word)
            for written in (word, word.capitalize(), word.upper()):
                if page_blocks.NAMING_WORD.fullmatch(written):
                    assert page_blocks.hint_bits(written) >> number & 1


def test_bits_of_boxes_are_those_of_their_numbers() -> None:
    tree = document_fromstring(
        "<body class='nav related'><div id=share><ul class=comment><li>One<li><a href=/x>Two</a></ul></div>"
        "<table class=author><tr><td>Three<td>Four</table><p>Five"
    )
    blocks = page_blocks.page_blocks(tree).blocks
    counts = [len(page_blocks.TAGS)] * 2 + [len(page_blocks.hint_kinds())] * 3
    for block, row in zip(blocks, box_bits(blocks).tolist(), strict=True):
        above = block.box.parent
        upper = above.parent if above else None
        numbers = (
            block.box.tag | (above.tag if above else 0),
            block.box.tags,
            block.box.hints,
            (above.hints if above else 0) | (upper.hints if upper else 0),
            block.box.hints_above,
        )
        told = [
            number >> bit & 1 for number, count in zip(numbers, counts, strict=True) for bit in range(count)
        ]
        assert row == told


# An ideograph of each plane, a letter, and one or two signs of each kind.
SIGNED = "\u6587\U00020000a\n\u202a\ufe05\ufe00\u3164\ue000\U000f0000\u0336\u20d0"


@given(st.text(SIGNED, max_size=40))
def test_signs_between_ideographs_are_found_as_from_what_stands_before(text: str) -> None:
    for signs, _ in sown_signs._KINDS:
        plain = re.compile(f"(?<=[{sown_signs._HAN}])[{signs}]+(?=[{sown_signs._HAN}])")
        found = [one.span() for one in sown_signs._between(signs).finditer(text)]
        assert found == [one.span() for one in plain.finditer(text)]


@given(st.text(SIGNED + "é\ud800", max_size=8))
def test_signs_that_a_page_lacks_stand_between_no_ideographs(text: str) -> None:
    present = "".join(set(sown_signs._ANY.findall(text)))
    for signs, _ in sown_signs._KINDS:
        assert sown_signs._any_of(signs, present) or sown_signs._between(signs).search(text) is None


@given(st.text("\"'\\\n{;a ", max_size=30))
def test_a_string_with_a_sign_of_structure_is_expected(sheet: str) -> None:
    strings = "".join(style_sheets._STRING.findall(sheet))
    assert style_sheets._PERHAPS_STRUCTURED.search(sheet) or not style_sheets._STRUCTURE.search(strings)


@given(st.text("\"'\\\na", max_size=30))
def test_strings_of_sheets_are_found_as_sign_by_sign(sheet: str) -> None:
    plain = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?+|'(?:[^'\\\n]|\\.)*+'?+")
    assert style_sheets._STRING.findall(sheet) == plain.findall(sheet)


@given(st.text("&#0x19fF;12a ", max_size=30))
def test_references_to_what_no_page_can_hold_are_found_before_they_are_taken(source: str) -> None:
    once = bounded_parse._NAMED.sub(bounded_parse._blank_or_none, source)
    assert bounded_parse._without_named(source) == bounded_parse._NAMED.sub(" ", once)


@given(st.lists(st.sampled_from(("/*", "*/", "<!--", "-->", "a", "\n", "*", "/")), max_size=12).map("".join))
def test_sheets_without_comments_of_markup_lose_their_own_alike(sheet: str) -> None:
    is_asked = "/*" in sheet or "<!--" in sheet
    expected = style_sheets._COMMENT.sub("", sheet) if is_asked else sheet
    assert style_sheets.without_comments(sheet) == expected


@given(st.text(), st.sampled_from((1, LEAST_OF_PAGE)))
def test_what_is_beyond_ascii_is_all_that_is(text: str, times: int) -> None:
    foreign = "".join(char for char in text if not char.isascii())
    assert beyond_ascii(text * times if len(text) < 20 else text) == (
        foreign * (times if len(text) < 20 else 1)
    ).encode("utf-8", "surrogatepass")


def test_all_zhuyin_and_all_radicals_begin_as_is_looked_for() -> None:
    every = "".join(map(chr, range(0x3105, 0x312A)))
    assert all(zhuyin._LEAD in beyond_ascii(char) for char in every)
    assert all(radicals._LEAD.search(beyond_ascii(chr(code))) for code in radicals._FORMS)


MARKUP = st.lists(
    st.sampled_from(
        (
            *(
                "<script>",
                "<SCRIPT src=a>",
                "</script>",
                "</Script >",
                "<scripts>",
                "<pre>",
                "</pre>",
                "<code",
            ),
            *(
                "<!-- ",
                " -->",
                "<p>",
                "</p>",
                "<",
                ">",
                "a",
                "\\u00e9",
                "\\u4e2d",
                "cafu00e9 ",
                "=C3=A9",
                "</",
            ),
            *("<\u212abd>", "</kbd>", "<\u017fcript>", "<pre/>", "<b title='u00e9'>"),
        )
    ),
    max_size=14,
).map("".join)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)


def _pieces_shown(text: str) -> list[str]:
    """Piece by piece, every tag looked at."""
    within: str | None = None
    shown: list[str] = []
    for at, piece in enumerate(escapes._TAGS.split(text)):
        found = _TAG_NAME.match(piece) if at % 2 else None
        name = found[1].lower() if found else ""
        if at % 2 == 0:
            shown += [piece] if within is None else []
        elif within is None and name in SHOWING_CODE and not piece.startswith("</"):
            within = name
        elif name == within and piece.startswith("</"):
            within = None
    return shown


@given(MARKUP)
def test_the_tags_of_code_tell_what_is_shown(source: str) -> None:
    parts = (escapes._TAGS.split(source[begin:end])[::2] for begin, end in escapes._shown(source))
    assert [piece for part in parts for piece in part] == _pieces_shown(source)


PRICES = st.lists(st.sampled_from((*MONEY, *MONEY, "5", " ", "\n", "k", "r", "Ft", "z", "ł")), max_size=9)


@given(PRICES.map("".join))
def test_no_price_is_without_a_sign_of_money(text: str) -> None:
    assert PRICE.search(text) is None or any(sign in text for sign in MONEY)


@given(st.sets(st.text("abß.+", min_size=1, max_size=4)), st.text("abcß.+ A", max_size=12))
def test_branches_match_what_the_words_match(words: set[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = re.compile(branching_pattern(words), flags).search(text)
        meant = re.compile(f"(?:{plain})", flags).search(text)
        assert (found and found.span()) == (meant and meant.span())


CHANGES = date_labels._words()["updated"]


@given(st.lists(st.sampled_from((*CHANGES, "a", " ", "Not ", "yet ", "1")), max_size=4).map("".join))
def test_no_label_of_a_change_is_without_its_word(text: str) -> None:
    labels = date_labels._pattern().finditer(text.casefold())
    assert date_labels.names_change(text) is any(label.lastgroup == "updated" for label in labels)


PLACES = (*("http://", "https://", "HTTP://", "a.com", "A.com:80", "/", "..", "/./", "/../", "//", "http:"),)
ADDRESSES = st.lists(st.sampled_from((*PLACES, *"?#;=&x[] é\t-_")), max_size=7).map("".join)
BASES = st.sampled_from(
    ("", "http://b.org/c/d?e", "https://b.org", "file:///x", "http://[", "b", "HTTPS://B/")
)


@given(BASES, ADDRESSES)
def test_an_address_that_stands_is_joined_as_it_stands(base: str, address: str) -> None:
    try:
        meant = urljoin(base, address)
    except ValueError:
        meant = ""
    assert joined_address(base, address) == meant


BESIDE = st.sampled_from(
    (
        *("Ada Roe", ", in ", ", à ", "Rome", "Publish Date: x", "Update Date :"),
        *("가나=", "(가=나)", "김서연 기자", " "),
    )
)


@given(st.lists(BESIDE, max_size=5).map("".join))
def test_what_is_beside_names_has_its_sign(line: str) -> None:
    assert " Date" in line or byline_parts._SAID_OF_DAY.sub("", line) == line
    assert "," in line or byline_parts._WHERE.sub("", line) == line
    assert "=" in line or byline_parts._KOREAN_PLACE.sub("", line) == line


@given(st.text(st.characters(max_codepoint=127)))
def test_the_letters_of_a_name_are_those_of_any_text(name: str) -> None:
    assert letters_of_name(name) == re.sub(r"[\W_]+", "", name).casefold()
