"""All steps, in the order they run: one that reads what another makes comes after it."""

from __future__ import annotations

from newsarchive.storage.deriving.changes import ChangesStep
from newsarchive.storage.deriving.days import ArticleDays, FetchDays
from newsarchive.storage.deriving.search_entries import SearchEntries
from newsarchive.storage.deriving.step import Step
from newsarchive.storage.syndication.fingerprinting import Fingerprints

STEPS: tuple[Step, ...] = (ArticleDays(), FetchDays(), ChangesStep(), SearchEntries(), Fingerprints())
