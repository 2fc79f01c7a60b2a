"""One writer of several on one archive: whole crawls of a source of its own, and pages all of them meet.

python -m tests.storage.database.writing_together URL NUMBER PAGES
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from tests.storage.making import article, minutes

BATCH = 5


def write_pages(url: str, number: int, pages: int) -> None:
    """Save so many own pages and as many that every writer saves, in an order of its own."""
    own = [f"https://w{number}.example/{n}" for n in range(pages)]
    shared = [f"https://all.example/{n}" for n in range(pages)]
    wanted = [*own, *shared]
    random.Random(number).shuffle(wanted)
    archive = open_archive(url, wait=60)
    try:
        for at in range(0, len(wanted), BATCH):
            part = wanted[at : at + BATCH]
            crawl = archive.crawls.begin(f"writer{number}", CrawlKind.CRAWL, datetime.now(UTC))
            archive.frontier.discover(crawl, [FoundLink(url=one) for one in part], minutes(at))
            archive.saves.save(crawl, [article(one, text=f"Lamp of {one} was lit.") for one in part])
            feed = Answer(
                url=f"https://w{number}.example/feed", kind="feed", outcome=Outcome.FETCHED, at=minutes(at)
            )
            archive.frontier.record(crawl, [feed])
            archive.crawls.heartbeat(crawl, datetime.now(UTC))
            archive.crawls.end(crawl, datetime.now(UTC), "finished")
    finally:
        archive.close()


if __name__ == "__main__":
    write_pages(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
