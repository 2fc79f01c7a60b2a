"""What makes two lines the same line: their letters and digits, width and case folded."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice

from newsarchive.text.letters import fold

# Longer than a headline; or ended like a sentence, and longer than a label with a full stop ("Photo: dpa.").
LONGEST_LABEL, SHORTEST_SENTENCE, SHORTEST_HAN = 60, 25, 10
SENTENCE_END = re.compile(r"[.。!！?？…][\"”’»」』）)]{0,2}$")
HAN = re.compile("[\u3400-\u9fff]")


def line_key(line: str) -> str | None:
    """Return 16 hex digits that equal lines have in common; None for a line without two letters."""
    folded = fold(line)
    if len(list(islice(filter(str.isalpha, folded[:200]), 2))) < 2:
        return None
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def is_sentence(line: str) -> bool:
    """Say whether a line is running text rather than a label, a button or a heading."""
    if len(line) > LONGEST_LABEL:
        return True
    shortest = SHORTEST_HAN if HAN.search(line) else SHORTEST_SENTENCE
    return len(line) >= shortest and bool(SENTENCE_END.search(line))
