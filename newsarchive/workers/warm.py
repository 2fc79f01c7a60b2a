"""Loads the stages and the language model before the fork server forks.

Importing this module takes a second of CPU; nothing else is to be had from it but what came in between.
"""

from __future__ import annotations

import newsarchive.text.cleaning.clean
import newsarchive.text.extraction.extract_page  # noqa: F401 - for what it loads
from newsarchive.text.language import detect_language

MODEL_ERROR: OSError | None = None
try:
    _WARMED = detect_language(
        "The first call to the model unpacks it; the answer is of no interest to anyone."
    )
except OSError as error:  # a disk without room for it: the fork server would die of it, again and again
    MODEL_ERROR = error
