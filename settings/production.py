"""For scheduled crawls: only what needs attention is logged; counters go into the archive."""

from __future__ import annotations

from newsarchive.environment import log_style

from .base import *  # noqa: F403 - an overlay

# Monitoring of many machines reads JSON; a person at a terminal reads text.
NEWSARCHIVE_LOG = log_style("json unless terminal")
