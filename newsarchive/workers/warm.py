"""Loads the stages and the language model in the fork server, before it forks workers.

Importing this module takes a second of processor time. It has only MODEL_ERROR to offer.
"""

from __future__ import annotations

import newsarchive.text.cleaning.clean
import newsarchive.text.extraction.extract_page  # noqa: F401 - for what it loads
from newsarchive.text.language import detect_language

MODEL_ERROR: OSError | None = None
try:
    _WARMED = detect_language(
        "The first call unpacks the model into a temporary file; nobody needs its answer."
    )
except OSError as error:  # a full disk: raised here, it would end every fork server
    MODEL_ERROR = error
