"""Signs sown between ideographs against copying and search, most of them invisible, taken out again.

Each kind of sign means something elsewhere, so that nothing goes but what stands between ideographs many
times on a page, and there in a way in which the sign is never meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from math import log

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mirror.character_odds import frequency, log_chance
from newsarchive.text.spam.unmasking import fold_table

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
# All bytes but those that these begin with in UTF-8: U+3400 is E3 90 80, U+9FFF E9 BF BF, U+20000 F0 A0 80 80
_NO_HAN_LEADS = bytes(byte for byte in range(256) if not (0xE3 <= byte <= 0xE9 or byte == 0xF0))
# What sown signs stand beside too, where they stand between ideographs: Chinese signs, letters, digits.
_BESIDE = _HAN + "\u2014\u2018-\u201d\u2026\u3001-\u3011\uff01-\uff1fA-Za-z0-9"

# They say nothing of ideographs: selectors of emoji, joiners and switches of other scripts, parts of music,
# tags of flags, places of objects that were not copied. 200B and its like go from every line.
_EMPTY = (
    "\u034f\u061c\u17b4\u17b5\u202a-\u202c\u2066-\u2069\u206a-\u206f\ufe03-\ufe0f\ufff9-\ufffc"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
# Which form of an ideograph is meant.
_FORMS = "\ufe00-\ufe02\U000e0100-\U000e01ef"
# Seen as blanks, by some, or as whatever a font has there.
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
# Drawn through the ideograph before, or around it.
_DRAWN = "\u0334-\u0338\u20d0-\u20e0\u20e5-\u20ea"
_ANY = re.compile(f"[{_EMPTY}{_FORMS}{_FILLERS}{_PRIVATE}{_DRAWN}]")

# An override turns the order of letters, and what is annotated between lines has its own signs in order:
# there these are meant.
_TURNED, _ANNOTATED = re.compile("[\u202d\u202e]"), "\ufffa"
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL_OR_BRAILLE = re.compile("[\uac00-\ud7a3\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u2801-\u28ff]")

# Of a page's signs between ideographs; what was left in a copy by accident is seen once or twice.
_FEWEST = 4
# Where the words decide. Pairs of neighbours in news have a mean of 0.68 (standard deviation 1.98), pairs
# with one character left out between them -1.33 (1.46): of sixteen such pairs one mean in 200 is above -0.2,
# and one of neighbours in 30 below (2026-12-01, 2,500 pairs).
_FEWEST_PAIRS, _LEAST_ODDS, _MOST_OF_ONE = 16, -0.2, 3.0
_RAREST = 1e-9
# Pairs that are looked at: the first hundreds tell.
_MOST_PAIRS = 400
# A paragraph that tells something: so many ideographs and a stop. An example has so many signs on the mean.
_TAG, _STOPPED, _IDEOGRAPH = (
    re.compile("<[^<>]*>"),
    re.compile("[。！？][”’」』]?\\s*$"),
    re.compile(f"[{_HAN}]"),
)
_SHORTEST_TOLD, _FEWEST_IN_EXAMPLE = 20, 3
# Forms, with the word for a character behind them, from which on they are told of. Of 196,318 pairs
# of ideographs in news 56 are so (2026-12-01). Chosen between that and a page on type, of which all are.
_MOST_TOLD_OF = 0.3
# Names have a form of their own on the same few ideographs, most of them rare. Those that are seen more often
# than this make up most of the news. Struck text is of more than one ideograph at a time.
_FEWEST_MARKED, _EVERYDAY, _LEAST_EVERYDAY, _LEAST_ALONE = 8, 5e-4, 0.5, 0.6


def without_sown_signs(text: str) -> tuple[str, int]:
    """Return the source of a page without the signs sown between its ideographs, and their number."""
    # Most of a page is markup, in ASCII: which signs it has at all is asked of the rest.
    foreign = beyond_ascii(text)
    if not _may_have_han(foreign):
        return text, 0
    present = "".join(set(_ANY.findall(foreign.decode("utf-8", "surrogatepass"))))
    count = 0
    for signs, is_sown in _KINDS:
        if not _any_of(signs, present):
            continue
        places = [found.span() for found in _between(signs).finditer(text)]
        if len(places) >= _FEWEST and is_sown(text, signs, places):
            text, times = _beside(signs).subn("", text)
            count += times
    return text, count


@cache
def _between(signs: str) -> re.Pattern[str]:
    # It begins with a sign, which is sought sooner than what stands before it; no sign is an ideograph.
    return re.compile(f"[{signs}](?<=[{_HAN}][{signs}])[{signs}]*+(?=[{_HAN}])")


@cache
def _beside(signs: str) -> re.Pattern[str]:
    return re.compile(f"(?<=[{_HAN}])[{signs}]+(?=[{_BESIDE}<\n])|(?<=[{_BESIDE}>\n])[{signs}]+(?=[{_HAN}])")


def _may_have_han(foreign: bytes) -> bool:
    """Whether there are bytes that ideographs begin with in UTF-8: a look at all characters takes longer."""
    return bool(foreign.translate(None, _NO_HAN_LEADS))


_Places = Sequence[tuple[int, int]]


def _says_nothing(text: str, _signs: str, _places: _Places) -> bool:
    """Whether nothing on the page gives these signs a meaning."""
    return _TURNED.search(text) is None and _ANNOTATED not in text


def _is_no_form(text: str, _signs: str, places: _Places) -> bool:
    """Whether no form of an ideograph is meant: a name has its own each time; Japanese pages keep theirs.

    Who tells of forms says 字, "character", behind them.
    """
    told_of = sum(text[end] == "字" for _, end in places)
    return (
        _KANA.search(text) is None and told_of < _MOST_TOLD_OF * len(places) and _stand_anywhere(text, places)
    )


def _parts_words(text: str, signs: str, places: _Places) -> bool:
    """Whether what stands before and behind belongs together: then no sign of its own stood between.

    A character that only a font or an old charset has stands in place of another, and a blank between words.
    """
    if len(places) < _FEWEST_PAIRS:
        return False
    if signs == _FILLERS and _HANGUL_OR_BRAILLE.search(text):
        return False
    folds = fold_table()
    pairs = [(text[start - 1] + text[end]).translate(folds) for start, end in places[:_MOST_PAIRS]]
    odds = [_odds(pair[0], pair[1]) for pair in dict.fromkeys(pairs)]
    return len(odds) >= _FEWEST_PAIRS and sum(odds) > _LEAST_ODDS * len(odds)


def _odds(first: str, second: str) -> float:
    """How much likelier than anywhere `second` is behind `first`; one pair says only so much."""
    odds = log_chance(first, second) - log(frequency(second) + _RAREST)
    return max(-_MOST_OF_ONE, min(_MOST_OF_ONE, odds))


def _is_no_line(text: str, signs: str, places: _Places) -> bool:
    """Whether nothing was struck out or encircled: what is marked are single ideographs, of any kind."""
    if _are_examples(text, signs):
        return False
    ends = {end for _, end in places}
    alone = sum(
        start - 1 not in ends and not _any_of(signs, text[end + 1 : end + 2]) for start, end in places
    )
    return alone >= _LEAST_ALONE * len(places) and _stand_anywhere(text, places)


def _are_examples(text: str, signs: str) -> bool:
    """Whether some paragraphs in a row have several of these signs each, and those around them have none.

    So a teacher shows what to read aloud, or which characters pupils mistook, and says more around it; signs
    are sown over all of a text, which a summary and a house's sentence may stand around.
    """
    counts = [len(_between(signs).findall(piece)) for piece in _TAG.split(text) if _is_told(piece)]
    marked = [at for at, count in enumerate(counts) if count]
    if not marked or marked[0] == 0 or marked[-1] == len(counts) - 1 or 2 * len(marked) > len(counts):
        return False
    return len(marked) == marked[-1] - marked[0] + 1 and sum(counts) >= _FEWEST_IN_EXAMPLE * len(marked)


def _is_told(piece: str) -> bool:
    return _STOPPED.search(piece) is not None and len(_IDEOGRAPH.findall(piece)) >= _SHORTEST_TOLD


def _any_of(signs: str, text: str) -> bool:
    return re.search(f"[{signs}]", text) is not None


def _stand_anywhere(text: str, places: _Places) -> bool:
    """Whether the ideographs before these signs are many, and such as any text is full of."""
    marked = [text[start - 1].translate(fold_table()) for start, _ in places]
    everyday = sum(frequency(char) > _EVERYDAY for char in marked)
    return len(set(marked)) >= _FEWEST_MARKED and everyday >= _LEAST_EVERYDAY * len(marked)


_KINDS: tuple[tuple[str, Callable[[str, str, _Places], bool]], ...] = (
    (_EMPTY, _says_nothing),
    (_FORMS, _is_no_form),
    (_FILLERS, _parts_words),
    (_PRIVATE, _parts_words),
    (_DRAWN, _is_no_line),
)
