"""Several sources, one after another, each in a child process; a signal ends the one at work and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.cli.children import SignalsToChild, own_command
from newsarchive.cli.crawl_one import Request
from newsarchive.cli.gravity import gravest
from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.logs.speaking import say


def crawl_in_children(names: Sequence[str], asked: Request) -> int:
    """Crawl the sources in order and return the gravest exit code (1 over 4 over 3 over 2).

    An archive that went away ends the round: the sources after it would fail alike.
    """
    codes: list[int] = []
    with SignalsToChild() as signals:
        for name in names:
            codes.append(signals.run(own_command("crawl", name, *_options(asked))))
            if signals.received is not None:
                codes.append(EndedEarlyError.exit_code)
                break
            if codes[-1] == ArchiveError.exit_code:
                say("newsarchive: the other sources are left for the next time.")
                break
    return gravest(codes)


def _options(asked: Request) -> list[str]:
    options = ["--child"]
    options += ["--limit", str(asked.limit)] if asked.limit is not None else []
    options += ["--since", asked.since] if asked.since is not None else []
    options += ["--until", asked.until] if asked.until is not None else []
    flags = {"--due": asked.due, "--backfill": asked.backfill, "--wayback": asked.wayback}
    return options + [flag for flag, given in flags.items() if given]
