"""Whether a page that writes 03/04/2019 means March or April."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# English is written month first in the United States and the Philippines, day first almost everywhere else.
DAY_FIRST_ENGLISH = re.compile(
    r"\.(?:uk|ie|au|nz|in|pk|bd|lk|np|za|ng|ke|gh|ug|tz|zw|zm|mt|cy|sg|my|hk|jm|tt|eu|de|fr|nl|be|ch|at|it|es|se|no|dk|fi"
    r"|pl|ru|ae|il|tr)$"
)
MONTH_FIRST_LANGUAGES = frozenset({"en", "fil", "tl"})


def writes_month_first(language: str | None, url: str) -> bool:
    """Return whether pages of this language and domain usually write the month before the day."""
    if language not in MONTH_FIRST_LANGUAGES:
        return False
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    return not DAY_FIRST_ENGLISH.search(host)
