"""Lines that are a name and a full stop: "Ada Roe." signs a text, "Ave Maria." does not."""

from __future__ import annotations

import re

from newsarchive.text.metadata.east_asian_names import is_name_without_space
from newsarchive.text.metadata.known_names import VIETNAMESE, is_borne, is_known_name
from newsarchive.text.metadata.known_places import is_known_place
from newsarchive.text.metadata.person_names import ABBREVIATED
from newsarchive.text.page.byline_labels import label_pattern
from newsarchive.text.sentences import FULL_STOP

# How wishes begin that have the words of names: "Viva España.", "Long Live Charles.".
_WISHED = re.compile(
    r"(?:ave|hail|jai|viva|vivan|vive|visca|hasta|long live|slava|gloria|forza|força|salve|adi[oó]s|adeus"
    r"|gracias|danke|merci|grazie|bravo|happy|merry|god|amen|слава|jesus|christ)\s",
    re.IGNORECASE,
)
# How names of places and clubs begin and end that have the words of names.
_OF_PLACE = re.compile(
    r"(?:san|santa|santo|são|saint|sainte|new|nova|nueva|port|fort|mount|lake|villa|real|aston)\s"
    r"|.*\s(?:villa|city|town|united|county|rovers|palace|forest|springs|beach|heights|island|park|hall)$",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?i:{label_pattern('by')})\s")


def is_stopped(line: str) -> bool:
    """Say whether a line without a label ends with a full stop that is no day's and no abbreviation's.

    "Ada Roe." signs. In Hebrew, Arabic or Korean "Nobody was hurt." has the words of a name, and so have
    wishes in capitals: "Frohe Weihnachten."
    """
    if not FULL_STOP.search(line) or ABBREVIATED.search(line):
        return False
    return not any(map(str.isdigit, line))


def may_sign_so(name: str, line: str) -> bool:
    """Say whether a name before a full stop is known by its first and last word, and no wish's or place's.

    Many a word is somebody's name, one of "Jai Hind." and "Slava Ukraini.", too: that is enough behind "by".
    """
    if _BY.match(line) and " " in name and is_borne(name):
        return True
    if VIETNAMESE.match(name) or is_name_without_space(name):
        return True
    return is_known_name(name) and not (_WISHED.match(name) or _OF_PLACE.match(name) or is_known_place(name))
