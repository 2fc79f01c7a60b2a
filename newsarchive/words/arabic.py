"""Arabic words as they are searched: by their letters, however hamza, vowels and stretching are written.

The same letters fold as in Lucene's ArabicNormalizer (hamza and madda on alef, alef maqsura, ta marbuta,
tatweel, vowel marks), and wasla and the small alef with them; but alef maqsura stands at the end of the most
frequent particles, which would drown names ("on" is one letter from Ali). What is folded is stored in the
index.
"""

from __future__ import annotations

import re

# Marks that most writers leave out, what stretches a word, and hamza and madda that no letter took up.
UNWRITTEN = "\u0640\u064b-\u0655\u0670"
_SAME = {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ة": "ه"}
ARABIC_FORMS: dict[int, str | None] = {ord(form): letter for form, letter in _SAME.items()}
ARABIC_FORMS |= dict.fromkeys((0x640, *range(0x64B, 0x656), 0x670))
# Folded where it does not end one of these, which the words for "and" and "then" may begin.
MAQSURA, _YEH = "ى", "ي"
_PARTICLE = "[وف]?(?:عل|ال|حت|لد|مت|سو|بل)"
_FOLDS = re.compile(rf"(?<!\w){_PARTICLE}{MAQSURA}(?!\w)|{MAQSURA}")
_LIKE_A_PARTICLE = re.compile(rf"{_PARTICLE}{_YEH}\Z")
# "And" is written together with its word. Before the article it is hardly ever a word's own beginning, if the
# word is long enough ("parents", "governor" begin so as well).
AND = "و"
ARTICLE = "ال"
WITH_AND = f"{AND}{ARTICLE}"
_SHORTEST_NOUN = 4


def fold_maqsura(folded: str) -> str:
    """Fold the letter that only words decide on, once all other letters are folded."""
    return _FOLDS.sub(lambda found: found[0] if len(found[0]) > 1 else _YEH, folded)


def is_like_a_particle(word: str) -> bool:
    """Say whether a folded word is spelled as a particle but for its last letter."""
    return _LIKE_A_PARTICLE.match(word) is not None


def may_follow_and(word: str) -> bool:
    """Say whether a folded word is found behind "and" as well."""
    return word.startswith(ARTICLE) and len(word) >= len(ARTICLE) + _SHORTEST_NOUN


def spellings_of(letter: str) -> str:
    """Return the letters that fold to this one."""
    return MAQSURA if letter == _YEH else "".join(form for form, plain in _SAME.items() if plain == letter)


def is_arabic(letter: str) -> bool:
    """Say whether marks may stand behind a letter."""
    return "\u0620" <= letter <= "\u06d3"
