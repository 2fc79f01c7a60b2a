"""`newsarchive crawl`: which sources are crawled now, one after another, each in a process of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from logging import WARNING
from pathlib import Path

# The crawl's downloads, before all that is ours: each deprecated name in them looks through what is loaded
# (scrapy.utils.deprecate), and that is least now.
import scrapy.core.downloader.handlers.http11  # noqa: F401
from scrapy.settings import Settings

from newsarchive import clock
from newsarchive.cli.crawl_one import Request, crawl_one
from newsarchive.cli.gc_tuning import relieve_collector
from newsarchive.cli.project import project_settings, say_without_contact
from newsarchive.cli.subprocesses import SignalsToChild, own_command
from newsarchive.crawl_arguments import read_arguments
from newsarchive.errors import ArchiveError, EndedEarlyError, SourceError, UsageError, worst_exit_code
from newsarchive.logs.speaking import say, say_error, start
from newsarchive.monitoring.alarms import raise_stalled_alarms, remember_mistakes
from newsarchive.monitoring.notify import OutageMarker, notifier
from newsarchive.schedule.due import due_moments, due_now
from newsarchive.sources import Source, load_each_source
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.database.location import parsed, require_folder
from newsarchive.storage.interfaces.crawl_store import SourceFacts

# Several sources, one after another, each in a child process; a signal ends the one at work and the rest.


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
    return worst_exit_code(codes)


def _options(asked: Request) -> list[str]:
    options = ["--child"]
    options += ["--limit", str(asked.limit)] if asked.limit is not None else []
    options += ["--since", asked.since] if asked.since is not None else []
    options += ["--until", asked.until] if asked.until is not None else []
    flags = {"--due": asked.due, "--backfill": asked.backfill, "--wayback": asked.wayback}
    return options + [flag for flag, given in flags.items() if given]


def crawl_sources(given: Sequence[str], asked: Request, *, every: bool, child: bool) -> int:
    """Crawl the sources given, all, or what is due of them, one after another; return the gravest exit code.

    `child` is of several that somebody else started: what concerns all was said. UsageError where the options
    contradict one another, SourceError where every source wanted is declared wrongly, ArchiveError where
    there is no archive.
    """
    relieve_collector()
    due = asked.due
    read_arguments(None, asked.since, **asked.arguments())
    settings = project_settings()
    start(settings)
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
        _say_mistakes(loaded.mistakes, wrong)
        remember_mistakes(database_url(), wrong, notifier(settings))
    if due:
        raise_stalled_alarms(database_url(), declared.values(), notifier=notifier(settings))
        names = _due([declared[name] for name in names])
    if not child:
        say_without_contact(settings, [declared[name] for name in names])
    codes = [SourceError.exit_code] if wrong else []
    if not names:
        say("No source is due." if due else "No source is declared.")
    elif len(names) == 1:
        codes.append(crawl_one(settings, names[0], asked))
    else:
        codes.append(crawl_in_children(names, asked))
    return worst_exit_code(codes)


def _say_mistakes(mistakes: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Say in full what keeps a wanted source from being crawled, of others only which they are."""
    if wanted:
        left_out = f"{len(wanted)} declared wrongly and not crawled: {', '.join(wanted)}."
        say_error(SourceError("\n".join([*wanted.values(), left_out])))
    others = [name for name in mistakes if name not in wanted]
    if others:
        say(
            f"newsarchive: declared wrongly, not asked for here: {', '.join(others)}"
            " ('newsarchive sources check' says what is wrong).",
            level=WARNING,
        )


def _named(given: Sequence[str], declared: Sequence[str], *, every: bool, due: bool) -> list[str]:
    listed = f"Declared are: {', '.join(declared) or 'none'}."
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise UsageError(f"Unknown source {', '.join(map(repr, unknown))}.", hint=listed)
    if every and (given or due):
        raise UsageError("--all goes with neither names nor --due.", hint=listed)
    if not (given or every or due):
        raise UsageError("Which source? Name one or more, or give --all or --due.", hint=listed)
    return list(dict.fromkeys(given)) or list(declared)


def prepare_archive(settings: Settings, declared: Iterable[Source], unreadable: Collection[str] = ()) -> None:
    """Say now, before anything is started, when there is no archive; write the declarations into it.

    `unreadable` names sources whose declaration is wrong: they are not taken for retired.
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
