"""How much one page may cost before its worker is ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one worker process.

    `cpu_seconds` of processor time are given to one page: unlike a clock they do not depend on how busy the
    machine is, so that a page's fate is the same for any number of workers. `wall_seconds` ends a page that
    waits without computing. `memory_bytes` is what a worker may grow by over its size at the start (address
    space); `pages` is when a worker is replaced by a fresh one, against slow leaks of the C libraries.
    """

    # The slowest of 2,000 real pages takes under 1 s; one with
    # 841 KB of broken JSON-LD took a peer 45 s (FACTS 6).
    cpu_seconds: float = 20.0
    wall_seconds: float = 120.0
    # A tree takes about ten times its page; pages are at most 32 MiB (imports.page_file), with room for text.
    memory_bytes: int = 1_536 * 1024**2
    pages: int = 500
