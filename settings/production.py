"""Scheduled crawls: only what needs a look is logged, counters go into the archive."""

from __future__ import annotations

from .base import *  # noqa: F403 - an overlay
