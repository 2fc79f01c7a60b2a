"""`newsarchive import`: imports saved pages and WARC files, resumably, each capture once."""

from __future__ import annotations

from pathlib import Path

from newsarchive.cli.crawl_summary import missed_lines
from newsarchive.cli.declared_hints import HintsByUrl, declared_hints, declared_source, undeclared_hints
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest, demand_all_read
from newsarchive.cli.tables import print_table
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.environment import channels_file, metrics_folder, watches_folder
from newsarchive.errors import EndedEarlyError
from newsarchive.imports.line_results import import_page, refuse_import
from newsarchive.imports.manifest import ManifestLine, counts_from_elsewhere, read_manifest
from newsarchive.imports.page_import import NOT_READ, ImportTally, PageImport
from newsarchive.imports.warc_import import WarcImport, WarcTally
from newsarchive.imports.warc_records import demand_warc, in_order_of_capture
from newsarchive.logs.console import echo
from newsarchive.logs.formats import visible
from newsarchive.storage import database_url, open_archive
from newsarchive.watches.watch_run import tell_watchers
from newsarchive.workers import open_pool


def _say(message: str) -> None:
    echo(message, err=True)


# `newsarchive import warc`: WARC files.


def import_warc(files: tuple[Path, ...], source: str | None) -> None:
    """Import WARC files in the order of their first captures, and print the tally.

    Raises EndedEarlyError after a signal, or if the rest of a damaged file could not be read.
    """
    for file in files:
        demand_warc(file)
    ordered = in_order_of_capture(files)
    if ordered != list(files):
        echo("The files are taken in the order of their first captures, not as given.", err=True)
    hints = declared_source(source).get(source or "", undeclared_hints())
    archive = open_archive(database_url())
    try:
        with (
            StopRequest() as stop,
            open_pool(import_page, refuse=refuse_import) as pool,
            ProgressReport("import, bytes", sum(file.stat().st_size for file in files)) as progress,
        ):
            run = WarcImport(
                archive,
                pool,
                on_progress=_Bytes(progress).on_progress,
                stopping=lambda: stop.received is not None,
                say=_say,
                hints=hints,
                hints_of=HintsByUrl(),
                source=source,
            )
            complete = run.run(ordered)
        if complete:
            tell_watchers(archive, watches_folder(), channels_file(), metrics_folder)
    finally:
        archive.close()
    _print_records(run.tally)
    demand_all_read(run.tally.pages[NOT_READ])
    if stop.received and not complete:
        raise EndedEarlyError(
            f"Stopped by {stop.received.name}; what is done is stored.",
            hint="The same command goes on from here.",
        )
    _demand_whole(run.tally)


class _Bytes:
    """Turns positions in files into steps of progress."""

    def __init__(self, progress: ProgressReport) -> None:
        self._progress = progress
        self._places: dict[Path, int] = {}

    def on_progress(self, path: Path, place: int) -> None:
        self._progress.step(place - self._places.get(path, 0))
        self._places[path] = place


def _print_records(tally: WarcTally) -> None:
    print_table(tally.rows(), err=True)
    for path, reason in tally.cut_short.items():
        echo(f"{path} could not be read to its end: {reason}", err=True)


def _demand_whole(tally: WarcTally) -> None:
    """Raise EndedEarlyError if the rest of a file could not be read."""
    if tally.cut_short:
        number = len(tally.cut_short)
        raise EndedEarlyError(
            f"{number} file{'s' if number > 1 else ''} could not be read to the end (see above); the records"
            " before the damage are stored.",
            hint="Get the file again from its origin; the same command skips what is stored.",
        )


# `newsarchive import pages`: the saved pages of a manifest.


def import_pages(manifest: Path) -> None:
    """Import the pages in order of time, and print the tally; raises EndedEarlyError after a signal."""
    lines = read_manifest(manifest)
    if elsewhere := counts_from_elsewhere(manifest, lines):
        echo(elsewhere, err=True)
    _warn_of_urls(lines)
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
                say=_say,
                declared=declared,
                undeclared=undeclared_hints(),
            ).run(lines)
        if tally.complete:
            tell_watchers(archive, watches_folder(), channels_file(), metrics_folder)
    finally:
        archive.close()
    _print_pages(tally)
    demand_all_read(tally.not_read)
    if stop.received and not tally.complete:
        raise EndedEarlyError(
            f"Stopped by {stop.received.name}; {tally.accounted:,} of {tally.lines:,} pages are done.",
            hint="The same command goes on from here.",
        )


def _warn_of_urls(lines: list[ManifestLine]) -> None:
    strange = [line for line in lines if line.url and not is_http_url(line.url)]
    if strange:
        echo(
            f"{len(strange):,} pages have a url that is not http(s); they are stored under it unchanged."
            f" The first is on line {strange[0].number}: {strange[0].url!r}",
            err=True,
        )


def _print_pages(tally: ImportTally) -> None:
    print_table([*tally.rows(), ("pages in the manifest", tally.lines)], err=True)
    for refused in tally.first_refused:
        echo(visible(f"refused: {refused.id} ({refused.path}): {refused.why}"), err=True)
    if (more := tally.refused.total() - len(tally.first_refused)) > 0:
        echo(f"and {more:,} more", err=True)
    for line in missed_lines(tally.missed):
        echo(line, err=True)
