"""`newsarchive crawl`: crawls one source in this process, several in turn in child processes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from logging import WARNING
from pathlib import Path

from scrapy.settings import Settings

# Imported before our own modules: Scrapy searches all loaded modules for each deprecated name
# (scrapy.utils.deprecate), and there are fewest now.
import newsarchive.compat.scrapy_private  # noqa: F401
from newsarchive import clock
from newsarchive.cli.crawl_one import Request, crawl_one
from newsarchive.cli.project import project_settings, say_misplaced, say_without_contact
from newsarchive.cli.stopping import StopCount
from newsarchive.cli.subprocesses import own_command, signal_name
from newsarchive.crawl_arguments import read_arguments
from newsarchive.errors import ArchiveError, EndedEarlyError, SourceError, UsageError, worst_exit_code
from newsarchive.gc_tuning import relieve_collector
from newsarchive.logs.console import print_error, print_message, set_up_logging
from newsarchive.logs.formats import spelled_name
from newsarchive.monitoring.alarms import raise_stalled_alarms, remember_mistakes
from newsarchive.monitoring.notify import OutageMarker, notifier
from newsarchive.schedule.crawl_runs import ChildCrawls, child_exit_code, crawl_once
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.schedule.due import due_moments, due_now
from newsarchive.sources import Source, load_each_source
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.database.location import parsed, require_folder
from newsarchive.storage.interfaces.crawl_store import SourceFacts

# Several sources, each in a child process; a signal ends the running crawls and skips the rest.


def crawl_in_children(names: Sequence[str], asked: Request, turn: float) -> int:
    """Crawl the sources in order, each in a child process, and return the worst exit code (1, 4, 3, 2, 0).

    A crawl that takes longer than `turn` seconds goes on beside the next ones. A signal ends the running
    crawls and skips the rest. Once the archive is unavailable no further source is crawled: it would fail as
    well.
    """
    turns = CrawlTurns(1, turn, print_message)
    crawls = ChildCrawls(lambda name: own_command("crawl", name, *_options(asked)), {})
    with StopCount() as stop:
        codes = crawl_once(
            names,
            partial(_crawl_in_child, crawls),
            crawls,
            turns,
            stops=lambda: stop.times,
            stop=crawls.stop,
        )
    if stop.received is not None:
        codes.append(EndedEarlyError.exit_code)
    elif ArchiveError.exit_code in codes:
        print_message("newsarchive: the archive cannot be used; the other sources were not crawled.")
    return worst_exit_code(codes)


def _crawl_in_child(crawls: ChildCrawls, name: str) -> int:
    code = crawls.run(name, lambda _: None)
    if code is not None and code < 0 and not crawls.stopped:
        print_message(
            f"newsarchive: the crawl of {name} was ended by {signal_name(-code)}; run it again to go on."
        )
    return child_exit_code(code)


def _options(asked: Request) -> list[str]:
    options = ["--child"]
    options += ["--limit", str(asked.limit)] if asked.limit is not None else []
    options += ["--since", asked.since] if asked.since is not None else []
    options += ["--until", asked.until] if asked.until is not None else []
    flags = {"--due": asked.due, "--backfill": asked.backfill, "--wayback": asked.wayback}
    flags |= {"--fresh": asked.fresh}
    return options + [flag for flag, given in flags.items() if given]


def crawl_sources(given: Sequence[str], asked: Request, *, every: bool, child: bool) -> int:
    """Crawl the named sources, or all, or those that are due, in turn; return the worst exit code.

    `child`: another process crawls several sources and has printed what concerns all of them. Raises
    UsageError if options contradict one another, SourceError if every declaration is invalid, and
    ArchiveError if there is no archive.
    """
    relieve_collector()
    due = asked.due
    read_arguments(None, asked.since, **asked.arguments())
    settings = project_settings()
    set_up_logging(settings)
    loaded = load_each_source(Path(settings["NEWSARCHIVE_SOURCES"]))
    declared = loaded.sources
    wanted = _named(given, loaded.names, every=every, due=due)
    names = [name for name in wanted if name in declared]
    wrong = {name: loaded.mistakes[name] for name in wanted if name in loaded.mistakes}
    if wrong and not names:
        if not child:
            remember_mistakes(database_url(), wrong, notifier(settings))
        raise SourceError("\n".join(wrong.values()))
    prepare_archive(settings, declared.values(), loaded.mistakes)
    if not child:
        _print_mistakes(loaded.mistakes, wrong)
        remember_mistakes(database_url(), wrong, notifier(settings))
    if due:
        raise_stalled_alarms(database_url(), declared.values(), notifier=notifier(settings))
        names = _due([declared[name] for name in names])
    if not child:
        say_misplaced(settings)
        say_without_contact(settings, [declared[name] for name in names])
    codes = [SourceError.exit_code] if wrong else []
    if not names:
        print_message(
            "No source is due." if due else "No source is declared. Declare one: newsarchive sources new URL"
        )
    elif len(names) == 1:
        codes.append(crawl_one(settings, names[0], asked))
    else:
        codes.append(crawl_in_children(names, asked, settings.getfloat("NEWSARCHIVE_CRAWL_TURN")))
    return worst_exit_code(codes)


def _spelled(names: Iterable[str]) -> str:
    return ", ".join(map(spelled_name, names))


def _print_mistakes(mistakes: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Report the mistakes of the sources that should be crawled, and the names of other invalid ones."""
    if wanted:
        number = f"{len(wanted)} source{'s' if len(wanted) > 1 else ''}"
        skipped = f"{number} not crawled, because of invalid declarations: {_spelled(wanted)}."
        print_error(SourceError("\n".join([*wanted.values(), skipped])))
    others = [name for name in mistakes if name not in wanted]
    if others:
        print_message(
            f"newsarchive: the declarations of other sources are invalid, too: {_spelled(others)}"
            " (run 'newsarchive sources check').",
            level=WARNING,
        )


def _named(given: Sequence[str], declared: Sequence[str], *, every: bool, due: bool) -> list[str]:
    listed = f"Declared are: {_spelled(declared) or 'none'}."
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise UsageError(f"Unknown source {', '.join(map(repr, unknown))}.", hint=listed)
    if every and (given or due):
        raise UsageError("--all cannot be combined with names or --due.", hint=listed)
    if not (given or every or due):
        raise UsageError("No source is given: name one or more, or give --all or --due.", hint=listed)
    return list(dict.fromkeys(given)) or list(declared)


def prepare_archive(settings: Settings, declared: Iterable[Source], unreadable: Collection[str] = ()) -> None:
    """Raise ArchiveError before any crawl starts if the archive cannot be used; register the sources in it.

    `unreadable` names sources whose declaration is invalid, so that they are not retired.
    """
    url = database_url()
    outages = OutageMarker(url, notifier(settings))
    try:
        require_folder(parsed(url))
        archive = open_archive(url)
        try:
            archive.crawls.register(map(_facts, declared), unreadable)
        finally:
            archive.close()
    except ArchiveError as error:
        outages.outage_began(error)
        raise
    outages.outage_ended()


def _facts(source: Source) -> SourceFacts:
    return SourceFacts(
        name=source.name,
        title=source.title,
        home=source.home,
        language=source.language,
        timezone=source.timezone,
        keep_payloads=source.keep_payloads,
    )


def _due(sources: Iterable[Source]) -> list[str]:
    now = clock.now()
    return due_now(due_moments(database_url(), sources, now), now)
