"""Arabic words as they are searched: by their letters, however hamza, vowels and stretching are written.

The same letters fold as in Lucene's ArabicNormalizer (hamza and madda on alef, alef maqsura, ta marbuta,
tatweel, vowel marks), and wasla and the small alef with them. What is folded is stored in the index.
"""

from __future__ import annotations

# Marks that most writers leave out, what stretches a word, and hamza and madda that no letter took up.
UNWRITTEN = "\u0640\u064b-\u0655\u0670"
_SAME = {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"}
ARABIC_FORMS: dict[int, str | None] = {ord(form): letter for form, letter in _SAME.items()}
ARABIC_FORMS |= dict.fromkeys((0x640, *range(0x64B, 0x656), 0x670))
# "And" is written together with its word; before the article it is hardly ever a word's own beginning.
AND = "و"
WITH_AND = f"{AND}ال"
ARTICLE = WITH_AND[1:]


def spellings_of(letter: str) -> str:
    """Return the letters that fold to this one."""
    return "".join(form for form, plain in _SAME.items() if plain == letter)


def is_arabic(letter: str) -> bool:
    """Say whether marks may stand behind a letter."""
    return "\u0620" <= letter <= "\u06d3"
