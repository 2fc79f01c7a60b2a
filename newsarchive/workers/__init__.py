"""Worker processes that run the stages on pages (docs/explanation/performance.md#workers)."""

from newsarchive.environment import worker_count
from newsarchive.workers.limits import Limits
from newsarchive.workers.open_pool import InlinePool, Pool, open_pool, submitted
from newsarchive.workers.pool import ExtractionPool

__all__ = ["ExtractionPool", "InlinePool", "Limits", "Pool", "open_pool", "submitted", "worker_count"]
