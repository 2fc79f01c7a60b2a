"""What spares most lines a closer look never spares one that needs it: each agrees with the slow way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.spam import lexicon
from newsarchive.text.spam.features import _NUMBERED_BRAND, measure, measured
from newsarchive.text.spam.lexicon import HELPERS, RARE_WEIGHT, find_phrases, is_whole, read_phrases
from newsarchive.text.spam.shape import _QUOTED, unquoted
from newsarchive.text.spam.unmasking import fold_only, fold_table, unmask

PHRASES = sorted({phrase.text for phrase in read_phrases(RARE_WEIGHT)})
PIECES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(PHRASES).map(lambda text: text[:4]),
    st.sampled_from(
        ["", " ", "-", "_", "x", "的", "ß", "\n", "“", "”", '"', "kaya88", "tg4d", "138", "İ", "а"]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def found_slowly(text: str) -> list[tuple[int, int]]:
    """Find the longest whole phrase at each place, not overlapping."""
    known = {phrase.text for phrase in lexicon._best((*SPAM_TOPICS, *HELPERS), 0.0).values()}
    longest = max(map(len, known))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        sizes = range(min(longest, len(text) - at), 0, -1)
        ends = (at + size for size in sizes if text[at : at + size] in known)
        end = next((end for end in ends if is_whole(text, at, end)), None)
        if end is not None:
            found.append((at, end))
        at = end if end is not None else at + 1
    return found


@given(TEXTS)
def test_phrases_are_found_where_they_begin(text: str) -> None:
    folded = unmask(text).text
    assert [(hit.start, hit.end) for hit in find_phrases(folded)] == found_slowly(folded)


@given(TEXTS)
def test_a_lucky_number_shows_its_brand(text: str) -> None:
    features = measured(text)
    assert list(features.numbered) == _NUMBERED_BRAND.findall(features.folded.text)


@given(TEXTS)
def test_a_quotation_begins_with_a_mark(text: str) -> None:
    assert unquoted(text) == _QUOTED.sub(" ", text)


@given(TEXTS)
def test_what_is_remembered_of_a_line_is_what_is_measured(text: str) -> None:
    assert measured(text) == measure(unmask(text))


def test_ascii_folds_as_the_table_says() -> None:
    text = "".join(map(chr, range(128)))
    assert fold_only(text) == unmask(text).text == text.translate(fold_table())
