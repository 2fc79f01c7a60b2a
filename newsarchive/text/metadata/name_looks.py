"""What a name looks like: how many words, whether lists of names have them, or an organisation's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.text.letters import begins_small
from newsarchive.text.metadata.east_asian_names import is_name_without_space
from newsarchive.text.metadata.known_names import has_family_name, has_given_name
from newsarchive.text.page.byline_labels import PARTICLES

ORGANISED = re.compile(
    r"\b(?:news|times|post|daily|courier|herald|journal|team|staff|group|media|magazine|blog|online|company|bank|agency"
    r"|institute?|network|press|radio|tv|zeitung|nachrichten|presse|verlag|redaktion|club|shop|inc|ltd|gmbh|the|e\.?v\.?"
    r"|services?|solutions?|university|universität|college|school|center|centre|association|foundation|society|ministry|council"
    r"|office|department|committee|studios?|labs?|software|digital|insurance|health|care|security|hotels?|travel|home|photography"
    r"|stiftung|verband|bund|amt|landes\w*|marketing|design|guide|tips|world|global|international|research|publishing)\b",
    re.IGNORECASE,
)
# The alphabets of which the lists of given and family names have some.
_LISTED_SCRIPTS = re.compile(
    "[\u0000-\u06ff\u0750-\u077f\u0900-\u097f\u10a0-\u10ff\u1e00-\u1fff\uac00-\ud7a3]"
)


def name_shape(name: str) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against a name being a person's, by its look: a feature and its value."""
    # A name that needs no space has a family name and a given name all the same.
    words = [name[:1], name[1:]] if is_name_without_space(name) else name.split()
    yield f"words_{min(len(words), 5)}", 1.0
    named = [word for word in words if word.lower() not in PARTICLES]
    capital = [word for word in named if not begins_small(word)]
    if len(capital) == len(named) and 2 <= len(words) <= 4:
        yield "named", 1.0
    if len(capital) < len(named):
        yield "lower_case", 1.0
    yield from _listed(name, len(words))
    if ORGANISED.search(name):
        yield "organised", 1.0
    if name.isupper() and len(name) <= 4:
        yield "initials", 1.0
    if any(map(str.isdigit, name)):
        yield "digits", 1.0


def _listed(name: str, words: int) -> Iterator[tuple[str, float]]:
    """What the lists of names say; in scripts of which they have none, nothing is unknown to them."""
    given, family = has_given_name(name), has_family_name(name) or is_name_without_space(name)
    if given:
        yield "given", 1.0
    if family:
        yield "family", 1.0
    if given and words > 1:
        yield "given_and_more", 1.0
    if words > 1 and not given and not family and _LISTED_SCRIPTS.match(name):
        yield "unknown", 1.0
