"""`newsarchive sources import` and `export`: sources from and to the lists of feeds of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsarchive.cli.project import project_sources_folder
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of
from newsarchive.errors import SourceError, UsageError
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many, redacted
from newsarchive.sources import Source, load_each_source, load_sources, source_names
from newsarchive.sources.opml import Subscription, read_opml, write_opml
from newsarchive.survey.declaration_file import write_declaration, written_subscription
from newsarchive.survey.proposal import name_of

# Bytes: some 100,000 feeds. Of a device there is no end.
_LARGEST = 32_000_000


def import_opml(file: Path, *, printed_only: bool) -> None:
    """Declare a source for each site of an OPML file that no source has yet, and print what was done.

    Raises UsageError if the file is none, SourceError with a line for each outline that is no feed; the
    others are declared all the same.
    """
    folder = project_sources_folder()
    try:
        with file.open("rb") as stream:
            body = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    if len(body) > _LARGEST:
        raise UsageError(
            f"{file} has more than {_LARGEST:,} bytes: no list of feeds is so long.",
            hint="Name an OPML file; split one that is larger.",
        )
    read = read_opml(body, str(file))
    names = {*source_names(folder)}
    declared = _declared_feeds(folder)
    made = 0
    for site in read.sites:
        feeds = tuple(feed for feed in site.feeds if canonical_key(feed) not in declared)
        if not feeds:
            owner = declared[canonical_key(site.feeds[0])]
            echo(f"{redacted(site.title or site.feeds[0])}: declared already, by {owner}")
            continue
        name = _free_name(site, names)
        names.add(name)
        text = written_subscription(site, feeds)
        made += 1
        if printed_only:
            echo(f"# {name}.toml\n{text}")
        else:
            write_declaration(folder / f"{name}.toml", text)
            echo(f"{name}: {how_many(len(feeds), 'feed')}, {redacted(feeds[0])}")
    echo(f"{how_many(made, 'source')} {'would be ' if printed_only else ''}declared.", err=True)
    if read.mistakes:
        raise SourceError("\n".join(read.mistakes))


def _declared_feeds(folder: Path) -> dict[str, str]:
    """Return the source of each feed that is declared, by the key of its URL."""
    loaded = load_each_source(folder)
    return {
        canonical_key(listing.url): source.name
        for source in loaded.sources.values()
        for listing in source.listings()
        if listing.kind == "feed"
    }


def _free_name(site: Subscription, taken: set[str]) -> str:
    """Return a name that no source has: from the host, with a number where that is taken."""
    base = name_of(host_of(site.home or site.feeds[0]) or "")
    numbered = (f"{base[:58]}-{number}" for number in range(2, 100_000))
    return next(name for name in (base, *numbered) if name not in taken) if base in taken else base


def export_opml(names: tuple[str, ...], output: Path | None) -> None:
    """Write the feeds of all sources, or of the named ones, as OPML to a file, or to stdout.

    Raises SourceError if a declaration is wrong, UsageError if no source has a feed or the file is there.
    """
    folder = project_sources_folder()
    sources = load_sources(folder, names or None)
    sites = list(_subscriptions(sources.values()))
    for name in sorted(sources.keys() - {name for name, _ in sites}):
        echo(f"{name} has no feed, and OPML lists nothing else: it is left out.", err=True)
    if not sites:
        raise UsageError("No source has a feed: there is nothing to export.", hint="OPML lists feeds only.")
    text = write_opml((site for _, site in sites), "newsarchive")
    if output is None:
        echo(text.decode(), nl=False)
        return
    try:
        with output.open("xb") as opened:
            opened.write(text)
    except OSError as error:
        raise UsageError(
            f"{output} cannot be written: {error.strerror}.", hint="Name another file."
        ) from error
    feeds = how_many(sum(len(site.feeds) for _, site in sites), "feed")
    echo(f"{output}: {feeds} of {how_many(len(sites), 'source')}", err=True)


def _subscriptions(sources: Iterable[Source]) -> Iterator[tuple[str, Subscription]]:
    for source in sources:
        feeds = tuple(listing.url for listing in source.listings() if listing.kind == "feed")
        if feeds:
            yield (
                source.name,
                Subscription(title=source.title, feeds=feeds, home=source.home, language=source.language),
            )
