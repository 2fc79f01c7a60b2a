"""What the fork server does before it forks: it unpacks the language model, once for all workers.

Importing this module takes 0.4 s of CPU; nothing else is to be had from it.
"""

from __future__ import annotations

from newsarchive.text.language import detect_language

WARMED = detect_language("The first call to the model unpacks it; the answer is of no interest to anyone.")
