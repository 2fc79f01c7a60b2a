"""Sentences in any script: what ends one, where each stands, and whether a line is one.

A line is a sentence by its stop, or by its length in a script that writes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from newsarchive.text.letters import LONGEST_KEPT, count_letters, weigh_letters

# Letters from which a line with a stop says something, characters of one in Chinese, Japanese or Korean, and
# letters from which a line without one may be a sentence too.
SAYS, SAYS_DENSE, PROSE = 25, 10, 35
# Sentences from which a text is a story, however short they are: what stands above an offer has one to three.
SHORT_STORY = 5
# For character classes. What ends a sentence and nothing else: Sentence_Terminal in plane 0, and of Chakma
# (Unicode 17.0, PropList.txt), but for the next. What pauses, or stands in numbers and abbreviations: in
# Armenian "․" (U+2024). What may follow a stop; behind an emoji a selector does.
OWN_STOPS = (
    "\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104a\u104b\u1362\u1367"
    "\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f\u1b5a\u1b5b\u1b5e\u1b5f"
    "\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u203c\u203d\u2047-\u2049\u2cf9-\u2cfb\u2e2e\u2e3c\u2e53\u2e54\u2e60"
    "\u2e61\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1"
    "\uabeb\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff1f\uff61\U00011141-\U00011143"
)
SHARED_STOPS = ".!?．․…⋯"
STOPS = SHARED_STOPS + OWN_STOPS
CLOSING = "\"”“»«'’」』）)\\]\ufe0f"
# A stop, the quotation marks and brackets behind it, and the agency or note that follows; `;` asks in Greek.
SENTENCE_END = re.compile(rf"[{STOPS};\u037e][{CLOSING}]*(?:\s*[(\[（][^()\[\]（）]{{1,20}}[)\]）])?$")
# What a line in which that is found ends with: most labels and headlines do not, and are not searched.
_LAST = re.compile(rf"[{STOPS};\u037e{CLOSING}\n]")
# A stop that states, and asks or calls for nothing.
FULL_STOP = re.compile(
    rf"[.．。｡\u0589\u06d4\u0701\u0702\u0964\u0965\u104a\u104b\u1362\u17d4\u1803\u1c7e\ua4ff\uabeb][{CLOSING}]*\s*$"
)
_STOP_IN_TEXT = re.compile(rf"[{OWN_STOPS}]|(?<!\d)．(?!\d)|[.!?․](?=[\s{CLOSING}]|$)")
# Behind a stop, and the marks that close behind it, another sentence may begin.
_BETWEEN = re.compile(
    rf"(?:[{OWN_STOPS}!?]|(?<=[^\W\d][^\W\d])．|(?:(?<=\w\w)|(?<=\d)|(?<=[)%»”’\"']))[.․…⋯])[\"“”»’」』）)\ufe0f]*"
    r"(?:\s+|(?<=[。！？｡”」』）])|(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])|$)"
)
_BLANK = re.compile(r"\s+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSTOPPED = re.compile("[\u0e00-\u109f\u1780-\u17ff]")


def says_something(line: str) -> bool:
    """Return whether a line is a sentence: closed by a stop, or long enough in a script that writes none."""
    return _is_remembered_to_say(line) if len(line) <= LONGEST_KEPT else _says(line)


def _says(line: str) -> bool:
    return is_long(line, SAYS, SAYS_DENSE) and ends_sentence(line)


# The lines of a page are asked about by one stage after another.
_is_remembered_to_say = lru_cache(maxsize=2_000)(_says)


def told_lines(lines: Iterable[str], paragraph: int) -> tuple[str, ...]:
    """Return the lines that are paragraphs: from so many letters on, weighed by how much they say.

    Where none is as long, the sentences, if there are as many as make a story.
    """
    every = tuple(lines)
    long = tuple(line for line in every if weigh_letters(line) >= paragraph)
    if long or len(every) < SHORT_STORY:
        return long
    short = tuple(line for line in every if says_something(line))
    return short if len(short) >= SHORT_STORY else ()


def is_long(line: str, letters: int, dense: int) -> bool:
    """Return whether a line has so many letters, or in Chinese, Japanese or Korean so many characters."""
    if line.isascii():  # most lines are labels: no more letters than characters
        return len(line) >= letters and count_letters(line) >= letters
    return len(line) >= dense if is_dense(line) else count_letters(line) >= letters


def is_dense(line: str) -> bool:
    """Return whether a line has a character of Chinese, Japanese or Korean: few of these say much."""
    return not line.isascii() and _DENSE.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with a stop, or has a letter of a script that writes none, or not always."""
    if _LAST.match(line, len(line) - 1) and SENTENCE_END.search(line):
        return True
    return not line.isascii() and _UNSTOPPED.search(line) is not None


def has_no_stops(line: str) -> bool:
    """Return whether most of a line is of a script that parts by blanks: Thai, Lao, Tibetan, Burmese, Khmer.

    The last two have stops as well, and headlines and many lines without.
    """
    return not line.isascii() and 2 * len(_UNSTOPPED.findall(line)) > len(line)


def count_stops(text: str) -> int:
    """Return how many stops a text has: of quotations and abbreviations too, not "…"; Thai has none."""
    return len(_STOP_IN_TEXT.findall(text))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, what stands behind the last stop as one more.

    Thai and its neighbours write no stop: there each blank parts what may be sentences.
    """
    stop = _BLANK if has_no_stops(text) else _BETWEEN
    spans: list[tuple[int, int]] = []
    start = 0
    for found in stop.finditer(text):
        spans.append((start, found.end()))
        start = found.end()
    return [*spans, (start, len(text))] if text[start:].strip() else spans
