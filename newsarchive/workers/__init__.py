"""Extraction in worker processes, behind one function (DESIGN 3, 7)."""

from newsarchive.workers.count import worker_count
from newsarchive.workers.inline import InlinePool
from newsarchive.workers.limits import Limits
from newsarchive.workers.opening import Pool, open_pool, submitted
from newsarchive.workers.pool import ExtractionPool

__all__ = ["ExtractionPool", "InlinePool", "Limits", "Pool", "open_pool", "submitted", "worker_count"]
