"""For scheduled crawls: only what needs attention is logged; counters go into the archive."""

from __future__ import annotations

from .base import *  # noqa: F403 - an overlay
from .environment import log_style

# Monitoring of many machines reads JSON; a person at a terminal reads text.
NEWSARCHIVE_LOG = log_style("json unless terminal")
