"""Whether a line tells of what a text tells of: by words, or pairs of letters, that they have in common."""

from __future__ import annotations

import re
from itertools import pairwise

from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import has_no_stops, is_dense

# Words that they share; letters of these in a script with capitals and in others, and by how many they are
# told whatever their ending; of its pairs of letters the share, in Chinese, Japanese, Korean or Thai.
_ALIKE, _OF_WORD, _UNCASED, _STEM, _PAIRS = 2, 5, 4, 6, 1 / 3
_OF_GRAMMAR = re.compile("[\u3040-\u309f]{2}")  # endings and small words of Japanese


def shares_words(line: str, known: str) -> bool:
    """Say whether a line has two words, or a third of its pairs of letters, of a text of letters only."""
    if has_no_stops(line) or is_dense(line):
        pairs = {*map("".join, pairwise(letters_only(line)))}
        pairs = {pair for pair in pairs if not _OF_GRAMMAR.fullmatch(pair)}
        return bool(pairs) and sum(pair in known for pair in pairs) >= _PAIRS * len(pairs)
    shortest = _OF_WORD if line.lower() != line.upper() else _UNCASED
    stems = {word[:_STEM] for word in map(letters_only, line.split()) if len(word) >= shortest}
    return sum(stem in known for stem in stems) >= _ALIKE
