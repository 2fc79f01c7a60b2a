"""Derived data: what our code computes from stored revisions, made anew for rows that are older than it.

A migration knows none of our code, so it leaves such columns and tables empty; the steps here fill them when
`newsarchive db upgrade` has brought the schema to head. New revisions get theirs in the savepoint of their
save. A step is a module of this package; its object is listed in `steps.STEPS`.
"""

from __future__ import annotations

from newsarchive.storage.deriving.completing import complete, lacking
from newsarchive.storage.deriving.step import Step
from newsarchive.storage.deriving.steps import STEPS

__all__ = ["STEPS", "Step", "complete", "lacking"]
