"""Whether a line is a sentence: by its stop, or by its length in a script that writes none."""

from __future__ import annotations

import re

from newsarchive.text.letters import count_letters

# Letters from which a line with a stop says something, characters of one in Chinese, Japanese or Korean, and
# letters from which a line without one may be a sentence too.
SAYS, SAYS_DENSE, PROSE = 25, 10, 35
# A stop, the quotation marks and brackets behind it, and the agency or note that follows.
SENTENCE_END = re.compile(
    r"[.!?。！？…।؟۔։።｡;][\"”“»«\')’」』）\]]*(?:\s*[(\[（][^()\[\]（）]{1,20}[)\]）])?$"
)
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSTOPPED = re.compile("[\u0e00-\u109f\u1780-\u17ff]")


def says_something(line: str) -> bool:
    """Return whether a line is a sentence: closed by a stop, or long enough in a script that writes none."""
    return is_long(line, SAYS, SAYS_DENSE) and ends_sentence(line)


def is_long(line: str, letters: int, dense: int) -> bool:
    """Return whether a line has so many letters, or in Chinese, Japanese or Korean so many characters."""
    return len(line) >= dense if _DENSE.search(line) else count_letters(line) >= letters


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with a stop, or is of a script that writes none."""
    return bool(SENTENCE_END.search(line) or _UNSTOPPED.search(line))


def has_no_stops(line: str) -> bool:
    """Return whether most of a line is of a script that writes none: Thai, Lao, Tibetan, Burmese, Khmer."""
    return 2 * len(_UNSTOPPED.findall(line)) > len(line)
