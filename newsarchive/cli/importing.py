"""`newsarchive import`: saved pages into the archive, resumable, each capture once."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.crawl_summary import missed_lines
from newsarchive.cli.declared_hints import declared_hints, undeclared_hints
from newsarchive.cli.importing_warc import warc
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest, demand_all_read
from newsarchive.discovery.urls import is_http_url
from newsarchive.errors import EndedEarlyError
from newsarchive.imports.manifest import ManifestLine, read_manifest
from newsarchive.imports.pages import PageImport
from newsarchive.imports.reading import import_page, refuse_import
from newsarchive.imports.tally import ImportTally
from newsarchive.logs.speaking import echo
from newsarchive.storage import database_url, open_archive
from newsarchive.workers import open_pool


@click.group()
def command() -> None:
    """Bring what was saved elsewhere into the archive."""


@command.command()
@click.argument("manifest", type=click.Path(path_type=Path), metavar="IN.jsonl")
def pages(manifest: Path) -> None:
    """Import the saved pages of a manifest.

    Pages are stored in order of fetched_at (those without one last); a page whose url and bytes are in the
    archive already is done. Stopped or killed, the same command goes on where it was.
    """
    lines = read_manifest(manifest)
    _warn_of_addresses(lines)
    declared = declared_hints(lines)
    archive = open_archive(database_url())
    try:
        with (
            StopRequest() as stop,
            open_pool(import_page, refuse=refuse_import) as pool,
            ProgressReport("import", len(lines)) as progress,
        ):
            tally = PageImport(
                archive,
                pool,
                step=progress.step,
                stopping=lambda: stop.received is not None,
                declared=declared,
                undeclared=undeclared_hints(),
            ).run(lines)
    finally:
        archive.close()
    _print_table(tally)
    demand_all_read(tally.not_read)
    if stop.received and not tally.complete:
        raise EndedEarlyError(
            f"Stopped by {stop.received.name}; {tally.accounted:,} of {tally.lines:,} pages are done.",
            hint="The same command goes on from here.",
        )


command.add_command(warc)


def _warn_of_addresses(lines: list[ManifestLine]) -> None:
    strange = [line for line in lines if line.url and not is_http_url(line.url)]
    if strange:
        echo(
            f"{len(strange):,} pages have a url that is no http(s) address and are kept under it as it is;"
            f" the first, on line {strange[0].number}: {strange[0].url!r}",
            err=True,
        )


def _print_table(tally: ImportTally) -> None:
    rows = [*tally.rows(), ("pages in the manifest", tally.lines)]
    width = max(len(name) for name, _ in rows)
    for name, count in rows:
        echo(f"{name:<{width}}  {count:>9,}", err=True)
    for line in missed_lines(tally.missed):
        echo(line, err=True)
