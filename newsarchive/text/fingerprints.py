"""What makes two captures the same revision: a key that ignores what no reader would call a change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

# As the scorer of the corpora counts: each Han, Kana, Thai, Lao, Khmer, Myanmar character is one word.
CHARACTER_WORDS = (
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f\U00020000-\U0003ffff"
)
WORD = re.compile(f"[{CHARACTER_WORDS}]|(?:(?![{CHARACTER_WORDS}])\\w)+")


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def word_count(text: str) -> int:
    """Return the number of words; a Han, Kana, Thai, Lao, Khmer or Myanmar character counts as one."""
    return sum(1 for _ in WORD.finditer(text))


def revision_key(title: str | None, text: str, authors: Sequence[str]) -> str:
    """Return the key of a revision: SHA-256 hex of normalised title, text and by-line."""
    parts = [_normal(title or ""), _normal(text), *(_normal(author) for author in authors)]
    return sha256_hex("\x00".join(parts).encode("utf-8", "surrogatepass"))


def _normal(value: str) -> str:
    folded = unicodedata.normalize("NFKC", value)
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")
